"""One figure per kind for an item as a whole (RULES.md section 3, `totals`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rules.facts.model import Figure, Kind

_FIELDS: Final = {"title": 0, "summary": 1, "content": 2}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure and what the sentence it stands in tells about its weight.

    ``sentence`` numbers the sentences of an item. ``weak`` counts rest on an article, ``toll``
    figures sum up an event, ``none`` says that nobody was harmed.
    """

    figure: Figure
    sentence: int
    weak: bool = False
    toll: bool = False
    none: bool = False


def totals(stated: Sequence[Stated]) -> dict[Kind, Figure]:
    """Return the figure that stands for the item, for each kind that has one."""
    result: dict[Kind, Figure] = {}
    for kind in dict.fromkeys(one.figure.kind for one in stated):
        of_kind = [one for one in stated if one.figure.kind == kind and not one.none]
        current = [one for one in of_kind if one.figure.status in ("reported", "feared")]
        chosen = current or [one for one in of_kind if one.figure.status == "past"]
        absolute = [one for one in chosen if one.figure.per is None] or chosen
        if absolute:
            result[kind] = _main(absolute)
    return result


def _main(stated: Sequence[Stated]) -> Figure:
    best_field = min(_FIELDS[one.figure.field] for one in stated)
    here = [one for one in stated if _FIELDS[one.figure.field] == best_field]
    strong = [one for one in here if not one.weak] or here
    tolls = [one for one in strong if one.toll]
    if tolls:
        return max((one.figure for one in tolls), key=lambda figure: figure.low)
    first = min(one.sentence for one in strong)
    return _together([one for one in here if one.sentence == first])


def _together(stated: Iterable[Stated]) -> Figure:
    figures = [one.figure for one in stated]
    low = sum(figure.low for figure in figures)
    highs = [figure.high for figure in figures]
    high = None if any(value is None for value in highs) else sum(value or 0 for value in highs)
    return replace(figures[0], low=low, high=high)
