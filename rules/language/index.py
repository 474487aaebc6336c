"""Which rules can hold at all, given the slots that an item fills.

A rule is filed under its ways: pairs of clauses (sets of slots) of which both must be met. It is
found by the slots of the first, the rarest clause, and kept if the second is met too. That leaves
a handful of candidates out of ten thousand rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple

from rules.language.nodes import (
    AllNode,
    CountNode,
    NearNode,
    Node,
    NoneNode,
    SentenceNode,
    SpanNode,
)

_MOST_PAIRED: Final = 8
"""Parts of a ``count`` that are filed pair by pair."""


class Clause(NamedTuple):
    """Slots one of which must be filled, and an estimate of how often that is so."""

    often: float
    slots: frozenset[int]


class Way(NamedTuple):
    """Clauses both of which must be met, the rarest first."""

    first: Clause
    second: Clause | None = None


class Index:
    """The postings of all rules by their numbers. Filled, closed, then only read."""

    def __init__(self) -> None:
        self._always: list[int] = []
        self._alone: dict[int, list[int]] = {}
        self._paired: dict[int, list[tuple[int, frozenset[int]]]] = {}
        # What any posting of a slot asks for beside it: most slots are done with by one look.
        self._beside: list[frozenset[int] | None] = []

    def close(self, slots: int) -> None:
        """Make what was added ready to be asked; ``slots`` is how many there are."""
        self._beside = [None] * slots
        for slot, postings in self._paired.items():
            seconds = [second for _, second in postings]
            self._beside[slot] = seconds[0].union(*seconds[1:]) if seconds[1:] else seconds[0]

    def add(self, rule: int, node: Node, often: Sequence[float]) -> None:
        """Add a rule; ``often`` estimates for each slot how often it is filled."""
        found = ways(node, often)
        if found is None:
            self._always.append(rule)
            return
        for first, second in found:
            posting = (rule, second.slots) if second is not None else None
            for slot in first.slots:
                if posting is None:
                    self._alone.setdefault(slot, []).append(rule)
                else:
                    self._paired.setdefault(slot, []).append(posting)

    def candidates(self, present: Set[int]) -> set[int]:
        """Return the numbers of the rules that may hold when these slots are filled."""
        if not present:
            return set(self._always)
        alone, paired, beside = self._alone, self._paired, self._beside
        rules = {
            rule
            for slot in present
            if (seconds := beside[slot]) is not None and not seconds.isdisjoint(present)
            for rule, second in paired[slot]
            if not second.isdisjoint(present)
        }
        if alone:
            rules.update(*[alone[slot] for slot in present if slot in alone])
        rules.update(self._always)
        return rules


def ways(node: Node, often: Sequence[float]) -> list[Way] | None:
    """Return the ways of which one must be open if ``node`` holds; None if nothing is needed."""
    match node:
        case SpanNode(slots=slots):
            return [Way(Clause(sum(often[slot] for slot in slots), frozenset(slots)))]
        case AllNode(parts=parts) | NearNode(parts=parts) | SentenceNode(parts=parts):
            return _of_all([ways(part, often) for part in parts])
        case CountNode(parts=parts, at_least=1):
            return _of_any([ways(part, often) for part in parts])
        case CountNode(parts=parts, at_least=least):
            return _of_several([ways(part, often) for part in parts], least)
        case NoneNode():
            return None
        case _:
            return None


def _union(clauses: Iterable[Clause]) -> Clause:
    given = list(clauses)
    return Clause(sum(one.often for one in given), frozenset().union(*(one.slots for one in given)))


def _clause(found: Sequence[Way]) -> Clause:
    """Return what is needed whichever way is open."""
    return _union(way.first for way in found)


def _of_all(parts: Sequence[list[Way] | None]) -> list[Way] | None:
    """The rarest part's ways, each with the rarest clause of the other parts beside it."""
    known = sorted(
        (part for part in parts if part is not None), key=lambda part: _clause(part).often
    )
    if not known:
        return None
    beside = _clause(known[1]) if len(known) > 1 else None
    return [way if way.second is not None else Way(way.first, beside) for way in known[0]]


def _of_any(parts: Sequence[list[Way] | None]) -> list[Way] | None:
    """Every part's ways; those of one clause are one."""
    found: list[Way] = []
    for part in parts:
        if part is None:
            return None
        found += part
    single = [way.first for way in found if way.second is None]
    paired = [way for way in found if way.second is not None]
    return [*paired, Way(_union(single))] if single else paired


def _of_several(parts: Sequence[list[Way] | None], least: int) -> list[Way] | None:
    """Of n parts all but ``least`` - 1: if none of those holds, too few can."""
    clauses = sorted(
        (_clause(part) for part in parts if part is not None), key=lambda clause: clause.often
    )
    needed = max(len(parts) - least + 1, 1)
    if needed > len(clauses):
        return None
    if len(parts) > _MOST_PAIRED or len(clauses) < len(parts):
        return [Way(_union(clauses[:needed]))]
    # Of those that hold, one is the rarest, and another one comes after it.
    return [
        Way(clauses[at], _union(clauses[at + 1 :])) for at in range(min(needed, len(clauses) - 1))
    ]
