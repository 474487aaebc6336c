"""How alike two items are, and how well an item fits a story: numbers, no decision.

An item is compared with several members of a story and with its first members together, never
with a running centre: one chance bridge (single-link chaining) meets the mean of the nearest
members, and a slow change of subject (drift) meets the first members, which stay.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rules.stories.features import Features
from rules.stories.rarity import Rarity

# How many of a story's nearest members speak for it.
NEAREST: Final = 3
# How many of a story's first live members make its anchor.
ANCHOR: Final = 8
# Names that half of all items carry tell nothing apart.
NAME_WEIGHT: Final = 3.0
PAIR_WEIGHT: Final = 7.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item's features with their weights as of now; the four lengths are Euclidean norms."""

    words: dict[str, float]
    length: float
    title: dict[str, float]
    title_length: float
    names: dict[str, float]
    name_length: float
    pairs: dict[str, float]
    pair_length: float
    numbers: frozenset[str]


def weigh(features: Features, rarity: Rarity) -> Weighed:
    """Return the features weighed by how rare each is among the live items."""
    weight = rarity.weight
    words = {word: (1.0 + math.log(count)) * weight(word) for word, count in features.words}
    title = {word: weight(word) for word in features.title}
    names = {name: weight(name) for name in features.names}
    names = {name: value for name, value in names.items() if value > NAME_WEIGHT}
    pairs = {}
    for pair in features.pairs:
        first, _, second = pair.partition(" ")
        value = weight(first) + weight(second)
        if value > PAIR_WEIGHT:
            pairs[pair] = value
    return Weighed(
        words, _length(words), title, _length(title), names, _length(names),
        pairs, _length(pairs), frozenset(features.numbers),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two items are; every value lies in 0..1."""

    words: float
    title: float
    pairs: float
    names: float
    numbers: float
    apart: float
    names_apart: float


def compare(one: Weighed, other: Weighed) -> Likeness:
    """Return how alike two items are, symmetrically."""
    shared = len(one.numbers & other.numbers)
    both = bool(one.numbers and other.numbers)
    names = _cosine(one.names, one.name_length, other.names, other.name_length)
    return Likeness(
        words=_cosine(one.words, one.length, other.words, other.length),
        title=_cosine(one.title, one.title_length, other.title, other.title_length),
        pairs=_cosine(one.pairs, one.pair_length, other.pairs, other.pair_length),
        names=names,
        numbers=shared / math.sqrt(len(one.numbers) * len(other.numbers)) if both else 0.0,
        apart=float(both and not shared),
        names_apart=float(bool(one.names and other.names) and names < 0.05),
    )


def fit(item: Weighed, near: Sequence[Likeness], anchor: Anchor, gap: float) -> tuple[float, ...]:
    """Return the values that the decision weighs: an item against one story.

    ``near`` holds the likeness to the story's nearest members, ``gap`` is the time in seconds to
    the nearest member. The order is that of ``decision.COEFFICIENTS``.
    """
    best = sorted(near, key=lambda like: like.words, reverse=True)[:NEAREST]
    count = len(best)
    expected = min(NEAREST, anchor.members)
    # A member too unlike to be found counts as unlike, not as absent.
    mean = [sum(values) / expected for values in zip(*map(_values, best), strict=True)]
    cosine, coverage = anchor.likeness(item)
    return (
        *mean,
        best[0].words,
        cosine,
        coverage,
        math.log(anchor.members),
        math.log1p(gap / 21600.0),
        float(expected == 1),
        count / expected,
        math.log1p(len(item.words)),
    )


class Anchor:
    """A story's first members taken together."""

    __slots__ = ("_length", "_seen", "_words", "members")

    def __init__(self, first: Iterable[Features], members: int, rarity: Rarity) -> None:
        """``first`` are the earliest live members, ``members`` how many there are in all."""
        sums: Counter[str] = Counter()
        seen = 0
        for features in islice(first, ANCHOR):
            seen += 1
            for word, count in features.words:
                sums[word] += 1.0 + math.log(count)  # type: ignore[assignment]
        self.members = members
        self._seen = seen
        self._words = {word: value * rarity.weight(word) for word, value in sums.items()}
        self._length = _length(self._words)

    def likeness(self, item: Weighed) -> tuple[float, float]:
        """Return the cosine to the whole, and the share of the item's title found in it."""
        cosine = _cosine(item.words, item.length, self._words, self._length)
        whole = sum(item.title.values())
        found = sum(value for word, value in item.title.items() if word in self._words)
        return cosine, found / whole if whole else 0.0


def _values(like: Likeness) -> tuple[float, ...]:
    return (
        like.words, like.title, like.pairs, like.names, like.numbers, like.apart, like.names_apart,
    )  # fmt: skip


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(sum(value * value for value in weights.values()))


def _cosine(one: dict[str, float], length: float, other: dict[str, float], width: float) -> float:
    if not length or not width:
        return 0.0
    shared = one.keys() & other.keys()
    return sum(one[key] * other[key] for key in shared) / (length * width)
