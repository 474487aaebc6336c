"""Slips that make a file no YAML: libyaml notices them a line too late, and in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_BULLET: Final = re.compile("\\s*([\u2010-\u2015\u2022\u00b7\u2212\u25cf\u25e6])\\s")
_OTHER_SPACE: Final = re.compile("[ \t]*(?=[^\\S \t\r\n])\\s+")
_GLUED_DASH: Final = re.compile(r"(\s*)-([^\s-].*)")
_GLUED_COLON: Final = re.compile(r"\s*(?:- )?([a-z_]+):(?!//)[^\s:]")
_NO_COLON: Final = re.compile(r"\s*(?:- )?([a-z_]+)(?:[ =]+(\S.*))?\s*\Z")
_HAS_VALUE: Final = re.compile(r"\s*(?:- )?[\w.$-]+:\s+[^\s#|>&]")


@dataclass(frozen=True, slots=True)
class Slip:
    """What was written where. ``line`` and ``column`` start at 0."""

    line: int
    column: int
    message: str
    hint: str


def slip_before(lines: Sequence[str], at: int, complaint: str) -> Slip | None:
    """Return the slip that ``complaint`` about line ``at`` comes from, if it is a known one."""
    before = _before(lines, at)
    looked = [number for number in (before, at) if number is not None and number < len(lines)]
    for number in looked:
        if found := _odd_mark(lines[number], number):
            return found
    late = "mapping values are not allowed" in complaint or "expected ':'" in complaint
    if not late or before is None:
        return None
    return _in_line(lines[before], before) or _by_indent(lines, before, at)


def _before(lines: Sequence[str], at: int) -> int | None:
    """Return the nearest line above ``at`` that says something."""
    above = range(min(at, len(lines)) - 1, -1, -1)
    said = (number for number in above if lines[number].strip()[:1] not in ("", "#"))
    return next(said, None)


def _odd_mark(text: str, number: int) -> Slip | None:
    if space := _OTHER_SPACE.match(text):
        hint = "indent with ordinary spaces; text from web pages often has others"
        return Slip(number, space.end() - 1, "a space of another kind begins the line", hint)
    if bullet := _BULLET.match(text):
        hint = "begin the entry with a plain hyphen and a space: '- '"
        return Slip(number, bullet.start(1), f"'{bullet[1]}' begins no entry of a list", hint)
    return None


def _in_line(text: str, number: int) -> Slip | None:
    column = len(text) - len(text.lstrip())
    if dash := _GLUED_DASH.match(text):
        return Slip(
            number, column, "a '-' without a space behind it", f"write - {dash[2].rstrip()[:60]}"
        )
    if colon := _GLUED_COLON.match(text):
        hint = f"write {colon[1]}: with a space behind it"
        return Slip(number, colon.end(1), "a ':' without a space behind it", hint)
    return None


def _by_indent(lines: Sequence[str], before: int, at: int) -> Slip | None:
    text, following = lines[before], lines[at] if at < len(lines) else ""
    column = len(text) - len(text.lstrip(" -"))
    deeper = len(following) - len(following.lstrip(" -")) > column
    bare = _NO_COLON.match(text)
    if bare and (not deeper or following.lstrip().startswith("- ")):
        value = f" {bare[2].strip()[:60]}" if bare[2] else ""
        said, hint = f"no colon behind the key '{bare[1]}'", f"write {bare[1]}:{value}"
        return Slip(before, column, said, hint)
    if deeper and _HAS_VALUE.match(text):
        said = f"this line is indented deeper than line {before + 1}, whose value it would go on"
        hint = f"indent it as line {before + 1}, or begin that one with '- ' if it begins an entry"
        return Slip(at, len(following) - len(following.lstrip()), said, hint)
    return None
