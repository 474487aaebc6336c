"""All that is due is polled, a bounded number at a time, and no slow feed keeps the rest waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from monitor.pipeline.rounds import poll_due
from storage.store import Store
from tests.integration.polling import Rounds, rss
from tests.servers.web import WebServer


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as running:
        # Each feed at a host of its own, as it were: they are not to wait for each other.
        running.fetcher.configure(running.settings(per_host=100))
        yield running


async def test_each_due_feed_has_one_turn_and_few_are_under_way(rounds: Rounds) -> None:
    under_way = most = 0
    ended: list[str] = []
    all_others = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        if request.path == "/0":
            # The slow one: it answers once nobody waits any more.
            await all_others.wait()
        await asyncio.sleep(0.02)
        under_way -= 1
        ended.append(request.path)
        if len(ended) == 19:
            all_others.set()
        return web.Response(body=rss(f"news of {request.path}"))

    paths = [f"/{number}" for number in range(20)]
    for path in paths:
        rounds.server.handle(path, answer)
    rounds.watch(*paths)
    tally = await poll_due(rounds.poller, rounds.now, most=4)
    assert (tally.feeds, tally.fetched, tally.new_entries) == (20, 20, 20)
    assert sorted(ended) == sorted(paths)
    assert most <= 4


async def test_where_nothing_is_due_nothing_is_asked(rounds: Rounds) -> None:
    assert (await poll_due(rounds.poller, rounds.now)).feeds == 0
    assert rounds.server.seen == []
