"""Rules that an item nearly meets, each with the one clause in the way."""

from __future__ import annotations

import pytest

from rules.language.explain import clause
from rules.language.near import NearMisses
from rules.text.document import Document
from tests.unit.test_language_trust import compiled, rule

KINDS = (
    {"all": ["soldiers", "border"]},
    {"any": [{"all": ["ferry", "coast"]}, {"all": ["toys", "tin"]}]},
    {"all": ["$troops"], "none": ["toy*"]},
    {"all": [{"phrase": {"text": "US", "case": True}}, "war"]},
    {"count": {"among": ["ferry", "coast", "rescue"], "at_least": 3}},
    {"near": {"all": ["troops", "border"], "words": 2}},
    {"sentence": ["troops", "coast"]},
    {"all": [{"regex": {"pattern": "f[e]rry"}}, "harbour"]},
    {"all": [{"entity": "UA"}, "harvest"]},
    {"figure": {"kind": "killed", "at_least": 100}},
    {"deployment": {"forces": "foreign", "place": "UA", "at_least": 9000}},
    {"all": ["harbour"], "none": ["storm"]},
    {"all": [{"source": "a.example"}, "soldiers"]},
)
ITEMS = (
    "Soldiers go home from the border of Ukraine",
    "Toys: soldiers in tin on a ferry",
    "The US and the war: troops leave; the border is far away",
    "us and the ferry: rescue off the coast",
    "At least 84 people killed as ferry sinks in harbour storm",
    "8,000 North Korean troops are in Ukraine",
    "Nothing that any rule looks for",
)


def test_rules_asked_together_are_as_near_as_each_asked_alone() -> None:
    rules = [rule(when, id=f"r{at}") for at, when in enumerate(KINDS)]
    together = NearMisses(compiled(*rules))
    found = 0
    for title in ITEMS:
        document = Document(title=title)
        near = [(one.id, clause(blocker)) for one, blocker in together.of(document)]
        alone = [
            (one.id, clause(blocker))
            for each in rules
            for one, blocker in NearMisses(compiled(each)).of(Document(title=title))
        ]
        assert near == alone
        found += len(near)
    assert found > len(KINDS)


def near(when: object, title: str) -> list[str]:
    found = NearMisses(compiled(rule(when))).of(Document(title=title))
    return [clause(blocker) for _, blocker in found]


@pytest.mark.parametrize(
    ("when", "title", "blocked_by"),
    [
        ({"all": ["$troops", "border"]}, "Soldiers go home", ["'border'"]),
        (
            {"all": ["$troops", {"any": ["border", "coast"]}]},
            "Soldiers go home",
            ["any of: 'border', 'coast'"],
        ),
        (
            {"all": ["$troops"], "none": ["toy*"]},
            "Toys: soldiers in tin",
            ["must be absent: 'toy*', found 'Toys'"],
        ),
        (
            {"figure": {"kind": "killed", "at_least": 100}},
            "At least 84 people killed as ferry sinks",
            ["figure: killed, at least 100 (stated: killed 84)"],
        ),
        (
            {"deployment": {"forces": "foreign", "place": "UA", "at_least": 9000}},
            "8,000 North Korean troops are in Ukraine, minister says",
            ["deployment: forces foreign, place UA, at least 9000 (stated: KP in UA (present))"],
        ),
        (
            {"near": {"all": ["dam", "burst*"], "words": 2}},
            "Dam near the old town has burst",
            ["near: 'dam', 'burst*' within 2 words (all are there, but not together)"],
        ),
        (
            {"count": {"among": ["flood*", "storm", "hail"], "at_least": 2}},
            "Floods in the valley",
            ["at least 2 of 3: 'flood*', 'storm', 'hail'"],
        ),
    ],
)
def test_a_near_miss_names_the_one_clause_in_the_way(
    when: object, title: str, blocked_by: list[str]
) -> None:
    assert near(when, title) == blocked_by


@pytest.mark.parametrize(
    ("when", "title"),
    [
        ("flood*", "Soldiers go home"),
        ("flood*", "Floods in the valley"),
        ({"all": ["$troops", "border", "river"]}, "Soldiers go home"),
        ({"none": ["film"], "all": ["border"]}, "Soldiers go home"),
        ({"figure": {"kind": "killed", "at_least": 100}}, "Two people killed on farm"),
        ({"figure": {"kind": "killed", "at_least": 100}}, "At least 90 people injured"),
        ({"all": [{"language": "en"}, "border"]}, "Soldiers go home"),
    ],
)
def test_what_met_nothing_or_lacks_several_clauses_is_no_near_miss(
    when: object, title: str
) -> None:
    assert near(when, title) == []
