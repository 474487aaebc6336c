"""What is wrong with a rule, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place.

    ``where`` is the path inside the document, for example ``("rules", 3, "when", "all", 0)``;
    the loader turns it into file, line and column. ``hint`` says what to do.
    """

    where: tuple[str | int, ...]
    message: str
    hint: str = ""
    level: Level = "error"


class RulesError(ValueError):
    """Rules that cannot be compiled; carries every problem found, not just the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
