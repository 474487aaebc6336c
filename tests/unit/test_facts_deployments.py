"""Deployments of RULES.md section 3, with sentences of our own."""

from __future__ import annotations

import pytest

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.facts.model import Deployment
from rules.text.document import Document


def deployed(text: str) -> list[Deployment]:
    return list(extract(Document(title=text, language="en"), load_gazetteer()).deployments)


@pytest.mark.parametrize(
    ("text", "forces", "place", "low", "status"),
    [
        ("9,000 North Korean troops are now in Russia's Kursk region", "KP", "RU", 9000, "present"),
        ("Kenya to send 1,000 police officers to Haiti", "KE", "HT", 1000, "planned"),
        ("Pyongyang sent 500 soldiers to Belgorod", "KP", "RU", 500, "present"),
        ("US pulls last troops out of Niger", "US", "NE", None, "withdrawn"),
        (
            "Moscow says it will not withdraw Russian forces from Ukraine",
            "RU",
            "UA",
            None,
            "present",
        ),
        ("Paris has ruled out sending French troops to Mali", "FR", "ML", None, "denied"),
        ("Paris refuses to rule out sending French troops to Ukraine", "FR", "UA", None, "planned"),
        ("Wagner mercenaries leave Mali", "RU", "ML", None, "withdrawn"),
        ("Russian tanks cross the border into Georgia", "RU", "GE", None, "present"),
        ("Two French soldiers killed in Mali", "FR", "ML", None, "present"),
        ("UN peacekeepers arrive in Goma", None, "CD", None, "present"),
        ("British military advisers are training recruits in Poland", "GB", "PL", None, "present"),
        ("Ukrainian troops dig in around Crimea", "UA", "UA", None, "present"),
        ("Latvia hosts 2,000 Canadian soldiers", "CA", "LV", 2000, "present"),
        ("NATO rules out sending troops to Ukraine", None, "UA", None, "denied"),
        ("Danish troops could be sent to Estonia", "DK", "EE", None, "planned"),
        ("Rwandan soldiers captured in Congo", "RW", "CD", None, "present"),
        ("Israeli troops enter Gaza City", "IL", "PS", None, "present"),
    ],
)
def test_who_is_where(
    text: str, forces: str | None, place: str, low: int | None, status: str
) -> None:
    found = deployed(text)
    assert [(one.forces, one.place, one.low, one.status) for one in found] == [
        (forces, place, low, status)
    ]
    assert found[0].foreign is (forces != place)
    assert text[found[0].start : found[0].end] == found[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "US warplanes bomb Iranian forces in Syria",
        "Girl scout troops sell cookies in Texas",
        "Italian tourists visit Egypt",
        "US military news outlet moves its office to Texas",
        "Scientists deploy sensors in Iceland",
        "",
    ],
)
def test_what_is_no_deployment(text: str) -> None:
    assert deployed(text) == []


def test_a_deployment_with_a_number_stands_for_the_one_without() -> None:
    found = deployed("Chadian troops are in Niger. Some 800 Chadian troops are in Niger.")
    assert [one.low for one in found] == [800]


def test_countries_named_are_entities_and_capitals_only_where_they_act() -> None:
    gazetteer = load_gazetteer()
    acting = Document(title="Moscow denies sending North Korean labourers home")
    visited = Document(title="Tourists stroll through Vienna in spring")
    assert extract(acting, gazetteer).entities == ("RU", "KP")
    assert extract(visited, gazetteer).entities == ()
