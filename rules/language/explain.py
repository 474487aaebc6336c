"""Why a rule holds for an item or does not: every condition with the text it saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.facts.model import Deployment, Figure
from rules.language.checks import DeploymentNode, FigureNode
from rules.language.conditions import DeploymentIs, FigureIs
from rules.language.describe import describe
from rules.language.nodes import (
    AllNode,
    CountNode,
    NearNode,
    Node,
    NoneNode,
    SentenceNode,
    SpanNode,
)
from rules.language.patterns import RegexNode
from rules.language.ruleset import RuleSet
from rules.language.scan import Evidence, Scan
from rules.language.schema import RuleSpec
from rules.text.document import Document

_PARTS_SHOWN: Final = 4
# A figure below this part of what a rule asks for is not near it.
_NEAR_SIZE: Final = 0.25


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
            return _explained(node, ruleset.scan(document))
    raise KeyError(rule_id)


def explain_all(ruleset: RuleSet, document: Document) -> Iterator[tuple[RuleSpec, Explained]]:
    """Explain every rule for one item, which is read once."""
    scan = ruleset.scan(document)
    for rule, node in zip(ruleset.rules, ruleset.nodes, strict=True):
        yield rule, _explained(node, scan)


def near_misses(ruleset: RuleSet, document: Document) -> Iterator[tuple[RuleSpec, Explained]]:
    """Yield the rules that one single clause keeps from holding, each with that clause.

    Only those that found something of what they look for: without that, every rule of one word
    would be near to every item. Where an item comes from counts for nothing found.
    """
    scan = ruleset.scan(document)
    for rule, node in zip(ruleset.rules, ruleset.nodes, strict=True):
        if node.holds(scan) or not _promising(node, scan):
            continue
        missing = blockers(_explained(node, scan))
        if len(missing) == 1:
            yield rule, missing[0]


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


def _explained(node: Node, scan: Scan) -> Explained:
    held = node.holds(scan)
    if isinstance(node, (AllNode, CountNode, NoneNode)):
        parts = tuple(_explained(part, scan) for part in node.parts)
        return Explained(describe(node.condition), held, parts=parts)
    evidence = tuple(node.evidence(scan)) if held else ()
    note = "" if held else _note(node, scan)
    if isinstance(node, (NearNode, SentenceNode)) and not held:
        parts = tuple(_explained(part, scan) for part in node.parts)
        return Explained(describe(node.condition), held, evidence, note, parts)
    return Explained(describe(node.condition), held, evidence, note)


def _promising(node: Node, scan: Scan) -> bool:
    """Whether the item has some of what the condition looks for, metadata and absence left out."""
    if isinstance(node, (AllNode, CountNode, NearNode, SentenceNode)):
        return any(_promising(part, scan) for part in node.parts)
    if isinstance(node, FigureNode):
        return any(_near_figure(node.condition, one) for one in scan.facts.figures)
    if isinstance(node, DeploymentNode):
        return any(_near_deployment(node.condition, one) for one in scan.facts.deployments)
    return isinstance(node, (SpanNode, RegexNode)) and node.holds(scan)


def _near_figure(wanted: FigureIs, stated: Figure) -> bool:
    """Whether a figure is of the kind asked for, and not of quite another size."""
    if (wanted.kinds and stated.kind not in wanted.kinds) or stated.status not in wanted.status:
        return False
    value = stated.low if stated.high is None else stated.high
    return value >= (wanted.at_least or 0) * _NEAR_SIZE


def _near_deployment(wanted: DeploymentIs, stated: Deployment) -> bool:
    """Whether a deployment is in a place asked for, or of forces asked for, by name."""
    named = [one for one in (*wanted.forces, *wanted.places) if one not in ("any", "foreign")]
    return not named or stated.place in wanted.places or stated.forces in wanted.forces


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
