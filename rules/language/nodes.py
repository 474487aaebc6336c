"""Conditions made ready to be evaluated: the boolean ones, and those about places in a text.

A node answers whether it holds, with which evidence, and by which slots a rule that needs it can
be found (its anchor): unless one of them has a hit, the node cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from rules.language import spans
from rules.language.conditions import Condition
from rules.language.scan import TEXT, Evidence, Scan
from rules.language.spans import Hit

Anchor: TypeAlias = tuple[float, frozenset[int]]
"""How often one of these slots is hit (an estimate), and the slots."""

EVIDENCE_PER_NODE = 5


class Node(Protocol):
    """A condition that can be evaluated. ``cost`` orders the parts of a conjunction."""

    cost: int

    @property
    def condition(self) -> Condition:
        """What was asked for, in the words of the rule."""
        ...

    def holds(self, scan: Scan, /) -> bool:
        """Whether the condition holds."""
        ...

    def evidence(self, scan: Scan, /) -> list[Evidence]:
        """What made it hold; empty if it does not, or if there is nothing to show."""
        ...

    def anchor(self) -> Anchor | None:
        """The slots one of which must have a hit; None if nothing is needed."""
        ...


@dataclass(slots=True)
class SpanNode:
    """A phrase, a term list or entities: whatever fills one of ``slots``."""

    condition: Condition
    slots: tuple[int, ...]
    fields: frozenset[int]
    frequency: float
    cost: int = 0
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        self.plain = len(self.slots) == 1 and self.fields == frozenset(TEXT)

    def hits(self, scan: Scan) -> list[Hit]:
        """Return the hits in the fields asked for, sorted by field and place."""
        if self.plain and not scan.extra:
            return scan.hits.get(self.slots[0], [])
        found = [
            hit for slot in self.slots for hit in scan.hits.get(slot, ()) if hit[0] in self.fields
        ]
        return sorted(found) if len(self.slots) > 1 else found

    def holds(self, scan: Scan) -> bool:
        """Whether there is a hit."""
        if self.plain and not scan.extra:
            return self.slots[0] in scan.hits
        return bool(self.hits(scan))

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The first hits."""
        return [scan.evidence(hit) for hit in self.hits(scan)[:EVIDENCE_PER_NODE]]

    def anchor(self) -> Anchor:
        """Its own slots."""
        return self.frequency, frozenset(self.slots)


@dataclass(slots=True)
class NearNode:
    """Spans within so many words."""

    condition: Condition
    parts: tuple[SpanNode, ...]
    words: int
    ordered: bool
    cost: int = 2

    def _found(self, scan: Scan) -> tuple[Hit, ...] | None:
        groups = [part.hits(scan) for part in self.parts]
        return spans.within(groups, self.words, self.ordered) if all(groups) else None

    def holds(self, scan: Scan) -> bool:
        """Whether all lie near each other somewhere."""
        return self._found(scan) is not None

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The hits that lie near each other."""
        return [scan.evidence(hit) for hit in self._found(scan) or ()]

    def anchor(self) -> Anchor:
        """The rarest part."""
        return min((part.anchor() for part in self.parts), key=lambda one: one[0])


@dataclass(slots=True)
class SentenceNode:
    """Spans in one sentence."""

    condition: Condition
    parts: tuple[SpanNode, ...]
    cost: int = 3

    def _found(self, scan: Scan) -> tuple[Hit, ...] | None:
        groups = [part.hits(scan) for part in self.parts]
        return spans.in_one_sentence(scan.document, groups) if all(groups) else None

    def holds(self, scan: Scan) -> bool:
        """Whether some sentence has all of them."""
        return self._found(scan) is not None

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The hits of the first such sentence."""
        return [scan.evidence(hit) for hit in self._found(scan) or ()]

    def anchor(self) -> Anchor:
        """The rarest part."""
        return min((part.anchor() for part in self.parts), key=lambda one: one[0])


