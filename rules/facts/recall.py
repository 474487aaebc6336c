"""What was worked out about a word, kept for the next time it comes; bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

_MOST: Final = 20_000

_T = TypeVar("_T")


class Recall(dict[str, _T]):
    """A table that learns each word the first time it is looked up, and starts anew when it is full.

    News is written in few words: nearly all are known. Unlike a cache that drops what was used
    last, it writes nothing when it is read, which takes two thirds of the time. What it holds is
    pure, so that threads may fill it at once.
    """

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[str], _T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> _T:
        if len(self) >= _MOST:
            self.clear()
        answer = self[word] = self._work_out(word)
        return answer
