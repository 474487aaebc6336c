"""B-cubed of story grouping against clusterings by people, beside TF-IDF and MinHash.

    python -m bench.stories DIR [--crowd FILE.jsonl.gz]

DIR holds NAME.jsonl files of ``id time title summary story`` lines (``time`` may be null), taken
in file order. One default setting serves all sets; the streaming TF-IDF is shown at the threshold
that is best for the set and at the one that is best for all sets together, and MinHash (sketches
of word pairs, joined to the likeliest item) at its best for the set.
Intervals: bootstrap over gold stories, 95 %. Then the items of all sets go through one stream.
With ``--crowd`` each set goes through an archive, spread over its days; an item of the archive in a
story of the set counts as wrong.
The weights were fitted to these sets, so what is printed is in sample: ``bench.fit_stories
--held-out`` shows how weights do on sets and stories they were not fitted to, and
``bench.story_scale`` what an item costs.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.story_sets import (
    CROWD,
    Item,
    b_cubed,
    f1,
    group,
    interleave,
    interval,
    lead_interval,
    mean,
    read_all,
    strangers,
)
from monitor.data.words import load_background
from rules.stories import Background, Features

GOALS: Final = {"groundnews": 0.90, "allsides": 0.80, "wikinews": 0.86, "ecbplus": 0.88}
THRESHOLDS: Final = (0.12, 0.16, 0.20, 0.24, 0.28, 0.32, 0.36, 0.40, 0.44)
SKETCH_THRESHOLDS: Final = (0.02, 0.05, 0.1, 0.2)
HASHES: Final = 64
PRIME: Final = (1 << 61) - 1


def tfidf(items: Sequence[Item], background: Background, threshold: float) -> list[str]:
    """Return a plain streaming TF-IDF's stories: cosine to the story's sum, one threshold."""
    postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
    squares: list[float] = []
    stories = []
    for item in items:
        vector = _vector(item.seen, background)
        dots: defaultdict[int, float] = defaultdict(float)
        for word, value in vector.items():
            for story, weight in postings[word].items():
                dots[story] += value * weight
        best, likeness = -1, threshold
        for story, dot in dots.items():
            if dot / math.sqrt(squares[story]) > likeness:
                best, likeness = story, dot / math.sqrt(squares[story])
        if best < 0:
            squares.append(0.0)
            best = len(squares) - 1
        for word, value in vector.items():
            old = postings[word].get(best, 0.0)
            postings[word][best] = old + value
            squares[best] += (old + value) ** 2 - old**2
        stories.append(str(best))
    return stories


def _vector(seen: Features, background: Background) -> dict[str, float]:
    raw = {
        word: (1 + math.log(count))
        * math.log((background.items + 1) / (background.counts.get(word, 0) + 0.5))
        for word, count in zip(seen.words, seen.counts, strict=True)
    }
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def minhash(sketches: Sequence[tuple[int, ...]], threshold: float) -> list[str]:
    """Return stories by sketches: each item joins that of the most alike item above a threshold."""
    seen: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(HASHES)]
    stories: list[str] = []
    for number, sketch in enumerate(sketches):
        agree: defaultdict[int, int] = defaultdict(int)
        for table, value in zip(seen, sketch, strict=True):
            for other in table[value]:
                agree[other] += 1
            table[value].append(number)
        best = max(agree, key=agree.__getitem__, default=-1)
        alike = best >= 0 and agree[best] / HASHES > threshold
        stories.append(stories[best] if alike else str(number))
    return stories


def sketch(seen: Features, salts: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the least hash of an item's word pairs for each salt."""
    pairs = seen.pair_set() or frozenset({0})
    return tuple(min((a * pair + b) % PRIME for pair in pairs) for a, b in salts)


