"""From polled feeds to alerts in the outbox: the real judge on real databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.fetch.outcome import Fetched, FetchFailed
from monitor.parse.model import Hints, ParsedFeed
from monitor.pipeline.outcome import Parsed, Polled
from storage.errors import StorageError
from storage.records import FeedSpec
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of

RULES = """
channels: {desk: "console://", night: {url: "console://", from_severity: high}}
default_notify: [desk, night]
rules:
  - id: casualties
    when: {figure: {kind: [killed, injured, casualties], at_least: 100}}
    update_on: [{figure: any, rises: 10%}]
  - id: floods
    severity: high
    when: flood*
"""
CRASH = "Ferry sinks off Mindoro, 120 people killed"
CRASH_TEXT = "The ferry Santa Clara sank off Mindoro island on Monday and 120 people were killed."


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, policy_of(tmp_path, RULES))


def test_the_first_poll_of_a_feed_stores_without_alerting(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.feeds.sync([FeedSpec(url="https://a.example/rss")], desk.now)
    tally = desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    assert (tally.new_entries, tally.matches, tally.alerts) == (1, 1, 0)
    assert desk.alerts() == []


def test_a_backlog_match_does_not_count_as_told(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.feeds.sync([FeedSpec(url="https://a.example/rss")], desk.now)
    desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    desk.watch("https://a.example/rss", "https://b.example/rss")
    desk.poll("https://b.example/rss", entry("2", CRASH, CRASH_TEXT))
    assert [alert.data.kind for alert in desk.alerts()] == ["first"]


def test_the_same_event_from_other_outlets_is_known_with_a_stored_reason(desk: Desk) -> None:
    urls = [f"https://{name}.example/rss" for name in "abc"]
    desk.watch(*urls)
    for number, url in enumerate(urls):
        desk.poll(url, entry(f"{number}", CRASH, CRASH_TEXT))
    assert len(desk.alerts()) == 1
    with desk.store.read() as tx:
        story = tx.stories.list(5)[0]
        assert story.entries == 3
        last = tx.entries.find("https://2.example/x")[0]
        verdicts = tx.stories.verdicts(last.id)
    assert [verdict.decision for verdict in verdicts] == ["Known"]
    assert "told" in verdicts[0].reason


def test_a_restart_forgets_nothing_about_stories(desk: Desk) -> None:
    desk.watch("https://a.example/rss", "https://b.example/rss")
    desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    desk.restart()
    desk.poll("https://b.example/rss", entry("2", CRASH, CRASH_TEXT))
    assert len(desk.alerts()) == 1


def test_a_risen_figure_is_an_update_that_refers_to_the_first_alert(desk: Desk) -> None:
    desk.watch("https://a.example/rss", "https://b.example/rss")
    desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    more = CRASH.replace("120", "150"), CRASH_TEXT.replace("120", "150")
    desk.poll("https://b.example/rss", entry("2", *more))
    first, update = desk.alerts()
    assert update.data.kind == "update"
    assert update.data.content["first_alert"] == first.id
    change = update.data.content["changes"][0]
    assert (change["old"], change["new"]) == (120, 150)
    assert "150" in change["quote"]


def test_an_edit_is_the_same_entry_and_never_told_twice(desk: Desk) -> None:
    desk.watch("https://a.example/rss")
    desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    tally = desk.poll("https://a.example/rss", entry("1", CRASH + " (photos)", CRASH_TEXT))
    assert tally.new_entries == 0
    assert len(desk.alerts()) == 1


def test_an_edit_that_begins_to_match_is_told(desk: Desk) -> None:
    desk.watch("https://a.example/rss")
    desk.poll("https://a.example/rss", entry("1", "Ferry in trouble off Mindoro"))
    desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    assert len(desk.alerts()) == 1


def test_a_changed_guid_with_a_known_key_is_no_new_entry(desk: Desk) -> None:
    desk.watch("https://a.example/rss")
    first = entry("1", CRASH, CRASH_TEXT, aliases=("link:a.example/ferry",))
    desk.poll("https://a.example/rss", first)
    again = desk.poll("https://a.example/rss", replace(first, identity="guid:new"))
    assert again.new_entries == 0
    assert len(desk.alerts()) == 1


def test_every_channel_gets_its_own_delivery_and_floors_hold(desk: Desk) -> None:
    desk.watch("https://a.example/rss")
    desk.poll(
        "https://a.example/rss",
        entry("1", CRASH, CRASH_TEXT),
        entry("2", "Floods cover the valley of Brackwater"),
    )
    with desk.store.read() as tx:
        sent_to = {
            alert.data.rule: [one.channel for one in tx.outbox.of_alert(alert.id)]
            for alert in tx.alerts.list(10)
        }
    assert sent_to == {"casualties": ["desk"], "floods": ["desk", "night"]}


def test_a_failed_transaction_leaves_no_memory_behind(desk: Desk) -> None:
    desk.watch("https://a.example/rss")
    with desk.store.read() as tx:
        state = tx.feeds.get("https://a.example/rss")
    assert state is not None
    feed = ParsedFeed(
        entries=(entry("1", CRASH, CRASH_TEXT),), title="", language="", hints=Hints(), oddities=()
    )
    good = Polled(state, Parsed(Fetched(state.spec.url, 200, b""), feed, "h"), desk.now)
    # A feed that does not exist breaks the transaction after the good one was written.
    bad = replace(good, state=replace(state, id=999_999))
    with pytest.raises(StorageError):
        desk.judge.commit([good, bad])
    assert desk.alerts() == []
    desk.poll("https://a.example/rss", entry("1", CRASH, CRASH_TEXT))
    assert len(desk.alerts()) == 1


def test_a_failure_is_remembered_in_words(desk: Desk) -> None:
    desk.watch("https://a.example/rss")
    with desk.store.read() as tx:
        state = tx.feeds.get("https://a.example/rss")
    assert state is not None
    failed = FetchFailed("the server answers 500", 500, None, "status")
    tally = desk.judge.commit([Polled(state, failed, desk.now)])
    assert tally.problems == ["https://a.example/rss: the server answers 500"]
    with desk.store.read() as tx:
        after = tx.feeds.get("https://a.example/rss")
    assert after is not None
    assert (after.failures, after.error) == (1, "the server answers 500")
    assert after.next_due > desk.now
