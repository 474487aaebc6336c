"""What a title counts: a toll that moves, and whether it counts fewer than another title did."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from rules.stories.stemming import stems

# A title that tells of a toll tells of a number that moves: another one is no other event.
MOVING: Final = "toll"
# Whoever lowers a number says so.
_LOWERED: Final = frozenset((MOVING, *stems("corrects corrected revises revised lowers lowered")))
# What makes the numbers of two titles comparable: people who were harmed, or a magnitude.
_COUNTED: Final = frozenset(stems("dead injured missing drowned quake"))
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def fewer(title: Collection[str], earlier: Collection[str]) -> bool:
    """Say whether a title counts fewer than an earlier one: tolls rise, or are corrected aloud.

    Both are stems. False unless both titles count, and of people who were harmed or of quakes.
    """
    for one in (title, earlier):
        if _COUNTED.isdisjoint(one) or not _LOWERED.isdisjoint(one):
            return False
    return 0.0 < _highest(title) < _highest(earlier)


def _highest(title: Iterable[str]) -> float:
    found = (_NUMBER.match(word) for word in title if word[0].isdigit())
    return max((float(one[0]) for one in found if one is not None), default=0.0)
