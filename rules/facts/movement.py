"""What a clause says forces do: they are there, are to go, leave, or will not come."""

from __future__ import annotations

import re
from typing import Final

from rules.facts.model import DeploymentStatus


def _any(*phrases: str) -> re.Pattern[str]:
    """Compile an expression that finds one of ``phrases``, each from word to word."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_FORCES: Final = "(?:troops|soldiers?|forces|marines|peacekeepers|commandos|paratroopers|mercenaries|advisers|instructors|trainers|contingent)"
_PULL_OUT: Final = r"withdr[ae]w\w*"
_SENT: Final = "(?:sent|deployed)"

# Who orders forces home from abroad moves them, who orders them off its soil does not.
_ORDERS: Final = r"order(?:s|ed)?\b(?!.*\b(?:from|out of|leave|quit) (?!the country|its|their|his|our|by|within|in|before|after|immediately)\w)"

STRIKE: Final = _any(
    r"(?:air ?)?strikes?", "struck", "bomb(?:s|ed|ing)?", "shell(?:s|ed|ing)?", "missiles?", "drones?", "warplanes?", "jets?",
    "warships?", "aircraft", "rockets?", r"intercept\w*", "shot down", "shoots? down",
)  # fmt: skip
GROUND: Final = _any(
    r"(?:deploy|station|enter|invad|pull|s[eo]n[dt]|advanc|occup|remain|stay|arriv|patrol|cross|fight|leav|captur)\w*",
    r"(?:exercis|drill|train|host|join|mass|move|roll|raid|return|ambush|seiz|push|hold|operat|storm|retreat|clear)\w*",
    r"(?:quit|exit|depart|evacuat|extend|rotat|flee|embed|replac|relie[vf])\w*", _PULL_OUT, "(?:takes?|took|taking) (?:over|up)", "d[iu]g(?:s|ging)? in", "set(?:s|ting)? up",
    "man(?:s|ned|ning)?", "bas(?:e|ed|es)", "ground", "presen(?:t|ce)", "fought", "left",
    "serv(?:e|ed|es|ing)", "held", "land(?:s|ed)?", "fled", r"(?:parachut|jump|pursu|chas|hunt|rescu|demoli|bulldoz|besieg|surround|arrest|detain|search|clash|battl)\w*",
    "shoots?(?! down)", "shot(?! down)", "gunfire", r"learn\w*", r"practi[sc]\w*", "open(?:s|ed)? fire", "free[ds]?", "controls?", "blow(?:s|n)? up", "blew up", "(?:has|have) taken", r"retak\w*", "retook", r"recaptur\w*", "takes?",
    rf"(?:cut|reduc|slash|trim|doubl|boost|increas|rais)\w* (?:\S+ ){{0,3}}{_FORCES}", "(?:with|of) [0-9][0-9,]* (?:troops|soldiers|men)", "build(?:s|ing)?", "put(?:s|ting)? down", r"quell\w*", "(?:guard|protect)(?:s|ed|ing)?",
)  # fmt: skip
# Soldiers harmed in a place are there; whom an army harms may be far from it.
HARMED: Final = _any("die[ds]?", "wound(?:s|ed)", "injured", "hurt", "missing", "killed")
LEAVING: Final = _any(
    _PULL_OUT, r"pull(?:s|ed|ing)? (?:\S+ ){0,5}(?:out|back)", "pull-?out", rf"pull(?:s|ed|ing)? (?:\S+ ){{0,3}}{_FORCES} from", r"leav(?:e|es|ing)(?! to (?:send|deploy))", "left", r"exit\w*",
    "return(?:s|ed|ing)? (?:home|from)", rf"evacuat\w* (?:\S+ ){{0,3}}{_FORCES}", rf"{_FORCES} (?:\S+ )?gone", "(?:fl(?:y|ies|ew)|head(?:s|ed|ing)?) (?:out|home)", r"repatriat\w*", "depart(?:s|ed|ing|ure)?", "quits?", "quitting", rf"{_FORCES} out of", rf"{_FORCES} (?:\S+ ){{0,2}}evacuated", r"mov\w* (?:\S+ ){0,4}out of", r"(?:bring\w*|brought) (?:\S+ ){0,4}home",
    r"fl(?:y|ies|ew|own|ying) (?:\S+ ){1,4}home", r"recall(?:s|ed|ing)? (?:\S+ ){1,5}from",
    r"hand(?:s|ed|ing)? over (?:\S+ ){0,4}bases?", r"end(?:s|ed|ing)? (?:\S+ ){0,3}(?:missions?|deployment|presence)",
    rf"(?:cut|reduc|slash|trim|halv|shrink|scal)\w* (?:\S+ ){{0,3}}(?:{_FORCES}|contingent|force|garrison)\b", rf"{_FORCES} (?:\S+ )?(?:back|home) from", "(?:crossed|moved|pulled|went|came) back from", r"retreat\w*", "flee(?:s|ing)?", "fled", r"complet\w* (?:its|their|a) (?:\S+ ){0,2}(?:tour|deployment|mission)",
    "(?:com(?:e|es|ing)|came|go(?:es|ne|ing)?|went|get(?:s|ting)?|got|bound|sail(?:s|ed)?|march(?:es|ed)?|back) (?:back )?home", "pack(?:s|ed|ing)? (?:up|their bags)",
    r"vacat\w*", r"abandon\w* (?:\S+ ){0,3}(?:positions?|posts?|bases?|towns?|villages?|camps?|airfields?)", r"(?:driven|forced|pushed|kicked|rotated|moved) out",
    r"(?:was|were|been|is|are|being) relieved by", r"wind(?:s|ing)? (?:up|down) (?:\S+ ){0,3}(?:missions?|presence|deployment)",
)  # fmt: skip
_OPEN: Final = _any(
    r"(?:not|\w+n't|refus\w+ to|declin\w+ to|without) rul(?:e|es|ed|ing) out",
    r"(?:not|never|\w+n't) (?:be )?ruled out",
    r"(?:leav(?:e|es|ing)|left|keep(?:s|ing)?) (?:the )?(?:door|option|possibility) open",
    r"leav(?:es|ing) open",
)
_DENIED: Final = _any(
    "no plans? (?:to|for)", "rul(?:e|es|ed|ing) out", r"dismiss\w* (?:\S+ ){0,2}(?:reports?|claims?|talk|rumou?rs)", "den(?:y|ies|ied|ying)", r"reject\w*",
    "(?:will|would|does|do|did|has|have|had|is|are|was|were) (?:not|never) (?:be )?"
    r"(?:fight\w*|operat\w*|serv\w*|present|based|sen[dt]|deploy\w*|put\w*|station\w*|dispatch\w*|commit\w*|in|plan\w*|consider\w*|enter\w*|going|go)",
    "(?:won't|wouldn't|not) (?:be )?(?:sen[dt]|deploy|put|sending|deploying|go)",
    r"never (?:sen[dt]|deploy\w*|set foot|had)", r"refus\w+ to (?:send|deploy|put)",
    rf"no (?:\w+ ){{0,3}}(?:{_FORCES}|boots|mercenaries|deployments?|presence)",
    rf"not (?:a|one|any) (?:\w+ ){{0,3}}(?:soldier|{_FORCES}|peacekeeper|policeman)", "none of (?:its|their|our|his)", r"(?:cancel|scrap|shelv|abandon)\w* (?:\S+ ){0,3}(?:sending|send|deploy\w*|dispatch|missions?)",
    "(?:reports?|claims?|rumou?rs|talk|stories|suggestions) .{0,80}(?:false|fake|untrue|baseless|nonsense|unfounded|fabricated|fiction|absurd)",
    r"(?:ban|bar|forbid|outlaw)(?:s|ned|red|ning)? (?:the )?(?:send|deploy|dispatch)\w*",
)  # fmt: skip
_STAYING: Final = _any(
    r"(?:not|\w+n't|never|refus\w+ to|no plans? to|rul\w+ out|without) (?:\w+ ){0,3}(?:withdr[ae]w|pull|leav|retreat)\w*",
    rf"keep\w* (?:\S+ ){{0,3}}{_FORCES}",
    rf"(?:gives?|gave|given) (?:\S+ ){{0,2}}{_FORCES} (?:\S+ ){{0,4}}to (?:leave|withdraw|go|quit)",
    r"(?:demand\w*|call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|must|should|insist\w*|(?<!who )want(?:s|ed)?|ask(?:s|ed)?|tells?|told|"
    rf"{_ORDERS}|if) .{{0,80}}(?:{_PULL_OUT}|pull\w*|leave|exit|\bhome\b|\bgo\b|\bgone\b|\bout of\b)",
    rf"den(?:y|ies|ied|ying) .{{0,80}}(?:{_PULL_OUT}|pull\w* out|left|leaving)",
    "yet to",
    "(?:may|can|will|to|could|should|must) (?:stay|remain)(?! on)",
    rf"pressure .{{0,80}}(?:{_PULL_OUT}|pull|leave)",
    r"extend\w* (?:\S+ ){0,4}(?:deployment|mandate|missions?|stay|presence)",
    rf"(?:expel|evict|eject|oust)\w* (?:\S+ ){{0,3}}{_FORCES}",
)
_COMING: Final = _any(
    r"(?:will|would|could|may|might|to|shall|should|can) (?:\w+ ){0,3}(?:send|deploy|station|dispatch|host|contribute|provide|"
    r"put(?! down)|commit|be (?:part|sent|deployed|stationed|based|dispatched)|arrive|move|enter|head|fly|travel)",
    r"(?!plan\w* (?:\S+ ){0,5}(?:attack|assault|ambush|raid))(?:plan|consider|pledg|offer|agree|approv|propos|prepar|mull|invit|discuss|authori[sz]|vow|promis|debat|weigh|intend|volunteer|moot|envisag|"
    rf"threaten\w* to|vot|allow|permit|backs\b|endors|eye[sd]?\b|talks (?:on|about))\w* .{{0,50}}(?:send\w*|deploy\w*|putting|{_FORCES}|force|contingent|peacekeepers|personnel|mission|marines)",
    r"(?:open to|willing to|prepared to|ready for|considers?|readies) (?:send|deploy|dispatch|contribut|provid|put|station|\d)\w*",
    "(?:will|would|could|may|to) (?:go|guard|stay on)",
    rf"(?:{_FORCES}|police|peacekeepers|marines) to (?:train|guard|help|join|patrol|monitor|protect|secure|serve|fight|reinforce|assist|oversee|take part|participate|hold|replace|relieve)", "set to (?:send|deploy|be)", "ready for", "due in", "due to (?:arrive|leave|deploy|land|join|be|return|go|reach|start|begin)", "expected in", "to (?:double|triple|increase|boost|reinforce|expand|raise)", r"(?:postpone|delay|defer)\w* (?:\S+ ){0,2}(?:sending|deploy\w*|dispatch\w*)", "ready to (?:send|deploy|put)", "planned (?:deployment|mission)",
    rf"order(?:s|ed)? (?:\S+ ){{0,4}}(?:{_FORCES}|marines|police|army|brigade) (?:\S+ ){{0,3}}(?:to|into)",
    rf"{_FORCES} (?:\S+ ){{0,3}}ordered (?:to|into)",
    r"(?:will|would|could|may|might) (?:\w+ ){0,2}(?:join|train|help|guard|patrol|serve|fight|monitor|protect|secure|reinforce|teach|instruct|replace|relieve|take part|lead)",
    "(?:head(?:s|ed|ing)?|bound|en route|on (?:its|their|the) way|sail(?:s|ed|ing)?) (?:to|for|towards?)(?! (?:home|the exit))",
    rf"(?:planned|meant|destined|earmarked|intended) for (?!(?:\S+ ){{0,2}}{_FORCES})", r"prepar\w* (?:for|to)\b", r"(?:call\w* up|mobili[sz]\w*|draft\w*) (?:\S+ ){0,6}(?:reservists|troops|soldiers)", "(?:is|are) (?:being )?planned", "(?:will|would|to) allow",
)  # fmt: skip
_THERE: Final = _any(
    "(?<!be )(?:stationed|based|sent)", "(?:sends|deploys|dispatches)", f"(?:was|were|had|had been) {_SENT}", f"has (?:{_SENT}|been)",
    f"have (?:{_SENT}|been|arrived|entered|joined|crossed)", "already", "currently", "arrived?s?", "landed", "entered",
    "are (?:now )?(?:in|fighting|deployed|training)", "is (?:now )?in(?! talks)", "killed", "captured", "wounded", "(?:are|is|were|been|still|now) fighting", "fighting (?:in|on|for|alongside|near|inside|against)", "crossed",
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
# What nobody says, what is only shown or urged, and soldiers who are no force where they are.
_NOT_SAID: Final = _any(
    r"oppos\w* (?:the )?(?:sending|deploy\w*|dispatch\w*)",
    r"neither confirm\w* nor den\w*",
    r"play(?:s|ed|ing)? down",
    r"(?:stay|keep|kept)\w* (?:\S+ )?out of",
    r"(?:in|at|joins?|joined|leads?|led|watch\w*|attend\w*|during|for) (?:\S+ ){0,5}parades?",
    r"guards? of honou?r",
    rf"{_FORCES} (?:\S+ ){{0,3}}(?:held|jailed|imprisoned|interned|treated|hospitali[sz]ed|recovering|studying|buried|reburied)(?: captive| prisoner)? (?:in|at|by)",
    rf"{_FORCES} (?:are|were|being) (?:being )?treated",
    r"(?:bodies|remains|coffins?) of .{0,60}(?:return|repatriat|exchang|home|handed|arriv)\w*",
)
_URGED: Final = re.compile(rf"\W*(?:send|deploy|put) (?:\S+ ){{0,4}}{_FORCES}")
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
    r"\b(?:stay|remain|cancel|scrap|shelv|abandon|yet to|press|extend|false|fake|untrue|baseless|nonsense|unfounded|fabricated|fiction|absurd|ban|forbid|outlaw|none|leav|warn|would|will|beg|press|implor|plead|invit|no|expel|evict|eject|oust|not|never|won't|wouldn't|n't|refus|rul|without|keep|demand|call|urg|must|should|insist|want|ask|tell|told|giv|gave|order|if|den|dismiss|"
    r"reject|declin|prevent|stop|bar|block|deter|discourage|whether|unless|in case|forc|allow|evict)"
)


# Forces of films, monuments and other times.
_TOLD_OF: Final = _any(
    r"films?", r"movies?", "documentar(?:y|ies)", r"novels?", r"statues?", r"monuments?", r"memorials?", "wwii", "ww2", "world war", r"museums?",
    r"remains of", r"grave of", r"re-?enact\w*", r"videogames?", "video games?", "tv series", r"exhibitions?", r"mass graves?", r"reburied",
)  # fmt: skip
# `For the first time since the Second World War`.
_SINCE_WAR: Final = re.compile(
    r"\bsince (?:the )?(?:end of )?(?:the )?(?:first |second )?(?:world war(?: (?:ii?|one|two))?|wwi{1,2}|ww2|vietnam war|korean war|cold war)\b"
)
# What is long over: of other wars, or told with its year.
_LONG_AGO: Final = _any(
    "world war", "vietnam war", "korean war", "cold war", "boer war", "crimean war", rf"soviet (?:\w+ )?(?:{_FORCES}|army|tanks|soldier)",
    r"napoleon\w*", "anniversary", r"war crimes (?:\w+ ){0,2}committed by",
    r"(?:[2-9]\d|\d{3,}|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred) years ago", "centur(?:y|ies) ago",
    "(?:two|three|four|five|six) decades ago",
)  # fmt: skip
_IN_YEAR: Final = re.compile(
    r"\b(?:in|during|between|of|early|late|mid|the(?= ....s)) ((?:1[5-9]|20)\d\d)s?\b"
)
_SPAN_OF_YEARS: Final = re.compile(
    r"\b(?:from|between) (?:\w+ )?(?:19|20)\d\d (?:to|and|until) (?:\w+ )?((?:19|20)\d\d)\b"
)
_EVER_SINCE: Final = re.compile(r"\b(?:since|still|remain\w*|until|from|by)\b")
_WERE: Final = re.compile(
    r"\b(?:had|were|was) (?!(?:\w+ )?(?:been|sent|deployed|killed|wounded|injured|captured|withdrawn|completed))"
    rf"(?:\S+ ){{0,2}}(?:\d|stationed\b|based\b|in\b|{_FORCES}\b)"
)
_LONG: Final = 20


def bygone(clause: str, year: int | None) -> bool:
    """Say whether ``clause``, in lower case, tells of forces of other times; ``year`` is the item's."""
    clause = _SINCE_WAR.sub(" ", clause)
    if _LONG_AGO.search(clause):
        return True
    if "19" not in clause and "18" not in clause and "20" not in clause:
        return False
    if any(int(last) < (year or 2020) for last in _SPAN_OF_YEARS.findall(clause)):
        return True
    told = [int(number) for number in _IN_YEAR.findall(clause)]
    if not told or _EVER_SINCE.search(clause):
        return False
    now = 2020 if year is None else year
    first = min(told)
    return first <= now - _LONG or (first < now and bool(_WERE.search(clause)))


def imagined(clause: str) -> bool:
    """Say whether ``clause``, in lower case, only supposes, asks about or wards off forces."""
    clause = _SINCE_WAR.sub(" ", clause)
    if _ASKED.match(clause) or _URGED.match(clause) or _TOLD_OF.search(clause):
        return True
    if _NOT_SAID.search(clause):
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
