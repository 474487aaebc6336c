"""What ends where a phrase ends in the trie: the slots it fills, and what its spelling must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from rules.facts.gazetteer import stands_for_state
from rules.text.document import FIELDS, TEXT_FIELDS, Document
from rules.text.fold import cased_words

TEXT: Final = frozenset(FIELDS.index(name) for name in TEXT_FIELDS)
"""The fields that conditions look at unless they say otherwise, as indices of FIELDS."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A slot that is filled only if the words found are spelled and placed as they must be.

    ``surface`` are the words with their capitals, or None where case does not matter;
    ``proper`` also takes them all in capitals, as headlines write names.
    ``capital`` marks a capital city, which counts only where it stands for its state.
    """

    slot: int
    surface: tuple[str, ...] | None = None
    proper: bool = False
    capital: bool = False
    fields: frozenset[int] = TEXT

    @property
    def plain(self) -> bool:
        """Whether the words alone fill the slot, in any of the text fields."""
        return self.surface is None and not self.capital and self.fields == TEXT

    def fits(self, document: Document, field: int, start: int, end: int) -> bool:
        """Whether words ``start`` to ``end`` of a field are spelled as they must be."""
        if field not in self.fields:
            return False
        name = FIELDS[field]
        if self.capital:
            begin, stop = document.spans(name)[start][0], document.spans(name)[end - 1][1]
            text = document.text(name)
            return text[begin].isupper() and stands_for_state(text, begin, stop)
        if self.surface is None:
            return True
        seen = document.cased(name)[start:end]
        if len(self.surface) != len(seen):
            # An apostrophe was left out on one side: two words stand for one.
            return "".join(seen) == "".join(self.surface)
        return all(map(self._is, seen, self.surface))

    def _is(self, seen: str, wanted: str) -> bool:
        if wanted.endswith("*"):
            seen = seen[: len(wanted) - 1] + "*"
        return seen == wanted or (self.proper and seen == wanted.upper())


@dataclass(slots=True, eq=False)
class Ending:
    """Every phrase that ends at one place of the trie: plain ones by slot, the others by mark.

    Filled while the trie grows, then only read.
    """

    slots: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def add(self, mark: Mark) -> None:
        """Add a phrase, unless it is that which was added last."""
        if not mark.plain:
            self.marks.append(mark)
        elif self.slots[-1:] != [mark.slot]:
            self.slots.append(mark.slot)


def surface(text: str, starred: list[bool]) -> tuple[str, ...] | None:
    """Return the words of a phrase with their capitals, or None if they cannot be told apart."""
    cased = cased_words(text)
    if len(cased) != len(starred):
        return None
    return tuple(f"{word}*" if star else word for word, star in zip(cased, starred, strict=True))
