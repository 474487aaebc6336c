"""Feeds from OPML and names from CSV: other people's lists, read within bounds."""

from __future__ import annotations

import csv
import io
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from monitor.config.bounded import read_file
from monitor.config.problems import BadValueError, Located
from rules.language.schema import EntitySpec

_LARGEST: Final = 64 * 1024 * 1024
_DELIMITERS: Final = (",", ";", "\t")  # of equals the first


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file."""

    url: str
    name: str
    tags: tuple[str, ...]
    line: int


def read_bounded(path: Path) -> bytes:
    """Return the file's bytes; raises BadValueError when it cannot be read or is larger than 64 MB."""
    try:
        content = read_file(path, _LARGEST)
    except OSError as error:
        raise BadValueError(f"cannot read {path}: {error.strerror}", "check the path") from None
    if len(content) > _LARGEST:
        raise BadValueError(f"{path} is larger than 64 MB")
    return content


@dataclass(slots=True)
class _OpmlReader:
    """Collects outlines; folders above a feed become its tags."""

    found: list[Outline] = field(default_factory=list)
    _folders: list[str] = field(default_factory=list)
    _parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)

    def read(self, content: bytes) -> tuple[Outline, ...]:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse
        self._parser.Parse(content, True)
        return tuple(self.found)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name.lower() != "outline":
            return
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        label = given.get("title") or given.get("text") or ""
        url = given.get("xmlurl", "")
        if url:
            categories = given.get("category", "").split(",")
            tags = [*self._folders, *(each.strip().strip("/") for each in categories)]
            unique = tuple(dict.fromkeys(tag for tag in tags if tag))
            name = "" if label == url else label
            self.found.append(Outline(url, name, unique, self._parser.CurrentLineNumber))
        self._folders.append("" if url else label)

    def _end(self, name: str) -> None:
        if name.lower() == "outline" and self._folders:
            self._folders.pop()

    def _refuse(self, *_: Any) -> None:
        raise BadValueError("the OPML file declares entities", "remove its <!ENTITY …> lines")


def read_opml(path: Path) -> tuple[Outline, ...]:
    """Return the feeds of an OPML file. Raises BadValueError when it cannot be read."""
    content = read_bounded(path)
    try:
        return _OpmlReader().read(content)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise BadValueError(
            f"{path}:{error.lineno}: not OPML: {reason}", "export it again from your feed reader"
        ) from None


class _Lines(Mapping[str, int]):
    """Lines by names: two columns until somebody asks, which is when there is a problem."""

    def __init__(self, names: Sequence[str], numbers: Sequence[int]) -> None:
        self._names, self._numbers = names, numbers
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        self._known = self._known or dict(zip(self._names, self._numbers, strict=True))
        return self._known[name]

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)


@dataclass(frozen=True, slots=True)
class Names:
    """Entities of one CSV file, with the line each first stands on."""

    entities: Mapping[str, EntitySpec]
    lines: Mapping[str, int]
    problems: tuple[Located, ...]


def read_names(path: Path) -> Names:
    """Read columns id, kind, alias and optionally country; rows of one id belong together.

    Between the cells stands a comma, or a semicolon or tab where the first line has those.
    """
    content = read_bounded(path)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadValueError(f"{path} is not UTF-8", "save it as UTF-8") from None
    # Piece by piece: a file of such texts takes four times its size in memory.
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    rows = csv.reader(text, delimiter=_delimiter(content))
    try:
        head = [cell.strip().lower() for cell in next(rows, [])]
    except csv.Error as error:
        raise BadValueError(f"{path} is not CSV: {error}") from None
    missing = [column for column in ("id", "alias") if column not in head]
    if missing:
        raise BadValueError(
            f"{path} has no column {' and no column '.join(missing)}",
            "its first line must be id,kind,alias",
        )
    return _collect(path, rows, head)


def _delimiter(content: bytes) -> str:
    """Return what parts the names of the columns; spreadsheets of many countries write ``;``."""
    end = content.find(b"\n")
    first = (content if end < 0 else content[:end]).decode("utf-8-sig")
    return max(_DELIMITERS, key=first.count)


def _cell(row: list[str], at: Mapping[Any, int], name: str) -> str:
    return sys.intern(row[at[name]].strip()) if name in at else ""


def _too_many(path: Path, rows: Any) -> Located:
    said = "more cells than the first line has columns"
    hint = f"put a text that holds {rows.dialect.delimiter!r} in quotes"
    return Located(path, rows.line_num, 1, said, hint, "warning")


class _Collected:
    """Entities row by row. The rows of one id mostly stand together: these are one tuple at once."""

    def __init__(self) -> None:
        self.entities: dict[str, EntitySpec] = {}
        self.lines = array("i")
        self._strewn: dict[str, list[str]] = {}
        self._key = ""
        self._aliases: list[str] = []

    def add(self, key: str, alias: str) -> bool:
        """Add an alias to an entity that is known; say whether it is."""
        if key != self._key:
            if key not in self.entities:
                return False
            self._close()
            self._key = key
        self._aliases.append(alias)
        return True

    def begin(self, key: str, kind: str, country: str, line: int) -> None:
        """Make an entity known."""
        self.entities[key] = EntitySpec(kind, (), country or None)
        self.lines.append(line)

    def end(self) -> dict[str, EntitySpec]:
        """Return the entities with all their aliases."""
        self._close()
        for key, more in self._strewn.items():
            one = self.entities[key]
            self.entities[key] = replace(one, aliases=(*one.aliases, *more))
        return self.entities

    def _close(self) -> None:
        key, self._key = self._key, ""
        if not key:
            return
        one = self.entities[key]
        if one.aliases:
            self._strewn.setdefault(key, []).extend(self._aliases)
        else:
            self.entities[key] = replace(one, aliases=tuple(self._aliases))
        self._aliases.clear()


def _collect(path: Path, rows: Any, head: list[str]) -> Names:
    at = {name: head.index(name) for name in ("id", "alias", "kind", "country") if name in head}
    found = _Collected()
    problems: list[Located] = []
    try:
        for row in rows:
            if not any(row):
                continue
            if len(row) < len(head):
                row += [""] * (len(head) - len(row))
            elif any(row[len(head) :]):
                problems.append(_too_many(path, rows))
            key, alias = row[at["id"]].strip(), row[at["alias"]].strip()
            if not key or not alias:
                empty = "alias" if key else "id"
                problems.append(
                    Located(path, rows.line_num, 1, f"the {empty} is empty", "fill it in")
                )
            elif not found.add(key, alias):
                kind, country = _cell(row, at, "kind"), _cell(row, at, "country")
                found.begin(key, kind, country, rows.line_num)
                found.add(key, alias)
    except csv.Error as error:
        problems.append(Located(path, rows.line_num, 1, f"not CSV: {error}"))
    # The values are texts already: nothing is left to validate.
    entities = found.end()
    return Names(entities, _Lines(tuple(entities), found.lines), tuple(problems))
