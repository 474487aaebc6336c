"""What grouping costs as live stories grow, and whether a restart changes an answer.

    python -m bench.story_scale DIR [--stream FILE.jsonl.gz] [--items N]

The live items are new texts made of the words of real ones (DIR as for ``bench.stories``): every
event takes half the words of each of two items, and each of its reports drops some of them. CPU
is that of features, placing, adding and forgetting, for one item. With ``--stream`` the items of
an archive go through the daemon's own shelf on SQLite twice, the second time with restarts at
random points, and both must give the same stories.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.story_sets import read_all
from monitor.data import load_gazetteer
from monitor.data.words import load_background
from monitor.pipeline.shelf import Placing, StoryShelf
from rules.stories import Features, Grouper, Join, features
from rules.text.document import Document
from storage.records import EntryData, FeedSpec
from storage.store import Store, Transaction

LIVE = (5_000, 50_000)
REPORTS = 4
PROBES = 500
WINDOW = 72 * 3600.0
START = datetime(2026, 1, 1, tzinfo=UTC)
RESTARTS = 25


def invent(draw: random.Random, texts: Sequence[Features]) -> Iterator[Features]:
    """Yield reports of invented events without end."""
    while True:
        one, two = draw.choice(texts), draw.choice(texts)
        words = tuple(dict.fromkeys((*one.words[::2], *two.words[1::2])))
        for _ in range(REPORTS):
            kept = tuple(word for word in words if draw.random() < 0.8)
            report = replace(one, words=kept, counts=bytes([1]) * len(kept), pairs=two.pairs)
            # As the database gives them: nothing is shared between two items but the stems.
            yield Features.load(report.dump())


def scale(texts: Sequence[Features]) -> None:
    """Print the cost of one item at each number of live items, and the memory they take."""
    reports = invent(random.Random(3), texts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grouper = Grouper(window=WINDOW, background=load_background())
    costs = []
    for live in LIVE:
        # The window holds exactly ``live`` items: from here on each new one lets an old one go.
        step = timedelta(seconds=WINDOW / live)
        grouper = Grouper(window=WINDOW, background=load_background())
        at = START
        for number in range(live + 10):
            at += step
            grouper.add(f"s{number // REPORTS}", next(reports), at)
        costs.append(min(_cost(grouper, reports, at, step) for _ in range(3)))
        print(f"{len(grouper):6} live: {costs[-1] * 1000:.3f} ms CPU per item", flush=True)
    print(f"growth {costs[1] / costs[0]:.2f} times for {LIVE[1] // LIVE[0]} times as many")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory of {len(grouper)} live items: {(after - before) / 1024:.0f} MiB")
    stored = [next(reports).dump() for _ in range(LIVE[1])]
    gc.collect()
    started = time.process_time()
    again = Grouper(window=WINDOW, background=load_background())
    for number, text in enumerate(stored):
        again.recall(f"s{number // REPORTS}", text, START + timedelta(seconds=number))
    print(f"rebuilding {len(again)} items from storage: {time.process_time() - started:.2f} s CPU")


def _cost(grouper: Grouper, reports: Iterator[Features], at: datetime, step: timedelta) -> float:
    probes = [next(reports) for _ in range(PROBES)]
    texts = [Document(title=" ".join(p.title), summary=" ".join(p.words)) for p in probes]
    gazetteer = load_gazetteer()
    gc.collect()
    started = time.process_time()
    for number, (probe, text) in enumerate(zip(probes, texts, strict=True)):
        features(text, None, gazetteer)
        at += step
        verdict = grouper.place(probe, at)
        grouper.add(verdict.story if isinstance(verdict, Join) else f"n{number}", probe, at)
    return (time.process_time() - started) / PROBES


def replay(stream: Sequence[dict[str, str]], restarts: frozenset[int]) -> list[int]:
    """Return the story of each item, as the daemon would have it; the shelf starts anew at times."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/stories.db")
        store.upgrade()
        feed = FeedSpec(url="https://archive.example/rss")
        with store.write() as tx:
            tx.feeds.sync([feed], START)
            feed_id = tx.feeds.get(feed.url).id  # type: ignore[union-attr]
        shelf, stories = StoryShelf(), []
        for at in range(0, len(stream), 20):
            if at // 20 in restarts:
                shelf = StoryShelf()
            with store.write() as tx:
                stories += [
                    _shelve(tx, shelf, feed_id, raw, at + n)
                    for n, raw in enumerate(stream[at : at + 20])
                ]
        store.close()
    return stories


def _shelve(
    tx: Transaction, shelf: StoryShelf, feed_id: int, raw: dict[str, str], number: int
) -> int:
    title, text = raw.get("title") or "", raw.get("summary") or ""
    now = START + timedelta(seconds=number * 120)
    data = EntryData(f"guid:{number}", str(number), "https://archive.example/x", title, text)
    entry = tx.entries.insert(feed_id, now, False, [data])[0]
    seen = features(Document(title=title, summary=text), None, load_gazetteer())
    story = shelf.place(tx, Placing(entry, title, seen, WINDOW), now)
    assert story is not None
    return story


def main(arguments: Sequence[str]) -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench.story_scale", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stream", type=Path)
    parser.add_argument("--items", type=int, default=10_000)
    options = parser.parse_args(arguments)
    sets = read_all(options.folder)
    # Headlines alone would flatter.
    texts = [item.seen for items in sets.values() for item in items if len(item.seen.words) > 25]
    scale(texts)
    if options.stream:
        with gzip.open(options.stream, "rt", encoding="utf-8") as lines:
            stream = [json.loads(line) for line in lines][: options.items]
        first = replay(stream, frozenset())
        draw = random.Random(11)
        again = replay(stream, frozenset(draw.sample(range(len(stream) // 20), RESTARTS)))
        verdict = "identical" if first == again else "DIFFERENT"
        print(
            f"{len(stream)} items, {len(set(first))} stories; with {RESTARTS} restarts: {verdict}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
