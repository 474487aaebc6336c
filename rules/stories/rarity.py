"""How rare a word is: a shipped background count, corrected by the items that are live now."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

# A word unseen so far counts as seen this often, so that a first sighting stays finite.
UNSEEN: Final = 0.3
# What the background is worth beside the running archive, in items.
BACKGROUND_ITEMS: Final = 4000
# No word weighs less: a headline of common words only still has a length.
COMMONEST: Final = 0.1
# Without a background table: enough for a first item to have weights at all.
EMPTY_ITEMS: Final = 1000


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``items`` texts each stem stood; for the days before the archive knows.

    And each state, and each two of them (places.py says how they are written).
    """

    counts: Mapping[str, float] = field(default_factory=dict)
    items: int = 0


class _Logs(dict[str, float]):
    """The logarithm of each word's count, worked out when it is asked for first."""

    def __init__(
        self, counts: Mapping[str, int], background: Mapping[str, float], scale: float
    ) -> None:
        super().__init__()
        self._counts, self._background, self._scale = counts, background, scale

    def __missing__(self, word: str) -> float:
        count = self._counts.get(word, 0)
        log = math.log(count + self._scale * self._background.get(word, 0.0) + UNSEEN)
        if count:
            # Kept as long as an item that has the word lives, so that memory stays bounded.
            self[word] = log
        return log


class Rarity:
    """Document frequencies of the live items on top of a background.

    The same background and the same live items give the same weights, in whatever order the
    items came and went: after a restart nothing weighs differently.
    """

    def __init__(self, background: Background) -> None:
        self._background = background.counts
        self._scale = BACKGROUND_ITEMS / background.items if background.items else 0.0
        self._background_items = max(1, background.items)
        self._base = BACKGROUND_ITEMS if background.items else EMPTY_ITEMS
        self._counts: Counter[str] = Counter()
        self._items = 0
        self._total = math.log(self._base)
        self._usual: dict[str, float] = {}
        # Only what depends on the word's own count is kept, so that a kept value is never stale.
        self._logs = _Logs(self._counts, self._background, self._scale)

    def add(self, words: Collection[str]) -> None:
        """Count one more item with these words."""
        self._resize(1)
        self._counts.update(words)
        self._changed(words)

    def remove(self, words: Collection[str]) -> None:
        """Forget an item that was added."""
        self._resize(-1)
        for word in words:
            self._counts[word] -= 1
            if not self._counts[word]:
                del self._counts[word]
        self._changed(words)

    def _changed(self, words: Collection[str]) -> None:
        forget = self._logs.pop
        if self._logs:
            for word in words:
                forget(word, None)

    def weights(self, words: Iterable[str]) -> list[float]:
        """Return the inverse document frequency of each word, in nats, at least 0.1."""
        logs, total = self._logs, self._total
        found = [total - logs[word] for word in words]
        if found and min(found) < COMMONEST:
            return [max(weight, COMMONEST) for weight in found]
        return found

    def usual(self, word: str) -> float:
        """Return the weight of a word by the background alone, in nats, at least 0.1."""
        weight = self._usual.get(word)
        if weight is None:
            known = self._background.get(word, 0.0)
            weight = max(COMMONEST, math.log(self._base / (self._scale * known + UNSEEN)))
            if known:
                # Bounded by the background; what is unheard of weighs the same for all.
                self._usual[word] = weight
        return weight

    def count(self, word: str) -> float:
        """Return in how many items a word stands, live ones and those of the background."""
        return self._counts.get(word, 0) + self._scale * self._background.get(word, 0.0)

    def share(self, word: str) -> float:
        """Return in what share of its items the background has a word, 0..1."""
        return self._background.get(word, 0.0) / self._background_items

    def _resize(self, by: int) -> None:
        self._items += by
        self._total = math.log(self._items + self._base)
