"""From conditions to nodes. What stands for words is a matter of whoever builds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TypeAlias, assert_never

from rules.language import checks, nodes
from rules.language import conditions as c
from rules.language.conditions import Condition
from rules.language.nodes import Node, SpanNode
from rules.language.patterns import RegexNode, compile_pattern
from rules.text.fold import words

Check: TypeAlias = c.FigureIs | c.DeploymentIs | c.Source | c.Tag | c.Author | c.Language


class Builder(ABC):
    """Makes the node of a condition and those of its parts, each part in its turn."""

    @abstractmethod
    def slots(self, condition: c.Span) -> tuple[int, ...]:
        """Return the slots that the words of ``condition`` fill."""

    @abstractmethod
    def regex(self, condition: c.Regex) -> Node:
        """Return the node of a pattern."""

    def node(self, condition: Condition) -> Node:
        """Return the node of ``condition``."""
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
                return self.regex(condition)
            case _:
                return self.check(condition)

    def _nodes(self, parts: tuple[Condition, ...]) -> tuple[Node, ...]:
        return tuple(self.node(part) for part in parts)

    def _span(self, condition: c.Span) -> SpanNode:
        return SpanNode(condition, self.slots(condition))

    def check(self, condition: Check) -> Node:
        """Return the node of what is no matter of words found in a text."""
        match condition:
            case c.FigureIs():
                return checks.FigureNode(condition)
            case c.DeploymentIs():
                return checks.DeploymentNode(condition)
            case c.Source(names=names):
                return checks.SourceNode.of(condition, names)
            case c.Tag(names=names):
                folded = frozenset(map(checks.label, names))
                return checks.TagNode(condition, folded)
            case c.Author(names=names):
                split = tuple(tuple(words(name)) for name in names)
                return checks.AuthorNode(condition, tuple(one for one in split if one))
            case c.Language(tags=tags):
                return checks.LanguageNode(condition, frozenset(tags))
            case _:
                assert_never(condition)


class Rebuilder(Builder):
    """Builds the nodes of a rule again, given the slots of all its words in their order."""

    def __init__(self, slots: Iterator[tuple[int, ...]]) -> None:
        self._slots = slots

    def slots(self, condition: c.Span) -> tuple[int, ...]:  # noqa: ARG002 - they come in order
        """Return the next slots."""
        return next(self._slots)

    def regex(self, condition: c.Regex) -> Node:
        """Compile a pattern again: it compiled before."""
        return RegexNode(condition, compile_pattern(condition))
