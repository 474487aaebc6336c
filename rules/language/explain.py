"""Why a rule holds for an item or does not: every condition with the text it saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.facts.model import Deployment, Figure
from rules.language.checks import (
    AuthorNode,
    DeploymentNode,
    FigureNode,
    LanguageNode,
    SourceNode,
    TagNode,
)
from rules.language.describe import describe
from rules.language.nodes import (
    AllNode,
    CountNode,
    NearNode,
    Node,
    NoneNode,
    SentenceNode,
)
from rules.language.ruleset import RuleSet
from rules.language.scan import Evidence, Scan
from rules.language.schema import RuleSpec
from rules.text.document import Document

_PARTS_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """One condition: whether it held, the text it saw, and the conditions inside it.

    ``note`` says what was there instead, where that helps.
    """

    condition: str
    held: bool
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    parts: tuple[Explained, ...] = ()

    def lines(self, indent: int = 0) -> list[str]:
        """Return the explanation as indented lines for a terminal."""
        mark = "yes" if self.held else "no "
        saw = "; ".join(f"{one.field}: {one.quote!r}" for one in self.evidence)
        tail = "".join(f"  {part}" for part in (saw, self.note and f"({self.note})") if part)
        found = [f"{'  ' * indent}{mark} {self.condition}{tail}"]
        for part in self.parts:
            found += part.lines(indent + 1)
        return found

    def dump(self) -> dict[str, object]:
        """Return the explanation as JSON-ready data."""
        return {
            "condition": self.condition,
            "held": self.held,
            "note": self.note,
            "evidence": [
                {"field": one.field, "quote": one.quote, "start": one.start, "end": one.end}
                for one in self.evidence
            ],
            "parts": [part.dump() for part in self.parts],
        }


def explain(ruleset: RuleSet, rule_id: str, document: Document) -> Explained:
    """Explain one rule for one item. Raises KeyError for an unknown rule."""
    for rule, node in zip(ruleset.rules, ruleset.nodes, strict=True):
        if rule.id == rule_id:
            return explained(node, ruleset.scan(document))
    raise KeyError(rule_id)


def explain_all(ruleset: RuleSet, document: Document) -> Iterator[tuple[RuleSpec, Explained]]:
    """Explain every rule for one item, which is read once."""
    scan = ruleset.scan(document)
    for rule, node in zip(ruleset.rules, ruleset.nodes, strict=True):
        yield rule, explained(node, scan)


def clause(blocker: Explained) -> str:
    """Return in one line a condition that :func:`blockers` gave, with what was there instead."""
    if blocker.held:
        quotes = [one.quote for one in blocker.evidence[:1]]
        return f"must be absent: {blocker.condition}" + "".join(f", found {q!r}" for q in quotes)
    said = blocker.condition
    if blocker.parts and not said.startswith(("near", "in one sentence")):
        inside = [part.condition for part in blocker.parts[:_PARTS_SHOWN]]
        inside += ["…"] if len(blocker.parts) > _PARTS_SHOWN else []
        said = f"{said}: {', '.join(inside)}"
    return f"{said} ({blocker.note})" if blocker.note else said


def blockers(explained: Explained) -> tuple[Explained, ...]:
    """Return the innermost conditions for want of which the whole does not hold."""
    if explained.held:
        return ()
    if explained.condition == "none of":
        return tuple(part for part in explained.parts if part.held)
    missing = [part for part in explained.parts if not part.held]
    if not missing or not explained.condition.endswith(" of") or explained.condition == "any of":
        return (explained,)
    return tuple(one for part in missing for one in blockers(part))


def explained(node: Node, scan: Scan) -> Explained:
    """Explain one condition for an item that was read."""
    held = node.holds(scan)
    if isinstance(node, (AllNode, CountNode, NoneNode)):
        parts = tuple(explained(part, scan) for part in node.parts)
        return Explained(describe(node.condition), held, parts=parts)
    evidence = tuple(node.evidence(scan)) if held else ()
    note = _about(node, scan.document) if not evidence else ""
    note = note if held or note else _note(node, scan)
    if isinstance(node, (NearNode, SentenceNode)) and not held:
        parts = tuple(explained(part, scan) for part in node.parts)
        return Explained(describe(node.condition), held, evidence, note, parts)
    return Explained(describe(node.condition), held, evidence, note)


def _about(node: Node, document: Document) -> str:
    """Say what a condition about an item's metadata saw; empty for others."""
    if isinstance(node, SourceNode):
        names = dict.fromkeys((document.source, *document.feed_names, document.url))
        return f"it comes from {', '.join(filter(None, names)) or 'nowhere'}"
    if isinstance(node, TagNode):
        tags = (*document.tags, *document.feed_tags)
        return f"its tags: {', '.join(tags)}" if tags else "it has no tags"
    if isinstance(node, AuthorNode):
        return f"its author: {document.author}" if document.author else "it names no author"
    if isinstance(node, LanguageNode):
        language = document.language
        return f"its language: {language}" if language else "it does not say its language"
    return ""


def _note(node: Node, scan: Scan) -> str:
    if isinstance(node, (NearNode, SentenceNode)):
        everywhere = all(part.holds(scan) for part in node.parts)
        return "all are there, but not together" if everywhere else "not all are there"
    if isinstance(node, FigureNode):
        asked = node.condition
        pool: Sequence[Figure] = (
            scan.facts.figures if asked.side or asked.per else list(scan.facts.totals.values())
        )
        return "stated: " + ", ".join(figure_words(one) for one in pool) if pool else "no figures"
    if isinstance(node, DeploymentNode):
        found = scan.facts.deployments
        return "stated: " + ", ".join(map(_deployment_words, found)) if found else "no deployments"
    return ""


def figure_words(figure: Figure) -> str:
    """Return a figure in a few words: ``killed 31 per day (RU, feared)``."""
    value = f"{figure.low} or more" if figure.high is None else str(figure.low)
    if figure.high not in (None, figure.low):
        value = f"{figure.low} to {figure.high}"
    rate = f" per {figure.per}" if figure.per else ""
    more = [word for word in (figure.side, figure.status) if word and word != "reported"]
    return f"{figure.kind} {value}{rate}" + (f" ({', '.join(more)})" if more else "")


def _deployment_words(one: Deployment) -> str:
    return f"{one.forces or 'forces'} in {one.place or 'an unknown place'} ({one.status})"
