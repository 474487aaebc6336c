"""Feeds from OPML and names from CSV: other people's lists, read within bounds."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

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
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
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
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadValueError(f"{path} is not UTF-8", "save it as UTF-8") from None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
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


def _delimiter(text: str) -> str:
    """Return what parts the names of the columns; spreadsheets of many countries write ``;``."""
    first = text[: text.find("\n")] if "\n" in text else text
    return max(_DELIMITERS, key=first.count)


def _cell(row: list[str], at: Mapping[Any, int], name: str) -> str:
    return sys.intern(row[at[name]].strip()) if name in at else ""


def _too_many(path: Path, rows: Any) -> Located:
    said = "more cells than the first line has columns"
    hint = f"put a text that holds {rows.dialect.delimiter!r} in quotes"
    return Located(path, rows.line_num, 1, said, hint, "warning")


def _collect(path: Path, rows: Any, head: list[str]) -> Names:
    at = {name: head.index(name) for name in ("id", "alias", "kind", "country") if name in head}
    aliases: dict[str, list[str]] = {}
    about: dict[str, tuple[str, str]] = {}
    lines: dict[str, int] = {}
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
                continue
            if key in aliases:
                aliases[key].append(alias)
                continue
            aliases[key] = [alias]
            lines[key] = rows.line_num
            about[key] = _cell(row, at, "kind"), _cell(row, at, "country")
    except csv.Error as error:
        problems.append(Located(path, rows.line_num, 1, f"not CSV: {error}"))
    # The values are texts already: nothing is left to validate.
    entities = {
        key: EntitySpec(about[key][0], tuple(given), about[key][1] or None)
        for key, given in aliases.items()
    }
    return Names(entities, lines, tuple(problems))
