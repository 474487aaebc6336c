"""Which numbers count nothing: dates, ages, ratios, amounts of money and parts of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.nouns import is_age, read_head
from rules.facts.numbers import Number, read_number
from rules.facts.numerals import STARTS, digits
from rules.facts.sentences import Sentence


def _is_verb(low: Sequence[str], at: int) -> bool:
    """Say whether `number` is a verb: `Russian casualties number 1,200`."""
    return low[at] == "number" and at > 0 and low[at - 1] in _NUMBERING


_NUMBERING: Final = v.words(
    "casualties losses deaths fatalities dead wounded injured missing displaced injuries victims now"
)


def is_name(sentence: Sentence, number: Number) -> bool:
    """Say whether the number is a date, an age, an amount of money or part of a name."""
    low, at = sentence.low, number.bare
    before = low[at - 1] if at else ""
    after = low[number.end] if number.end < len(low) else ""
    if (
        (before in v.MONTHS and before not in ("may", "march") and _is_day(sentence, number))
        or (before in v.NUMBERED and not _is_verb(low, at - 1))
        or before in ("$", "€", "£", "#")
        or (before == "a" and low[at].isdigit() and number.end == at + 1 and after not in v.PLURAL)
    ):
        return True
    if (
        before in ("may", "march", "sept")
        and sentence.words[at - 1][:1].isupper()
        and number.low <= 31
    ):
        return after not in v.PLURAL and not _has_day(low, at)
    if after in v.MONTHS and number.low <= 31 and digits(low[at]) is not None:
        return after not in ("may", "march") or sentence.words[number.end][:1].isupper()
    if is_age(low, number.end - 1):
        return True
    if _listed_age(low, at) or _is_score(low, number):
        return True
    if (
        after in ("%", "°", "/", "percent")
        or low[number.end : number.end + 2] == ["per", "cent"]
        or (after == "-" and number.end + 1 < len(low) and "year" in low[number.end + 1])
    ):
        return True
    if before == "," and after in (",", ")", "and", ".") and number.low < 110 and at >= 2:
        # An age in apposition: `Name, 61, was` - unless numbers are being listed.
        return sentence.words[at - 2][:1].isupper() and not sentence.words[at - 2].isupper()
    if before == "-" and at >= 2 and _is_year(low[at - 2]):
        return number.low < 2100  # `the 2018-20 outbreak`
    return before == "." and at >= 2 and low[at - 2].isdigit()


def _is_day(sentence: Sentence, number: Number) -> bool:
    """Say whether a number behind a month is a day or a year, not people: `In July 437 civilians`."""
    low = sentence.low
    counts = read_head(sentence, number.end)[2] == "M"
    if number.low <= 31 and _has_day(low, number.bare):
        return False
    if number.low <= 31:
        return not (counts and low[max(0, number.bare - 2)] == "in")
    return not counts or 1900 <= number.low <= 2100


def _has_day(low: Sequence[str], at: int) -> bool:
    """Say whether the month before ``at`` has its day already: `On 12 May three pilgrims died`."""
    return at > 1 and low[at - 2].isdigit() and len(low[at - 2]) < 3


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20")


def _is_score(low: list[str], number: Number) -> bool:
    """Say whether a number opens a score, which falls where a range rises: `beaten 6-2`."""
    follows = low[number.end : number.end + 2]
    if len(follows) < 2 or follows[0] != "-" or number.end - number.bare != 1:
        return False
    second = digits(follows[1])
    return second is not None and second < number.low


def _listed_age(low: list[str], at: int) -> bool:
    """Say whether a number goes on with ages: `aged 40 and 52`, `aged between 20 and 30`."""
    for back in range(at - 1, max(-1, at - 9), -1):
        if low[back] in ("aged", "ages"):
            return True
        if not (low[back].isdigit() or low[back] in _BETWEEN_AGES):
            return False
    return False


_BETWEEN_AGES: Final = v.words(", and to between from - of") | STARTS


def membered(low: list[str], at: int) -> Number | None:
    """Read how many a group has that is counted by its members: `the 30-member crew`."""
    count, _, unit = low[at].partition("-")
    if unit not in _MEMBERS or not WHOLES.intersection(low[at + 1 : at + 3]):
        return None
    number = read_number([count], 0)
    return None if number is None else Number(number.low, number.low, None, at, at + 1, at)


_MEMBERS: Final = v.words("member person man woman strong")
WHOLES: Final = v.words("crew family team squad group gang delegation patrol party band")


def is_year(low: list[str], number: Number, head: str) -> bool:
    return (
        1900 <= number.low <= 2100
        and low[number.bare].isdigit()
        and not head
        and number.end - number.bare == 1
    )


_SHARED: Final = v.words("households household homes families")


def ratio_end(sentence: Sentence, number: Number) -> int | None:
    """Return where the ratio `one in five`, `3 out of 10` or `12 per 1,000` ends, or None for none."""
    low, at = sentence.low, number.end
    if low[at : at + 2] == ["out", "of"]:
        at += 2
    elif low[at : at + 1] == ["in"] or low[at : at + 1] == ["per"]:
        at += 1
    else:
        return None
    other = read_number(low, at)
    if other is None or other.start != at or other.low <= number.low:
        return None
    _, head, code = read_head(sentence, other.end)
    if low[number.end] == "out" and code == "M" and other.low > 10 and other.low % 100:
        return None  # `12 out of 30 passengers were killed`
    dated = (code == "x" and head not in _SHARED) or is_year(low, other, head)
    return None if dated and low[number.end] == "in" else other.end
