"""People put stories together or apart, beside a judge that goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import Refused
from monitor.pipeline.held import held_now
from monitor.pipeline.people import merge_stories, split_story
from rules.alerts.memory import RuleStory
from storage.records import FeedSpec
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of
from tests.integration.store_builders import state_of

RULES = """
channels: {desk: "console://"}
default_notify: [desk]
rules:
  - id: deaths
    when: {figure: {kind: killed, at_least: 10}}
    update_on: [{figure: killed, rises: 10%}]
  - id: sure
    when: {figure: {kind: killed, at_least: 10}}
    story: {origins: 3, within: 6h}
"""
FERRY = (
    "Ferry Santa Clara sinks off Mindoro, 31 killed",
    "The ferry Santa Clara capsized in the Tablas Strait off Mindoro and 31 people were killed.",
)
BOAT = (
    "Night of horror at sea as passenger boat goes down",
    "Thirty-one people were killed when an overloaded vessel rolled over, survivors told local radio.",
)
BOAT_AGAIN = (
    "Survivors tell of night of horror after passenger boat went down",
    "The overloaded vessel rolled over within minutes, they said; 31 people were killed.",
)
MINE = (
    "Coal mine blast at Karvel kills 14 miners",
    "A gas explosion in the Karvel coal mine killed 14 miners on the morning shift.",
)
MINE_AGAIN = (
    "Gas explosion in Karvel coal mine: 14 miners killed",
    "The blast hit the Karvel mine during the morning shift and killed 14 miners.",
)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    made = Desk(store, policy_of(tmp_path, RULES))
    made.watch(*(f"https://{name}.example/rss" for name in "abcdef"))
    return made


def merge(desk: Desk, story: int, other: int) -> int:
    with desk.store.write() as tx:
        return merge_stories(tx, story, other, desk.now)


def split(desk: Desk, story: int, *guids: str, quiet: bool = False) -> int:
    ids = [desk.entry_id(guid) for guid in guids]
    with desk.store.write() as tx:
        return split_story(tx, story, ids, desk.now, quiet=quiet)


def say(desk: Desk, guid: str, words: tuple[str, str]) -> None:
    desk.poll(f"https://{guid}.example/rss", entry(guid, *words))


def two_stories(desk: Desk) -> tuple[int, int]:
    say(desk, "a", FERRY)
    say(desk, "b", BOAT)
    one, other = desk.stories()
    assert desk.told() == [("first", "deaths")] * 2
    return one, other


def one_story(desk: Desk) -> int:
    """The mine is wrongly in the ferry's story: people see it, and say so."""
    say(desk, "a", FERRY)
    say(desk, "b", MINE)
    ferry, mine = desk.stories()
    return merge(desk, ferry, mine)


def test_a_merged_story_takes_what_comes_later_for_either_and_tells_nothing(desk: Desk) -> None:
    one, other = two_stories(desk)
    assert merge(desk, one, other) == one
    say(desk, "c", BOAT_AGAIN)
    assert desk.story_of("a") == desk.story_of("b") == desk.story_of("c") == one
    assert desk.stories() == [one]
    assert len(desk.alerts()) == 3  # the third origin of 'sure'
    desk.restart()
    say(desk, "d", BOAT)
    assert desk.story_of("d") == one
    assert len(desk.alerts()) == 3


def test_an_update_of_a_merged_story_refers_to_the_older_first_alert(desk: Desk) -> None:
    one, other = two_stories(desk)
    merge(desk, one, other)
    say(desk, "c", (BOAT_AGAIN[0], BOAT_AGAIN[1].replace("31", "47")))
    update = next(alert for alert in desk.alerts() if alert.data.kind == "update")
    assert update.data.story_id == one
    assert update.data.content["first_alert"] == desk.alerts()[0].id
    assert {outlet["name"] for outlet in update.data.content["outlets"]} == {
        "a.example", "b.example",
    }  # fmt: skip


def test_origins_that_a_merge_brings_together_free_a_held_alert(desk: Desk) -> None:
    say(desk, "a", FERRY)
    say(desk, "c", FERRY)
    say(desk, "b", BOAT)
    one, other = desk.stories()
    with desk.store.read() as tx:
        held = {(one.rule, one.story_id): one for one in held_now(tx, desk.now)}
    assert held["sure", one].why == "held: 2 of 3 origins (a.example, c.example)"
    assert held["sure", one].until == desk.now - timedelta(minutes=5) + timedelta(hours=6)
    merge(desk, one, other)
    assert desk.wait(1) == 1
    last = desk.alerts()[-1]
    assert (last.data.rule, last.data.kind, last.data.reason) == (
        "sure", "first", "3 of 3 origins",
    )  # fmt: skip
    assert last.data.content["evidence"]
    with desk.store.read() as tx:
        assert held_now(tx, desk.now) == []
    assert desk.wait(60) == 0


