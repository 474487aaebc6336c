"""Whose people a figure counts, where the sentence says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rules.facts.gazetteer import Place
from rules.facts.sentences import Sentence
from rules.facts.words import ADVERB, BE, HAVE, INJURED_V, KILLED_V, TROOPS

_CASUALTY_NOUN = re.compile(
    r"(?i)\s+(?:(?!among|amongst|of |in )[\w,’'-]+ ){0,2}(?:casualty|casualties|losses|dead|deaths|fatalities|wounded|death toll)\b"
)


def side(sentence: Sentence, places: Sequence[Place], tokens: tuple[int, int]) -> str | None:
    """Return the country whose people are counted between two tokens, where the text says so."""
    first, last = tokens
    named = {place.code for place in places if first <= place.start and place.end <= last}
    if len(named) > 1:
        return None  # `two Turks and a Greek`
    for place in places:
        inside = first <= place.start and place.end <= last
        if inside and (
            place.kind == "demonym" or _is_acronym(sentence, place) or _has_troops(sentence, place)
        ):
            return place.code
        if place.start in (last + 1, last + 2) and sentence.low[last : last + 1] == ["from"]:
            return place.code if _is_origin(sentence, places, place, first) else None
    before = [place for place in places if place.end <= first]
    for place in reversed(before):
        if (
            _suffers(sentence, place, tokens)
            or _falls(sentence, place, first)
            or _owns(sentence, place, first)
        ):
            return place.code
    if before and "its" in sentence.low[first:last]:
        return before[-1].code
    return None


def _is_origin(sentence: Sentence, places: Sequence[Place], place: Place, first: int) -> bool:
    """Say whether `from` tells whose people they are, not what they leave: `pull 500 troops from Mali`."""
    low, end = sentence.low, place.end
    joined = low[end : end + 1] == ["and"] and any(one.start == end + 1 for one in places)
    stays = not any(word.startswith(_TAKEN_OUT) for word in low[max(first - _NEAR, 0) : first])
    return place.kind == "name" and stays and not joined


def _is_acronym(sentence: Sentence, place: Place) -> bool:
    return sentence.words[place.start].replace(".", "").isupper()


def _has_troops(sentence: Sentence, place: Place) -> bool:
    """Say whether a state's own troops are named: `thousands of North Korea's soldiers`."""
    owns = sentence.low[place.end - 1].endswith(("'s", "s'"))
    return owns and not TROOPS.isdisjoint(sentence.low[place.end : place.end + 2])


def _suffers(sentence: Sentence, place: Place, tokens: tuple[int, int]) -> bool:
    """Say whether a state loses what follows: `Ukraine lost`, `Sudan's RSF is losing`, `costs Russia`."""
    low, (first, last) = sentence.low, tokens
    between = low[place.end : first]
    if not between or between in (["around"], ["about"], ["some"]):
        return place.start > 0 and low[place.start - 1] in _COSTS
    if low[place.end - 1].endswith("'s") and sentence.words[place.end].isupper():
        between = between[1:]
    takes = not _TAKING.isdisjoint(between) and not _HARMED.isdisjoint(low[first : last + 1])
    said = takes or not _SUFFERED.isdisjoint(between)
    return said and len(between) <= _NEAR and _LOSING.issuperset(between)


def _falls(sentence: Sentence, place: Place, first: int) -> bool:
    """Say whether a state's soldiers are counted behind what befell them, or their losses.

    `Russian soldiers are dying at a rate of`, `casualties among Russian troops exceed`.
    """
    between = sentence.low[place.end : first]
    if place.kind != "demonym" or not between or between[0] not in TROOPS:
        return False
    if sentence.low[place.start - 1] in ("among", "amongst", "in", "of", "on"):
        before = sentence.low[max(0, place.start - 3) : place.start - 1]
        if not _LOST.isdisjoint(before) and len(between) <= _NEAR:
            return True
    told = not _BEFALLEN.isdisjoint(between) and between[-1] in ("of", "to", "is", "at")
    return told and len(between) <= _OWNED


_LOST: Final = frozenset({"casualties", "losses", "deaths", "casualty", "toll"})
_BEFALLEN: Final = KILLED_V | INJURED_V | frozenset({"dying"})


def _owns(sentence: Sentence, place: Place, first: int) -> bool:
    """Say whether a noun of harm belongs to a state: `Russia's losses reached`, `Iraqi dead: 40`."""
    low = sentence.low
    owner = place.kind == "demonym" or _is_acronym(sentence, place)
    if not owner and not low[place.end - 1].endswith(("'s", "s'")):
        return False
    end = sentence.end(place.end - 1)
    noun = _CASUALTY_NOUN.match(sentence.source[end : end + 40])
    if noun is None or first - place.end > _OWNED:
        return False
    # `US death toll` tells where, `US casualties` whose they are.
    return (
        place.kind == "demonym"
        or not noun[0].lower().endswith(_OF_A_PLACE)
        or not _is_acronym(sentence, place)
    )


_OF_A_PLACE: Final = ("death toll", "deaths", "fatalities")
_FORCES: Final = frozenset(
    {
        "forces",
        "troops",
        "soldiers",
        "army",
        "military",
        "daily",
        "loss",
        "losses",
        "casualties",
        "at",
        "rate",
        "the",
        "through",
        "an",
        "average",
        "of",
        "a",
        "total",
        "heavy",
    }
)
_NEAR: Final = 8
_TAKEN_OUT: Final = (
    "withdr", "pull", "bring", "brought", "evacuat", "recall", "remov", "expel", "return", "depart", "exit",
)  # fmt: skip
_OWNED: Final = 12
_SUFFERED: Final = frozenset(
    {
        "lost",
        "lose",
        "loses",
        "losing",
        "suffer",
        "suffered",
        "suffers",
        "suffering",
        "sustain",
        "sustains",
        "sustained",
        "sustaining",
        "bleeds",
        "sacrifices",
        "sacrificing",
        "bleeding",
        "bled",
        "burns",
        "burning",
        "burned",
        "mourns",
    }
)
_SAYS: Final = frozenset({"said", "says", "say", "that", "it", "they", "its"})
_TAKING: Final = frozenset(
    {"take", "takes", "taking", "took", "taken", "averages", "averaging", "averaged"}
)
_HARMED: Final = frozenset({"casualties", "losses"})
_COSTS: Final = frozenset({"cost", "costs", "costing"})
_LOSING: Final = _SUFFERED | _TAKING | _FORCES | BE | HAVE | ADVERB | _SAYS
