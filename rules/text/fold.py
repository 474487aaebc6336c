"""One fold for rules and texts: case, accents, width and punctuation stop mattering.

A text becomes a list of words. Scripts written without spaces (Han, kana, Thai, Lao, Khmer,
Burmese) give one word per character, so that a phrase in them is found as a substring.
Knows nothing of rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

LIMIT: Final = 200_000
"""Characters of one field that are read; what follows is ignored, so that no text can stall us."""

_HALFWIDTH = re.compile("[\uff66-\uff9f]+")
_SPACELESS: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
# Marks that carry no letter of their own: accents, Arabic and Hebrew vowel points, variation selectors.
_DROPPED_MARKS: Final = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_APOSTROPHES: Final = (0x02B9, 0x02C1)
_ALIKE: Final = {
    "ß": "ss", "ẞ": "ss", "ı": "i", "İ": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h",
    "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е", "ſ": "s",
    "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
}  # fmt: skip


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= point <= high for low, high in ranges)


def _letter(char: str, *, cased: bool) -> str:
    """Return the folded form of a letter or a number that is no plain digit."""
    known = _ALIKE.get(char.lower() if char not in _ALIKE else char)
    if known is not None:
        return known.upper() if cased and char.isupper() else known
    plain = unicodedata.normalize("NFKC", char)
    if not cased:
        plain = plain.casefold()
    if unicodedata.name(char, "").startswith(("LATIN", "GREEK", "FULLWIDTH LATIN", "COMBINING")):
        plain = "".join(
            mark
            for mark in unicodedata.normalize("NFD", plain)
            if unicodedata.category(mark) != "Mn"
        )
    return "".join(part if part.isalnum() or part == char else " " for part in plain)


def _fold_point(point: int, *, cased: bool) -> str:  # one case per class of character
    char = chr(point)
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if _within(point, _SPACELESS) and category[0] in "LMN":
        return f" {char} " if category != "Nd" else str(unicodedata.digit(char))
    if category[0] == "M":
        return "" if _within(point, _DROPPED_MARKS) else char
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category[0] in "LN":
        low, high = _APOSTROPHES
        return " " if low <= point <= high else _letter(char, cased=cased)
    if category == "Sc":
        sign = unicodedata.normalize("NFKC", char)
        return f" {sign if cased else sign.casefold()} "
    if category == "So" and (point >= 0x1F000 or 0x2600 <= point <= 0x27BF):
        return f" {char} "
    return " "


class _Table(dict[int, str]):
    """A translation table that learns each character the first time it is seen."""

    def __init__(self, *, cased: bool) -> None:
        super().__init__()
        self._cased = cased

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_point(point, cased=self._cased)
        return folded


_FOLD: Final = _Table(cased=False)
_CASED: Final = _Table(cased=True)


def _composed(text: str) -> str:
    if text.isascii():
        return text
    if _HALFWIDTH.search(text):
        text = _HALFWIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return unicodedata.normalize("NFC", text)


# What English text has beside ASCII is mostly these, and all of them only part words.
_TYPOGRAPHY: Final = "’“”‘—–\u00a0…"
_NON_ASCII = re.compile("[^\x00-\x7f]")
_FEW: Final = 16
_ASCII: Final = bytes(ord(_FOLD[point].strip() or " ") for point in range(128)) + b" " * 128
_ASCII_CASED: Final = bytes(ord(_CASED[point].strip() or " ") for point in range(128)) + b" " * 128


def _ascii(text: str) -> str | None:
    """Return ``text`` with its few characters beyond ASCII folded, or None if ASCII cannot say it.

    Replacing them one by one is several times as fast as looking up every character.
    """
    if text.isascii():
        return text
    for mark in _TYPOGRAPHY:
        text = text.replace(mark, " ")
    if text.isascii():
        return text
    others = set(_NON_ASCII.findall(text))
    if len(others) > _FEW or not unicodedata.is_normalized("NFC", text):
        return None
    for char in others:
        folded = _CASED[ord(char)]
        if not folded.isascii() or _HALFWIDTH.match(char):
            return None
        text = text.replace(char, folded)
    return text


def _translated(text: str, table: bytes) -> bytes:
    if "$" in text:
        text = text.replace("$", " $ ")
    return text.encode().translate(table)


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order; never raises, lone surrogates included."""
    text = text[:LIMIT]
    plain = _ascii(text)
    if plain is None:
        return _composed(text).translate(_FOLD).split()
    return _translated(plain, _ASCII).decode().split()


def cased_words(text: str) -> list[str]:
    """Return the words of ``text`` folded in all but case."""
    text = text[:LIMIT]
    plain = _ascii(text)
    if plain is None:
        return _composed(text).translate(_CASED).split()
    return _translated(plain, _ASCII_CASED).decode().split()


def spaced(words: Sequence[str]) -> str:
    """Return words as one text in which each stands between two spaces."""
    return f" {' '.join(words)} " if words else ""


def folded(text: str) -> tuple[str, str | None]:
    """Return ``words(text)`` spaced, and the same with capitals where that costs nothing."""
    plain = _ascii(text[:LIMIT])
    if plain is None:
        return spaced(words(text)), None
    line = _translated(f" {plain} ", _ASCII_CASED)
    while b"  " in line:  # Faster than parting it into words, and than replacing.
        line = b" ".join(line.split(b"  "))
    cased = line.decode() if line != b" " else ""
    return cased.lower(), cased


class _Pieces(dict[str, str]):
    """The folded form of one character with the marks that belong to it; learns as it goes."""

    def __missing__(self, piece: str) -> str:
        folded = _composed(piece).translate(_FOLD)
        if len(self) < _REMEMBERED:
            self[piece] = folded
        return folded


