"""Conditions hold when RULES.md says so, with exact evidence."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from monitor.data import load_gazetteer
from rules.errors import RulesError
from rules.facts.model import Deployment, Facts, Figure
from rules.language.ruleset import Evidence, Matched, RuleSet, compile_rules
from rules.language.scan import Scan
from rules.language.schema import EntitySpec, RuleSpec, read_rule
from rules.text.document import Document

TERMS = {"troops": ["troops", "soldiers", "boots on the ground"], "drills": ["drill*", "exercise"]}
ENTITIES = {
    "wagner": EntitySpec(kind="organisation", aliases=("Wagner Group", "Africa Corps")),
    "who": EntitySpec(kind="organisation", aliases=("WHO", "World Health Organization")),
}


def rule(when: object, name: str = "r") -> RuleSpec:
    read = read_rule({"id": name, "when": when})
    assert isinstance(read, RuleSpec), read
    return read


def ruleset(*whens: object, terms: Mapping[str, Sequence[str]] = TERMS) -> RuleSet:
    rules = [rule(when, f"r{index}") for index, when in enumerate(whens)]
    return compile_rules(rules, terms, ENTITIES, load_gazetteer())


def match(when: object, document: Document | str) -> Matched:
    if isinstance(document, str):
        document = Document(title=document)
    return ruleset(when).match(document)


def holds(when: object, document: Document | str) -> bool:
    return bool(match(when, document).matches)


@pytest.mark.parametrize(
    ("when", "text", "wanted"),
    [
        ("military contingent", "A Military-Contingent arrives", True),
        ("military contingent", "A contingent, military", False),
        ("contingent", "Contingents arrive", False),
        ("deploy*", "They were deployed", True),
        ("deploy* troops", "It deploys troops", True),
        ("peace* talk*", "Peacekeeping talks", True),
        ("war", "A new warning", False),
        ("Sana'a", "Protests in Sanaa today", True),
        ("sanaa airport", "At Sana’a airport", True),
        ("in sanaa", "Fire in Sana'a", True),
        ("Sana a", "Fire in Sana'a", True),
        ("shell", "Then she'll go", False),
        ("ukraine", "L'Ukraine et l’Europe", True),
        ({"phrase": {"text": "Qur'an", "case": True}}, "The Quran", True),
        ({"phrase": {"text": "Quran", "case": True}}, "The Qur’an", True),
        ({"phrase": {"text": "Quran", "case": True}}, "The qur’an", False),
        ("ukraine army", "Ukraine's army", False),
        ("$troops", "No boots on the ground", True),
        ("$drills", "Drilling begins", True),
        ("$$5 million", "It cost $5 million", True),
        ("$$5 million", "It cost 5 million", False),
        ("出兵", "北京决定出兵海外", True),
        ("ทหาร", "ส่งทหารไป", True),
        ({"phrase": {"text": "US", "case": True}}, "The US leaves", True),
        ({"phrase": {"text": "US", "case": True}}, "They told us", False),
        ({"phrase": {"text": "attack", "stem": True}}, "They keep attacking", True),
        ({"phrase": {"text": "attack"}}, "They keep attacking", False),
        ({"any": ["a b", "c d"]}, "Now c d", True),
        ({"all": ["one", "two"]}, "One or two", True),
        ({"all": ["one", "two"]}, "One or three", False),
        ({"all": ["one"], "none": ["$drills"]}, "One army", True),
        ({"all": ["one"], "none": ["$drills"]}, "One exercise", False),
        ({"count": {"among": ["a1", "b1", "c1"], "at_least": 2}}, "c1 then a1", True),
        ({"count": {"among": ["a1", "b1", "c1"], "at_least": 2}}, "c1 then c1", False),
        ({"near": {"all": ["alpha", "omega"], "words": 3}}, "omega and alpha", True),
        ({"near": {"all": ["alpha", "omega"], "words": 3}}, "omega and then alpha", False),
        ({"near": {"all": ["alpha", "omega"], "words": 3, "ordered": True}}, "omega alpha", False),
        ({"near": {"all": ["alpha", "omega"], "words": 3, "ordered": True}}, "alpha omega", True),
        ({"sentence": ["$troops", "entity text"]}, "Troops left. Entity text.", False),
        ({"sentence": ["$troops", "entity text"]}, "Troops met entity text. Yes.", True),
        ({"regex": {"pattern": r"F-\d+"}}, "An f-16 fell", True),
        ({"regex": {"pattern": r"F-\d+", "case": True}}, "An f-16 fell", False),
        ({"entity": "wagner"}, "The africa corps withdraws", True),
        ({"entity": "who"}, "Those who left", False),
        ({"entity": "who"}, "The WHO warns", True),
        ({"entity": "UA"}, "Ukrainian officials meet", True),
        ({"entity": {"kind": "country"}}, "Norway votes", True),
        ({"entity": {"kind": "country"}}, "Nobody votes", False),
        ({"entity": {"kind": "organisation"}}, "Wagner Group leaves", True),
        ({"entity": "RU"}, "Moscow says it will leave", True),
        ({"entity": "RU"}, "A fire in Moscow", False),
        ({"entity": "TR"}, "A turkey for dinner", False),
    ],
)
def test_a_condition_holds_when_the_language_says_so(when: object, text: str, wanted: bool) -> None:
    assert holds(when, text) is wanted


def test_fields_restrict_where_a_phrase_counts() -> None:
    document = Document(title="Quiet", author="Ann Lee", tags=("World",), url="https://a.org/war")
    assert holds({"phrase": {"text": "ann lee", "fields": ["author"]}}, document)
    assert holds({"phrase": {"text": "war", "fields": ["url"]}}, document)
    assert not holds("war", document)
    assert not holds({"phrase": {"text": "quiet", "fields": ["summary"]}}, document)


def test_an_extra_field_of_one_rule_does_not_leak_into_another() -> None:
    rules = ruleset({"phrase": {"text": "lee", "fields": ["author"]}}, "lee")
    matched = rules.match(Document(author="Ann Lee"))
    assert [one.rule.id for one in matched.matches] == ["r0"]


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ({"source": "example.org"}, True),
        ({"source": "ample.org"}, False),
        ({"source": "Daily Bugle"}, True),
        ({"tag": "WORLD"}, True),
        ({"tag": "desk"}, True),
        ({"tag": "sport"}, False),
        ({"author": "lee"}, True),
        ({"author": "le"}, False),
        ({"language": "uk"}, True),
        ({"language": ["en", "de"]}, False),
        ({"tag": "cafe society"}, True),
        ({"tag": "Café  Society"}, True),
        ({"tag": "C#"}, False),
        ({"tag": "c++"}, True),
        ({"tag": "WORLD".translate({point: point + 0xFEE0 for point in range(33, 127)})}, True),
        ({"source": "daily  BUGLE"}, True),
        ({"source": "bugle-group"}, True),
        ({"source": "feeds.example.net"}, True),
        ({"source": "example.net"}, True),
        ({"source": "ample.net"}, False),
        ({"phrase": {"text": "world cafe", "fields": ["tags"]}}, False),
        ({"near": {"all": ["society", "c"], "words": 2}}, False),
    ],
)
def test_metadata_conditions(when: object, wanted: bool) -> None:
    document = Document(
        title="x",
        author="Ann Lee",
        tags=("World", "Cafe\u0301 society", "C++"),
        feed_tags=("desk",),
        feed_names=("Bugle-Group", "https://feeds.example.net/all"),
        source="Daily Bugle",
        url="https://news.example.org/1",
        language="uk-UA",
    )
    assert holds(when, document) is wanted


def test_evidence_is_the_exact_text_and_its_place() -> None:
    text = "Café — the “Military”\u00a0CONTINGENT leaves"
    matched = match({"all": ["military contingent", "cafe"]}, text)
    first, second = matched.matches[0].evidence
    assert first == Evidence("title", "Café", 0, 4)
    assert second.quote == text[second.start : second.end] == "Military”\u00a0CONTINGENT"
    assert matched.facts is not None


BLAST = Figure("killed", 31, 31, "31 people were killed", "title", 0, 21)
RATE = Figure("casualties", 1200, None, "1,200 a day", "title", 0, 11, per="day", side="RU")
PAST = Figure("killed", 51, 51, "killed 51", "title", 0, 9, status="past")
ARMY = Deployment("KP", "RU", 8000, 8000, True, "present", "8,000 troops", "title", 0, 12)
STATED = Facts((BLAST, RATE, PAST), {"killed": BLAST, "casualties": RATE}, (ARMY,))


def stated(when: object, facts: Facts) -> list[Evidence] | None:
    """Return the evidence of a condition for an item that states ``facts``, None if it fails."""
    node = ruleset(when).nodes[0]
    scan = Scan(Document(), load_gazetteer(), lambda _document, _gazetteer: facts)
    return node.evidence(scan) if node.holds(scan) else None


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("killed", [BLAST]),
        ("missing", []),
        ({"kind": ["injured", "killed"], "at_least": 31}, [BLAST]),
        ({"kind": "killed", "at_least": 32}, []),
        ({"kind": "killed", "below": 31}, []),
        ({"kind": "killed", "below": 32}, [BLAST]),
        ({"kind": "killed", "status": ["past"]}, [PAST]),
        ({"kind": "any", "at_least": "1200"}, [RATE]),
        ({"kind": "casualties", "side": "RU", "per": "day"}, [RATE]),
        ({"side": "UA"}, []),
        ({"kind": "killed", "per": "day"}, []),
    ],
)
def test_a_figure_condition_compares_what_is_stated(
    condition: object, wanted: list[Figure]
) -> None:
    found = stated({"figure": condition}, STATED)
    assert found == ([Evidence("title", one.quote, one.start, one.end) for one in wanted] or None)


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ({}, True),
        ({"forces": "KP", "place": ["RU", "UA"], "at_least": 8000}, True),
        ({"forces": ["any"]}, True),
        ({"forces": "KP", "at_least": 8001}, False),
        ({"forces": "CN"}, False),
        ({"place": "UA"}, False),
        ({"status": ["withdrawn"]}, False),
    ],
)
def test_a_deployment_condition_looks_at_forces_place_and_size(
    condition: object, wanted: bool
) -> None:
    assert (stated({"deployment": condition}, STATED) is not None) is wanted


def test_a_denied_deployment_counts_only_where_asked_for() -> None:
    facts = Facts(deployments=(replace(ARMY, status="denied"),))
    assert stated({"deployment": {}}, facts) is None
    assert stated({"deployment": {"status": "denied"}}, facts) is not None


def test_forces_without_a_nation_are_foreign_but_no_countrys() -> None:
    facts = Facts(deployments=(replace(ARMY, forces=None),))
    assert stated({"deployment": {"forces": "foreign"}}, facts) is not None
    assert stated({"deployment": {"forces": "KP"}}, facts) is None


def test_every_problem_of_every_rule_is_told_at_once() -> None:
    with pytest.raises(RulesError) as caught:
        ruleset(
            {"any": ["$troop", {"entity": "wagnr"}]},
            {"deployment": {"forces": "Russia"}},
            {"entity": {"kind": "organization"}},
            terms={"troops": ["troops"], "odd": ["…", "$troops"]},
        )
    told = {problem.where: (problem.message, problem.hint) for problem in caught.value.problems}
    assert told[("rules", 0, "when", "any", 0)] == (
        "unknown term list '$troop'",
        "did you mean $troops?",
    )
    assert told[("rules", 0, "when", "any", 1, "entity")][1] == "did you mean wagner?"
    assert told[("rules", 1, "when", "deployment", "forces")][1].startswith("write RU")
    assert told[("rules", 2, "when", "entity", "kind")][1] == "did you mean organisation?"
    assert ("terms", "odd", 0) in told
    assert ("terms", "odd", 1) in told


def test_configured_entities_join_the_facts() -> None:
    matched = match("leaves", "Wagner Group leaves Mali")
    assert matched.facts is not None
    assert matched.facts.entities[-1] == "wagner"


def test_hostile_text_is_bounded_and_never_raises() -> None:
    rules = ruleset(
        {"near": {"all": ["a", "b"], "words": 2, "ordered": True}},
        {"regex": {"pattern": "(a+)+$"}},
        {"sentence": ["a", "b"]},
        "deploy*",
    )
    for text in ("x" * 5_000_000, "b a " * 3000, "\ud800a\udfff b", "a" * 300_000 + "!"):
        rules.match(Document(title=text))


def test_phrases_that_keep_each_other_open_are_followed_up_to_a_bound() -> None:
    stars = [
        " ".join(["a*" if index & 1 << bit else "ab*" for bit in range(9)]) for index in range(200)
    ]
    rules = ruleset({"all": [{"any": [f"{one} end" for one in stars]}]}, "omega", "two words")
    matched = rules.match(Document(content="ab " * 60_000 + "omega", title="two words"))
    assert [one.rule.id for one in matched.matches] == ["r1", "r2"]


def test_an_old_rule_set_is_freed_without_the_collector() -> None:
    gc.disable()
    try:
        rules = ruleset({"all": ["troops", "deploy*", {"entity": "RU"}]})
        assert rules.match(Document(title="Russian troops deployed")).matches
        old = weakref.ref(rules)
        del rules
        assert old() is None
    finally:
        gc.enable()
