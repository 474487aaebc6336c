"""Rules are read into values, or refused with every problem in its place."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from rules.errors import Problem
from rules.language.schema import (
    Appears,
    Confirmed,
    Corroboration,
    Moves,
    OriginsReach,
    RuleSpec,
    RuleTest,
    read_rule,
)

FULL: dict[str, object] = {
    "id": "a-rule",
    "title": "A rule",
    "severity": "high",
    "labels": {"desk": "europe"},
    "when": {
        "all": [
            "two words",
            {"phrase": {"text": "US", "case": True, "fields": ["title"]}},
            {"count": {"among": ["x1", "y1"], "at_least": 2}},
            {"near": {"all": ["x1", "$y"], "words": 8, "ordered": False}},
            {"sentence": ["x1", "y1"]},
            {"regex": {"pattern": "a+", "fields": ["title", "url"]}},
            {"entity": {"kind": "country"}, "language": "uk"},
            {"figure": {"kind": ["killed"], "at_least": "100", "per": "day", "side": "RU"}},
            {"deployment": {"forces": "foreign", "place": ["RU", "UA"]}},
            {"any": [{"source": "example.org"}, {"tag": "world"}, {"author": "Lee"}]},
        ],
        "none": ["$drills", {"figure": "injured"}],
    },
    "story": {"origins": 2, "within": "3h"},
    "update_on": [
        {"figure": "troops", "rises": "10%"},
        {"figure": "any", "falls": 5},
        {"figure": "killed", "appears": True},
        {"confirmed": "killed"},
        {"origins": 5},
    ],
    "update_gap": "15m",
    "dedup": "off",
    "notify": ["desk"],
    "tests": [{"title": "An item", "expect": "no match", "figures": {"killed": 3}}],
}


def problems(raw: object) -> dict[tuple[str | int, ...], tuple[str, str]]:
    read = read_rule(raw)
    assert isinstance(read, tuple)
    return {one.where: (one.message, one.hint) for one in read}


def when(raw: object) -> dict[tuple[str | int, ...], tuple[str, str]]:
    return problems({"id": "r", "when": raw})


def test_a_full_rule_is_read() -> None:
    rule = read_rule(FULL)
    assert isinstance(rule, RuleSpec)
    assert rule.story == Corroboration(2, 10800.0)
    assert rule.update_gap == 900.0
    assert rule.dedup is False
    assert rule.notify == ("desk",)
    assert rule.tests == (RuleTest(title="An item", expect=False, figures=(("killed", 3),)),)
    assert rule.update_on == (
        Moves("troops", "rises", 10.0, True),
        Moves(None, "falls", 5.0, False),
        Appears("killed"),
        Confirmed("killed"),
        OriginsReach(5),
    )


def test_what_is_left_out_has_defaults() -> None:
    rule = read_rule({"id": "r", "when": "word"})
    assert isinstance(rule, RuleSpec)
    assert (rule.title, rule.severity, rule.notify, rule.dedup) == ("r", "normal", None, True)


def test_a_rule_survives_being_written_down() -> None:
    rule = read_rule(FULL)
    assert isinstance(rule, RuleSpec)
    assert RuleSpec.model_validate(json.loads(json.dumps(rule.model_dump(mode="json")))) == rule


def test_plain_data_that_is_wrong_does_not_validate() -> None:
    with pytest.raises(ValidationError, match="bare list"):
        RuleSpec.model_validate({"id": "r", "when": ["a", "b"]})


@pytest.mark.parametrize(
    ("raw", "where", "message", "hint"),
    [
        (["a", "b"], ("when",), "a condition cannot be a bare list", "write any: or all:"),
        ({"an": ["a"]}, ("when", "an"), "unknown key 'an'", "did you mean any?"),
        (
            {"any": "a"},
            ("when", "any"),
            "expected a list of conditions, found 'a'",
            "write [a]",
        ),
        ({"any": []}, ("when", "any"), "an empty list of conditions", "fill it, or remove it"),
        ("—", ("when",), "the phrase '—' has no word", "punctuation alone cannot be matched"),
        ("a*b", ("when",), "'a*b' has a * inside a word", "* may only end a word, as in deploy*"),
        (
            "deploy * troops",
            ("when",),
            "'deploy * troops' has a * without a word",
            "use near: for words with others between",
        ),
        (
            {"figure": {"kind": "kiled"}},
            ("when", "figure", "kind"),
            "unknown kind of figure 'kiled'",
            "did you mean killed?",
        ),
        (
            {"figure": {"kind": "killed", "at_least": "many"}},
            ("when", "figure", "at_least"),
            "expected a whole number from 0 up, found 'many'",
            "write it in digits, such as 10",
        ),
        (
            {"near": {"all": ["a", {"any": ["b"]}], "words": 3}},
            ("when", "near", "all", 1, "any"),
            "only phrases, term lists and entities can stand here",
            "use all: for the rest",
        ),
        (
            {"phrase": {"text": "a b", "field": "title"}},
            ("when", "phrase", "field"),
            "unknown key 'field'",
            "did you mean fields?",
        ),
        (
            {"phrase": {"text": "a", "fields": ["titel"]}},
            ("when", "phrase", "fields", 0),
            "unknown field 'titel'",
            "did you mean title?",
        ),
    ],
)
def test_a_wrong_condition_is_named_with_its_place_and_a_way_out(
    raw: object, where: tuple[str | int, ...], message: str, hint: str
) -> None:
    assert when(raw) == {where: (message, hint)}


def test_all_problems_of_a_rule_are_told_at_once() -> None:
    told = problems(
        {"titel": "x", "when": {"any": [None, {}]}, "severity": "urgent", "update_gap": "soon"}
    )
    assert set(told) == {
        (),
        ("titel",),
        ("when", "any", 0),
        ("when", "any", 1),
        ("severity",),
        ("update_gap",),
    }
    assert told[("titel",)][1] == "did you mean title?"


def test_paths_begin_with_the_place_given() -> None:
    assert read_rule({"id": "r"}, ("rules", 3)) == (
        Problem(("rules", 3), "a rule needs when:", "add when: to it"),
    )


def test_conditions_nested_too_deep_are_refused_not_followed() -> None:
    raw: object = "word"
    for _ in range(10_000):
        raw = {"any": [raw]}
    ((message, hint),) = when(raw).values()
    assert message == "conditions are nested more than 40 deep"
    assert hint


@pytest.mark.parametrize(
    "update",
    [
        {"figure": "killed"},
        {"figure": "killed", "rises": "10%", "falls": "10%"},
        {"figure": "killed", "rises": "-3"},
        {"origins": 1},
        {"confirmed": "nobody"},
        {"figure": "killed", "appears": "no"},
    ],
)
def test_an_update_condition_that_says_nothing_is_refused(update: object) -> None:
    assert problems({"id": "r", "when": "w", "update_on": [update]})


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ({"or": ["a", "b"]}, "did you mean any?"),
        ({"not": ["a"]}, "did you mean none?"),
        ({"figure": {"kind": "deaths"}}, "did you mean killed?"),
        ({"figure": {"kind": "killed", "more_than": 5}}, "did you mean at_least?"),
        ({"near": ["a", "b"]}, "write near: {all: [A, B], words: 8}"),
        ({"near": {"all": ["a", "b"], "distance": 5}}, "did you mean words?"),
        ({"count": ["a", "b"]}, "write count: {among: [A, B], at_least: 2}"),
        (
            {"phrase": "a", "case": True},
            "case: is an option and stands inside another condition, as in "
            "phrase: {text: US, case: true, fields: [title]}",
        ),
    ],
)
def test_who_writes_another_word_is_shown_ours(raw: object, hint: str) -> None:
    assert hint in {hint for _, hint in when(raw).values()}
