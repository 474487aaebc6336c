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
    gazetteer = load_gazetteer()
    return features(document, extract(document, gazetteer), gazetteer)


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


# Two towns of one region; each event is reported twice, in turn.
REGIONS = {
    "Brackwater and Larkspur, Ohio": (
        ("Gunman kills nine at shopping mall in Brackwater, Ohio", "A gunman opened fire at a shopping mall in Brackwater, Ohio, on Saturday, killing nine people, police said."),
        ("Gunman kills five at school in Larkspur, Ohio", "A gunman opened fire at a school in Larkspur, Ohio, on Saturday, killing five people, police said."),
        ("Ohio mall shooting: nine killed in Brackwater", ""),
        ("Larkspur school shooting leaves five dead", "Police in Ohio said the gunman was shot by officers."),
    ),
    "a province": (
        ("Earthquake hits Akhisar in Manisa province, 12 dead", "Twelve people died in the town of Akhisar in Manisa province."),
        ("Earthquake hits Turgutlu in Manisa province, 5 dead", "Five people died in the town of Turgutlu in Manisa province."),
        ("Akhisar quake: 12 dead", "Houses fell in Akhisar, Manisa."),
        ("Five killed as quake strikes Turgutlu, Manisa", ""),
    ),
    "a state of two words": (
        ("Tornado kills four in Gastonville, North Carolina", "A tornado tore through Gastonville, North Carolina, on Friday and killed four people."),
        ("Tornado kills three in Elmsbury, North Carolina", "A tornado tore through Elmsbury, North Carolina, on Friday and killed three people."),
        ("Gastonville tornado leaves four dead", ""),
        ("Three dead as tornado hits Elmsbury in North Carolina", ""),
    ),
    "headlines alone": (
        ("Blast kills 12 in Akhisar, Manisa", ""),
        ("Blast kills 5 in Turgutlu, Manisa", ""),
        ("Akhisar blast: 12 dead", ""),
        ("Manisa blast: five dead in Turgutlu", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", REGIONS)
def test_two_towns_of_one_region_are_two_stories(where: str) -> None:
    grouper = Grouper(background=load_background())
    found = []
    for number, report in enumerate(REGIONS[where]):
        seen, at = look(*report), START + timedelta(minutes=20 * number)
        verdict = grouper.place(seen, at)
        found.append(verdict.story if isinstance(verdict, Join) else f"s{number}")
        grouper.add(found[-1], seen, at)
    assert found == ["s0", "s1", "s0", "s1"]


def test_a_country_at_the_head_of_a_correction_does_not_split_the_story() -> None:
    grouper = Grouper(background=load_background())
    for text in QUAKE:
        grouper.add("izmir", look(*text), START)
    verdict = grouper.place(
        look("Turkey lowers quake death toll to 45"), START + timedelta(hours=3)
    )
    assert isinstance(verdict, Join)


def test_only_a_region_that_stands_behind_its_town_is_set_aside() -> None:
    assert look("Flood in Osby, Vesland: two dead").capitals == ("flood", "osby")
    assert look("Blast in Vesland province kills two, says mayor").capitals == ("blast", "veslan")
    assert "veslan" in look("Flood in Vesland: two dead, says mayor of the town").capitals
    assert "clinto" in look("Votes for Obama, Clinton and others are counted again").capitals
