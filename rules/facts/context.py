"""What a sentence says around a figure: at which rate it is, and how surely it is said."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from rules.facts.cues import Cue, Hints
from rules.facts.model import FigureStatus, Per
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
# What stands between a word and the figure it governs: no clause of its own.
_SAME_CLAUSE: Final = (
    r"(?:(?!\b(?:after|over|since|when|where|as|following|that|which|who|but|while)\b)[^.;,])"
)
_FEARED_BEFORE = Cue(
    r"(?i)\b(?:fear(?:ed|s)?(?: that)?|presum(?:ed|ably)|(?:may|might|could) (?:have|be)|could (?:top|exceed|reach|rise|climb|pass|surpass|hit|near)|"
    r"may (?:top|exceed|reach|rise|climb)|thought to have|believed to have|believ(?:e|es|ed)(?: that)?)\b[^.;,:'’\"”]{0,25}\Z"
)
# `Fear grips Minab after seven die`: what is feared is not what happened.
_NEW_CLAUSE = re.compile(r"(?i)\b(?:after|when|while|since)\b")
_FEARED = Cue(
    r"(?i)\b(?:feared|presumed|may have|might have|could have|may be|could (?:top|exceed|reach|rise|be|climb|pass|surpass|hit|near)|"
    r"(?:expected|likely|set|feared) to (?:top|exceed|reach|rise|climb|pass|surpass)|"
    r"may (?:top|exceed|reach|rise|climb)|believed (?:dead|killed|to (?:be dead|have (?:been|died|perished|drowned|lost)))|"
    r"thought to have (?:been|died|perished|drowned|lost)|(?:likely|probably) (?:dead|killed|died))\b"
)
_SUPPOSING: Final = (
    r"if|would|anyone|whoever|threaten(?:s|ed|ing)? to|plot(?:s|ted|ting)? to|plan(?:s|ned|ning)? to|aim(?:s|ed|ing)? to|"
    r"demand(?:s|ed|ing)?|capable of|enough to|prevent\w*|foil\w*|thwart\w*|avert\w*|attempt(?:ed|s|ing)? to|attempted murder of|"
    r"tr(?:ied|ies|ying) to|conspir\w+|incit\w+|predict\w*|forecasts?|project(?:s|ed|ion|ions)|"
    r"(?:could|may|might) (?:cause|claim|cost|take|lead to|result in|mean|bring|trigger|see)|risk(?:s|ed|ing)?|next (?:week|month|year)|scheduled to|due to be|set to be|intended to|exercise|drill|simulat\w+|scenario"
)
# Most texts suppose nothing, which is quickly seen; the rest of the expression is slow.
_SUPPOSES = Cue(rf"(?i)\b(?:{_SUPPOSING}|call(?:s|ed|ing)? for|advocat\w+)\b")
_HYPOTHETICAL = re.compile(
    rf"(?i)\b(?:{_SUPPOSING}|call(?:s|ed|ing)? for (?=kill))\b{_SAME_CLAUSE}{{0,60}}\Z"
    rf"|\b(?:call(?:s|ed|ing)? for|advocat\w+)\W*\Z"
)
# `The bomb could have killed hundreds`: it did not, where those who may have died are feared dead.
_COUNTERFACTUAL = Cue(
    r"(?i)\b(?:could|might|would) (?:easily |well )?have (?:killed|injured|wounded|hurt|claimed)\b|"
    r"\b(?:anyone|anybody|whoever) (?:who |that )?(?:\w+ (?:or|and) )?(?:kill|captur|kidnap|injur|wound|abduct)\w*\b[^.;,]{0,30}\Z"
)
_UNREAL = Cue(
    r"(?i)\b(?:(?:would|will|should|must|can|shall)\b|(?:could|may|might) (?:\w+ )?(?:die|perish|drown|be (?:killed|injured|wounded|displaced|kidnapped))\b)"
)
_POSSIBLE = Cue(r"(?i)\b(?:could|may|might)\b")
_REHEARSED = Cue(
    r"(?i)\b(?:drill|simulat\w+|scenario|rehears\w+|war ?game|(?:in|of) (?:the|his|her|a) (?:novel|film|movie|thriller|sequel|sitcom)|film ends with|(?:in|of) this (?:novel|film|movie|thriller|drama|series|game)|(?:novel|film|movie|thriller|drama|series|whodunn?it|play|sitcom|comedy|documentary|podcast) (?:about|on|in which|follows|tells|charts|explores))\b[^.;]{0,80}\Z"
)
_IF = Cue(r"(?i)\bif\b")
_DENIED = Cue(
    r"(?i)\b(?:den(?:y|ies|ied|ying) (?:\w+ly )?(?:that|reports?|claims?|its?|they|he|she|their|his|her|allegations?|\w+ing)|not true that|"
    r"false reports?|falsely|reject(?:s|ed|ing)? (?:\w+ )?(?:claims?|reports?|allegations?)|dismiss\w* (?:reports?|claims?)|no truth|untrue that|untrue)\b[^.;]{0,80}\Z"
)
# `Reports of 50 deaths were false`.
_FALSE = Cue(
    r"(?i)\b(?:false|fake|untrue|unfounded|baseless|fabricated|wrong|incorrect|hoax|rumou?rs?)\b"
)
_FALSE_AFTER = re.compile(
    r"(?i)[^.;,]{0,30}\b(?:was|were|is|are|as) (?:\w+ly )?(?:an? )?(?:false|fake|untrue|unfounded|baseless|fabricated|wrong|incorrect|hoax|rumou?rs?)\b"
)
_CLAIMED = re.compile(
    r"(?i)\b(?:reports?|claims?|rumou?rs?|allegations?|posts?|statements?|news)\b[^.;,]{0,60}\Z"
)
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
    r"in (?:the )?(?:19\d\ds?|20\d0s)|(?:a|half a|two|three) centur(?:y|ies) (?:ago|earlier|before)|\bAD \d{2,3}\b|\b\d{2,3} AD\b|"
    r"earlier (?:attack|incident|blast|strike|crash)\w*|"
    r"(?:since|in) (?:\w+ )?(?:18|19|20)\d\d,? when)\b"
)
_LONG_AFTER = Cue(
    r"(?i)\b(?:anniversary of|(?:death sentences?|conviction|verdict|appeal|trial) (?:for|of|over|against)|convicted|guilty of|confess(?:es|ed|ing) to|jailed|sentenced|acquitted|pleaded guilty|(?:on|stands?|standing) trial|trial (?:for|over|in))\b[^.;,]{0,80}\Z"
)
# `Ten years after the fire that killed 12`; but `a year after the coup 1,500 have been killed` sums up.
_YEARS_ON = Cue(r"(?i)\b(?:years?|decades?|months?) (?:after|since)\b[^.;,]{0,80}\Z")
_PERFECT = re.compile(
    r"(?i)\b(?:has|have|'ve)\b(?! (?:been )?(?:remember|honou?r|mark))|\b(?:after|since) being\b"
)
# Why a court puts to death: `executes man for 1998 murder`.
_REASON = re.compile(r"(?i)\b(?:for|over) (?:the |a |his |her )?(?:[\w-]+ )?(?:18|19|20)\d\d\b.*\Z")
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
_SUPERSEDED = Cue(
    rf"(?i)\b(?:{_FIRST} {_SPOKE}|{_SPOKE} {_FIRST}|(?:earlier|previous|original|first|initial|preliminary) (?:version|reports?|statement|figure|count|toll|estimate|article)s?"
    r"(?: of| from| in| by| had| that| this| the| article| story| police| officials)* (?:said|put|had|spoke|gave|stated|of))\b[^.;]{0,80}\Z"
)
_LATEST = re.compile(r"(?i)\b(?:later|now|then|but|revised|today|since)\b")
# `Initially reported by the local radio, the attack killed nine`: the news is told of, not the number.
_WHO_FIRST = re.compile(r"(?i)(?:\w+ ){2,3}(?:by|on|in)\b")
_NAMED_YEAR = re.compile(r"(?i)\b((?:18|19|20)\d\d) (?:[\w\-]+ ){0,4}?(?:" + _EVENTS + ")")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_IN_YEAR = re.compile(
    r"(?i)\b(?:in|during|between|on \w+ \d{1,2},?|(?:on|of) (?:\w+ )?\d{1,2}(?:st|nd|rd|th)?|of)\s+(?:\w+ )?((?:18|19|20)\d\d)\b(?! \w+ing\b)"
)
# `Since the war began in 2022` goes on to this day.
_SINCE = re.compile(r"(?i)\bsince (?:[\w’'-]+ ){0,7}(?:18|19|20)\d\d\b(?!,? when\b)")
# `The attack, the worst since the 2019 shooting that killed 51, left nine dead`: an aside compares.
_SUPERLATIVE = re.compile(
    r"(?i), (?:the|its|their) (?:\w+[’'-]\w+ )?(?:\w+ )?(?:worst|deadliest|bloodiest|biggest|largest|highest|most \w+)\b[^,;]*,(?=[^,;]*\Z)"
)
_CLAUSE_BEFORE = re.compile(
    r"(?i);|(?<!more )(?<!less )(?<!fewer )\bthan\b|\bcompared\b|\bup from\b|\bdown from\b"
)
_CLAUSE_AFTER = re.compile(
    r"(?i);|,(?! ?\d)|(?<!more )(?<!less )\bthan\b|\bcompared\b|\bup from\b|\bdown from\b|\bafter\b|\bfollowing\b"
)
_EVERY = re.compile(
    r"(?i)\W{0,2}every (?!(?:24|twenty-four) hours\b)(?:[\w\-]+ )?(?:minutes?|hours?|seconds?)\b"
)
_BACKGROUND = re.compile(
    r"(?i)\b(?:since (?!\w+day\b|early\b|midnight\b|then\b)|so far this|this (?:month|year|century|decade)\b|(?:in|over|during|within|for|of) (?:the )?"
    r"(?:past|last|previous|recent|preceding) (?:[\w\-]+ )?(?:years?|months?|weeks?|decades?|days|quarter)|in (?:the )?(?:last|first) quarter|"
    r"in (?:(?:less|more) than |over |nearly |about |under )?[\w\-]+ (?:days|weeks|months|years)\b|to date|in recent (?:years|months|weeks)\b)"
)
# `The second raid in four days`: how rare an event is sums up nothing.
_RANKED = re.compile(
    r"(?i)\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|latest|worst|deadliest|bloodiest|biggest|largest)"
    r"(?: [\w’'-]+){0,4} (?:in|of|this|since)\b[^,;.]{0,30}"
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
_ANY_EVERY = Cue("(?i)every")
_ANY_YEAR = Cue(r"(?:18|19|20)\d\d")
_ANY_SUPERLATIVE = Cue("(?i)worst|deadliest|bloodiest|biggest|largest|highest|most ")
_ANY_CLAUSE = Cue("(?i);|than|compared|(?:up|down) from")
# Every sum over a longer time holds one of these.
_ANY_SUM = Cue(
    r"(?i)since |so far this|this (?:month|year|century|decade)|first quarter|to date|in (?:\S+ ){1,3}(?:days|weeks|months|years)|"
    r"(?:past|last|previous|recent|preceding) (?:\S+ )?(?:year|month|week|decade|days|quarter)"
)
_HINTS: Final = Hints(
    _DENIED, _FALSE, _SUPPOSES, _UNREAL, _ANY_EVERY, _POSSIBLE, _REHEARSED, _COUNTERFACTUAL, _PAST, _LONG_AFTER, _YEARS_ON, _ANNIVERSARY, _IN_COURT, _ANY_YEAR,
    _FEARED, _FEARED_BEFORE, _ANY_SUPERLATIVE, _ANY_CLAUSE, _ANY_SUM, _SUPERSEDED, *(cue for cue, _, _ in _RATE),
)  # fmt: skip
_NO_MORE: Final = frozenset({_PAST, _LONG_AFTER, _YEARS_ON, _ANNIVERSARY, _IN_COURT, _ANY_YEAR})
_RATES: Final = frozenset(cue for cue, _, _ in _RATE)
_OF_CLAUSES: Final = _NO_MORE | {_FEARED, _FEARED_BEFORE, _ANY_SUPERLATIVE}


def hints(sentence: Sentence) -> Set[Cue]:
    """Return the cues that the functions of this module look for, as far as found at all."""
    start, end = sentence.bounds
    return _HINTS.of(sentence.source[start:end])


def rate(sentence: Sentence, start: int, end: int, found: Set[Cue]) -> Per | None:
    """Return the unit of a rate stated around ``source[start:end]``, else None."""
    if _RATES.isdisjoint(found):
        return None
    source = sentence.source
    beside = _A_UNIT.match(source, end)
    if beside:
        return _UNITS[beside.group(1).lower()]
    first, last = sentence.bounds
    later = _LATER.search(source, end, min(last, end + 60))
    until = later.end() if later else min(last, end + _listed(source, end, last))
    other = _OTHER_RATE.search(source, end, until)
    around = source[max(first, start - 90) : other.start() if other else until]
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


def status(
    sentence: Sentence, start: int, end: int, year: int | None, found: Set[Cue]
) -> FigureStatus | None:
    """Say how sure and how current the figure at ``source[start:end]`` is; None: no event at all.

    ``year`` is that of the item, or None when unknown; ``found`` the hints of the sentence.
    """
    source = sentence.source
    first, last = sentence.bounds
    before = source[max(first, start - 160) : start]
    inside = source[start:end]
    after = source[end : min(last, end + 60)]
    if _DENIED in found and _DENIED.search(before + inside.partition(" ")[0]):
        return "denied"
    if _FALSE in found and _FALSE_AFTER.match(after) and _CLAIMED.search(before):
        return "denied"
    if _is_unreal(before, inside, after, found):
        return None
    if _OF_CLAUSES.isdisjoint(found):
        return "reported"
    if _ANY_SUPERLATIVE in found and _SUPERLATIVE.search(before):
        before = _SUPERLATIVE.sub(" ", before)
        found = _HINTS.all  # Words stand together that do not in the sentence.
    if _ANY_CLAUSE in found:
        before = _CLAUSE_BEFORE.split(before)[-1]
    if not _NO_MORE.isdisjoint(found) and _is_past(before, _clause(inside, after), year, found):
        return "past"
    if (_FEARED in found and _FEARED.search(inside + after[:30])) or (
        _FEARED_BEFORE in found and _FEARED_BEFORE.search(_NEW_CLAUSE.split(before)[-1])
    ):
        return "feared"
    return "reported"


def _clause(inside: str, after: str) -> str:
    """Return a figure with what follows in its clause."""
    cut = _CLAUSE_AFTER.search(after)
    return inside + _REASON.sub("", after[: cut.start()] if cut else after)


def _is_unreal(before: str, inside: str, after: str, found: Set[Cue]) -> bool:
    """Say whether a figure with that before and after it is supposed, rehearsed or prevented."""
    if _SUPPOSES in found and _SUPPOSES.search(before) and _HYPOTHETICAL.search(before):
        return True
    if (_UNREAL in found and _UNREAL.search(inside)) or (
        _ANY_EVERY in found and _EVERY.match(after)
    ):
        return True
    if (
        _POSSIBLE in found
        and _POSSIBLE.search(inside)
        and (_IF.search(before) or _IF.search(after))
    ):
        return True
    return (_REHEARSED in found and _REHEARSED.search(before + inside)) or (
        _COUNTERFACTUAL in found and _COUNTERFACTUAL.search(before + inside)
    )


def _is_past(before: str, rest: str, year: int | None, found: Set[Cue]) -> bool:
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
    if _SUPERSEDED not in found:
        return False
    before = sentence.source[max(sentence.bounds[0], start - 160) : start]
    hit = _SUPERSEDED.find(before)
    return hit is not None and not (_LATEST.search(before, hit) or _WHO_FIRST.match(before, hit))


def is_background(sentence: Sentence, start: int, end: int, found: Set[Cue]) -> bool:
    """Say whether the figure at ``source[start:end]`` sums up a longer time, not one event."""
    if _ANY_SUM not in found:
        return False
    first, last = sentence.bounds
    source = sentence.source
    before = source[max(first, start - 80) : start].rpartition(";")[2]
    after = source[end : min(last, end + 60)].partition(";")[0]
    around = before + source[start:end] + after
    return _BACKGROUND.search(_RANKED.sub(" ", around)) is not None
