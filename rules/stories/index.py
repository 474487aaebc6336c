"""Which live items share rare words with a new one: an inverted index with a bounded search."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
        # In order of arrival, and so is every answer; four bytes for each word of an item. Most
        # words have one bearer only, and a number takes half of what an array does.
        self._postings: dict[str, int | array[int]] = {}

    def add(self, item: int, features: Features) -> None:
        """Make an item findable."""
        for word in features.words:
            posting = self._postings.get(word)
            if posting is None:
                self._postings[word] = item
            elif isinstance(posting, int):
                self._postings[word] = array("I", (posting, item))
            else:
                posting.append(item)

    def remove(self, item: int, features: Features) -> None:
        """Forget an item that was added."""
        for word in features.words:
            posting = self._postings[word]
            if isinstance(posting, int):
                del self._postings[word]
                continue
            del posting[bisect_left(posting, item)]
            if len(posting) == 1:
                self._postings[word] = posting[0]

    def nearest(self, weighed: Weighed) -> list[int]:
        """Return up to FOUND items by the weight of rare words shared, best first."""
        scores: defaultdict[int, float] = defaultdict(float)
        visited = self._visited(weighed)
        rest = sum([weight for weight, _ in visited])
        closed = False
        for weight, items in visited:
            closed = closed or (len(items) > len(scores) // 2 and _beyond(rest, scores))
            if closed:
                # Whoever bears none of the rarer words comes too late to be among the best.
                for item in items:
                    if item in scores:
                        scores[item] += weight
            else:
                for item in items:
                    scores[item] += weight
            rest -= weight
        # Those found first share the rarest words: what scores less than all of them is not among
        # the best, and most items are told so at once.
        floor = min(islice(scores.values(), FOUND), default=0.0)
        # Of equals the newest first.
        best = [(score, item) for item, score in scores.items() if score >= floor]
        best.sort(reverse=True)
        return [item for _, item in best[:FOUND]]

    def _visited(self, weighed: Weighed) -> list[tuple[float, Sequence[int]]]:
        """Return what each rare word counts and its bearers, VISITS in all, rarest words first."""
        found: list[tuple[float, Sequence[int]]] = []
        visits = VISITS
        for word, weight in self._rarest(weighed):
            posting = self._postings.get(word)
            if posting is None:
                continue
            # Too common to follow whole: its latest bearers are the likeliest.
            items = (posting,) if isinstance(posting, int) else posting[-visits:]
            found.append((weight, items))
            visits -= len(items)
            if visits <= 0:
                break
        return found

    def _rarest(self, weighed: Weighed) -> list[tuple[str, float]]:
        weights = weighed.words
        top = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
        top.sort(key=self._bearers)
        return [(word, weights[word] ** 2) for word in top]

    def _bearers(self, word: str) -> int:
        posting = self._postings.get(word, ())
        return 1 if isinstance(posting, int) else len(posting)


def _beyond(rest: float, scores: Mapping[int, float]) -> bool:
    """Say whether an item that scores ``rest`` at most stays behind FOUND others."""
    # A hair more than the rest, since sums in another order differ in their last digit.
    return len(scores) >= FOUND and sorted(scores.values())[-FOUND] > rest * (1 + 1e-9)
