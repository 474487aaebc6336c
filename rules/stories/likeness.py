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
from operator import itemgetter, mul
from typing import Final

from rules.stories.chance import LEAD, has_lead, thinness
from rules.stories.features import Features
from rules.stories.kinds import kinds
from rules.stories.rarity import Rarity
from rules.stories.tolls import MOVING, fewer
from rules.stories.whereabouts import OWN_PART, RARE_NAME, Where, elsewhere

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
# In less than this share of all items any word with a capital marks an event.
RARE_WORD: Final = 0.0005
# The time, in seconds, after which a story's news begins to age.
GAP: Final = 6 * 3600.0
# After so long without a report, in seconds, a lower number is another event's; until then it may
# be a late one.
LATE: Final = math.log1p(4 * 3600.0 / GAP)
# Raised to this power only what is nearly the whole counts.
FULL: Final = 8


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item with its words weighed by count and rarity, as of now.

    ``title`` has the weights of its title's words and ``marks`` those of the rare names in it:
    whom and where it is about. Lengths are Euclidean norms, ``title_sum`` is the title's weight.
    """

    words: dict[str, float]
    length: float
    title: dict[str, float]
    title_length: float
    title_sum: float
    numbers: frozenset[str]
    pairs: frozenset[int]
    marks: dict[str, float]
    where: Where


def weigh(features: Features, rarity: Rarity) -> Weighed:
    """Return an item's features weighed by how rare each is among the live items."""
    words = dict(zip(features.words, rarity.weights(features.words), strict=True))
    for word, count in zip(features.words, features.counts, strict=True):
        if count > 1:
            words[word] *= _often(count)
    for name in features.names:
        if name in words:
            words[name] *= NAME_BOOST
    title = rarity.weights(features.title)
    own = marks(features, rarity)
    return Weighed(
        words=words,
        length=math.hypot(*words.values()),
        title=dict(zip(features.title, title, strict=True)),
        title_length=math.hypot(*title),
        title_sum=sum(title),
        numbers=frozenset(features.numbers),
        pairs=features.pair_set(),
        marks=dict(zip(own, rarity.weights(own), strict=True)),
        where=Where((features,)),
    )


def marks(features: Features, rarity: Rarity) -> list[str]:
    """Return the rare names of an item's title: towns and people rather than countries.

    A capital at the start of a title, or in a title that has one on each word, says little: such
    a word must be quite unheard of.
    """
    names = features.names
    return [
        word
        for word in features.capitals
        if rarity.share(word) < (RARE_NAME if word in names else RARE_WORD)
    ]


def overlap(item: Weighed, other: Features) -> float:
    """Return the share of word pairs that two texts have in common, 0..1 (Jaccard)."""
    shared = len(item.pairs.intersection(other.pair_hashes()))
    return shared / max(1, len(item.pairs) + other.pair_count() - shared)


@dataclass(frozen=True, slots=True)
class Likeness:
    """An item beside one member of a story, ``other``.

    ``title`` is the cosine of the titles and ``told`` the share of the member's title, by weight,
    that the item's words tell; both 0..1. ``named`` is the weight of the member's names that the
    item has, in nats. ``apart``: each gives numbers, none the same, and neither's title says that
    they move.
    """

    title: float
    told: float
    named: float
    apart: bool
    fewer: bool
    other: Features


def compare(item: Weighed, other: Features, rarity: Rarity) -> Likeness:
    """Return how an item compares with one member."""
    words, title = item.words, item.title
    weights = rarity.weights(other.title)
    told = alike = 0.0
    for word, weight in zip(other.title, weights, strict=True):
        if word in words:
            told += weight
        if word in title:
            alike += weight * weight
    lengths = item.title_length * math.hypot(*weights)
    named = rarity.weights([name for name in other.names if name in words])
    return Likeness(
        title=alike / (lengths or 1.0),
        told=told / (sum(weights) or 1.0),
        named=sum([weight for weight in named if weight > NAME_WEIGHT]),
        apart=bool(item.numbers and other.numbers)
        and MOVING not in title
        and MOVING not in other.title
        and item.numbers.isdisjoint(other.numbers),
        fewer=fewer(title, other.title),
        other=other,
    )


def fit(
    item: Weighed,
    near: Sequence[Likeness],
    anchor: Anchor,
    members: int,
    gap: float,
    *,
    timed: bool,
) -> tuple[float, ...]:
    """Return the values that the decision weighs: an item against one story.

    ``near`` compares it with the story's nearest members, ``members`` is how many the story has,
    ``gap`` is the time in seconds to the nearest one; ``timed``: it is known, not supposed. Order:
    ``decision.COEFFICIENTS``.
    """
    ageing = math.log1p(gap / GAP)
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
        ageing,
        anchor.elsewhere(item) ** FULL,
        anchor.merely(item) ** FULL if members == 1 else 0.0,
        _thin(item, near, anchor),
        _lowered(near, ageing) if timed else 0.0,
    )


def _lowered(near: Sequence[Likeness], ageing: float) -> float:
    """Return how long after the nearest members' numbers the item gives a lower one."""
    return sum([one.fewer for one in near]) / len(near) * max(0.0, ageing - LATE)


def _thin(item: Weighed, near: Sequence[Likeness], anchor: Anchor) -> float:
    """Return how little the item shares with the story's first members, or with a near one."""
    thin = anchor.thin(item) if len(item.words) - len(item.title) >= LEAD else 0.0
    if not thin:
        return 0.0  # as mostly
    return min([thin, *[anchor.thin_beside(item, one.other) for one in near]])


