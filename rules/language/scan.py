"""One document as the rules see it: which phrases it has and where, and its facts if asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts
from rules.language.marks import TEXT, Mark
from rules.language.spans import Hit
from rules.language.trie import Found, Trie
from rules.text.document import FIELDS, Document
from rules.text.stems import Stems

MOST_HITS: Final = 10_000
"""Places kept of one phrase, term list or entity in one document."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The text that made a condition hold: ``quote`` is ``[start:end]`` of the named field."""

    field: str
    quote: str
    start: int
    end: int


class Scan:
    """A document read once for all rules. ``present`` are the slots that have a hit.

    Most rules only ask for presence; places and facts are worked out when one asks for more.
    """

    __slots__ = (
        "_extract", "_facts", "_found", "_hits", "_marked", "document", "encoded", "gazetteer",
        "present",
    )  # fmt: skip

    def __init__(
        self,
        document: Document,
        gazetteer: Gazetteer,
        extract: Callable[[Document, Gazetteer], Facts],
    ) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.present: set[int] = set()
        self.encoded: dict[str, bytes] = {}
        self._found: list[tuple[int, list[Found]]] = []
        self._marked: list[tuple[int, Hit]] = []
        self._hits: dict[int, list[Hit]] | None = None
        self._extract = extract
        self._facts: Facts | None = None

    @property
    def facts(self) -> Facts:
        """The figures and deployments of the document, worked out once; no entities."""
        if self._facts is None:
            self._facts = self._extract(self.document, self.gazetteer)
        return self._facts

    def read(self, trie: Trie, field: int, words: list[str], joined: Mapping[int, str]) -> None:
        """Find every phrase of ``trie`` in the words of one field; see :meth:`Trie.find`."""
        found = trie.find(words, joined)
        if field in TEXT:
            self._found.append((field, found))
            self.present.update(*[one[0].slots for one in found])
        for ending, start, end in [one for one in found if one[0].marks]:
            for mark in ending.marks:
                if mark.fits(self.document, field, start, end):
                    self.present.add(mark.slot)
                    self._marked.append((mark.slot, (field, start, end)))

    def hits(self, slot: int) -> list[Hit]:
        """Return the places of a slot, sorted, at most ``MOST_HITS``."""
        if self._hits is None:
            self._hits = self._places()
        return self._hits.get(slot, [])

    def _places(self) -> dict[int, list[Hit]]:
        places: dict[int, list[Hit]] = {}
        for field, found in self._found:
            for ending, start, end in found:
                hit = (field, start, end)
                for slot in ending.slots:
                    if slot in places:
                        places[slot].append(hit)
                    else:
                        places[slot] = [hit]
        for slot, hit in self._marked:
            places.setdefault(slot, []).append(hit)
        for hits in places.values():
            if len(hits) > 1:
                hits.sort()
                del hits[MOST_HITS:]
        return places

    def evidence(self, hit: Hit) -> Evidence:
        """Return the exact text of a hit."""
        name = FIELDS[hit[0]]
        spans = self.document.spans(name)
        start, end = spans[hit[1]][0], spans[hit[2] - 1][1]
        return Evidence(name, self.document.text(name)[start:end], start, end)


class StemTries:
    """Phrases to be found in any inflection: one trie per language, built when first needed."""

    def __init__(self) -> None:
        self._phrases: list[tuple[list[str], Mark]] = []
        self._built: dict[str, tuple[Stems, Trie]] = {}

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def add(self, words: list[str], mark: Mark) -> None:
        """Add a phrase by its folded words."""
        self._phrases.append((words, mark))

    def of(self, language: str) -> tuple[Stems, Trie]:
        """Return the stems of ``language`` and the trie of all phrases in them."""
        built = self._built.get(language)
        if built is None:
            stems = Stems(language)
            trie = Trie()
            for words, mark in self._phrases:
                trie.add([(stem, False) for stem in stems.of(words)], mark)
            built = self._built[language] = (stems, trie)
        return built
