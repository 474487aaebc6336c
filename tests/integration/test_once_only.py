"""One event, one alert, for each rule: whatever outlets do to their entries, and whenever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.records import EntryData
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of

RULES = """
channels: {desk: "console://"}
default_notify: [desk]
rules:
  - id: deaths
    when: {figure: {kind: killed, at_least: 10}}
    update_on: [{figure: killed, rises: 10%}, {figure: killed, falls: 10%}]
  - {id: place, when: Ayacucho}
  - {id: loud, dedup: off, when: {figure: {kind: killed, at_least: 10}}}
"""
EDITED = """
channels: {desk: "console://"}
default_notify: [desk]
rules:
  - {id: deaths, title: Deaths, severity: high, when: {figure: {kind: killed, at_least: 5}}}
  - {id: place, when: {any: [Ayacucho, Peru]}, update_on: [{origins: 50}]}
"""
TITLES = (
    "16 killed as bus falls into ravine in Peru's Ayacucho",
    "Ayacucho: bus plunge in Peru kills at least 16",
    "Bus accident in Ayacucho leaves 16 dead",
    "Sixteen die in Ayacucho bus crash",
    "At least 16 dead after bus falls 200 metres in Ayacucho",
    "Peruvian bus crash in Ayacucho: 16 dead",
    "Death bus: 16 perish in Ayacucho horror plunge",
)
TEXTS = (
    "At least 16 people died when a bus fell into a ravine in Peru's Ayacucho region, police said.",
    "A bus with 40 passengers left the road in Ayacucho in southern Peru; 16 people were killed.",
    "Sixteen passengers were killed in the Peruvian Andes when their bus plunged 200 metres.",
    "Police in Ayacucho said 16 people died and 20 were injured when a bus left the road.",
    "",
)
OUTLETS = 30


def url(number: int) -> str:
    return f"https://w{number}.example/rss"


def report(number: int, **more: object) -> EntryData:
    """An outlet's report in its own words."""
    return entry(f"w{number}", TITLES[number % 7], TEXTS[number % 5], **more)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    made = Desk(store, policy_of(tmp_path, RULES))
    made.watch(*map(url, range(OUTLETS)))
    return made


def of(desk: Desk, rule: str) -> list[str]:
    return [kind for kind, name in desk.told() if name == rule]


def test_thirty_outlets_in_their_own_words_over_a_day_and_a_half(desk: Desk) -> None:
    for number in range(OUTLETS):
        desk.poll(url(number), report(number), minutes=72)
        desk.restart()
    assert of(desk, "deaths") == of(desk, "place") == ["first"]
    assert of(desk, "loud") == ["first"] * OUTLETS


def test_thirty_outlets_carry_one_text_within_a_second(desk: Desk) -> None:
    desk.together(
        *((url(n), entry(f"w{n}", TITLES[0], f"LIMA (AP) - {TEXTS[0]}")) for n in range(OUTLETS))
    )
    assert of(desk, "deaths") == of(desk, "place") == ["first"]


def test_an_outlet_that_changes_name_address_and_words_again_and_again(desk: Desk) -> None:
    for turn, more in enumerate(("", "Relatives wait.", "The road is shut.", "An inquiry began.")):
        desk.poll(url(0), entry(f"again{turn}", f"{TITLES[0]} {more}", f"{TEXTS[0]} {more}"))
        desk.poll(url(0), entry("w0", f"{TITLES[0]}: {more or 'live'}", f"{TEXTS[0]} {more * 3}"))
    assert of(desk, "deaths") == of(desk, "place") == ["first"]


@pytest.mark.parametrize("days", [1, 2, 2.9])
def test_who_publishes_an_old_report_anew_tells_nobody(desk: Desk, days: float) -> None:
    desk.poll(url(0), report(0))
    desk.poll(url(0), entry("anew", TITLES[0], TEXTS[0]), minutes=days * 24 * 60)
    assert of(desk, "deaths") == of(desk, "place") == ["first"]


def never(number: int, now: datetime) -> datetime | None:
    return None


def ahead(number: int, now: datetime) -> datetime | None:
    return now + timedelta(days=400)


def shuffled(number: int, now: datetime) -> datetime | None:
    return now - timedelta(hours=number * 37 % 50)


def long_ago(number: int, now: datetime) -> datetime | None:
    return datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("date", [never, ahead, shuffled, long_ago])
def test_wrong_dates_split_no_story(
    desk: Desk, date: Callable[[int, datetime], datetime | None]
) -> None:
    for number in range(10):
        desk.poll(url(number), report(number, published=date(number, desk.now)), minutes=30)
    assert of(desk, "deaths") == ["first"]


def week() -> Iterator[tuple[str, str]]:
    """Yield ten reports of each of seven days after the first, the toll higher on each."""
    titles = (
        "Toll of Ayacucho bus crash rises to {}",
        "Peru bus crash in Ayacucho: {} now dead",
        "Ayacucho bus accident death toll climbs to {}",
    )
    for toll in (19, 22, 25, 28, 31, 35, 39):
        for number in range(10):
            text = f"The number of people killed in the Ayacucho bus crash in Peru rose to {toll}."
            yield titles[number % 3].format(toll), text


def test_a_story_of_a_week_is_told_once_and_updated_daily(desk: Desk) -> None:
    for number in range(10):
        desk.poll(url(number), report(number), minutes=144)
    for number, (title, text) in enumerate(week()):
        desk.poll(url(number % 10), entry(f"day{number}", title, text), minutes=144)
    assert of(desk, "deaths") == ["first"] + ["update"] * 7
    assert of(desk, "place") == ["first"]


def test_rules_edited_while_the_story_lives_tell_it_no_second_time(
    desk: Desk, tmp_path: Path
) -> None:
    for number in range(5):
        desk.poll(url(number), report(number), minutes=20)
    desk.policy = policy_of(tmp_path, EDITED)
    desk.restart()
    for number in range(5, 10):
        desk.poll(url(number), report(number), minutes=20)
    assert of(desk, "deaths") == of(desk, "place") == ["first"]
