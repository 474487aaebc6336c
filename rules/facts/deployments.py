"""Forces of states in places: who, where, how many, and whether they come, are there, or leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rules.facts import force_words as v
from rules.facts.coded import Chunk
from rules.facts.forces import Force, find_forces
from rules.facts.gazetteer import Place
from rules.facts.model import Deployment
from rules.facts.movement import GROUND, LEAVING, STRIKE, imagined, status
from rules.facts.sentences import Sentence

_REACH = 20
_AMERICAN = frozenset({"u.s", "u.s.", "us", "fort", "atlanta", "ga", "florida", "alabama"})
_GO = frozenset({"go", "leave", "out", "withdraw", "gone", "remove"})
_CROSS = frozenset({"cross", "crosses", "crossed", "crossing"})
_SET_OUT = frozenset({"leave", "leaves", "leaving", "left", "depart", "departs", "departed"})
_TOWNS = frozenset(
    {
        "town",
        "towns",
        "village",
        "villages",
        "area",
        "areas",
        "region",
        "regions",
        "province",
        "post",
    }
)
_EDGES = frozenset({"border", "borders", "side"})
_BREAKS = frozenset({";", ":", "--", "but", "while", "although", "though", "whereas", "meanwhile"})


def deployments(
    sentence: Sentence, chunks: Sequence[Chunk], places: Sequence[Place], harmed: Collection[int]
) -> Iterator[Deployment]:
    """Yield the deployments ``sentence`` states; ``harmed`` are token positions of counted victims."""
    if not places:
        return
    found: dict[tuple[str | None, str], Deployment] = {}
    floor: int | None = None
    for force in find_forces(sentence, chunks, places):
        force = _grown(sentence, force, chunks)
        floor = force.start if floor is None else floor
        place = _place(sentence, force, places, floor)
        if place is None or _american(sentence, place.code, *force.nations):
            continue
        if sentence.low[force.end - 1] in v.BARE and place.code not in v.KNOWN_IN:
            continue
        clause = _clause(sentence, force, place)
        stands = _stands(sentence, force, place)
        if not (stands or _on_the_ground(clause, force)) or imagined(clause):
            continue
        for nation in force.nations or (None,):
            one = _deployment(sentence, force, place, nation, clause, harmed)
            known = found.get((nation, place.code))
            if known is None or (known.low is None and one.low is not None):
                found[nation, place.code] = one
    owned = {place for nation, place in found if nation is not None}
    yield from (one for (nation, place), one in found.items() if nation or place not in owned)


def _deployment(
    sentence: Sentence,
    force: Force,
    place: Place,
    nation: str | None,
    clause: str,
    harmed: Collection[int],
) -> Deployment:
    """State one nation's forces in ``place``. A number for several nations together is nobody's."""
    number = force.number if len(force.nations) < 2 else None
    if number is not None and any(force.start <= at < force.end for at in harmed):
        number = None
    first = min(force.clause, force.start, place.start)
    last = max(force.end, _place_end(sentence.low, place.end)) - 1
    text, start, end = sentence.quote(first, last)
    return Deployment(
        forces=nation,
        place=place.code,
        low=number.low if number else None,
        high=number.high if number else None,
        foreign=nation != place.code,
        status=status(clause),
        quote=text,
        field=sentence.field,
        start=start,
        end=end,
    )


def _grown(sentence: Sentence, force: Force, chunks: Sequence[Chunk]) -> Force:
    """Add a strength told behind: `the number of North Korean troops in Kursk has grown to 11,000`."""
    low = sentence.low
    if force.number is not None or low[max(0, force.start - 2) : force.start] != ["number", "of"]:
        return force
    for one in chunks:
        told = one.start >= force.end and one.code in "QM" and not one.weak
        if told and one.number is not None and one.start < force.end + _REACH:
            reached = low[one.number.bare - 1] in _REACHED
            return replace(force, number=one.number) if reached else force
    return force


_REACHED = frozenset({"to", "at", "is", "reached", "exceeds", "exceeded", "tops", "topped"})


def _on_the_ground(clause: str, force: Force) -> bool:
    return bool(GROUND.search(clause)) or (force.ground and not STRIKE.search(clause))


def _stands(sentence: Sentence, force: Force, place: Place) -> bool:
    """Say whether forces are told right beside where they are: `drones hit Russian troops in Crimea`."""
    beside = sentence.low[force.end : place.start]
    return force.ground and len(beside) == 1 and beside[0] in ("in", "inside")


def _clause(sentence: Sentence, force: Force, place: Place) -> str:
    """Return the clause that holds forces, sender and place, in lower case."""
    low = sentence.low
    first, last = min(force.clause, force.start, place.start), max(force.end, place.end)
    while first and low[first - 1] not in _BREAKS:
        first -= 1
    while last < len(low) and low[last] not in _BREAKS:
        last += 1
    return " ".join(low[first:last])


def _american(sentence: Sentence, *codes: str) -> bool:
    """Say whether one of ``codes`` is Georgia where the American state is meant."""
    low = sentence.low
    return "GE" in codes and (
        bool(_AMERICAN.intersection(low)) or "national guard" in " ".join(low)
    )


def _place(sentence: Sentence, force: Force, places: Sequence[Place], floor: int) -> Place | None:
    """Return where ``force`` is: the next place behind it, else one before all forces (``floor``)."""
    near = [p for p in places if force.end <= p.start < force.end + _REACH]
    after = [p for p in near if _is_where(sentence, p) or _is_meant(sentence, force, p)]
    if after:
        return _finest(sentence, after)
    host = _host(sentence, force, places)
    if host is not None:
        return host
    before = [p for p in places if p.end <= floor and _is_where(sentence, p)]
    if before and (before[-1].start < 6 or force.start - before[-1].end < 6):
        return before[-1]
    return _headed(sentence, force, places) or _helped(sentence, near)


def _is_meant(sentence: Sentence, force: Force, place: Place) -> bool:
    """Say whether forces are meant for ``place``: `pledges 2,200 soldiers for Latvia`."""
    return place.start == force.end + 1 and sentence.low[force.end] == "for"


def _finest(sentence: Sentence, after: list[Place]) -> Place:
    """Prefer where forces go over where they are sent from (`from Syria to Libya`)."""
    first = after[0]
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
        part = place.kind in ("region", "city") and not v.HOSTS.intersection(between[:1])
        if place.code in force.nations or place.kind == "demonym" or part:
            continue
        told = bool(v.EXPELS.intersection(between)) and (goes or _GO.intersection(between))
        if (
            v.HOSTS.intersection(between)
            or "home to" in " ".join(between)
            or own
            or told
            or v.EJECTS.intersection(between)
        ):
            return place
    return None


def _headed(sentence: Sentence, force: Force, places: Sequence[Place]) -> Place | None:
    """Return the place a headline opens with: `Kosovo: 20 Serbian soldiers cross border`."""
    if not places:
        return None
    first = places[0]
    opens = first.start == 0 and sentence.low[first.end : first.end + 1] == [":"]
    return first if opens and first.end <= force.start else None


def _helped(sentence: Sentence, near: Sequence[Place]) -> Place | None:
    """Return the state that forces are sent to help, where nothing else says where they go."""
    for place in near:
        if sentence.low[place.start - 1] in ("help", "support", "aid", "assist", "defend"):
            return place
    return None


def _is_where(sentence: Sentence, place: Place) -> bool:
    """Say whether ``place`` is said as where somebody is, goes to or leaves."""
    low = sentence.low
    if place.kind == "demonym" and not (v.SOIL - _EDGES).intersection(
        low[place.end : place.end + 3]
    ):
        return False
    if _is_edge(low, place.end):
        return False
    owns = low[place.end - 1].endswith(("'s", "s'"))
    if owns and not v.SOIL.intersection(low[place.end : place.end + 4]):
        return False
    for back in range(place.start - 1, max(-1, place.start - 8), -1):
        word = low[back]
        if word in v.TAKES:
            return True
        if word == "for" and back and low[back - 1] in _SET_OUT:
            return True
        if word in v.INTO:
            return low[back + 1 : back + 2] not in (["help"], ["support"], ["assist"], ["aid"])
        town = word == "," and back and sentence.words[back - 1][:1].isupper()  # `in Lofa, Liberia`
        linked = town or word in v.LINKS or word.isdigit() or word.endswith(v.ADJECTIVE_ENDINGS)
        if not linked and not sentence.words[back][:1].isupper():
            return False
    return False


def _is_edge(low: Sequence[str], at: int) -> bool:
    """Say whether only the border of a place is meant: `to the Belarus border`, not `border towns`."""
    behind = low[at : at + 2]
    towns = len(behind) > 1 and behind[1] in _TOWNS
    return bool(behind) and behind[0] in _EDGES and not (towns or _CROSS.intersection(low))


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