def test_a_merge_of_stories_that_are_told_wakes_nobody(desk: Desk) -> None:
    one, other = two_stories(desk)
    merge(desk, one, other)
    assert desk.wait(600) == 0


def test_deliveries_of_merged_stories_keep_one_order(desk: Desk) -> None:
    one, other = two_stories(desk)
    merge(desk, one, other)
    with desk.store.read() as tx:
        alerts = tx.alerts.of_story(one)
        assert len(alerts) == 2
        assert tx.alerts.of_story(other) == ()


def test_merging_again_or_with_itself_is_refused(desk: Desk) -> None:
    one, other = two_stories(desk)
    merge(desk, one, other)
    for pair in ((one, other), (other, one), (one, one)):
        with pytest.raises(Refused, match="are one already"):
            merge(desk, *pair)
    with pytest.raises(Refused, match="there is no story 999"):
        merge(desk, one, 999)


def test_a_merged_story_may_be_merged_on(desk: Desk) -> None:
    one, other = two_stories(desk)
    say(desk, "c", MINE)
    third = desk.stories()[-1]
    merge(desk, one, other)
    merge(desk, third, other)  # by the name it had before
    assert desk.stories() == [third]
    say(desk, "d", BOAT_AGAIN)
    assert desk.story_of("d") == third


def test_what_is_split_off_stays_apart_and_is_told_once(desk: Desk) -> None:
    say(desk, "a", MINE)
    say(desk, "b", MINE_AGAIN)
    [story] = desk.stories()
    new = split(desk, story, "b")
    assert desk.story_of("b") == new
    assert desk.wait(0.1) == 1
    last = desk.alerts()[-1]
    assert (last.data.kind, last.data.story_id) == ("first", new)
    assert last.data.content["title"] == MINE_AGAIN[0]
    desk.restart()
    say(desk, "c", MINE_AGAIN)
    say(desk, "d", MINE)
    assert (desk.story_of("c"), desk.story_of("d")) == (new, story)
    assert desk.told().count(("first", "deaths")) == 2


def test_a_quiet_split_counts_both_as_told(desk: Desk) -> None:
    say(desk, "a", MINE)
    say(desk, "b", MINE_AGAIN)
    [story] = desk.stories()
    new = split(desk, story, "b", quiet=True)
    assert desk.wait(60) == 0
    say(desk, "c", (MINE_AGAIN[0].replace("14", "19"), MINE_AGAIN[1].replace("14", "19")))
    assert desk.story_of("c") == new
    last = desk.alerts()[-1]
    assert (last.data.kind, last.data.story_id) == ("update", new)
    assert last.data.content["changes"][0]["old"] == 14


def test_a_part_keeps_the_alerts_that_its_entries_caused(desk: Desk) -> None:
    story = one_story(desk)
    new = split(desk, story, "a")
    first, second = desk.alerts()
    with desk.store.read() as tx:
        assert [alert.id for alert in tx.alerts.of_story(new)] == [first.id]
        assert [alert.id for alert in tx.alerts.of_story(story)] == [second.id]
    # Both had been told before they were merged.
    assert desk.wait(1) == 0


def test_a_split_takes_its_figures_along(desk: Desk) -> None:
    story = one_story(desk)
    new = split(desk, story, "b")
    with desk.store.read() as tx:
        assert [one.value for one in tx.figures.of_story(story)] == [31]
        assert [one.value for one in tx.figures.of_story(new)] == [14]
        memory = RuleStory.load(state_of(tx, new, "deaths") or "")
    assert [one.value for one in memory.told] == [14]


def test_a_merge_takes_back_a_split(desk: Desk) -> None:
    say(desk, "a", MINE)
    say(desk, "b", MINE_AGAIN)
    [story] = desk.stories()
    new = split(desk, story, "b", quiet=True)
    merge(desk, story, new)
    with desk.store.read() as tx:
        links = tx.links.all()
    assert (links.part_of, links.apart) == ({new: story}, frozenset())
    say(desk, "c", MINE_AGAIN)
    assert desk.story_of("c") == story
    assert desk.told().count(("first", "deaths")) == 1


def test_splitting_what_is_not_there_is_refused(desk: Desk) -> None:
    say(desk, "a", MINE)
    [story] = desk.stories()
    with pytest.raises(Refused, match="has one entry: there is nothing to part it from"):
        split(desk, story, "a")
    with desk.store.write() as tx, pytest.raises(Refused, match="has no entry 77"):
        split_story(tx, story, [77], desk.now, quiet=False)


def test_a_part_of_only_old_news_is_not_told(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, policy_of(tmp_path, RULES))
    desk.watch("https://a.example/rss")
    with store.write() as tx:
        tx.feeds.sync([FeedSpec(url=f"https://{name}.example/rss") for name in "ab"], desk.now)
    say(desk, "b", MINE)  # the first poll of its feed
    say(desk, "a", MINE_AGAIN)
    [story] = desk.stories()
    split(desk, story, "b")
    assert desk.wait(1) == 0
