"""What a clause says forces do: they are there, are to go, leave, or will not come."""

from __future__ import annotations

import re
from typing import Final

from rules.facts.model import DeploymentStatus

STRIKE: Final = re.compile(
    r"\b(?:air ?strikes?|strikes?|struck|bomb(?:s|ed|ing)?|shell(?:s|ed|ing)?|missiles?|drones?|warplanes?|jets?|warships?|aircraft|"
    r"rockets?|intercept\w*|shot down|shoots? down)\b"
)
GROUND: Final = re.compile(
    r"\b(?:deploy\w*|station\w*|bas(?:e|ed|es)|enter\w*|invad\w*|withdr[ae]w\w*|pull\w*|s[eo]n[dt]\w*|advanc\w*|occup\w*|"
    r"ground|remain\w*|stay\w*|arriv\w*|patrol\w*|cross\w*|presen(?:t|ce)|fight\w*|fought|leav\w*|left|captur\w*|killed|"
    r"exercis\w*|drill\w*|train\w*|host\w*|join\w*|mass\w*|move\w*|roll\w*|raid\w*|serv(?:e|ed|es|ing)|return\w*|ambush\w*|"
    r"seiz\w*|push\w*|hold\w*|held|land(?:s|ed)?|operat\w*|storm\w*|retreat\w*|clear\w*|extend\w*|rotat\w*)\b"
)
_OPEN: Final = re.compile(
    r"\b(?:(?:not|n't|refus\w+ to|declin\w+ to|without) rul(?:e|es|ed|ing) out)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:no plans? (?:to|for)|rul(?:e|es|ed|ing) out|(?:will|would|does|do|did|has|have|had|is|are|was|were) (?:not|never) "
    r"(?:be )?(?:sen[dt]|deploy\w*|put\w*|station\w*|dispatch\w*|commit\w*|in|plan\w*|consider\w*|enter\w*|going|go)|(?:won't|wouldn't|not) "
    r"(?:be )?(?:sen[dt]|deploy|put|sending|deploying|go)|den(?:y|ies|ied|ying)|never (?:sen[dt]|deploy\w*|set foot)|"
    r"refus\w+ to (?:send|deploy|put)|reject\w*|no (?:\w+ ){0,3}(?:troops|soldiers|boots|forces|mercenaries|deployments?|presence))\b"
)
LEAVING: Final = re.compile(
    r"\b(?:withdr[ae]w\w*|pull(?:s|ed|ing)? (?:\S+ ){0,5}(?:out|back)|pull-?out|leav(?:e|es|ing)|left|exit\w*|"
    r"return(?:s|ed|ing)? home|depart(?:s|ed|ing|ure)?|quit|bring\w* (?:\S+ ){0,4}home|hand(?:s|ed|ing)? over (?:\S+ ){0,4}bases?|"
    r"end(?:s|ed|ing)? (?:\S+ ){0,3}(?:missions?|deployment|presence)|(?:cut|reduc)\w* (?:\S+ ){0,3}(?:troops|soldiers|forces|contingent)|"
    r"retreat\w*)\b"
)
_STAYING: Final = re.compile(
    r"\b(?:(?:not|n't|never|refus\w+ to|no plans? to|rul\w+ out|without) (?:\w+ ){0,3}(?:withdr[ae]w|pull|leav|retreat)\w*|keep\w* (?:\S+ ){0,3}(?:troops|soldiers|forces)|"
    r"(?:demand\w*|call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|must|should|insist\w*|want(?:s|ed)?|ask(?:s|ed)?|tell(?:s)?|told|"
    r"order(?:s|ed)?|if) .{0,60}(?:withdr[ae]w\w*|pull\w*|leave|exit|\bgo\b|\bout of\b))\b"
)
_COMING: Final = re.compile(
    r"\b(?:(?:will|would|could|may|might|to|shall|should|can) (?:\w+ ){0,3}(?:send|deploy|station|dispatch|host|contribute|provide|put|"
    r"commit|be (?:sent|deployed|stationed|based|dispatched)|arrive|move|enter)|(?:plan|consider|pledg|offer|agree|approv|propos|"
    r"prepar|mull|discuss|authori[sz]|vow|promis|debat|weigh|intend|volunteer|threat|vot)\w* .{0,50}(?:send\w*|deploy\w*|troops|soldiers|"
    r"forces|contingent|peacekeepers|personnel|mission)|set to (?:send|deploy|be)|ready to (?:send|deploy|put)|planned (?:deployment|mission)|"
    r"order(?:s|ed)? (?:\S+ ){0,6}(?:to|into)\b|"
    r"(?:will|would) (?:\w+ ){0,2}(?:join|train|help|guard|patrol|serve|fight|monitor|protect|secure|reinforce)\b)"
)
_THERE: Final = re.compile(
    r"\b(?:(?<!be )stationed|(?<!be )based|were (?:sent|deployed)|was (?:sent|deployed)|has (?:sent|deployed|been)|have (?:been|sent|deployed|arrived|"
    r"entered|joined|crossed)|had (?:been )?(?:sent|deployed)|already|currently|arrived?s?|landed|entered|are (?:now )?(?:in|fighting|deployed|training)|"
    r"is (?:now )?in|killed|captured|wounded|fighting|crossed|(?<!be )sent)\b"
)
# What is only imagined, asked or prevented is no deployment at all.
_IMAGINED: Final = re.compile(
    r"(?:^(?:if|should|would|could|can|will|what if)\b(?=.*\b(?:troops|soldiers|forces|army|peacekeepers|marines|contingent|brigade)\b)|"
    r"\b(?:prevent|stop|keep|bar|block|deter|discourage)(?:s|ed|ing|ping|ped)? (?:\S+ ){0,5}(?:troops|soldiers|forces|army|military) from\b|"
    r"\b(?:to prevent|if|whether|in case|unless) (?:\S+ ){0,6}(?:troops|soldiers|forces|peacekeepers|marines)\b)"
)


# Forces that make others leave stay themselves.
_DRIVEN_OUT: Final = re.compile(
    r"\b(?:forc|order|tell|told|ask|allow|urg|evict)\w* (?:\S+ ){0,5}(?:famil\w+|residents?|civilians?|people|villagers|inhabitants|"
    r"migrants|palestinians|settlers) (?:\S+ ){0,3}(?:to (?:leave|quit|evacuate|depart|return home)|from their homes)\b"
)


def imagined(clause: str) -> bool:
    """Say whether ``clause``, in lower case, only supposes, asks about or wards off forces."""
    return bool(_IMAGINED.search(clause))


def status(clause: str) -> DeploymentStatus:
    """Return what ``clause``, in lower case, says of the forces in it."""
    clause = _DRIVEN_OUT.sub(" ", clause)
    if _OPEN.search(clause):
        return "planned"
    if _STAYING.search(clause):
        return "present"
    if _DENIED.search(clause) and not LEAVING.search(clause):
        return "denied"
    if LEAVING.search(clause):
        return "withdrawn"
    if _COMING.search(clause) and not _THERE.search(clause):
        return "planned"
    return "present"
