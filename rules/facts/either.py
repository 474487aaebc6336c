"""Losses that are killed and wounded together, and losses told as a rate or a cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.elliptic import Bound
from rules.facts.groups import starts_clause
from rules.facts.idioms import CALAMITIES
from rules.facts.model import Kind
from rules.facts.predicates import PREDICATES


def retold(found: list[Bound], bound: Bound) -> bool:
    """Let people counted by a toll be told of again: `the toll is 1,200 soldiers killed or wounded`.

    What is said of them then joins as it does without a toll. Returns whether it did so in ``found``.
    """
    last = found[-1] if found else None
    if last is None or not last.toll or last.counted != bound.counted or last.kind != bound.kind:
        return False
    if bound.predicate < max(last.counted):
        return False
    found[-1] = last._replace(predicate=bound.predicate, last=max(last.last, bound.last))
    return True


def merge_either(chunks: Sequence[Chunk], bounds: Iterable[Bound]) -> list[Bound]:
    """Join what is said twice of one count.

    `killed or wounded` becomes one figure of casualties; people who were wounded, `stabbed` or
    `shot` and died, or were missing and found dead, are counted once.
    """
    merged: list[Bound] = []
    for bound in bounds:
        last = merged[-1] if merged else None
        if (
            last
            and bound.counted
            and last.counted == bound.counted
            and _either(chunks, last, bound)
        ):
            merged[-1] = last._replace(kind="casualties", last=max(last.last, bound.last))
        else:
            merged.append(bound)
    died = {at for bound in merged if bound.kind == "killed" for at in bound.counted}
    return [
        one
        for one in merged
        if one.kind not in ("injured", "missing") or not died.intersection(one.counted)
    ]


def _either(chunks: Sequence[Chunk], left: Bound, right: Bound) -> bool:
    if chunks[left.predicate].head in v.HARMED_V or chunks[right.predicate].head in v.HARMED_V:
        return False
    between = [one.head for one in chunks[left.predicate + 1 : right.predicate]]
    if "S" in (chunks[left.predicate].code, chunks[right.predicate].code) and "or" not in between:
        return False  # who was wounded and died is dead
    joined = between in ([","], ["/"]) or (
        len(between) <= 3 and ("or" in between or "and" in between)
    )
    return joined and {left.kind, right.kind} == {"killed", "injured"}


def lost_to(chunks: Sequence[Chunk], at: int, counted: Sequence[int]) -> bool:
    """Say whether what the verb at ``at`` loses is no casualty: neither soldiers nor an army's people.

    Whom a text says to be `killed or wounded` is one; soldiers lost `to desertion` are alive.
    """
    if not counted:
        return True
    army = any(one.head in _ARMED for one in chunks[max(0, at - _NEAR) : at])
    behind = chunks[counted[-1] + 1 : counted[-1] + _NEAR]
    told = any(one.kind in _BOTH and one.code in "VJ" for one in behind)
    dead = any(left.head == "in" and one.kind in _BOTH for left, one in pairwise(behind))
    for one in (chunks[at] for at in counted):
        people = one.code == "M" and (told or (army and one.head in _PEOPLE))
        people = people or (one.code == "Q" and dead)  # `loses 1,200 a day in killed and wounded`
        people = people or _is_daily_loss(chunks, at, counted[-1])
        if one.head not in v.TROOPS and not people:
            return True
    after = [one.head for one in behind]
    return "to" in after and not _ALIVE.isdisjoint(after[after.index("to") :])


def _is_daily_loss(chunks: Sequence[Chunk], at: int, count: int) -> bool:
    """Say whether an army or a state at war loses a bare number of a day: `Russia loses 1,200 a day`.

    Sums of money are larger or named, games and jobs are lost by others, and emigrants are lost `to` it.
    """
    number = chunks[count].number
    if chunks[count].code != "Q" or number is None or not _FEWEST <= number.low <= _MOST:
        return False
    army = any(one.head in ARMIES for one in chunks[max(0, at - _NEAR) : at])
    after = [one.head or one.code for one in chunks[count + 1 : count + _NEAR]]
    daily = after[:1] in (["a day"], ["daily"]) or after[:2] in _EACH_DAY
    strange = any(
        one.head in ("to", "from") or one.code in "MU" or one.head in _SUMS
        for one in chunks[count + 1 : count + _NEAR + 2]
    )
    return army and daily and not strange


_EACH_DAY: Final = tuple([each, "day"] for each in ("each", "every", "per"))
_FEWEST: Final = 50
_MOST: Final = 20_000
_SUMS: Final = v.words(
    "revenue revenues income sales taxes exports oil gas barrels tons tonnes dollars euros rubles roubles jobs money trade output production"
)
ARMIES: Final = v.words("""
    combat battlefield personnel manpower troop military human army army's enemy forces russian russia russia's ukrainian ukraine ukraine's
    kremlin moscow moscow's kyiv kyiv's invaders occupiers brigade
