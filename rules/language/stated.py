"""Reading conditions about what an item states: figures of people, and forces in a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast, get_args

from rules.facts.model import DeploymentStatus, FigureStatus, Kind, Per
from rules.language import conditions as c
from rules.language import hints
from rules.language.conditions import Condition, Path
from rules.language.reading import Reader, nearest

KINDS: Final[tuple[str, ...]] = get_args(Kind)
PERS: Final[tuple[str, ...]] = get_args(Per)
FIGURE_STATUSES: Final[tuple[str, ...]] = get_args(FigureStatus)
DEPLOYMENT_STATUSES: Final[tuple[str, ...]] = get_args(DeploymentStatus)
_COMPARED: Final = re.compile(r"[a-z]+\s*[<>=:≥≤]+\s*[\d.,]+|[a-z]+\s+[\d.,]+")


def _meant_otherwise(reader: Reader, raw: object, where: Path) -> bool:
    """Report ``figure: killed > 100`` and ``figure: {killed: 100}``; say whether it is so."""
    hint = f"write {hints.FIGURE}"
    if isinstance(raw, str) and _COMPARED.fullmatch(raw.strip()):
        reader.say(where, f"'{raw[:60]}' is no kind of figure", hint)
        return True
    kinds = [key for key in raw if key in KINDS] if isinstance(raw, Mapping) else []
    for key in kinds:
        reader.say((*where, key), f"unknown key '{key}'", hint)
    return bool(kinds)


def figure(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    """Read ``figure``: how many people, of which kind."""
    known = ("kind", "at_least", "below", "side", "per", "status")
    if _meant_otherwise(reader, raw, where):
        return None
    given = reader.mapping(raw if isinstance(raw, Mapping) else {"kind": raw}, where, known)
    if given is None:
        return None
    kinds: tuple[str, ...] = ()
    at = (*where, "kind") if isinstance(raw, Mapping) else where
    if given.get("kind", "any") != "any":
        kinds = reader.choices(given["kind"], at, KINDS, "kind of figure")
        if not kinds:
            return None
    numbers = {
        key: reader.whole(given[key], (*where, key))
        for key in ("at_least", "below")
        if key in given
    }
    side = reader.text(given["side"], (*where, "side")) if "side" in given else None
    per = reader.choice(given["per"], (*where, "per"), PERS, "rate") if "per" in given else None
    status: tuple[str, ...] = ("reported", "feared")
    if "status" in given:
        status = reader.choices(given["status"], (*where, "status"), FIGURE_STATUSES, "status")
    return c.FigureIs(
        cast(tuple[Kind, ...], kinds),
        numbers.get("at_least"),
        numbers.get("below"),
        side,
        cast(Per | None, per),
        cast(tuple[FigureStatus, ...], status),
        where,
    )


def deployment(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    """Read ``deployment``: whose forces, where."""
    known = ("forces", "place", "at_least", "status")
    if not isinstance(raw, Mapping):
        word = raw.strip() if isinstance(raw, str) else ""
        if word != "any":
            hint = (word and nearest(word, ("any",))) or f"write {hints.DEPLOYMENT}"
            reader.say(where, "deployment: needs a mapping", hint)
            return None
        return c.DeploymentIs(forces=("any",), at=where)
    given = reader.mapping(raw, where, known)
    if given is None:
        return None
    forces = reader.texts(given.get("forces", "foreign"), (*where, "forces"))
    places = reader.texts(given.get("place", "any"), (*where, "place"))
    least = reader.whole(given["at_least"], (*where, "at_least")) if "at_least" in given else None
    status: tuple[str, ...] = ("present", "planned", "withdrawn")
    if "status" in given:
        status = reader.choices(given["status"], (*where, "status"), DEPLOYMENT_STATUSES, "status")
    return c.DeploymentIs(forces, places, least, cast(tuple[DeploymentStatus, ...], status), where)
