"""What gathering the files gives: one tree of values, each with the place it was written at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.config.problems import Located, Where
from monitor.config.spots import Run, Section, Spot
from rules.errors import Problem
from rules.language.schema import EntitySpec


@dataclass(slots=True)
class Gathered:
    """The merged tree, where each part came from, and what was wrong on the way."""

    main: Path
    values: dict[str, Any] = field(default_factory=dict)
    entities: dict[str, EntitySpec] = field(default_factory=dict)
    lists: dict[str, Run] = field(default_factory=dict)
    maps: dict[str, dict[str, Section]] = field(default_factory=dict)
    tops: dict[str, Spot] = field(default_factory=dict)
    files: dict[Path, None] = field(default_factory=dict)
    # What was read, under its true name: a file may be included by several.
    real: set[str] = field(default_factory=set)
    # Sections of which nothing can be said, so that what names their parts is not judged.
    unreadable: set[str] = field(default_factory=set)
    problems: list[Located] = field(default_factory=list)
    broken: bool = False

    def spot(self, where: Where) -> tuple[Spot, Where]:
        """Return the spot nearest to a merged path, and what of the path is left."""
        if not where:
            return self.tops.get("", Spot(self.main)), ()
        top, rest = str(where[0]), where[1:]
        if rest and isinstance(rest[0], int) and rest[0] < len(self.lists.get(top, ())):
            return self.lists[top].at(rest[0]), rest[1:]
        if rest and rest[0] in self.maps.get(top, {}):
            name = str(rest[0])
            return self.maps[top][name].spot(name), rest[1:]
        return self.tops.get(top, self.tops.get("", Spot(self.main))), rest

    def locate(self, problem: Problem) -> Located:
        """Return ``problem`` with file, line and column."""
        spot, rest = self.spot(problem.where)
        key = problem.message.startswith(("unknown key", "deprecated key"))
        file, line, column = spot.point(rest, key=key)
        return Located(file, line, column, problem.message, problem.hint, problem.level)

    def say(self, where: Where, message: str, hint: str = "") -> None:
        """Note one problem of the merged tree."""
        self.problems.append(self.locate(Problem(where, message, hint)))
