"""Alert-level errors over invented events in a stream of their look-alikes (story_texts/)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.data.words import load_background
from rules.stories import Background, Grouper, Join, Start
from tests.unit.story_reports import EVENTS, START, alerts, grouped, reports, seen, stream

ALL = (*EVENTS, "twins")


def test_there_are_enough_of_them() -> None:
    events = {one.event for name in EVENTS for one in reports(name)}
    twins = {one.event for one in reports("twins")}
    assert len(events) >= 60
    assert len(twins) >= 160
    assert {one[:-1] + "1" for one in twins} | {one[:-1] + "2" for one in twins} == twins


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize(
    ("summaries", "swallowed", "extra"), [(True, 26, 13), (False, 41, 51)], ids=["texts", "titles"]
)
def test_few_events_are_swallowed_by_others_or_told_twice(
    seed: int, summaries: bool, swallowed: int, extra: int
) -> None:
    wrong = alerts(grouped(stream(ALL, seed), summaries=summaries))
    assert len(wrong.swallowed) <= swallowed, wrong.swallowed
    assert wrong.extra <= extra


def place(first: tuple[str, str], second: tuple[str, str], hours: float = 3.0) -> Join | Start:
    grouper = Grouper(background=load_background())
    grouper.add("first", seen(*first), START)
    return grouper.place(seen(*second), START + timedelta(hours=hours))


WALKOUT = (
    "Workers walk out at plant in Kentucky",
    "Some 900 workers of Boeing put down their tools before dawn.",
)
PRIZE = (
    "Prize for camera that sees in the dark",
    "The jury praised engineers of Boeing for a lens without glass.",
)


def test_one_well_known_name_in_common_does_not_carry_a_join_of_texts() -> None:
    assert isinstance(place(WALKOUT, PRIZE), Start)


def test_a_headline_alone_may_share_only_the_name() -> None:
    assert isinstance(place(("Odisha train derails", ""), ("Horror in Odisha", "")), Join)


def test_reports_in_two_languages_may_share_only_names() -> None:
    english = ("Landslide near Zermatt", "Rocks fell near Zermatt in Switzerland before dawn.")
    german = ("Erdrutsch bei Zermatt", "Bei Zermatt gab es heute frühmorgens Steinschlag.")
    assert isinstance(place(english, german), Join)


def test_without_a_background_nothing_is_thin() -> None:
    grouper = Grouper(background=Background())
    grouper.add("first", seen(*WALKOUT), START)
    [fit] = grouper.fits(seen(*PRIZE), START)
    assert fit.values[-2] == 0.0


BOMB = (
    "Suicide bomber kills 12 in Peshawar",
    "A suicide bomber blew himself up in a mosque in Peshawar, killing 12 people.",
)


@pytest.mark.parametrize(
    ("title", "hours", "joins"),
    [
        ("Roadside bomb hits police van, killing four officers", 24, False),
        # Who is late gives the number of before.
        ("Bomber kills nine in Peshawar mosque", 2, True),
        ("Toll of Peshawar bombing corrected: 11 dead", 24, True),
        ("Peshawar mosque bombing leaves 19 dead", 24, True),
    ],
)
def test_a_lower_number_a_day_later_is_of_another_event(
    title: str, hours: float, joins: bool
) -> None:
    verdict = place(BOMB, (title, "A bomb went off in Peshawar, police said."), hours)
    assert isinstance(verdict, Join) is joins
