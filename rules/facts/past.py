"""Whether a figure belongs to another, earlier event, or is one that was given at first."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from rules.facts.cues import Cue
from rules.facts.sentences import Sentence

_EVENTS: Final = (
    "attack|bombing|massacre|earthquake|quake|war|tsunami|shooting|disaster|genocide|crash|blast|explosion|siege|conflict|"
    "invasion|offensive|flood|fire|uprising|coup|killing|strike|assault|incident|accident|raid|riot|protest|hurricane|cyclone|"
    "typhoon|revolution|eruption|outbreak|pandemic|epidemic|stampede|collapse|insurgency|clash|famine|sinking|shipwreck|"
    "wreck|capsiz|derailment|landslide|mudslide|avalanche|tornado|storm|tragedy|catastrophe|ambush|murder|stabbing|hijacking|"
    "kidnapping|heatwave|heat wave|unrest|crackdown|fighting"
)
_PAST = Cue(
    r"(?i)\b(?:last (?:year|month|decade|century)|(?:years?|decades?|months?) (?:ago|earlier|before)|"
    r"previous(?:ly)?(?: \w+)? (?:attack|incident|blast|strike|disaster|quake|crash|war|bombing)\w*|"
    r"the last time|in (?:the )?(?:19\d\ds?|20\d0s)|(?:a|half a|two|three) centur(?:y|ies) (?:ago|earlier|before)|\bAD \d{2,3}\b|\b\d{2,3} AD\b|"
    r"earlier (?:attack|incident|blast|strike|crash)\w*|"
    r"(?:since|in) (?:\w+ )?(?:18|19|20)\d\d,? when|(?:in|during|of) (?:the )?(?:world war (?:ii?|one|two)|(?:first|second) world war|wwi{1,2}|ww2|"
    r"vietnam war|korean war|american civil war|holocaust)|(?:confederate|9/11))\b"
)
_LONG_AFTER = Cue(
    r"(?i)\b(?:anniversary of|(?:death sentences?|conviction|verdict|appeal|trial) (?:\w+ )?(?:for|of|over|against)|convicted|guilty of|confess(?:es|ed|ing) to|jailed|sentenced|acquitted|plead(?:s|ed|ing)? guilty|guilty to|(?:on|stands?|standing) trial|trial (?:for|over|in))\b[^.;,]{0,80}\Z"
)
# `Ten years after the fire that killed 12`; but `a year after the coup 1,500 have been killed` sums up.
_YEARS_ON = Cue(r"(?i)\b(?:years?|decades?|months?) (?:after|since)\b[^.;,]{0,80}\Z")
_PERFECT = re.compile(
    r"(?i)\b(?:has|have|'ve)\b(?! (?:been )?(?:remember|honou?r|mark))|\b(?:after|since) being\b"
)
# Why a court puts to death: `executes man for 1998 murder`.
REASON = re.compile(r"(?i)\b(?:for|over) (?:the |a |his |her )?(?:[\w-]+ )?(?:18|19|20)\d\d\b.*\Z")
# `On the anniversary of the blast the city honours the 52 dead`: on that day nothing need happen.
_ANNIVERSARY = Cue(r"(?i)\b(?:anniversar(?:y|ies)|(?:years?|decades?) (?:on|later|after|since))\b")
_IN_MEMORY = Cue(
    r"(?i)\b(?:remember|honou?r|commemorat|mark|mourn|recall|pay|paid|wreath|memorial|candles|bells|silence|vigil|service)\w*\b[^.;]{0,80}\Z"
)
# `A man accused of killing four will stand trial`: courts deal with what is past.
_IN_COURT = Cue(
    r"(?i)\b(?:(?:stand|stands|standing|face|faces|on) trial|appeals? (?:against |his |her |the )?(?:sentence|conviction|verdict)|parole|(?:pleads?|pleaded) (?:not )?guilty|"
    r"(?:is|was|been|be|gets?) (?:jailed|sentenced|convicted|acquitted)|loses? (?:an |his |her )?appeal|life sentence|life in prison)\b"
)
# `Police had at first spoken of 15 dead`: a number that a later one takes the place of.
_FIRST: Final = r"(?:earlier|at first|first|initially|originally|previously|before)"
_SPOKE: Final = r"(?:sa(?:id|y)|put|reported|sp(?:oke|oken)|g(?:a|i)ven?|estimated|announced|counted|stated|told|believed|thought|confirmed|listed|known)"
SUPERSEDED = Cue(
    rf"(?i)\b(?:{_FIRST} {_SPOKE}|{_SPOKE} {_FIRST}|(?:earlier|previous|original|first|initial|preliminary) (?:version|reports?|statement|figure|count|toll|estimate|article)s?"
    r"(?: of| from| in| by| had| that| this| the| article| story| police| officials)* (?:said|put|had|spoke|gave|stated|of))\b[^.;]{0,80}\Z"
)
_LATEST = re.compile(r"(?i)\b(?:later|now|then|but|revised|today|since)\b")
# `Initially reported by the local radio, the attack killed nine`: the news is told of, not the number.
_WHO_FIRST = re.compile(r"(?i)(?:\w+ ){2,3}(?:by|on|in)\b")
_NAMED_YEAR = re.compile(r"(?i)\b((?:18|19|20)\d\d) (?:[\w\-]+ ){0,4}?(?:" + _EVENTS + ")")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_IN_YEAR = re.compile(
    r"(?i)\b(?:in|during|between|on \w+\.? \d{1,2},?|(?:on|of) (?:\w+ )?\d{1,2}(?:st|nd|rd|th)?|of)\s+(?:\w+ )?((?:18|19|20)\d\d)\b(?! \w+ing\b)"
)
# `Since the war began in 2022` goes on to this day.
_SINCE = re.compile(r"(?i)\bsince (?:[\w’'-]+ ){0,7}(?:18|19|20)\d\d\b(?!,? when\b)")
_ANY_YEAR = Cue(r"(?:18|19|20)\d\d")
CUES: Final = frozenset({_PAST, _LONG_AFTER, _YEARS_ON, _ANNIVERSARY, _IN_COURT, _ANY_YEAR})


def is_past(before: str, rest: str, year: int | None, found: Set[Cue]) -> bool:
    """Say whether a figure between ``before`` and ``rest`` belongs to another, earlier event."""
    whole = before + rest
    if (
        (_PAST in found and _PAST.search(whole))
        or (_LONG_AFTER in found and _LONG_AFTER.search(before))
        or (_YEARS_ON in found and _YEARS_ON.search(before) and not _PERFECT.search(whole))
        or (_ANNIVERSARY in found and _IN_MEMORY.search(before) and _ANNIVERSARY.search(before))
        or (_IN_COURT in found and _IN_COURT.search(rest))
    ):
        return True
    if _ANY_YEAR not in found or not _YEAR.search(whole):
        return False
    if any(year is None or int(hit) < year for hit in _NAMED_YEAR.findall(whole)):
        return True
    named = _IN_YEAR.findall(_SINCE.sub(" ", whole))
    return year is not None and any(int(hit) < year for hit in named)


def is_superseded(sentence: Sentence, start: int, found: Set[Cue]) -> bool:
    """Say whether the figure at ``source[start]`` is one that was given at first, and no longer."""
    if SUPERSEDED not in found:
        return False
    before = sentence.source[max(sentence.bounds[0], start - 160) : start]
    hit = SUPERSEDED.find(before)
    return hit is not None and not (_LATEST.search(before, hit) or _WHO_FIRST.match(before, hit))
