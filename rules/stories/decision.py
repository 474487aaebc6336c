"""Whether an item belongs to a story: a weighed sum of evidence against a fixed bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Evidence is a log-odds; a story is joined where it reaches this bar.
BAR: Final = 0.0
INTERCEPT: Final = -4.0
# Learnt by logistic regression from clusterings by people (bench/fit_stories.py), one setting for
# all kinds of news. Names and order are those of likeness.fit.
COEFFICIENTS: Final = {
    "words": 6.0, "title": 2.0, "pairs": 2.0, "names": 1.0, "numbers": 0.5, "apart": -0.5,
    "names_apart": -0.5, "nearest": 1.0, "anchor": 5.0, "coverage": 1.0, "members": 0.1,
    "gap": -0.8, "alone": 0.0, "found": 0.0, "length": 0.0,
}  # fmt: skip
_WEIGHTS: Final = tuple(COEFFICIENTS.values())
# From here on two texts are one text printed twice (wire copy).
COPY: Final = 0.8


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


def log_odds(values: Sequence[float]) -> float:
    """Return the log-odds that an item with these values belongs to the story."""
    return INTERCEPT + sum(w * value for w, value in zip(_WEIGHTS, values, strict=True))
