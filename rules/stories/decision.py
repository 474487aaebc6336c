"""Whether an item belongs to a story: a weighed sum of evidence against a bar.

The bar rises with the crowd: the best of many stories is the more alike by chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Evidence is a log-odds; a story is joined where it reaches this bar. It lies below even odds
# since the items of one event that are told apart alert twice, which is the commoner fault.
BAR: Final = -0.68
INTERCEPT: Final = -2.45
# More live items than these are a crowd, and so much the bar rises by their logarithm. More than
# MOST count as these, lest reports of one event come apart.
CROWD: Final = 400
MOST: Final = 2000
RISE: Final = 0.4
# One setting for all kinds of news, as ``python -m bench.fit_stories`` prints it from five
# clusterings made by people (docs/decisions/0010); names and order are those of likeness.fit.
# ``strange``, ``elsewhere``, ``merely``, ``thin`` and ``lowered`` are set by hand: an event that is
# taken for another one is never told.
COEFFICIENTS: Final = {
    "title": 2.90, "told": -0.01, "named": 0.02, "apart": -0.49, "strange": -8.0,
    "likeness": 8.22, "coverage": 0.46, "alone": 1.92, "found": 0.45, "gap": -1.0,
    "elsewhere": -12.0, "merely": -8.0, "thin": -6.0, "lowered": -4.0,
}  # fmt: skip
LIKENESS: Final = list(COEFFICIENTS).index("likeness")
# Less likeness than this to a story's first members, and late ones alone do not carry a join.
FAR: Final = 0.06
# An item of so many words tells stories apart no better than their sizes do; of fewer, worse.
BRIEF: Final = 12
MOST_TRUST: Final = 2.0
# Two texts that share this part of their word pairs, and their numbers, are one text printed
# twice (wire copy), unless they are too short to tell.
COPY: Final = 0.6
COPY_PAIRS: Final = 8
# A text with other names is a form filled in anew (bulletins, templates), not a copy.
STRANGER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Join:
    """The item belongs to ``story``; ``score`` is a log-odds, ``reason`` says why in words."""

    story: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Start:
    """The item starts a story; ``score`` is that of the best story not joined (0 if none)."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What each value of ``likeness.fit`` counts, and the evidence that a story must reach."""

    intercept: float = INTERCEPT
    values: tuple[float, ...] = tuple(COEFFICIENTS.values())
    bar: float = BAR

    def log_odds(self, values: Sequence[float]) -> float:
        """Return the log-odds that an item with these values belongs to the story."""
        return self.intercept + sum([w * v for w, v in zip(self.values, values, strict=True)])


def raised(live: int) -> float:
    """Return how much higher the bar is for a text among so many live items."""
    return RISE * math.log(min(MOST, max(CROWD, live)) / CROWD)


def trust_in_size(words: int) -> float:
    """Return how much prior odds count beside the evidence, for an item of so many words.

    A headline alone cannot tell which of two stories on one subject it belongs to: by words it
    goes to either by chance, so that a large event splits and stays split. A text with a summary
    can.
    """
    return min(MOST_TRUST, (BRIEF / max(1, words)) ** 2)
