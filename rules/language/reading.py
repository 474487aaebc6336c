"""Reading plain data (from YAML or JSON) into values, with every problem kept and placed.

Scalars may come as YAML typed them or as the author wrote them (``"10"`` or ``10``).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from rules.errors import Level, Problem
from rules.language.conditions import Path
from rules.language.hints import MEANT

T = TypeVar("T")

_DURATION = re.compile(r"\s*(?:\d+(?:\.\d+)?\s*[smhdwy]\s*)+\Z")
_NEGATIVE = re.compile(r"\s*-\d+\s*\Z")
_GLUED = re.compile(r"[a-z_]+:\S")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdwy])")
_SECONDS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0, "y": 31536000.0}
_LONGEST: Final = 100 * _SECONDS["y"]
_LONGEST_NAME: Final = 200
_MANY_NAMES: Final = 1_000
MOST_PROBLEMS: Final = 50
"""Problems told of one rule."""
_TRUE: Final = frozenset(("true", "yes", "on"))
_FALSE: Final = frozenset(("false", "no", "off"))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``did you mean X?`` for the nearest known name, or nothing.

    Of many names those that begin alike are looked at, and of many of these those about as long.
    """
    if len(name) > _LONGEST_NAME:
        return ""
    names = list(known)
    meant = MEANT.get(name.lower())
    if meant in names:
        return f"did you mean {meant}?"
    if len(names) > _MANY_NAMES:
        names = [one for one in names if one[:1].lower() == name[:1].lower()]
    if len(names) > _MANY_NAMES:
        names = [one for one in names if abs(len(one) - len(name)) < 2]
    folded = {one.lower(): one for one in names[:_MANY_NAMES]}
    close = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return f"did you mean {folded[close[0]]}?" if close else ""


def listed(names: Iterable[str]) -> str:
    """Return the names as words: ``a, b or c``."""
    given = list(names)
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} or {given[-1]}"


def kind_of(raw: object) -> str:
    """Say in words what ``raw`` is, for messages."""
    if raw is None:
        return "nothing"
    if isinstance(raw, Mapping):
        return "a mapping"
    if isinstance(raw, (list, tuple)):
        return "a list"
    if isinstance(raw, bool):
        return "yes or no"
    return "a number" if isinstance(raw, (int, float)) else f"'{str(raw)[:60]}'"


