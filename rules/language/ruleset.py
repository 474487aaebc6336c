"""Rules compiled once and matched many times. Immutable; shared by threads; swapped whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from rules.errors import Problem, RulesError
from rules.facts.extract import countries, extract
from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts
from rules.language.compiler import Compiler
from rules.language.lexicon import Lexicon
from rules.language.nodes import Node
from rules.language.scan import TEXT, Evidence, Scan
from rules.language.schema import EntitySpec, RuleSpec
from rules.text.document import FIELDS, Document

__all__ = ["Evidence", "Match", "Matched", "RuleSet", "compile_rules"]

# No condition asks for the countries of the facts: only a match is worth reading the whole text.
_STATED: Final = partial(extract, entities=False)
MOST_EVIDENCE: Final = 20
"""Quotes kept of one match."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds for an item, and the text that made it hold, in text order."""

    rule: RuleSpec
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Every rule that holds, in the order of the rules. ``facts`` is there whenever one does."""

    matches: tuple[Match, ...] = ()
    facts: Facts | None = None


class RuleSet:
    """Compiled rules. Build one with :func:`compile_rules`."""

    def __init__(
        self,
        rules: Sequence[RuleSpec],
        nodes: Sequence[Node],
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        fields: frozenset[int],
    ) -> None:
        self.rules = tuple(rules)
        self.nodes = tuple(nodes)
        self.gazetteer = gazetteer
        self._lexicon = lexicon
        self._fields = tuple(sorted(fields | set(TEXT)))
        self._extra = len(self._fields) > len(TEXT)
        self._always: list[int] = []
        self._by_slot: dict[int, list[int]] = {}
        for index, node in enumerate(nodes):
            anchor = node.anchor()
            if anchor is None:
                self._always.append(index)
                continue
            for slot in anchor[1]:
                self._by_slot.setdefault(slot, []).append(index)

    def scan(self, document: Document) -> Scan:
        """Read a document once for all rules."""
        scan = Scan(document, self.gazetteer, _STATED, self._extra)
        lexicon = self._lexicon
        for field in self._fields:
            words = document.words(FIELDS[field])
            if not words:
                continue
            scan.read(lexicon.trie, field, words, document.joined(FIELDS[field]))
            if lexicon.stems:
                stems, trie = lexicon.stems.of(document.language.lower().partition("-")[0])
                scan.read(trie, field, stems.of(words), {})
        return scan

    def match(self, document: Document) -> Matched:
        """Return every rule that holds for ``document``, with evidence and facts."""
        scan = self.scan(document)
        by_slot = self._by_slot
        candidates = set(self._always)
        for slot in scan.hits:
            if slot in by_slot:
                candidates.update(by_slot[slot])
        matches = []
        for index in sorted(candidates):
            if self.nodes[index].holds(scan):
                evidence = in_order(self.nodes[index].evidence(scan))
                matches.append(Match(self.rules[index], evidence))
        return Matched(tuple(matches), self.facts(scan)) if matches else Matched()

    def facts(self, scan: Scan) -> Facts:
        """Return the facts of a scanned document, with the configured entities it names."""
        entities = tuple(countries(scan.document, self.gazetteer))
        facts = replace(scan.facts, entities=entities)
        named = [name for slot, name in self._lexicon.entity_slots.items() if slot in scan.hits]
        new = sorted(name for name in named if name not in facts.entities)
        return replace(facts, entities=(*facts.entities, *new)) if new else facts


def in_order(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repetition, in the order of fields and places, bounded."""
    ordered = sorted(set(evidence), key=lambda one: (FIELDS.index(one.field), one.start, one.end))
    return tuple(ordered[:MOST_EVIDENCE])


def compile_rules(
    rules: Sequence[RuleSpec],
    terms: Mapping[str, Sequence[str]],
    entities: Mapping[str, EntitySpec],
    gazetteer: Gazetteer,
) -> RuleSet:
    """Compile rules. Raises :class:`RulesError` with every problem found.

    Problems are at ``("rules", index, …)``, ``("terms", name, index)`` or ``("entities", id, …)``.
    """
    compiler = Compiler(terms, entities, gazetteer)
    nodes = [compiler.rule(rule, index) for index, rule in enumerate(rules)]
    problems: list[Problem] = compiler.problems
    if problems:
        raise RulesError(tuple(problems))
    ready = [node for node in nodes if node is not None]
    return RuleSet(rules, ready, compiler.lexicon, gazetteer, frozenset(compiler.fields))
