"""B-cubed of story grouping against clusterings by people, beside a streaming TF-IDF.

    python -m bench.stories DIR [--mixed] [--scale]

DIR holds NAME.jsonl files of ``id time title summary story`` lines (``time`` may be null), taken
in file order. One default setting serves all sets. Intervals: bootstrap over gold stories, 95 %.
``--mixed`` puts all sets into one stream; ``--scale`` measures the cost at 5,000 and 50,000 live.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.data.words import load_background
from rules.stories import Background, Features, Grouper, Join, features
from rules.text.document import Document

THRESHOLDS = (0.12, 0.16, 0.20, 0.24, 0.28, 0.32, 0.36)
FIXED = 0.24


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its features, its time if it has one, its gold story."""

    seen: Features
    at: datetime | None
    story: str


def read(path: Path) -> list[Item]:
    """Return the items of a set in file order."""
    items = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        at = datetime.fromisoformat(raw["time"]) if raw.get("time") else None
        document = Document(title=raw.get("title") or "", summary=raw.get("summary") or "")
        at = at.replace(tzinfo=UTC) if at and at.tzinfo is None else at
        items.append(Item(features(document), at, raw["story"]))
    return items


def group(items: Sequence[Item], background: Background) -> list[str]:
    """Return the story that the grouper gives each item."""
    grouper = Grouper(background=background)
    stories = []
    for number, item in enumerate(items):
        verdict = grouper.place(item.seen, item.at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, item.seen, item.at)
        stories.append(story)
    return stories


def tfidf(items: Sequence[Item], background: Background, threshold: float) -> list[str]:
    """Return a plain streaming TF-IDF's stories: cosine to the story's sum, one threshold."""
    sums: list[dict[str, float]] = []
    lengths: list[float] = []
    stories = []
    for item in items:
        vector = _vector(item.seen, background)
        scores = [_dot(vector, other) / lengths[n] for n, other in enumerate(sums)]
        best = max(range(len(sums)), key=scores.__getitem__, default=-1)
        if best < 0 or scores[best] <= threshold:
            sums.append({})
            lengths.append(1.0)
            best = len(sums) - 1
        for word, value in vector.items():
            sums[best][word] = sums[best].get(word, 0.0) + value
        lengths[best] = math.sqrt(sum(value * value for value in sums[best].values())) or 1.0
        stories.append(str(best))
    return stories


def score(gold: Sequence[str], found: Sequence[str]) -> list[tuple[float, float]]:
    """Return each item's B-cubed precision and recall."""
    sizes, ours = Counter(gold), Counter(found)
    both = Counter(zip(gold, found, strict=True))
    pairs = zip(gold, found, strict=True)
    return [(both[g, f] / ours[f], both[g, f] / sizes[g]) for g, f in pairs]


def mean(scores: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision = sum(p for p, _ in scores) / len(scores)
    recall = sum(r for _, r in scores) / len(scores)
    return precision, recall, 2 * precision * recall / (precision + recall)


def interval(gold: Sequence[str], scores: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of F1, resampling gold stories."""
    by_story = defaultdict(list)
    for story, one in zip(gold, scores, strict=True):
        by_story[story].append(one)
    groups = list(by_story.values())
    draw = random.Random(7)
    values = sorted(
        mean([one for part in draw.choices(groups, k=len(groups)) for one in part])[2]
        for _ in range(500)
    )
    return values[12], values[487]


def report(name: str, items: Sequence[Item], background: Background) -> None:
    """Print one set's line."""
    gold = [item.story for item in items]
    scores = score(gold, group(items, background))
    p, r, f1 = mean(scores)
    low, high = interval(gold, scores)
    line = f"{name:12} n={len(items):5}  P {p:.3f} R {r:.3f} F1 {f1:.3f} [{low:.3f}, {high:.3f}]"
    if len(items) < 1500:
        runs = {th: mean(score(gold, tfidf(items, background, th)))[2] for th in THRESHOLDS}
        best = max(runs, key=runs.__getitem__)
        line += f"  TF-IDF {runs[FIXED]:.3f} at {FIXED}, best {runs[best]:.3f} at {best}"
    print(line, flush=True)


def mixed(sets: dict[str, list[Item]], background: Background) -> None:
    """Print every set's F1 with the items of all sets in one stream, interleaved evenly."""
    order = sorted(
        (i / len(items), name, i) for name, items in sets.items() for i in range(len(items))
    )
    stream = [sets[name][i] for _, name, i in order]
    found = group(stream, background)
    for name in sets:
        mine = [n for n, (_, owner, _) in enumerate(order) if owner == name]
        scores = score([stream[n].story for n in mine], [found[n] for n in mine])
        print(
            f"mixed {name:12} P {mean(scores)[0]:.3f} R {mean(scores)[1]:.3f} F1 {mean(scores)[2]:.3f}"
        )


def scale(sets: dict[str, list[Item]], background: Background) -> None:
    """Print the CPU per item at 5,000 and 50,000 live items made of real words, shuffled."""
    draw = random.Random(3)
    texts = [item.seen for items in sets.values() for item in items]
    grouper = Grouper(background=background)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(50_000):
        seen = _blend(draw, texts)
        at = start + timedelta(seconds=number)
        grouper.add(f"s{number // 4}", seen, at)
        if number + 1 in (5_000, 50_000):
            probes = [_blend(draw, texts) for _ in range(300)]
            cost = _timed(lambda at=at, probes=probes: [grouper.place(one, at) for one in probes])  # type: ignore[misc]
            print(f"{number + 1:6} live: {cost / 300 * 1000:.3f} ms per item")


def _blend(draw: random.Random, texts: Sequence[Features]) -> Features:
    """Half the words of each of two items: new combinations with real frequencies."""
    one, two = draw.choice(texts), draw.choice(texts)
    return replace(
        one, words=(*one.words[::2], *(w for w in two.words[1::2] if w not in one.words))
    )


def _timed(run: Callable[[], object]) -> float:
    before = time.process_time()
    run()
    return time.process_time() - before


def _vector(seen: Features, background: Background) -> dict[str, float]:
    raw = {
        word: (1 + math.log(count))
        * math.log((background.items + 1) / (background.counts.get(word, 0) + 0.5))
        for word, count in seen.words
    }
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def _dot(vector: dict[str, float], other: dict[str, float]) -> float:
    return sum(value * other[word] for word, value in vector.items() if word in other)


def main(arguments: Sequence[str]) -> None:
    """Measure every set of a folder."""
    parser = argparse.ArgumentParser(prog="bench.stories", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--scale", action="store_true")
    options = parser.parse_args(arguments)
    background = load_background()
    sets = {path.stem: read(path) for path in sorted(options.folder.glob("*.jsonl"))}
    if options.mixed:
        mixed(sets, background)
    elif options.scale:
        scale(sets, background)
    else:
        for name, items in sets.items():
            report(name, items, background)


if __name__ == "__main__":
    main(sys.argv[1:])