class Anchor:
    """A story's first members taken together, the n-th of them worth 1/sqrt(n).

    So a chain of neighbours ends soon: each is further from where the story began. Their core,
    the words that most of them have, is what an item is likened to; all their words count where
    it is asked what the story has heard of.
    """

    __slots__ = ("_core", "_lead", "_marked", "_members", "_own", "_rarity", "_sums", "_where")

    def __init__(self, first: Iterable[Features], rarity: Rarity) -> None:
        """``first`` are the earliest live members; ``rarity`` is asked anew at each comparison."""
        self._rarity = rarity
        self._sums: dict[str, float] = {}
        self._members = 0
        self._marked: dict[str, int] = {}
        self._core: dict[str, float] | None = None
        self._own: list[str] = []
        self._lead = False
        self._where = Where()
        for features in first:
            self.add(features)

    def add(self, features: Features) -> None:
        """Take in the story's next member."""
        self._core = None
        self._members += 1
        self._where.add(features)
        self._lead = self._lead or has_lead(features)
        for mark in marks(features, self._rarity):
            self._marked[mark] = self._marked.get(mark, 0) + 1
        values = _worth(features, math.sqrt(self._members))
        sums = self._sums
        if not sums:
            self._sums = values
            return
        for word, value in values.items():
            sums[word] = sums.get(word, 0.0) + value

    def _settled(self) -> dict[str, float]:
        """Return the core, worked out when it is asked for first."""
        if self._core is None:
            core = self._sums
            if len(core) > ANCHOR_WORDS:
                # Of equals the earliest: a text says first what it is about.
                best = sorted(core.items(), key=itemgetter(1), reverse=True)
                core = dict(best[:ANCHOR_WORDS])
            enough = OWN_PART * self._members
            self._own = [mark for mark, count in self._marked.items() if count >= enough]
            self._core = core
        return self._core

    def likeness(self, item: Weighed) -> float:
        """Return the cosine of an item to their core."""
        core, words = self._settled(), item.words
        values: list[float] = list(map(mul, core.values(), self._rarity.weights(core)))
        shared = [
            value * words[word] for word, value in zip(core, values, strict=True) if word in words
        ]
        return sum(shared) / (item.length * math.hypot(*values) or 1.0)

    def elsewhere(self, item: Weighed) -> float:
        """Return how surely the item's event is in another place, 0..1."""
        return elsewhere(item.where, self._where, self._rarity)

    def merely(self, item: Weighed) -> float:
        """Return the share of what they have in common, by weight, that only names places, 0..1.

        0 unless both titles say what kind of event they tell of, and say different ones: of a
        flood in Kenya and a strike in Kenya.
        """
        told = kinds(item.title)
        theirs = kinds(word for member in self._where.members for word in member.title)
        if not told or not theirs or not told.isdisjoint(theirs):
            return 0.0
        core, words, places = self._settled(), item.words, item.where.words()
        shared = [word for word in words if word in core]
        values = {
            word: core[word] * weight * words[word]
            for word, weight in zip(shared, self._rarity.weights(shared), strict=True)
        }
        named = sum([value for word, value in values.items() if word in places])
        return named / (sum(values.values()) or 1.0)

    def thin(self, item: Weighed) -> float:
        """Return how little an item with a lead shares with them, 0..1; 0 where none has a lead."""
        if not self._lead:
            return 0.0
        core = self._settled()
        return thinness((word for word in item.words if word in core), self._rarity)

    def thin_beside(self, item: Weighed, other: Features) -> float:
        """Return how little an item with a lead shares with one member, 0..1; 1 where that is a
        headline alone.
        """
        if not has_lead(other):
            return 1.0
        return thinness((word for word in other.words if word in item.words), self._rarity)

    def coverage(self, item: Weighed) -> float:
        """Return the share of the item's title, by weight, that stands in any of them."""
        core = self._settled()
        found = sum([value for word, value in item.title.items() if word in core])
        return found / (item.title_sum or 1.0)

    def strangeness(self, item: Weighed) -> float:
        """Return how little item and story know of each other's names, 0..1; 0 if one has none.

        The share of the item's rare title names that no first member has in any word, or of the
        story's own that the item lacks, whichever is less: who adds a name to a story, or leaves
        one out, is no stranger to it.
        """
        self._settled()
        own = self._own
        if not own or not item.marks:
            return 0.0
        sums, weights = self._sums, self._rarity.weights(own)
        new = sum([v for m, v in item.marks.items() if m not in sums and not _alike(m, own)])
        missed = sum(
            [
                v
                for m, v in zip(own, weights, strict=True)
                if m not in item.words and not _alike(m, item.marks)
            ]
        )
        return min(new / sum(item.marks.values()), missed / sum(weights))


def _worth(features: Features, divisor: float) -> dict[str, float]:
    """Return what each word of a member counts in its story, divided by ``divisor``."""
    values = dict.fromkeys(features.words, 1.0 / divisor)
    if max(features.counts, default=1) > 1:
        for word, count in zip(features.words, features.counts, strict=True):
            if count > 1:
                values[word] = _often(count) / divisor
    for name in features.names:
        if name in values:
            values[name] *= NAME_BOOST
    return values


def _alike(name: str, others: Iterable[str]) -> bool:
    """Say whether one spelling holds the other: Gox and MtGox, Scots and Scotland."""
    return any(name in other or other in name for other in others)


@cache
def _often(count: int) -> float:
    """Return what a word repeated in one text counts; repetition says less each time."""
    return 1.0 + math.log(count)
