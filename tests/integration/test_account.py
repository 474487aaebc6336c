"""What ``why`` knows: one case for each thing that can become of an entry or a feed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.fetch.outcome import FetchFailed
from monitor.pipeline.account import Account, account, how_a_feed_is, outcome, trouble_words
from monitor.pipeline.outcome import Polled
from storage.records import FeedSpec
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of

RULES = """
channels: {desk: "console://"}
default_notify: [desk]
rules:
  - id: casualties
    when: {figure: {kind: killed, at_least: 100}}
  - id: strikes
    when: {all: [dock*, strike]}
    story: {origins: 2, within: 2h}
"""
FEED = "https://a.example/rss"
CRASH = "Ferry sinks off Mindoro, 120 people killed"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    made = Desk(store, policy_of(tmp_path, RULES))
    made.watch(FEED)
    return made


def ask(desk: Desk, item: str) -> Account:
    with desk.store.read() as tx:
        return account(tx, item, desk.policy.ruleset, desk.now)


def became(desk: Desk, item: str) -> str:
    (found,) = ask(desk, item).entries
    return outcome(found)


def test_an_unknown_address_names_the_feeds_of_its_site(desk: Desk) -> None:
    found = ask(desk, "https://www.a.example/2026/ferry")
    assert (found.entries, found.feed) == ((), None)
    assert [feed.spec.url for feed in found.site] == [FEED]
    assert ask(desk, "https://elsewhere.example/x").site == ()
    assert ask(desk, "999999").entries == ()
    assert ask(desk, "http://[bad").site == ()


def test_a_feed_that_was_never_polled_says_so(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.feeds.sync([FeedSpec(url=FEED), FeedSpec(url="https://new.example/rss")], desk.now)
    feed = ask(desk, "https://new.example/rss").feed
    assert feed is not None
    assert how_a_feed_is(feed, desk.now) == "never polled yet, due now"


def test_a_failing_feed_says_how_often_why_and_when_next(desk: Desk) -> None:
    for _ in range(2):
        feed = ask(desk, FEED).feed
        assert feed is not None
        failed = FetchFailed("the server answers 503", 503, None, "status")
        desk.judge.commit([Polled(feed, failed, desk.now)])
    feed = ask(desk, FEED).feed
    assert feed is not None
    said = how_a_feed_is(feed, desk.now)
    assert said.startswith(
        "failed 2 times in a row: the server answers 503; last success 2026-11-02"
    )
    assert "due 2026-11-02" in said


def test_a_feed_that_left_the_configuration_says_so(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.feeds.sync([], desk.now)
    feed = ask(desk, FEED).feed
    assert feed is not None
    assert "no longer in the configuration" in how_a_feed_is(feed, desk.now)


def test_backlog_is_named_as_the_reason(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.feeds.sync([FeedSpec(url="https://b.example/rss")], desk.now)
    desk.poll("https://b.example/rss", entry("1", CRASH))
    assert became(desk, "https://1.example/x") == (
        "casualties: not told: backlog: from the first poll of its feed"
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Ferry sinks off Mindoro, 60 people killed",
            "not told: no rule matches; nearest is casualties, but for "
            "figure: killed, at least 100 (stated: killed 60)",
        ),
        (
            "Dockers meet the harbour master",
            "not told: no rule matches; nearest is strikes, but for 'strike'",
        ),
        ("Council opens a library", "not told: it matches no rule, and none nearly"),
    ],
)
def test_what_matches_nothing_names_the_clause_in_the_way(
    desk: Desk, title: str, said: str
) -> None:
    desk.poll(FEED, entry("1", title))
    assert became(desk, "https://1.example/x") == said


def test_a_known_event_names_the_alert_that_told_it(desk: Desk) -> None:
    desk.poll(FEED, entry("1", CRASH, "The ferry Santa Clara sank off Mindoro island."))
    desk.poll(FEED, entry("2", CRASH, "The ferry Santa Clara sank off Mindoro island."))
    (found,) = ask(desk, "https://2.example/x").entries
    (first,) = desk.alerts()
    assert [alert.id for alert in found.earlier] == [first.id]
    assert outcome(found).startswith("casualties: not told: known: told at")
    assert outcome(found).endswith(f"(alert {first.id})")
    assert found.story is not None
    assert found.story.entries == 2


def test_a_held_event_says_for_what_it_waits(desk: Desk) -> None:
    desk.poll(FEED, entry("1", "Dockers begin a strike"))
    assert became(desk, "https://1.example/x").startswith("strikes: not told: held: 1 of 2 origins")


def test_an_alert_that_is_kept_no_longer_says_so(desk: Desk) -> None:
    desk.poll(FEED, entry("1", CRASH))
    with desk.store.write() as tx:
        (one,) = tx.outbox.claim(desk.now, 1, "me", 60.0)
        tx.outbox.sent(one.id, one.token, desk.now)
    desk.store.prune(desk.now - timedelta(days=9), desk.now + timedelta(days=1))
    assert became(desk, "1") == (
        "casualties: told (first match in this story); the alert is kept no longer"
    )


def test_a_silenced_alert_names_the_silence(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.silences.add(desk.now, rule="casualties", why="planned drill")
    desk.poll(FEED, entry("1", CRASH))
    assert "told nobody: silenced by silence 1: planned drill" in became(desk, "1")


def test_deliveries_are_followed_from_the_queue_to_the_end(desk: Desk) -> None:
    desk.poll(FEED, entry("1", CRASH))
    (alert,) = desk.alerts()
    assert became(desk, "https://1.example/x").startswith(
        f"alert {alert.id} (casualties, first): desk queued, due 2026-11-02"
    )
    with desk.store.write() as tx:
        (one,) = tx.outbox.claim(desk.now, 1, "me", 60.0)
    assert "desk being sent now (1 attempt)" in became(desk, "1")
    with desk.store.write() as tx:
        later = desk.now + timedelta(minutes=1)
        tx.outbox.retry(one.id, one.token, later, "the server answers 502", desk.now)
    assert "(1 attempt; the server answers 502)" in became(desk, "1")
    with desk.store.write() as tx:
        (one,) = tx.outbox.claim(desk.now + timedelta(minutes=2), 1, "me", 60.0)
        tx.outbox.dead(one.id, one.token, "no such room", desk.now)
    assert "desk given up after 2 attempts: no such room" in became(desk, "1")


def test_a_paused_or_failing_channel_is_named(desk: Desk) -> None:
    desk.poll(FEED, entry("1", CRASH))
    assert ask(desk, "1").troubled == ()
    with desk.store.write() as tx:
        tx.channels.failed("desk", desk.now, "the server answers 502")
    (channel,) = ask(desk, "1").troubled
    assert trouble_words(channel, desk.now).endswith("UTC: the server answers 502")
    with desk.store.write() as tx:
        tx.channels.pause("desk", desk.now + timedelta(hours=1), "it asked for an hour")
    (channel,) = ask(desk, "1").troubled
    assert trouble_words(channel, desk.now).endswith("UTC: it asked for an hour")


def test_a_sent_alert_says_when(desk: Desk) -> None:
    desk.poll(FEED, entry("1", CRASH))
    with desk.store.write() as tx:
        (one,) = tx.outbox.claim(desk.now, 1, "me", 60.0)
        tx.outbox.sent(one.id, one.token, desk.now)
    assert "desk sent 2026-11-02 08:10:00 UTC (1 attempt)" in became(desk, "1")


def test_tracking_parameters_do_not_hide_an_entry(desk: Desk) -> None:
    data = entry("1", CRASH, aliases=("link:1.example/x",))
    desk.poll(FEED, data)
    (found,) = ask(desk, "https://1.example/x?utm_source=feed").entries
    assert found.entry.data.title == CRASH


def test_rules_changed_since_are_told_apart_from_those_of_then(desk: Desk, tmp_path: Path) -> None:
    desk.poll(FEED, entry("1", "Council opens a library"))
    desk.policy = policy_of(tmp_path, RULES + "  - {id: books, when: library}\n")
    assert "today books would" in became(desk, "1")


def test_without_usable_rules_the_rest_is_still_told(desk: Desk) -> None:
    desk.poll(FEED, entry("1", "Council opens a library"))
    with desk.store.read() as tx:
        (found,) = account(tx, "1", None, desk.now).entries
    assert found.said is None
    assert outcome(found) == "no rule matched it when it came"
