"""The tests that rules carry: items, and whether the rule must match them."""

from __future__ import annotations

from collections.abc import Sequence

from rules.errors import Problem
from rules.language.conditions import Path
from rules.language.explain import blockers, explain, figure_words
from rules.language.ruleset import Matched, RuleSet
from rules.language.schema import RuleSpec, RuleTest
from rules.text.document import Document


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


def run_tests(rules: Sequence[RuleSpec], ruleset: RuleSet) -> tuple[Problem, ...]:
    """Run every inline test of ``rules``; return a problem for each that fails.

    Problems are at ``("rules", index, "tests", number)``.
    """
    problems: list[Problem] = []
    for index, rule in enumerate(rules):
        for number, test in enumerate(rule.tests):
            where: Path = ("rules", index, "tests", number)
            document = document_of(test)
            matched = ruleset.match(document)
            problems += _outcome(ruleset, rule, test, document, matched, where)
            problems += _figures(ruleset, test, document, matched, where)
    return tuple(problems)


def _outcome(
    ruleset: RuleSet,
    rule: RuleSpec,
    test: RuleTest,
    document: Document,
    matched: Matched,
    where: Path,
) -> list[Problem]:
    found = next((one for one in matched.matches if one.rule.id == rule.id), None)
    if (found is not None) == test.expect:
        return []
    name = test.title or test.summary or test.content
    said = f"'{name[:57]}...'" if len(name) > 60 else f"'{name}'"
    if found is not None:
        quotes = ", ".join(f"'{one.quote[:80]}'" for one in found.evidence[:3])
        hint = f"it matched by {quotes}" if quotes else ""
        return [Problem(where, f"test failed: rule {rule.id} should not match {said}", hint)]
    missing = blockers(explain(ruleset, rule.id, document))
    reasons = [f"{one.condition}{f' ({one.note})' if one.note else ''}" for one in missing[:3]]
    return [
        Problem(
            where,
            f"test failed: rule {rule.id} should match {said}",
            f"what stood in the way: {'; '.join(reasons)}",
        )
    ]


def _figures(
    ruleset: RuleSet, test: RuleTest, document: Document, matched: Matched, where: Path
) -> list[Problem]:
    if not test.figures:
        return []
    facts = matched.facts or ruleset.scan(document).facts
    problems = []
    for kind, wanted in test.figures:
        total = facts.totals.get(kind)
        if total is None and wanted == 0:
            continue
        if total is None or wanted not in (total.low, total.high):
            stated = "none" if total is None else figure_words(total)
            problems.append(
                Problem(
                    (*where, "figures", kind),
                    f"test failed: expected {kind} {wanted}, read {stated}",
                )
            )
    return problems
