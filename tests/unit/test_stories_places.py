"""Events of one kind in two states are two stories; one event is one, however its place is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bench.story_sets import b_cubed, mean
from monitor.data import load_gazetteer
from monitor.data.words import load_background
from rules.facts.extract import extract
from rules.stories import Background, Features, Grouper, Join, features
from rules.stories.features import read_first
from rules.stories.kinds import kinds
from rules.stories.places import MAX_PLACES, places, traces
from rules.stories.rarity import Rarity
from rules.stories.stemming import stems
from rules.stories.whereabouts import Where, elsewhere
from rules.text.document import Document
from tests.unit.story_lookalikes import PAIRS
from tests.unit.story_namings import EVENTS, FOLLOW_UPS

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
Row = tuple[str, str, str, datetime]


def seen(title: str, summary: str = "") -> Features:
    document, gazetteer = Document(title=title, summary=summary), load_gazetteer()
    return features(document, extract(document, gazetteer), gazetteer)


def grouped(rows: Sequence[Row], *, summaries: bool) -> list[tuple[str, str]]:
    """Return the event and the story of each row (event, title, summary, time)."""
    grouper, found = Grouper(background=load_background()), []
    for number, (event, title, summary, at) in enumerate(rows):
        item = seen(title, summary if summaries else "")
        verdict = grouper.place(item, at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, item, at)
        found.append((event, story))
    return found


def f1(found: Sequence[tuple[str, str]]) -> float:
    events, stories = zip(*found, strict=True)
    return mean(b_cubed(events, stories))[2]


def pairs(order: str) -> list[Row]:
    """Return both events of every pair, one after the other or all firsts before all seconds."""
    count = len(PAIRS)
    ranks = {
        "side by side": [(n, side) for n in range(count) for side in (0, 1)],
        "mixed": [(n, 0) for n in range(count)] + [(n * 7 % count, 1) for n in range(count)],
        "backwards": [(n, 1) for n in range(count)] + [(n * 5 % count, 0) for n in range(count)],
    }
    return [
        (f"{n} {side}", *PAIRS[n][side], START + timedelta(minutes=10 * at))
        for at, (n, side) in enumerate(ranks[order])
    ]


def namings(hours: int = 26) -> list[Row]:
    """Return the reports of all events in turn, and ``hours`` later what followed."""
    rows = []
    for begins, told in ((START, EVENTS), (START + timedelta(hours=hours), FOLLOW_UPS)):
        turns = max(map(len, told.values()))
        reports = [
            (event, *reports[turn])
            for turn in range(turns)
            for event, reports in told.items()
            if turn < len(reports)
        ]
        rows += [(*one, begins + timedelta(minutes=7 * n)) for n, one in enumerate(reports)]
    return rows


@pytest.mark.parametrize("summaries", [True, False], ids=["summaries", "titles"])
@pytest.mark.parametrize("order", ["side by side", "mixed", "backwards"])
def test_look_alikes_in_two_places_are_two_stories(order: str, summaries: bool) -> None:
    assert len(PAIRS) >= 40
    story = dict(grouped(pairs(order), summaries=summaries))
    assert [n for n in range(len(PAIRS)) if story[f"{n} 0"] == story[f"{n} 1"]] == []
    # What else is taken for one event: other kinds of events in one state.
    assert len(story) - len(set(story.values())) <= 4


TOWNS = (
    ("Man stabbed at {} railway station", "London", "Manchester", "A man was stabbed to death at a station in {}."),
    ("Factory fire in {} kills eight", "Moscow", "Kazan", "Eight workers died in a fire at a factory in {}."),
    ("Police clash with protesters in {}", "Paris", "Lyon", "Police fired tear gas at protesters in {}."),
    ("Bomb of the last war defused in {}", "Berlin", "Hamburg", "Thousands left their homes in {}."),
    ("Building collapses in {}, nine dead", "Mumbai", "Delhi", "Nine people died when a building fell in {}."),
    ("Blast at mosque in {} kills 12", "Kabul", "Kandahar", "Twelve worshippers died in a blast in {}."),
    ("Five shot dead at supermarket in {}", "Texas", "Ohio", "Five people were shot dead in {}."),
    ("Drones hit {}, three dead", "Kyiv", "Odesa", "Three people died when drones hit {} overnight."),
    ("Tram derails in {}, dozens hurt", "Rome", "Milan", "Dozens were hurt when a tram derailed in {}."),
    ("Rocket attack on {} injures four", "Haifa", "Ashkelon", "Four people were hurt by a rocket in {}."),
    ("Air strike on {} kills nine", "Rafah", "Jabalia", "Nine people died in an air strike on {}."),
)  # fmt: skip


@pytest.mark.parametrize("summaries", [True, False], ids=["summaries", "titles"])
def test_look_alikes_in_two_towns_of_one_state_are_two_stories(summaries: bool) -> None:
    rows = [
        (
            one[side],
            one[0].format(one[side]),
            one[3].format(one[side]),
            START + n * timedelta(hours=1),
        )
        for side in (1, 2)
        for n, one in enumerate(TOWNS)
    ]
    story = dict(grouped(rows, summaries=summaries))
    assert [one[1:3] for one in TOWNS if story[one[1]] == story[one[2]]] == []


@pytest.mark.parametrize(
    ("other", "joins"),
    [
        ("Five shot dead at supermarket in Ohio", False),
        # A town may lie in the region, and the region is in the state.
        ("Five shot dead at supermarket in Houston", True),
        ("Five shot dead at supermarket in United States", True),
    ],
)
def test_a_town_and_its_region_may_be_one_place(other: str, joins: bool) -> None:
    grouper = Grouper(background=load_background())
    grouper.add("texas", seen("Five shot dead at supermarket in Texas"), START)
    assert isinstance(grouper.place(seen(other), START + timedelta(hours=1)), Join) is joins


@pytest.mark.parametrize(("summaries", "floor"), [(True, 0.98), (False, 0.87)])
def test_an_event_is_one_story_whatever_its_place_is_called(summaries: bool, floor: float) -> None:
    assert len(EVENTS) >= 20
    assert f1(grouped(namings(), summaries=summaries)) > floor


@pytest.mark.parametrize("hours", [26, 50, 70])
@pytest.mark.parametrize("summaries", [True, False], ids=["summaries", "titles"])
def test_what_follows_days_later_belongs_to_its_event(summaries: bool, hours: int) -> None:
    found = grouped(namings(hours), summaries=summaries)
    first = sum(map(len, EVENTS.values()))
    known = {(event, story) for event, story in found[:first]}
    assert len(found) - first >= 18
    assert [one for one in found[first:] if one not in known] == []


@pytest.mark.parametrize(("summaries", "floor"), [(True, 0.945), (False, 0.885)])
def test_all_of_them_at_once(summaries: bool, floor: float) -> None:
    rows = sorted((*pairs("side by side"), *namings()), key=lambda row: row[3])
    assert f1(grouped(rows, summaries=summaries)) > floor


@pytest.mark.parametrize(
    ("title", "summary", "expected"),
    [
        ("Quake in eastern Turkey", "Ankara sends help.", ("TR@turkey", "tr/ankara")),
        ("Turkish army moves", "It left Turkey for Iraq.", ("TR/turkis", "tr/turkey", "iq/iraq")),
        ("Fire off the coast of Chile", "Chile mourns.", ("CL@chile",)),
        ("Depot burns in Kursk", "", ("RU;kursk",)),
        ("Depot burns in Moscow", "", ("RU*moscow",)),
        ("Moscow denies it", "", ("RU/moscow",)),
        ("Kursk depot burns", "", ("RU.kursk",)),
        # A town may be a person: only what happens in it counts for the title.
        ("Mumbai wins", "", ("in.mumbai",)),
        ("Fire in Mumbai", "", ("IN:mumbai",)),
        ("Hamilton wins", "", ("bm/hamilt",)),
        ("Storm in Georgia", "", ("GE@georgi", "us/georgi")),
        ("Guinea-Bissau coup", "", ("GW/guinea+bissau",)),
        ("US-South Korea drills cut", "", ("US/us", "KR/south+korea")),
        ("Talks off", "The Israel-Gaza war", ("il/israel", "ps/gaza")),
        ("Car bomb kills two", "A car blew up.", ()),
        ("Bus Crash In Papua New Guinea", "", ("PG@papua+new+guinea",)),
    ],
)
def test_what_is_kept_of_a_place(title: str, summary: str, expected: tuple[str, ...]) -> None:
    found = seen(title, summary)
    assert found.places == expected
    assert Features.load(found.dump()) == found


@pytest.mark.parametrize("written", ["x", "TR", "TR/", "TR?turkey", "TR/turkey x"])
def test_what_is_no_place_is_refused(written: str) -> None:
    dumped = seen("Quake in Turkey").dump()
    for read in (Features.load, read_first):
        read(dumped)
        with pytest.raises(ValueError, match="no places"):
            read(dumped.replace("TR@turkey", written))


def test_the_text_stands_for_a_lead_that_is_missing() -> None:
    document = Document(title="Quake", content="It struck Peru.")
    assert places(document, load_gazetteer()) == ("pe/peru",)


def test_a_text_that_names_the_whole_world_keeps_some_of_it() -> None:
    states = [one.names[0] for one in load_gazetteer().countries.values() if one.names]
    found = seen(", ".join(states), ", ".join(reversed(states))).places
    assert MAX_PLACES <= len(found) <= 2 * MAX_PLACES + 3
    assert len(traces(found)) < 25


def test_what_an_item_counts_for_is_forgotten_with_it() -> None:
    grouper = Grouper(window=3600.0)
    rarity = grouper._rarity
    item = seen("Israel and Iran trade fire", "Israel struck Iran.")
    grouper.add("war", item, START)
    grouper.recall("war", item.dump(), START)
    assert rarity.count("@IL+IR") == 2
    grouper.advance(START + timedelta(hours=3))
    assert rarity.count("@IL+IR") == rarity.count("@IL") == 0


def far(first: tuple[str, str], other: tuple[str, str], counts: dict[str, float]) -> float:
    rarity = Rarity(Background(counts, 4000))
    return elsewhere(Where([seen(*other)]), Where([seen(*first)]), rarity)


WAR = {
    "@IL": 200.0,
    "@PS": 150.0,
    "@IL+PS": 120.0,
    "@TR": 60.0,
    "@US": 900.0,
    "@YE": 8.0,
    "@SO": 8.0,
}


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        (("Quake hits Turkey", ""), ("Quake hits Peru", ""), 1.0),
        (("Quake hits Turkey", ""), ("Quake: 31 dead", "It struck Peru."), 0.0),
        # Who names the other's state anywhere speaks of the same.
        (("Kremlin denies attack", ""), ("Ukraine attacked", "Kyiv blames Moscow."), 0.0),
        (("Quake hits Turkey", ""), ("Quake hits Turkey and Syria", ""), 0.0),
        # Parties of one conflict, as counted; unless both say where.
        (("Israel strikes again, 30 dead", ""), ("At least 30 Palestinians killed", ""), 0.0),
        (("Blast in Israel kills two", ""), ("Blast in Gaza kills two", ""), 1.0),
        (("Israel strikes again, 30 dead", ""), ("At least 30 Turks killed", ""), 1.0),
        # What crosses borders by name.
        (
            ("Cuba hit by hurricane Odalys", "In Cuba Odalys tore off roofs."),
            ("Haiti braces for Odalys", "Haiti expects Odalys today."),
            0.0,
        ),
    ],
)
def test_when_an_event_is_elsewhere(
    first: tuple[str, str], other: tuple[str, str], expected: float
) -> None:
    assert far(first, other, WAR) == far(other, first, WAR) == expected


def test_the_place_tells_more_than_the_party_that_is_everywhere() -> None:
    share = far(("US raid in Yemen", ""), ("US raid in Somalia", ""), WAR)
    assert 0.7 < share < 1.0


def test_wire_copy_about_another_state_is_no_copy() -> None:
    text = (
        "The central office for disaster relief said on Monday that rivers had burst their banks "
        "after ten days of rain and that schools in the north of the country would stay shut."
    )
    grouper = Grouper(background=load_background())
    grouper.add("kenya", seen("Rivers burst their banks in Kenya", text), START)
    soon = START + timedelta(hours=1)
    assert not isinstance(
        grouper.place(seen("Rivers burst their banks in Nepal", text), soon), Join
    )
    same = grouper.place(seen("Rivers burst their banks in Kenya", text), soon)
    assert same.reason.startswith("the same text")


@pytest.mark.parametrize(
    ("other", "joins"),
    [
        ("Airline of Kenya grounds fleet as pilots strike", False),
        ("Kenya: rescuers reach flooded villages", True),
        # Of no kind that is known: the name of a rare place speaks for it.
        ("Kenya asks for help", True),
    ],
)
def test_a_state_in_common_does_not_make_one_event_of_two_kinds(other: str, joins: bool) -> None:
    grouper = Grouper(background=load_background())
    grouper.add("floods", seen("Floods in Kenya kill 40, thousands homeless"), START)
    assert isinstance(grouper.place(seen(other), START + timedelta(hours=1)), Join) is joins


def test_kinds_of_events() -> None:
    flood, vote = kinds(stems("Floods kill 40")), kinds(stems("Parliament votes"))
    assert flood
    assert vote
    assert flood.isdisjoint(vote)
    assert kinds(stems("What we know so far")) == frozenset()
    assert not kinds(stems("Soldiers announce coup")).isdisjoint(kinds(stems("President ousted")))
