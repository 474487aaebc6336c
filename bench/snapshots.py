"""Replay successive versions of real feeds through the real judge: nothing twice, nothing missed.

    python -m bench.snapshots [--data ../shared/data/feeds]

Each folder below ``snapshots`` holds versions of one outlet's feed, named by their time. They are
parsed and judged in order, on a database that is thrown away, with a rule that matches everything.
What should have come is read independently, by feedparser alone over every version: an entry is
what has one address, and one whose address changed under its guid is an edit. Then every file of the data is parsed once: each gives entries or says what
is odd about it. Exits 1 when an entry was stored or told twice, was missed, or a file broke
something.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import feedparser

from monitor.clock import Clock
from monitor.config.load import load
from monitor.config.policy import Policy, compile_policy
from monitor.data import load_gazetteer
from monitor.fetch.outcome import Fetched
from monitor.parse.identity import canonical_link
from monitor.parse.worker import ParsedFeed, ParseFailed, ParseJob, ParsePool
from monitor.pipeline.judge import Judge
from monitor.pipeline.outcome import Outcome, Parsed, Polled, Unreadable
from monitor.telemetry import configure_logging
from storage.records import Entry, FeedSpec
from storage.store import Store

_URL = "https://feed.example/rss"
_CONFIG = """
channels: {console: "console://"}
default_notify: [console]
rules: [{id: everything, when: {regex: "(?s)."}}]
"""


@dataclass(frozen=True, slots=True)
class Count:
    """What one outlet's replay came to."""

    versions: int
    unreadable: int
    entries: int
    missed: int
    doubled: int
    edits: int
    edits_seen: int
    alerts: int
    told_twice: int

    @property
    def held(self) -> bool:
        return not (self.missed or self.doubled or self.told_twice)


def _policy(folder: Path) -> Policy:
    path = folder / "config.yaml"
    path.write_text(_CONFIG, encoding="utf-8")
    policy, _ = compile_policy(load(path, {}), load_gazetteer())
    assert policy is not None
    return policy


async def replay(files: list[Path], folder: Path, parser: ParsePool) -> Count:
    """Run the versions in ``files`` through parser and judge; count against feedparser's view."""
    now = [datetime(2020, 4, 21, tzinfo=UTC)]
    clock = Clock(lambda: now[0], lambda: 0.0, lambda: 0.0, lambda: 0.5)
    store = Store.open(f"sqlite:///{folder / files[0].parent.name}.db")
    try:
        store.upgrade()
        with store.write() as tx:
            tx.feeds.sync([FeedSpec(_URL)], now[0])
        judge = Judge(store, _policy(folder), clock)
        unreadable, edits_seen = 0, 0
        for file in files:
            now[0] = datetime.strptime(file.stem, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            before = _changes(store)
            outcome = await _poll(store, file.read_bytes(), parser)
            unreadable += isinstance(outcome, Unreadable)
            with store.read() as tx:
                state = tx.feeds.get(_URL)
            assert state is not None
            judge.commit([Polled(state, outcome, now[0])])
            edits_seen += sum(
                before[entry] != text for entry, text in _changes(store).items() if entry in before
            )
        now[0] += timedelta(days=1)
        return _count(store, files, unreadable, edits_seen)
    finally:
        store.close()


async def _poll(store: Store, body: bytes, parser: ParsePool) -> Outcome:
    with store.read() as tx:
        state = tx.feeds.get(_URL)
    assert state is not None
    known = tuple(str(state.hints.get("slices") or "").split()) if state.first_success else ()
    answer = await parser.parse(ParseJob(body, "application/xml", _URL, known))
    fetched = Fetched(_URL, 200, b"")
    if isinstance(answer, ParseFailed):
        return Unreadable(fetched, answer.reason)
    return Parsed(fetched, answer, str(hash(body)))


def _stored(store: Store) -> list[Entry]:
    with store.read() as tx:
        return tx.entries.recent(datetime(2000, 1, 1, tzinfo=UTC), 100_000)


def _changes(store: Store) -> dict[int, str]:
    return {entry.id: entry.data.digest for entry in _stored(store)}


def _count(store: Store, files: list[Path], unreadable: int, edits_seen: int) -> Count:
    wanted, edits = _reference(files)
    stored = Counter(_key(entry.data.link) for entry in _stored(store))
    stored.pop("", None)
    known = {key for entry in _stored(store) for key in (entry.data.identity, *entry.data.aliases)}
    with store.read() as tx:
        alerts = tx.alerts.list(100_000)
    entries = Counter(alert.data.entry_id for alert in alerts if alert.data.kind == "first")
    stories = Counter(alert.data.story_id for alert in alerts if alert.data.kind == "first")
    twice = sum(n - 1 for n in entries.values()) + sum(n - 1 for n in stories.values())
    return Count(
        versions=len(files),
        unreadable=unreadable,
        entries=len(wanted),
        missed=sum(key not in stored and guid not in known for key, guid in wanted.items()),
        doubled=sum(n - 1 for key, n in stored.items() if key in wanted),
        edits=edits,
        edits_seen=edits_seen,
        alerts=len(alerts),
        told_twice=twice,
    )


def _reference(files: list[Path]) -> tuple[dict[str, str], int]:
    """Return every address that feedparser finds, with its guid, and how often a text changed."""
    guids: dict[str, str] = {}
    texts: dict[str, tuple[str, str]] = {}
    edits = 0
    for file in files:
        for entry in feedparser.parse(BytesIO(file.read_bytes())).entries:
            key = _key(entry.get("link") or "")
            text = (entry.get("title") or "", entry.get("summary") or "")
            if key in texts and texts[key] != text:
                edits += 1
            if key:
                texts[key] = text
                guids[key] = f"guid:{entry.get('id') or ''}"
    return guids, edits


def _key(link: str) -> str:
    return canonical_link(link)


async def parse_all(files: list[Path], parser: ParsePool) -> Counter[str]:
    """Parse every file; return how many gave entries, were odd, or said why they gave nothing."""
    found: Counter[str] = Counter()
    for file in files:
        answer = await parser.parse(ParseJob(file.read_bytes(), "", "https://feed.example/x"))
        if isinstance(answer, ParseFailed):
            found[f"  {answer.reason[:70]}"] += 1
            found["no feed, and said why"] += 1
        elif answer.oddities:
            found["parsed, with a stated oddity"] += 1
        else:
            found["parsed" if answer.entries else "parsed, and empty"] += 1
        if isinstance(answer, ParsedFeed):
            found["entries"] += len(answer.entries)
    return found


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/feeds"))
    asked = parser.parse_args()
    configure_logging("error", "text")
    held = True
    async with ParsePool(workers=2) as pool:
        with tempfile.TemporaryDirectory(prefix="snapshots-") as name:
            for outlet in sorted((asked.data / "snapshots").iterdir()):
                count = await replay(sorted(outlet.glob("*.xml")), Path(name), pool)
                held = held and count.held
                print(
                    f"{outlet.name:16} {count.versions} versions ({count.unreadable} unreadable)  "
                    f"entries {count.entries:4}  missed {count.missed}  doubled {count.doubled}  "
                    f"edits {count.edits_seen} of {count.edits}  alerts {count.alerts:4}  "
                    f"told twice {count.told_twice}  {'held' if count.held else 'FAILED'}",
                    flush=True,
                )
        files = sorted(file for file in asked.data.rglob("*") if file.is_file())
        print(f"\n{len(files)} files, each parsed by itself:")
        for what, times in sorted((await parse_all(files, pool)).items()):
            print(f"  {times:6}  {what}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
