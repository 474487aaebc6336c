"""Feeds in a store: what the configuration does to them, and who may poll which when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from storage.records import FeedSpec, FeedState
from storage.store import Store
from tests.integration.store_builders import DAY, HOUR, MINUTE, NOW, data, spec


def sync(store: Store, *specs: FeedSpec, at: timedelta = timedelta()) -> None:
    with store.write() as tx:
        tx.feeds.sync(specs, NOW + at)


def state_of(store: Store, name: str) -> FeedState:
    with store.read() as tx:
        state = tx.feeds.get(spec(name).url)
    assert state is not None
    return state


def poll_well(store: Store, name: str) -> FeedState:
    polled = replace(
        state_of(store, name),
        etag='"v1"',
        last_modified="Sun, 01 Mar 2026 12:00:00 GMT",
        body_hash="abc",
        next_due=NOW + HOUR,
        first_success=NOW,
        last_polled=NOW,
        last_success=NOW,
        interval=3600.0,
        reason="every hour",
        hints={"ttl": 60, "skip": [1, 2]},
    )
    with store.write() as tx:
        tx.feeds.save(polled)
    return polled


def test_a_new_feed_is_due_at_once(store: Store) -> None:
    sync(store, spec("gazette"))
    with store.read() as tx:
        assert tx.feeds.due(NOW) == 1
    state = state_of(store, "gazette")
    assert (state.active, state.first_success, state.reason) == (True, None, "new feed")


def test_a_feed_comes_back_as_it_was_saved(store: Store) -> None:
    sync(store, replace(spec("gazette"), tags=("a", "b"), origin="gazette", language="uk"))
    polled = poll_well(store, "gazette")
    assert state_of(store, "gazette") == polled


def test_feeds_keep_the_order_of_the_configuration(store: Store) -> None:
    sync(store, spec("c"), spec("a"), spec("b"), spec("a"))
    with store.read() as tx:
        assert [state.spec.name for state in tx.feeds.all()] == ["C", "A", "B"]


def test_a_vanished_feed_is_remembered_but_not_polled(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"))
    sync(store, spec("herald"))
    with store.write() as tx:
        assert [state.spec.name for state in tx.feeds.all()] == ["Gazette", "Herald"]
        assert [state.spec.name for state in tx.feeds.all(active_only=True)] == ["Herald"]
        assert [state.spec.name for state in tx.feeds.claim(NOW, 9, "me", 60)] == ["Herald"]


def test_a_feed_added_again_is_polled_as_if_for_the_first_time(store: Store) -> None:
    sync(store, spec("gazette"))
    poll_well(store, "gazette")
    sync(store)
    sync(store, spec("gazette"), at=MINUTE)
    state = state_of(store, "gazette")
    assert (state.active, state.next_due) == (True, NOW + MINUTE)
    assert (state.first_success, state.etag, state.last_modified) == (None, None, None)
    assert state.body_hash is None


def test_feeds_that_vanish_together_and_come_back_go_on_as_they_were(store: Store) -> None:
    names = ("gazette", "herald", "post")
    sync(store, *map(spec, names))
    polled = [replace(poll_well(store, name), expected_by=NOW + HOUR) for name in names]
    with store.write() as tx:
        tx.feeds.save_many(polled)
    sync(store)
    sync(store, at=5 * HOUR)
    assert not any(state_of(store, name).active for name in names)
    sync(store, *map(spec, names[:2]), at=6 * HOUR)
    for before in polled[:2]:
        after = state_of(store, before.spec.name.lower())
        # The time away is none in which it kept silent.
        wanted = replace(before, expected_by=NOW + 7 * HOUR, reason=after.reason)
        assert after == wanted
        assert "it is back" in after.reason
    # Gone once more, alone: that is no slip.
    sync(store, spec("herald"), at=7 * HOUR)
    sync(store, spec("gazette"), spec("herald"), at=8 * HOUR)
    assert state_of(store, "gazette").first_success is None
    assert state_of(store, "herald").first_success == NOW


def test_feeds_that_come_back_after_weeks_start_afresh(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"))
    poll_well(store, "gazette")
    sync(store)
    sync(store, spec("gazette"), spec("herald"), at=8 * DAY)
    assert state_of(store, "gazette").first_success is None


def test_one_of_many_feeds_that_is_taken_out_starts_afresh(store: Store) -> None:
    names = ("gazette", "herald", "post", "times", "echo")
    sync(store, *map(spec, names))
    for name in names:
        poll_well(store, name)
    sync(store, *map(spec, names[2:]))
    sync(store, *map(spec, names), at=HOUR)
    fresh = [name for name in names if state_of(store, name).first_success is None]
    assert fresh == ["gazette", "herald"]


def test_what_feeds_that_may_come_back_still_list_is_not_forgotten(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"), spec("post"))
    with store.write() as tx:
        for state in tx.feeds.all():
            tx.entries.insert(state.id, NOW, False, [data(f"of {state.spec.name}")])
    sync(store, spec("post"), at=HOUR)
    with store.write() as tx:
        assert tx.entries.prune(NOW + DAY) == 0
    # Once it is too late for that, they are kept no longer.
    sync(store, spec("post"), at=8 * DAY)
    with store.write() as tx:
        assert tx.entries.prune(NOW + DAY) == 2


def test_an_unchanged_configuration_changes_no_feed(store: Store) -> None:
    sync(store, spec("gazette"))
    polled = poll_well(store, "gazette")
    sync(store, spec("gazette"), at=MINUTE)
    assert state_of(store, "gazette") == polled


def test_a_shortened_interval_counts_from_the_last_poll(store: Store) -> None:
    sync(store, spec("gazette", every=3600))
    poll_well(store, "gazette")
    sync(store, spec("gazette", every=300), at=MINUTE)
    assert state_of(store, "gazette").next_due == NOW + 5 * MINUTE


def test_a_shortened_interval_does_not_hurry_a_failing_feed(store: Store) -> None:
    sync(store, spec("gazette", every=3600))
    polled = poll_well(store, "gazette")
    with store.write() as tx:
        tx.feeds.save(replace(polled, failures=3))
    sync(store, spec("gazette", every=300), at=MINUTE)
    assert state_of(store, "gazette").next_due == NOW + HOUR


def test_saving_a_poll_does_not_undo_what_the_configuration_said_meanwhile(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"))
    before = state_of(store, "gazette")
    sync(store, replace(spec("herald"), name="The Herald"))
    with store.write() as tx:
        tx.feeds.save_many([before, replace(state_of(store, "herald"), spec=spec("herald"))])
    assert not state_of(store, "gazette").active
    assert state_of(store, "herald").spec.name == "The Herald"


def test_the_feed_that_is_due_longest_is_claimed_first(store: Store) -> None:
    sync(store, spec("late"))
    sync(store, spec("late"), spec("later"), at=MINUTE)
    with store.write() as tx:
        assert [state.spec.name for state in tx.feeds.claim(NOW + HOUR, 1, "me", 60)] == ["Late"]
        assert [state.spec.name for state in tx.feeds.claim(NOW + HOUR, 1, "me", 60)] == ["Later"]
        assert tx.feeds.claim(NOW + HOUR, 1, "me", 60) == []
        assert tx.feeds.due(NOW + HOUR) == 0


def test_a_feed_that_is_not_due_is_not_claimed(store: Store) -> None:
    sync(store, spec("gazette"))
    poll_well(store, "gazette")
    with store.write() as tx:
        assert tx.feeds.claim(NOW + HOUR - timedelta(microseconds=1), 9, "me", 60) == []
        assert len(tx.feeds.claim(NOW + HOUR, 9, "me", 60)) == 1


def test_a_lease_that_ran_out_can_be_claimed_by_another(store: Store) -> None:
    sync(store, spec("gazette"))
    with store.write() as tx:
        assert len(tx.feeds.claim(NOW, 9, "dead", 60)) == 1
        assert tx.feeds.claim(NOW + timedelta(seconds=59), 9, "me", 60) == []
        assert len(tx.feeds.claim(NOW + timedelta(seconds=60), 9, "me", 60)) == 1


def test_saving_ends_the_lease(store: Store) -> None:
    sync(store, spec("gazette"))
    with store.write() as tx:
        [state] = tx.feeds.claim(NOW, 9, "me", 60)
        tx.feeds.save(state)
        assert len(tx.feeds.claim(NOW, 9, "you", 60)) == 1


def test_leases_of_dead_instances_are_freed_and_ours_are_kept(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"))
    with store.write() as tx:
        tx.feeds.claim(NOW, 1, "dead", 3600)
        tx.feeds.claim(NOW, 1, "me", 3600)
        assert tx.feeds.release_others("me") == 1
        assert tx.feeds.due(NOW) == 1
        assert tx.feeds.release("me") == 1
        assert tx.feeds.due(NOW) == 2


def test_a_feed_can_be_made_due(store: Store) -> None:
    sync(store, spec("gazette"))
    polled = poll_well(store, "gazette")
    with store.write() as tx:
        assert tx.feeds.hasten([polled.id], NOW, "asked for") == 1
        assert [state.reason for state in tx.feeds.claim(NOW, 9, "me", 60)] == ["asked for"]


@pytest.mark.parametrize(
    "trouble",
    [
        {"failures": 1},
        {"paused": "the server said twice that it is gone"},
        {"first_success": None},
        {"interval": 7200.0},
    ],
    ids=lambda trouble: next(iter(trouble)),
)
def test_only_a_feed_that_is_read_well_stands_for_its_twin(
    store: Store, trouble: dict[str, object]
) -> None:
    sync(store, replace(spec("old"), every=3600.0), spec("new"))
    old, new = poll_well(store, "old"), poll_well(store, "new")
    settled = replace(old, moved_to=new.spec.url, hints={"home": new.spec.url})
    with store.write() as tx:
        assert tx.feeds.twins(old) == []
        assert tx.feeds.twins(settled) == [new.spec.url]
        tx.feeds.save(replace(new, **trouble))  # type: ignore[arg-type]  # one field of a state
        assert tx.feeds.twins(settled) == []


def test_no_feed_is_claimed_twice_by_workers_at_once(store_url: str) -> None:
    stores = [Store.open(store_url) for _ in range(4)]
    sync(stores[0], *(spec(f"feed{number}") for number in range(120)))
    claimed: list[int] = []

    def work(store: Store, owner: str) -> None:
        while True:
            with store.write() as tx:
                mine = tx.feeds.claim(NOW, 7, owner, 3600)
            if not mine:
                return
            claimed.extend(state.id for state in mine)

    threads = [
        Thread(target=work, args=(store, f"worker {number}")) for number, store in enumerate(stores)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert len(claimed) == len(set(claimed)) == 120


def test_many_feeds_are_synchronised_in_one_go(store: Store) -> None:
    specs = [spec(f"feed{number}") for number in range(1200)]
    sync(store, *specs)
    sync(store, *specs[::2], at=DAY)
    with store.read() as tx:
        assert len(tx.feeds.all()) == 1200
        assert len(tx.feeds.all(active_only=True)) == 600


def test_a_held_host_puts_off_all_its_feeds_and_no_others(store: Store) -> None:
    other = FeedSpec("https://gazette.example/sports")
    sync(store, spec("gazette"), other, spec("herald"))
    with store.write() as tx:
        herald = tx.feeds.get(spec("herald").url)
        assert herald is not None
        assert tx.feeds.hold_host("gazette.example", NOW + HOUR, "asked for quiet") == 2
        assert tx.feeds.hold_host("gazette.example", NOW + MINUTE, "shorter") == 0
        assert [one.id for one in tx.feeds.claim(NOW, 9, "me", 60)] == [herald.id]
    for url in (spec("gazette").url, other.url):
        with store.read() as tx:
            held = tx.feeds.get(url)
        assert held is not None
        assert (held.next_due, held.held_until) == (NOW + HOUR, NOW + HOUR)
        assert held.reason == "asked for quiet"


def test_a_poll_that_ends_after_its_host_asked_for_quiet_does_not_shorten_it(store: Store) -> None:
    sync(store, spec("gazette"))
    under_way = state_of(store, "gazette")
    with store.write() as tx:
        tx.feeds.hold_host("gazette.example", NOW + HOUR, "asked for quiet")
        tx.feeds.save(replace(under_way, next_due=NOW + MINUTE))
    assert state_of(store, "gazette").next_due == NOW + HOUR


def test_feeds_polled_in_what_is_the_future_now_keep_what_was_left_of_their_wait(
    store: Store,
) -> None:
    sync(store, spec("gazette"), spec("herald"))
    later = 365 * DAY
    with store.write() as tx:
        for name in ("gazette", "herald"):
            state = tx.feeds.get(spec(name).url)
            assert state is not None
            polled = NOW + later if name == "gazette" else NOW - HOUR
            tx.feeds.save(
                replace(state, last_polled=polled, last_success=polled, next_due=polled + 2 * HOUR)
            )
        assert tx.feeds.rewind(NOW) == 1
        assert tx.feeds.rewind(NOW) == 0
    gazette, herald = state_of(store, "gazette"), state_of(store, "herald")
    assert (gazette.last_polled, gazette.last_success) == (NOW, NOW)
    assert gazette.next_due == NOW + 2 * HOUR
    assert herald.next_due == NOW + HOUR
