"""Fetching waits while what was fetched waits."""

from __future__ import annotations

import asyncio

from monitor.pipeline.backlog import Backlog


async def test_fetching_waits_for_room_and_goes_on_when_it_is_given() -> None:
    backlog = Backlog(room=100)
    held = backlog.take(60)
    await asyncio.wait_for(backlog.room(), 1)
    more = backlog.take(60)
    waiting = asyncio.create_task(backlog.room())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    backlog.give(held)
    await asyncio.wait_for(waiting, 1)
    backlog.give(more)


async def test_one_huge_body_does_not_keep_the_others_out() -> None:
    backlog = Backlog()
    held = backlog.take(10 * 1024 * 1024)
    await asyncio.wait_for(backlog.room(), 1)
    assert held < 10 * 1024 * 1024
    backlog.give(held)
