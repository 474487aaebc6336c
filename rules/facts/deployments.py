"""Forces of states in places: who, where, how many, and whether they come, are there, or leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rules.facts import force_words as v
from rules.facts.coded import Chunk
from rules.facts.forces import find_forces
from rules.facts.gazetteer import Place
from rules.facts.model import Deployment
from rules.facts.movement import GROUND, HARMED, STRIKE, bygone, imagined, status
from rules.facts.numbers import Number
from rules.facts.sentences import Sentence
from rules.facts.strengths import Force, plain_number
from rules.facts.whereabouts import breaks_clause, whereabouts
from rules.facts.words import words

_AMERICAN = frozenset({"u.s", "u.s.", "us", "fort", "atlanta", "ga", "florida", "alabama"})
# Soldiers seized in a place are there; their number is no strength.
_SEIZED = words("arrested detained jailed charged accused suspected kidnapped missing")
_CONTINENTS = words("latin south central north")
_FLED = frozenset({"flee", "flees", "fled", "fleeing"})


def deployments(
    sentence: Sentence,
    chunks: Sequence[Chunk],
    places: Sequence[Place],
    harmed: Collection[int],
    year: int | None = None,
) -> Iterator[Deployment]:
    """Yield the deployments ``sentence`` states.

    ``harmed`` are token positions of counted victims; ``year`` is that of the item, where known.
    """
    places = [place for place in places if not _is_continental(sentence, place)]
    if not places:
        return
    found: dict[tuple[str | None, str], Deployment] = {}
    floor: int | None = None
    for force in find_forces(sentence, chunks, places):
        floor = force.start if floor is None else floor
        where = whereabouts(sentence, force, places, floor)
        if not where or _american(sentence, where[0].code, *force.nations):
            continue
        if sentence.low[force.end - 1] in v.BARE and where[0].code not in v.KNOWN_IN:
            continue
        clause = _clause(sentence, force, where[-1])
        stands = _stands(sentence, force, where[0]) and (force.ground or not STRIKE.search(clause))
        if not (stands or _on_the_ground(clause, force)) or imagined(clause):
            continue
        if bygone(clause, year):
            continue
        number = _number(sentence, force, harmed) if len(where) == 1 else None
        told = [(place, number) for place in where]
        if number is not None:
            told += _further(sentence, where[0], places)
        for nation in force.nations or (None,):
            for place, strength in told:
                one = _deployment(sentence, force, place, nation, clause, strength)
                known = found.get((nation, place.code))
                if known is None or (known.low is None and one.low is not None):
                    found[nation, place.code] = one
    owned = {place for nation, place in found if nation is not None}
    yield from (one for (nation, place), one in found.items() if nation or place not in owned)


def _number(sentence: Sentence, force: Force, harmed: Collection[int]) -> Number | None:
    """Return the strength told. A number for several nations together is nobody's."""
    if len(force.nations) > 1 or any(force.start <= at < force.end for at in harmed):
        return None
    if not _SEIZED.isdisjoint(sentence.low[force.end : force.end + 2]):
        return None
    return force.number


def _further(
    sentence: Sentence, place: Place, places: Sequence[Place]
) -> list[tuple[Place, Number]]:
    """Return places told with a number alone: `1,500 soldiers in Djibouti and 350 in Gabon`."""
    low, end = sentence.low, place.end
    told: list[tuple[Place, Number]] = []
    while low[end : end + 1] and low[end] in (",", "and", ";"):
        start = end + 1 + (low[end + 1 : end + 2] == ["and"])
        start += low[start : start + 1] in (["another"], ["about"], ["some"])
        number = plain_number(sentence, start) if start < len(low) else None
        if number is None:
            return told
        at = number.end + (low[number.end : number.end + 1] in (["more"], ["others"], ["each"]))
        following = [one for one in places if at < one.start <= at + 3]
        if low[at : at + 1] not in (["in"], ["to"], ["from"]) or not following:
            return told
        told.append((following[0], number))
        end = following[0].end
    return told


def _deployment(
    sentence: Sentence,
    force: Force,
    place: Place,
    nation: str | None,
    clause: str,
    number: Number | None,
) -> Deployment:
    """State one nation's forces in ``place``."""
    first = min(force.clause, force.start, place.start)
    last = max(force.end, _place_end(sentence.low, place.end)) - 1
    text, start, end = sentence.quote(first, last)
    return Deployment(
        forces=nation,
        place=place.code,
        low=number.low if number else None,
        high=number.high if number else None,
        foreign=nation != v.BELONGS_TO.get(place.code, place.code) and nation != place.code,
        status=status(clause),
        quote=text,
        field=sentence.field,
        start=start,
        end=end,
    )


def _on_the_ground(clause: str, force: Force) -> bool:
    """Say whether ``clause`` has forces where it tells of them, not only their missiles."""
    if GROUND.search(clause):
        return True
    struck, harmed = STRIKE.search(clause) is not None, HARMED.search(clause) is not None
    return harmed or not struck if force.ground else harmed and not struck


def _stands(sentence: Sentence, force: Force, place: Place) -> bool:
    """Say whether forces are told right beside where they are: `drones hit Russian troops in Crimea`."""
    beside = sentence.low[force.end : place.start]
    return bool(v.IN.intersection(beside)) and v.RIGHT_THERE.issuperset(beside)


def _clause(sentence: Sentence, force: Force, place: Place) -> str:
    """Return the clause that holds forces, sender and place, in lower case."""
    low = sentence.low
    first, last = min(force.clause, force.start, place.start), max(force.end, place.end)
    while first and not breaks_clause(low, first - 1):
        first -= 1
    while last < len(low) and not breaks_clause(low, last):
        last += 1
    # Who flees before forces are told of is someone else.
    before = [word for word in low[first : force.start] if word not in _FLED]
    return " ".join((*before, *low[max(first, force.start) : last]))


def _is_continental(sentence: Sentence, place: Place) -> bool:
    """Say whether a people is that of a continent: `Latin American armies`."""
    before = sentence.low[max(0, place.start - 1) : place.start]
    return place.code == "US" and place.kind == "demonym" and not _CONTINENTS.isdisjoint(before)


def _american(sentence: Sentence, *codes: str) -> bool:
    """Say whether one of ``codes`` is Georgia where the American state is meant."""
    low = sentence.low
    return "GE" in codes and (
        bool(_AMERICAN.intersection(low)) or "national guard" in " ".join(low)
    )


def _place_end(low: Sequence[str], end: int) -> int:
    """Extend a place over `region of Kursk`."""
    if (
        low[end : end + 1]
        and low[end] in v.SOIL | v.LINKS
        and low[end] not in ("a", "and", "the", "its", "now")
    ):
        if low[end + 1 : end + 2] == ["of"] and end + 2 < len(low):
            return end + 3
        return end + 1
    return end
