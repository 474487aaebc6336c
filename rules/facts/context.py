"""What a sentence says around a figure: whose people, at which rate, and how surely."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rules.facts.gazetteer import Place
from rules.facts.model import FigureStatus, Per
from rules.facts.sentences import Sentence
from rules.facts.words import ADVERB, BE, HAVE

_NOT_RATE: Final = "ago|after|earlier|before|later|since|old|following|of|when|that|on|in"
_PAPERS: Final = "mail|news|times|star|telegraph|mirror|post|nation|beast|sabah|express"


def _rate_pattern(unit: str, adverb: str, span: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?i)\b(?:each|every|per|a) {unit}\b(?! (?:{_NOT_RATE}))|\b{adverb}\b(?! (?:{_PAPERS}))"
        rf"|\b(?:over|in|during|within|for) the (?:past|last|previous|preceding) (?:{span})\b"
    )


_RATE: Final[tuple[tuple[re.Pattern[str], Per], ...]] = (
    (_rate_pattern("day", "daily", "day|24 hours|twenty-four hours|24-hour period"), "day"),
    (_rate_pattern("week", "weekly", "week|seven days|7 days"), "week"),
    (_rate_pattern("month", "monthly", "month|30 days"), "month"),
    (_rate_pattern("year", "(?:yearly|annually)", "year|12 months|twelve months"), "year"),
)
_FEARED = re.compile(
    r"(?i)\b(?:fear(?:ed|s|ing)?|presum(?:ed|ably)|may have|might have|could have|may be|could (?:top|exceed|reach|rise|"
    r"be|climb)|may (?:top|exceed|reach|rise|climb)|believed (?:dead|killed|to (?:be dead|have (?:been killed|died)))|"
    r"thought to have (?:died|been killed)|likely (?:dead|killed))\b"
)
_HYPOTHETICAL = re.compile(
    r"(?i)\b(?:if|would|anyone|whoever|threaten(?:s|ed|ing)? to|plot(?:s|ted|ting)? to|plan(?:s|ned|ning)? to|aim(?:s|ed|ing)? to|"
    r"demand(?:s|ed|ing)?|capable of|enough to|prevent\w*|foil\w*|thwart\w*|avert\w*|attempt(?:ed|s|ing)?|tr(?:ied|ies|ying) to|conspir\w+|incit\w+|intended to|exercise|drill|simulat\w+|scenario)\b[^.;]{0,60}\Z"
)
_DENIED = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying)(?: \w+){0,3} (?:that|reports?|claims?|killing|having)|not true that|false reports?|"
    r"falsely|rejected? claims?|dismiss\w* (?:reports?|claims?)|no truth|untrue that|untrue)\b[^.;]{0,80}\Z"
)
_PAST = re.compile(
    r"(?i)\b(?:last (?:year|month|decade|century)|(?:years?|decades?) (?:ago|earlier|before|after|since)|months? (?:ago|earlier|before)|"
    r"previous(?:ly)?(?: \w+)? (?:attack|incident|blast|strike|disaster|quake|crash|war|bombing)\w*|"
    r"anniversary|in (?:the )?(?:19\d\ds?|20\d0s)|earlier (?:attack|incident|blast|strike|crash)\w*|"
    r"(?:convicted|found guilty|jailed|sentenced|acquitted|pleaded guilty)\b)"
)
_NAMED_YEAR = re.compile(
    r"(?i)\b(?:the|a|that|since the|of) (?:\w+ ){0,2}((?:18|19|20)\d\d) (?:[\w\-]+ ){0,4}?(?:attack|bombing|massacre|"
    r"earthquake|quake|war|tsunami|shooting|disaster|genocide|crash|blast|explosion|siege|conflict|invasion|"
    r"offensive|flood|fire|uprising|coup|killing|strike|assault|incident|accident|raid|riot|protest|hurricane|"
    r"cyclone|typhoon|revolution|eruption|outbreak|pandemic|epidemic|stampede|collapse|insurgency|clash|famine)"
)
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_IN_YEAR = re.compile(r"(?i)\b(?:in|during|on \w+ \d{1,2},?|of)\s+(?:\w+ )?((?:18|19|20)\d\d)\b")
_CASUALTY_NOUN = re.compile(
    r"(?i)\s+(?:\w+ ){0,2}(?:casualties|losses|dead|deaths|fatalities|wounded|death toll)\b"
)


_UNIT = re.compile(r"(?i)day|dail|week|month|year|annual|hour")


def rate(sentence: Sentence, start: int, end: int) -> Per | None:
    """Return the unit of a rate stated around ``source[start:end]``, else None."""
    source = sentence.source
    left = max(sentence.starts[0], start - 90)
    right = min(sentence.ends[-1], end + 60)
    around = source[left:right]
    if not _UNIT.search(around):
        return None
    for pattern, per in _RATE:
        if pattern.search(around):
            return per
    return None


def status(sentence: Sentence, start: int, end: int, year: int | None) -> FigureStatus | None:
    """Say how sure and how current the figure at ``source[start:end]`` is; None: no event at all.

    ``year`` is that of the item, or None when unknown.
    """
    source = sentence.source
    before = source[max(sentence.starts[0], start - 160) : start]
    inside = source[start:end]
    after = source[end : min(sentence.ends[-1], end + 60)]
    if _DENIED.search(before):
        return "denied"
    if _HYPOTHETICAL.search(before):
        return None
    whole = before + inside + after
    if _PAST.search(whole) or (_YEAR.search(whole) and _NAMED_YEAR.search(whole)):
        return "past"
    if year is not None and any(int(hit) < year for hit in _IN_YEAR.findall(whole)):
        return "past"
    if _FEARED.search(before[-60:] + inside + after[:30]):
        return "feared"
    return "reported"


def side(sentence: Sentence, places: Sequence[Place], tokens: tuple[int, int]) -> str | None:
    """Return the country whose people are counted between two tokens, where the text says so."""
    first, last = tokens
    for place in places:
        inside = first <= place.start and place.end <= last
        if inside and (place.kind == "demonym" or _is_acronym(sentence, place)):
            return place.code
        if place.start in (last + 1, last + 2) and sentence.low[last : last + 1] == ["from"]:
            return place.code if place.kind == "name" else None
    before = [place for place in places if place.end <= first]
    for place in reversed(before):
        if _suffers(sentence.low[place.end : first]) or _owns(sentence, place, first):
            return place.code
    if before and "its" in sentence.low[first:last]:
        return before[-1].code
    return None


def _is_acronym(sentence: Sentence, place: Place) -> bool:
    return sentence.words[place.start].replace(".", "").isupper()


def _suffers(between: Sequence[str]) -> bool:
    """Say whether a state loses what follows: `Ukraine lost`, `Russia has suffered`."""
    return (
        0 < len(between) <= _NEAR
        and bool(_SUFFERED.intersection(between))
        and all(word in _SUFFERED | BE | HAVE | ADVERB for word in between)
    )


def _owns(sentence: Sentence, place: Place, first: int) -> bool:
    """Say whether a noun of harm belongs to a state: `Russia's losses reached`, `Iraqi dead: 40`."""
    low = sentence.low
    if place.kind != "demonym" and not low[place.end - 1].endswith(("'s", "s'")):
        return False
    after = sentence.source[sentence.ends[place.end - 1] : sentence.ends[place.end - 1] + 40]
    return first - place.end <= _OWNED and _CASUALTY_NOUN.match(after) is not None


_NEAR: Final = 6
_OWNED: Final = 12
_SUFFERED: Final = frozenset(
    {"lost", "lose", "loses", "losing", "suffered", "suffers", "suffering", "sustained", "mourns"}
)
