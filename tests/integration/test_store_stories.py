"""Stories, verdicts, alerts and notes in a store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.errors import StorageError
from storage.records import FeedSpec, RuleState
from storage.store import Store
from tests.integration.store_builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    add_entry,
    add_feed,
    alert,
    data,
    queue_alert,
    state_of,
)


def test_features_replay_in_the_order_added(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with store.write() as tx:
        first = tx.stories.add_features(story_id, entry_id, NOW + HOUR, "later in time")
        second = tx.stories.add_features(story_id, entry_id, NOW, "earlier in time")
        rows = list(tx.stories.features_after(0, NOW))
        assert [(row.row_id, row.features) for row in rows] == [
            (first, "later in time"),
            (second, "earlier in time"),
        ]
        assert [row.row_id for row in tx.stories.features_after(first, NOW)] == [second]
        assert [row.row_id for row in tx.stories.features_after(0, NOW + MINUTE)] == [first]


def test_what_a_rule_knows_of_a_story_is_replaced_as_a_whole(store: Store) -> None:
    _, story_id = add_entry(store)
    with store.write() as tx:
        assert state_of(tx, story_id, "floods") is None
        tx.stories.save_rule_state(story_id, "floods", "held", NOW + HOUR, NOW)
        tx.stories.save_rule_state(story_id, "floods", "told", None, NOW + MINUTE)
        assert state_of(tx, story_id, "floods") == "told"
        assert state_of(tx, story_id, "fires") is None
        assert tx.stories.rule_states_due(NOW + DAY) == []


def test_states_that_are_due_come_longest_due_first(store: Store) -> None:
    _, story_id = add_entry(store)
    with store.write() as tx:
        tx.stories.save_rule_state(story_id, "soon", "b", NOW + MINUTE, NOW)
        tx.stories.save_rule_state(story_id, "now", "a", NOW, NOW)
        tx.stories.save_rule_state(story_id, "never", "c", None, NOW)
        assert tx.stories.rule_states_due(NOW) == [RuleState(story_id, "now", "a", NOW, None)]
        assert [due.rule for due in tx.stories.rule_states_due(NOW + MINUTE)] == ["now", "soon"]


def test_outlets_are_named_by_feed_or_origin_or_host(store: Store) -> None:
    specs = [
        FeedSpec("https://a.example/f", name="The Gazette", origin="gazette"),
        FeedSpec("https://b.example/f", origin="herald"),
        FeedSpec("https://feeds.example/c"),
    ]
    with store.write() as tx:
        tx.feeds.sync(specs, NOW)
        story_id = tx.stories.start(NOW, "The river rises")
        for minutes, state in enumerate(tx.feeds.all()):
            linked = data("x", link="https://www.courier.example/x")
            [entry_id] = tx.entries.insert(state.id, NOW + minutes * MINUTE, False, [linked])
            tx.entries.attach(entry_id, story_id)
        names = [outlet.name for outlet in tx.stories.outlets(story_id)]
        assert names == ["The Gazette", "herald", "courier.example"]
        assert len(tx.entries.of_story(story_id)) == 3
        assert [story.entries for story in tx.stories.list(5)] == [3]


def test_the_story_touched_last_is_listed_first(store: Store) -> None:
    with store.write() as tx:
        old = tx.stories.start(NOW, "Old")
        new = tx.stories.start(NOW + MINUTE, "New")
        assert [story.id for story in tx.stories.list(2)] == [new, old]
        tx.stories.touch(old, NOW + HOUR)
        assert [story.id for story in tx.stories.list(1)] == [old]


def test_verdicts_are_kept_in_the_order_decided(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with store.write() as tx:
        tx.stories.record_verdict(entry_id, story_id, "floods", "hold", "1 of 2 origins", NOW)
        tx.stories.record_verdict(entry_id, story_id, "floods", "tell", "2 of 2 origins", NOW)
        tx.stories.record_verdict(entry_id, None, "fires", "known", "backlog", NOW)
        verdicts = tx.stories.verdicts(entry_id)
    assert [(verdict.decision, verdict.reason) for verdict in verdicts] == [
        ("hold", "1 of 2 origins"),
        ("tell", "2 of 2 origins"),
        ("known", "backlog"),
    ]
    assert [verdict.story_id for verdict in verdicts] == [story_id, story_id, None]


def test_a_verdict_on_an_unknown_entry_is_refused(store: Store) -> None:
    """What goes straight to the driver fails in the same words, and undoes as much."""

    def judge_nothing() -> None:
        with store.write() as tx:
            story_id = tx.stories.start(NOW, "Ferry adrift")
            tx.stories.record_verdict(404, story_id, "ferries", "Tell", "first report", NOW)

    with pytest.raises(StorageError, match="refused"):
        judge_nothing()
    with store.read() as tx:
        assert tx.stories.list(10) == []


def test_what_rules_know_of_a_story_comes_back_with_its_times(store: Store) -> None:
    _, story_id = add_entry(store)
    held = RuleState(story_id, "floods", "{}", NOW + HOUR, NOW + DAY)
    with store.write() as tx:
        tx.stories.save_rule_state(story_id, "fires", "{}", None, NOW)
        tx.stories.save_rule_state(story_id, "floods", "{}", NOW + HOUR, NOW, NOW + DAY)
        found = tx.stories.rule_states_of(story_id)
        assert found == [RuleState(story_id, "fires", "{}", None, None), held]
        assert tx.stories.rule_states_of(story_id + 1) == []


def test_an_alert_comes_back_as_it_was_given(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    content = {
        "title": "Міст «обвалився»",
        "figures": [{"kind": "killed", "low": 3, "high": None}],
        "published": None,
    }
    given = alert(story_id, entry_id, severity="critical", content=content)
    with store.write() as tx:
        alert_id = tx.alerts.add(given, NOW)
        stored = tx.alerts.get(alert_id)
        assert stored is not None
        assert (stored.data, stored.created_at) == (given, NOW)
        assert [found.id for found in tx.alerts.of_entry(entry_id)] == [alert_id]


def test_the_first_alert_of_a_rule_in_a_story_is_found(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with store.write() as tx:
        assert tx.alerts.first_of(story_id, "floods") is None
        tx.alerts.add(alert(story_id, entry_id, "fires"), NOW)
        first = tx.alerts.add(alert(story_id, entry_id), NOW)
        last = tx.alerts.add(alert(story_id, entry_id, kind="update"), NOW + HOUR)
        found = tx.alerts.first_of(story_id, "floods")
        assert found is not None
        assert found.id == first
        assert [one.id for one in tx.alerts.list(9, since=NOW + HOUR)] == [last]
        assert [one.id for one in tx.alerts.list(2)] == [last, first]


def test_ids_of_forgotten_alerts_are_not_used_again(store: Store) -> None:
    of = add_entry(store)
    first = queue_alert(store, of=of)
    with store.write() as tx:
        [delivery] = tx.outbox.claim(NOW, 1, "me", 60)
        tx.outbox.dead(delivery.id, delivery.token, "no such address", NOW)
        assert tx.alerts.prune(NOW + DAY) == 1
    assert queue_alert(store, of=of) > first


def test_an_alert_of_an_unknown_story_is_refused(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with pytest.raises(StorageError, match="refused"), store.write() as tx:
        tx.alerts.add(alert(story_id + 1, entry_id), NOW)


def test_a_story_with_nothing_left_is_forgotten_after_a_while(store: Store) -> None:
    with store.write() as tx:
        story_id = tx.stories.start(NOW, "Nobody told it")
        tx.stories.save_rule_state(story_id, "floods", "held", None, NOW)
        assert tx.stories.prune(NOW) == 0
        assert tx.stories.prune(NOW + timedelta(microseconds=1)) == 1
        assert state_of(tx, story_id, "floods") is None


def test_a_story_with_entries_stays(store: Store) -> None:
    add_entry(store)
    with store.write() as tx:
        assert tx.stories.prune(NOW + DAY) == 0


def test_a_note_is_replaced_and_forgotten(store: Store) -> None:
    with store.write() as tx:
        assert tx.notes.get("heartbeat") is None
        tx.notes.set("heartbeat", "one")
        tx.notes.set("heartbeat", "two")
        assert tx.notes.get("heartbeat") == "two"
        tx.notes.delete("heartbeat")
        assert tx.notes.get("heartbeat") is None


def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    feed_id = add_feed(store)

    def fail_half_way() -> None:
        with store.write() as tx:
            tx.entries.insert(feed_id, NOW, False, [data("one")])
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail_half_way()
    with store.read() as tx:
        assert tx.entries.count() == 0


def test_a_reading_transaction_cannot_write(store: Store) -> None:
    with pytest.raises(StorageError), store.read() as tx:
        tx.notes.set("key", "value")
    with store.write() as tx:
        tx.notes.set("key", "value")
