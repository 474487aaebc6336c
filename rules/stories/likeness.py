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
from functools import cache
from operator import itemgetter
from typing import Final

from rules.stories.features import Features
from rules.stories.rarity import Rarity

# How many of a story's nearest members speak for it.
NEAREST: Final = 3
# How many of a story's first live members make its anchor.
ANCHOR: Final = 40
# Words of an anchor compared, the weightiest: they bound its cost.
ANCHOR_WORDS: Final = 100
# Who and where tell look-alike events apart better than what happened.
NAME_BOOST: Final = 1.2
# Names that many items carry tell nothing apart.
NAME_WEIGHT: Final = 3.0
# In less than this share of all items a name marks an event, and any word with a capital does.
RARE_NAME: Final = 0.003
RARE_WORD: Final = 0.0005
# A name that this part of a story's first members have in their titles is the story's own.
OWN_PART: Final = 1 / 3
# A title that tells of a toll tells of a number that moves: another one is no other event.
MOVING: Final = "toll"
# The time, in seconds, after which a story's news begins to age.
GAP: Final = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Heading:
    """An item's title and names with their weights as of now; lengths are Euclidean norms."""

    title: dict[str, float]
    title_length: float
    title_sum: float
    names: dict[str, float]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item in full: its heading, and all its words weighed by count and rarity.

    ``marks`` are the rare names of its title: whom and where it is about.
    """

    heading: Heading
    words: dict[str, float]
    length: float
    pairs: frozenset[int]
    marks: dict[str, float]


def head(features: Features, rarity: Rarity) -> Heading:
    """Return the title and names weighed by how rare each is among the live items."""
    title = rarity.weights(features.title)
    names = rarity.weights(features.names)
    names = {name: value for name, value in names.items() if value > NAME_WEIGHT}
    numbers = frozenset(features.numbers)
    return Heading(title, _length(title), sum(title.values()), names, numbers)


def weigh(features: Features, rarity: Rarity) -> Weighed:
    """Return all features weighed by how rare each is among the live items."""
    words = rarity.weights(features.words)
    for word, count in zip(features.words, features.counts, strict=True):
        if count > 1:
            words[word] *= _often(count)
    for name in features.names:
        words[name] = words.get(name, 0.0) * NAME_BOOST
    own = rarity.weights(marks(features, rarity))
    return Weighed(head(features, rarity), words, _length(words), features.pair_set(), own)


def marks(features: Features, rarity: Rarity) -> list[str]:
    """Return the rare names of an item's title: towns and people rather than countries.

    A capital at the start of a title, or in a title that has one on each word, says little: such
    a word must be quite unheard of.
    """
    names = set(features.names)
    return [
        word
        for word in features.capitals
        if rarity.unheard(word, RARE_NAME if word in names else RARE_WORD)
    ]


def overlap(item: Weighed, other: Features) -> float:
    """Return the share of word pairs that two texts have in common, 0..1 (Jaccard)."""
    pairs = other.pair_set()
    shared = len(item.pairs & pairs)
    return shared / max(1, len(item.pairs) + len(pairs) - shared)


@dataclass(frozen=True, slots=True)
class Likeness:
    """An item beside one member of a story.

    ``title`` is the cosine of the titles and ``told`` the share of the member's title, by weight,
    that the item's words tell; both 0..1. ``named`` is the weight of the member's names that the
    item has, in nats. ``apart``: each gives numbers, none the same, and neither's title says that
    they move.
    """

    title: float
    told: float
    named: float
    apart: bool


def compare(item: Weighed, other: Heading) -> Likeness:
    """Return how an item compares with one member."""
    one, words = item.heading, item.words
    told = sum([value for word, value in other.title.items() if word in words])
    return Likeness(
        title=_cosine(one.title, one.title_length, other.title, other.title_length),
        told=told / (other.title_sum or 1.0),
        named=sum([value for name, value in other.names.items() if name in words]),
        apart=bool(one.numbers and other.numbers)
        and MOVING not in one.title
        and MOVING not in other.title
        and one.numbers.isdisjoint(other.numbers),
    )


def fit(
    item: Weighed, near: Sequence[Likeness], anchor: Anchor, members: int, gap: float
) -> tuple[float, ...]:
    """Return the values that the decision weighs: an item against one story.

    ``near`` compares it with the story's nearest members, ``members`` is how many the story has,
    ``gap`` is the time in seconds to the nearest one. Order: ``decision.COEFFICIENTS``.
    """
    # A member too unlike to be found counts as unlike, not as absent.
    expected = min(NEAREST, members)
    return (
        sum([one.title for one in near]) / expected,
        max([one.told for one in near]),
        math.log1p(max([one.named for one in near])),
        sum([one.apart for one in near]) / expected,
        # Cubed: one name in common out of two is no longer strange.
        anchor.strangeness(item) ** 3,
        anchor.likeness(item),
        anchor.coverage(item),
        float(members == 1),
        len(near) / expected,
        math.log1p(gap / GAP),
    )


class Anchor:
    """A story's first members taken together, the n-th of them worth 1/sqrt(n).

    So a chain of neighbours ends soon: each is further from where the story began. Their core,
    the words that most of them have, is what an item is likened to; all their words count where
    it is asked what the story has heard of.
    """

    __slots__ = ("_core", "_marked", "_members", "_own", "_rarity", "_sums")

    def __init__(self, first: Iterable[Features], rarity: Rarity) -> None:
        """``first`` are the earliest live members; ``rarity`` is asked anew at each comparison."""
        self._rarity = rarity
        self._sums: dict[str, float] = {}
        self._members = 0
        self._marked = Counter[str]()
        for features in first:
            self._take(features)
        self._settle()

    def add(self, features: Features) -> None:
        """Take in the story's next member."""
        self._take(features)
        self._settle()

    def _take(self, features: Features) -> None:
        self._members += 1
        self._marked.update(marks(features, self._rarity))
        values = _worth(features, math.sqrt(self._members))
        sums = self._sums
        if not sums:
            self._sums = values
            return
        for word, value in values.items():
            sums[word] = sums.get(word, 0.0) + value

    def _settle(self) -> None:
        # Of equals the earliest: a text says first what it is about.
        core = sorted(self._sums.items(), key=itemgetter(1), reverse=True)[:ANCHOR_WORDS]
        self._core = dict(core)
        enough = OWN_PART * self._members
        self._own = [mark for mark, count in self._marked.items() if count >= enough]

    def likeness(self, item: Weighed) -> float:
        """Return the cosine of an item to their core."""
        weights = self._rarity.weights(self._core)
        words = {word: value * weights[word] for word, value in self._core.items()}
        return _cosine(item.words, item.length, words, _length(words))

    def coverage(self, item: Weighed) -> float:
        """Return the share of the item's title, by weight, that stands in any of them."""
        title = item.heading.title
        found = sum(value for word, value in title.items() if word in self._core)
        return found / (item.heading.title_sum or 1.0)

    def strangeness(self, item: Weighed) -> float:
        """Return how little item and story know of each other's names, 0..1; 0 if one has none.

        The share of the item's rare title names that no first member has in any word, or of the
        story's own that the item lacks, whichever is less: who adds a name to a story, or leaves
        one out, is no stranger to it.
        """
        own = self._rarity.weights(self._own)
        if not own or not item.marks:
            return 0.0
        new = sum([v for m, v in item.marks.items() if m not in self._sums and not _alike(m, own)])
        missed = sum(
            [v for m, v in own.items() if m not in item.words and not _alike(m, item.marks)]
        )
        return min(new / sum(item.marks.values()), missed / sum(own.values()))


def _worth(features: Features, divisor: float) -> dict[str, float]:
    """Return what each word of a member counts in its story, divided by ``divisor``."""
    values = dict.fromkeys(features.words, 1.0 / divisor)
    if max(features.counts, default=1) > 1:
        for word, count in zip(features.words, features.counts, strict=True):
            if count > 1:
                values[word] = _often(count) / divisor
    if features.names:
        counts = dict(zip(features.words, features.counts, strict=True))
        for name in features.names:
            if name in counts:
                values[name] = _often(counts[name]) * NAME_BOOST / divisor
    return values


def _alike(name: str, others: Iterable[str]) -> bool:
    """Say whether one spelling holds the other: Gox and MtGox, Scots and Scotland."""
    return any(name in other or other in name for other in others)


@cache
def _often(count: int) -> float:
    """Return what a word repeated in one text counts; repetition says less each time."""
    return 1.0 + math.log(count)


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(sum([value * value for value in weights.values()]))


def _cosine(one: dict[str, float], length: float, other: dict[str, float], width: float) -> float:
    if not length or not width:
        return 0.0
    # In the order of ``one``, not of a set: a sum must not differ in its last digit from run to run.
    return sum([value * other[key] for key, value in one.items() if key in other]) / (
        length * width
    )
