"""Clusterings of news by people, and B-cubed against them; shared by the story benchmarks.

A set is a file of ``id time title summary story`` lines in the order of the stream.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.data import load_gazetteer
from monitor.data.words import load_background
from rules.facts.extract import extract
from rules.stories import Features, Grouper, Join, Weights, features
from rules.text.document import Document

DRAWS = 500
# The gold story of items that have none.
CROWD = "crowd"


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its features, its time if it has one, its gold story."""

    seen: Features
    at: datetime | None
    story: str


def read_all(folder: Path) -> dict[str, list[Item]]:
    """Return every set of a folder by its name."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.jsonl"))}


def read(path: Path) -> list[Item]:
    """Return the items of a set in file order, with the features that ``wirewatch group`` sees."""
    return [_item(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def strangers(path: Path) -> list[Item]:
    """Return the items of an archive (gzip) in order of time, as of no gold story."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [_item(json.loads(line) | {"story": CROWD}) for line in lines]
    return sorted((item for item in items if item.at is not None), key=lambda item: str(item.at))


def _item(raw: dict[str, Any]) -> Item:
    at = datetime.fromisoformat(raw["time"]) if raw.get("time") else None
    at = at.replace(tzinfo=UTC) if at and at.tzinfo is None else at
    document = Document(title=raw.get("title") or "", summary=raw.get("summary") or "")
    gazetteer = load_gazetteer()
    return Item(features(document, extract(document, gazetteer), gazetteer), at, raw["story"])


def interleave(sets: dict[str, list[Item]]) -> list[tuple[str, Item]]:
    """Return the items of all sets as one stream with the name of each one's set, spread evenly."""
    order = sorted(
        (i / len(items), name, i) for name, items in sets.items() for i in range(len(items))
    )
    return [(name, sets[name][i]) for _, name, i in order]


def half(items: Sequence[Item], which: int) -> list[Item]:
    """Return the items of one half of the gold stories, in file order; ``which`` is 0 or 1.

    Four neighbours stay together: look-alike events stand side by side, and are the hard part.
    """
    number: dict[str, int] = {}
    for item in items:
        number.setdefault(item.story, len(number))
    return [item for item in items if number[item.story] // 4 % 2 == which]


def group(items: Sequence[Item], weights: Weights | None = None) -> list[str]:
    """Return the story that the grouper gives each item, in one pass."""
    grouper = Grouper(background=load_background(), weights=weights or Weights())
    stories = []
    for number, item in enumerate(items):
        verdict = grouper.place(item.seen, item.at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, item.seen, item.at)
        stories.append(story)
    return stories


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> list[tuple[float, float]]:
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


def f1(items: Sequence[Item], found: Sequence[str]) -> float:
    """Return B-cubed F1."""
    return mean(b_cubed([item.story for item in items], found))[2]


def interval(gold: Sequence[str], scores: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of F1, resampling gold stories."""
    return _middle(gold, list(range(len(gold))), lambda at: mean([scores[i] for i in at])[2])


def lead_interval(
    gold: Sequence[str],
    ours: Sequence[tuple[float, float]],
    theirs: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    """Return the 95 % interval of our F1 less theirs, over the same draws of gold stories."""
    return _middle(
        gold,
        list(range(len(gold))),
        lambda at: mean([ours[i] for i in at])[2] - mean([theirs[i] for i in at])[2],
    )


def _middle(
    gold: Sequence[str], items: Sequence[int], value: Callable[[Sequence[int]], float]
) -> tuple[float, float]:
    by_story: dict[str, list[int]] = defaultdict(list)
    for item in items:
        by_story[gold[item]].append(item)
    groups = list(by_story.values())
    draw = random.Random(7)
    values = sorted(
        value([one for part in draw.choices(groups, k=len(groups)) for one in part])
        for _ in range(DRAWS)
    )
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]
