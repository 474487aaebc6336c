"""One figure per kind for an item as a whole (RULES.md section 3, `totals`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rules.facts.model import Figure, Kind

_FIELDS: Final = {"title": 0, "summary": 1, "content": 2}
# A toll this many times the main figure belongs to a war or an outbreak, not to the event told.
_ANOTHER_EVENT: Final = 20
# Two groups of one sentence are hardly ever of one size when they are this large.
_REPEATED: Final = 100
_SMALL: Final = 10
_COUNTED: Final = re.compile(r"\d[\d,.]* ([a-z]{4,})")
# How far an exact number may lie above the vague one it makes precise: `dozens`, then 47.
_VAGUE: Final = 10


# Not frozen, for speed alone: a frozen one takes seven times as long to make.
@dataclass(slots=True)
class Stated:
    """A figure and what the sentence it stands in tells about its weight.

    ``sentence`` numbers the sentences of an item. ``weak`` counts rest on an article, ``toll``
    figures sum up an event, ``none`` says that nobody was harmed, ``part`` that a whole is meant
    (`two children were among the dead`), ``relative`` that it is told in passing (`a man who killed
    five`), ``implied`` that the victim is not counted in words (`he died`), ``harmed`` that
    they may have died (`two men were shot`), ``newest`` that it adds to a toll (`three more died`),
    ``background`` that it sums up years or a war, ``superseded`` that it was given at first, ``definite`` that the victim is `the driver`.
    ``parts`` are the counts its sentence tells to be parts (`15 people, including four nurses`).
    """

    figure: Figure
    sentence: int
    weak: bool = False
    toll: bool = False
    none: bool = False
    part: bool = False
    newest: bool = False
    relative: bool = False
    implied: bool = False
    harmed: bool = False
    background: bool = False
    superseded: bool = False
    definite: bool = False
    parts: frozenset[int] = frozenset()


def totals(stated: Sequence[Stated]) -> dict[Kind, Figure]:
    """Return the figure that stands for the item, for each kind that has one."""
    result: dict[Kind, Figure] = {}
    for kind in dict.fromkeys(one.figure.kind for one in stated):
        of_kind = [one for one in stated if one.figure.kind == kind and not one.none]
        current = _current(of_kind)
        chosen = current or [one for one in of_kind if one.figure.status == "past"]
        chosen = [one for one in chosen if one.figure.per is None] or chosen
        chosen = _latest(chosen)
        newest = {one.sentence for one in chosen if one.newest}
        chosen = [
            one
            for one in chosen
            if not _is_aside(one) or (one.toll and one.sentence in newest and not one.part)
        ] or chosen
        if chosen:
            result[kind] = _main(chosen)
    if "injured" in result and _died(stated, result):
        del result["injured"]
    return result


def _current(stated: Sequence[Stated]) -> list[Stated]:
    """Return what is told of now; who was told to have died earlier did not die again.

    `Man hanged for killing five`, and then `he set a fire, killing five`.
    """
    current = [one for one in stated if one.figure.status in ("reported", "feared")]
    past = [one for one in stated if one.figure.status == "past" and one.figure.low > 1]
    again = {
        id(one)
        for one in current
        for other in past
        if one.figure.low == other.figure.low and other.sentence < one.sentence
    }
    return [one for one in current if id(one) not in again] or current


def _latest(stated: list[Stated]) -> list[Stated]:
    """Leave out what was given at first where something else is given that is the whole."""
    latest = [one for one in stated if not one.superseded]
    whole = any(not (one.part or one.newest or one.weak or one.implied) for one in latest)
    return latest if whole else stated


def _died(stated: Sequence[Stated], found: Mapping[Kind, Figure]) -> bool:
    """Say whether those who were injured are those of whom the text tells the death elsewhere."""
    deaths = [one for one in stated if one.figure.kind == "killed"]
    hurt = [one for one in stated if one.figure.kind == "injured" and not one.none]
    apart = {one.sentence for one in hurt}.isdisjoint(one.sentence for one in deaths)
    if "killed" in found and apart and all(one.harmed for one in hurt):
        return found["injured"].low == found["killed"].low
    alone = (
        found["injured"].low == 1
        and bool(deaths)
        and all(one.implied or one.definite for one in deaths)
    )
    return alone and all(one.figure.low == 1 and not one.implied and not one.newest for one in hurt)


def _is_aside(one: Stated) -> bool:
    """Say whether a figure is there for comparison; what a title says is what the item is about."""
    return one.part or (one.background and one.figure.field != "title")


def _main(stated: Sequence[Stated]) -> Figure:
    best_field = min(_FIELDS[one.figure.field] for one in stated)
    here = [one for one in stated if _FIELDS[one.figure.field] == best_field]
    strong = [one for one in here if not one.weak] or _told_next(here, stated) or here
    here = strong if strong[0] not in here else here
    first = min(one.sentence for one in strong)
    told = [one for one in here if one.sentence == first and not one.toll]
    told = [one for one in told if one is told[0] or _adds(told[0], one)]
    main = _together(told)
    tolls = [one.figure for one in stated if one.toll and _sums_up(one, told, main)]
    if tolls:
        return max(tolls, key=lambda figure: figure.low)
    if main is None:
        return strong[0].figure
    return _whole(main, stated) if len(told) == 1 else _made_exact(main, stated)


def _told_next(here: Sequence[Stated], stated: Sequence[Stated]) -> list[Stated]:
    """Return those whom the text counts soon after it told of one: `Commander killed`, `the strike killed five`."""
    last = max(one.sentence for one in here)
    return [
        one
        for one in stated
        if last < one.sentence <= last + _SOON
        and not (one.weak or one.toll or one.part or one.newest or one.background)
    ]


_SOON: Final = 2


def _whole(main: Figure, stated: Sequence[Stated]) -> Figure:
    """Return the whole of which a later sentence tells ``main`` to be a part, else ``main`` made exact.

    `Four nurses killed in raid`, then `it killed 15 people, including four nurses`.
    """
    for one in stated:
        figure = one.figure
        larger = main.low < figure.low < main.low * _ANOTHER_EVENT
        if larger and main.low in one.parts and figure.status == main.status:
            return figure
    return _made_exact(main, stated)


def _adds(main: Stated, other: Stated) -> bool:
    """Say whether ``other`` counts people whom ``main`` of the same sentence does not."""
    if other is not main and _repeats(main.figure, other.figure):
        return False
    if other.background and not main.background:
        return False
    return not other.implied and (main.relative or not other.relative)


def _repeats(one: Figure, other: Figure) -> bool:
    """Say whether a sentence gives one number twice, and does not count two groups of a size."""
    if (one.low, one.high) != (other.low, other.high) or one.low < _SMALL:
        return False
    same = set(_COUNTED.findall(one.quote.lower())) & set(_COUNTED.findall(other.quote.lower()))
    return one.low >= _REPEATED or bool(same)


def _sums_up(toll: Stated, told: Sequence[Stated], main: Figure | None) -> bool:
    """Say whether ``toll`` is the running toll of the event that ``main`` tells of."""
    if main is None or any(one.newest for one in told):
        return True
    beside = toll.sentence == told[0].sentence and toll.figure.start < main.start
    if beside and main.low == 1:
        return True  # `the toll has risen to 35 after a woman died`
    return main.low <= toll.figure.low < main.low * _ANOTHER_EVENT


def _made_exact(main: Figure, stated: Sequence[Stated]) -> Figure:
    """Replace a vague number by the first exact one that fits it."""
    if main.high is not None:
        return main
    exact = (
        one.figure
        for one in stated
        if one.figure.high is not None and main.low <= one.figure.low < main.low * _VAGUE
    )
    return next(exact, main)


def _together(stated: Iterable[Stated]) -> Figure | None:
    """Add up the disjoint groups of one sentence."""
    figures = [one.figure for one in stated]
    if len(figures) < 2:
        return figures[0] if figures else None
    low = sum(figure.low for figure in figures)
    highs = [figure.high for figure in figures]
    high = None if any(value is None for value in highs) else sum(value or 0 for value in highs)
    side = figures[0].side if len({figure.side for figure in figures}) == 1 else None
    return replace(figures[0], low=low, high=high, side=side)
