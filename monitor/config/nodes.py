"""YAML to plain values, with the place of everything.

libyaml's parser makes nodes; the values are made here, because YAML 1.1's guesses (``NO`` is
false, ``22:00`` is 1320) lose what was written. Scalars stay text; whoever wants a number or a
yes/no reads it from the text. Each entry of a section is made a value as soon as it is read: the
nodes of a whole file take twenty times as much as its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import yaml
from yaml.nodes import CollectionNode, Node, ScalarNode, SequenceNode

from monitor.config.parser import DEEPEST, TOO_DEEP, Parser, TooDeepError
from monitor.config.places import Entries, Places
from monitor.config.problems import Located, Where
from monitor.config.slips import slip_before

_LARGEST: Final = 64 * 1024 * 1024
_MOST_ALIASED: Final = 100_000
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
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
Makers: TypeAlias = Mapping[str, Callable[[Any], Any]]
"""What is made of each entry of a section at once, of those that nobody wants to see as written."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read.

    ``broken``: what is wrong left holes in ``value``, so that judging it would mislead.
    """

    file: Path
    value: Any
    problems: tuple[Located, ...] = ()
    broken: bool = False
    _places: Places = field(default=Places(b"", None), compare=False, repr=False)

    def place(self, path: Where, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of the deepest node on ``path``; of its key if ``key``."""
        return self._places.place(path, key=key)


def read_source(file: Path, content: bytes, makers: Makers = MappingProxyType({})) -> Source:
    """Read one YAML document; what is wrong with it is in ``problems``, never raised."""
    if len(content) > _LARGEST:
        return _unreadable(file, 1, 1, "the file is larger than 64 MB")
    if content[:2] in _UTF_16 or b"\0" in content[:2]:
        return _unreadable(file, 1, 1, "the file is UTF-16, not UTF-8", "save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        before = content[content.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8", "replace")) + 1
        return _unreadable(file, line, column, "the file is not UTF-8", "save it as UTF-8")
    builder = _Builder(file, text, makers)
    try:
        root = builder.parser.get_single_node()
    except TooDeepError as error:
        line, column = _place_of(error)
        return _unreadable(file, line + 1, column + 1, TOO_DEEP, _FLATTEN)
    except yaml.MarkedYAMLError as error:
        return _syntax(file, text, error)
    except yaml.YAMLError as error:
        return _unprintable(file, text, str(error).splitlines()[0])
    value = builder.build(root, (), literal=False) if root is not None else None
    places = Places(content, root, builder.taken())
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
    # A tab, or a colon that stands before it, is what the line itself has wrong.
    own = "\t" in written or _KEY_BEFORE.search(written[:column])
    slip = None if own else slip_before(lines, line, error.problem or "")
    if slip is not None:
        said = f"not YAML: {slip.message}"
        return _unreadable(file, slip.line + 1, slip.column + 1, said, slip.hint)
    hint = _syntax_hint(error.problem or "", written, column)
    if not hint and opened is not None and "flow" in (error.context or ""):
        hint = f"close the bracket of line {opened.line + 1}, and put commas between its entries"
    told = [error.problem, error.context]
    if (error.problem or "").startswith("but "):
        told.reverse()
    reason = ", ".join(part for part in told if part)
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
    if "unexpected ':'" in problem:
        return "write a space after each colon, and a text that holds a colon in quotes"
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
class _Section:
    """What was made of the entries of a section that stand there as nodes no more."""

    values: list[Any] | dict[str, Any]
    entries: Entries = field(default_factory=Entries)