class Reader:
    """Collects the problems of one document while its parts are read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, where: Path, message: str, hint: str = "", level: Level = "error") -> None:
        """Keep one problem."""
        self.problems.append(Problem(where, message, hint, level))

    def mapping(
        self, raw: object, where: Path, keys: Iterable[str], hint: str = ""
    ) -> dict[str, object] | None:
        """Return ``raw`` as a mapping that has only ``keys``; unknown keys are problems.

        ``hint`` shows a mapping as it could stand there.
        """
        if not isinstance(raw, Mapping):
            glued = isinstance(raw, str) and _GLUED.match(raw)
            meant = "write a space after each colon" if glued else hint
            self.say(where, f"expected a mapping, found {kind_of(raw)}", meant)
            return None
        known = tuple(keys)
        result: dict[str, object] = {}
        for key, value in raw.items():
            if key not in known:
                self.unknown_key(str(key), where, known)
                continue
            result[str(key)] = value
        return result

    def unknown_key(self, key: str, where: Path, known: Iterable[str]) -> None:
        """Report a key nobody knows, with the nearest right one."""
        names = tuple(known)
        full = len(self.problems) >= MOST_PROBLEMS
        hint = "" if full else nearest(key, names) or f"known here: {', '.join(names)}"
        if key.isdecimal():
            hint = "a comma ends a value in { } and [ ]: write large numbers without, as in 1000"
        self.say((*where, key), f"unknown key '{key}'", hint)

    def needs(
        self, given: Mapping[str, object], needed: Iterable[str], where: Path
    ) -> tuple[str, ...]:
        """Return what of ``needed`` is not ``given``, but for what was misspelt: that was told."""
        missing = tuple(key for key in needed if key not in given)
        told = {one.hint for one in self.problems if one.where[:-1] == where}
        return tuple(key for key in missing if f"did you mean {key}?" not in told)

    def text(self, raw: object, where: Path) -> str | None:
        """Return a text that is not empty; a scalar is taken as written."""
        if isinstance(raw, bool):
            return "true" if raw else "false"
        if isinstance(raw, (str, int, float)):
            value = str(raw).strip()
            if value:
                return value
            self.say(where, "expected text, found nothing", "write it, or leave the key out")
            return None
        hint = "write one text"
        if raw is None:
            hint = "write it here, or leave this out; a text that begins with # needs quotes"
        self.say(where, f"expected text, found {kind_of(raw)}", hint)
        return None

    def flag(self, raw: object, where: Path) -> bool | None:
        """Return yes or no."""
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().lower() if isinstance(raw, str) else ""
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        self.say(where, f"expected true or false, found {kind_of(raw)}", "write true or false")
        return None

    def whole(self, raw: object, where: Path, least: int = 0) -> int | None:
        """Return a whole number not below ``least``."""
        value: int | None = None
        if isinstance(raw, str) and raw.strip().isdecimal() and len(raw.strip()) >= 19:
            self.say(where, f"{raw[:30]} is too large a number", "write fewer digits")
            return None
        if isinstance(raw, int) and not isinstance(raw, bool):
            value = raw
        elif isinstance(raw, str):
            digits = raw.strip().replace("_", "").replace(",", "")
            if digits.isascii() and digits.isdecimal() and len(digits) < 19:
                value = int(digits)
        if value is None or value < least:
            said = f"expected a whole number from {least} up, found {kind_of(raw)}"
            low = value is not None or _NEGATIVE.match(str(raw))
            hint = f"write {least} or more" if low else "write it in digits, such as 10"
            self.say(where, said, hint)
            return None
        return value

    def seconds(self, raw: object, where: Path) -> float | None:
        """Return a duration in seconds, from ``90s``, ``15m``, ``2h``, ``3d`` or ``1h30m``."""
        if not isinstance(raw, str) or not _DURATION.match(raw):
            self.say(
                where, f"expected a duration, found {kind_of(raw)}", "write 90s, 15m, 2h or 3d"
            )
            return None
        found = sum(float(count) * _SECONDS[unit] for count, unit in _DURATION_PART.findall(raw))
        if found > _LONGEST:
            self.say(where, f"'{raw[:60]}' is longer than 100 years", "write 90s, 15m, 2h or 3d")
            return None
        return found

    def choice(self, raw: object, where: Path, known: Iterable[str], what: str) -> str | None:
        """Return one of the ``known`` words."""
        names = tuple(known)
        value = self.text(raw, where)
        if value is None or value in names:
            return value
        self.say(
            where, f"unknown {what} '{value}'", nearest(value, names) or f"write {listed(names)}"
        )
        return None

    def several(
        self, raw: object, where: Path, read: Callable[[object, Path], T | None]
    ) -> tuple[T, ...]:
        """Read one value or a list of them; what cannot be read is reported and left out."""
        if not isinstance(raw, (list, tuple)):
            one = read(raw, where)
            return () if one is None else (one,)
        if not raw:
            self.say(where, "expected at least one, found an empty list", "fill it, or remove it")
        values = (read(item, (*where, index)) for index, item in enumerate(raw))
        return tuple(value for value in values if value is not None)

    def texts(self, raw: object, where: Path) -> tuple[str, ...]:
        """Read one text or a list of texts."""
        return self.several(raw, where, self.text)

    def choices(self, raw: object, where: Path, known: Iterable[str], what: str) -> tuple[str, ...]:
        """Read one or several of the ``known`` words."""
        names = tuple(known)
        return self.several(raw, where, lambda item, at: self.choice(item, at, names, what))
