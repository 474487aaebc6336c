"""Which live items share rare words with a new one: an inverted index with a bounded search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest
from itertools import islice
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
        # A dict in place of a set: it keeps arrival order, and so does every answer.
        self._postings: defaultdict[str, dict[int, None]] = defaultdict(dict)

    def add(self, item: int, features: Features) -> None:
        """Make an item findable."""
        for word, _ in features.words:
            self._postings[word][item] = None

    def remove(self, item: int, features: Features) -> None:
        """Forget an item that was added."""
        for word, _ in features.words:
            posting = self._postings[word]
            del posting[item]
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
            newest: Iterable[int] = posting
            if len(posting) > visits:
                # Too common to follow whole: its latest bearers are the likeliest.
                newest = islice(reversed(posting), visits)
            for item in newest:
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
