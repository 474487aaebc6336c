"""Where in a YAML file everything stands, without keeping its node graph.

The graph takes twenty times the memory of the text. Kept is only where the sections of a file and
their entries begin and end, a few numbers for each; what stands inside an entry is found by
reading that piece of the text again when somebody asks, which is when there is a problem.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.config.parser import Parser
from monitor.config.problems import Where

_NUMBERS: Final = 7


@dataclass(frozen=True, slots=True)
class _Entry:
    """One value: where to point for it and where its text is. Lines and columns count from 0.

    ``indent`` is the column that the further lines of a block agree with; -1 for a scalar.
    """

    key_line: int
    key_column: int
    line: int
    column: int
    start: int
    end: int
    indent: int

    def point(self, *, key: bool) -> tuple[int, int]:
        """Return the place of the value if it is a scalar, else of its key; of the key if ``key``."""
        if self.indent < 0 and not key:
            return self.line, self.column
        return self.key_line, self.key_column


class Entries:
    """The values of a mapping or a list: seven numbers each, by name or in their order."""

    def __init__(self, node: Node | None = None) -> None:
        self._numbers = array("i")
        self._names: dict[str, int] = {}
        if isinstance(node, SequenceNode):
            for value in node.value:
                self.add(value, value)
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                if isinstance(key, ScalarNode) and key.value not in self._names:
                    self.add(key, value, key.value)

    def add(self, point: Node, value: Node, name: str | None = None) -> None:
        """Add a value, and where to point for it: at its key, whose name is new, or at itself."""
        # libyaml marks every node.
        at, start, end = point.start_mark, value.start_mark, value.end_mark
        assert at is not None
        assert start is not None
        assert end is not None
        if name is not None:
            self._names[name] = len(self._names)
        indent = 0 if getattr(value, "flow_style", False) else start.column
        if isinstance(value, ScalarNode):
            indent = -1
        self._numbers.extend(
            (at.line, at.column, start.line, start.column, start.index, end.index, indent)
        )

    def get(self, step: str | int) -> _Entry | None:
        """Return the value at one step of a path."""
        at = self._names.get(str(step)) if self._names else step
        if not isinstance(at, int) or not 0 <= at < len(self._numbers) // _NUMBERS:
            return None
        return _Entry(*self._numbers[at * _NUMBERS : (at + 1) * _NUMBERS])

    def line(self, name: str) -> int | None:
        """Return the line, from 1, of the key ``name``; None if there is none yet."""
        at = self._names.get(name)
        return None if at is None else self._numbers[at * _NUMBERS] + 1


class Places:
    """The places of one file whose bytes are ``content`` and whose nodes begin at ``root``.

    ``taken`` are the entries of sections that stand under ``root`` no more.
    """

    def __init__(
        self, content: bytes, root: Node | None, taken: Mapping[str, Entries] = MappingProxyType({})
    ) -> None:
        self._content = content
        self._root = _start(root)
        self._sections = Entries(root if isinstance(root, MappingNode) else None)
        self._inside: dict[str, Entries] = {**taken}
        for key, value in root.value if isinstance(root, MappingNode) else ():
            if isinstance(key, ScalarNode) and key.value not in self._inside:
                self._inside[key.value] = Entries(value)
        self._graph: list[Node | None] = []
        self._read = ""
        # Of a rule there are often several problems.
        self._last: tuple[_Entry | None, Node | None] = (None, None)

    @property
    def _text(self) -> str:
        # Kept as bytes while nobody asks: one odd letter makes a text two or four times as large.
        self._read = self._read or self._content.decode("utf-8-sig")
        return self._read

    def place(self, path: Where, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the deepest value on ``path``; of its key if ``key``.

        A list or mapping is pointed at by its key, a scalar by itself.
        """
        line, column = self._find(path, key=key)
        return line + 1, column + 1

    def _find(self, path: Where, *, key: bool) -> tuple[int, int]:
        section = self._sections.get(path[0]) if path else None
        if section is None:
            return self._root
        entry = self._inside[str(path[0])].get(path[1]) if path[1:] else None
        if entry is None:
            return section.point(key=key)
        inside = self._inside_of(entry, path, key=key) if path[2:] and entry.indent >= 0 else None
        return inside or entry.point(key=key)

    def _inside_of(self, entry: _Entry, path: Where, *, key: bool) -> tuple[int, int] | None:
        """Return the place of something inside an entry by reading its piece of the text again."""
        try:
            if entry != self._last[0]:
                piece = " " * entry.indent + self._text[entry.start : entry.end]
                self._last = entry, Parser(piece).get_single_node()
            node = self._last[1]
        except yaml.YAMLError:
            # It names an anchor of another entry, or needs what the head of the file declares.
            if not self._graph:
                self._graph.append(Parser(self._text).get_single_node())
            return _walk(self._graph[0], path, key=key)
        found = _walk(node, path[2:], key=key)
        if found is None:
            return None
        line, column = found
        return line + entry.line, column if line else column + entry.column - entry.indent


def _start(node: Node | None) -> tuple[int, int]:
    mark = node.start_mark if node is not None else None
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _walk(node: Node | None, path: Where, *, key: bool) -> tuple[int, int] | None:
    """Return the place of the deepest node on ``path``, from 0; None if its first step is wrong."""
    at: Node | None = None
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        at, node = found
    if at is None:
        return None
    return _start(node if isinstance(node, ScalarNode) and not key else at)


def _child(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    """Return (where to point, child) for one step down, or None."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == str(step):
                return key, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step], node.value[step]
    return None
