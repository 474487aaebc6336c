"""When channels are spoken to: quiet hours, digests, floods and rates, on real databases."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from monitor.deliver.outcome import NotSent
from monitor.deliver.results import Results
from storage.errors import StorageError
from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk, dispatcher, titles
from tests.servers.hooks import HookServer, Reply


async def test_quiet_hours_hold_until_they_end_but_not_the_critical(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    desk.tell("hook", severity="critical")
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "quiet": "10:00-12:00"})
    assert await work.drain(NOW) == 1
    assert titles(hooks) == ["Report 2"]
    assert desk.errors()[0] == "held: quiet hours"
    assert await work.drain(NOW + timedelta(minutes=59)) == 0
    assert await work.drain(NOW + timedelta(minutes=60)) == 1


async def test_a_digest_goes_out_as_one_message_and_a_retry_is_the_same_to_the_byte(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "digest": "30m"})
    for minute in (1, 10, 20):
        at = NOW + timedelta(minutes=minute)
        desk.tell("hook", at=at)
        assert await work.drain(at) == 0
    hooks.replies.append(Reply(500))
    assert await work.drain(NOW + timedelta(minutes=30)) == 0
    desk.tell("hook", at=NOW + timedelta(minutes=31))
    assert await work.drain(NOW + timedelta(minutes=40)) == 3
    first, second = hooks.hits
    assert first.body == second.body
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert len(json.loads(first.body)["alerts"]) == 3
    assert desk.counts() == {"sent": 3, "due": 1}


async def test_a_digest_once_begun_is_the_same_after_a_restart_with_other_settings(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    url = f"webhook://{hooks.netloc}/"
    for minute in (1, 2, 3):
        desk.tell("hook", at=NOW + timedelta(minutes=minute))
    hooks.replies.append(Reply(500))
    first = dispatcher(store, hook={"url": url, "digest": "30m"})
    assert await first.drain(NOW + timedelta(minutes=30)) == 0
    assert store.check() == []
    desk.tell("hook", at=NOW + timedelta(minutes=31))
    again = dispatcher(store, owner="other", hook={"url": url, "burst": 1})
    assert await again.drain(NOW + timedelta(minutes=45)) == 4
    assert hooks.hits[0].body == hooks.hits[1].body
    assert titles(hooks) == ["many", "many", "Report 4"]
    assert store.check() == []


async def test_a_message_of_many_is_given_up_and_sent_again_as_a_whole(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    for _ in range(3):
        desk.tell("hook")
    hooks.replies.append(Reply(400))
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "burst": 2})
    await work.drain(NOW)
    assert desk.counts() == {"dead": 3}
    with store.write() as tx:
        for one in tx.outbox.list("dead"):
            assert tx.outbox.resend(one.id, NOW)
    assert await work.drain(NOW) == 3
    assert hooks.hits[0].headers["idempotency-key"] == hooks.hits[1].headers["idempotency-key"]


async def test_a_flood_becomes_one_message_that_lists_all(store: Store, hooks: HookServer) -> None:
    desk = Desk(store)
    for _ in range(7):
        desk.tell("hook")
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "burst": 5})
    assert await work.drain(NOW) == 7
    (hit,) = hooks.hits
    assert [one["title"] for one in json.loads(hit.body)["alerts"]] == [
        f"Report {number}" for number in range(1, 8)
    ]


async def test_the_rate_is_kept_and_outlives_a_restart(store: Store, hooks: HookServer) -> None:
    desk = Desk(store)
    for _ in range(6):
        desk.tell("hook")
    section = {"url": f"webhook://{hooks.netloc}/", "rate": "4/h"}
    assert await dispatcher(store, hook=section).drain(NOW) == 2
    again = dispatcher(store, owner="other", hook=section)
    assert await again.drain(NOW + timedelta(minutes=1)) == 0
    assert desk.errors()[-1] == "held: rate"
    for minute in range(2, 60):
        await again.drain(NOW + timedelta(minutes=minute))
    assert len(hooks.hits) == 4
    await again.drain(NOW + timedelta(minutes=61))
    assert len(hooks.hits) == 5
    assert titles(hooks) == [f"Report {number}" for number in range(1, 6)]


async def test_what_was_not_begun_is_not_counted_against_the_rate(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    for _ in range(10):
        desk.tell("hook")
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "rate": "20/h"})
    hooks.replies.append(Reply(429, b"slow down", {"Retry-After": "1"}))
    assert await work.drain(NOW) == 0
    assert len(hooks.hits) == 1
    await work.drain(NOW + timedelta(seconds=10))
    assert len(hooks.hits) == 10


async def test_critical_alerts_pass_a_rate_that_is_used_up(store: Store, hooks: HookServer) -> None:
    desk = Desk(store)
    for severity in ("normal", "normal", "critical", "normal", "critical"):
        desk.tell("hook", severity=severity)
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "rate": "1/h"})
    assert await work.drain(NOW) == 3
    assert titles(hooks) == ["Report 1", "Report 3", "Report 5"]


async def test_held_deliveries_do_not_count_as_attempts(store: Store, hooks: HookServer) -> None:
    desk = Desk(store)
    desk.tell("hook")
    work = dispatcher(store, hook={"url": f"webhook://{hooks.netloc}/", "quiet": "10:00-12:00"})
    await work.drain(NOW)
    with store.read() as tx:
        assert [one.attempts for one in tx.outbox.list()] == [0]


async def test_a_flood_beyond_the_room_of_a_message_says_how_many_more_there_are(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    for _ in range(300):
        desk.tell("chat", link="https://harbour.example/" + "x" * 60)
    work = dispatcher(store, chat={"url": f"json://{hooks.netloc}/", "burst": 5})
    assert await work.drain(NOW) == 300
    (hit,) = hooks.hits
    text = json.loads(hit.body)["message"]
    shown = text.count("• Report")
    assert 50 < shown < 300
    assert f"and {300 - shown} more: see" in text


async def test_what_may_have_arrived_is_tried_again_soon_and_then_seldom(
    sqlite_store: Store,
) -> None:
    desk = Desk(sqlite_store)
    desk.tell("hook")
    results = Results(sqlite_store, lambda: 0.5)
    waits, now = [], NOW
    for _ in range(4):
        with sqlite_store.write() as tx:
            [claimed] = tx.outbox.claim(now, 10, "me", 60)
        await results.write([claimed], NotSent("no answer in time", permanent=None), now)
        with sqlite_store.read() as tx:
            [one] = tx.outbox.list("due")
        waits.append((one.due - now).total_seconds())
        now = one.due
    assert waits == [1.0, 16.0, 256.0, 1800.0]


async def test_a_round_by_itself_insists_on_no_write_for_ever(sqlite_store: Store) -> None:
    results = Results(sqlite_store, lambda: 0.5)
    results.patience = 0.5
    tries = 0

    def refused() -> None:
        nonlocal tries
        tries += 1
        raise StorageError("never")

    with pytest.raises(StorageError, match="never"):
        await asyncio.wait_for(results.insist(refused), 20)
    assert (tries, results.unwritten) == (2, 0)


async def test_a_clock_that_was_a_year_ahead_keeps_no_alert_back(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    ahead = NOW + timedelta(days=365)
    desk.tell("hook", at=ahead)
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    hooks.replies.append(Reply(503, b"", {"Retry-After": "600"}))
    assert await work.drain(ahead) == 0
    assert await work.drain(NOW + timedelta(minutes=1)) == 0
    assert work.bring_back(NOW) == 1
    assert await work.drain(NOW) == 1


async def test_what_a_receiver_asked_for_is_kept_where_no_clock_was_moved(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    hooks.replies.append(Reply(503, b"", {"Retry-After": "600"}))
    assert await work.drain(NOW) == 0
    assert work.bring_back(NOW) == 0
    assert await work.drain(NOW + timedelta(seconds=599)) == 0
    assert await work.drain(NOW + timedelta(seconds=601)) == 1
