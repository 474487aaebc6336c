"""Whose turn it is to be polled: hosts share the room, new feeds and those that stand as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.records import FeedSpec
from storage.store import Store
from tests.integration.store_builders import HOUR, MINUTE, NOW, spec
from tests.integration.test_store_feeds import state_of, sync


def test_the_queue_before_one_host_leaves_room_for_the_others(store: Store) -> None:
    slow = [FeedSpec(f"https://slow.example/{number}") for number in range(20)]
    sync(store, *slow, spec("herald"))
    with store.write() as tx:
        first = tx.feeds.claim(NOW, 10, "me", 60, per_host=3)
        again = tx.feeds.claim(NOW, 10, "me", 60, per_host=3)
        tx.feeds.save(replace(first[0], next_due=NOW + HOUR))
        third = tx.feeds.claim(NOW, 10, "me", 60, per_host=3)
    assert [one.spec.url for one in first] == [
        one.url for one in (slow[0], spec("herald"), *slow[1:3])
    ]
    assert again == []
    assert [one.spec.url for one in third] == [slow[3].url]


def test_feeds_that_are_added_together_take_turns_with_those_that_are_due(store: Store) -> None:
    standing = [spec("gazette"), spec("herald")]
    sync(store, *standing)
    for name, due in (("gazette", 1), ("herald", 5)):
        with store.write() as tx:
            soon = NOW + timedelta(seconds=due)
            tx.feeds.save(replace(state_of(store, name), last_polled=NOW, next_due=soon))
    sync(store, *standing, *(spec(f"new{number}") for number in range(100)))
    now = NOW + timedelta(seconds=6)
    with store.read() as tx:
        names = {state.id: state.spec.name for state in tx.feeds.all()}
        for per_host in (None, 3):
            order = [names[one] for one in tx.feeds.ready(now, 200, per_host)]
            # All are due, and nobody waits for ever: the last has its turn before the herald.
            assert len(order) == 102
            assert order[0] == "New0"
            assert 20 < order.index("Gazette") < 30
            assert order.index("Herald") == 101


def test_new_feeds_of_one_host_leave_turns_to_those_it_has(store: Store) -> None:
    def page(name: str) -> FeedSpec:
        return FeedSpec(f"https://press.example/{name}")

    sync(store, page("old"))
    with store.write() as tx:
        [state] = tx.feeds.all()
        tx.feeds.save(replace(state, last_polled=NOW, next_due=NOW + MINUTE))
    sync(store, page("old"), *(page(f"new{number}") for number in range(60)))
    with store.read() as tx:
        at_once = tx.feeds.ready(NOW, 200, 3)
        later = tx.feeds.ready(NOW + MINUTE, 200, 60)
    assert len(at_once) == 3
    assert later.index(state.id) == 30
