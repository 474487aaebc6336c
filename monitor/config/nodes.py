"""YAML to plain values, with the place of everything.

libyaml's parser makes the node graph; the values are made here, because YAML 1.1's guesses
(``NO`` is false, ``22:00`` is 1320) lose what was written. Scalars stay text; whoever wants a
number or a yes/no reads it from the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.nodes import Node, ScalarNode, SequenceNode

from monitor.config.parser import DEEPEST, TOO_DEEP, Parser, TooDeepError
from monitor.config.places import Places
from monitor.config.problems import Located, Where

_LARGEST: Final = 64 * 1024 * 1024
_MOST_ALIASED: Final = 100_000
_STANDARD: Final = "tag:yaml.org,2002:"
_FLATTEN: Final = "flatten it; an alias may not hold itself"
# What YAML allows in no file, as libyaml reads it.
_FORBIDDEN: Final = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_LINE_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_KEY_BEFORE: Final = re.compile(r":\s")
_CLOSED_QUOTE: Final = re.compile(r"""(?:^|[\s:\[{,-])("[^"]*"|'[^']*')\s+$""")
# Sections whose leaves are words people look for: null is a word there.
_WORDS: Final = ("rules", "terms", "entities")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read.

    ``broken``: what is wrong left holes in ``value``, so that judging it would mislead.
    """

    file: Path
    value: Any
    problems: tuple[Located, ...] = ()
    broken: bool = False
    _places: Places = field(default=Places("", None), compare=False, repr=False)

    def place(self, path: Where, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of the deepest node on ``path``; of its key if ``key``."""
        return self._places.place(path, key=key)


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
        root = Parser(text).get_single_node()
    except TooDeepError as error:
        line, column = _place_of(error)
        return _unreadable(file, line + 1, column + 1, TOO_DEEP, _FLATTEN)
    except yaml.MarkedYAMLError as error:
        return _syntax(file, text, error)
    except yaml.YAMLError as error:
        return _unprintable(file, text, str(error).splitlines()[0])
    builder = _Builder(file)
    value = builder.build(root, (), literal=False) if root is not None else None
    places = Places(text, root)
    return Source(file, value, tuple(builder.problems), builder.broken, places)


def _unreadable(file: Path, line: int, column: int, message: str, hint: str = "") -> Source:
    return Source(file, None, (Located(file, line, column, message, hint),), broken=True)


def _place_of(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    mark = error.problem_mark or error.context_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _unprintable(file: Path, text: str, reason: str) -> Source:
    """Say where the character stands that libyaml refuses without a place."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return _unreadable(file, 1, 1, f"not YAML: {reason}")
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
    said = f"not YAML: control character {ord(found[0]):#06x}"
    return _unreadable(file, line, column, said, "remove it; it cannot be seen in most editors")


def _syntax(file: Path, text: str, error: yaml.MarkedYAMLError) -> Source:
    line, column = _place_of(error)
    opened = error.context_mark
    if opened is not None and "unexpected end of stream" in (error.problem or ""):
        # Noticed at the end of the file, amended where the quote stands.
        line, column = opened.line, opened.column
    # Not splitlines(): it counts form feeds and others that are no line break in YAML.
    lines = _LINE_BREAK.split(text)
    written = lines[line] if line < len(lines) else ""
    hint = _syntax_hint(error.problem or "", written, column)
    if not hint and opened is not None and "flow" in (error.context or ""):
        hint = f"close the bracket of line {opened.line + 1}, and put commas between its entries"
    reason = ", ".join(part for part in (error.problem, error.context) if part)
    return _unreadable(file, line + 1, column + 1, f"not YAML: {reason}", hint)


def _syntax_hint(problem: str, written: str, column: int) -> str:
    """Return what the author probably meant, by libyaml's complaint and the line it is about."""
    if "\t" in written[: column + 1]:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        if _KEY_BEFORE.search(written[:column]):
            return "put a text that holds ': ' in quotes"
        return "indent the line as its neighbours, and write '- ' and ': ' with their spaces"
    if "did not find expected '-'" in problem:
        return "begin the entry with '- ', or indent the line as the keys above it"
    if "unexpected end of stream" in problem:
        return "close the quote that begins here; one inside single quotes is written twice"
    if "unknown escape character" in problem:
        return "put the text in single quotes, where a backslash is a backslash"
    if "found another document" in problem:
        return "remove the line ---: one file, one document"
    if _CLOSED_QUOTE.search(written[:column]):
        return "a text that begins with a quote ends with it: put all of it in quotes"
    if written[column : column + 1] in tuple("@`%&*!|>"):
        return "put a text that begins with a special character in quotes"
    if "did not find expected key" in problem:
        return "indent the line as the keys above it"
    return ""


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
            if key != key.strip():
                hint = "indent with ordinary spaces; text from web pages often has others"
                self._say(key_node, f"a space of another kind beside {key.strip()!r}", hint)
                # Where the key belongs cannot be told: its line is indented by nothing.
                self.broken = True
                continue
            if key in lines:
                hint = f"it stands in line {lines[key]} already: put what is below it there"
                self._say(key_node, f"duplicate key {key!r}", hint)
                continue
            if key == "<<":
                self._say(key_node, "merge keys (<<) are not YAML 1.2", "repeat the keys")
                continue
            lines[key] = key_node.start_mark.line + 1 if key_node.start_mark else 1
            words = literal or (not path and key in _WORDS)
            made[key] = self.build(child, (*path, key), literal=words)
        return made

    def _too_much(self, node: Node, path: Sequence[str]) -> bool:
        if len(path) > DEEPEST:
            self._once(node, TOO_DEEP, _FLATTEN)
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
