"""Sentences of a text and their tokens, with the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

MAX_TEXT: Final = 200_000
MAX_TOKENS: Final = 320
# Characters of a token that matter.
_LONGEST: Final = 64
# Characters whose tokens are all read before the first of them are taken: that is faster.
_AT_ONCE: Final = 4_000

# A sentence ends behind a full stop before a capital, at a blank line, or at a bullet.
_END = re.compile(
    r"[.!?\n•●](?:"  # All that it may begin with comes first: that is found quickly.
    r"(?<=[.!?])([\"”’»)\]]*\s+)(?=[\"“‘«(\[]*[A-Z0-9@\u0400-\u042f])"
    r"|(?<=\n)\s*\n\s*|(?<=[•●])\s*)"
)
# A small word with a capital where none belongs: cue and place of a lost full stop.
JOINED: Final = r"[a-z]['\)\"]? (?:A|An|The|In|At|On|After|As|When|He|She|They|But) [a-z0-9]"
_JOINT = re.compile(
    r"(?<=[a-z'’\")”]) (?=(?:A|An|The|In|At|On|After|As|When|He|She|They|But) [a-z0-9])"
)
_SMALL: Final = 3
# Behind these a capital begins a title or a letter stands alone: `hepatitis A is`, `the film The birds`.
_TITLED: Final = frozenset(
    [
        *(
            "group",
            "vitamin",
            "hepatitis",
            "class",
            "type",
            "plan",
            "category",
            "grade",
            "division",
            "serie",
            "team",
            "influenza",
        ),
        *(
            "section",
            "block",
            "level",
            "line",
            "exhibit",
            "newspaper",
            "magazine",
            "film",
            "band",
            "series",
            "song",
            "play",
        ),
        *(
            "musical",
            "book",
            "novel",
            "show",
            "called",
            "titled",
            "single",
            "named",
            "with",
            "from",
            "that",
            "into",
            "album",
        ),
    ]
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|mr|mrs|ms|dr|gen|lt|col|sgt|maj|capt|cmdr|adm|gov|sen|rep|st|no|nos|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|vs|approx|dept|prof|rev|hon|jr|sr|inc|co|ltd|u\.s|u\.n|u\.k|ph\.d)\.)\Z",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"[^\W\d_][^\W_]*(?:\.(?:[^\W_]\.)+|(?:[-‑'’][^\W_]+)*)"
    r"|\d{1,3}(?:[ '’\u00a0\u2009\u202f]\d{3})+(?![\d.,]*\d)"
    r"|\d+(?:[.,:/]\d+)*[^\W\d_]*(?:[-‑][^\W\d_]+)*"
    r"|[^\W_]+(?:\.(?:[^\W_]\.)+|(?:[-‑'’][^\W_]+)*)"
    r"|[^\w\s\u00ad\u200b-\u200f\u2060\ufeff]"
)
# The same for texts of ASCII alone, in two thirds of the time.
_ASCII_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:\.(?:[A-Za-z0-9]\.)+|(?:[-'][A-Za-z0-9]+)*)"
    r"|[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9.,]*[0-9])"
    r"|[0-9]+(?:[.,:/][0-9]+)*[A-Za-z]*(?:-[A-Za-z]+)*"
    r"|[^A-Za-z0-9_\s]"
)
# What no token begins with: white space, and what the last of the alternatives leaves out.
_SEPARATORS: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "_\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
_FOLD: Final = str.maketrans({"’": "'", "‑": "-", "–": "-", "—": "--"})


class Sentence:
    """Tokens of one sentence of one field.

    ``words`` are the tokens as written, ``low`` the same in lower case; ``source`` is the whole
    field with plain spaces, ``written`` the field itself, of which quotes are taken. Most sentences state nothing, so where tokens stand is worked out when it is asked for.
    """

    __slots__ = (
        "_begin",
        "_bounds",
        "_end",
        "_starts",
        "field",
        "low",
        "source",
        "words",
        "written",
    )

    def __init__(
        self,
        field: str,
        source: str,
        begin: int,
        end: int,
        words: list[str],
        low: list[str],
        written: str = "",
    ) -> None:
        self.field = field
        self.source = source
        self.written = written or source
        self.words = words
        self.low = low
        self._begin = begin
        self._end = end
        self._starts: list[int] = []
        self._bounds: tuple[int, int] | None = None

    def start(self, token: int) -> int:
        """Return where a token begins in ``source``."""
        if token >= len(self._starts):
            self._locate(token)
        return self._starts[token]

    def end(self, token: int) -> int:
        """Return where a token ends in ``source``."""
        return self.start(token) + len(self.words[token])

    def _locate(self, last: int) -> None:
        # What lies between two tokens begins none, so each is the next place of its word.
        starts, words, find = self._starts, self.words, self.source.find
        at = starts[-1] + len(words[len(starts) - 1]) if starts else self._begin
        for word in words[len(starts) : last + 1]:
            at = find(word, at)
            starts.append(at)
            at += len(word)

    @property
    def bounds(self) -> tuple[int, int]:
        """Where the first token begins in ``source``, and where the last one ends."""
        if self._bounds is None:
            if len(self.words) == MAX_TOKENS:  # Some may have been left out.
                end = self.end(MAX_TOKENS - 1)
            else:
                end = self._begin + len(self.source[self._begin : self._end].rstrip(_SEPARATORS))
            self._bounds = (self.start(0), end)
        return self._bounds

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """Return the source text of tokens ``first`` to ``last`` (inclusive) and its bounds."""
        start, end = self.start(first), self.end(last)
        return self.written[start:end], start, end


def plainly_spaced(text: str) -> str:
    """Return ``text`` with plain spaces for those that may not break; everything keeps its place."""
    if text.isascii():
        return text
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")


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


def unjoined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of ``text[start:end]`` that lost the full stop between them.

    Feeds join a deck and a lead so: `… left six dead A girl of 13 survived`.
    """
    for hit in _JOINT.finditer(text, start, end):
        before = text[max(start, hit.start() - _LONGEST) : hit.start()].rpartition(" ")[2]
        if len(before) > _SMALL and before.islower() and before not in _TITLED:
            yield start, hit.start()
            start = hit.end()
    yield start, end


def tokenise(field: str, source: str, start: int, end: int, written: str = "") -> Sentence:
    """Split ``source[start:end]`` into at most ``MAX_TOKENS`` tokens; quotes are of ``written``."""
    plain = source[start:end].isascii()
    pattern = _ASCII_TOKEN if plain else _TOKEN
    if end - start < _AT_ONCE:
        words = pattern.findall(source, start, end)[:MAX_TOKENS]
    else:
        words = [hit[0] for hit in islice(pattern.finditer(source, start, end), MAX_TOKENS)]
    low = [word.lower() for word in words]
    if end - start > _LONGEST and max(map(len, low)) > _LONGEST:
        low = [word[:_LONGEST].lower() for word in words]
    if not plain:
        low = [word if word.isascii() else word.translate(_FOLD) for word in low]
    return Sentence(field, source, start, end, words, low, written)


def encoded(text: str) -> bytes:
    """Return ``text`` as RE2 reads it, without lone surrogates.

    Given bytes, it need not work out at which character it has found something.
    """
    return text.encode("utf-8", "replace")