""")


def beside_things(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the soldiers at the end of a list of things lost: `lost two tanks and 40 soldiers`."""
    right = at + 1
    while right < min(len(chunks) - 1, at + _LIST) and chunks[right].code in "wca&U":
        right += 1
    if right >= len(chunks) or chunks[right].code != "M" or chunks[right].weak:
        return []
    joined = chunks[right - 1].code in "c&"
    return [right] if joined and not starts_clause(chunks, right) else []


_LIST: Final = 14
_ARMED: Final = v.TROOPS | v.words("army military navy militia junta brigade battalion")
_PEOPLE: Final = v.words("people")
_ALIVE: Final = v.words(
    "desertion desertions defection defections retirement resignation resignations emigration rivals"
)
_NEAR: Final = 6


def at_rate(chunks: Sequence[Chunk], found: Sequence[Bound]) -> Iterator[Bound]:
    """Yield losses told as a rate: `soldiers are being killed or wounded at a rate of 1,200 a day`."""
    taken = {at for bound in found for at in bound.counted}
    for at in range(3, len(chunks)):
        one = chunks[at]
        rate = [c.head for c in chunks[at - 2 : at]] == ["rate", "of"]
        if not rate or one.number is None or one.code not in "QM" or at in taken:
            continue
        back = at - 3
        kinds: set[Kind] = set()
        people = False
        while back >= 0 and chunks[back].code not in "B(" and chunks[back].number is None:
            people = people or chunks[back].code == "D"
            kind = chunks[back].kind
            if kind is not None and chunks[back].code in PREDICATES:
                if chunks[back].head in _LOSING and chunks[back + 1].head not in v.TROOPS:
                    return
                kinds.add(kind)
                first = back
            back -= 1
        if people and kinds and kinds <= _HARM:
            said: Kind = kinds.pop() if len(kinds) == 1 else "casualties"
            yield Bound(said, (at,), first, first, at)


def paired(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `Russian dead and wounded number 1,200`, `Dead or wounded: 1,200 soldiers`, at either word."""
    first = at if [one.code for one in chunks[at + 1 : at + 2]] == ["&"] else at - 2
    if first < 0 or first + 4 >= len(chunks) or chunks[first + 1].code != "&":
        return None
    pair = (chunks[first], chunks[first + 2])
    if any(one.code not in "VJ" for one in pair) or {one.kind for one in pair} != _BOTH:
        return None
    before = chunks[first - 1].number if first else None
    if before is not None and not chunks[first - 1].weak:
        return None  # `12 dead and wounded: 3 of them`
    right = first + 3
    while right + 2 < len(chunks) and chunks[right].code == "a":
        right += 1
    count = chunks[right + 1]
    if chunks[right].head not in _NUMBER or count.code not in "QM" or count.weak:
        return None
    return Bound("casualties", (right + 1,), first, first, right + 1)


_BOTH: Final[frozenset[Kind]] = frozenset({"killed", "injured"})
_NUMBER: Final = v.words(
    ": number numbers numbered total totals totalled average averaged exceed exceeds exceeded reach reached"
)


def rated(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the number right before a rate of losses: `its 1,200-a-day casualty rate`."""
    rate = chunks[at].head.endswith("rate") and at > 0
    return [at - 1] if rate and chunks[at - 1].code == "Q" else []


_LOSING: Final = v.words("lost lose loses losing")
_HARM: Final[frozenset[Kind]] = frozenset({"killed", "injured", "casualties"})


def costing(
    chunks: Sequence[Chunk], found: Sequence[Bound], numbers: Iterable[int]
) -> Iterator[Bound]:
    """Yield soldiers that a war costs: `the front costs Ukraine 600 soldiers a day`."""
    taken = {at for bound in found for at in bound.counted}
    for at in numbers:
        if chunks[at].code != "M" or chunks[at].head not in v.TROOPS or at in taken:
            continue
        back = at - 1
        while (
            back > 0
            and at - back < _NEAR
            and chunks[back].code in "wD"
            and chunks[back].head not in _COSTS
        ):
            back -= 1
        deadly = not _DEADLY.isdisjoint(c.head for c in chunks[max(0, back - _NEAR) : back])
        if deadly and chunks[back].head in _COSTS:
            yield Bound("casualties", (at,), back, back, at)


_DEADLY: Final = CALAMITIES | v.words(
    "front day battle battles offensive advance siege incursion assault assaults invasion campaign defence defense defeat"
)
_COSTS: Final = v.words("cost costs costing")
