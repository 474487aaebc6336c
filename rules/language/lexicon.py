"""Every phrase, term list and entity that rules name, each in its slot of one trie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rules.errors import Problem
from rules.facts.gazetteer import Gazetteer
from rules.language.conditions import Path
from rules.language.grammar import phrase_problem, words_of
from rules.language.reading import nearest
from rules.language.scan import Mark, StemTries
from rules.language.schema import EntitySpec
from rules.language.trie import Trie
from rules.text.fold import cased_words, has_inner_apostrophe, without_apostrophes

COUNTRY = "country"


class Lexicon:
    """Slots by what they stand for; filled while rules are compiled, then only read."""

    def __init__(
        self,
        terms: Mapping[str, Sequence[str]],
        entities: Mapping[str, EntitySpec],
        gazetteer: Gazetteer,
    ) -> None:
        self.trie = Trie()
        self.stems = StemTries()
        self.problems: list[Problem] = []
        self.entity_slots: dict[int, str] = {}
        self.terms = terms
        self._entities = entities
        self._gazetteer = gazetteer
        self._slots: dict[tuple[object, ...], int] = {}
        self._frequency: list[float] = []
        self._aliases: dict[str, list[tuple[str, bool]]] | None = None
        self._kinds = sorted({COUNTRY, *(one.kind for one in entities.values() if one.kind)})

    def frequency(self, slot: int) -> float:
        """Return an estimate of how often ``slot`` is hit, for comparison only."""
        return self._frequency[slot]

    def _slot(self, key: tuple[object, ...]) -> tuple[int, bool]:
        slot = self._slots.get(key)
        if slot is not None:
            return slot, False
        slot = self._slots[key] = len(self._frequency)
        self._frequency.append(0.0)
        return slot, True

    def phrase(self, text: str, case: bool, stem: bool) -> int:
        """Return the slot of a phrase."""
        slot, new = self._slot(("phrase", text, case, stem))
        if new:
            self._add(text, slot, case, stem)
        return slot

    def term(self, name: str, case: bool, stem: bool) -> int:
        """Return the slot of a term list that exists."""
        slot, new = self._slot(("term", name, case, stem))
        if new:
            for text in self.terms[name]:
                if phrase_problem(str(text)) is None:
                    self._add(str(text).replace("$$", "$"), slot, case, stem)
        return slot

    def entity(self, name: str, where: Path) -> int | None:
        """Return the slot of an entity or a country; None if there is none of that name."""
        if name in self._entities or name in self._gazetteer.countries:
            slot, new = self._slot(("entity", name))
            if new:
                self.entity_slots[slot] = name
                self._add_entity(name, slot)
            return slot
        self.unknown_entity(name, where, "entity", (*self._entities, *self._gazetteer.countries))
        return None

    def kind(self, kind: str, where: Path) -> int | None:
        """Return the slot of a kind of entities; None if no entity is of that kind."""
        if kind not in self._kinds:
            hint = nearest(kind, self._kinds) or f"known: {', '.join(self._kinds)}"
            self.problems.append(Problem(where, f"unknown kind of entity '{kind}'", hint))
            return None
        slot, new = self._slot(("kind", kind))
        if new:
            if kind == COUNTRY:
                for code in self._gazetteer.countries:
                    self._add_entity(code, slot)
            for name, spec in self._entities.items():
                if spec.kind == kind:
                    self._add_entity(name, slot)
        return slot

    def unknown_entity(self, name: str, where: Path, what: str, known: Iterable[str]) -> None:
        """Report a name nobody knows; a country's name is answered with its code."""
        for code, country in self._gazetteer.countries.items():
            names = (*country.names, *country.demonyms)
            if any(name.casefold() == one.casefold() for one in names):
                hint = f"write {code}, the code of {country.names[0]}"
                break
        else:
            hint = nearest(name, known)
        self.problems.append(Problem(where, f"unknown {what} '{name}'", hint))

    def _add_entity(self, name: str, slot: int) -> None:
        spec = self._entities.get(name)
        for alias in spec.aliases if spec is not None else ():
            # A short name in capitals is an abbreviation, and another word in small letters.
            self._add(alias, slot, case=alias.isupper() and len(alias) <= 4, proper=True)
        if name in self._gazetteer.countries:
            for alias, case in self._names(name):
                self._add(alias, slot, case, proper=True)
            for capital in self._gazetteer.countries[name].capitals:
                self._insert(capital, Mark(slot, capital=True))

    def _names(self, code: str) -> list[tuple[str, bool]]:
        if self._aliases is None:
            self._aliases = {}
            for owner, alias, case in self._gazetteer.aliases():
                self._aliases.setdefault(owner, []).append((alias, case))
        return self._aliases.get(code, [])

    def _add(
        self, text: str, slot: int, case: bool, stem: bool = False, proper: bool = False
    ) -> None:
        if stem:
            words = [word for word, _ in words_of(text)]
            self.stems.add(words, Mark(slot))
            self._frequency[slot] += _frequency(text)
            return
        self._insert(text, self._mark(text, slot, case, proper))
        if not text.isalnum() and has_inner_apostrophe(text):
            plain = without_apostrophes(text)
            self._insert(plain, self._mark(plain, slot, case, proper))

    def _mark(self, text: str, slot: int, case: bool, proper: bool) -> Mark:
        if not case:
            return Mark(slot)
        words = words_of(text)
        cased = cased_words(text)
        if len(cased) != len(words):
            return Mark(slot)
        marked = zip(cased, words, strict=True)
        surface = tuple(f"{word}*" if starred else word for word, (_, starred) in marked)
        return Mark(slot, surface, proper)

    def _insert(self, text: str, mark: Mark) -> None:
        words = words_of(text)
        if words:
            self.trie.add(words, mark)
            self._frequency[mark.slot] += _frequency(text)


def _frequency(text: str) -> float:
    """Guess how often a phrase occurs: long ones are rare, and more is found by a *."""
    return float(2.0 ** -min(max(len(text) - 3 * text.count("*"), 1), 30))
