"""Rules compiled once and matched many times. Immutable; shared by threads; swapped whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from rules.errors import RulesError
from rules.facts.extract import countries, stated
from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts
from rules.language.compiler import Compiler
from rules.language.index import Index
from rules.language.lexicon import Lexicon
from rules.language.nodes import Node
from rules.language.packed import PackedNodes, PackedRules, Packing
from rules.language.predicates import Asked, ask
from rules.language.scan import Evidence, Scan
from rules.language.schema import EntitySpec, RuleSpec
from rules.text.document import FIELDS, Document
from rules.text.fold import spaced

__all__ = ["Evidence", "Match", "Matched", "RuleSet", "compile_packed", "compile_rules"]

MOST_EVIDENCE: Final = 20
"""Quotes kept of one match."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds for an item. ``_quotes`` looks up what made it hold."""

    rule: RuleSpec
    _quotes: Callable[[], Sequence[Evidence]] = field(default=tuple, compare=False, repr=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The text that made it hold, in text order; worked out when asked for."""
        return in_order(self._quotes())


@dataclass(frozen=True, slots=True)
class Matched:
    """Every rule that holds, in the order of the rules."""

    matches: tuple[Match, ...] = ()
    _facts: Callable[[], Facts] | None = field(default=None, compare=False, repr=False)

    @property
    def facts(self) -> Facts | None:
        """What the item states, worked out when first asked for; None if nobody may ask."""
        return self._facts() if self._facts is not None else None


class RuleSet:
    """Compiled rules. Build one with :func:`compile_rules` or :func:`compile_packed`."""

    def __init__(
        self,
        rules: Sequence[RuleSpec],
        nodes: Sequence[Node],
        numbers: Mapping[str, int],
        lexicon: Lexicon,
        index: Index,
        gazetteer: Gazetteer,
        fields: Set[int],
    ) -> None:
        self.rules = rules
        self.nodes = nodes
        self.gazetteer = gazetteer
        self._lexicon = lexicon
        self._fields = tuple((index, FIELDS[index]) for index in sorted(fields))
        self._numbers = numbers
        # Made when a rule is first asked: a rule whose words never come up costs nothing.
        self._asked: list[Asked | None] = [None] * len(nodes)
        self._index = index

    def packed(self) -> RuleSet:
        """Return the same with its rules kept as they were written: little to hold.

        For whoever asks of an item which rules hold, again and again; not for whoever walks
        through all the rules, item by item.
        """
        other = copy(self)
        if not isinstance(self.rules, PackedRules):
            packing = Packing()
            for rule, node in zip(self.rules, self.nodes, strict=True):
                packing.add(rule, node)
            other.rules, other.nodes = packing.packed()
        # What was asked so far, as by tests, is code made for it, which cannot be sent.
        other._asked = [None] * len(other.nodes)
        return other

    def named(self, ids: Iterable[str]) -> dict[str, RuleSpec]:
        """Return those of the rules that have these ids; the others are not looked at."""
        numbers = {name: self._numbers[name] for name in ids if name in self._numbers}
        return {name: self.rules[number] for name, number in numbers.items()}

    def scan(self, document: Document) -> Scan:
        """Read a document once for all rules."""
        scan = Scan(document, self.gazetteer, stated)
        lexicon = self._lexicon
        for index, name in self._fields:
            text = document.folded(name)
            if not text:
                continue
            scan.read(lexicon.trie, index, text, document.joined(name))
            if lexicon.stems:
                stems, trie = lexicon.stems.of(document.language.lower().partition("-")[0])
                scan.read(trie, index, spaced(stems.of(document.words(name))), {})
        return scan

    def holding(self, scan: Scan) -> list[int]:
        """Return the numbers of the rules that hold, in order."""
        certain, asked = scan.certain, self._asked
        holding = []
        for number in self._index.candidates(scan.possible):
            rule = asked[number]
            if rule is None:
                rule = asked[number] = self._ask(number)
            if rule.doubtful:
                scan.settle(rule.doubtful)
            if rule.holds(certain, scan):
                holding.append(number)
        return sorted(holding)

    def _ask(self, number: int) -> Asked:
        nodes = self.nodes
        node = nodes.once(number) if isinstance(nodes, PackedNodes) else nodes[number]
        return ask(node, self._lexicon.doubtful)

    def match(self, document: Document) -> Matched:
        """Return every rule that holds for ``document``; evidence and facts are to be had."""
        scan = self.scan(document)
        matches = tuple(
            Match(self.rules[number], partial(_evidence, self.nodes, number, scan))
            for number in self.holding(scan)
        )
        return Matched(matches, _Once(self, scan)) if matches else Matched()

    def unmatched(self, document: Document) -> Matched:
        """Return the facts of a document alone, whether a rule holds for it or not."""
        return Matched((), _Once(self, self.scan(document)))

    def stated(self, document: Document) -> Facts:
        """Return the figures and deployments of a document; no entities."""
        return stated(document, self.gazetteer)

    def facts(self, scan: Scan) -> Facts:
        """Return the facts of a scanned document, with the entities it names."""
        named = dict.fromkeys(countries(scan.document, self.gazetteer))
        seen = map(self._lexicon.names.of, scan.present)
        named.update(dict.fromkeys(sorted(name for name in seen if name)))
        return replace(scan.facts, entities=tuple(named))


class _Once:
    """The facts of one scan, worked out at the first call."""

    __slots__ = ("_facts", "_ruleset", "_scan")

    def __init__(self, ruleset: RuleSet, scan: Scan) -> None:
        self._ruleset, self._scan = ruleset, scan
        self._facts: Facts | None = None

    def __call__(self) -> Facts:
        if self._facts is None:
            self._facts = self._ruleset.facts(self._scan)
        return self._facts


def _evidence(nodes: Sequence[Node], number: int, scan: Scan) -> list[Evidence]:
    return nodes[number].evidence(scan)


def in_order(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repetition, in the order of fields and places, bounded."""
    if len(evidence) < 2:
        return tuple(evidence)
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
    compiler, index = Compiler(terms, entities, gazetteer), Index()
    nodes: list[Node] = []
    for number, rule in enumerate(rules):
        node = compiler.rule(rule, number)
        if node is not None:
            nodes.append(node)
            index.add(number, node, compiler.lexicon.often)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    return _ruleset(tuple(rules), nodes, numbers, compiler, index)


def compile_packed(
    rules: list[RuleSpec],
    terms: Mapping[str, Sequence[str]],
    entities: dict[str, EntitySpec],
    gazetteer: Gazetteer,
) -> RuleSet:
    """Compile as :func:`compile_rules` does, and pack as :meth:`RuleSet.packed` does, in little room.

    ``rules`` and ``entities`` are empty afterwards: each is let go when it is not needed any more.
    """
    compiler, index, packing = Compiler(terms, entities, gazetteer), Index(), Packing()
    numbers: dict[str, int] = {}
    rules.reverse()
    for number in range(len(rules)):
        rule = rules.pop()
        numbers[rule.id] = number
        node = compiler.rule(rule, number)
        if node is not None:
            packing.add(rule, node)
            index.add(number, node, compiler.lexicon.often)
    entities.clear()
    return _ruleset(*packing.packed(), numbers, compiler, index)


def _ruleset(
    rules: Sequence[RuleSpec],
    nodes: Sequence[Node],
    numbers: Mapping[str, int],
    compiler: Compiler,
    index: Index,
) -> RuleSet:
    if compiler.problems:
        raise RulesError(tuple(compiler.problems))
    lexicon = compiler.lexicon
    index.close(len(lexicon.often))
    lexicon.close()
    return RuleSet(rules, nodes, numbers, lexicon, index, compiler.gazetteer, compiler.fields)
