"""Regular expressions: what RE2 refuses is said in words, and the rest runs in linear time."""

from __future__ import annotations

import pytest

from monitor.data import load_gazetteer
from rules.language.conditions import Regex
from rules.language.patterns import compile_pattern
from rules.language.ruleset import compile_rules
from rules.language.schema import RuleSpec, read_rule
from rules.text.document import Document


@pytest.mark.parametrize(
    ("pattern", "message", "hint"),
    [
        ("a(?=b)", "RE2 has no lookahead", "use all: with two conditions"),
        ("a(?!b)", "RE2 has no lookahead", "use none: for what must be absent"),
        ("(?<=a)b", "RE2 has no lookbehind", "use near: with ordered: true"),
        (r"(a)\1", "RE2 has no backreferences", "name each wanted text in any:"),
        ("(a", "a ( is never closed", r"write \( for the character itself"),
        ("a)", "a ) closes nothing", r"write \) for the character itself"),
        ("[a", "a [ is never closed", r"write \[ for the character itself"),
        ("*a", "a *, + or ? has nothing to repeat", r"write \* for itself"),
        ("a++", "two repetitions in a row", "RE2 has no possessive forms"),
        ("a{2000}", "a repetition of more than 1,000", "RE2 allows {0,1000}"),
        ("a\\", "the pattern ends in a backslash", r"write \\ for the character itself"),
        ("(?x)a b", "RE2 has no (?x)", "leave out spaces and comments"),
    ],
)
def test_what_re2_lacks_is_said_in_words(pattern: str, message: str, hint: str) -> None:
    assert compile_pattern(Regex(pattern)) == (message, hint)


def found(pattern: str, document: Document, **options: object) -> list[tuple[str, str, int]]:
    rule = read_rule({"id": "r", "when": {"regex": {"pattern": pattern, **options}}})
    assert isinstance(rule, RuleSpec)
    matched = compile_rules([rule], {}, {}, load_gazetteer()).match(document)
    return [(one.field, one.quote, one.start) for m in matched.matches for one in m.evidence]


def test_offsets_count_characters_not_bytes() -> None:
    document = Document(title="Überfall: 123 Tote")
    assert found(r"\d+ tote", document) == [("title", "123 Tote", 10)]


def test_a_pattern_looks_in_the_fields_asked_for() -> None:
    document = Document(title="nothing", url="https://example.org/war-42")
    assert found(r"war-\d+", document) == []
    assert found(r"war-\d+", document, fields=["url"]) == [("url", "war-42", 20)]


def test_a_pattern_that_explodes_elsewhere_is_quick_here() -> None:
    assert found("(a+)+$", Document(title="a" * 100_000 + "!")) == []


def test_lone_surrogates_are_searched_as_unknown_characters() -> None:
    assert found("b.c", Document(title="a\ud800b\udfffc")) == [("title", "b\udfffc", 2)]
