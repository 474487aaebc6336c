"""The two loops of a running daemon, which meet only in the outbox.

tick ─▶ claim due feeds ─▶ poll rounds (several at once, so one slow feed delays no other)
tick or fresh alert ─▶ drain the outbox
tick ─▶ reload when files changed · flush collected updates · health · retention · heartbeat
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from monitor.clock import Clock
from monitor.deliver.dispatcher import Dispatcher
from monitor.errors import PolicyLost
from monitor.pipeline.judge import Judge
from monitor.pipeline.poll import Poller
from monitor.schedule.clockwork import Clockwork
from monitor.schedule.insight import Insight
from monitor.schedule.pace import Pace
from monitor.schedule.silence import HURRY
from monitor.schedule.ticks import Tick, Ticker
from monitor.telemetry import get_logger, notify_service_manager
from storage.errors import Locked, StorageError
from storage.store import Store

_log = get_logger("wirewatch.daemon")
MOST_IN_FLIGHT = 500
_GRACE = 30.0


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What the daemon asks of its maker: reload, heartbeat, retention in seconds.

    ``queue_per_host`` is how many feeds of one host may be under way at a time, None: any number,
    and ``feeds`` how many there are in all.
    ``health`` looks for troubles on the writer thread and returns how many alerts it queued.
    ``keep_lock`` takes the instance lock again where it was lost and says whether it was; Locked
    where another instance has it.
    """

    reload: Callable[[bool], Awaitable[None]]
    heartbeat: Callable[[], Awaitable[None]]
    health: Callable[[], int]
    entries_kept: Callable[[], float]
    alerts_kept: Callable[[], float]
    queue_per_host: Callable[[], int | None]
    feeds: Callable[[], int]
    keep_lock: Callable[[], bool]
    watch: float = 1.0