class _Builder:
    """Makes values from nodes, within bounds, and collects what is wrong."""

    def __init__(self, file: Path, text: str, makers: Makers) -> None:
        self.parser = Parser(text, self._take)
        self.problems: list[Located] = []
        self.broken = False
        self._file = file
        self._text = text
        self._makers = makers
        self._built = 0
        # By the identity of nodes that stand under the root.
        self._sections: dict[int, _Section] = {}
        self._whole: set[int] = set()
        self._names: dict[str, int] = {}

    def taken(self) -> dict[str, Entries]:
        """Return the places of the entries that were taken, by sections."""
        return {name: self._sections[node].entries for name, node in self._names.items()}

    def build(self, node: Node, path: Sequence[str], *, literal: bool) -> Any:
        """Return the value of ``node``; ``path`` holds the keys above it, outermost first."""
        if self._too_much(node, path):
            return None
        if node.tag and not self._tag_is_plain(node):
            return None
        if isinstance(node, ScalarNode):
            return _scalar(node, literal=literal)
        if id(node) in self._sections:
            assert isinstance(node, CollectionNode)
            self._empty(node, path[0])
            return self._sections[id(node)].values
        if isinstance(node, SequenceNode):
            inside = (*path, "")
            make = self._makers.get(path[0]) if len(path) == 1 else None
            found = (self.build(child, inside, literal=literal) for child in node.value)
            return [make(one) for one in found] if make is not None else list(found)
        return self._mapping(node, path, literal=literal)

    def _take(self, key: ScalarNode, section: CollectionNode) -> None:
        """Make values of the entries of a section that are complete, and let their nodes go."""
        name = str(key.value)
        if section.value and id(section) not in self._sections and id(section) not in self._whole:
            known = name in self._names or name != name.strip() or name == "<<"
            # What has an anchor may be named again further down.
            starts = self.parser.start, section.start_mark.index
            anchored = any(self._text[start] in "&!" for start in starts)
            if known or anchored:
                self._whole.add(id(section))
            else:
                self._names[name] = id(section)
                made = _Section([] if isinstance(section, SequenceNode) else {})
                self._sections[id(section)] = made
        if id(section) in self._sections:
            self._empty(section, name)

    def _empty(self, section: CollectionNode, name: str) -> None:
        made, literal = self._sections[id(section)], name in _WORDS
        make = self._makers.get(name)
        values, entries = made.values, made.entries
        if isinstance(values, list):
            for node in section.value:
                entries.add(node, node)
                value = self.build(node, (name, ""), literal=literal)
                values.append(make(value) if make is not None else value)
        else:
            for key_node, child in section.value:
                key = self._key(key_node, entries.line)
                if isinstance(key_node, ScalarNode) and entries.line(key_node.value) is None:
                    entries.add(key_node, child, key_node.value)
                if key is not None:
                    value = self.build(child, (name, key), literal=literal)
                    values[key] = make(value) if make is not None else value
        section.value.clear()

    def _mapping(self, node: Node, path: Sequence[str], *, literal: bool) -> dict[str, Any]:
        made: dict[str, Any] = {}
        lines: dict[str, int] = {}
        make = self._makers.get(path[0]) if len(path) == 1 else None
        for key_node, child in node.value:
            key = self._key(key_node, lines.get)
            if key is None:
                continue
            lines[key] = key_node.start_mark.line + 1 if key_node.start_mark else 1
            words = literal or (not path and key in _WORDS)
            value = self.build(child, (*path, key), literal=words)
            made[key] = make(value) if make is not None else value
        return made

    def _key(self, node: Node, line: Callable[[str], int | None]) -> str | None:
        """Return a key that can be one; ``line`` tells where a key stands already."""
        key = self._good_key(node, line)
        # What has a key counts as it is built; without one, what is said of it must have an end.
        self._built += key is None
        return key

    def _good_key(self, node: Node, line: Callable[[str], int | None]) -> str | None:
        if not isinstance(node, ScalarNode):
            self._say(node, "a key must be a word", "put it in quotes")
            return None
        key = str(node.value)
        if key != key.strip():
            hint = "indent with ordinary spaces; text from web pages often has others"
            self._say(node, f"a space of another kind beside {key.strip()!r}", hint)
            # Where the key belongs cannot be told: its line is indented by nothing.
            self.broken = True
            return None
        if key == "<<":
            self._say(node, "merge keys (<<) are not YAML 1.2", "repeat the keys")
            return None
        there = line(key)
        if there is not None:
            hint = f"it stands in line {there} already: put what is below it there"
            self._say(node, f"duplicate key {key!r}", hint)
            return None
        return key

    def _too_much(self, node: Node, path: Sequence[str]) -> bool:
        if len(path) > DEEPEST:
            self._once(node, TOO_DEEP, _FLATTEN)
            return True
        # Each value is built once, but for those that aliases name.
        self._built += 1
        if self._built > self.parser.composed + _MOST_ALIASED:
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
        self.problems.append(Located(self._file, line, column, message, hint))

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
