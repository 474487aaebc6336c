"""Regular expressions by RE2: linear time on any text, and errors that say what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import re2

from rules.errors import Problem
from rules.language.conditions import Regex
from rules.language.scan import Evidence, Scan
from rules.text.fold import LIMIT

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_DELIMITED = re.compile(r"/(.+)/[gimsuxy]*")
_MEMORY: Final = 64 << 20
_TOLD: Final = (
    ("invalid perl operator: (?=", "RE2 has no lookahead", "use all: with two conditions"),
    ("invalid perl operator: (?!", "RE2 has no lookahead", "use none: for what must be absent"),
    ("invalid perl operator: (?<", "RE2 has no lookbehind", "use near: with ordered: true"),
    ("invalid perl operator: (?>", "RE2 has no atomic groups", "write (?:…): RE2 never backtracks"),
    ("invalid perl operator: (?x", "RE2 has no (?x)", "leave out spaces and comments"),
    ("missing )", "a ( is never closed", "write \\( for the character itself"),
    ("unexpected )", "a ) closes nothing", "write \\) for the character itself"),
    ("missing ]", "a [ is never closed", "write \\[ for the character itself"),
    ("no argument for repetition", "a *, + or ? has nothing to repeat", "write \\* for itself"),
    ("bad repetition operator", "two repetitions in a row", "RE2 has no possessive forms"),
    ("invalid repetition size", "a repetition of more than 1,000", "RE2 allows {0,1000}"),
    ("trailing \\", "the pattern ends in a backslash", "write \\\\ for the character itself"),
    ("invalid escape sequence", "RE2 does not know this escape", ""),
    ("invalid character class range", "this character class is not known to RE2", ""),
    ("pattern too large", "the pattern needs too much memory", "shorten its repetitions"),
)


def compile_pattern(condition: Regex) -> Any | tuple[str, str]:
    """Return the compiled pattern, or (message, hint) saying why RE2 refuses it."""
    options = re2.Options()
    options.case_sensitive = condition.case
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(_SURROGATES.sub("\ufffd", condition.pattern), options)
    except re2.error as error:
        return _translated(error.args[0] if error.args else error)


def _translated(error: object) -> tuple[str, str]:
    said = error.decode("utf-8", "replace") if isinstance(error, bytes) else str(error)
    if re.search(r"invalid escape sequence: \\[1-9]", said):
        return "RE2 has no backreferences", "name each wanted text in any:"
    for start, message, hint in _TOLD:
        if said.lower().startswith(start):
            return f"{message} ({said})" if ":" in said and not hint else message, hint
    return f"RE2 cannot read the pattern: {said}", ""


def pattern_warnings(condition: Regex, where: tuple[str | int, ...]) -> list[Problem]:
    """Return what is allowed but hardly meant."""
    found = []
    if "(i?)" in condition.pattern:
        found.append(
            Problem(where, "(i?) matches an optional letter i", "did you mean (?i)?", "warning")
        )
    control = _CONTROL.search(condition.pattern)
    if control is not None:
        # In double quotes YAML reads \b, which was meant for the pattern.
        said = f"the pattern holds the control character {ord(control[0]):#04x}, which no text has"
        hint = "put the pattern in single quotes, where a backslash is a backslash"
        found.append(Problem(where, said, hint, "warning"))
    if delimited := _DELIMITED.fullmatch(condition.pattern):
        said = "the slashes around the pattern are looked for too"
        found.append(Problem(where, said, f"write '{delimited[1][:60]}'", "warning"))
    if re.search(r"\\[bBwW]", condition.pattern) and not condition.pattern.isascii():
        found.append(
            Problem(
                where,
                "\\b and \\w know only ASCII letters in RE2",
                "use a phrase, or \\pL for any letter",
                "warning",
            )
        )
    return found


def _encoded(scan: Scan, field: str) -> bytes:
    """Return the text of a field as RE2 reads it; encoded once for all patterns."""
    found = scan.encoded.get(field)
    if found is None:
        text = scan.document.text(field)[:LIMIT]
        found = scan.encoded[field] = _SURROGATES.sub("\ufffd", text).encode()
    return found


@dataclass(slots=True)
class RegexNode:
    """A pattern looked for in some fields."""

    condition: Regex
    compiled: Any
    cost: int = 4

    def _found(self, scan: Scan) -> Evidence | None:
        for name in self.condition.fields:
            if self.compiled.search(_encoded(scan, name)) is None:
                continue
            # Only now is the text searched as characters, for offsets that people can use.
            source = scan.document.text(name)[:LIMIT]
            match = self.compiled.search(_SURROGATES.sub("\ufffd", source))
            if match is not None:
                start, end = match.span()
                return Evidence(name, source[start:end], start, end)
        return None

    def holds(self, scan: Scan) -> bool:
        """Whether the pattern is found in one of the fields."""
        search = self.compiled.search
        return any(search(_encoded(scan, name)) is not None for name in self.condition.fields)

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The first place found."""
        found = self._found(scan)
        return [] if found is None else [found]