def report(name: str, items: Sequence[Item], background: Background, common: float) -> float:
    """Print one set's lines; return F1. ``common``: the threshold that is best for all sets."""
    gold = [item.story for item in items]
    ours = b_cubed(gold, group(items))
    p, r, own = mean(ours)
    low, high = interval(gold, ours)
    goal = f"goal {GOALS[name]:.2f}" if name in GOALS else "no goal"
    print(
        f"{name:11} n={len(items):5}  P {p:.3f} R {r:.3f} F1 {own:.3f} [{low:.3f}, {high:.3f}]  {goal}"
    )
    runs = {one: tfidf(items, background, one) for one in THRESHOLDS}
    print(
        f"{'':11} TF-IDF at the best of all sets ({common:.2f})  F1 {f1(items, runs[common]):.3f}"
    )
    best = max(runs, key=lambda one: f1(items, runs[one]))
    theirs = b_cubed(gold, runs[best])
    p, r, value = mean(theirs)
    low, high = lead_interval(gold, ours, theirs)
    print(f"{'':11} TF-IDF at its best ({best:.2f})  P {p:.3f} R {r:.3f} F1 {value:.3f};"
          f" we lead by {own - value:+.3f} [{low:+.3f}, {high:+.3f}]")  # fmt: skip
    draw = random.Random(5)
    salts = [(draw.randrange(1, PRIME), draw.randrange(PRIME)) for _ in range(HASHES)]
    sketches = [sketch(item.seen, salts) for item in items]
    values = {one: f1(items, minhash(sketches, one)) for one in SKETCH_THRESHOLDS}
    best = max(values, key=values.__getitem__)
    print(f"{'':11} MinHash at its best ({best:.2f})  F1 {values[best]:.3f}", flush=True)
    return own


def mixed(sets: dict[str, list[Item]], alone: dict[str, float]) -> None:
    """Print every set's F1 with the items of all sets in one stream, interleaved evenly."""
    print("all sets mixed in one stream")
    stream = interleave(sets)
    found = group([item for _, item in stream])
    for name in sets:
        mine = [
            (item, story)
            for (owner, item), story in zip(stream, found, strict=True)
            if owner == name
        ]
        items = [item for item, _ in mine]
        p, r, value = mean(b_cubed([item.story for item in items], [story for _, story in mine]))
        print(f"{name:11} P {p:.3f} R {r:.3f} F1 {value:.3f}  {value - alone[name]:+.3f}")


def crowded(sets: dict[str, list[Item]], crowd: Sequence[Item], alone: dict[str, float]) -> None:
    """Print every set's F1 with its items, in their order, among those of an archive."""
    print(f"each set in a crowd of {len(crowd)} items")
    times = [item.at for item in crowd if item.at is not None]
    first, last = times[0], times[-1]
    for name, items in sets.items():
        step = (last - first) / len(items)
        spread = [replace(item, at=first + n * step) for n, item in enumerate(items)]
        stream = sorted([*crowd, *spread], key=lambda item: item.at or first)
        scores = b_cubed([item.story for item in stream], group(stream))
        mine = [score for item, score in zip(stream, scores, strict=True) if item.story != CROWD]
        p, r, value = mean(mine)
        print(
            f"{name:11} P {p:.3f} R {r:.3f} F1 {value:.3f}  {value - alone[name]:+.3f}", flush=True
        )


def main(arguments: Sequence[str]) -> None:
    """Measure every set of a folder."""
    parser = argparse.ArgumentParser(prog="bench.stories", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--crowd", type=Path)
    options = parser.parse_args(arguments)
    background = load_background()
    sets = read_all(options.folder)
    common = max(THRESHOLDS, key=lambda one: _mean_f1(sets, background, one))
    alone = {name: report(name, items, background, common) for name, items in sets.items()}
    mixed(sets, alone)
    if options.crowd:
        crowded(sets, strangers(options.crowd), alone)


def _mean_f1(sets: dict[str, list[Item]], background: Background, threshold: float) -> float:
    return sum(f1(items, tfidf(items, background, threshold)) for items in sets.values()) / len(
        sets
    )


if __name__ == "__main__":
    main(sys.argv[1:])