class Daemon:
    """Runs until told to stop; everything it needs is passed in."""

    def __init__(
        self,
        store: Store,
        poller: Poller,
        judge: Judge,
        dispatcher: Dispatcher,
        clock: Clock,
        upkeep: Upkeep,
        insight: Insight,
    ) -> None:
        self._store = store
        self._poller = poller
        self._judge = judge
        self._dispatcher = dispatcher
        self._clock = clock
        self._upkeep = upkeep
        self._insight = insight
        self._clockwork = Clockwork(clock)
        self._stop = asyncio.Event()
        self._ended: Locked | PolicyLost | None = None
        self._keeping = asyncio.Lock()
        self._misplaced = ""
        self._reloading = asyncio.Lock()
        self._poll_now = asyncio.Event()
        self._deliver_now = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._sends: set[asyncio.Task[Any]] = set()
        self._in_flight = 0
        self._pace = Pace(clock.monotonic())
        # As each feed is done, not as its round is: one dead host would keep room from the rest.
        poller.progress = self._done

    def stop(self) -> None:
        """Ask for an orderly end (SIGTERM, SIGINT); asked again, do not wait for sends."""
        if self._stop.is_set():
            for task in self._sends:
                task.cancel()
            return
        self._stop.set()
        self._store.hurry(HURRY)
        self._dispatcher.hurry(HURRY)

    def stopping(self) -> bool:
        """Say whether it was told to stop."""
        return self._stop.is_set()

    def reload(self) -> None:
        """Read the configuration again now (SIGHUP)."""
        self._spawn(self._reload(True))

    async def run(self) -> None:
        """Run until told to stop.

        Raises Locked where another instance took over meanwhile, PolicyLost where a reload failed so
        that no rules are in force.
        """
        ticker = Ticker(
            (
                Tick("poll", 1, self._poll_now.set),
                Tick("deliver", 1, self._deliver_now.set),
                Tick("watch", self._upkeep.watch, lambda: self._spawn(self._reload(False))),
                Tick("flush", 5, lambda: self._spawn(self._flush())),
                Tick("prune", 600, lambda: self._spawn(self._prune())),
                Tick("health", 10, lambda: self._spawn(self._health())),
                Tick("clock", 5, lambda: self._spawn(self._watch_clock())),
                Tick("lock", 5, lambda: self._spawn(self._keep_lock())),
                Tick("files", 5, self._look_at_files),
                Tick("alive", 10, self._alive),
                Tick("heartbeat", 60, lambda: self._spawn(self._upkeep.heartbeat())),
            ),
            self._clock,
        )
        ticker.start()
        loops = [asyncio.create_task(self._poll_loop()), asyncio.create_task(self._deliver_loop())]
        notify_service_manager("READY=1")
        _log.info("running")
        try:
            await self._stop.wait()
        finally:
            notify_service_manager("STOPPING=1")
            await ticker.stop()
            await self._wind_down(loops)
        if self._ended is not None:
            raise self._ended

    async def _wind_down(self, loops: list[asyncio.Task[None]]) -> None:
        """Let sends under way finish; leave off polling, whose feeds stay due."""
        for task in (*loops, *self._tasks):
            task.cancel()
        await asyncio.gather(*loops, *self._tasks, return_exceptions=True)
        if self._sends:
            await asyncio.wait(self._sends, timeout=_GRACE)
        for task in self._sends:
            task.cancel()
        await asyncio.gather(*self._sends, return_exceptions=True)
        _log.info("stopped")

    async def _poll_loop(self) -> None:
        while True:
            await self._poll_now.wait()
            self._poll_now.clear()
            room = min(
                MOST_IN_FLIGHT - self._in_flight,
                self._pace.room(self._clock.monotonic(), self._upkeep.feeds()),
            )
            if room <= 0:
                continue
            try:
                feeds = await self._poller.claim(room, per_host=self._upkeep.queue_per_host())
            except StorageError as error:
                _log.error("cannot claim feeds", error=str(error))
                self._insight.not_stored(str(error))
                continue
            self._insight.looked()
            if feeds:
                self._in_flight += len(feeds)
                self._pace.begin(len(feeds))
                self._spawn(self._round(feeds))

    async def _reload(self, asked: bool) -> None:
        """One at a time: reading ten thousand rules takes longer than the pause between two looks."""
        if self._reloading.locked() and not asked:
            return
        async with self._reloading:
            try:
                await self._upkeep.reload(asked)
            except PolicyLost as error:
                _log.error("no rules are in force any more: stopping", error=str(error))
                self._ended = error
                self.stop()

    async def _round(self, feeds: list[Any]) -> None:
        tally = await self._poller.round(feeds)
        if tally.alerts:
            self._deliver_now.set()
        if tally.fetched or tally.failed:
            _log.info("polled", feeds=tally.feeds, fetched=tally.fetched,
                      not_modified=tally.not_modified, failed=tally.failed,
                      new_entries=tally.new_entries, alerts=tally.alerts)  # fmt: skip

    def _done(self, feeds: int) -> None:
        self._in_flight -= feeds

    async def _deliver_loop(self) -> None:
        while True:
            await self._deliver_now.wait()
            self._deliver_now.clear()
            # A drain that waits for a slow channel does not keep the next one from starting: the
            # outbox allows one batch per channel, so there are never more than channels.
            self._track(self._sends, asyncio.create_task(self._drain()))

    async def _drain(self) -> None:
        try:
            sent = await self._dispatcher.drain(self._clock.now())
        except StorageError as error:
            _log.error("cannot go through the outbox", error=str(error))
            self._insight.not_drained(str(error))
            return
        self._insight.drained(sent)
        held_up = self._dispatcher.held_up()
        if held_up:
            self._insight.not_drained(held_up)

    async def _flush(self) -> None:
        if await self._poller.on_writer(self._judge.flush_due):
            self._deliver_now.set()

    async def _health(self) -> None:
        if await self._poller.on_writer(self._upkeep.health):
            self._deliver_now.set()

    async def _prune(self) -> None:
        """Retention: what is older than the configuration wants goes, in small transactions."""
        now = self._clockwork.believed()
        alerts_before = now - timedelta(seconds=self._upkeep.alerts_kept())
        entries_before = now - timedelta(seconds=self._upkeep.entries_kept())

        removed = await self._poller.on_writer(self._store.prune, entries_before, alerts_before)
        if any(removed.values()):
            _log.info("retention", **removed)

    async def _watch_clock(self) -> None:
        """What waits for a time of a clock that was moved is planned anew."""
        moved = self._clockwork.moved()
        if moved:
            _log.warning("the clock was moved", seconds=round(moved.total_seconds()))
            now = self._clock.now()
            await asyncio.to_thread(self._dispatcher.bring_back, now, timedelta())
            self._deliver_now.set()

    async def _keep_lock(self) -> None:
        """A server that was restarted knows of no lock: two instances would tell all twice."""
        if self._keeping.locked():
            return
        async with self._keeping:
            try:
                if await asyncio.to_thread(self._upkeep.keep_lock):
                    _log.warning("the instance lock was lost and is held again")
            except Locked as error:
                _log.error("another instance took over: stopping", error=str(error))
                self._ended = error
                self.stop()
            except StorageError:
                pass  # whoever polls and delivers says so

    def _look_at_files(self) -> None:
        misplaced = self._store.misplaced()
        if misplaced and misplaced != self._misplaced:
            _log.error("the database is not where it was", error=misplaced)
        self._misplaced = misplaced
        self._insight.placed(misplaced)

    def _alive(self) -> None:
        # A restart mends a loop that hangs, not a full disk: failing turns are turns.
        if self._insight.pulse.turning():
            notify_service_manager("WATCHDOG=1")

    def _spawn(self, work: Awaitable[None]) -> None:
        self._track(self._tasks, asyncio.ensure_future(_logged(work)))

    def _track(self, tasks: set[asyncio.Task[Any]], task: asyncio.Future[Any]) -> None:
        assert isinstance(task, asyncio.Task)
        tasks.add(task)
        task.add_done_callback(tasks.discard)


async def _logged(work: Awaitable[None] | Coroutine[Any, Any, None]) -> None:
    """Await ``work``; a failure is told, never swallowed, and never ends the daemon."""
    try:
        await work
    except asyncio.CancelledError:
        raise
    except StorageError as error:
        _log.error("storage", error=str(error))
    except Exception:  # noqa: BLE001 - the daemon outlives any one task
        _log.exception("a task failed")
