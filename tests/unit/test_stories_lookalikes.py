"""Look-alike events stay apart, and reports of one event stay together, whatever the wording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.data import load_gazetteer
from monitor.data.words import load_background
from rules.facts.extract import extract
from rules.stories import Features, Grouper, Join, features
from rules.text.document import Document

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
Report = tuple[str, str]

# Three reports of one event; {a} is the town, {b} its neighbour, {n} a rising toll.
TEMPLATES: dict[str, tuple[Report, ...]] = {
    "blast": (
        ("Blast in {a} kills {n}", "The explosion in {a} near {b} was heard far away."),
        ("{n} dead in {a} explosion", "A blast tore through a market in {a}, officials said."),
        ("Death toll from {a} blast rises to {n}", "Rescuers pulled bodies from rubble in {a}."),
    ),
    "quake": (
        ("Earthquake hits {a}, {n} dead", "Houses shook in {a} and {b} early on Monday."),
        ("Strong earthquake strikes near {a}", "The quake near {a} killed {n}, officials said."),
        ("{a} quake: {n} dead", "At least {n} people died when the quake hit {a}."),
    ),
    "shooting": (
        ("Gunman kills {n} at school in {a}", "Police said a gunman fired at a school in {a}."),
        ("{n} shot dead in {a} school", "A shooting at a school in {a} left {n} dead."),
        ("{a} school shooting leaves {n} dead", "Police in {a} arrested a suspect."),
    ),
    "flood": (
        ("Floods in {a} leave {n} dead", "Heavy rain flooded the streets of {a} and {b}."),
        ("{a} floods: {n} killed", "Rivers burst their banks in {a}, killing {n}."),
        ("Death toll in {a} flooding climbs to {n}", "Crews searched flooded homes in {a}."),
    ),
    "verdict": (
        ("Court in {a} jails mayor for bribery", "A court in {a} sentenced the mayor on Monday."),
        ("{a} mayor sentenced for bribery", "Judges in {a} found the mayor guilty."),
        ("Mayor of {a} jailed in bribery case", "The mayor of {a} was convicted of bribery."),
    ),
    "walkout": (
        ("Bus drivers strike in {a}", "Bus drivers in {a} walked out over pay on Monday."),
        ("{a} bus drivers walk out over pay", "Buses stood still in {a} as drivers struck."),
        ("Strike halts buses in {a}", "Commuters in {a} waited in vain for a bus."),
    ),
}  # fmt: skip
INVENTED = (
    ("Velmora", "Kestra"),
    ("Drunhaven", "Osby"),
    ("Tarsk", "Pellin"),
    ("Ostrand", "Linden"),
)
REAL = (("Izmir", "Manisa"), ("Bursa", "Yalova"), ("Konya", "Karaman"), ("Kayseri", "Sivas"))
TOLLS = ((31, 36, 47), (12, 14, 19), (8, 9, 11), (5, 6, 7))


def look(title: str, summary: str = "") -> Features:
    document = Document(title=title, summary=summary)
    return features(document, extract(document, load_gazetteer()))


def reports(
    kind: str, towns: tuple[Report, ...], summary: bool
) -> Iterator[tuple[int, int, Features]]:
    for event, (a, b) in enumerate(towns):
        for turn, (title, text) in enumerate(TEMPLATES[kind]):
            fill = {"a": a, "b": b, "n": TOLLS[event][turn]}
            yield event, turn, look(title.format(**fill), text.format(**fill) if summary else "")


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("towns", [INVENTED, REAL], ids=["invented", "real"])
@pytest.mark.parametrize("summary", [False, True], ids=["titles", "summaries"])
@pytest.mark.parametrize("in_turn", [False, True], ids=["one by one", "in turn"])
def test_the_same_kind_of_event_in_another_town_is_another_story(
    kind: str, towns: tuple[Report, ...], summary: bool, in_turn: bool
) -> None:
    items = sorted(reports(kind, towns, summary), key=lambda one: one[1] if in_turn else one[0])
    grouper = Grouper(background=load_background())
    found: dict[int, set[str]] = {}
    for number, (event, _, seen) in enumerate(items):
        at = START + timedelta(minutes=7 * number)
        verdict = grouper.place(seen, at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, seen, at)
        found.setdefault(event, set()).add(story)
    assert [len(stories) for stories in found.values()] == [1, 1, 1, 1]
    assert len(set.union(*found.values())) == 4


QUAKE = (
    ("Earthquake kills 31 in Izmir", "A strong quake hit Izmir in western Turkey on Monday, killing at least 31 people and flattening apartment blocks."),
    ("Apartment blocks collapse as earthquake hits Izmir", "Rescue teams dug for survivors in Izmir after the quake in western Turkey flattened blocks."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("At least 31 killed as strong earthquake hits western Turkey", "Rescue teams searched collapsed apartment blocks after the quake."),
        ("Turkey quake: 31 dead, apartment blocks flattened", "A strong earthquake shook western Turkey on Monday."),
    ],
)  # fmt: skip
def test_who_names_only_the_country_joins_the_story_of_the_town(title: str, summary: str) -> None:
    grouper = Grouper(background=load_background())
    for text in QUAKE:
        grouper.add("izmir", look(*text), START)
    assert isinstance(grouper.place(look(title, summary), START + timedelta(hours=1)), Join)


BULLETIN = (
    "The seismic office of the region recorded an earthquake of magnitude 4.1 near {town} at a depth "
    "of ten kilometres, the office said in its bulletin; no damage to houses was reported so far."
)


def test_a_bulletin_filled_in_for_another_town_is_no_copy() -> None:
    grouper = Grouper(background=load_background())
    grouper.add(
        "first", look("Bulletin: earthquake near Velmora", BULLETIN.format(town="Velmora")), START
    )
    other = look("Bulletin: earthquake near Drunhaven", BULLETIN.format(town="Drunhaven"))
    assert not isinstance(grouper.place(other, START + timedelta(hours=1)), Join)
    same = look("Bulletin: earthquake near Velmora", BULLETIN.format(town="Velmora"))
    assert grouper.place(same, START + timedelta(hours=1)).reason.startswith("the same text")


def test_another_place_with_other_figures_is_another_event_however_alike_the_wording() -> None:
    first = look(
        "Gunman kills nine at shopping mall in Brackwater, Ohio",
        "A gunman opened fire at a shopping mall in Brackwater on Saturday, killing nine people, "
        "police said. The suspect, Alan Reed, was arrested.",
    )
    other = look(
        "Gunman kills five at school in Larkspur, Texas",
        "A gunman opened fire at a school in Larkspur on Saturday, killing five people, police "
        "said. The shooter was shot dead by officers.",
    )
    same = look(
        "Nine dead in Ohio mall shooting",
        "Nine people were shot dead at the Brackwater Galleria in Ohio, authorities said.",
    )
    grouper = Grouper(background=load_background())
    grouper.add("ohio", first)
    assert not isinstance(grouper.place(other), Join)
    assert isinstance(grouper.place(same), Join)
