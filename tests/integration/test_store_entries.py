"""Entries in a store: known again under every key, changed in place, found, and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.records import EntryData
from storage.store import Store
from tests.integration.store_builders import (
    DAY,
    HOUR,
    NOW,
    add_entry,
    add_feed,
    alert,
    data,
    spec,
)


def test_an_entry_comes_back_as_it_was_given(store: Store) -> None:
    feed_id = add_feed(store)
    given = EntryData(
        identity="tag:gazette.example,2026:1",
        digest="abc",
        link="https://gazette.example/1",
        title="Міст відкрито — 橋が開通 🌉",
        summary="The bridge is open.",
        content="It is open\nto all.",
        author="A. Writer",
        tags=("bridges", "roads"),
        language="uk",
        published=datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC),
        aliases=("https://gazette.example/1",),
    )
    with store.write() as tx:
        [entry_id] = tx.entries.insert(feed_id, NOW, True, [given])
        entry = tx.entries.get(entry_id)
    assert entry is not None
    assert entry.data == given
    assert (entry.feed_id, entry.seen_at, entry.backlog, entry.story_id) == (
        feed_id,
        NOW,
        True,
        None,
    )


def test_ids_come_in_the_order_given(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        ids = tx.entries.insert(feed_id, NOW, False, [data(f"e{n}") for n in range(300)])
        titles = [entry.data.title for id in ids if (entry := tx.entries.get(id))]
    assert titles == [f"About e{n}" for n in range(300)]


def test_an_entry_is_known_by_identity_and_by_alias_in_its_own_feed_only(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        tx.feeds.sync([spec("gazette"), spec("herald")], NOW)
        other = tx.feeds.get(spec("herald").url)
        assert other is not None
        [entry_id] = tx.entries.insert(feed_id, NOW, False, [data("guid", aliases=("link",))])
        known = tx.entries.known(feed_id, ["guid", "link", "never seen"])
        assert {key: found.id for key, found in known.items()} == {
            "guid": entry_id,
            "link": entry_id,
        }
        assert known["link"].digest == "digest of guid"
        assert tx.entries.known(other.id, ["guid", "link"]) == {}


def test_many_keys_are_looked_up_at_once(store: Store) -> None:
    feed_id = add_feed(store)
    keys = [f"e{n}" for n in range(1700)]
    with store.write() as tx:
        tx.entries.insert(feed_id, NOW, False, [data(key) for key in keys[::2]])
        assert set(tx.entries.known(feed_id, keys)) == set(keys[::2])


def test_inserting_a_known_identity_again_keeps_id_and_time(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        first = tx.entries.insert(feed_id, NOW, True, [data("one")])
        again = tx.entries.insert(feed_id, NOW + HOUR, False, [data("one", title="New words")])
        assert again == first
        entry = tx.entries.get(first[0])
        assert entry is not None
        assert (entry.data.title, entry.seen_at, entry.backlog) == ("New words", NOW, True)


def test_the_same_identity_twice_in_one_feed_is_one_entry_the_first(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        ids = tx.entries.insert(
            feed_id, NOW, False, [data("one", title="First"), data("one", title="Second")]
        )
        assert ids[0] == ids[1]
        entry = tx.entries.get(ids[0])
        assert entry is not None
        assert entry.data.title == "First"


def test_an_edit_keeps_the_entry_and_makes_a_new_identity_an_alias(store: Store) -> None:
    entry_id, _ = add_entry(store, "old guid")
    with store.write() as tx:
        entry = tx.entries.get(entry_id)
        assert entry is not None
        tx.entries.update(entry_id, data("new guid", digest="changed", title="Edited"), NOW + HOUR)
        known = tx.entries.known(entry.feed_id, ["old guid", "new guid"])
        assert {found.id for found in known.values()} == {entry_id}
        assert known["old guid"].digest == "changed"
        edited = tx.entries.get(entry_id)
        assert edited is not None
        assert (edited.data.title, edited.seen_at) == ("Edited", NOW)
        assert edited.story_id == entry.story_id


def test_identities_too_long_for_an_index_stay_apart(store: Store) -> None:
    feed_id = add_feed(store)
    long = "https://gazette.example/" + "я" * 5000
    with store.write() as tx:
        ids = tx.entries.insert(feed_id, NOW, False, [data(long + "1"), data(long + "2")])
        assert len(set(ids)) == 2
        known = tx.entries.known(feed_id, [long + "1", long + "2", long])
        assert {key: found.id for key, found in known.items()} == {
            long + "1": ids[0],
            long + "2": ids[1],
        }


def test_a_link_of_any_length_is_stored_and_found(store: Store) -> None:
    feed_id = add_feed(store)
    link = "https://gazette.example/?q=" + "".join(str(n) for n in range(3000))
    with store.write() as tx:
        ids = tx.entries.insert(feed_id, NOW, False, [data("one", link=link)])
        assert [entry.id for entry in tx.entries.find(link)] == ids


def test_text_that_databases_cannot_keep_is_mended(store: Store) -> None:
    feed_id = add_feed(store)
    dirty = data(
        "a\0b",
        title="half \ud83d a face",
        summary="nul\0l",
        tags=("x\0", "\udc00"),
        aliases=("\0",),
    )
    with store.write() as tx:
        [entry_id] = tx.entries.insert(feed_id, NOW, False, [dirty])
        entry = tx.entries.get(entry_id)
        assert entry is not None
        assert entry.data.title == "half \ufffd a face"
        assert entry.data.summary == "null"
        assert entry.data.tags == ("x", "\ufffd")
        assert set(tx.entries.known(feed_id, ["a\0b"])) == {"a\0b"}


def test_a_naive_time_is_refused(store: Store) -> None:
    feed_id = add_feed(store)
    with pytest.raises(Exception, match="naive"), store.write() as tx:
        tx.entries.insert(feed_id, datetime(2026, 3, 1), False, [data("one")])  # noqa: DTZ001


@pytest.mark.parametrize(
    "asked",
    [
        "https://gazette.example/a",
        "http://gazette.example/a/",
        "https://gazette.example/a#comments",
        " https://gazette.example/a ",
        "tag:gazette.example:a",
        "short:a",
    ],
)
def test_an_entry_is_found_as_a_person_would_ask(store: Store, asked: str) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        ids = tx.entries.insert(
            feed_id,
            NOW,
            False,
            [
                data(
                    "tag:gazette.example:a", link="https://gazette.example/a", aliases=("short:a",)
                ),
                data("tag:gazette.example:b", link="https://gazette.example/b"),
            ],
        )
    with store.read() as tx:
        assert [entry.id for entry in tx.entries.find(asked)] == ids[:1]
        assert [entry.id for entry in tx.entries.find(str(ids[0]))] == ids[:1]


@pytest.mark.parametrize("asked", ["", "0", "999999999999999999", "https://[", "%", "²"])
def test_asking_for_nothing_that_is_stored_finds_nothing(store: Store, asked: str) -> None:
    add_entry(store)
    with store.read() as tx:
        assert tx.entries.find(asked) == []


def test_recent_entries_come_newest_first(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        for hours in range(5):
            tx.entries.insert(feed_id, NOW + hours * HOUR, False, [data(f"e{hours}")])
        recent = tx.entries.recent(NOW + 2 * HOUR, 2)
        assert [entry.data.identity for entry in recent] == ["e4", "e3"]
        assert tx.entries.count() == 5


def test_old_entries_go_but_the_newest_500_of_a_feed_stay_known(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        ids = tx.entries.insert(
            feed_id, NOW, False, [data(f"e{n}", aliases=(f"a{n}",)) for n in range(510)]
        )
        assert tx.entries.prune(NOW) == 0
        assert tx.entries.prune(NOW + DAY, limit=4) == 4
        assert tx.entries.prune(NOW + DAY) == 6
        assert tx.entries.prune(NOW + DAY) == 0
        assert tx.entries.get(ids[9]) is None
        assert tx.entries.get(ids[10]) is not None
        assert set(tx.entries.known(feed_id, ["e9", "a9", "e10"])) == {"e10"}


def test_of_a_feed_that_is_gone_every_old_entry_goes(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with store.write() as tx:
        tx.stories.add_features(story_id, entry_id, NOW, "features")
        tx.stories.record_verdict(entry_id, story_id, "floods", "hold", "1 of 2 origins", NOW)
        tx.feeds.sync([], NOW)
    assert store.prune(NOW + DAY, NOW + DAY) == {"alerts": 0, "entries": 1, "stories": 1}
    with store.read() as tx:
        assert tx.entries.get(entry_id) is None
        assert tx.stories.get(story_id) is None
        assert not list(tx.stories.features_after(0, NOW))
    assert store.check() == []


def test_an_entry_stays_as_long_as_an_alert_speaks_of_it(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with store.write() as tx:
        alert_id = tx.alerts.add(alert(story_id, entry_id), NOW)
        tx.outbox.queue(alert_id, ["mail"], NOW)
        [delivery] = tx.outbox.claim(NOW, 1, "me", 60)
        tx.outbox.sent(delivery.id, delivery.token, NOW)
        tx.feeds.sync([], NOW)
    assert store.prune(NOW + DAY, NOW) == {"alerts": 0, "entries": 0, "stories": 0}
    assert store.prune(NOW + DAY, NOW + DAY) == {"alerts": 1, "entries": 1, "stories": 1}


def test_an_alert_under_way_is_not_forgotten(store: Store) -> None:
    entry_id, story_id = add_entry(store)
    with store.write() as tx:
        tx.outbox.queue(tx.alerts.add(alert(story_id, entry_id), NOW), ["mail"], NOW)
        assert tx.alerts.prune(NOW + DAY) == 0


def test_entries_of_one_feed_are_found_by_their_titles(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        made = [data("a", title="Bridge open"), data("b", title="Road\x00 shut"), data("c")]
        ids = tx.entries.insert(feed_id, NOW, True, made)
        found = tx.entries.titled(feed_id, {"Bridge open", "Road\x00 shut", "About nothing"})
        assert sorted(entry.id for entry in found) == sorted(ids[:2])
        assert tx.entries.titled(feed_id + 1, {"Bridge open"}) == []
        assert tx.entries.titled(feed_id, set()) == []


def test_feeds_given_back_are_due_when_it_is_said(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as tx:
        [feed] = tx.feeds.claim(NOW, 10, "me", 600.0)
        assert tx.feeds.claim(NOW, 10, "me", 600.0) == []
        assert tx.feeds.give_back([feed_id], NOW + HOUR, "not stored") == 1
        assert tx.feeds.claim(NOW, 10, "me", 600.0) == []
        [again] = tx.feeds.claim(NOW + HOUR, 10, "me", 600.0)
    assert (again.id, again.reason) == (feed.id, "not stored")
