"""Every phrase, term list and entity that rules name, each in its slot of one trie."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from rules.errors import Problem
from rules.facts.gazetteer import Gazetteer
from rules.language.conditions import Path
from rules.language.marks import TEXT, Mark, surface
from rules.language.phrases import phrase_problem, words_of
from rules.language.reading import nearest
from rules.language.scan import StemTries
from rules.language.schema import EntitySpec
from rules.language.slots import SlotNames
from rules.language.trie import Trie
from rules.text.fold import has_inner_apostrophe, without_apostrophes

COUNTRY = "country"
MOST_HINTS: Final = 50
"""Unknown names for which the nearest known one is looked up."""


class Lexicon:
    """Slots by what they stand for; filled while rules are compiled, then only read.

    A slot belongs to words and to the fields they count in. ``often`` estimates for each slot how
    often it is hit, for comparison only; ``doubtful`` are those that some phrase fills only if its
    spelling and place fit.
    """

    def __init__(
        self,
        terms: Mapping[str, Sequence[str]],
        entities: Mapping[str, EntitySpec],
        gazetteer: Gazetteer,
    ) -> None:
        self.trie = Trie()
        self.stems = StemTries()
        self.problems: list[Problem] = []
        self._unknown = 0
        self.names = SlotNames()
        self.terms = terms
        self.often: list[float] = []
        self.doubtful: set[int] = set()
        self._entities = entities
        self._gazetteer = gazetteer
        # A phrase as it is has its text for a key, and an entity its name: most are of these.
        self._slots: dict[object, int] = {}
        self._entity_slots: dict[str, int] = {}
        self._countries: dict[str, list[tuple[str, bool]]] = {}
        self._kinds = sorted({COUNTRY, *(one.kind for one in entities.values() if one.kind)})

    def _slot(self, key: object) -> tuple[int, bool]:
        slot = self._slots.get(key)
        if slot is not None:
            return slot, False
        slot = self._slots[key] = len(self.often)
        self.often.append(0.0)
        return slot, True

    def phrase(self, text: str, case: bool, stem: bool, fields: frozenset[int]) -> int:
        """Return the slot of a phrase."""
        plain = not case and not stem and fields == TEXT
        slot, new = self._slot(text if plain else ("phrase", text, case, stem, fields))
        if new:
            self._add(text, slot, fields, case=case, stem=stem)
        return slot

    def term(self, name: str, case: bool, stem: bool, fields: frozenset[int]) -> int:
        """Return the slot of a term list that exists."""
        slot, new = self._slot(("term", name, case, stem, fields))
        if new:
            for text in map(str, self.terms[name]):
                if phrase_problem(text) is None:
                    self._add(text.replace("$$", "$"), slot, fields, case=case, stem=stem)
        return slot

    def entity(self, name: str, where: Path, fields: frozenset[int]) -> int | None:
        """Return the slot of an entity or a country; None if there is none of that name."""
        if name in self._entities or name in self._gazetteer.countries:
            if fields == TEXT:
                if name not in self._entity_slots:
                    slot = self._entity_slots[name] = len(self.often)
                    self.often.append(0.0)
                    self.names.add(slot, name)
                    self._add_names(name, slot, fields)
                return self._entity_slots[name]
            slot, new = self._slot(("entity", name, fields))
            if new:
                self._add_names(name, slot, fields)
            return slot
        known = chain(self._entities, self._gazetteer.countries)
        self.unknown_entity(name, where, "entity", known)
        return None

    def kind(self, kind: str, where: Path, fields: frozenset[int]) -> int | None:
        """Return the slot of a kind of entities; None if no entity is of that kind."""
        if kind not in self._kinds:
            hint = nearest(kind, self._kinds) or f"known: {', '.join(self._kinds)}"
            self.problems.append(Problem(where, f"unknown kind of entity '{kind}'", hint))
            return None
        slot, new = self._slot(("kind", kind, fields))
        if new:
            members = [name for name, spec in self._entities.items() if spec.kind == kind]
            members += self._gazetteer.countries if kind == COUNTRY else ()
            for name in dict.fromkeys(members):
                self._add_names(name, slot, fields)
        return slot

    def unknown_entity(self, name: str, where: Path, what: str, known: Iterable[str]) -> None:
        """Report a name nobody knows; a country's name is answered with its code.

        Looking for what was meant takes a while among many names: it is done for the first ones.
        """
        self._unknown += 1
        hint = self._meant(name, what, known) if self._unknown <= MOST_HINTS else ""
        if not hint:
            hint = "write a code of two letters, such as UA; regions count for their state"
            if what == "entity":
                hint = "name it under entities:"
        self.problems.append(Problem(where, f"unknown {what} '{name}'", hint))

    def _meant(self, name: str, what: str, known: Iterable[str]) -> str:
        for code, country in self._gazetteer.countries.items():
            names = (*country.names, *country.demonyms)
            if any(name.casefold() == one.casefold() for one in names):
                return f"write {code}, the code of {country.names[0]}"
        two = name[:2] if len(name) == 3 and name.isupper() else ""
        code = two if two in self._gazetteer.countries else ""
        hint = f"codes have two letters: did you mean {code}?" if code else nearest(name, known)
        return self._state_of(name, what) or hint or self._misspelt_country(name)

    def _state_of(self, name: str, what: str) -> str:
        """Return where a region, a city or an entity belongs, when a country is asked for."""
        if what != "country":
            return ""
        spec = self._entities.get(name)
        if spec is not None and spec.country:
            return f"write {spec.country}, the state of {name}"
        for code, country in self._gazetteer.countries.items():
            places = (*country.capitals, *country.regions)
            if any(name.casefold() == one.casefold() for one in places):
                return f"write {code}, the state it belongs to"
        return ""

    def _misspelt_country(self, name: str) -> str:
        countries = self._gazetteer.countries.items()
        codes = {one.casefold(): code for code, country in countries for one in country.names}
        close = difflib.get_close_matches(name.casefold(), codes, n=1, cutoff=0.8)
        if not close:
            return ""
        code = codes[close[0]]
        return f"did you mean {code}, the code of {self._gazetteer.countries[code].names[0]}?"

    def close(self) -> None:
        """Close the trie. Nothing is added any more."""
        # Nothing is looked up by name any more, and closing the trie needs room.
        self._slots, self._entity_slots, self._countries = {}, {}, {}
        self._entities, self.terms, self.often = {}, {}, []
        self.names.close()
        self.trie.close()

    def _add_names(self, name: str, slot: int, fields: frozenset[int]) -> None:
        """Have all names of an entity or a country fill a slot."""
        spec, country = self._entities.get(name), self._gazetteer.countries.get(name)
        for alias in spec.aliases if spec is not None else ():
            # A short name in capitals is an abbreviation, and another word in small letters.
            self._add_name(alias, slot, fields, case=alias.isupper() and len(alias) <= 4)
        if country is None:
            return
        for alias, case in self._aliases(name):
            self._add_name(alias, slot, fields, case=case)
        for capital in country.capitals:
            self._insert(words_of(capital), Mark(slot, capital=True, fields=fields))

    def _aliases(self, code: str) -> Sequence[tuple[str, bool]]:
        if not self._countries:
            for one, alias, case in self._gazetteer.aliases():
                self._countries.setdefault(one, []).append((alias, case))
        return self._countries.get(code, ())

    def _add_name(self, alias: str, slot: int, fields: frozenset[int], *, case: bool) -> None:
        for text in _spellings(alias):
            words = words_of(text)
            capitals = surface(text, [starred for _, starred in words]) if case else None
            self._insert(words, Mark(slot, capitals, proper=case, fields=fields))

    def _add(self, text: str, slot: int, fields: frozenset[int], *, case: bool, stem: bool) -> None:
        if stem:
            words = words_of(text)
            mark = Mark(slot, fields=fields)
            self.stems.add([word for word, _ in words], mark)
            self._weigh(words, mark)
            return
        for spelling in _spellings(text):
            words = words_of(spelling)
            capitals = surface(spelling, [starred for _, starred in words]) if case else None
            self._insert(words, Mark(slot, capitals, fields=fields))

    def _insert(self, words: list[tuple[str, bool]], mark: Mark) -> None:
        if words:
            self.trie.add(words, mark)
            self._weigh(words, mark)

    def _weigh(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        self.often[mark.slot] += _frequency(words)
        if not mark.plain:
            self.doubtful.add(mark.slot)


def _spellings(text: str) -> Iterator[str]:
    """Yield ``text``, and without apostrophes inside words if it has any: Sana'a, Sanaa."""
    yield text
    if has_inner_apostrophe(text):
        yield without_apostrophes(text)


def _frequency(words: Sequence[tuple[str, bool]]) -> float:
    """Guess how often a phrase occurs: long ones are rare, and more is found by a *."""
    size = len(words) - 1
    for word, starred in words:
        size += len(word) - 3 * starred
    return _RARITY[min(max(size, 1), 30)]


_RARITY: Final = [2.0**-size for size in range(31)]
