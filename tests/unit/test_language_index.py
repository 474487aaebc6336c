"""Candidates are few, and never one too few."""

from __future__ import annotations

from monitor.data import load_gazetteer
from rules.language.ruleset import RuleSet, compile_rules
from rules.language.schema import RuleSpec, read_rule
from rules.text.document import Document


def compiled(*whens: object) -> RuleSet:
    rules = [read_rule({"id": f"r{number}", "when": when}) for number, when in enumerate(whens)]
    good = [rule for rule in rules if isinstance(rule, RuleSpec)]
    assert len(good) == len(whens), rules
    return compile_rules(good, {"rivers": ["rhine", "elbe"]}, {}, load_gazetteer())


def candidates(ruleset: RuleSet, text: str) -> set[int]:
    return ruleset._index.candidates(ruleset.scan(Document(title=text)).present)


def test_a_rule_is_a_candidate_only_where_two_of_its_clauses_are_met() -> None:
    ruleset = compiled(
        {"all": ["flood", "$rivers"]},
        {"near": {"all": ["flood", "dam"], "words": 3}},
        {"count": {"among": ["flood", "storm", "hail"], "at_least": 2}},
        {"any": [{"all": ["flood", "coast"]}, "tsunami"]},
    )
    assert candidates(ruleset, "A flood") == set()
    assert candidates(ruleset, "A flood on the Elbe") == {0}
    assert candidates(ruleset, "A flood, far from any dam") == {1}
    assert candidates(ruleset, "Hail and flood") == {2}
    assert candidates(ruleset, "Tsunami") == {3}
    assert candidates(ruleset, "Flood at the coast") == {3}


def test_a_rule_that_needs_no_word_is_always_a_candidate() -> None:
    ruleset = compiled(
        {"none": ["flood"]}, {"any": ["flood", {"source": "example.org"}]}, {"figure": "killed"}
    )
    assert candidates(ruleset, "") == {0, 1, 2}


def test_many_parts_of_a_count_are_not_filed_pair_by_pair() -> None:
    among = [f"word{number}" for number in range(200)]
    ruleset = compiled({"count": {"among": among, "at_least": 150}})
    assert candidates(ruleset, " ".join(among[:149])) == {0}
    assert not ruleset.match(Document(title=" ".join(among[:149]))).matches
    assert ruleset.match(Document(title=" ".join(among[:150]))).matches


def test_ten_thousand_alternatives_are_one_look() -> None:
    many = [f"word{number}" for number in range(10_000)]
    ruleset = compiled({"all": [{"any": many}], "none": [f"not{one}" for one in many]})
    assert ruleset.match(Document(title="word9999")).matches
    assert not ruleset.match(Document(title="word9999 notword5")).matches
