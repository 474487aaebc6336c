"""What a sentence says around a figure: how surely it is said, and whether of now."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from rules.facts import past, rates
from rules.facts.cues import Cue, Hints
from rules.facts.model import FigureStatus
from rules.facts.sentences import Sentence

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
    r"thought to have (?:been|died|perished|drowned|lost)|(?:likely|probably|possibly|perhaps) (?:dead|killed|died)|thought (?:to be )?(?:dead|killed))\b"
)
_SUPPOSING: Final = (
    r"if|would|anyone|whoever|threaten(?:s|ed|ing)? to|plot(?:s|ted|ting)? to|plan(?:s|ned|ning)? to|aim(?:s|ed|ing)? to|"
    r"demand(?:s|ed|ing)?|capable of|enough to|prevent\w*|foil\w*|thwart\w*|avert\w*|attempt(?:ed|s|ing)? to|attempted murder of|"
    r"tr(?:ied|ies|ying) to|conspir\w+|incit\w+|predict\w*|forecasts?|project(?:s|ed|ion|ions)|(?:experts|models?|scientists|analysts|researchers|forecasters|planners) project|"
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
    r"(?i)\b(?:(?:would|will|should|must|can|shall)\b|(?:could|may|might) (?:\w+ )?(?:die|perish|drown|be (?:killed|injured|wounded|displaced|kidnapped))\b|"
    r"\bcall(?:s|ed|ing)? for (?:\S+ ){1,6}to be\b)"
)
_POSSIBLE = Cue(r"(?i)\b(?:could|may|might)\b")
# `The state has two executions next month`.
_TO_COME = re.compile(
    r"(?i)\W{0,2}(?:(?:are |is )?(?:scheduled|planned|due|set) )?(?:for )?next (?:week|month|year)\b"
)
_REHEARSED = Cue(
    r"(?i)\b(?:drill|simulat\w+|scenario|rehears\w+|war ?game|(?:in|of) (?:the|his|her|a) (?:novel|film|movie|thriller|sequel|sitcom)|film ends with|(?:in|of) this (?:novel|film|movie|thriller|drama|series|game)|(?:novel|film|movie|thriller|drama|series|whodunn?it|play|sitcom|comedy|documentary|podcast) (?:about|on|in which|follows|tells|charts|explores|opens|begins|starts|ends)|(?:novel|film|movie|thriller|sitcom)['’]s)\b[^.;]{0,80}\Z"
)
_IF = Cue(r"(?i)\bif\b")
_DENIED = Cue(
    r"(?i)\b(?:den(?:y|ies|ied|ying) (?:\w+ly )?(?:that|reports?|claims?|its?|they|he|she|their|his|her|allegations?|\w+ing|(?:the )?(?:capture|deaths?|abduction|loss|losses))|not true that|"
    r"false reports?|falsely|(?:reject|dismiss|refut|rebut)\w* (?:as \w+ )?(?:\w+ )?(?:claims?|reports?|allegations?|rumou?rs?)|no truth|untrue that|untrue)\b[^.;]{0,80}\Z"
)
_DENY = Cue(r"(?i)\bden(?:y|ies|ied|ying)\b")
_DENY_END = re.compile(r"(?i)\bden(?:y|ies|ied|ying) \Z")
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


_ANY_EVERY = Cue("(?i)every")
_ANY_SUPERLATIVE = Cue("(?i)worst|deadliest|bloodiest|biggest|largest|highest|most ")
_ANY_CLAUSE = Cue("(?i);|than|compared|(?:up|down) from")
# Every sum over a longer time holds one of these.
_ANY_SUM = Cue(
    r"(?i)since |so far this|this (?:month|year|century|decade)|first quarter|to date|in (?:\S+ ){1,3}(?:days|weeks|months|years)|"
    r"(?:past|last|previous|recent|preceding) (?:\S+ )?(?:year|month|week|decade|days|quarter)"
)
_HINTS: Final = Hints(
    _DENIED, _DENY, _FALSE, _SUPPOSES, _UNREAL, _ANY_EVERY, _POSSIBLE, _REHEARSED, _COUNTERFACTUAL, *past.CUES,
    _FEARED, _FEARED_BEFORE, _ANY_SUPERLATIVE, _ANY_CLAUSE, _ANY_SUM, past.SUPERSEDED, *rates.CUES,
)  # fmt: skip
_OF_CLAUSES: Final = past.CUES | {_FEARED, _FEARED_BEFORE, _ANY_SUPERLATIVE}


def hints(sentence: Sentence) -> Set[Cue]:
    """Return the cues that the functions of this module look for, as far as found at all."""
    start, end = sentence.bounds
    return _HINTS.of(sentence.source[start:end])


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
    if _DENY in found and _DENY_END.search(before):
        return "denied"  # `the army denied 12 soldiers were killed`
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
    if not past.CUES.isdisjoint(found) and past.is_past(
        before, _clause(inside, after), year, found
    ):
        return "past"
    if (_FEARED in found and _FEARED.search(inside + after[:30])) or (
        _FEARED_BEFORE in found and _FEARED_BEFORE.search(_NEW_CLAUSE.split(before)[-1])
    ):
        return "feared"
    return "reported"


def _clause(inside: str, after: str) -> str:
    """Return a figure with what follows in its clause."""
    cut = _CLAUSE_AFTER.search(after)
    return inside + past.REASON.sub("", after[: cut.start()] if cut else after)


def _is_unreal(before: str, inside: str, after: str, found: Set[Cue]) -> bool:
    """Say whether a figure with that before and after it is supposed, rehearsed or prevented."""
    if _SUPPOSES in found and _SUPPOSES.search(before) and _HYPOTHETICAL.search(before):
        return True
    if (_UNREAL in found and _UNREAL.search(inside)) or (
        _ANY_EVERY in found and _EVERY.match(after)
    ):
        return True
    if _SUPPOSES in found and _TO_COME.match(after):
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
