"""What single words and numerals are worth: `seventeen`, `forty-two`, `1,200`, `2.1m`, `lakh`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rules.facts.words import words

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS: Final = {word: value for value, word in enumerate(_SMALL.split())}
TENS: Final = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
}
VAGUE: Final = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
}
STARTS: Final = (
    frozenset(UNITS)
    | frozenset(TENS)
    | frozenset(VAGUE)
    | words("several few half a an tens dozen threescore fourscore")
)
_SUFFIX: Final = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000}
_DIGITS = re.compile(
    r"(\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*)(k|mln|mn|m)?(?:-strong|-plus|-odd)?\Z"
)
_GROUPED = re.compile(
    r"\d{1,3}(?:[,'’ \u00a0\u2009\u202f]\d{2,3})*[,'’ \u00a0\u2009\u202f]\d{3}(?:\.\d+)?\Z"
)
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
# Two points in one number group thousands in every language.
_TWO_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}\Z")
_NOT_DIGITS = re.compile(r"[,'’ \u00a0\u2009\u202f]")

_VULGAR: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@lru_cache(maxsize=4096)
def digits(word: str, points: bool = False) -> float | None:
    """Return the value of a word of digits, or None when it is none (`3.11`, `7th`, `f-16`)."""
    if word[-1] in _VULGAR:
        whole = digits(word[:-1]) if len(word) > 1 else 0.0
        return None if whole is None else whole + _VULGAR[word[-1]]
    hit = _DIGITS.match(word)
    if hit is None or len(word) > 20:
        return None
    body, suffix = hit.groups()
    if (points and _POINTS.match(body)) or _TWO_POINTS.match(body):
        value = float(body.split(",")[0].replace(".", ""))
    elif body.isdigit():
        value = float(body)
    elif _GROUPED.match(body):
        value = float(_NOT_DIGITS.sub("", body))
    else:
        try:
            value = float(body)
        except ValueError:
            return None
    return value * _SUFFIX[suffix] if suffix else value


def word_value(word: str) -> int | None:
    """Return the value of a number below a hundred in one word, else None."""
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return TENS[word]
    if "-" in word:
        ten, _, one = word.partition("-")
        if ten in TENS and 0 < UNITS.get(one, 0) < 10:
            return TENS[ten] + UNITS[one]
        if one in ("odd", "plus"):
            return TENS.get(ten)
    return None