class _Parts:
    """Parts to be asked in order of cost; those that are one look-up are asked first, at once."""

    __slots__ = ("cost", "in_order", "rest", "slots")

    def __init__(self, parts: Iterable[Node]) -> None:
        self.in_order = tuple(sorted(parts, key=lambda part: part.cost))
        self.cost = self.in_order[-1].cost
        slots: list[int] = []
        rest: list[Node] = []
        for part in self.in_order:
            if isinstance(part, SpanNode) and part.plain:
                slots.append(part.slots[0])
            else:
                rest.append(part)
        self.slots = tuple(slots)
        self.rest = tuple(rest)

    def count(self, scan: Scan, wanted: int) -> int:
        """Return how many parts hold; counting stops at ``wanted``."""
        found = 0
        rest = self.in_order
        # Hits in further fields must be told apart, which only the parts themselves do.
        if not scan.extra:
            hits = scan.hits
            rest = self.rest
            for slot in self.slots:
                if slot in hits:
                    found += 1
                    if found == wanted:
                        return found
        for part in rest:
            if part.holds(scan):
                found += 1
                if found == wanted:
                    return found
        return found

    def all_hold(self, scan: Scan) -> bool:
        """Whether every part holds."""
        rest = self.in_order
        if not scan.extra:
            hits = scan.hits
            rest = self.rest
            for slot in self.slots:
                if slot not in hits:
                    return False
        for part in rest:  # noqa: SIM110 - a generator costs more than most parts do
            if not part.holds(scan):
                return False
        return True


@dataclass(slots=True)
class AllNode:
    """Every part holds."""

    condition: Condition
    parts: tuple[Node, ...]
    cost: int = field(init=False)
    _ready: _Parts = field(init=False)

    def __post_init__(self) -> None:
        self._ready = _Parts(self.parts)
        self.cost = self._ready.cost

    def holds(self, scan: Scan) -> bool:
        """Whether every part holds."""
        return self._ready.all_hold(scan)

    def evidence(self, scan: Scan) -> list[Evidence]:
        """That of all parts."""
        return _joined(self.parts, scan)

    def anchor(self) -> Anchor | None:
        """The rarest part."""
        anchors = [anchor for part in self.parts if (anchor := part.anchor()) is not None]
        return min(anchors, key=lambda one: one[0]) if anchors else None


@dataclass(slots=True)
class CountNode:
    """At least ``at_least`` parts hold; ``any`` is a count of one."""

    condition: Condition
    parts: tuple[Node, ...]
    at_least: int
    cost: int = field(init=False)
    _ready: _Parts = field(init=False)

    def __post_init__(self) -> None:
        self._ready = _Parts(self.parts)
        self.cost = self._ready.cost

    def holds(self, scan: Scan) -> bool:
        """Whether enough parts hold."""
        return self._ready.count(scan, self.at_least) >= self.at_least

    def evidence(self, scan: Scan) -> list[Evidence]:
        """That of the parts that hold."""
        return _joined([part for part in self.parts if part.holds(scan)], scan)

    def anchor(self) -> Anchor | None:
        """Of n parts all but at_least - 1: if none of those holds, too few can."""
        anchors = [part.anchor() for part in self.parts]
        known = sorted((one for one in anchors if one is not None), key=lambda one: one[0])
        needed = len(anchors) - self.at_least + 1
        if needed > len(known):
            return None
        chosen = known[: max(needed, 1)]
        return sum(one[0] for one in chosen), frozenset().union(*(one[1] for one in chosen))


@dataclass(slots=True)
class NoneNode:
    """No part holds."""

    condition: Condition
    parts: tuple[Node, ...]
    cost: int = field(init=False)
    _ready: _Parts = field(init=False)

    def __post_init__(self) -> None:
        self._ready = _Parts(self.parts)
        self.cost = self._ready.cost

    def holds(self, scan: Scan) -> bool:
        """Whether no part holds."""
        return self._ready.count(scan, 1) == 0

    def evidence(self, _scan: Scan) -> list[Evidence]:
        """Nothing: absence cannot be quoted."""
        return []

    def anchor(self) -> None:
        """Nothing is needed."""
        return


def _joined(parts: Iterable[Node], scan: Scan) -> list[Evidence]:
    return [one for part in parts for one in part.evidence(scan)]
