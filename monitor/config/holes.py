"""What is left of a tree of values when some are taken out, and where it stood before.

Taking an entry out of a list shifts those behind it; problems found in what is left are told at
the places that were written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor.config.problems import Where


class Holes:
    """A tree, and the paths taken out of it. All paths given and returned are those of the tree."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._root = _Hole()

    def take_out(self, paths: Iterable[Where]) -> bool:
        """Take out what stands at each path, or of one that leads nowhere its deepest part.

        Returns whether that was anything at all.
        """
        before = self._root.count()
        for path in paths:
            self._take_out(path)
        return self._root.count() > before

    def touch(self, key: str) -> bool:
        """Say whether anything at or below a key of the tree was taken out."""
        return key in self._root.gone or self._root.inside.get(key, _NONE).count() > 0

    def left(self) -> Any:
        """Return what is left, as a copy where anything was taken out."""
        return _left(self._tree, self._root)

    def written(self, where: Where) -> Where:
        """Return the path in the tree of what stands at ``where`` in what is left."""
        value, hole, path = self._tree, self._root, []
        for at, step in enumerate(where):
            if isinstance(value, list) and isinstance(step, int):
                kept = hole.kept(len(value))
                step = kept[step] if step < len(kept) else step
            path.append(step)
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return (*path, *where[at + 1 :])
            hole = hole.inside.get(step, _NONE)
        return tuple(path)

    def _take_out(self, path: Where) -> None:
        value, hole = self._tree, self._root
        last: tuple[_Hole, str | int] | None = None
        for step in path:
            if step in hole.gone:
                return
            if isinstance(value, str):  # a word may stand where a list is meant
                break
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                break
            last = (hole, step)
            hole = hole.inside.setdefault(step, _Hole())
        if last is not None:
            last[0].gone.add(last[1])
            last[0].sure = None


class _Hole:
    """What was taken out of one mapping or list: steps that are gone, and holes further inside."""

    __slots__ = ("gone", "inside", "sure")

    def __init__(self) -> None:
        self.gone: set[str | int] = set()
        self.inside: dict[str | int, _Hole] = {}
        self.sure: list[int] | None = None

    def count(self) -> int:
        return len(self.gone) + sum(hole.count() for hole in self.inside.values())

    def kept(self, length: int) -> list[int] | range:
        """Return the places of a list that are left, worked out once."""
        if not self.gone:
            return range(length)
        if self.sure is None:
            self.sure = [at for at in range(length) if at not in self.gone]
        return self.sure


_NONE = _Hole()


def _left(value: Any, hole: _Hole) -> Any:
    if isinstance(value, dict):
        return {
            key: _left(inner, hole.inside[key]) if key in hole.inside else inner
            for key, inner in value.items()
            if key not in hole.gone
        }
    if isinstance(value, list):
        return [
            _left(value[at], hole.inside[at]) if at in hole.inside else value[at]
            for at in hole.kept(len(value))
        ]
    return value
