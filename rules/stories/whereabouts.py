"""Whether an item and a story place their events in different states."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.facts.words import words
from rules.stories.features import Features
from rules.stories.places import together, words_of_places
from rules.stories.rarity import Rarity

# In less than this share of all items a name marks an event, or the people and things of one.
RARE_NAME: Final = 0.003
KNOWN_NAME: Final = 0.006
# A name or a state that this part of a story's first members have in their titles is its own.
OWN_PART: Final = 1 / 3
# States that so often stand in one text (0..1) are at odds or in league: of one event some
# reports name this one, others that one. As if so many items more had named each.
RELATED: Final = 0.2
DOUBT: Final = 3.0
# Words that German texts have, and few others.
_GERMAN: Final = words("der dem und bei sind nach einem einer wurde wurden durch auf")


@dataclass(frozen=True, slots=True)
class Where:
    """The states of one item.

    ``titled`` are those of the title, by rarity in nats; ``located`` those of them where it says
    that something happens. ``heard`` are all of title and lead, ``words`` the stems that name
    them. ``called`` are the rare names of the title that are no places.
    """

    titled: Mapping[str, float]
    located: frozenset[str]
    heard: frozenset[str]
    words: frozenset[str]
    called: frozenset[str]


def look(features: Features, rarity: Rarity) -> Where:
    """Return where an item says that its event is."""
    entries = features.places
    titled = list(dict.fromkeys(entry[:2] for entry in entries if entry[0].isupper()))
    named_by = frozenset(words_of_places(entries))
    # Where every noun has a capital, one says nothing.
    names = () if _GERMAN.intersection(features.words) else set(features.names) & {*features.title}
    return Where(
        titled=dict(zip(titled, rarity.weights([f"@{code}" for code in titled]), strict=True)),
        located=frozenset(entry[:2] for entry in entries if entry[2] in "@:"),
        heard=frozenset(entry[:2].upper() for entry in entries),
        words=named_by,
        called=frozenset(n for n in names if n not in named_by and rarity.share(n) < KNOWN_NAME),
    )


class Whereabouts:
    """The states of a story's first members."""

    __slots__ = ("_called", "_heard", "_located", "_members", "_rarity", "_titled")

    def __init__(self, rarity: Rarity) -> None:
        """``rarity`` is asked anew at each comparison."""
        self._rarity = rarity
        self._members = 0
        self._titled: dict[str, int] = {}
        self._located: set[str] = set()
        self._heard: set[str] = set()
        self._called: set[str] = set()

    def add(self, features: Features) -> None:
        """Take in the story's next member."""
        where = look(features, self._rarity)
        self._members += 1
        for code in where.titled:
            self._titled[code] = self._titled.get(code, 0) + 1
        self._located |= where.located
        self._heard |= where.heard
        self._called |= where.called

    def elsewhere(self, item: Where) -> float:
        """Return how surely an item's event is in another state, 0..1; 0 if either names none.

        By rarity the share of the states of the item's title that no first member names at all,
        or of the story's own that the item does not name, whichever is less: who adds a state, or
        names the other party, is not elsewhere. Nor is who shares a rare name (a storm crosses
        borders), or names a state that often stands beside the story's, unless both say `in`.
        """
        if not item.titled or not self._titled or not self._called.isdisjoint(item.called):
            return 0.0
        new = [code for code in item.titled if code not in self._heard]
        if not new:
            return 0.0
        enough = OWN_PART * self._members
        own = [code for code, count in self._titled.items() if count >= enough]
        missed = [code for code in own if code not in item.heard]
        if not missed or self._related(new, missed, item.located):
            return 0.0
        weights = dict(zip(own, self._rarity.weights([f"@{code}" for code in own]), strict=True))
        return min(
            sum([item.titled[code] for code in new]) / sum(item.titled.values()),
            sum([weights[code] for code in missed]) / sum(weights.values()),
        )

    def _related(self, new: list[str], missed: list[str], located: frozenset[str]) -> bool:
        count = self._rarity.count
        for one in new:
            for other in missed:
                if one in located and other in self._located:
                    continue
                both = math.sqrt(count(f"@{one}") * count(f"@{other}"))
                if count(together(one, other)) > RELATED * (both + DOUBT):
                    return True
        return False
