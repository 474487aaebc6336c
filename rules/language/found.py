"""What one text has of the phrases of a trie, and at which words.

Places are offsets into the folded text, in which each word stands between two spaces: from the
space before the first word to behind the space after the last one, or to anywhere inside the last
word where a ``*`` ends it. They become numbers of words only where somebody asks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import Final

from rules.language.marks import Mark

NO_SLOT: Final = -1
"""The slot of a head that fills none, or several."""

_SPACE = re.compile(" ")
_COUNTED: Final = 16
"""Offsets of one text that are turned into word numbers by counting; beyond, a table is made."""


class Found:
    """The phrases found in one folded text.

    ``heads`` holds for each automaton the slot of each head and the hits ``(head, start, end)``;
    ``beyond`` slots that a head does not fill, or not alone; ``marked`` what fills its slot only if
    its spelling and place fit.
    """

    __slots__ = ("_asked", "_spaces", "beyond", "heads", "marked", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.heads: list[tuple[Sequence[int], list[tuple[int, int, int]]]] = []
        self.beyond: list[tuple[int, int, int]] = []
        self.marked: list[tuple[Mark, int, int]] = []
        self._asked = 0
        self._spaces: list[int] | None = None

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return not (self.heads or self.beyond or self.marked)

    def fill(self, present: set[int]) -> None:
        """Add the slots that words alone fill."""
        for slots, hits in self.heads:
            present.update([slots[head] for head, _, _ in hits])
        present.update([slot for slot, _, _ in self.beyond])
        present.discard(NO_SLOT)

    def places(self, wanted: Set[int]) -> Iterator[tuple[int, int, int]]:
        """Yield slot, start and end of all that fills a slot of ``wanted`` by its words alone."""
        for slots, hits in self.heads:
            yield from [
                (slots[head], start, end) for head, start, end in hits if slots[head] in wanted
            ]
        yield from [one for one in self.beyond if one[0] in wanted]

    def words(self, start: int, end: int) -> tuple[int, int]:
        """Return the number of the first word of a place, and of the word after its last."""
        if self._spaces is None:
            self._asked += 1
            if self._asked <= _COUNTED:
                return self.text.count(" ", 0, start), self.text.count(" ", 0, end - 1)
            self._spaces = [match.start() for match in _SPACE.finditer(self.text)]
        return bisect_left(self._spaces, start), bisect_left(self._spaces, end - 1)
