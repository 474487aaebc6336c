"""Sentences of a text and their tokens, with the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

MAX_TEXT: Final = 200_000
MAX_TOKENS: Final = 320

# A sentence ends at a full stop before a capital, at a blank line, or at a bullet.
_END = re.compile(
    r"(?<=[.!?])[\"”’»)\]]*\s+(?=[\"“‘«(\[]*[A-Z0-9@\u0400-\u042f])|\n\s*\n\s*|[•●]\s*"
)
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence of one field.

    ``words`` are the tokens as written, ``low`` the same in lower case; token ``i`` is
    ``source[starts[i]:ends[i]]``, where ``source`` is the whole field.
    """

    field: str
    source: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """Return the source text of tokens ``first`` to ``last`` (inclusive) and its bounds."""
        start, end = self.starts[first], self.ends[last]
        return self.source[start:end], start, end


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each sentence of ``text``; text past ``MAX_TEXT`` is not read."""
    text = text[:MAX_TEXT]
    start = 0
    for hit in _END.finditer(text):
        if "\n" not in hit.group() and _ABBREVIATION.search(
            text, max(0, hit.start() - 8), hit.start()
        ):
            continue
        if hit.start() > start:
            yield start, hit.start()
        start = hit.end()
    if start < len(text):
        yield start, len(text)


def tokenise(field: str, source: str, start: int, end: int) -> Sentence:
    """Split ``source[start:end]`` into at most ``MAX_TOKENS`` tokens."""
    plain = source[start:end].isascii()
    pattern = _ASCII_TOKEN if plain else _TOKEN
    hits = list(islice(pattern.finditer(source, start, end), MAX_TOKENS))
    words = [hit[0] for hit in hits]
    starts = [hit.start() for hit in hits]
    ends = [hit.end() for hit in hits]
    low = [word[:64].lower() for word in words]
    if not plain:
        low = [word if word.isascii() else word.translate(_FOLD) for word in low]
    return Sentence(field, source, words, low, starts, ends)


def encoded(text: str) -> bytes:
    """Return ``text`` as RE2 reads it, without lone surrogates.

    Given bytes, it need not work out at which character it has found something.
    """
    return text.encode("utf-8", "replace")
