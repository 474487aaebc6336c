"""Which live items share rare words with a new one: an inverted index with a bounded search."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

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

    def add(self, item: int, words: Iterable[str]) -> None:
        """Make an item findable."""
        postings = self._postings
        for word in words:
            posting = postings.get(word)
            if posting is None:
                postings[word] = item
            elif isinstance(posting, int):
                postings[word] = array("I", (posting, item))
            else:
                posting.append(item)

    def remove(self, item: int, words: Iterable[str]) -> None:
        """Forget an item that was added."""
        for word in words:
            posting = self._postings[word]
            if isinstance(posting, int):
                del self._postings[word]
                continue
            # Mostly the oldest goes.
            del posting[0 if posting[0] == item else bisect_left(posting, item)]
            if len(posting) == 1:
                self._postings[word] = posting[0]

    def nearest(self, weighed: Weighed) -> list[int]:
        """Return up to FOUND items by the weight of rare words shared, best first.

        Of equals the newest first.
        """
        visited = self._visited(weighed)
        # Who shares more than one word: few, and mostly the best. Only they are summed up.
        seen, several = set[int](), set[int]()
        for _, items in visited:
            several.update(seen.intersection(items))
            seen.update(items)
        scores = dict.fromkeys(several, 0.0)
        for weight, items in visited:
            for item in several.intersection(items):
                scores[item] += weight
        best = sorted([(score, item) for item, score in scores.items()], reverse=True)
        floor = best[FOUND - 1][0] if len(best) >= FOUND else 0.0
        for weight, items in visited:
            if weight >= floor:
                best += [(weight, item) for item in items if item not in several][-FOUND:]
        best.sort(reverse=True)
        return [item for _, item in best[:FOUND]]

    def _visited(self, weighed: Weighed) -> list[tuple[float, list[int]]]:
        """Return what each rare word counts and its bearers, VISITS in all, rarest words first."""
        found: list[tuple[float, list[int]]] = []
        visits = VISITS
        for weight, bearers in self._rarest(weighed):
            # Too common to follow whole: its latest bearers are the likeliest.
            items = list(bearers[-visits:])
            found.append((weight, items))
            visits -= len(items)
            if visits <= 0:
                break
        return found

    def _rarest(self, weighed: Weighed) -> list[tuple[float, Sequence[int]]]:
        """Return what each of the weightiest words counts and all its bearers, fewest first."""
        weights, postings = weighed.words, self._postings
        # By weight, of equals by the alphabet: two sorts in C cost less than one with both keys.
        top = sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:WORDS]
        found = [(weights[word] ** 2, postings[word]) for word in top if word in postings]
        borne: list[tuple[float, Sequence[int]]] = [
            (weight, (posting,) if isinstance(posting, int) else posting)
            for weight, posting in found
        ]
        borne.sort(key=lambda one: len(one[1]))
        return borne
