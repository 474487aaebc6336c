"""Expressions that are only asked whether they are found. Knows nothing of what they look for."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

import re2

_NONE: Final[tuple[int, ...]] = ()


class Pass:
    """Several expressions looked for in one pass by RE2, which knows letters of ASCII alone.

    One pass costs half of what one search does, since nobody asks where anything was found.
    """

    __slots__ = ("_set",)

    def __init__(self, *expressions: str) -> None:
        self._set = re2.Set.SearchSet()
        for expression in expressions:
            self._set.Add(expression)
        self._set.Compile()

    def found(self, text: bytes) -> list[int] | tuple[int, ...]:
        """Return the numbers of the expressions that are found in ``text``, in any order."""
        numbers: list[int] | None = self._set.Match(text)
        return numbers or _NONE


class Cue:
    """An expression, compiled twice. RE2 is several times as fast, and agrees with ``re`` on ASCII.

    On other text its ``\\b`` and ``\\w`` know too few letters, so ``re`` is asked there. The
    expression has nothing that RE2 lacks, such as a look ahead, and no ``\\s``.
    """

    __slots__ = ("_any", "_ascii", "loose")

    def __init__(self, expression: str) -> None:
        self._any = re.compile(expression)
        self._ascii = re2.compile(expression.replace(r"\Z", r"\z"))
        self.loose = _loose(expression)

    def search(self, text: str) -> bool:
        """Say whether the expression is found in ``text``."""
        if text.isascii():
            return self._ascii.search(text.encode()) is not None
        return self._any.search(text) is not None

    def find(self, text: str) -> int | None:
        """Return where the first find of the expression begins in ``text``, else None."""
        hit = self._any.search(text)
        return hit.start() if hit else None


_TO_THE_END: Final = re.compile(r"\[\^[^\]]+\]\{0,\d+\}\\Z\Z")
# What RE2 may take for a letter or a digit, so as to find all that ``re`` does.
_WIDER: Final = ((r"\b", ""), (r"\w", r"[\w\x{80}-\x{10ffff}]"), (r"\d", r"[\d\x{80}-\x{10ffff}]"))


def _loose(expression: str) -> str:
    """Return an expression that RE2 finds in every text of which a part holds ``expression``."""
    expression = _TO_THE_END.sub("", expression)
    for narrow, wide in _WIDER:
        expression = expression.replace(narrow, wide)
    return expression


class Hints:
    """Which of several cues a text may hold, told by one pass: most texts hold none."""

    __slots__ = ("_cues", "_pass", "all")

    # Letters that ``re`` takes for an i, and RE2 does not.
    _ALIKE: Final = frozenset("ıİ")

    def __init__(self, *cues: Cue) -> None:
        self._cues = cues
        self.all = frozenset(cues)
        self._pass = Pass(*(cue.loose for cue in cues))

    def of(self, text: str) -> Set[Cue]:
        """Return the cues that may be found in ``text`` or a part of it, and no few others."""
        if not text.isascii() and not self._ALIKE.isdisjoint(text):
            return self.all
        cues = self._cues
        return {cues[number] for number in self._pass.found(text.encode("utf-8", "replace"))}
