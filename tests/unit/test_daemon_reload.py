"""Reloads of the daemon: one at a time, however often they are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from monitor.app import real_clock
from monitor.errors import PolicyLost
from monitor.schedule.daemon import Daemon, Upkeep


def daemon_with(reload: Callable[[bool], Awaitable[None]]) -> Daemon:
    async def nothing() -> None:
        return

    upkeep = Upkeep(
        reload=reload, heartbeat=nothing, health=lambda: 0, entries_kept=lambda: 1.0,
        alerts_kept=lambda: 1.0, queue_per_host=lambda: None, feeds=lambda: 0,
        keep_lock=lambda: False,
    )  # fmt: skip
    unused: Any = SimpleNamespace(hurry=lambda _seconds: None)
    return Daemon(unused, unused, unused, unused, real_clock(), upkeep, unused)


async def test_reloads_that_are_asked_for_take_turns() -> None:
    asked_for: list[bool] = []
    under_way = most = 0

    async def reload(asked: bool) -> None:
        nonlocal under_way, most
        asked_for.append(asked)
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.05)
        under_way -= 1

    daemon = daemon_with(reload)
    daemon.reload()
    daemon.reload()
    await asyncio.sleep(0.5)
    assert asked_for == [True, True]
    assert most == 1


async def test_a_daemon_that_is_left_without_rules_ends_with_an_error() -> None:
    async def reload(asked: bool) -> None:
        raise PolicyLost("new rules cannot be taken: MemoryError")

    daemon = daemon_with(reload)
    daemon.reload()
    with pytest.raises(PolicyLost, match="MemoryError"):
        await asyncio.wait_for(daemon.run(), 10)
