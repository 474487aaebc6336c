"""One document as the rules see it: where every phrase stands, and its facts if asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rules.facts.gazetteer import Gazetteer, stands_for_state
from rules.facts.model import Facts
from rules.language.spans import Hit
from rules.language.trie import Trie
from rules.text.document import FIELDS, TEXT_FIELDS, Document
from rules.text.fold import cased_words
from rules.text.stems import Stems

MOST_HITS: Final = 10_000
"""Hits kept of one phrase, term list or entity in one document."""

TEXT: Final = tuple(FIELDS.index(name) for name in TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The text that made a condition hold: ``quote`` is ``[start:end]`` of the named field."""

    field: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a phrase in the trie stands for: the slot it fills, and what its spelling must be.

    ``surface`` are the words with their capitals, or None where case does not matter;
    ``proper`` also takes them all in capitals, as headlines write names.
    ``capital`` marks a capital city, which counts only where it stands for its state.
    """

    slot: int
    surface: tuple[str, ...] | None = None
    proper: bool = False
    capital: bool = False
    strict: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "strict", self.surface is not None or self.capital)

    def fits(self, document: Document, field: int, start: int, end: int) -> bool:
        """Whether the words found are spelled as they must be."""
        name = FIELDS[field]
        spans = document.spans(name)
        text = document.text(name)
        begin, stop = spans[start][0], spans[end - 1][1]
        if self.capital:
            return text[begin].isupper() and stands_for_state(text, begin, stop)
        if self.surface is None:
            return True
        if len(self.surface) != end - start:
            # An apostrophe was left out on one side: two words stand for one.
            return "".join(cased_words(text[begin:stop])) == "".join(self.surface)
        for wanted, (low, high) in zip(self.surface, spans[start:end], strict=True):
            seen = "".join(cased_words(text[low:high]))
            if wanted.endswith("*"):
                seen = seen[: len(wanted) - 1] + "*"
            if seen != wanted and not (self.proper and seen == wanted.upper()):
                return False
        return True


class Scan:
    """The hits of one document by slot. Built by :func:`scan`; facts are computed on demand."""

    __slots__ = ("_extract", "_facts", "document", "encoded", "extra", "gazetteer", "hits")

    def __init__(
        self,
        document: Document,
        gazetteer: Gazetteer,
        extract: Callable[[Document, Gazetteer], Facts],
        extra: bool,
    ) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.hits: dict[int, list[Hit]] = {}
        self.encoded: dict[str, bytes] = {}
        self.extra = extra
        self._extract = extract
        self._facts: Facts | None = None

    @property
    def facts(self) -> Facts:
        """The figures and deployments of the document, read once; the countries it names are not."""
        if self._facts is None:
            self._facts = self._extract(self.document, self.gazetteer)
        return self._facts

    def read(self, trie: Trie, field: int, words: list[str], joined: Mapping[int, str]) -> None:
        """Find every phrase of ``trie`` in the words of one field; see :meth:`Trie.find`."""
        hits = self.hits
        for marks, start, end in trie.find(words, joined):
            for mark in marks:
                if mark.strict and not mark.fits(self.document, field, start, end):
                    continue
                found = hits.get(mark.slot)
                if found is None:
                    hits[mark.slot] = [(field, start, end)]
                elif len(found) < MOST_HITS:
                    found.append((field, start, end))

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
