"""Alert-level errors over invented events in a stream of their look-alikes (story_texts/)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.data.words import load_background
from rules.stories import Background, Features, Grouper, Join, Start, Weights
from rules.stories.decision import raised
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


def crowd(size: int) -> Iterator[Features]:
    """Yield as many texts, each in words of its own."""
    for number in range(size):
        words = [f"{word}{number:04}x" for word in ("quag", "wemb", "zolt", "krin", "farv", "oshk")]
        yield seen(" ".join(words[:3]), " ".join(words[3:]))


@pytest.mark.parametrize(("summary", "joins"), [(True, False), (False, True)])
def test_a_crowd_raises_the_bar_for_texts_and_not_for_headlines(summary: bool, joins: bool) -> None:
    title, text = "Toll of Ayacucho bus crash rises", "A bus fell into a ravine in Ayacucho."
    item = seen(title, text if summary else "")

    def verdict(size: int, bar: float) -> tuple[Join | Start, float]:
        grouper = Grouper(background=load_background(), weights=Weights(bar=bar))
        for number, other in enumerate(crowd(size)):
            grouper.add(f"o{number}", other, START)
        grouper.add("first", seen("Bus plunges into ravine in Peru", text), START)
        later = START + timedelta(hours=1)
        return grouper.place(item, later), grouper.fits(item, later)[0].score

    _, quiet = verdict(0, 0.0)
    assert isinstance(verdict(0, quiet - 0.1)[0], Join)
    _, busy = verdict(1500, 0.0)
    assert isinstance(verdict(1500, busy - 0.1)[0], Join) is joins
    assert isinstance(verdict(1500, busy - raised(1501) - 0.1)[0], Join)


def test_the_bar_rises_no_further_than_for_two_thousand_items() -> None:
    assert raised(0) == raised(400) == 0.0
    assert 0.0 < raised(800) < raised(2000) == raised(1_000_000) < 1.0


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


@pytest.mark.parametrize(
    "title",
    [
        "Атака дронов на Одессу: трое погибших",
        "Дрони атакували Одесу: троє загиблих",
    ],
)
def test_a_strike_told_in_russian_or_ukrainian_joins_the_english_story(title: str) -> None:
    first = (
        "Three dead in drone attack on Odesa",
        "Russian drones hit the port of Odesa at night.",
    )
    assert isinstance(place(first, (title, ""), hours=0.5), Join)
