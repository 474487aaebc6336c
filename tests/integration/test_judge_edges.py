"""Edits, the same second, restarts and clocks: never a second alert, never a lost one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.records import EntryData, FeedSpec
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of

RULES = """
channels: {desk: "console://"}
default_notify: [desk]
rules:
  - id: deaths
    when: {figure: {kind: killed, at_least: 20}}
    update_on: [{figure: killed, rises: 10%}, {figure: killed, falls: 10%}]
  - id: sure
    when: {figure: {kind: killed, at_least: 20}}
    story: {origins: 2, within: 2h}
  - id: gathered
    when: {figure: {kind: killed, at_least: 20}}
    update_on: [{figure: killed, rises: 10%}]
    update_gap: 30m
"""
TITLE = "Ferry Santa Clara sinks off Mindoro, {} killed"
TEXT = "The ferry Santa Clara sank off Mindoro island on Monday and {} people were killed."
A, B = "https://a.example/rss", "https://b.example/rss"


def ferry(guid: str, killed: int, note: str = "") -> EntryData:
    return entry(guid, TITLE.format(killed) + note, TEXT.format(killed))


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    made = Desk(store, policy_of(tmp_path, RULES))
    made.watch(A, B, "https://c.example/rss")
    return made


def of(desk: Desk, rule: str) -> list[str]:
    return [kind for kind, name in desk.told() if name == rule]


def changes(desk: Desk) -> list[tuple[int, int]]:
    return [
        (change["old"], change["new"])
        for alert in desk.alerts()
        if alert.data.rule == "deaths"
        for change in alert.data.content["changes"]
    ]


def test_an_edit_that_raises_the_toll_is_an_update_of_the_same_entry(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    tally = desk.poll(A, ferry("a", 47))
    assert (tally.new_entries, of(desk, "deaths")) == (0, ["first", "update"])
    first, last = (alert for alert in desk.alerts() if alert.data.rule == "deaths")
    assert first.data.entry_id == last.data.entry_id
    assert last.data.content["title"] == TITLE.format(47)
    assert changes(desk) == [(31, 47)]


def test_an_edit_that_lowers_its_own_toll_is_a_correction(desk: Desk) -> None:
    desk.poll(A, ferry("a", 47))
    desk.poll(A, ferry("a", 31))
    assert changes(desk) == [(47, 31)]


def test_an_edit_back_and_forth_never_alerts_again_and_soon_updates_no_more(desk: Desk) -> None:
    for killed in (31, 5, 31, 5, 31, 5, 31):
        desk.poll(A, ferry("a", killed))
    assert of(desk, "deaths") == ["first", "update", "update", "update"]
    assert changes(desk) == [(31, 5), (5, 31), (31, 5)]


def test_an_edit_of_the_same_words_is_known(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    for number in range(3):
        desk.poll(A, ferry("a", 31, f" (photo {number})"))
    assert of(desk, "deaths") == ["first"]


def test_an_edited_entry_is_one_origin(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    desk.poll(A, ferry("a", 31, " (photos)"))
    assert of(desk, "sure") == []
    desk.poll(B, ferry("b", 31))
    assert of(desk, "sure") == ["first"]


def test_an_edit_long_after_stays_in_its_story(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    desk.poll(A, ferry("a", 60), minutes=60 * 24 * 5)
    assert of(desk, "deaths") == ["first", "update"]
    assert len(desk.stories()) == 1


def test_an_entry_that_was_old_news_alerts_once_it_begins_to_match(
    store: Store, tmp_path: Path
) -> None:
    desk = Desk(store, policy_of(tmp_path, RULES))
    with store.write() as tx:
        tx.feeds.sync([FeedSpec(url=A)], desk.now)
    desk.poll(A, ferry("a", 5))  # the first poll of its feed
    desk.poll(A, ferry("a", 31))
    desk.poll(A, ferry("a", 32))
    assert of(desk, "deaths") == ["first"]


def test_an_edit_of_old_news_that_matched_already_alerts_nobody(
    store: Store, tmp_path: Path
) -> None:
    desk = Desk(store, policy_of(tmp_path, RULES))
    with store.write() as tx:
        tx.feeds.sync([FeedSpec(url=A)], desk.now)
    desk.poll(A, ferry("a", 31))
    desk.poll(A, ferry("a", 31, " (photos)"))
    assert desk.told() == []


def test_an_edited_entry_that_people_moved_is_decided_on_in_its_new_story(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    desk.poll(B, ferry("b", 31))
    [story] = desk.stories()
    seen_before = desk.polled(B, ferry("b", 31, " (photos)"))
    with desk.store.write() as tx:
        new = tx.links.split(story, [desk.entry_id("b")], "Another ferry", desk.now)
    desk.judge.commit([seen_before])
    assert desk.story_of("b") == new
    with desk.store.read() as tx:
        assert {verdict.story_id for verdict in tx.stories.verdicts(desk.entry_id("b"))} == {new}


def test_two_feeds_in_the_same_second_give_one_alert(desk: Desk) -> None:
    desk.together((A, ferry("a", 31)), (B, ferry("b", 31)))
    assert desk.told() == [("first", "deaths"), ("first", "gathered"), ("first", "sure")]
    assert desk.story_of("a") == desk.story_of("b")


def test_two_tolls_in_the_same_second_are_told_as_first_and_update(desk: Desk) -> None:
    desk.together((A, ferry("a", 31)), (B, ferry("b", 47)))
    assert of(desk, "deaths") == ["first", "update"]
    assert changes(desk) == [(31, 47)]


def test_a_restart_between_hold_and_tell_loses_nothing(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    desk.restart()
    desk.poll(B, ferry("b", 31))
    assert of(desk, "sure") == ["first"]


def test_a_restart_inside_the_gap_keeps_what_was_collected(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    desk.poll(B, ferry("b", 47))
    desk.restart()
    desk.poll("https://c.example/rss", ferry("c", 60))
    assert of(desk, "gathered") == ["first"]
    assert desk.wait(10) == 0
    assert desk.wait(20) == 1
    last = desk.alerts()[-1]
    assert (last.data.rule, last.data.kind) == ("gathered", "update")
    [change] = last.data.content["changes"]
    assert (change["old"], change["new"]) == (31, 60)
    # The entry that brought it is the one shown.
    assert last.data.content["title"] == TITLE.format(60)
    assert last.data.content["first_alert"] == desk.alerts()[1].id
    assert desk.wait(600) == 0


def test_a_clock_that_goes_back_tells_nothing_twice_and_loses_nothing(desk: Desk) -> None:
    desk.poll(A, ferry("a", 31))
    desk.now -= timedelta(hours=1)
    desk.poll(B, ferry("b", 47))
    assert desk.story_of("a") == desk.story_of("b")
    assert of(desk, "deaths") == ["first", "update"]
    assert of(desk, "sure") == ["first"]
    assert desk.wait(35) == 1
    assert of(desk, "gathered") == ["first", "update"]


def test_a_rule_that_is_gone_leaves_nothing_due(desk: Desk, tmp_path: Path) -> None:
    desk.poll(A, ferry("a", 31))
    desk.poll(B, ferry("b", 47))
    desk.judge.policy = policy_of(tmp_path, RULES.replace("id: gathered", "id: renamed"))
    assert desk.wait(40) == 0
    with desk.store.read() as tx:
        assert tx.stories.rule_states_due(desk.now) == []


def test_reprints_with_a_credit_count_once_in_the_database(desk: Desk) -> None:
    for name in "abc":
        wire = replace(ferry(name, 31), author="Associated Press")
        desk.poll(f"https://{name}.example/rss", wire)
    assert of(desk, "sure") == []
    with desk.store.read() as tx:
        [story] = tx.stories.list(5)
        assert [(one.origin, one.value) for one in tx.figures.of_story(story.id)] == [("ap", 31)]


def test_an_edit_that_falls_below_the_rule_s_own_threshold_is_a_correction(desk: Desk) -> None:
    desk.poll(A, ferry("a", 120))
    desk.poll(A, ferry("a", 12))
    assert changes(desk) == [(120, 12)]
    last = next(alert for alert in reversed(desk.alerts()) if alert.data.rule == "deaths")
    assert last.data.content["title"] == TITLE.format(12)
    assert of(desk, "sure") == []


def test_a_correction_by_the_same_outlet_need_not_match_the_rule(desk: Desk) -> None:
    desk.poll(A, ferry("a", 120))
    fixed = entry("b", "Correction: 12 killed as ferry Santa Clara sinks off Mindoro, not 120",
                  "The ferry Santa Clara sank off Mindoro island on Monday and 12 people were "
                  "killed. An earlier report said 120.")  # fmt: skip
    tally = desk.poll(A, replace(fixed, link="https://www.a.example/correction"))
    assert tally.matches == 0
    assert changes(desk) == [(120, 12)]


def test_another_outlet_s_correction_alone_is_not_believed(desk: Desk) -> None:
    desk.poll(A, ferry("a", 120))
    for guid, told in (("b", []), ("c", [(120, 12)])):
        text = TEXT.format(12) + " Officials corrected the number of people killed."
        desk.poll(f"https://{guid}.example/rss", entry(guid, TITLE.format(12), text))
        assert changes(desk) == told


def test_a_correction_of_something_else_starts_no_story(desk: Desk) -> None:
    desk.poll(A, entry("a", "Correction: 12 killed in Oldmere mine, not 14", "We had misread."))
    assert (desk.stories(), desk.told()) == ([], [])
