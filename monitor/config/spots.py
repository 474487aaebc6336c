"""Where the values of a merged configuration stand: noted by sections, not value by value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.config.nodes import Source
from monitor.config.problems import Where


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a merged value stands: a path in a source, or a line of another file."""

    file: Path
    source: Source | None = None
    path: Where = ()
    line: int = 1

    @property
    def base(self) -> Path:
        """What relative paths written here are relative to."""
        return self.file.parent

    def point(self, rest: Where, *, key: bool) -> tuple[Path, int, int]:
        """Return file, line and column of ``rest`` below this spot."""
        if self.source is None:
            return self.file, self.line, 1
        return (self.file, *self.source.place((*self.path, *rest), key=key))


@dataclass(frozen=True, slots=True)
class Section:
    """Many values that stand below one spot, or on ``lines`` of its file."""

    top: Spot
    lines: Mapping[str, int] | None = None

    def spot(self, step: str | int) -> Spot:
        """Return where one of the values stands."""
        if self.lines is not None:
            return Spot(self.top.file, line=self.lines[str(step)])
        return Spot(self.top.file, self.top.source, (*self.top.path, step))


class Run:
    """The spots of a list, whose entries may come from several sections."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._sections: list[Section | Spot] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, section: Section | Spot, count: int) -> None:
        """Add the next ``count`` entries; those of a spot stand there themselves."""
        if count:
            self._starts.append(self._size)
            self._sections.append(section)
            self._size += count

    def at(self, number: int) -> Spot:
        """Return the spot of one entry."""
        run = bisect_right(self._starts, number) - 1
        section = self._sections[run]
        return section if isinstance(section, Spot) else section.spot(number - self._starts[run])
