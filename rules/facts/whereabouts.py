"""Where forces are: the place a sentence gives them, by what stands before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rules.facts import force_words as v
from rules.facts.gazetteer import Place
from rules.facts.movement import LEAVING
from rules.facts.sentences import Sentence
from rules.facts.strengths import Force
from rules.facts.words import words

REACH: Final = 20
_BESIDE: Final = 3
_BREAKS = frozenset({";", ":", "--", "but", "while", "although", "though", "whereas", "meanwhile"})
# `As rebels closed in` is another clause, `as part of a mission` is not.
_NO_CLAUSE = words(
    "part well many much few soon early late long far a an of peacekeepers trainers advisers the"
)
_GO = frozenset({"go", "leave", "out", "withdraw", "gone", "remove", "home"})
_CROSS = frozenset({"cross", "crosses", "crossed", "crossing"})
_SET_OUT = words(
    "leave leaves leaving left depart departs departed head heads headed heading bound sail sails sailed embark embarks embarked"
)
_TOWNS = words("town towns village villages area areas region regions province post")
_COMPASS = words("north south east west")
_EDGES = frozenset({"border", "borders", "side"})
# `The 200 soldiers planned for Gaza`.
_MEANT = words("planned meant bound destined earmarked headed intended proposed ready")
# Who keeps a border is at it: `sent to guard Latvia's border`.
_KEEPS = words(
    "guard guards guarded guarding reinforce reinforces reinforced reinforcing protect secure patrol patrols patrolling defend"
)
# `Pressure on Israel`, `war on Ukraine`: what is done to a state is no place.
_DONE_TO = words("war wars pressure sanctions talks tariffs stance policy focus vote blame deal")
_SEATED = words("court courts judge judges tribunal prosecutors jury museum exhibition conference")
_STRIKES = words("strike strikes airstrike airstrikes bombing bombardment shelling")
_SEAS = words("gulf sea bay strait straits coast coasts")
_EMBASSIES = words("embassy embassies consulate consulates ambassador citizens nationals interests")
_CRISES = words("war crisis conflict coup mission force unrest violence new live")
# `Cleared over Gaza strikes`: what was done there is told of, not where they are.
_DEEDS = words(
    "strike strikes airstrike airstrikes attack attacks plan deal raid raids vote peace ceasefire truce killings row talks"
)
# Forces need not be where a war is that they are harmed in.
_WARS = frozenset({"war", "conflict", "crisis", "talks", "policy", "peace"})
_FIGHTING = re.compile(
    r"\b(?:fight|fought|join|serv(?:e|es|ed|ing)\b|deploy|sen[dt]|enter|role|involv)"
)
# What comes from a place leaves it, acts from there, or is moved.
_FROM = re.compile(
    r"\b(?:operat(?:e|es|ed|ing)\b|launch|mov|shift|transfer|redeploy|relocat|driv|drov|push|forc|expel|evict|kick|oust|remov|pull|rotat|brought|bring|"
    r"recall|home|evacuat|monitor|oversee|fight|attack|fir(?:e|ing)|rescu|fl[eyo]\w|out|back|cut|reduc|drawdown|absen|eject|demand|want)"
)
# A captive or guarded place is named before who holds it: `the port has been held by Rwandan soldiers`.
_HELD_BY = re.compile(
    r"(?:guarded|held|occupied|patrolled|seized|captured|taken|controlled|secured|surrounded|besieged|stormed|raided|overrun|"
    r"defended|protected|policed|run|manned|entered|invaded|retaken|fortified)(?: \w+){0,3} by(?: [\w-]+){0,2}\Z"
)


def whereabouts(
    sentence: Sentence, force: Force, places: Sequence[Place], floor: int
) -> list[Place]:
    """Return where ``force`` is, nothing if nowhere: `in Estonia and Poland` are two places.

    ``floor`` is where the first forces of the sentence begin.
    """
    place = _place(sentence, force, places, floor)
    if place is None:
        return []
    return [place, *_named_with(sentence, place, places)]


def _named_with(sentence: Sentence, place: Place, places: Sequence[Place]) -> Iterator[Place]:
    """Yield places that a list goes on with: `, Iraq and Jordan`, `and in Mali`."""
    low, end, listed = sentence.low, place.end, []
    for other in places:
        if other.start < end:
            continue
        between = [word for word in low[end : other.start] if word not in ("in", "the", "both")]
        if between not in (["and"], [","], [",", "and"]) or not _is_listed(sentence, other):
            return
        listed.append(other)
        end = other.end
        if "and" in between:
            yield from (one for one in listed if one.code != place.code)
            return


def _is_listed(sentence: Sentence, place: Place) -> bool:
    """Say whether a place behind `and` still is one, not who acts next (`in Mali, France says`)."""
    follow = sentence.low[place.end : place.end + 1]
    acts = bool(follow) and (follow[0] in v.ACTS_NEXT or follow[0][0].isdigit())
    owns = sentence.low[place.end - 1].endswith(("'s", "s'"))
    return place.kind in ("name", "region", "city", "capital") and not acts and not owns


def _place(sentence: Sentence, force: Force, places: Sequence[Place], floor: int) -> Place | None:
    """Return where ``force`` is: the next place behind it, else one before all forces (``floor``)."""
    last = min(len(sentence.low), force.end + REACH)
    last = next((at for at in range(force.end, last) if _joins_clause(sentence.low, at)), last)
    near = [p for p in places if force.end <= p.start < last]
    if v.HOSTS.intersection(sentence.low[max(0, force.start - 2) : force.start]):
        host = _host(sentence, force, places)
        if host is not None:
            return host
    after = [p for p in near if _is_where(sentence, p) or _is_meant(sentence, force, p)]
    if after:
        return _finest(sentence, after)
    host = force.where or _host(sentence, force, places)
    if host is not None:
        return host
    shared = [p for p in places if 0 <= force.start - p.end < 4 and _is_where(sentence, p)]
    if shared and sentence.low[shared[-1].end] in ("alongside", "with", "beside"):
        return shared[-1]
    before = [p for p in places if p.end <= floor and _is_where(sentence, p)]
    before = [p for p in before if not _is_apart(sentence.low, p, force)]
    if before and (before[-1].start < 6 or force.start - before[-1].end < 6):
        return before[-1]
    return _helped(sentence, near) or _headed(sentence, force, places)


def _is_apart(low: Sequence[str], place: Place, force: Force) -> bool:
    """Say whether a place before forces is that of another clause, a court, or strikes on it."""
    struck = low[max(0, place.start - 2) : place.start]
    if struck[1:] == ["on"] and struck[0] in _STRIKES:
        return True
    if not _SEATED.isdisjoint(low[max(0, place.start - 3) : place.start]):
        return True
    return any(_joins_clause(low, at) for at in range(place.end, force.clause))


def _is_meant(sentence: Sentence, force: Force, place: Place) -> bool:
    """Say whether forces are meant for ``place``: `pledges 2,200 soldiers for Latvia`."""
    low = sentence.low
    meant = place.start == force.end + 1 or low[place.start - 2] in _MEANT
    return low[place.start - 1] == "for" and meant


def _finest(sentence: Sentence, after: list[Place]) -> Place:
    """Prefer where forces go over where they are sent from (`from Syria to Libya`)."""
    first = after[0]
    second = after[1] if len(after) > 1 else first
    beside = 0 < second.start - first.end <= _BESIDE and sentence.low[second.start - 1] in v.IN
    if first.kind == "demonym" and beside:
        return second  # `a British base in Bahrain`
    if len(after) > 1 and sentence.low[first.start - 1] in ("through", "via"):
        return next((p for p in after[1:] if sentence.low[p.start - 1] in ("to", "into")), first)
    if (
        len(after) > 1
        and sentence.low[first.start - 1] == "from"
        and not LEAVING.search(" ".join(sentence.low))
    ):
        return after[1]
    return first


def _host(sentence: Sentence, force: Force, places: Sequence[Place]) -> Place | None:
    """Return the state that speaks of forces on its own soil: `Latvia hosts`, `Niger orders … out`."""
    low = sentence.low
    behind = low[force.end : force.end + 12]
    own = any(
        behind[at : at + 1] and behind[at] in ("its", "the", "his", "their", "our")
        and behind[at + 1 : at + 2] and behind[at + 1] in ("territory", "soil", "country", "borders")
        for at in range(len(behind) - 1)
    )  # fmt: skip
    goes = bool(_GO.intersection(behind[:4]))
    for place in reversed([p for p in places if p.end <= force.start]):
        between = low[place.end : force.start]
        if place.code in force.nations:
            continue
        if _holds(sentence, place, between):
            return place
        part = place.kind in ("region", "city") and not v.HOSTS.intersection(between[:1])
        if part or (place.kind == "demonym" and not v.ACTING.intersection(between[:1])):
            continue
        told = bool(v.EXPELS.intersection(between)) and (goes or _GO.intersection(between))
        if (
            v.HOSTS.intersection(between)
            or "home to" in " ".join(between)
            or own
            or "entry" in between
            or told
            or v.EJECTS.intersection(between)
        ):
            return place
    return None


def _holds(sentence: Sentence, place: Place, between: Sequence[str]) -> bool:
    """Say whether a place before them holds forces: `Mali's Russian mercenaries`, `X is held by`."""
    if not between:
        return sentence.low[place.end - 1].endswith(("'s", "s'"))
    if place.kind == "demonym" or not v.GAMES.isdisjoint(between):
        return False  # `an exercise held by US soldiers`
    return bool(_HELD_BY.search(" ".join(between)))


def _headed(sentence: Sentence, force: Force, places: Sequence[Place]) -> Place | None:
    """Return the place a headline opens with: `Kosovo: 20 Serbian soldiers cross border`."""
    if not places:
        return None
    first = places[0]
    opening = not any(word[0].isalnum() for word in sentence.low[: first.start])
    end = first.end
    while sentence.low[end : end + 1] and sentence.low[end] in _CRISES:
        end += 1
    opens = opening and sentence.low[end : end + 1] in (
        [":"],
        ["|"],
        ["-"],
        ["--"],
    )
    return first if opens and first.end <= force.start else None


def _helped(sentence: Sentence, near: Sequence[Place]) -> Place | None:
    """Return the state that forces are sent to help, or for which their mission is named.

    Asked where nothing else says where they go.
    """
    for place in near:
        helped = sentence.low[place.start - 1] in ("help", "support", "aid", "assist", "defend")
        if helped or sentence.low[place.end : place.end + 1] in (["mission"], ["force"]):
            return place
    return None


def _is_where(sentence: Sentence, place: Place) -> bool:
    """Say whether ``place`` is said as where somebody is, goes to or leaves."""
    low = sentence.low
    if place.kind == "demonym" and not (v.SOIL - _EDGES - _COMPASS).intersection(
        low[place.end : place.end + 3]
    ):
        return False
    owns = low[place.end - 1].endswith(("'s", "s'"))
    kept = owns and low[place.start - 1] in _KEEPS and low[place.end : place.end + 1] == ["border"]
    if kept:
        return True
    if _is_edge(low, place.end) or _is_war(low, place) or _is_sea(low, place):
        return False
    if owns and not (
        v.SOIL.intersection(low[place.end : place.end + 4]) or _named(sentence, place)
    ):
        return False
    for back in range(place.start - 1, max(-1, place.start - 8), -1):
        word = low[back]
        if word in v.TAKES:
            return low[back - 1 : back + 1] not in (["it", "took"], ["to", "reach"])
        if word == "for" and back and low[back - 1] in _SET_OUT:
            return True
        if word == "near" and place.kind == "name":
            return False
        if word in v.INTO:
            deed = word in ("over", "on") and not _DEEDS.isdisjoint(low[place.end : place.end + 1])
            return not deed and _leads_there(low, back)
        town = word == "," and back and _is_named(sentence, back - 1)  # `in Lofa, Liberia`
        linked = town or word in v.LINKS or word.isdigit() or word.endswith(v.ADJECTIVE_ENDINGS)
        if not linked and not _is_named(sentence, back):
            return False
    return False


def _is_named(sentence: Sentence, at: int) -> bool:
    """Say whether the word at ``at`` has the capital of a name, not those of a text in capitals."""
    word = sentence.words[at]
    return word[:1].isupper() and (len(word) < 5 or not word.isupper())


def _leads_there(low: Sequence[str], at: int) -> bool:
    """Say whether the preposition at ``at`` says where somebody is, goes to or leaves."""
    if low[at] == "on" and at and low[at - 1] in _DONE_TO:
        return False
    if low[at] == "from":
        before = " ".join(low[max(0, at - REACH) : at + 1])
        if not (LEAVING.search(before) or _FROM.search(before)):
            return False
    return low[at + 1 : at + 2] not in (["help"], ["support"], ["assist"], ["aid"])


def _named(sentence: Sentence, place: Place) -> bool:
    """Say whether a part of a state is named behind it: `in Lebanon's Kfar Kila`."""
    follow = sentence.words[place.end : place.end + 1]
    if not follow or not follow[0][:1].isupper() or sentence.low[place.end] in v.NO_PARTS:
        return False
    return any(len(word) > 3 and word.islower() for word in sentence.words)


def _is_war(low: Sequence[str], place: Place) -> bool:
    """Say whether only a war or a policy bears the name: `wounded in Iran war`."""
    return low[place.end : place.end + 1] != [] and (
        low[place.end] in _WARS and not _FIGHTING.search(" ".join(low))
    )


def _is_sea(low: Sequence[str], place: Place) -> bool:
    """Say whether waters or an embassy bear the name: `the Gulf of Aden`, `the US Embassy`."""
    embassy = not _EMBASSIES.isdisjoint(low[place.end : place.end + 1])
    of_sea = low[place.start - 1] == "of" and not _SEAS.isdisjoint(
        low[max(0, place.start - 2) : place.start]
    )
    return embassy or of_sea


def _is_edge(low: Sequence[str], at: int) -> bool:
    """Say whether only the border of a place is meant: `to the Belarus border`, not `border towns`."""
    behind = low[at : at + 2]
    towns = len(behind) > 1 and behind[1] in _TOWNS
    return bool(behind) and behind[0] in _EDGES and not (towns or _CROSS.intersection(low))


def breaks_clause(low: Sequence[str], at: int) -> bool:
    """Say whether another clause begins at ``at``."""
    return low[at] in _BREAKS or _joins_clause(low, at)


def _joins_clause(low: Sequence[str], at: int) -> bool:
    if low[at] != "as" or (at and low[at - 1] == "as") or low[at + 1 : at + 2] == []:
        return False
    return low[at + 1] not in _NO_CLAUSE and not low[at + 1].endswith("ly")
