"""Texts read the slow and obvious way, character by character: for ``tests.reference``.

Knows characters by their Unicode names, and looks nothing up in tables of ranges.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from rules.text.sentences import sentences

_SPACELESS = ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "THAI", "LAO", "KHMER", "MYANMAR")
_ALIKE = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe",
     "þ": "th", "ё": "е", "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك",
     "ـ": ""}
)  # fmt: skip
_CONTRACTED = re.compile(r"(?:s|t|d|m|re|ll|ve)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word of a text: folded, folded but for its capitals, and where it stands."""

    plain: str
    cased: str
    start: int
    end: int


def _is_spaceless(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_SPACELESS)


def _fold(char: str, *, cased: bool) -> str:
    """Return a character folded: a letter, nothing, a space, or a word of its own in spaces."""
    kind, name = unicodedata.category(char), unicodedata.name(char, "")
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind[0] in "LMN" and _is_spaceless(char):
        return f" {char} "
    if kind == "Cf":
        return ""
    if kind[0] == "M":
        lost = ("COMBINING", "ARABIC FATHA", "ARABIC DAMMA", "ARABIC KASRA", "ARABIC SUKUN",
                "ARABIC SHADDA", "HEBREW POINT", "VARIATION SELECTOR")  # fmt: skip
        return "" if name.startswith(lost) else char
    if kind[0] in "LN":
        plain = char if cased else char.casefold()
        if name.startswith(("LATIN", "GREEK", "FULLWIDTH")):
            parts = unicodedata.normalize("NFKD", plain)
            plain = "".join(part for part in parts if unicodedata.category(part) != "Mn")
        alike = plain.lower().translate(_ALIKE)
        if alike != plain.lower():
            plain = alike.upper() if plain != plain.lower() else alike
        return "ss" if plain == "ß" else "SS" if plain == "ẞ" else plain
    if kind == "Sc" or (kind == "So" and char >= "\U0001f000"):
        return f" {char} "
    return " "


def read(text: str) -> list[Word]:
    """Return the words of a text."""
    found: list[Word] = []
    start, end, plain, cased = -1, -1, "", ""
    at = 0
    while at < len(text):
        after = at + 1
        while after < len(text) and unicodedata.category(text[after])[0] == "M":
            after += 1
        for char in unicodedata.normalize("NFC", text[at:after]):
            folded, surface = _fold(char, cased=False), _fold(char, cased=True)
            if folded.startswith(" ") and start >= 0:
                found.append(Word(plain, cased, start, end))
                start, plain, cased = -1, "", ""
            if folded.strip():
                start = at if start < 0 else start
                plain, cased, end = plain + folded.strip(), cased + surface.strip(), after
            if folded.endswith(" ") and start >= 0:
                found.append(Word(plain, cased, start, end))
                start, plain, cased = -1, "", ""
        at = after
    if start >= 0:
        found.append(Word(plain, cased, start, end))
    return found


def _inner_apostrophes(text: str) -> list[int]:
    return [
        at
        for at in range(1, len(text) - 1)
        if text[at] in "'’ʼʻ‘`′´‛＇׳"
        and text[at - 1].isalpha()
        and text[at + 1].isalpha()
        and not _CONTRACTED.match(text, at + 1)
    ]


@dataclass
class Text:
    """A field: its words, and which of them make one word with the next (Sana'a)."""

    source: str
    parts: Sequence[str]

    @cached_property
    def words(self) -> list[Word]:
        """The words, in order; between two parts one that no phrase has."""
        found: list[Word] = []
        start = 0
        for part in self.parts:
            if start:
                found.append(Word("\n", "\n", start - 1, start))
            found += [
                replace(one, start=start + one.start, end=start + one.end) for one in read(part)
            ]
            start += len(part) + 1
        return found

    @cached_property
    def joins(self) -> set[int]:
        """The words that may be one with the next."""
        marks = _inner_apostrophes(self.source)
        pairs = enumerate(itertools.pairwise(self.words))
        return {i for i, (one, two) in pairs if one.end in marks and two.start == one.end + 1}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence."""
        return sentences(self.source)

    def spans(self, parts: Sequence[tuple[str, bool]], at: int) -> Iterator[int]:
        """Yield where a phrase that begins at word ``at`` ends."""
        if not parts:
            yield at
            return
        (wanted, starred), rest = parts[0], parts[1:]
        steps = [(1, self.words[at].plain)] if at < len(self.words) else []
        if at in self.joins:
            steps.append((2, self.words[at].plain + self.words[at + 1].plain))
        for step, word in steps:
            if word == wanted or (starred and word.startswith(wanted)):
                yield from self.spans(rest, at + step)


@cache
def phrase_parts(text: str) -> list[tuple[str, bool]]:
    """Return the words of a phrase, each with whether it stands for all that begin so."""
    parts: list[tuple[str, bool]] = []
    for chunk in text.split():
        words = [word.plain for word in read(chunk)]
        parts += [(word, False) for word in words[:-1]]
        parts += [(word, chunk.endswith("*")) for word in words[-1:]]
    return parts


@cache
def spellings(text: str) -> list[str]:
    """Return a phrase as written, and without the apostrophes inside its words."""
    marks = _inner_apostrophes(text)
    without = "".join(char for at, char in enumerate(text) if at not in marks)
    return [text, without] if marks else [text]
