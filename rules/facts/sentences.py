"""Sentences of a text and their tokens, with the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

MAX_TEXT: Final = 200_000
MAX_TOKENS: Final = 320
# Characters whose tokens are all read before the first of them are taken: that is faster.
_AT_ONCE: Final = 4_000

# A sentence ends behind a full stop before a capital, at a blank line, or at a bullet.
_END = re.compile(r"[.!?]([\"”’»)\]]*\s+)(?=[\"“‘«(\[]*[A-Z0-9@\u0400-\u042f])|\n\s*\n\s*|[•●]\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|mr|mrs|ms|dr|gen|lt|col|sgt|maj|capt|cmdr|adm|gov|sen|rep|st|no|nos|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|vs|approx|dept|prof|rev|hon|jr|sr|inc|co|ltd|u\.s|u\.n|u\.k|ph\.d)\.)\Z",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"[^\W\d_][^\W_]*(?:\.(?:[^\W_]\.)+|(?:[-‑'’][^\W_]+)*)"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.,]*\d)"
    r"|\d+(?:[.,:/]\d+)*[^\W\d_]*(?:-[^\W\d_]+)*"
    r"|[^\W_]+(?:\.(?:[^\W_]\.)+|(?:[-‑'’][^\W_]+)*)"
    r"|[^\w\s\u00ad\u200b-\u200f\u2060\ufeff]"
)
# The same for texts of ASCII alone, in two thirds of the time.
_ASCII_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:\.(?:[A-Za-z0-9]\.)+|(?:[-'][A-Za-z0-9]+)*)"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,]*[0-9])"
    r"|[0-9]+(?:[.,:/][0-9]+)*[A-Za-z]*(?:-[A-Za-z]+)*"
    r"|[^A-Za-z0-9_\s]"
)
_FOLD: Final = str.maketrans({"’": "'", "‑": "-", "–": "-", "—": "--"})


class Sentence:
    """Tokens of one sentence of one field.

    ``words`` are the tokens as written, ``low`` the same in lower case; token ``i`` is
    ``source[starts[i]:ends[i]]``, where ``source`` is the whole field. Most sentences state
    nothing, so where their tokens stand is worked out when it is first asked for.
    """

    __slots__ = ("_begin", "_ends", "_starts", "field", "low", "source", "words")

    def __init__(
        self, field: str, source: str, begin: int, words: list[str], low: list[str]
    ) -> None:
        self.field = field
        self.source = source
        self.words = words
        self.low = low
        self._begin = begin
        self._starts: list[int] = []
        self._ends: list[int] = []

    @property
    def starts(self) -> list[int]:
        """Where each token begins in ``source``."""
        if not self._starts:
            self._locate()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Where each token ends in ``source``."""
        if not self._ends:
            self._locate()
        return self._ends

    def _locate(self) -> None:
        # What lies between two tokens begins none, so each is the next place of its word.
        at = self._begin
        for word in self.words:
            at = self.source.find(word, at)
            self._starts.append(at)
            at += len(word)
            self._ends.append(at)

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """Return the source text of tokens ``first`` to ``last`` (inclusive) and its bounds."""
        start, end = self.starts[first], self.ends[last]
        return self.source[start:end], start, end


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each sentence of ``text``; text past ``MAX_TEXT`` is not read."""
    text = text[:MAX_TEXT]
    start = 0
    for hit in _END.finditer(text):
        end = hit.start() if hit[1] is None else hit.start(1)
        if "\n" not in hit[0] and _ABBREVIATION.search(text, max(0, end - 8), end):
            continue
        if end > start:
            yield start, end
        start = hit.end()
    if start < len(text):
        yield start, len(text)


def tokenise(field: str, source: str, start: int, end: int) -> Sentence:
    """Split ``source[start:end]`` into at most ``MAX_TOKENS`` tokens."""
    plain = source[start:end].isascii()
    pattern = _ASCII_TOKEN if plain else _TOKEN
    if end - start < _AT_ONCE:
        words = pattern.findall(source, start, end)[:MAX_TOKENS]
    else:
        words = [hit[0] for hit in islice(pattern.finditer(source, start, end), MAX_TOKENS)]
    low = [word[:64].lower() for word in words]
    if not plain:
        low = [word if word.isascii() else word.translate(_FOLD) for word in low]
    return Sentence(field, source, start, words, low)


def encoded(text: str) -> bytes:
    """Return ``text`` as RE2 reads it, without lone surrogates.

    Given bytes, it need not work out at which character it has found something.
    """
    return text.encode("utf-8", "replace")
