"""Expressions that are only asked whether they are found. Knows nothing of what they look for."""

from __future__ import annotations

import re

import re2


class Cue:
    """An expression, compiled twice. RE2 is several times as fast, and agrees with ``re`` on ASCII.

    On other text its ``\\b`` and ``\\w`` know too few letters, so ``re`` is asked there. The
    expression has nothing that RE2 lacks, such as a look ahead, and no ``\\s``.
    """

    __slots__ = ("_any", "_ascii")

    def __init__(self, expression: str) -> None:
        self._any = re.compile(expression)
        self._ascii = re2.compile(expression.replace(r"\Z", r"\z"))

    def search(self, text: str) -> bool:
        """Say whether the expression is found in ``text``."""
        if text.isascii():
            return self._ascii.search(text.encode()) is not None
        return self._any.search(text) is not None
