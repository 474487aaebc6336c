"""The tests that rules carry: items, and whether the rule must match them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rules.errors import Problem
from rules.language.conditions import Path
from rules.language.explain import Explained, blockers, clause, explain, figure_words
from rules.language.ruleset import Matched, RuleSet
from rules.language.schema import RuleSpec, RuleTest
from rules.text.document import Document

Rules: TypeAlias = Sequence[RuleSpec] | Mapping[int, RuleSpec]
"""Rules in their order, or some of them by their indices."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that an inline test expects and does not find.

    ``where`` is its path, ``number`` counts a rule's tests from 1. ``expected`` and ``found`` are
    in words; ``explained`` shows every condition with the text it saw, where a match was at issue.
    """

    where: Path
    rule: str
    number: int
    text: str
    expected: str
    found: str
    explained: Explained | None = None

    def problem(self) -> Problem:
        """Return the failure in one line, as ``check`` and a reload tell it."""
        if self.explained is None:
            message = f"test failed: expected {self.expected}, read {self.found}"
            return Problem(self.where, message, "correct the number, or the text")
        said = f"'{self.text[:57]}...'" if len(self.text) > 60 else f"'{self.text}'"
        if self.expected == "no match":
            quotes = ", ".join(f"'{quote[:80]}'" for quote in _quotes(self.explained)[:3])
            hint = f"it matched by {quotes}" if quotes else ""
            return Problem(
                self.where, f"test failed: rule {self.rule} should not match {said}", hint
            )
        reasons = "; ".join(clause(one) for one in blockers(self.explained)[:3])
        return Problem(
            self.where,
            f"test failed: rule {self.rule} should match {said}",
            f"what stood in the way: {reasons}",
        )


def document_of(test: RuleTest) -> Document:
    """Return the item of an inline test."""
    return Document(
        title=test.title,
        summary=test.summary,
        content=test.content,
        source=test.source,
        tags=test.tags,
        language=test.language,
        time=test.time,
    )


def run_tests(rules: Rules, ruleset: RuleSet) -> tuple[Problem, ...]:
    """Run every inline test of ``rules``; return a problem for each that fails.

    Problems are at ``("rules", index, "tests", number)``.
    """
    return tuple(failure.problem() for failure in failures(rules, ruleset))


def failures(rules: Rules, ruleset: RuleSet) -> Iterator[Failure]:
    """Run every inline test of ``rules``, in order; yield what fails."""
    for index, rule in rules.items() if isinstance(rules, Mapping) else enumerate(rules):
        for number, test in enumerate(rule.tests):
            where: Path = ("rules", index, "tests", number)
            document = document_of(test)
            matched = ruleset.match(document)
            held = any(one.rule.id == rule.id for one in matched.matches)
            text = test.title or test.summary or test.content
            if held != test.expect:
                yield Failure(
                    where, rule.id, number + 1, text, _words(test.expect), _words(held),
                    explain(ruleset, rule.id, document),
                )  # fmt: skip
            for kind, wanted, read in _figures(ruleset, test, document, matched):
                at = (*where, "figures", kind)
                yield Failure(at, rule.id, number + 1, text, f"{kind} {wanted}", read)


def _words(match: bool) -> str:
    return "match" if match else "no match"


def _quotes(explained: Explained) -> list[str]:
    """Return the texts by which conditions held, those that ought to be absent left out."""
    if not explained.held or explained.condition == "none of":
        return []
    found = [one.quote for one in explained.evidence]
    for part in explained.parts:
        found += _quotes(part)
    return list(dict.fromkeys(found))


def _figures(
    ruleset: RuleSet, test: RuleTest, document: Document, matched: Matched
) -> Iterator[tuple[str, int, str]]:
    """Yield (kind, wanted, read) of each total that is not the one wanted."""
    if not test.figures:
        return
    facts = matched.facts or ruleset.scan(document).facts
    for kind, wanted in test.figures:
        total = facts.totals.get(kind)
        if total is None and wanted == 0:
            continue
        if total is None or wanted not in (total.low, total.high):
            yield kind, wanted, "none" if total is None else figure_words(total)
