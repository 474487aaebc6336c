"""What is wrong with a configuration, with the place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.errors import Level, Problem
from rules.language.reading import nearest

Where = tuple[str | int, ...]

__all__ = ["BadValueError", "Located", "Where", "errors_of", "has_errors", "nearest", "unknown"]


@dataclass(frozen=True, slots=True)
class Located:
    """One problem at one place of one file. ``line`` and ``column`` start at 1."""

    file: Path
    line: int
    column: int
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        """Return ``file:line:column: error: message. hint``, as compilers and editors write it."""
        text = f"{self.file}:{self.line}:{self.column}: {self.level}: {self.message}"
        return f"{text}. {self.hint}" if self.hint else text


class BadValueError(ValueError):
    """A value that cannot be used; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def unknown(what: str, name: str, known: Iterable[str], where: Where) -> Problem:
    """Return the problem of naming something that does not exist, with the nearest right name."""
    names = sorted(known)
    hint = nearest(name, names)
    if not hint and names and len(names) <= 20:
        hint = "known: " + ", ".join(names)
    return Problem(where, f"unknown {what} {name!r}", hint or f"name it under {what}s:")


def errors_of(problems: Iterable[Located]) -> list[Located]:
    """Return the problems that forbid use; warnings left out."""
    return [problem for problem in problems if problem.level == "error"]


def has_errors(problems: Sequence[Located]) -> bool:
    """Say whether any of ``problems`` is more than a warning."""
    return any(problem.level == "error" for problem in problems)
