"""From conditions to nodes: names are looked up, patterns compiled, every problem kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from rules.errors import Problem
from rules.facts.gazetteer import Gazetteer
from rules.language import conditions as c
from rules.language.builder import Builder, Check
from rules.language.conditions import Path
from rules.language.lexicon import MOST_HINTS, Lexicon
from rules.language.marks import TEXT
from rules.language.nodes import Node, SpanNode
from rules.language.patterns import RegexNode, compile_pattern
from rules.language.phrases import TERM, phrase_problem
from rules.language.reading import nearest
from rules.language.schema import EntitySpec, RuleSpec
from rules.text.document import FIELDS


class Compiler(Builder):
    """Compiles the rules of one configuration. ``problems`` grows; nothing raises."""

    def __init__(
        self,
        terms: Mapping[str, Sequence[str]],
        entities: Mapping[str, EntitySpec],
        gazetteer: Gazetteer,
    ) -> None:
        self.lexicon = Lexicon(terms, entities, gazetteer)
        self.gazetteer = gazetteer
        self.fields: set[int] = set(TEXT)
        self.problems: list[Problem] = []
        self._unknown = 0
        self._terms = terms
        self._countries = gazetteer.countries
        self._base: Path = ()
        self._check_terms(terms)
        self._check_entities(entities)

    def rule(self, rule: RuleSpec, index: int) -> Node | None:
        """Compile one rule; None if it has problems."""
        self._base = ("rules", index)
        before = len(self.problems)
        node = self.node(rule.when)
        for one in self.lexicon.problems:
            self.problems.append(one)
        self.lexicon.problems.clear()
        return node if len(self.problems) == before else None

    def _say(self, at: Path, message: str, hint: str) -> None:
        self.problems.append(Problem((*self._base, *at), message, hint))

    def _check_terms(self, terms: Mapping[str, Sequence[str]]) -> None:
        for name, phrases in terms.items():
            for index, text in enumerate(phrases):
                where: Path = ("terms", name, index)
                problem = phrase_problem(str(text))
                if problem is not None:
                    self.problems.append(Problem(where, *problem))
                elif TERM.match(str(text)):
                    hint = f"write ${text} for a dollar sign, or phrases in the place of {text}"
                    self.problems.append(
                        Problem(where, "a term list cannot hold another list", hint)
                    )

    def _check_entities(self, entities: Mapping[str, EntitySpec]) -> None:
        for name, spec in entities.items():
            for index, alias in enumerate(spec.aliases):
                problem = phrase_problem(alias)
                if problem is not None:
                    self.problems.append(Problem(("entities", name, "aliases", index), *problem))
            if spec.country is not None:
                self._base = ()
                self._country(spec.country, ("entities", name, "country"), ())
            # Every configured entity is looked for, since facts name them too.
            self.lexicon.entity(name, ("entities", name), TEXT)

    def check(self, condition: Check) -> Node:
        """Return the node of a condition whose countries must exist."""
        match condition:
            case c.FigureIs(side=side) if side is not None:
                self._country(side, (*condition.at, "side"), ())
            case c.DeploymentIs():
                for code in condition.forces:
                    self._country(code, (*condition.at, "forces"), ("any", "foreign"))
                for code in condition.places:
                    self._country(code, (*condition.at, "place"), ("any",))
        return super().check(condition)

    def slots(self, condition: c.Span) -> tuple[int, ...]:
        """Return the slots of a phrase, a term list or entities; none where a name is unknown."""
        fields = frozenset(map(FIELDS.index, condition.fields))
        self.fields.update(fields)
        match condition:
            case c.Phrase(text=text, case=case, stem=stem):
                return (self.lexicon.phrase(text, case, stem, fields),)
            case c.Term(name=name, case=case, stem=stem):
                if name not in self._terms:
                    self._unknown_term(name, condition.at)
                    return ()
                return (self.lexicon.term(name, case, stem, fields),)
            case c.Entity(ids=ids, kinds=kinds):
                where = (*self._base, *condition.at)
                found = [self.lexicon.entity(name, where, fields) for name in ids]
                found += [self.lexicon.kind(kind, (*where, "kind"), fields) for kind in kinds]
                return tuple(slot for slot in found if slot is not None)
            case _:
                assert_never(condition)

    def _unknown_term(self, name: str, at: Path) -> None:
        capitals = next((one for one in self._terms if one.lower() == name), "")
        self._unknown += 1
        near = nearest(name, self._terms) if self._unknown <= MOST_HINTS else ""
        hint = near.replace("did you mean ", "did you mean $")
        if capitals:
            hint = f"write {name}: instead of {capitals}: under terms:"
        if not hint:
            money = f", or write $${name} for the dollar sign" if name[0].isdecimal() else ""
            hint = f"name it under terms:{money}"
        self._say(at, f"unknown term list '${name}'", hint)

    def regex(self, condition: c.Regex) -> Node:
        """Compile a pattern; a problem where RE2 refuses it."""
        compiled = compile_pattern(condition)
        if isinstance(compiled, tuple):
            self._say(condition.at, *compiled)
            return SpanNode(condition, ())
        return RegexNode(condition, compiled)

    def _country(self, code: str, at: Path, words_too: tuple[str, ...]) -> None:
        if code not in self._countries and code not in words_too:
            where = (*self._base, *at)
            known = (*words_too, *self._countries)
            self.lexicon.unknown_entity(code, where, "country", known)
