"""The metronome: it beats on the loop, and comes back when the wall clock is set back."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.clock import Clock
from monitor.schedule.ticks import Tick, Ticker

CLOCK = Clock(lambda: datetime.now(UTC), time.monotonic, time.process_time, lambda: 0.5)


async def test_ticks_run_on_the_loop_s_own_thread() -> None:
    seen: list[int] = []
    ticker = Ticker((Tick("t", 1, lambda: seen.append(threading.get_ident())),), CLOCK)
    ticker.start()
    await asyncio.sleep(0.3)
    await ticker.stop()
    assert seen == [threading.get_ident()]


async def test_revived_ticks_are_due_at_once() -> None:
    seen: list[float] = []
    ticker = Ticker((Tick("t", 3600, lambda: seen.append(time.monotonic())),), CLOCK)
    ticker.start()
    await asyncio.sleep(0.3)
    ticker.revive()
    await asyncio.sleep(0.3)
    await ticker.stop()
    assert len(seen) == 2


async def test_a_clock_that_is_set_ahead_by_years_costs_one_tick() -> None:
    seen: list[float] = []
    long_ago = CLOCK.now() - timedelta(days=3650)
    behind = replace(CLOCK, now=lambda: long_ago)
    ticker = Ticker((Tick("t", 1, lambda: seen.append(time.monotonic())),), behind)
    began = time.monotonic()
    ticker.start()
    await asyncio.sleep(1.5)
    assert time.monotonic() - began < 5
    assert 1 <= len(seen) <= 3
    await ticker.stop()
