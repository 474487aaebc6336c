"""From conditions to nodes: names are looked up, patterns compiled, every problem kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from rules.errors import Problem
from rules.facts.gazetteer import Gazetteer
from rules.language import checks, nodes
from rules.language import conditions as c
from rules.language.conditions import Condition, Path
from rules.language.lexicon import Lexicon
from rules.language.marks import TEXT
from rules.language.nodes import Node, SpanNode
from rules.language.patterns import RegexNode, compile_pattern
from rules.language.phrases import TERM, phrase_problem
from rules.language.reading import nearest
from rules.language.schema import EntitySpec, RuleSpec
from rules.text.document import FIELDS
from rules.text.fold import words


class Compiler:
    """Compiles the rules of one configuration. ``problems`` grows; nothing raises."""

    def __init__(
        self,
        terms: Mapping[str, Sequence[str]],
        entities: Mapping[str, EntitySpec],
        gazetteer: Gazetteer,
    ) -> None:
        self.lexicon = Lexicon(terms, entities, gazetteer)
        self.fields: set[int] = set(TEXT)
        self.problems: list[Problem] = []
        self._terms = terms
        self._countries = gazetteer.countries
        self._base: Path = ()
        self._check_terms(terms)
        self._check_entities(entities)

    def rule(self, rule: RuleSpec, index: int) -> Node | None:
        """Compile one rule; None if it has problems."""
        self._base = ("rules", index)
        before = len(self.problems)
        node = self._node(rule.when)
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

    def _node(self, condition: Condition) -> Node:
        match condition:
            case c.Phrase() | c.Term() | c.Entity():
                return self._span(condition)
            case c.AnyOf(of=parts):
                return nodes.CountNode(condition, self._nodes(parts), 1)
            case c.Count(of=parts, at_least=at_least):
                return nodes.CountNode(condition, self._nodes(parts), at_least)
            case c.AllOf(of=parts):
                return nodes.AllNode(condition, self._nodes(parts))
            case c.NoneOf(of=parts):
                return nodes.NoneNode(condition, self._nodes(parts))
            case c.Near(of=spans, words=span, ordered=ordered):
                return nodes.NearNode(condition, tuple(map(self._span, spans)), span, ordered)
            case c.Sentence(of=spans):
                return nodes.SentenceNode(condition, tuple(map(self._span, spans)))
            case c.Regex():
                return self._regex(condition)
            case _:
                return self._check(condition)

    def _nodes(self, parts: tuple[Condition, ...]) -> tuple[Node, ...]:
        return tuple(self._node(part) for part in parts)

    def _check(
        self,
        condition: c.FigureIs | c.DeploymentIs | c.Source | c.Tag | c.Author | c.Language,
    ) -> Node:
        match condition:
            case c.FigureIs(side=side):
                if side is not None:
                    self._country(side, (*condition.at, "side"), ())
                return checks.FigureNode(condition)
            case c.DeploymentIs():
                for code in condition.forces:
                    self._country(code, (*condition.at, "forces"), ("any", "foreign"))
                for code in condition.places:
                    self._country(code, (*condition.at, "place"), ("any",))
                return checks.DeploymentNode(condition)
            case c.Source(names=names):
                return checks.SourceNode(condition, names)
            case c.Tag(names=names):
                folded = frozenset(name.strip().casefold() for name in names)
                return checks.TagNode(condition, folded)
            case c.Author(names=names):
                split = tuple(tuple(words(name)) for name in names)
                return checks.AuthorNode(condition, tuple(one for one in split if one))
            case c.Language(tags=tags):
                return checks.LanguageNode(condition, frozenset(tags))
            case _:
                assert_never(condition)

    def _span(self, condition: c.Span) -> SpanNode:
        self.fields.update(map(FIELDS.index, condition.fields))
        return SpanNode(condition, self._slots(condition))

    def _slots(self, condition: c.Span) -> tuple[int, ...]:
        fields = frozenset(map(FIELDS.index, condition.fields))
        match condition:
            case c.Phrase(text=text, case=case, stem=stem):
                return (self.lexicon.phrase(text, case, stem, fields),)
            case c.Term(name=name, case=case, stem=stem):
                if name not in self._terms:
                    hint = nearest(name, self._terms) or "name it under terms:"
                    hint = hint.replace("did you mean ", "did you mean $")
                    self._say(condition.at, f"unknown term list '${name}'", hint)
                    return ()
                return (self.lexicon.term(name, case, stem, fields),)
            case c.Entity(ids=ids, kinds=kinds):
                where = (*self._base, *condition.at)
                found = [self.lexicon.entity(name, where, fields) for name in ids]
                found += [self.lexicon.kind(kind, (*where, "kind"), fields) for kind in kinds]
                return tuple(slot for slot in found if slot is not None)
            case _:
                assert_never(condition)

    def _regex(self, condition: c.Regex) -> Node:
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
