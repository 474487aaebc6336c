"""YAML to plain values, with the place of everything.

libyaml's parser makes the node graph; the values are made here, because YAML 1.1's guesses
(``NO`` is false, ``22:00`` is 1320) lose what was written. Scalars stay text; whoever wants a
number or a yes/no reads it from the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from yaml import CSafeLoader
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.config.problems import Located, Where

_LARGEST: Final = 64 * 1024 * 1024
_DEEPEST: Final = 100
_MOST_ALIASED: Final = 100_000
_STANDARD: Final = "tag:yaml.org,2002:"
# Sections whose leaves are words people look for: null is a word there.
_WORDS: Final = ("rules", "terms", "entities")


class _Parser(CSafeLoader):
    """libyaml's parser with YAML 1.1's resolver taken out: a node's tag is its explicit tag."""

    def __init__(self, stream: str) -> None:
        CSafeLoader.__init__(self, stream)

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read.

    ``broken``: what is wrong left holes in ``value``, so that judging it would mislead. ``text``
    is kept, not its nodes, which take many times the memory and are wanted only for problems.
    """

    file: Path
    text: str
    value: Any
    problems: tuple[Located, ...] = ()
    broken: bool = False
    _nodes: list[Node | None] = field(default_factory=list, compare=False, repr=False)

    def place(self, path: Where, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of the deepest node on ``path``; of its key if ``key``."""
        if not self._nodes:
            self._nodes.append(_Parser(self.text).get_single_node() if self.text else None)
        node = at = self._nodes[0]
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            at, node = found
        if isinstance(node, ScalarNode) and not key and node.start_mark is not None:
            at = node
        if at is None or at.start_mark is None:
            return 1, 1
        return at.start_mark.line + 1, at.start_mark.column + 1


def _child(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    """Return (where to point, child) for one step down, or None."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == str(step):
                return key, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step], node.value[step]
    return None


def read_source(file: Path, content: bytes) -> Source:
    """Read one YAML document; what is wrong with it is in ``problems``, never raised."""
    if len(content) > _LARGEST:
        return _unreadable(file, 1, 1, "the file is larger than 64 MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _unreadable(file, line, 1, "the file is not UTF-8", "save it as UTF-8")
    try:
        root = _Parser(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return _syntax(file, text, error)
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        return _unreadable(file, 1, 1, f"not YAML: {reason}")
    builder = _Builder(file)
    value = builder.build(root, (), literal=False) if root is not None else None
    return Source(file, text, value, tuple(builder.problems), builder.broken)


def _unreadable(file: Path, line: int, column: int, message: str, hint: str = "") -> Source:
    return Source(file, "", None, (Located(file, line, column, message, hint),), broken=True)


def _syntax(file: Path, text: str, error: yaml.MarkedYAMLError) -> Source:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = text.splitlines()
    written = lines[line] if line < len(lines) else ""
    hint = ""
    if "\t" in written[: column + 1]:
        hint = "indent with spaces, not tabs"
    elif "mapping values are not allowed" in (error.problem or ""):
        hint = "put a text that holds ': ' in quotes"
    elif written[column : column + 1] in "@`%&*!|>":
        hint = "put a text that begins with a special character in quotes"
    reason = ", ".join(part for part in (error.problem, error.context) if part)
    return _unreadable(file, line + 1, column + 1, f"not YAML: {reason}", hint)


@dataclass(slots=True)
class _Builder:
    """Makes values from nodes, within bounds, and collects what is wrong."""

    file: Path
    problems: list[Located] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _aliased: int = 0
    broken: bool = False

    def build(self, node: Node, path: Sequence[str], *, literal: bool) -> Any:
        """Return the value of ``node``; ``path`` holds the keys above it, outermost first."""
        if self._too_much(node, path):
            return None
        if node.tag and not self._tag_is_plain(node):
            return None
        if isinstance(node, ScalarNode):
            return _scalar(node, literal=literal)
        if isinstance(node, SequenceNode):
            inside = (*path, "")
            return [self.build(child, inside, literal=literal) for child in node.value]
        return self._mapping(node, path, literal=literal)

    def _mapping(self, node: Node, path: Sequence[str], *, literal: bool) -> dict[str, Any]:
        made: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, ScalarNode):
                self._say(key_node, "a key must be a word", "put it in quotes")
                continue
            key = str(key_node.value)
            if key in lines:
                self._say(
                    key_node, f"duplicate key {key!r}", f"it stands in line {lines[key]} already"
                )
                continue
            if key == "<<":
                self._say(key_node, "merge keys (<<) are not YAML 1.2", "repeat the keys")
                continue
            lines[key] = key_node.start_mark.line + 1 if key_node.start_mark else 1
            words = literal or (not path and key in _WORDS)
            made[key] = self.build(child, (*path, key), literal=words)
        return made

    def _too_much(self, node: Node, path: Sequence[str]) -> bool:
        if len(path) > _DEEPEST:
            hint = "flatten it; an alias may not hold itself"
            self._once(node, f"nested deeper than {_DEEPEST} levels", hint)
            return True
        if id(node) in self._seen:
            self._aliased += 1
        self._seen.add(id(node))
        if self._aliased > _MOST_ALIASED:
            self._once(
                node, f"aliases expand to more than {_MOST_ALIASED} values", "use fewer aliases"
            )
            return True
        return False

    def _tag_is_plain(self, node: Node) -> bool:
        known = ("str", "int", "float", "bool", "null", "seq", "map")
        if node.tag in ("!", *(_STANDARD + name for name in known)):
            return True
        self._say(node, f"tag {node.tag!r} is not allowed", "remove it")
        self.broken = True
        return False

    def _say(self, node: Node, message: str, hint: str) -> None:
        mark = node.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        self.problems.append(Located(self.file, line, column, message, hint))

    def _once(self, node: Node, message: str, hint: str) -> None:
        self.broken = True
        if all(problem.message != message for problem in self.problems):
            self._say(node, message, hint)


def _scalar(node: ScalarNode, *, literal: bool) -> object:
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("", "~") or (not literal and text in ("null", "Null", "NULL")):
        return None
    return text
