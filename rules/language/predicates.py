"""Conditions as generated Python: one expression per rule over the slots that an item fills.

``5 in P and (7 in P or 9 in P) and not (4 in P)`` is decided several times as fast as by walking
nodes. Only numbers and names made here get into the source, never a text of a rule. What cannot be
decided by slots alone asks its node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any, Final, NamedTuple, TypeAlias

from rules.language.nodes import (
    AllNode,
    CountNode,
    NearNode,
    Node,
    NoneNode,
    SentenceNode,
    SpanNode,
)
from rules.language.scan import Scan

Predicate: TypeAlias = Callable[[set[int], Scan], bool]
"""Whether a rule holds, from the slots that are filled (``P``) and the scan they are of (``S``)."""

_WRITTEN_OUT: Final = 4
# One for all rules that need no other: there may be ten thousand.
_NAMES: Final[dict[str, Any]] = {"__builtins__": {}, "sum": sum}


class Asked(NamedTuple):
    """A rule ready to be asked: its predicate, and the slots to be settled before."""

    holds: Predicate
    doubtful: frozenset[int]


def ask(node: Node, doubtful: Set[int]) -> Asked:
    """Make one rule ready. ``doubtful`` are slots whose filling may depend on more than words."""
    writer = _Writer()
    source = f"lambda P, S: {writer.write(node)}"
    names = {**_NAMES, **writer.names} if writer.names else _NAMES
    made: Predicate = eval(source, names)  # noqa: S307 - the source is made of numbers
    return Asked(made, frozenset(writer.slots & doubtful))


class _Writer:
    """Writes expressions; ``names`` are what they refer to, ``slots`` those they ask for."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.slots: set[int] = set()

    def write(self, node: Node) -> str:
        """Return an expression that is true when ``node`` holds."""
        match node:
            case SpanNode(slots=slots):
                return self._one_of(slots)
            case AllNode(parts=parts):
                return f"({' and '.join(map(self.write, _cheapest_first(parts)))})"
            case NoneNode(parts=parts):
                return f"(not {self._any(parts)})"
            case CountNode(parts=parts, at_least=1):
                return self._any(parts)
            case CountNode(parts=parts, at_least=least) if all(
                isinstance(part, SpanNode) for part in parts
            ):
                return f"(sum(({', '.join(map(self.write, parts))},)) >= {least})"
            case NearNode(parts=spans) | SentenceNode(parts=spans):
                asked = [self.write(span) for span in spans]
                return f"({' and '.join((*asked, self._call(node)))})"
            case _:
                return self._call(node)

    def _any(self, parts: Sequence[Node]) -> str:
        """Return an expression that is true when one of ``parts`` holds."""
        slots = [slot for part in parts if isinstance(part, SpanNode) for slot in part.slots]
        rest = [part for part in parts if not isinstance(part, SpanNode)]
        asked = [self._one_of(slots)] if slots else []
        asked += map(self.write, _cheapest_first(rest))
        return f"({' or '.join(asked)})" if asked else "False"

    def _one_of(self, slots: Sequence[int]) -> str:
        self.slots.update(slots)
        if len(slots) > _WRITTEN_OUT:
            return f"(not P.isdisjoint({self._name(frozenset(slots))}))"
        return f"({' or '.join(f'{slot} in P' for slot in slots)})" if slots else "False"

    def _call(self, node: Node) -> str:
        return f"{self._name(node.holds)}(S)"

    def _name(self, value: object) -> str:
        name = f"N{len(self.names)}"
        self.names[name] = value
        return name


def _cheapest_first(parts: Iterable[Node]) -> list[Node]:
    return sorted(parts, key=lambda part: part.cost)
