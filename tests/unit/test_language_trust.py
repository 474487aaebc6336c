"""Inline tests, lint and explain: what makes rules trustworthy."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer
from rules.errors import Problem
from rules.language.explain import blockers, explain, explain_all
from rules.language.inline import failures, run_tests
from rules.language.lint import lint
from rules.language.noise import Noise, Noisy
from rules.language.ruleset import RuleSet, compile_rules
from rules.language.schema import RuleSpec, read_rule
from rules.text.document import Document

TERMS = {"troops": ["troops", "soldiers"], "empty": []}


def rule(when: object, **more: object) -> RuleSpec:
    read = read_rule({"id": "r", "when": when} | more)
    assert isinstance(read, RuleSpec), read
    return read


def compiled(*rules: RuleSpec) -> RuleSet:
    return compile_rules(rules, TERMS, {}, load_gazetteer())


def linted(when: object) -> dict[tuple[str | int, ...], Problem]:
    return {one.where: one for one in lint([rule(when)], {"troops": ["troops"]})}


@pytest.mark.parametrize(
    ("when", "hint"),
    [
        ("ferry OR boat", "write any: [ferry, boat]"),
        ("ferry AND boat AND port", "write all: [ferry, boat, port]"),
        ("NOT ferry", "write none: [ferry]"),
        ("ferry | boat", "write any: [ferry, boat]"),
        ({"tag": "world, europe"}, "write [world, europe] for several"),
        ({"source": "a.example,b.example"}, "write [a.example, b.example] for several"),
        ({"language": "english"}, "did you mean en?"),
        ({"language": "ua"}, "did you mean uk?"),
        ({"language": "klingon"}, "write en, uk, ar or the like"),
    ],
)
def test_what_is_written_as_elsewhere_is_warned_of(when: object, hint: str) -> None:
    (warning,) = linted(when).values()
    assert (warning.level, warning.hint) == ("warning", hint)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (".NET Framework", r"\.NET Framework"),
        ("Disney+", r"Disney\+"),
        ("team of C# and C++ coders", r"team of C\# and C\+\+ coders"),
    ],
)
def test_signs_that_are_not_looked_for_are_warned_of(text: str, pattern: str) -> None:
    (warning,) = linted(text).values()
    assert warning.level == "warning"
    assert f"'{pattern}'" in warning.hint
    assert linted({"regex": pattern}) == {}
    assert compiled(rule({"regex": pattern})).match(Document(title=f"A {text} here")).matches


@pytest.mark.parametrize(
    "text", ["U.S. Army", "AT&T", "#Kursk", "@nato chief", "3.5 million", "one+one"]
)
def test_signs_that_only_part_words_are_no_matter(text: str) -> None:
    assert linted(text) == {}


@pytest.mark.parametrize(
    "when", ["Portland OR-7 wolf", "ferry or boat", "NOTES of a spy", "AT&T shares"]
)
def test_words_that_only_look_like_operators_are_words(when: str) -> None:
    assert linted(when) == {}


def test_a_gap_between_no_updates_is_warned_of() -> None:
    (warning,) = lint([rule("ferry", update_gap="5m")], {})
    assert warning.where == ("rules", 0, "update_gap")


def test_inline_tests_that_hold_say_nothing() -> None:
    one = rule(
        {"all": ["$troops", "border"]},
        tests=[
            {"title": "Soldiers reach the border", "expect": "match"},
            {"title": "Soldiers go home", "expect": "no match"},
        ],
    )
    assert run_tests([one], compiled(one)) == ()


def test_a_failing_test_says_what_stood_in_the_way() -> None:
    one = rule({"all": ["$troops", "border"]}, tests=[{"title": "Soldiers go home"}])
    (problem,) = run_tests([one], compiled(one))
    assert problem.where == ("rules", 0, "tests", 0)
    assert problem.message == "test failed: rule r should match 'Soldiers go home'"
    assert problem.hint == "what stood in the way: 'border'"


def test_a_test_that_matches_unwantedly_says_by_which_text() -> None:
    one = rule("$troops", tests=[{"title": "Toy soldiers sold", "expect": "no match"}])
    (problem,) = run_tests([one], compiled(one))
    assert problem.hint == "it matched by 'soldiers'"


def test_a_test_can_demand_a_figure() -> None:
    item = {"title": "At least 31 people were killed in a fire", "figures": {"killed": 30}}
    one = rule({"figure": "killed"}, tests=[item])
    (problem,) = run_tests([one], compiled(one))
    assert problem.where == ("rules", 0, "tests", 0, "figures", "killed")
    assert problem.message == "test failed: expected killed 30, read killed 31"


@pytest.mark.parametrize(
    ("when", "where", "message", "level"),
    [
        ({"none": ["a word"]}, ("when", "none"), "only says what must be absent", "error"),
        ("us", ("when",), "'us' is very short", "warning"),
        ({"regex": "(i?)war"}, ("when", "regex"), "optional letter i", "warning"),
        ({"regex": "a*"}, ("when", "regex"), "matches nearly every item", "warning"),
        (
            {"count": {"among": ["one", "two"], "at_least": 3}},
            ("when", "count"),
            "3 of 2 conditions can never hold",
            "error",
        ),
        (
            {"figure": {"kind": "killed", "at_least": 10, "below": 10}},
            ("when", "figure"),
            "no figure is at least 10 and below 10",
            "error",
        ),
        (
            {"near": {"all": ["one two", "three four"], "words": 3, "ordered": True}},
            ("when", "near"),
            "the phrases need 4 words",
            "error",
        ),
        (
            {"all": ["war", {"none": ["War!"]}]},
            ("when", "all"),
            "must hold and must not hold",
            "error",
        ),
        (
            {"all": [{"language": "uk"}, {"language": "ru"}]},
            ("when", "all"),
            "an item has one language",
            "error",
        ),
        ("$Troops", ("when",), "names of term lists are in small letters", "warning"),
        ({"any": ["the", "cease-fire"]}, ("when", "any"), "nearly every item", "warning"),
    ],
)
def test_a_doubtful_rule_is_found(
    when: object, where: tuple[str | int, ...], message: str, level: str
) -> None:
    found = linted(when)[("rules", 0, *where)]
    assert message in found.message
    assert found.level == level


@pytest.mark.parametrize(
    "when",
    [
        "war",
        "出兵",
        {"phrase": {"text": "US", "case": True}},
        {"all": ["war"], "none": ["film"]},
        {"near": {"all": ["one two", "three"], "words": 3}},
    ],
)
def test_a_sound_rule_raises_no_doubt(when: object) -> None:
    assert not linted(when)


def test_a_duplicate_id_and_a_rule_without_a_channel_are_errors() -> None:
    rules = [rule("war"), rule("peace")]
    found = lint(rules, {}, reaches=lambda one: one is rules[0])
    assert [(one.where, one.level) for one in found] == [
        (("rules", 1, "id"), "error"),
        (("rules", 1), "error"),
    ]


def test_facts_without_an_english_feed_are_doubtful() -> None:
    one = rule({"any": ["war", {"figure": "killed"}]})
    (found,) = lint([one], {}, feed_languages=["de", "uk"])
    assert found.where == ("rules", 0, "when", "any", 1, "figure")
    assert not lint([one], {}, feed_languages=["de", "en-GB"])
    assert not lint([one], {}, feed_languages=["de", ""])


def test_an_empty_term_list_can_never_match() -> None:
    found = lint([rule("$empty")], {"empty": []})
    assert {one.where for one in found} == {("rules", 0, "when")}


def test_explain_shows_every_condition_with_what_it_saw() -> None:
    one = rule({"all": ["$troops", {"any": ["border", "coast"]}], "none": ["parade"]})
    text = "Soldiers on parade at the coast"
    explained = explain(compiled(one), "r", Document(title=text))
    assert explained.lines() == [
        "no  all of",
        "  yes all of",
        "    yes $troops  title: 'Soldiers'",
        "    yes any of",
        "      no  'border'",
        "      yes 'coast'  title: 'coast'",
        "  no  none of",
        "    yes 'parade'  title: 'parade'",
    ]
    assert [one.condition for one in blockers(explained)] == ["'parade'"]


def test_explain_says_when_words_are_there_but_apart() -> None:
    one = rule({"near": {"all": ["troops", "border"], "words": 2}})
    explained = explain(compiled(one), "r", Document(title="Troops leave the border"))
    assert explained.note == "all are there, but not together"
    assert explained.dump()["held"] is False


def test_explain_of_an_unknown_rule_raises() -> None:
    with pytest.raises(KeyError):
        explain(compiled(rule("war")), "peace", Document())


def test_facts_are_read_once_for_all_who_ask_of_a_document() -> None:
    ruleset = compiled(rule({"figure": "killed"}))
    document = Document(title="At least 84 people killed as ferry sinks")
    scanned = ruleset.scan(document).facts
    assert scanned.totals["killed"].low == 84
    assert ruleset.stated(document) is scanned
    assert compiled(rule("war")).scan(document).facts is scanned


def test_every_rule_can_be_explained_in_one_reading() -> None:
    rules = compiled(rule("border"), rule_named("other", "coast"))
    said = {one.id: found.held for one, found in explain_all(rules, Document(title="The coast"))}
    assert said == {"r": False, "other": True}


def rule_named(name: str, when: object) -> RuleSpec:
    return rule(when).model_copy(update={"id": name})


def test_noise_counts_the_texts_that_met_a_rule_and_not_what_must_be_absent() -> None:
    one = rule({"any": ["$troops", "border"], "none": ["toy"]})
    noise = Noise(compiled(one))
    noise.count(Document(title="Soldiers, troops and more soldiers"), ["r"], {"r"})
    noise.count(Document(title="Soldiers at the border"), ["r"], set())
    assert noise.noisiest(9) == (
        Noisy("r", "$troops: soldiers", 2, 1),
        Noisy("r", "$troops: troops", 1, 1),
        Noisy("r", "'border'", 1, 0),
    )
    assert len(noise.noisiest(1)) == 1


def test_a_failure_knows_what_was_expected_what_was_found_and_what_was_seen() -> None:
    item = {"title": "31 people killed on parade", "figures": {"killed": 30}}
    one = rule({"all": ["$troops"], "none": ["parade"]}, tests=[item])
    match, figure = failures([one], compiled(one))
    assert (match.rule, match.number, match.expected, match.found) == ("r", 1, "match", "no match")
    assert match.explained is not None
    assert "    no  $troops" in match.explained.lines()
    assert (figure.expected, figure.found) == ("killed 30", "killed 31")


def test_explain_says_what_an_item_comes_from_and_is_about() -> None:
    rules = compiled(
        rule(
            {
                "any": [
                    {"source": "a.example"},
                    {"tag": "sea"},
                    {"language": "uk"},
                    {"author": "Ann"},
                ]
            }
        )
    )
    item = Document(source="Daily", feed_names=("", "https://d.example/rss"), feed_tags=("world",))
    assert [part.note for part in explain(rules, "r", item).parts] == [
        "it comes from Daily, https://d.example/rss",
        "its tags: world",
        "it does not say its language",
        "it names no author",
    ]
    (found,) = explain(rules, "r", Document(language="uk")).lines()[3:4]
    assert found.strip() == "yes language: uk  (its language: uk)"


def test_a_misspelt_language_of_three_letters_may_be_one() -> None:
    assert linted({"language": "haw"}) == {}


def test_failing_tests_of_a_rule_that_is_wrong_anyway_are_not_told(tmp_path: Path) -> None:
    text = "channels: {c: 'console://'}\ndefault_notify: [c]\nrules:\n"
    test = "tests: [{title: Peace, expect: match}]"
    text += f"  - {{id: never, when: {{count: {{among: [alpha, beta], at_least: 3}}}}, {test}}}\n"
    text += f"  - {{id: fails, when: war, {test}}}\n"
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    _, problems = compile_policy(load(tmp_path / "config.yaml", {}), load_gazetteer())
    assert [(one.line, one.message.partition(" ")[0]) for one in problems] == [
        (4, "3"),
        (5, "test"),
    ]
