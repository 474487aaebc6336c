"""Words as grouping compares them: folded, cut to rough stems, one stem for synonyms.

Rough on purpose: it treats all languages alike, and rare words decide, which it leaves apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from sys import intern
from typing import Final

from rules.stories.synonyms import SYNONYMS

# Scripts written without spaces: no word borders, so neighbouring characters stand for words.
_UNSPACED: Final = "\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+")
_UNSPACED_RUN: Final = re.compile(rf"[{_UNSPACED}]")
_FIRST_UNSPACED: Final = _UNSPACED[0]
_APOSTROPHES: Final = re.compile(r"[’'ʼ](?:s\b)?")
_THOUSANDS: Final = re.compile(r"[,.](?=\d{3}(?!\d))")
# From two to twelve, without those that mean something else in English (`once`, `due`).
_NUMBER_WORDS: Final = {
    word: str(value)
    for value, words in enumerate(
        (
            "two zwei deux два двое",
            "three drei trois tres три трое",
            "four vier quatre cuatro quattro четыре четверо",
            "five fünf cinq cinco cinque пять",
            "six sechs seis шесть",
            "seven sieben siete sette семь",
            "eight acht huit ocho восемь",
            "nine neun neuf nueve nove девять",
            "ten zehn dix diez dieci десять",
            "eleven undici одиннадцать",
            "twelve zwölf douze doce dodici двенадцать",
        ),
        start=2,
    )
    for word in words.split()
}


def stems(text: str) -> list[str]:
    """Return the folded, stemmed words of ``text`` in order; unspaced scripts by character pairs."""
    folded = _APOSTROPHES.sub("", text)
    if folded.isascii():
        return [stem(token) for token in _TOKEN.findall(folded.lower())]
    folded = unicodedata.normalize("NFKC", folded).casefold()
    found: list[str] = []
    for token in _TOKEN.findall(folded):
        if token[0] < _FIRST_UNSPACED or not _UNSPACED_RUN.match(token):
            found.append(stem(token))
        else:
            found += (token[i : i + 2] for i in range(max(1, len(token) - 1)))
    return found


# A name stands in many texts, and several times in one.
@lru_cache(maxsize=8192)
def stems_of_name(name: str) -> tuple[str, ...]:
    """Return ``stems`` of a name, kept for the next text that has it."""
    return tuple(stems(name))


# Nineteen of twenty words of news are among as many, and a full cache takes 2 MB.
@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a rough stem of a folded word: an ending cut, then six letters; one for synonyms.

    A number stays whole. Rough on purpose: it treats all languages alike, and rare words decide,
    which it leaves apart.
    """
    return intern(_stem(word))


def _stem(word: str) -> str:
    if word[0].isdigit():
        return _THOUSANDS.sub("", word)
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    cut = _cut(word)
    return _SAME.get(cut, cut)


def _cut(word: str) -> str:
    if "\u00c0" <= max(word) <= "\u024f":
        word = "".join(
            c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)
        )
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    if len(word) > 5:
        for ending in ("ing", "ed", "er"):
            if word.endswith(ending):
                return word[: -len(ending)][:6]
    return word[:6]


_SAME: Final = {
    _cut(word): _cut(first) for first, *others in map(str.split, SYNONYMS) for word in others
}
