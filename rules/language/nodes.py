"""Conditions made ready to be evaluated: the boolean ones, and those about places in a text.

A node answers whether it holds and with which evidence. Whole rules are decided by what
``predicates`` makes of their nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rules.language import spans
from rules.language.conditions import Condition
from rules.language.scan import Evidence, Scan
from rules.language.spans import Hit

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


@dataclass(slots=True)
class SpanNode:
    """A phrase, a term list or entities: whatever fills one of ``slots``."""

    condition: Condition
    slots: tuple[int, ...]
    cost: int = 0

    def hits(self, scan: Scan) -> list[Hit]:
        """Return the hits, sorted by field and place."""
        if len(self.slots) == 1:
            return scan.hits(self.slots[0])
        return sorted(hit for slot in scan.filled(self.slots) for hit in scan.hits(slot))

    def holds(self, scan: Scan) -> bool:
        """Whether there is a hit."""
        return bool(scan.filled(self.slots))

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The first hits."""
        return [scan.evidence(hit) for hit in self.hits(scan)[:EVIDENCE_PER_NODE]]


def _groups(parts: Sequence[SpanNode], scan: Scan) -> list[list[Hit]]:
    """Return the hits of each part, looked up together."""
    scan.locate([slot for part in parts for slot in part.slots])
    return [part.hits(scan) for part in parts]


@dataclass(slots=True)
class NearNode:
    """Spans within so many words."""

    condition: Condition
    parts: tuple[SpanNode, ...]
    words: int
    ordered: bool
    cost: int = 2

    def _found(self, scan: Scan) -> tuple[Hit, ...] | None:
        groups = _groups(self.parts, scan)
        return spans.within(groups, self.words, self.ordered) if all(groups) else None

    def holds(self, scan: Scan) -> bool:
        """Whether all lie near each other somewhere."""
        return self._found(scan) is not None

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The hits that lie near each other."""
        return [scan.evidence(hit) for hit in self._found(scan) or ()]


@dataclass(slots=True)
class SentenceNode:
    """Spans in one sentence."""

    condition: Condition
    parts: tuple[SpanNode, ...]
    cost: int = 3

    def _found(self, scan: Scan) -> tuple[Hit, ...] | None:
        groups = _groups(self.parts, scan)
        return spans.in_one_sentence(scan.document, groups) if all(groups) else None

    def holds(self, scan: Scan) -> bool:
        """Whether some sentence has all of them."""
        return self._found(scan) is not None

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The hits of the first such sentence."""
        return [scan.evidence(hit) for hit in self._found(scan) or ()]


@dataclass(slots=True)
class AllNode:
    """Every part holds."""

    condition: Condition
    parts: tuple[Node, ...]
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.cost = max(part.cost for part in self.parts)

    def holds(self, scan: Scan) -> bool:
        """Whether every part holds."""
        return all(part.holds(scan) for part in self.parts)

    def evidence(self, scan: Scan) -> list[Evidence]:
        """That of all parts."""
        return _joined(self.parts, scan)


@dataclass(slots=True)
class CountNode:
    """At least ``at_least`` parts hold; ``any`` is a count of one."""

    condition: Condition
    parts: tuple[Node, ...]
    at_least: int
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.cost = max(part.cost for part in self.parts)

    def holds(self, scan: Scan) -> bool:
        """Whether enough parts hold."""
        return sum(part.holds(scan) for part in self.parts) >= self.at_least

    def evidence(self, scan: Scan) -> list[Evidence]:
        """That of the parts that hold."""
        return _joined([part for part in self.parts if part.holds(scan)], scan)


@dataclass(slots=True)
class NoneNode:
    """No part holds."""

    condition: Condition
    parts: tuple[Node, ...]
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.cost = max(part.cost for part in self.parts)

    def holds(self, scan: Scan) -> bool:
        """Whether no part holds."""
        return not any(part.holds(scan) for part in self.parts)

    def evidence(self, _scan: Scan) -> list[Evidence]:
        """Nothing: absence cannot be quoted."""
        return []


def _joined(parts: Iterable[Node], scan: Scan) -> list[Evidence]:
    return [one for part in parts for one in part.evidence(scan)]
