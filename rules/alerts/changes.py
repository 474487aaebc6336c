"""Which ``update_on`` conditions fire: an item's figures against what was last told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from rules.alerts.memory import Change, Pending, RuleStory
from rules.facts.model import Kind
from rules.language.schema import Appears, Confirmed, Moves, OriginsReach, UpdateOn
from rules.stories.ledger import Claim, current


def changes(
    conditions: Iterable[UpdateOn], new: tuple[Claim, ...], origin: str, memory: RuleStory
) -> tuple[Pending, ...]:
    """Return what changed enough, one per figure; ``memory`` knows the new claims already."""
    found: dict[str, Pending] = {}
    for condition in conditions:
        for one in _fired(condition, new, origin, memory):
            found.setdefault(one.change.what, one)
    return tuple(found.values())


def told_like(claim: Claim, told: tuple[Claim, ...]) -> Claim | None:
    """Return the told figure that a claim is compared with, or None.

    Same kind, side and rate. One side left out means the only side there is. A reported number
    is compared with a reported one, and with a feared one only when nothing else was told.
    """
    same = [one for one in told if (one.kind, one.per) == (claim.kind, claim.per)]
    exact = [one for one in same if one.side == claim.side]
    if not exact and (claim.side is None or all(one.side is None for one in same)):
        exact = same if len({one.side for one in same}) == 1 else []
    if not exact:
        return None
    if claim.status == "reported":
        return max(exact, key=lambda one: (one.status == "reported", one.value))
    return max(exact, key=lambda one: one.value)


def _fired(
    condition: UpdateOn, new: tuple[Claim, ...], origin: str, memory: RuleStory
) -> Iterator[Pending]:
    match condition:
        case Moves():
            for claim in _of(condition.kind, new):
                told = told_like(claim, memory.told)
                if told is not None and _moved(condition, told, claim, memory):
                    yield _pending(claim, told.value)
        case Appears():
            for claim in _of(condition.kind, new):
                if all((one.kind, one.per) != (claim.kind, claim.per) for one in memory.told):
                    yield _pending(claim, None)
        case Confirmed():
            for claim in _of(condition.kind, new):
                told = told_like(claim, memory.told)
                if told is not None and (told.status, claim.status) == ("feared", "reported"):
                    yield _pending(claim, told.value)
        case OriginsReach():
            count = len(memory.origins)
            if memory.told_origins < condition.count <= count:
                yield Pending(Change("origins", memory.told_origins, count, origin), None)
        case _:
            assert_never(condition)


def _of(kind: Kind | None, new: tuple[Claim, ...]) -> Iterator[Claim]:
    return (claim for claim in new if kind in (None, claim.kind))


def _moved(condition: Moves, told: Claim, claim: Claim, memory: RuleStory) -> bool:
    if not _far_enough(condition, told.value, claim.value):
        return False
    if condition.direction == "rises":
        return True
    if claim.status == "feared" and told.status == "reported":
        return False  # a lower fear does not take back what was counted
    return _fall_stands(condition, told, claim, memory)


def _far_enough(condition: Moves, old: int, new: int) -> bool:
    step = new - old if condition.direction == "rises" else old - new
    needed = old * condition.amount / 100.0 if condition.percent else condition.amount
    return step > 0 and step >= needed


def _fall_stands(condition: Moves, told: Claim, claim: Claim, memory: RuleStory) -> bool:
    """A fall needs the outlet that gave the higher number, or two origins that say less now."""
    if claim.origin == told.origin:
        return True
    # Who still prints a number told earlier is late; that takes nothing back.
    late = {one.value for one in memory.earlier if one.key == told.key}
    lower = {
        one.origin
        for one in current(memory.ledger)
        if (one.kind, one.per, one.side) == (claim.kind, claim.per, claim.side)
        and one.at >= told.at
        and one.status == claim.status
        and one.value not in late
        and _far_enough(condition, told.value, one.value)
    }
    return claim.value not in late and len(lower) >= 2


def _pending(claim: Claim, old: int | None) -> Pending:
    return Pending(Change(claim.name, old, claim.value, claim.origin, claim.quote), claim)
