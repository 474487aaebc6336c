"""What makes rules match: every phrase and condition counted, so that the noisy ones stand out.

Counts only; what is noise, a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rules.language.conditions import Phrase
from rules.language.describe import describe
from rules.language.nodes import AllNode, CountNode, Node, NoneNode, SpanNode
from rules.language.ruleset import RuleSet
from rules.language.scan import Scan
from rules.text import fold
from rules.text.document import Document

# Beyond so many different texts (a regex, a bare prefix) those seen once are forgotten.
_MOST: Final = 50_000


@dataclass(frozen=True, slots=True)
class Noisy:
    """A condition of a rule, with the text that met it; the items it matched, and the alerts."""

    rule: str
    phrase: str
    matches: int
    alerts: int


class Noise:
    """Counts, for the rules of one rule set, which conditions made them match and alert."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._nodes = dict(zip((rule.id for rule in ruleset.rules), ruleset.nodes, strict=True))
        self._counts: dict[tuple[str, str], list[int]] = {}

    def count(self, document: Document, matched: Collection[str], told: Collection[str]) -> None:
        """Count one item that these rules match, and for which some of them alert."""
        scan = self._ruleset.scan(document)
        for rule in matched:
            for phrase in dict.fromkeys(_held(self._nodes[rule], scan)):
                count = self._counts.setdefault((rule, phrase), [0, 0])
                count[0] += 1
                count[1] += rule in told
        if len(self._counts) > _MOST:
            self._counts = {key: count for key, count in self._counts.items() if count[0] > 1}

    def noisiest(self, most: int) -> tuple[Noisy, ...]:
        """Return what took part in the most alerts, then matches; at most so many."""
        ordered = sorted(self._counts.items(), key=lambda one: (-one[1][1], -one[1][0], one[0]))
        return tuple(Noisy(*key, *count) for key, count in ordered[:most])


def _held(node: Node, scan: Scan) -> Iterator[str]:
    """Yield each condition that found something, named with its text where that varies."""
    if isinstance(node, NoneNode) or not node.holds(scan):
        return
    if isinstance(node, (AllNode, CountNode)):
        for part in node.parts:
            yield from _held(part, scan)
        return
    said = describe(node.condition)
    if not isinstance(node, SpanNode):
        yield said
        return
    varies = not isinstance(node.condition, Phrase) or "*" in node.condition.text
    for one in node.evidence(scan):
        yield f"{said}: {' '.join(fold.words(one.quote))}" if varies else said
