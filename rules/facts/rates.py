"""At which rate a figure is told: `1,200 a day`, `over the past week`."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from rules.facts.cues import Cue
from rules.facts.model import Per
from rules.facts.sentences import Sentence

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|recent|the"
_NOT_RATE: Final = (
    f"ago|after|earlier|before|later|since|old|following|of|when|that|on|in(?! (?:{_MONTHS}))"
)
# `1,200 casualties a day in Ukraine`, and not `on a day in spring`.
_COUNTED: Final = r"(?:people|men|women|children|lives|deaths|casualties|losses|civilians|soldiers|troops|personnel|(?:kill|wound|injur)ed)"
_PAPERS: Final = "mail|news|times|star|telegraph|mirror|post|nation|beast|sabah|express"


def _rate(unit: str, adverb: str, span: str) -> tuple[Cue, re.Pattern[str]]:
    """Return the expression of a rate, and a cue of which each of its finds holds one."""
    last = f"(?:past|last|previous|preceding) (?:{span})"
    pattern = re.compile(
        rf"(?i)\b(?:each|every|per)(?: single| passing)? {unit}\b|(?<!for )(?<!over )(?<!than )\ba {unit}\b(?! (?:{_NOT_RATE}))|\b{adverb}\b(?! (?:{_PAPERS}))"
        rf"|\d[-\u2010\u2011]a[-\u2010\u2011]{unit}\b|(?:\d|\b{_COUNTED}) a {unit} (?:in|on|of|that)\b"
        rf"|\b(?:over|in|during|within|for) (?:the )?{last}\b|\bover the {unit}\b"
    )
    return Cue(
        f"(?i)over the {unit}|(?:each|every|per|an?)(?: single| passing)? {unit}|[-\u2010\u2011]a[-\u2010\u2011]{unit}|{adverb}|{last}"
    ), pattern


_RATE: Final[tuple[tuple[Cue, re.Pattern[str], Per], ...]] = (
    (*_rate("day", "daily", "day|24 hours|twenty-four hours|24-hour period"), "day"),
    (
        Cue("(?i)(?:24|twenty-four) hours"),
        re.compile(
            r"(?i)\b(?:in|within|every) (?:just |only )?(?:24|twenty-four) hours\b(?! of\b)"
        ),
        "day",
    ),
    (*_rate("week", "weekly", "week|seven days|7 days"), "week"),
    (*_rate("month", "monthly", "month|30 days"), "month"),
    (*_rate("year", "(?:yearly|annually)", "year|12 months|twelve months"), "year"),
)
# `1,200 casualties a day in Ukraine`: right behind the figure it is a rate whatever follows but a point in time.
_A_UNIT = re.compile(
    r"(?i)(?: (?:killed|dead|wounded|injured|soldiers|troops|people)| (?:and|or) (?:wounded|injured))* an? (day|week|month|year)"
    r"\b(?! (?:ago|after|earlier|before|later|since|old|following|when|that|from))"
)
# `The toll has hit 33 after three died over the past day`: a rate behind `after` is another's.
# `8,400 soldiers last week, 1,200 a day`: what has a number of its own is the rate of that one.
_OTHER_RATE = re.compile(
    r"(?i), (?:(?:or|about|some|roughly|nearly|around|an average of) )*\d[\d,.]*(?: \w+)? (?:a|per|each|every) (?:day|week|month|year)\b"
)
_LATER = re.compile(r"(?i)\bafter\b")
_UNITS: Final[dict[str, Per]] = {"day": "day", "week": "week", "month": "month", "year": "year"}
CUES: Final = frozenset(cue for cue, _, _ in _RATE)


def rate(sentence: Sentence, start: int, end: int, found: Set[Cue]) -> Per | None:
    """Return the unit of a rate stated around ``source[start:end]``, else None."""
    if CUES.isdisjoint(found):
        return None
    source = sentence.source
    beside = _A_UNIT.match(source, end)
    if beside:
        return _UNITS[beside.group(1).lower()]
    first, last = sentence.bounds
    later = _LATER.search(source, end, min(last, end + 60))
    until = later.end() if later else min(last, end + _listed(source, end, last))
    other = _OTHER_RATE.search(source, end, until)
    before = source[max(first, start - 90) : start].rpartition(";")[2]
    around = before + source[start : other.start() if other else until].partition("; ")[0]
    for cue, pattern, per in _RATE:
        if cue in found and pattern.search(around):
            return per
    return None


def _listed(source: str, end: int, last: int) -> int:
    """Return how far a rate may stand behind ``end``: further behind a list of things lost."""
    hit = _THINGS.match(source, end, last)
    return _FAR + (hit.end() - end if hit else 0)


_FAR: Final = 60
_THINGS: Final = re.compile(
    r"(?i)(?:(?:, | and |, and )(?:(?:at least|up to|about|some) )?(?:\d[\d,.]*|[a-z]+(?:-[a-z]+)?) (?:[a-z-]+ ){0,3}?[a-z-]+s\b)+"
)
