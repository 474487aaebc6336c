"""What a clause says forces do: they are there, are to go, leave, or will not come."""

from __future__ import annotations

import re
from typing import Final

from rules.facts.model import DeploymentStatus


def _any(*phrases: str) -> re.Pattern[str]:
    """Compile an expression that finds one of ``phrases``, each from word to word."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_FORCES: Final = "(?:troops|soldiers|forces)"
_PULL_OUT: Final = r"withdr[ae]w\w*"
_SENT: Final = "(?:sent|deployed)"

STRIKE: Final = _any(
    r"(?:air ?)?strikes?", "struck", "bomb(?:s|ed|ing)?", "shell(?:s|ed|ing)?", "missiles?", "drones?", "warplanes?", "jets?",
    "warships?", "aircraft", "rockets?", r"intercept\w*", "shot down", "shoots? down",
)  # fmt: skip
GROUND: Final = _any(
    r"(?:deploy|station|enter|invad|pull|s[eo]n[dt]|advanc|occup|remain|stay|arriv|patrol|cross|fight|leav|captur)\w*",
    r"(?:exercis|drill|train|host|join|mass|move|roll|raid|return|ambush|seiz|push|hold|operat|storm|retreat|clear)\w*",
    r"(?:quit|exit|depart|evacuat|extend|rotat|flee|embed|replac|relie[vf])\w*", _PULL_OUT, "(?:takes?|took|taking) (?:over|up)", "d[iu]g(?:s|ging)? in", "set(?:s|ting)? up",
    "man(?:s|ned|ning)?", "die[ds]?", "wound(?:s|ed)", "injured", "hurt", "missing", "bas(?:e|ed|es)", "ground", "presen(?:t|ce)", "fought", "left", "killed",
    "serv(?:e|ed|es|ing)", "held", "land(?:s|ed)?", "fled",
)  # fmt: skip
LEAVING: Final = _any(
    _PULL_OUT, r"pull(?:s|ed|ing)? (?:\S+ ){0,5}(?:out|back)", "pull-?out", rf"pull(?:s|ed|ing)? (?:\S+ ){{0,3}}{_FORCES} from", "leav(?:e|es|ing)", "left", r"exit\w*",
    "return(?:s|ed|ing)? (?:home|from)", rf"evacuat\w* (?:\S+ ){{0,3}}{_FORCES}", rf"{_FORCES} (?:\S+ )?gone", "(?:fl(?:y|ies|ew)|head(?:s|ed|ing)?) (?:out|home)", r"repatriat\w*", "depart(?:s|ed|ing|ure)?", "quit", r"(?:bring\w*|brought) (?:\S+ ){0,4}home",
    r"fl(?:y|ies|ew|own|ying) (?:\S+ ){1,4}home", r"recall(?:s|ed|ing)? (?:\S+ ){1,5}from",
    r"hand(?:s|ed|ing)? over (?:\S+ ){0,4}bases?", r"end(?:s|ed|ing)? (?:\S+ ){0,3}(?:missions?|deployment|presence)",
    rf"(?:cut|reduc)\w* (?:\S+ ){{0,3}}(?:{_FORCES}|contingent)", r"retreat\w*", "flee(?:s|ing)?", "fled",
)  # fmt: skip
_OPEN: Final = _any(
    r"(?:not|\w+n't|refus\w+ to|declin\w+ to|without) rul(?:e|es|ed|ing) out",
    r"(?:not|never|\w+n't) (?:be )?ruled out",
)
_DENIED: Final = _any(
    "no plans? (?:to|for)", "rul(?:e|es|ed|ing) out", r"dismiss\w* (?:\S+ ){0,2}(?:reports?|claims?|talk|rumou?rs)", "den(?:y|ies|ied|ying)", r"reject\w*",
    "(?:will|would|does|do|did|has|have|had|is|are|was|were) (?:not|never) (?:be )?"
    r"(?:sen[dt]|deploy\w*|put\w*|station\w*|dispatch\w*|commit\w*|in|plan\w*|consider\w*|enter\w*|going|go)",
    "(?:won't|wouldn't|not) (?:be )?(?:sen[dt]|deploy|put|sending|deploying|go)",
    r"never (?:sen[dt]|deploy\w*|set foot|had)", r"refus\w+ to (?:send|deploy|put)",
    rf"no (?:\w+ ){{0,3}}(?:{_FORCES}|boots|mercenaries|deployments?|presence)",
)  # fmt: skip
_STAYING: Final = _any(
    r"(?:not|\w+n't|never|refus\w+ to|no plans? to|rul\w+ out|without) (?:\w+ ){0,3}(?:withdr[ae]w|pull|leav|retreat)\w*",
    rf"keep\w* (?:\S+ ){{0,3}}{_FORCES}",
    rf"(?:gives?|gave|given) (?:\S+ ){{0,2}}{_FORCES} (?:\S+ ){{0,4}}to (?:leave|withdraw|go|quit)",
    r"(?:demand\w*|call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|must|should|insist\w*|want(?:s|ed)?|ask(?:s|ed)?|tells?|told|"
    rf"order(?:s|ed)?|if) .{{0,60}}(?:{_PULL_OUT}|pull\w*|leave|exit|\bgo\b|\bgone\b|\bout of\b)",
)
_COMING: Final = _any(
    r"(?:will|would|could|may|might|to|shall|should|can) (?:\w+ ){0,3}(?:send|deploy|station|dispatch|host|contribute|provide|"
    r"put|commit|be (?:part|sent|deployed|stationed|based|dispatched)|arrive|move|enter|head|fly|travel)",
    r"(?:plan|consider|pledg|offer|agree|approv|propos|prepar|mull|discuss|authori[sz]|vow|promis|debat|weigh|intend|volunteer|"
    rf"threaten\w* to|vot)\w* .{{0,50}}(?:send\w*|deploy\w*|{_FORCES}|contingent|peacekeepers|personnel|mission)",
    r"(?:open to|willing to|prepared to|ready for|considers?|readies) (?:send|deploy|dispatch|contribut|provid|put|station|\d)\w*",
    "(?:will|would|could|may|to) (?:go|guard|stay on)",
    rf"(?:{_FORCES}|police|peacekeepers|marines) to (?:train|guard|help|join|patrol|monitor|protect|secure|serve|fight|reinforce|assist|oversee)", "set to (?:send|deploy|be)", "ready to (?:send|deploy|put)", "planned (?:deployment|mission)",
    rf"order(?:s|ed)? (?:\S+ ){{0,4}}(?:{_FORCES}|marines|police|army|brigade) (?:\S+ ){{0,3}}(?:to|into)",
    rf"{_FORCES} (?:\S+ ){{0,3}}ordered (?:to|into)",
    r"(?:will|would) (?:\w+ ){0,2}(?:join|train|help|guard|patrol|serve|fight|monitor|protect|secure|reinforce)",
)  # fmt: skip
_THERE: Final = _any(
    "(?<!be )(?:stationed|based|sent)", "(?:sends|deploys|dispatches)", f"(?:was|were|had|had been) {_SENT}", f"has (?:{_SENT}|been)",
    f"have (?:{_SENT}|been|arrived|entered|joined|crossed)", "already", "currently", "arrived?s?", "landed", "entered",
    "are (?:now )?(?:in|fighting|deployed|training)", "is (?:now )?in", "killed", "captured", "wounded", "fighting", "crossed",
)  # fmt: skip
# What is only imagined, asked or prevented is no deployment at all.
_ASKED: Final = re.compile(
    rf"\W*(?:if|should|would|could|can|will|what (?:if|would|could))\b(?=.*\b(?:{_FORCES}|army|peacekeepers|marines|contingent|brigade)\b)"
)
# A request sends nobody.
_REQUESTED: Final = _any(
    r"(?:urg|ask|beg|press|implor|plead|call|invit)\w* (?:\S+ ){1,4}to (?:send|deploy|dispatch|commit|contribute|put)",
    r"(?:would|will) be (?:\w+ ){0,3}(?:targets?|unacceptable|illegal|(?:red line|provocation|mistake|threat)|seen as|considered|treated)",
    rf"warn\w* (?:of|against) (?:\S+ ){{0,3}}{_FORCES}",
    "(?:would|will) (?:mean|amount|constitute|cross)",
)
# Who leaves for a place goes there, and who flees into one is there.
_FLED_INTO: Final = _any(r"(?:flee(?:s|ing)?|fled) (?:\w+ )?(?:in)?to")
_SET_OUT: Final = _any("(?:leav(?:e|es|ing)|left|depart(?:s|ed|ing)?) for(?! (?:home|good))")
_WARDED_OFF: Final = _any(
    rf"(?:prevent|stop|keep|bar|block|deter|discourage)(?:s|ed|ing|ping|ped)? (?:\S+ ){{0,5}}(?:{_FORCES}|army|military) from",
    r"(?:not|never|\w+n't) (?:let|allow|permit)",
    rf"(?:to prevent|if|whether|in case|unless) (?:\S+ ){{0,6}}(?:{_FORCES}|peacekeepers|marines)",
)
# Forces that make others leave stay themselves.
_DRIVEN_OUT: Final = _any(
    r"(?:forc|order|tell|told|ask|allow|urg|evict)\w* (?:\S+ ){0,5}(?:famil\w+|residents?|civilians?|people|villagers|inhabitants|"
    r"migrants|palestinians|settlers) (?:\S+ ){0,3}(?:to (?:leave|quit|evacuate|depart|return home)|from their homes)",
    r"(?:famil\w+|residents?|civilians?|people|villagers|inhabitants|migrants|refugees|thousands|hundreds|dozens|[a-z]+(?:ians|ans|ese)) "
    r"(?:\S+ ){0,4}(?:flee(?:ing)?|fled|leav(?:e|ing)|left)",
    r"(?:leav(?:e|es|ing)|left) (?:\S+ ){0,6}(?:dead|injured|wounded|hurt|killed|homeless|missing|displaced)",
)
# A clause without one of these is turned by none of the patterns that deny, keep, ask or ward off.
_TURNS: Final = re.compile(
    r"\b(?:warn|would|will|beg|press|implor|plead|invit|no|not|never|won't|wouldn't|n't|refus|rul|without|keep|demand|call|urg|must|should|insist|want|ask|tell|told|giv|gave|order|if|den|dismiss|"
    r"reject|declin|prevent|stop|bar|block|deter|discourage|whether|unless|in case|forc|allow|evict)"
)


# Forces of films, monuments and other times.
_TOLD_OF: Final = _any(
    r"films?", r"movies?", "documentar(?:y|ies)", r"novels?", r"statues?", r"monuments?", r"memorials?", "wwii", "ww2", "world war", r"museums?",
    r"remains of", r"grave of", r"re-?enact\w*", r"videogames?", "video games?", "tv series",
)  # fmt: skip


def imagined(clause: str) -> bool:
    """Say whether ``clause``, in lower case, only supposes, asks about or wards off forces."""
    if _ASKED.match(clause) or _TOLD_OF.search(clause):
        return True
    return bool(_TURNS.search(clause) and (_WARDED_OFF.search(clause) or _REQUESTED.search(clause)))


def status(clause: str) -> DeploymentStatus:
    """Return what ``clause``, in lower case, says of the forces in it."""
    turned = _turned(clause) if "n't" in clause or _TURNS.search(clause) else None
    if turned is not None:
        return turned
    if _SET_OUT.search(clause):
        return "planned"
    if LEAVING.search(_FLED_INTO.sub(" ", _DRIVEN_OUT.sub(" ", clause))):
        return "withdrawn"
    if _COMING.search(clause) and not _THERE.search(clause):
        return "planned"
    return "present"


def _turned(clause: str) -> DeploymentStatus | None:
    """Return what is said of forces that are not to leave, not to come, or not ruled out."""
    clause = _DRIVEN_OUT.sub(" ", clause)
    if _OPEN.search(clause):
        return "planned"
    if _STAYING.search(clause):
        return "present"
    if _DENIED.search(clause) and not LEAVING.search(clause):
        return "denied"
    return None
