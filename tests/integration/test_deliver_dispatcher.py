"""The outbox carried to real channels: order, retries, windows, and no channel hurting another."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.deliver.dispatcher import Dispatcher
from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk, dispatcher, titles
from tests.servers.hooks import HookServer, Reply, hook_server
from tests.servers.smtp import mail_server


async def test_what_is_due_arrives_once_in_order_and_is_written_down(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    for _ in range(3):
        desk.tell("hook")
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    assert await work.drain(NOW) == 3
    assert await work.drain(NOW) == 0
    assert titles(hooks) == ["Report 1", "Report 2", "Report 3"]
    assert desk.counts() == {"sent": 3}


async def test_nothing_due_takes_nothing(store: Store) -> None:
    desk = Desk(store)
    desk.tell("hook", at=NOW + timedelta(minutes=1))
    assert await dispatcher(store, hook="console://").drain(NOW) == 0
    assert desk.counts() == {"due": 1}


async def test_one_alert_reaches_every_channel_in_its_own_form(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook", "mail")
    with mail_server() as mail:
        work = dispatcher(store, hook=f"webhook://{hooks.netloc}/", mail=mail.url())
        assert await work.drain(NOW) == 2
        assert len(hooks.hits) == len(mail.messages) == 1


async def test_a_failing_channel_is_tried_again_later_with_the_same_key(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    hooks.replies.extend([Reply(500), Reply(502)])
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    now = NOW
    for _ in range(2):
        assert await work.drain(now) == 0
        assert await work.drain(now) == 0
        now += timedelta(minutes=10)
    assert desk.counts() == {"due": 1}
    assert desk.errors() == ["HTTP 502: ok"]
    assert await work.drain(now) == 1
    assert len(hooks.hits) == 3
    assert len({hit.headers["idempotency-key"] for hit in hooks.hits}) == 1
    assert len({hit.body for hit in hooks.hits}) == 1


async def test_no_later_alert_of_a_story_overtakes_an_earlier_one(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    story = desk.story()
    for _ in range(3):
        desk.tell("hook", story=story)
    hooks.replies.append(Reply(500))
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    now = NOW
    for _ in range(40):
        await work.drain(now)
        now += timedelta(seconds=1)
    assert titles(hooks) == ["Report 1", "Report 1", "Report 2", "Report 3"]


async def test_what_fails_for_good_is_kept_and_does_not_stop_the_rest(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    desk.tell("hook")
    hooks.replies.append(Reply(404, b"no such hook"))
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    assert await work.drain(NOW) == 1
    assert desk.counts() == {"sent": 1, "dead": 1}
    assert desk.errors() == ["HTTP 404: no such hook", ""]


async def test_an_unknown_outcome_is_tried_five_times_at_most(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    hooks.always = Reply(200, b"no")
    work = dispatcher(store, hook="slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ")
    now = NOW
    with pytest.MonkeyPatch.context() as patch:
        from apprise.plugins.slack import NotifySlack

        patch.setattr(NotifySlack, "webhook_url", f"{hooks.base}/services")
        for _ in range(8):
            await work.drain(now)
            now += timedelta(hours=2)
    assert len(hooks.hits) == 5
    assert desk.counts() == {"dead": 1}


async def test_retry_after_is_honoured_and_pauses_the_whole_channel(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    hooks.replies.append(Reply(429, b"slow down", {"Retry-After": "120"}))
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    await work.drain(NOW)
    desk.tell("hook")
    assert await work.drain(NOW + timedelta(seconds=119)) == 0
    assert len(hooks.hits) == 1
    assert await work.drain(NOW + timedelta(seconds=180)) == 2


async def test_after_three_days_of_failure_it_is_given_up_and_kept(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    desk.tell("hook")
    hooks.always = Reply(500)
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    await work.drain(NOW + timedelta(days=2, hours=23))
    assert desk.counts() == {"due": 1}
    await work.drain(NOW + timedelta(days=3, hours=5))
    assert desk.counts() == {"dead": 1}


async def test_a_hanging_channel_delays_no_other(sqlite_store: Store, hooks: HookServer) -> None:
    desk = Desk(sqlite_store)
    desk.tell("slow", "quick")
    gate = threading.Event()
    with hook_server() as hanging:
        hanging.always = Reply(gate=gate)
        work = dispatcher(
            sqlite_store, slow=f"webhook://{hanging.netloc}/", quick=f"webhook://{hooks.netloc}/"
        )
        first = asyncio.create_task(work.drain(NOW))
        for _ in range(1000):
            if desk.counts().get("sent"):
                break
            await asyncio.sleep(0.01)
        desk.tell("slow", "quick")
        # The slow channel still has one in flight; a second drain serves the quick one only.
        assert await work.drain(NOW) == 1
        assert len(hooks.hits) == 2
        assert len(hanging.hits) == 1
        assert not first.done()
        gate.set()
        assert await first == 2


async def test_thirty_hanging_channels_delay_no_other(
    sqlite_store: Store, hooks: HookServer
) -> None:
    desk = Desk(sqlite_store)
    gate = threading.Event()
    slow = [f"slow{number}" for number in range(30)]
    with hook_server() as hanging:
        hanging.always = Reply(gate=gate)
        urls = dict.fromkeys(slow, f"webhook://{hanging.netloc}/")
        work = dispatcher(sqlite_store, quick=f"webhook://{hooks.netloc}/", **urls)
        drains = []
        for name in slow:
            desk.tell(name)
            drains.append(asyncio.create_task(work.drain(NOW)))
            await asyncio.sleep(0)
        await asyncio.to_thread(hanging.wait, len(slow))
        desk.tell("quick")
        assert await work.drain(NOW) == 1
        gate.set()
        assert sum(await asyncio.gather(*drains)) == len(slow)


async def test_a_channel_that_left_the_configuration_gives_dead_letters(store: Store) -> None:
    desk = Desk(store)
    desk.tell("gone")
    await dispatcher(store, console="console://").drain(NOW)
    assert desk.counts() == {"dead": 1}
    assert "no such channel" in desk.errors()[0]


async def test_cancelled_in_mid_send_what_is_not_begun_is_given_back(
    sqlite_store: Store, hooks: HookServer
) -> None:
    desk = Desk(sqlite_store)
    for _ in range(3):
        desk.tell("hook")
    gate = threading.Event()
    hooks.always = Reply(gate=gate)
    task = asyncio.create_task(
        dispatcher(sqlite_store, hook=f"webhook://{hooks.netloc}/").drain(NOW)
    )
    await asyncio.to_thread(hooks.wait, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    assert desk.counts() == {"due": 2, "leased": 1}
    with sqlite_store.write() as tx:
        assert tx.outbox.release_others("next") == 1
    hooks.always = Reply()
    assert await dispatcher(sqlite_store, "next", hook=f"webhook://{hooks.netloc}/").drain(NOW) == 3
    # At least once: only the one that was in flight came twice.
    assert sorted(titles(hooks)) == ["Report 1", "Report 1", "Report 2", "Report 3"]


async def test_an_alert_that_cannot_be_rendered_is_kept_and_blocks_nobody(
    sqlite_store: Store, hooks: HookServer
) -> None:
    desk = Desk(sqlite_store)
    desk.tell("hook", outlets=5)
    desk.tell("hook")
    work = dispatcher(sqlite_store, hook=f"webhook://{hooks.netloc}/")
    assert await work.drain(NOW) == 1
    assert desk.counts() == {"sent": 1, "dead": 1}
    assert desk.errors()[0].startswith("cannot be rendered: TypeError")


@dataclass(frozen=True)
class Away:
    """A drain whose first alert arrived while another connection holds the database."""

    work: Dispatcher
    drain: asyncio.Task[int]
    other: sqlite3.Connection


@asynccontextmanager
async def database_away(folder: Path, hooks: HookServer, patience: float) -> AsyncIterator[Away]:
    gate = threading.Event()
    hooks.replies.append(Reply(gate=gate))
    hasty = Store.open(f"sqlite:///{folder / 'wirewatch.db'}", patience=patience)
    work = dispatcher(hasty, hook=f"webhook://{hooks.netloc}/")
    task = asyncio.create_task(work.drain(NOW))
    await asyncio.to_thread(hooks.wait, 1)
    other = sqlite3.connect(folder / "wirewatch.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    gate.set()
    yield Away(work, task, other)
    other.close()
    hasty.close()


async def test_what_arrived_is_not_sent_again_however_long_the_database_is_away(
    sqlite_store: Store, tmp_path: Path, hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.deliver.results.WRITE_PAUSE", 0.01)
    desk = Desk(sqlite_store)
    for _ in range(3):
        desk.tell("hook")
    async with database_away(tmp_path, hooks, patience=0.05) as away:
        await asyncio.sleep(2)
        assert not away.drain.done()
        # Its lease has run out by now.
        later = NOW + timedelta(minutes=10)
        assert await away.work.drain(later) == 0
        away.other.execute("ROLLBACK")
        assert await away.drain == 3
        assert await away.work.drain(later) == 0
    assert titles(hooks) == ["Report 1", "Report 2", "Report 3"]


async def test_nothing_is_begun_while_the_first_try_to_write_a_result_takes_long(
    sqlite_store: Store, tmp_path: Path, hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.deliver.results._PROMPT", 0.2)
    desk = Desk(sqlite_store)
    for _ in range(2):
        desk.tell("hook")
    async with database_away(tmp_path, hooks, patience=30) as away:
        await asyncio.sleep(1)
        assert "the database does not answer" in away.work.held_up()
        assert await away.work.drain(NOW + timedelta(minutes=10)) == 0
        away.other.execute("ROLLBACK")
        assert await away.drain == 2
        assert away.work.held_up() == ""
    assert titles(hooks) == ["Report 1", "Report 2"]


async def test_a_stop_does_not_wait_for_a_database_that_is_away(
    sqlite_store: Store, tmp_path: Path, hooks: HookServer
) -> None:
    desk = Desk(sqlite_store)
    for _ in range(3):
        desk.tell("hook")
    async with database_away(tmp_path, hooks, patience=0.05) as away:
        await asyncio.sleep(0.5)
        away.drain.cancel()
        done, _ = await asyncio.wait([away.drain], timeout=5)
        assert done


async def test_a_result_is_written_down_even_if_the_database_is_locked_for_a_while(
    sqlite_store: Store, tmp_path: Path, hooks: HookServer
) -> None:
    desk = Desk(sqlite_store)
    desk.tell("hook")
    async with database_away(tmp_path, hooks, patience=0.1) as away:
        await asyncio.sleep(1)
        assert not away.drain.done()
        assert "cannot be written down: the database is locked" in away.work.held_up()
        away.other.execute("ROLLBACK")
        assert await away.drain == 1
        assert away.work.held_up() == ""
    assert desk.counts() == {"sent": 1}
    assert len(hooks.hits) == 1