class _Joins(dict[str, bool]):
    """Whether a character may compose with the one before it; learns as it goes."""

    def __missing__(self, char: str) -> bool:
        joins = self[char] = char > "\u02ff" and (
            unicodedata.category(char)[0] == "M"
            or "\u1160" <= char <= "\u11ff"
            or char in "\uff9e\uff9f"
        )
        return joins


_REMEMBERED: Final = 50_000
_PIECES: Final = _Pieces()
_JOINS: Final = _Joins()
_RUN = re.compile(r"[0-9A-Za-z]+|\$|[^\x00-\x7f]")
_LOST: Final = "\x00"
_MARK: Final = "\x01"
_ASCII_RUN = re.compile(r"[0-9A-Za-z]+|\$")
_SHAPE_RUN = re.compile(r"[0-9A-Za-z]+(?:[\x00\x01]+[0-9A-Za-z]+)*\x01*|\$\x01*")


class _StandIns(dict[str, str]):
    """One ASCII character of the same kind for each other one; ``""`` where there is none."""

    def __missing__(self, char: str) -> str:
        folded = _FOLD[ord(char)]
        inside = folded.strip()
        if not folded:
            stand_in = _MARK if _JOINS[char] else _LOST
        elif not inside:
            stand_in = " "
        elif _JOINS[char]:
            stand_in = ""
        elif folded == inside:
            stand_in = "x" if inside.isalnum() else ""
        else:
            stand_in = "$" if folded == f" {inside} " and len(inside) == 1 else ""
        self[char] = stand_in
        return stand_in


_STAND_INS: Final = _StandIns()


def spans(text: str) -> list[tuple[int, int]]:
    """Return for each word of ``words(text)`` its start and end as indices of ``text``."""
    text = text[:LIMIT]
    if text.isascii():
        return [match.span() for match in _ASCII_RUN.finditer(text)]
    shape = _shape(text)
    if shape is None:
        return _spans_by_character(text)
    return [match.span() for match in _SHAPE_RUN.finditer(shape)]


def _shape(text: str) -> str | None:
    """Return ASCII of the same length that parts into the same words, or None."""
    others = set(_NON_ASCII.findall(text))
    if (
        len(others) > _FEW
        or not unicodedata.is_normalized("NFC", text)
        or _LOST in text
        or _MARK in text
    ):
        return None
    for char in others:
        stand_in = "" if _HALFWIDTH.match(char) else _STAND_INS[char]
        if not stand_in:
            return None
        text = text.replace(char, stand_in)
    return text


def _spans_by_character(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = end = -1
    at = 0
    for match in _RUN.finditer(text):
        low, high = match.span()
        if low < at:
            continue  # A mark that was read with the character before it.
        if start >= 0 and low > at:
            found.append((start, end))
            start = -1
        at = high
        while at < len(text) and _JOINS[text[at]]:
            at += 1
        # Of a run of ASCII letters only the last can take marks.
        piece = text[low] if low + 1 == high else text[high - 1]
        for char in _PIECES[piece + text[high:at]]:
            if char.isspace():
                if start >= 0:
                    found.append((start, end))
                start = -1
                continue
            if start < 0:
                start = low
            end = at
    if start >= 0:
        found.append((start, end))
    return found


_APOSTROPHE_MARKS: Final = "'’ʼʻ‘`′´‛＇׳"
# Inside a name or word (Sana'a, Shi'ite), not before a contracted ending (she'll is no shell).
# One pattern for each mark: the search for a pattern that begins with a fixed character is quick.
_INNER_APOSTROPHES: Final = {
    mark: re.compile(
        rf"{mark}(?<=[^\W\d_].)(?!(?:s|t|d|m|re|ll|ve)(?!\w))(?=[^\W\d_])", re.IGNORECASE
    )
    for mark in _APOSTROPHE_MARKS
}
_ASCII_APOSTROPHES: Final = {
    mark: pattern for mark, pattern in _INNER_APOSTROPHES.items() if mark.isascii()
}


def parted(text: str) -> bool:
    """Whether an apostrophe could part a word of ``text``."""
    return "'" in text or "`" in text or not text.isascii()


def _inner_apostrophes(text: str) -> list[int]:
    """Return the places of apostrophes that stand inside a word, in order."""
    if not parted(text):
        return []
    found: list[int] = []
    for mark, pattern in (_ASCII_APOSTROPHES if text.isascii() else _INNER_APOSTROPHES).items():
        if mark in text:
            found += [match.start() for match in pattern.finditer(text, 0, LIMIT)]
    return sorted(found)


def without_apostrophes(text: str) -> str:
    """Return ``text`` with apostrophes inside words left out: some write Sana'a, others Sanaa."""
    left_out = set(_inner_apostrophes(text))
    return "".join(char for at, char in enumerate(text) if at not in left_out)


def joined(text: str, folded: Callable[[], Sequence[str]]) -> dict[int, str]:
    """Return the words that ``text`` has if apostrophes inside words are left out.

    ``folded`` returns ``words(text)``; few texts need it. Each key is where the first of the two
    words that become one begins in ``spaced(words(text))``.
    """
    found: dict[int, str] = {}
    apostrophes = _inner_apostrophes(text)
    if not apostrophes:
        return found
    split = folded()
    begin = count = size = 0
    for at in apostrophes:
        before, count = count, count + len(words(text[begin:at]))
        size += sum(map(len, split[before:count])) + count - before
        begin = at + 1
        whole = _FOLD[ord(text[at - 1])].strip() and _FOLD[ord(text[begin])].strip()
        if whole and 0 < count < len(split):
            first = split[count - 1]
            found[size - len(first)] = first + split[count]
    return found


def has_inner_apostrophe(text: str) -> bool:
    """Whether leaving apostrophes out would change a word of ``text``."""
    return bool(_inner_apostrophes(text))
