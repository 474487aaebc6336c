"""Rules as a daemon keeps them: as they were written, unpacked again when one of them is wanted.

Ten thousand rules as values and nodes take some 40 MB, as text one and a half; of most of them
nobody asks more than whether they hold, which is decided without either.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, Generic, TypeVar, overload

from rules.language.builder import Rebuilder
from rules.language.nodes import (
    AllNode,
    CountNode,
    NearNode,
    Node,
    NoneNode,
    SentenceNode,
    SpanNode,
)
from rules.language.schema import RuleSpec, read_rule

T = TypeVar("T")

UNPACKED: Final = 2_000
"""Rules that stay unpacked, the last ones that matched."""


class _Packed(Sequence[T], Generic[T]):
    """A sequence whose values are made when asked for; the last ones are kept."""

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self.__setstate__((size, make))

    def __setstate__(self, state: tuple[int, Callable[[int], T]]) -> None:
        self._size, self._make = state
        # Nothing here refers to this object: it goes away with its last user, without a collection.
        self._made = lru_cache(UNPACKED)(self._make)

    def __getstate__(self) -> tuple[int, Callable[[int], T]]:
        return self._size, self._make

    def __len__(self) -> int:
        return self._size

    def once(self, number: int) -> T:
        """Return a value that is not wanted again soon: it is not kept."""
        return self._make(number)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self._made(one) for one in range(*at.indices(self._size))]
        number = at + self._size if at < 0 else at
        if not 0 <= number < self._size:
            raise IndexError(at)
        return self._made(number)


class PackedRules(_Packed[RuleSpec]):
    """Rules, each equal to the one that was given."""

    def written(self) -> Iterator[str]:
        """Yield each rule as it was written, as JSON."""
        assert isinstance(self._make, partial)
        text, ends, _ = self._make.args
        for number in range(len(self)):
            yield text[ends[number] : ends[number + 1]].decode("utf-8", "surrogatepass")


class PackedNodes(_Packed[Node]):
    """The nodes of packed rules: kept are only the slots that their words fill."""


class Packing:
    """Packs rules with their nodes, one after another."""

    def __init__(self) -> None:
        self._text, self._ends = bytearray(), array("q", [0])
        self._made: dict[int, RuleSpec] = {}
        self._slots, self._starts = array("i"), array("i")

    def add(self, rule: RuleSpec, node: Node) -> None:
        """Pack the next rule."""
        if not rule.written:
            # One that nobody wrote, but a program made, stays as it is.
            self._made[len(self._starts)] = rule
        # In one piece: strewn among what a load needs for a moment, they would hold its memory down.
        self._text += rule.written.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        self._starts.append(len(self._slots))
        for span in _spans(node):
            self._slots.append(len(span.slots))
            self._slots.extend(span.slots)

    def packed(self) -> tuple[PackedRules, PackedNodes]:
        """Return what was packed."""
        size = len(self._starts)
        rules = PackedRules(size, partial(_rule, bytes(self._text), self._ends, self._made))
        return rules, PackedNodes(size, partial(_node, rules, self._slots, self._starts))


def _rule(text: bytes, ends: Sequence[int], made: Mapping[int, RuleSpec], number: int) -> RuleSpec:
    if number in made:
        return made[number]
    rule = read_rule(json.loads(text[ends[number] : ends[number + 1]]))
    assert isinstance(rule, RuleSpec), rule  # it could be read before
    return rule


def _node(rules: PackedRules, slots: Sequence[int], starts: Sequence[int], number: int) -> Node:
    return Rebuilder(_groups(slots, starts[number])).node(rules.once(number).when)


def _groups(slots: Sequence[int], at: int) -> Iterator[tuple[int, ...]]:
    while True:
        end = at + 1 + slots[at]
        yield tuple(slots[at + 1 : end])
        at = end


def _spans(node: Node) -> Iterator[SpanNode]:
    """Yield what stands for words, in the order in which a builder comes to it."""
    if isinstance(node, SpanNode):
        yield node
    elif isinstance(node, (AllNode, CountNode, NearNode, NoneNode, SentenceNode)):
        for part in node.parts:
            yield from _spans(part)
