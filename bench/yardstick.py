"""How much slower the machine is than at its best, while something else is measured on it.

CPU time is not the same amount of work at all times: cores that share caches and memory with other
work get less done in it. A fixed piece of work, of the kind Wirewatch does (strings, dictionaries
larger than a core's cache), is done again and again beside what is measured, and its CPU time is
held against the least it ever took.
"""

from __future__ import annotations

import random
import threading
import time
from types import TracebackType

_PAUSE = 0.25
_chance = random.Random(1)
_WORDS = [f"{_chance.getrandbits(60):x}" for _ in range(100_000)]
_TABLE = {word: number for number, word in enumerate(_WORDS)}
_chance.shuffle(_WORDS)


def _piece(at: int) -> float:
    """Do the fixed work, on another part of the table each time; return its CPU seconds."""
    words = _WORDS[at % 20 * 5000 :][:5000]
    started = time.thread_time()
    sum(_TABLE[word.strip()] for word in " ".join(words).split(" "))
    return time.thread_time() - started


class Yardstick(threading.Thread):
    """Measures while the block runs; ``slower`` is how many times slower than at its best."""

    _best = min(_piece(at) for at in range(200))

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._done = threading.Event()
        self._taken: list[float] = []

    def run(self) -> None:
        while not self._done.wait(_PAUSE):
            self._taken.append(_piece(len(self._taken)))

    def __enter__(self) -> Yardstick:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self.join()
        Yardstick._best = min(Yardstick._best, *self._taken) if self._taken else Yardstick._best

    @property
    def slower(self) -> float:
        """Return 1.0 for a machine at its best; 1.0 too where there was no time to look."""
        if not self._taken:
            return 1.0
        return max(1.0, sum(self._taken) / len(self._taken) / Yardstick._best)
