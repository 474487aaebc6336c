"""Rules that an item nearly meets: one single clause keeps each of them from holding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rules.facts.model import Deployment, Figure
from rules.language.checks import DeploymentNode, FigureNode
from rules.language.conditions import DeploymentIs, FigureIs
from rules.language.explain import Explained, blockers, explained
from rules.language.nodes import AllNode, CountNode, NearNode, Node, SentenceNode, SpanNode
from rules.language.patterns import RegexNode
from rules.language.ruleset import RuleSet
from rules.language.scan import Scan
from rules.language.schema import RuleSpec
from rules.text.document import Document

# A figure below this part of what a rule asks for is not near it.
_NEAR_SIZE: Final = 0.25


class NearMisses:
    """Finds the rules of one rule set that an item nearly meets; made once, asked for many items.

    Only rules that find something of what they look for are near: without that, every rule of one
    word would be near to every item. Where an item comes from counts for nothing found.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        # Of ten thousand rules an item has the words of few: the others need not be asked.
        self._by_slot: dict[int, list[int]] = {}
        self._always: list[int] = []
        for number, node in enumerate(ruleset.nodes):
            looked_for = list(_looked_for(node))
            words = [one for one in looked_for if isinstance(one, SpanNode)]
            if len(words) < len(looked_for):
                self._always.append(number)
                continue
            for slot in {slot for one in words for slot in one.slots}:
                self._by_slot.setdefault(slot, []).append(number)

    def of(self, document: Document) -> Iterator[tuple[RuleSpec, Explained]]:
        """Yield the near rules in their order, each with the clause in the way."""
        scan = self._ruleset.scan(document)
        numbers = {number for slot in scan.present for number in self._by_slot.get(slot, ())}.union(
            self._always
        )
        for number in sorted(numbers):
            node = self._ruleset.nodes[number]
            if node.holds(scan) or not any(_found(one, scan) for one in _looked_for(node)):
                continue
            missing = blockers(explained(node, scan))
            if len(missing) == 1:
                yield self._ruleset.rules[number], missing[0]


def _looked_for(node: Node) -> Iterator[SpanNode | RegexNode | FigureNode | DeploymentNode]:
    """Yield what a condition looks for in an item; metadata and absence left out."""
    if isinstance(node, (AllNode, CountNode, NearNode, SentenceNode)):
        for part in node.parts:
            yield from _looked_for(part)
    elif isinstance(node, (SpanNode, RegexNode, FigureNode, DeploymentNode)):
        yield node


def _found(node: SpanNode | RegexNode | FigureNode | DeploymentNode, scan: Scan) -> bool:
    """Whether an item has that, or for facts something like it."""
    if isinstance(node, FigureNode):
        return any(_near_figure(node.condition, one) for one in scan.facts.figures)
    if isinstance(node, DeploymentNode):
        return any(_near_deployment(node.condition, one) for one in scan.facts.deployments)
    return node.holds(scan)


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
