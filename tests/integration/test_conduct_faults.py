"""Faults of network, clock and process: due times and validators are right afterwards."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web

from monitor.fetch.settings import FetchSettings
from monitor.timing import may_hasten, unanswered
from storage.errors import StorageError
from storage.store import Store
from tests.integration.polling import START, Rounds, rss
from tests.servers.web import WebServer

HOUR = timedelta(hours=1)
_FULL = (
    "CREATE TRIGGER full_{table} BEFORE {when} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'as on a full disk'); END"
)
FEED = rss("one", "two", "three", "four", "five")


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as running:
        server.put("/feed", FEED)
        running.watch("/feed")
        yield running


async def test_names_that_nobody_resolves_are_a_failure_in_words(rounds: Rounds) -> None:
    rounds.watch("http://no-such-host.invalid/feed")
    tally = await rounds.poll()
    assert (tally.failed, tally.fetched) == (1, 1)
    state = rounds.state("http://no-such-host.invalid/feed")
    assert state.error == "the host name no-such-host.invalid cannot be resolved"
    # Once the network is back a start of the daemon may ask again without waiting.
    assert unanswered(state)
    assert may_hasten(state, rounds.now + HOUR, timedelta(minutes=2))


async def test_a_network_that_is_down_at_the_start_costs_no_feed_its_first_poll(
    rounds: Rounds,
) -> None:
    async with WebServer() as gone:
        url = gone.url("/feed")
    rounds.watch(url)
    await rounds.poll()
    state = rounds.state(url)
    assert (state.first_success, state.failures) == (None, 1)
    assert state.next_due - rounds.now < HOUR


async def test_a_server_that_is_away_and_back_is_asked_as_before(rounds: Rounds) -> None:
    async with WebServer() as short:
        port, url = short.port, short.url("/feed")
        short.put("/feed", FEED)
        rounds.watch(url)
        await rounds.poll()
    for _ in range(3):
        rounds.now = rounds.state(url).next_due
        await rounds.poll()
    assert rounds.state(url).failures == 3
    async with WebServer(port=port) as back:
        back.put("/feed", rss("flood", "one", "two", "three", "four", "five"))
        rounds.now = rounds.state(url).next_due
        tally = await rounds.poll()
    assert (tally.new_entries, tally.alerts) == (1, 1)
    assert "If-None-Match" in back.seen[0].headers
    assert (rounds.state(url).failures, rounds.state(url).error) == (0, "")


async def test_a_name_that_cannot_be_resolved_for_a_while_is_found_again(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = False

    def resolve(*_: object, **__: object) -> list[object]:
        if not known:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        return [(*kind, ("127.0.0.1", rounds.server.port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = rounds.server.url("/feed", "news.example")
    rounds.watch(url)
    await rounds.poll()
    assert rounds.state(url).error == "the host name news.example cannot be resolved"
    known = True
    rounds.now = rounds.state(url).next_due
    await rounds.poll()
    assert (rounds.state(url).failures, rounds.state(url).error) == (0, "")


async def test_a_name_server_that_does_not_answer_keeps_neither_threads_nor_other_feeds(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    system = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **more: Any) -> list[Any]:
        if host.startswith("slow"):
            answers.wait(60)
        return system(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    rounds.watch(*(f"http://slow{number}.invalid/feed" for number in range(40)))
    good = rounds.server.url("/feed")
    polls = asyncio.create_task(rounds.poll())
    await asyncio.sleep(0.5)
    assert not polls.done()
    # What reads and writes the outbox goes on.
    began = time.monotonic()
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.01) for _ in range(20)))
    assert time.monotonic() - began < 2
    tally = await asyncio.wait_for(polls, 30)
    answers.set()
    assert (tally.failed, tally.fetched) == (40, 1)
    assert rounds.state(good).error == ""
    assert rounds.state("http://slow1.invalid/feed").error.startswith("no complete answer within")


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine speaks no IPv6")
async def test_a_server_with_an_ipv6_address_only_is_asked_there(
    sqlite_store: Store, tmp_path: Path
) -> None:
    async with (
        WebServer(host="::1") as server,
        Rounds(sqlite_store, server, tmp_path) as rounds,
    ):
        rounds.fetcher.configure(FetchSettings(gap=0.0, timeout=5.0, allow_private=("::1/128",)))
        server.put("/feed", FEED)
        url = server.url("/feed", "[::1]")
        rounds.watch(url)
        assert (await rounds.poll()).new_entries == 5
    assert rounds.state(url).error == ""


@pytest.mark.parametrize("jump", [-HOUR, 365 * 24 * HOUR])
async def test_a_clock_that_jumps_and_comes_back_stops_no_feed(
    rounds: Rounds, jump: timedelta
) -> None:
    await rounds.poll()
    usual = rounds.wait("/feed")
    rounds.now += usual + jump
    await rounds.poll()
    rounds.now -= jump
    await rounds.poll()
    # Right again, it waits about as long as ever, and asks as ever.
    assert timedelta() < rounds.wait("/feed") <= 3 * usual
    asked = len(rounds.server.seen)
    await rounds.poll_when_due("/feed")
    assert len(rounds.server.seen) == asked + 1
    assert "If-None-Match" in rounds.server.seen[-1].headers
    assert rounds.entries() == 5


async def test_what_could_not_be_stored_is_asked_for_again_soon_and_told(rounds: Rounds) -> None:
    await rounds.poll()
    rounds.server.put("/feed", rss("flood in the harbour", "one", "two", "three", "four", "five"))
    rounds.now = rounds.state("/feed").next_due
    with rounds.store._writer.begin() as connection:
        connection.execute(sa.text(_FULL.format(when="INSERT", table="entry")))
    tally = await rounds.poll()
    assert (tally.failed, tally.alerts, rounds.entries()) == (1, 0, 5)
    # As long as nothing can be written nobody is asked.
    with rounds.store._writer.begin() as connection:
        connection.execute(sa.text(_FULL.format(when="UPDATE", table="feed")))
    for _ in range(3):
        with pytest.raises(StorageError):
            await rounds.poll()
    assert len(rounds.server.seen) == 2
    with rounds.store._writer.begin() as connection:
        for table in ("entry", "feed"):
            connection.execute(sa.text(f"DROP TRIGGER full_{table}"))
    assert (await rounds.poll()).feeds == 0
    rounds.now += timedelta(seconds=30)
    tally = await rounds.poll()
    assert (tally.new_entries, tally.alerts) == (1, 1)


async def test_stopping_in_mid_poll_leaves_due_time_and_validators(rounds: Rounds) -> None:
    await rounds.poll()
    before = rounds.state("/feed")
    rounds.now = before.next_due
    reached = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        reached.set()
        await asyncio.sleep(60)
        raise AssertionError

    rounds.server.handle("/feed", hang)
    round_under_way = asyncio.create_task(rounds.poll())
    await asyncio.wait_for(reached.wait(), 5)
    round_under_way.cancel()
    await asyncio.gather(round_under_way, return_exceptions=True)
    with rounds.store.write() as tx:
        tx.feeds.release(rounds.owner)
    assert rounds.state("/feed") == before
    assert before.next_due > START
    with rounds.store.read() as tx:
        assert tx.feeds.due(rounds.now) == 1
