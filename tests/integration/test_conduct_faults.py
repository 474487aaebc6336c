"""Faults of network, clock and process: due times and validators are right afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from monitor.timing import may_hasten, unanswered
from storage.store import Store
from tests.integration.polling import START, Rounds, rss
from tests.servers.web import WebServer

HOUR = timedelta(hours=1)
FEED = rss("one", "two", "three", "four", "five")


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as running:
        yield running


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
