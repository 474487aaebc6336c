"""Numbers as news writes them, read from the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rules.facts.numerals import SCALES, STARTS, TENS, UNITS, VAGUE, digits, word_value
from rules.facts.words import words

_QUALIFYING: Final = """
    at least; atleast; at the least; at the very least; more than; over; about; around; some; up to; as many as;
    as few as; nearly; almost; approximately; roughly; close to; an estimated; estimated; fewer than;
    less than; no fewer than; no less than; not less than; under; only; just; an additional; a further;
    another; a total of; at most; in excess of; upwards of; exactly; well over; as much as; above; tops;
    topped; top; exceeds; exceeded; exceed; surpasses; surpassed; surpass; passes; passed; just over;
    just under; well more than; much more than; possibly; perhaps; probably; a reported; reportedly; approx;
    circa; a record; at least some; close on; the estimated; anywhere from; no more than; not more than;
    nears; neared; nearing; a minimum of; somewhere between; anywhere between; well under; north of; an average of; on average
"""
_QUALIFIERS: Final = tuple(
    sorted((tuple(phrase.split()) for phrase in _QUALIFYING.split(";")), key=len, reverse=True)
)
_SILENT: Final = frozenset(
    {
        "another",
        "an additional",
        "a further",
        "a total of",
        "a record",
        "an average of",
        "on average",
    }
)
_ALONE: Final = {"dozen": 12, "threescore": 60, "fourscore": 80}
# Scales that `and` leads on from: `two hundred and five`, `two thousand and twelve`.
_JOINING: Final = frozenset({"hundred", "thousand"})
# How many a word for a small set names: `a pair of tourists`.
_SETS: Final = {"pair": 2, "couple": 2, "trio": 3, "quartet": 4}
_FRACTIONS: Final = {"quarter": 0.25, "quarters": 0.25, "third": 1 / 3, "thirds": 1 / 3}
_SLASHED: Final = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
# An article in front of something else is no number.
_ARTICLES: Final = ("a", "an")
_AFTER_ARTICLE: Final = frozenset({*SCALES, *_SETS, *_FRACTIONS, "and", "score"})
_AND_A_HALF: Final = {f"{unit}-and-a-half": value + 0.5 for unit, value in UNITS.items() if value}
_OPENING: Final = (
    STARTS
    | _AND_A_HALF.keys()
    | {
        f"{ten}-{unit}"
        for ten in TENS
        for unit in ("odd", "plus", *(unit for unit, value in UNITS.items() if 0 < value < 10))
    }
)
# Every number in words holds one of these.
COUNTING: Final = (_OPENING | _AFTER_ARTICLE) - {*_ARTICLES, "and"}
MAX_VALUE: Final = 10**11


class Number(NamedTuple):
    """A number in tokens ``start`` to ``end`` (exclusive), its qualifier included.

    ``high`` is None where it is open (``dozens``). ``bare`` is where the number itself starts.
    """

    low: int
    high: int | None
    qualifier: str | None
    start: int
    end: int
    bare: int


def starts_number(word: str) -> bool:
    """Say whether a number may start with ``word``."""
    return word in _OPENING or word[0].isdigit()


def read_number(low: Sequence[str], at: int, *, points: bool = False) -> Number | None:
    """Read the number that starts at word ``at``; ``low`` are the tokens in lower case.

    ``points`` says that the language groups thousands by full stops. Ages, ordinals, dates and
    names such as ``f-16`` are no numbers. Ranges give both ends.
    """
    if at >= len(low) or not starts_number(low[at]):
        return None
    if low[at] in _ARTICLES and low[at + 1 : at + 2] and low[at + 1] not in _AFTER_ARTICLE:
        return None  # most articles, at a glance
    value = _value(low, at, points)
    if value is None:
        return None
    first, high, end = value
    ranged = _second(low, end, points) if high == first else None
    if ranged is not None:
        first, high, end = _range(low, at, first, end, ranged)
    start, qualifier = _qualifier(low, at)
    if ranged is not None and high == ranged[0] and start and low[start - 1] == "between":
        start -= 1
    after = low[end] if end < len(low) else ""
    if after == "or" and low[end + 1 : end + 2] in (["more"], ["so"]):
        qualifier, end = qualifier or f"or {low[end + 1]}", end + 2
    elif after == "+":
        qualifier, end = qualifier or "+", end + 1
    if first > MAX_VALUE:
        return None
    return Number(first, high, qualifier, start, end, at)


_MOVES: Final = words(
    "rise climb jump soar grow fall drop rises rose risen climbs climbed increased jumps jumped soars soared up grows grew grown doubled revised revise revises "
    "revising falls fell fallen drops dropped lowered lowers lowering cut cuts down reduced reduces reducing slashed trimmed downgraded raised raises raising corrected corrects adjusted"
)


def _range(
    low: Sequence[str], at: int, first: int, end: int, ranged: tuple[int, int]
) -> tuple[int, int, int]:
    """Return both ends of a number at ``at`` that may go on to ``ranged``, and where it stops."""
    moved = not _MOVES.isdisjoint(low[max(0, at - 8) : at])
    second, stop = ranged
    if moved and low[at - 1] == "by":
        return second, second, stop  # `rise by four to 27`
    if not (first < second or (moved and low[at - 1] == "from")):
        return first, first, end
    return second if moved else _same_scale(low, stop, first, second), second, stop


def _same_scale(low: Sequence[str], end: int, first: int, second: int) -> int:
    """Give the scale that ends a range to its lower end too: `two to three dozen`."""
    scale = SCALES.get(low[end - 1], 1)
    return first * scale if first < 100 and first * scale <= second else first


def _value(low: Sequence[str], at: int, points: bool) -> tuple[int, int | None, int] | None:
    word = low[at]
    if not word[0].isdigit():
        return _in_words(low, at)
    small = digits(word, points)
    if small is None:
        part = _SLASHED.get(word) if low[at + 1 : at + 2] and low[at + 1] in SCALES else None
        return None if part is None else _exactly(low, at + 1, part)  # `1/2 million`
    if small != int(small) and low[at + 1 : at + 2] and low[at + 1] in _RANGING:
        ahead = _second(low, at + 1, points)  # `1.5 to 2 million`
        scale = SCALES.get(low[ahead[1] - 1], 1) if ahead else 1
        return _exactly(low, at + 1, small * scale)
    if low[at + 2 : at + 3] and low[at + 1] in _SLASHED and low[at + 2] in SCALES:
        return _exactly(low, at + 2, small + _SLASHED[low[at + 1]])  # `1 1/2 million`
    return _exactly(low, at + 1, small)


def _in_words(low: Sequence[str], at: int) -> tuple[int, int | None, int] | None:
    word = low[at]
    if word in VAGUE or (word == "tens" and low[at + 1 : at + 3] == ["of", "thousands"]):
        return _vague(low, at)
    if word in ("several", "few"):
        return _several(low, at)
    if word in _ALONE:
        return _ALONE[word], _ALONE[word], at + 1  # `kills dozen`
    if low[at + 1 : at + 2] == ["score"]:
        return _score(low, at)
    if word == "half" and low[at + 1 : at + 3] in (["a", "million"], ["a", "dozen"]):
        half = SCALES[low[at + 2]] // 2
        return half, half, at + 3
    if word == "a" and low[at + 2 : at + 3] == ["of"] and low[at + 1] in _SETS:
        size = _SETS[low[at + 1]]
        return _exactly(low, at + 3, size)  # `a couple of hundred` too
    if word in ("a", "an") and at + 1 < len(low) and low[at + 1] in SCALES:
        total, end = _scaled(low, at + 1, 1)
        return total, total, end
    if word in _AND_A_HALF:
        return _exactly(low, at + 1, _AND_A_HALF[word])
    part = _fraction(low, at)
    if part is not None:
        return part[0], part[0], part[1]
    small, end = word_value(word), at + 1
    if small is None:
        return None
    if small >= 20 and small % 10 == 0 and end < len(low) and 0 < UNITS.get(low[end], 0) < 10:
        small, end = small + UNITS[low[end]], end + 1
    return _exactly(low, end, small)


def _score(low: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """Read `a score of people`, `two score villagers`; `a score of 12` is one of a game."""
    count = 1 if low[at] in _ARTICLES else UNITS.get(low[at], 0)
    after = low[at + 2 : at + 5]
    many = any(word in _MANY or (word[-1] == "s" and word[0].isalpha()) for word in after)
    many = many and not (after[0] == "of" and after[1][0].isdigit())
    return (count * 20, count * 20, at + 2) if count and many else None


_MANY: Final = frozenset({"people", "men", "women", "children", "more", "dead"})


def _exactly(low: Sequence[str], at: int, value: float) -> tuple[int, int, int] | None:
    total, end = _scaled(low, at, value)
    return None if total < 0 else (total, total, end)


def _scaled(low: Sequence[str], at: int, value: float) -> tuple[int, int]:
    """Apply scale words (`1.2 million`, `two hundred and five`) from word ``at`` on; -1 for a fraction."""
    total = 0.0
    steps = 0
    while at < len(low) and low[at] in SCALES and steps < 3:
        value, at, steps = value * SCALES[low[at]], at + 1, steps + 1
        skip = at + 1 if at + 1 < len(low) and low[at] == "and" else at
        rest = word_value(low[skip]) if skip < len(low) else None
        if rest and low[at - 1] != "dozen" and (skip == at or low[at - 1] in _JOINING):
            total, value, at = total + value, float(rest), skip + 1
    whole = total + value
    return (int(whole), at) if whole == int(whole) else (-1, at)


def _vague(low: Sequence[str], at: int) -> tuple[int, None, int]:
    if low[at] == "tens":
        return 20_000, None, at + 3
    size, end = VAGUE[low[at]], at + 1
    if low[at + 1 : at + 3] == ["of", "thousands"] and low[at] == "hundreds":
        size, end = 200_000, at + 3
    elif low[at + 1 : at + 3] == ["of", "millions"] and low[at] == "hundreds":
        size, end = 200_000_000, at + 3
    elif low[at + 1 : at + 3] == ["of", "hundreds"] and low[at] == "thousands":
        end = at + 3
    return size, None, end


def _fraction(low: Sequence[str], at: int) -> tuple[int, int] | None:
    """Read `a quarter of a million`, `one and a half million`: the value and where it ends."""
    count = 1 if low[at] == "a" else UNITS.get(low[at])
    share = _FRACTIONS.get(low[at + 1]) if at + 1 < len(low) else None
    if count is not None and share is not None and low[at + 2 : at + 4] == ["of", "a"]:
        scale = SCALES.get(low[at + 4]) if at + 4 < len(low) else None
        return None if scale is None else (round(count * share * scale), at + 5)
    if count is not None and low[at + 1 : at + 4] == ["and", "a", "half"]:
        scale = SCALES.get(low[at + 4]) if at + 4 < len(low) else None
        return None if scale is None else (count * scale + scale // 2, at + 5)
    return None


def _several(low: Sequence[str], at: int) -> tuple[int, None, int] | None:
    scale = low[at + 1] if at + 1 < len(low) else ""
    vague = VAGUE.get(scale + "s")
    return None if vague is None else (vague, None, at + 2)


def _second(low: Sequence[str], at: int, points: bool) -> tuple[int, int] | None:
    """Return the upper end of a range whose lower end stops before word ``at``."""
    if at + 1 >= len(low) or low[at] not in _RANGING:
        return None
    if low[at] == "and" and not _between(low, at):
        return None
    value = _value(low, at + 1, points)
    if value is None or value[1] is None:
        return None
    return value[0], value[2]


_RANGING: Final = frozenset({"to", "-", "–", "—", "or", "and"})


def _between(low: Sequence[str], at: int) -> bool:
    return any(word in ("between", "from") for word in low[max(0, at - 4) : at])


def _qualifier(low: Sequence[str], at: int) -> tuple[int, str | None]:
    for phrase in _BY_LAST.get(low[at - 1] if at else "", ()):
        size = len(phrase)
        if size <= at and tuple(low[at - size : at]) == phrase:
            text = " ".join(phrase)
            return at - size, None if text in _SILENT else text
    return at, None


_BY_LAST: Final = {
    last: tuple(phrase for phrase in _QUALIFIERS if phrase[-1] == last)
    for last in {phrase[-1] for phrase in _QUALIFIERS}
}
