"""How alike two items are, and how well an item fits a story: numbers, no decision.

An item is compared with several members of a story and with its first members together, never
with a running centre: one chance bridge (single-link chaining) meets the mean of the nearest
members, and a slow change of subject (drift) meets the first members, which stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rules.stories.features import Features
from rules.stories.rarity import Rarity

# How many of a story's nearest members speak for it.
NEAREST: Final = 3
# How many of a story's first live members make its anchor.
ANCHOR: Final = 12
# Who and where tell look-alike events apart better than what happened.
NAME_BOOST: Final = 1.2
# Names that many items carry tell nothing apart.
NAME_WEIGHT: Final = 3.0


# Titles alike in all but names and figures tell two events after one pattern.
PATTERN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Heading:
    """An item's title and names with their weights as of now; lengths are Euclidean norms.

    ``numbers`` are all of the item's, ``headline`` those of its title.
    """

    title: dict[str, float]
    title_length: float
    names: dict[str, float]
    name_length: float
    numbers: frozenset[str]
    headline: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item in full: its heading, and all its words weighed by count and rarity."""

    heading: Heading
    words: dict[str, float]
    length: float
    pairs: frozenset[str]


def head(features: Features, rarity: Rarity) -> Heading:
    """Return the title and names weighed by how rare each is among the live items."""
    title = rarity.weights(features.title)
    names = rarity.weights(features.names)
    names = {name: value for name, value in names.items() if value > NAME_WEIGHT}
    headline = frozenset(word for word in features.title if word[0].isdigit())
    numbers = frozenset(features.numbers)
    return Heading(title, _length(title), names, _length(names), numbers, headline)


def weigh(features: Features, rarity: Rarity) -> Weighed:
    """Return all features weighed by how rare each is among the live items."""
    words = rarity.weights(word for word, _ in features.words)
    for word, count in features.words:
        if count > 1:
            words[word] *= _often(count)
    for name in features.names:
        words[name] = words.get(name, 0.0) * NAME_BOOST
    return Weighed(head(features, rarity), words, _length(words), frozenset(features.pairs))


def overlap(item: Weighed, other: Features) -> float:
    """Return the share of word pairs that two texts have in common, 0..1 (Jaccard)."""
    shared = len(item.pairs.intersection(other.pairs))
    return shared / max(1, len(item.pairs) + len(other.pairs) - shared)


def compare(one: Heading, other: Heading) -> tuple[float, ...]:
    """Return likeness of the titles (0..1), whether numbers and names are apart, and whether they
    contradict each other, the more so the more the titles are alike.
    """
    title = _cosine(one.title, one.title_length, other.title, other.title_length)
    names = _cosine(one.names, one.name_length, other.names, other.name_length)
    apart = _apart(one.numbers, other.numbers)
    names_apart = bool(one.names and other.names) and names < 0.05
    # Texts that share numbers of no weight ('a seven-storey block') still differ in the headline's.
    conflict = names_apart and (apart or _apart(one.headline, other.headline))
    return title, float(apart), float(names_apart), conflict * (1.0 + PATTERN * title)


def fit(
    item: Weighed, near: Sequence[tuple[float, ...]], anchor: Anchor, members: int, gap: float
) -> tuple[float, ...]:
    """Return the values that the decision weighs: an item against one story.

    ``near`` compares it with the story's nearest members, ``members`` is how many the story has,
    ``gap`` is the time in seconds to the nearest one. Order: ``decision.COEFFICIENTS``.
    """
    expected = min(NEAREST, members)
    # A member too unlike to be found counts as unlike, not as absent.
    means = [sum(values) / expected for values in zip(*near, strict=True)]
    return (
        *means,
        anchor.likeness(item),
        anchor.coverage(item),
        math.log1p(gap / 21600.0),
        float(members == 1),
        len(near) / expected,
        math.log1p(len(item.words)),
    )


class Anchor:
    """A story's first members taken together."""

    __slots__ = ("_rarity", "_sums")

    def __init__(self, first: Iterable[Features], rarity: Rarity) -> None:
        """``first`` are the earliest live members; ``rarity`` is asked anew at each comparison."""
        self._rarity = rarity
        self._sums: dict[str, float] = {}
        for features in first:
            names = set(features.names)
            for word, count in features.words:
                boost = NAME_BOOST if word in names else 1.0
                self._sums[word] = self._sums.get(word, 0.0) + _often(count) * boost

    def likeness(self, item: Weighed) -> float:
        """Return the cosine of an item to all of them."""
        words = self._rarity.weights(self._sums)
        for word, value in self._sums.items():
            words[word] *= value
        return _cosine(item.words, item.length, words, _length(words))

    def coverage(self, item: Weighed) -> float:
        """Return the share of the item's title, by weight, that stands in any of them."""
        title = item.heading.title
        found = sum(value for word, value in title.items() if word in self._sums)
        return found / (sum(title.values()) or 1.0)


@cache
def _often(count: int) -> float:
    """Return what a word repeated in one text counts; repetition says less each time."""
    return 1.0 + math.log(count)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(sum([value * value for value in weights.values()]))


def _cosine(one: dict[str, float], length: float, other: dict[str, float], width: float) -> float:
    if not length or not width:
        return 0.0
    # In the order of ``one``, not of a set: a sum must not differ in its last digit from run to run.
    return sum([value * other[key] for key, value in one.items() if key in other]) / (
        length * width
    )
