"""When a known story is worth telling again: ``update_on``, read into values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from rules.facts.model import Kind
from rules.language.conditions import Path
from rules.language.reading import Reader, kind_of
from rules.language.stated import KINDS

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)\Z")


@dataclass(frozen=True, slots=True)
class Moves:
    """A figure of ``kind`` (None: any) rises or falls by ``amount``: percent, or people."""

    kind: Kind | None
    direction: Literal["rises", "falls"]
    amount: float
    percent: bool


@dataclass(frozen=True, slots=True)
class Appears:
    """A figure of ``kind`` (None: any) where none had been told."""

    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A figure of ``kind`` (None: any) that was feared is now reported."""

    kind: Kind | None


@dataclass(frozen=True, slots=True)
class OriginsReach:
    """The story is carried by ``count`` independent origins."""

    count: int


UpdateOn: TypeAlias = Moves | Appears | Confirmed | OriginsReach


def read_updates(reader: Reader, raw: object, where: Path) -> tuple[UpdateOn, ...]:
    """Read one update condition or a list of them; problems go to ``reader``."""
    return reader.several(raw, where, lambda item, at: _update(reader, item, at))


def _update(reader: Reader, raw: object, where: Path) -> UpdateOn | None:
    keys = ("figure", "rises", "falls", "appears", "confirmed", "origins")
    given = reader.mapping(raw, where, keys)
    if given is None or (not given and raw):
        return None  # unknown keys were told of already
    if set(given) == {"origins"}:
        count = reader.whole(given["origins"], (*where, "origins"), least=2)
        return None if count is None else OriginsReach(count)
    if set(given) == {"confirmed"}:
        kind = _any_kind(reader, given["confirmed"], (*where, "confirmed"))
        return None if kind is None else Confirmed(None if kind == "any" else cast(Kind, kind))
    if given.keys() <= {"figure"} and len(given) < len(cast(Mapping[str, object], raw)):
        return None  # what it lacks may be what was misspelt
    moves = [key for key in ("rises", "falls", "appears") if key in given]
    if set(given) - set(moves) != {"figure"} or len(moves) != 1:
        reader.say(
            where,
            "an update condition is figure: with one of rises:, falls: or appears:, "
            "or confirmed:, or origins:",
            "for example {figure: killed, rises: 10%}",
        )
        return None
    kind = _any_kind(reader, given["figure"], (*where, "figure"))
    return None if kind is None else _figure_update(reader, kind, moves[0], given[moves[0]], where)


def _any_kind(reader: Reader, raw: object, where: Path) -> str | None:
    return reader.choice(raw, where, ("any", *KINDS), "kind of figure")


def _figure_update(
    reader: Reader, name: str, move: str, raw: object, where: Path
) -> UpdateOn | None:
    kind = None if name == "any" else cast(Kind, name)
    if move == "appears":
        if reader.flag(raw, (*where, move)) is False:
            reader.say(
                (*where, move), "appears: can only be true", "remove the line, or write true"
            )
        return Appears(kind)
    found = _AMOUNT.match(str(raw).strip()) if isinstance(raw, (str, int, float)) else None
    if found is None or float(found[1]) <= 0:
        reader.say(
            (*where, move),
            f"expected 10% or a number, found {kind_of(raw)}",
            "write rises: 10% or rises: 5",
        )
        return None
    direction: Literal["rises", "falls"] = "rises" if move == "rises" else "falls"
    return Moves(kind, direction, float(found[1]), found[2] == "%")
