"""APScheduler as a metronome: each tick sets an event and returns.

Due times live in the database, so a tick that comes late loses nothing. A supervisor on the
monotonic clock restarts the beat when the wall clock was set back. After a clock that was set
ahead there is one tick: APScheduler's own intervals would count every one that was missed, and a
machine that began in 1970 has missed a second for each since (FIELD-NOTES, APScheduler).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.clock import Clock
from monitor.telemetry import get_logger

_log = get_logger("wirewatch.ticks")
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Tick:
    """Call ``hand_over`` every ``seconds``; it must return at once."""

    name: str
    seconds: float
    hand_over: Callable[[], object]


class _Every(BaseTrigger):  # type: ignore[misc]  # APScheduler is not typed
    """Fires every ``seconds``, next after now whatever was missed."""

    def __init__(self, seconds: float) -> None:
        self._pause = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        planned = (previous or now) + self._pause
        return planned if planned > now else now + self._pause


class Ticker:
    """Runs ticks until stopped. Use inside a running event loop."""

    def __init__(self, ticks: tuple[Tick, ...], clock: Clock) -> None:
        self._ticks = ticks
        self._clock = clock
        self._last_beat = clock.monotonic()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._supervisor: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._scheduler.add_job(self._beat, _Every(1), id="beat")
        for tick in self._ticks:
            self._scheduler.add_job(
                self._hand_over, _Every(tick.seconds), args=(tick,), id=tick.name,
                next_run_time=self._clock.now(),
            )  # fmt: skip
        self._scheduler.start()
        self._supervisor = asyncio.create_task(self._supervise())

    async def stop(self) -> None:
        if self._supervisor is not None:
            self._supervisor.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._supervisor
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            # AsyncIOScheduler finishes its shutdown in the next turn of the loop.
            await asyncio.sleep(0)

    # Coroutines, since the scheduler would run plain functions on a thread, outside the loop.
    async def _hand_over(self, tick: Tick) -> None:
        tick.hand_over()

    async def _beat(self) -> None:
        self._last_beat = self._clock.monotonic()

    async def _supervise(self) -> None:
        while True:
            await asyncio.sleep(1)
            if self._clock.monotonic() - self._last_beat > _PATIENCE:
                _log.warning("the clock jumped: starting the ticks again")
                self.revive()

    def revive(self) -> None:
        """Make every tick due now, whatever the wall clock did."""
        self._last_beat = self._clock.monotonic()
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._clock.now())
