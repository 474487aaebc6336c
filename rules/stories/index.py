"""Which live items share rare words with a new one: an inverted index with a bounded search."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from heapq import nlargest
from typing import Final

from rules.stories.features import Features
from rules.stories.likeness import Weighed

# Bounds of one search; they keep its cost flat however many items live.
WORDS: Final = 24
VISITS: Final = 1000
FOUND: Final = 24


class Index:
    """Live items by their words. Items are increasing numbers given by the caller."""

    def __init__(self) -> None:
        # In order of arrival, and so is every answer; four bytes for each word of an item.
        self._postings: dict[str, array[int]] = {}

    def add(self, item: int, features: Features) -> None:
        """Make an item findable."""
        for word in features.words:
            posting = self._postings.get(word)
            if posting is None:
                posting = self._postings[word] = array("I")
            posting.append(item)

    def remove(self, item: int, features: Features) -> None:
        """Forget an item that was added."""
        for word in features.words:
            posting = self._postings[word]
            del posting[bisect_left(posting, item)]
            if not posting:
                del self._postings[word]

    def nearest(self, weighed: Weighed) -> list[int]:
        """Return up to FOUND items by the weight of rare words shared, best first."""
        scores: defaultdict[int, float] = defaultdict(float)
        visits = VISITS
        for word, weight in self._rarest(weighed):
            posting = self._postings.get(word)
            if posting is None:
                continue
            # Too common to follow whole: its latest bearers are the likeliest.
            for item in posting[-visits:]:
                scores[item] += weight
            visits -= len(posting)
            if visits <= 0:
                break
        # Of equals the newest first.
        best = nlargest(FOUND, zip(scores.values(), scores, strict=True))
        return [item for _, item in best]

    def _rarest(self, weighed: Weighed) -> list[tuple[str, float]]:
        weights = weighed.words
        top = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
        top.sort(key=lambda word: len(self._postings.get(word, ())))
        return [(word, weights[word] ** 2) for word in top]
