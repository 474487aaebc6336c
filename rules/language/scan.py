"""One document as the rules see it: which phrases it has and where, and its facts if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice
from operator import eq
from typing import Final

from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts
from rules.language.found import Found
from rules.language.marks import TEXT, Mark
from rules.language.spans import Hit
from rules.language.trie import Trie
from rules.text.document import FIELDS, Document
from rules.text.stems import Stems, algorithm

MOST_HITS: Final = 10_000
"""Places kept of one phrase, term list or entity in one document."""

_LOOKS: Final = 8
"""Looks at a document for the places of some slots before those of all slots are kept."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The text that made a condition hold: ``quote`` is ``[start:end]`` of the named field."""

    field: str
    quote: str
    start: int
    end: int


class Scan:
    """A document read once for all rules.

    Most rules only ask which slots are filled. Whether a spelling or a place fits, where hits are
    and what the facts are is worked out when a rule asks for it.
    """

    __slots__ = (
        "_doubts", "_extract", "_facts", "_found", "_hits", "_looks", "certain", "document",
        "encoded", "gazetteer",
    )  # fmt: skip

    def __init__(
        self,
        document: Document,
        gazetteer: Gazetteer,
        extract: Callable[[Document, Gazetteer], Facts],
    ) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.certain: set[int] = set()
        """Slots that are filled; those in doubt are added as they are settled."""
        self.encoded: dict[str, bytes] = {}
        self._found: list[tuple[int, Found]] = []
        self._doubts: dict[int, list[tuple[Mark, int, Found, int, int]]] = {}
        self._hits: dict[int, list[Hit]] = {}
        self._looks = 0
        self._extract = extract
        self._facts: Facts | None = None

    @property
    def facts(self) -> Facts:
        """The figures and deployments of the document, worked out once; no entities."""
        if self._facts is None:
            self._facts = self._extract(self.document, self.gazetteer)
        return self._facts

    def read(self, trie: Trie, field: int, text: str, joined: Mapping[int, str]) -> None:
        """Find every phrase of ``trie`` in one folded field; see :meth:`Trie.find`."""
        found = trie.find(text, joined)
        if found.empty:
            return
        if field in TEXT:
            self._found.append((field, found))
            found.fill(self.certain)
        for mark, start, end in found.marked:
            if field in mark.fields:
                self._doubts.setdefault(mark.slot, []).append((mark, field, found, start, end))

    @property
    def possible(self) -> Set[int]:
        """The slots that are filled or may be, once they are settled."""
        return self.certain.union(self._doubts) if self._doubts else self.certain

    @property
    def present(self) -> set[int]:
        """The slots that are filled."""
        self.settle(tuple(self._doubts))
        return self.certain

    def filled(self, slots: Iterable[int]) -> set[int]:
        """Return those of ``slots`` that are filled."""
        self.settle(slots)
        return self.certain.intersection(slots)

    def settle(self, slots: Iterable[int]) -> None:
        """Decide whether those of ``slots`` that are in doubt are filled."""
        for slot in slots:
            if slot in self._doubts and slot not in self.certain:
                if any(True for _ in self._fitting(slot)):
                    self.certain.add(slot)
                else:
                    del self._doubts[slot]

    def _fitting(self, slot: int) -> Iterator[Hit]:
        """Yield the places in doubt that are spelled and placed as they must be."""
        for mark, field, found, start, end in self._doubts.get(slot, ()):
            first, last = found.words(start, end)
            if mark.fits(self.document, field, first, last):
                yield field, first, last

    def hits(self, slot: int) -> list[Hit]:
        """Return the places of a slot, sorted, at most ``MOST_HITS``."""
        if slot not in self._hits:
            self.locate((slot,))
        return self._hits.get(slot, [])

    def locate(self, slots: Iterable[int]) -> None:
        """Look up the places of several slots at once; after some such looks, those of all."""
        wanted = set(slots).difference(self._hits)
        if not wanted or self._looks > _LOOKS:
            return
        self._looks += 1
        if self._looks > _LOOKS:
            wanted.update(self.possible)
        hits: dict[int, list[Hit]] = {slot: list(self._fitting(slot)) for slot in wanted}
        for field, found in self._found:
            # A place may fill many slots: it is turned into words once.
            known: dict[tuple[int, int], Hit] = {}
            for slot, start, end in found.places(wanted):
                hit = known.get((start, end))
                if hit is None:
                    hit = known[start, end] = (field, *found.words(start, end))
                hits[slot].append(hit)
        for slot, places in hits.items():
            self._hits[slot] = _in_order(places)[:MOST_HITS]

    def evidence(self, hit: Hit) -> Evidence:
        """Return the exact text of a hit."""
        name = FIELDS[hit[0]]
        spans = self.document.spans(name)
        start, end = spans[hit[1]][0], spans[hit[2] - 1][1]
        return Evidence(name, self.document.text(name)[start:end], start, end)


def _in_order(hits: list[Hit]) -> list[Hit]:
    """Return hits sorted, none twice."""
    hits.sort()
    if any(map(eq, hits, islice(hits, 1, None))):
        return list(dict.fromkeys(hits))
    return hits


class StemTries:
    """Phrases to be found in any inflection: one trie per stemmer, built when first needed."""

    def __init__(self) -> None:
        self._phrases: list[tuple[list[str], Mark]] = []
        self._built: dict[str, tuple[Stems, Trie]] = {}

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def __getstate__(self) -> list[tuple[list[str], Mark]]:
        # Stems are of foreign memory: what is built of them is built again.
        return self._phrases

    def __setstate__(self, phrases: list[tuple[list[str], Mark]]) -> None:
        self._phrases, self._built = phrases, {}

    def add(self, words: list[str], mark: Mark) -> None:
        """Add a phrase by its folded words."""
        self._phrases.append((words, mark))

    def of(self, language: str) -> tuple[Stems, Trie]:
        """Return the stems of ``language`` and the trie of all phrases in them."""
        # By stemmer: of languages that feeds name there may be any number.
        name = algorithm(language)
        built = self._built.get(name)
        if built is None:
            stems = Stems(name)
            trie = Trie()
            for words, mark in self._phrases:
                trie.add([(stem, False) for stem in stems.of(words)], mark)
            trie.close()
            built = self._built[name] = (stems, trie)
        return built
