"""The one place where real things are made and joined: clock, store, network, channels.

    load configuration ─▶ Policy ─▶ Store, Fetcher, ParsePool, Channels ─▶ Judge, Poller, Dispatcher

Only here and in ``clock`` are the wall clock and chance read.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from monitor.clock import Clock
from monitor.clock import real_clock as real_clock
from monitor.config.collector import give_back
from monitor.config.compact import Written
from monitor.config.model import Config
from monitor.config.source import PolicySource
from monitor.data import load_gazetteer
from monitor.deliver.channels import Channels, check_channel
from monitor.deliver.dispatcher import Dispatcher
from monitor.errors import PolicyLost
from monitor.fetch.http import Fetcher
from monitor.parse.worker import ParsePool
from monitor.pipeline.access import asked_otherwise, hasten, may_be_well
from monitor.pipeline.health import HealthWatch
from monitor.pipeline.health_sources import (
    CONFIG_NOTE,
    PULSE_NOTE,
    STATUS_NOTE,
    ChannelTroubles,
    DeadLetters,
    FeedTroubles,
    RefusedFiles,
)
from monitor.pipeline.judge import Judge
from monitor.pipeline.outcome import Tally
from monitor.pipeline.poll import Claim, Poller
from monitor.pipeline.rounds import poll_due
from monitor.pipeline.settings import feed_specs, fetch_settings, queue_per_host
from monitor.schedule.insight import Insight
from monitor.telemetry import configure_logging, get_logger, redactor
from monitor.web.pages import Pages
from storage.errors import StorageError
from storage.lock import InstanceLock
from storage.records import FeedState
from storage.store import Store

if TYPE_CHECKING:
    from starlette.applications import Starlette

_log = get_logger("wirewatch.app")
# Longer than any poll of one claimed batch may take; a dead process's leases are freed at start.
_LEASE = 1800.0
_ROUND_PATIENCE = 60.0  # seconds
_AT_START = ("storage", "log")  # What a reload cannot change.
ACCEPTED_NOTE = "accepted_rules"


def instance_name() -> str:
    """Who claims and leases: unique to this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{random.getrandbits(32):08x}"


@dataclass(frozen=True, slots=True)
class Options:
    """How this run differs from the configuration."""

    alert_backlog: bool = False
    console: TextIO | None = None


class App:
    """One running Wirewatch, made by :func:`running_app`."""

    def __init__(
        self,
        source: PolicySource,
        store: Store,
        lock: InstanceLock,
        fetcher: Fetcher,
        parser: ParsePool,
        writer: ThreadPoolExecutor,
        clock: Clock,
        options: Options,
    ) -> None:
        self.clock = clock
        self.store = store
        self._lock = lock
        self.source = source
        self._fetcher, self._writer = fetcher, writer
        self.owner = instance_name()
        self._options = options
        config = source.config
        self.judge = Judge(store, source.policy, clock, alert_backlog=options.alert_backlog)
        self.poller = Poller(
            store, fetcher, parser, self.judge, writer, clock, Claim(self.owner, _LEASE)
        )
        self.health = HealthWatch(
            store, clock, (FeedTroubles(), RefusedFiles(), ChannelTroubles(), DeadLetters())
        )
        self.insight = Insight(clock)
        self.pages = Pages(self._application)
        self._started_with = {key: getattr(config, key) for key in _AT_START}
        self.poller.stored = self.insight.stored
        self.poller.not_stored = self.insight.not_stored
        self.channels = Channels(config.channels, console=options.console)
        self.dispatcher = Dispatcher(
            store, self.channels, clock.chance, self.owner, config.timezone
        )
        self.adopt(config)

    def adopt(self, config: Config) -> None:
        """Make all but the rules follow ``config``; feeds are synchronised by the caller on the writer."""
        redactor.learn(config.secrets())
        self.poller.configured = {feed.url: feed for feed in config.feeds}
        self._fetcher.configure(fetch_settings(config))
        self.channels.configure(config.channels)
        self.dispatcher.zone = config.timezone

    def prepare(self) -> None:
        """Free what dead instances held, and bring the table of feeds up to the configuration."""
        now = self.clock.now()
        with self.store.write() as tx:
            tx.feeds.release_others(self.owner)
            tx.feeds.rewind(now)
            tx.outbox.release_others(self.owner)
            tx.outbox.plan_anew(now)
            tx.feeds.sync(feed_specs(self.source.config), now)
        self.dispatcher.bring_back(now)

    def _hasten(
        self, which: Callable[[FeedState], bool], reason: str, floor: float | None = None
    ) -> None:
        least = timedelta(seconds=self.source.config.polling.min if floor is None else floor)
        hasten(self.store, which, reason, self.clock.now(), least)

    async def reload(self, asked: bool) -> None:
        """Swap the policy when files changed; on any error keep the old one and say so.

        Raises StorageError, after which files are loaded again, and PolicyLost: none is in force.
        """
        try:
            # Without a name for it here: it may be large, and who takes it lets it go.
            await self._take(await asyncio.to_thread(self.source.refresh, asked))
        except StorageError:
            self.source.look_again()
            raise

    async def _take(self, written: Written | None) -> None:
        if self.source.news is not None:
            await self.poller.on_writer(self._note, CONFIG_NOTE, self.source.news)
            self.source.news = None
        if written is None:
            return
        before = self.source.config
        # Neither the old rules nor the new ones alert a channel that is not there.
        self.channels.configure({**before.channels, **written.channels()})
        try:
            await self.poller.on_writer(self.judge.take, partial(self.source.take, written))
        except Exception as error:
            raise PolicyLost(
                f"new rules cannot be taken: {type(error).__name__}: {error}"
            ) from error
        del written
        self.adopt(self.source.config)
        await self.poller.on_writer(self._take_up)
        mended = asked_otherwise(before, self.source.config)
        await self.poller.on_writer(self._hasten, mended, "is asked otherwise now", 0.0)
        await asyncio.to_thread(give_back)
        await self._follow_pages()
        for key, value in self._started_with.items():
            if getattr(self.source.config, key) != value:
                _log.warning(f"{key}: the change takes effect at the next start")
        _log.info("configuration reloaded", rules=len(self.source.policy.ruleset.rules),
                  feeds=len(self.source.config.feeds))  # fmt: skip

    def _take_up(self) -> None:
        with self.store.write() as tx:
            tx.feeds.sync(feed_specs(self.source.config), self.clock.now())
            tx.outbox.plan_anew(self.clock.now())
            tx.notes.set(ACCEPTED_NOTE, self.source.accepted())

    def _note(self, key: str, text: str) -> None:
        with self.store.write() as tx:
            tx.notes.set(key, text)

    async def heartbeat(self) -> None:
        """After a healthy minute: write it down for ``status --health``, ping the dead man's switch."""
        troubles = self.insight.pulse.troubles()
        if troubles and self.insight.pulse.starting():
            return
        if troubles:
            _log.warning("not healthy: no heartbeat", troubles=list(troubles))
            return
        await self.poller.on_writer(self._note, PULSE_NOTE, self.clock.now().isoformat())
        url = self.source.config.heartbeat
        failed = await self._fetcher.ping(url.get_secret_value()) if url else None
        if failed is not None:
            _log.warning("the heartbeat was not received", why=failed.reason)

    async def run(self) -> None:
        """Run as a daemon until SIGTERM or SIGINT."""
        # Here: one round needs no scheduler.
        from monitor.schedule.daemon import Daemon, Upkeep
        from monitor.schedule.silence import impatient

        upkeep = Upkeep(
            reload=self.reload,
            heartbeat=self.heartbeat,
            health=lambda: self.health.look(self.source.config),
            entries_kept=lambda: self.source.config.retention.entries,
            alerts_kept=lambda: self.source.config.retention.alerts,
            queue_per_host=lambda: queue_per_host(self.source.config),
            feeds=lambda: len(self.source.config.feeds),
            keep_lock=self._lock.keep,
        )
        daemon = Daemon(
            self.store, self.poller, self.judge, self.dispatcher, self.clock, upkeep, self.insight
        )

        def stop() -> None:
            self.source.end()  # first: what ends us may end its process as well
            daemon.stop()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        loop.add_signal_handler(signal.SIGHUP, daemon.reload)
        async with impatient(self.store, daemon.stopping):
            await self.poller.on_writer(self._started)
            try:
                await self._follow_pages()
                await daemon.run()
            finally:
                self.source.end()
                await self.pages.follow(None)
                await self._leave()

    async def _leave(self) -> None:
        """Write down that this ends. Where that fails the next start finds it out by itself."""
        try:
            # Whoever took the lock over has freed our leases, and writes that it runs.
            if await asyncio.to_thread(self._lock.held):
                await self.poller.on_writer(self._ended)
        except StorageError as error:
            _log.error("cannot write down that the daemon stops", error=str(error))

    async def _follow_pages(self) -> None:
        """Serve /healthz and /metrics where the configuration says so now."""
        web = self.source.config.web
        await self.pages.follow(web.listen if web else None)

    def _application(self) -> Starlette:
        # Here: whoever wants no server need not load one.
        from monitor.metrics import Metrics
        from monitor.web.collector import add_store
        from monitor.web.server import application

        if self.insight.metrics is None:
            self.insight.metrics = Metrics()
            add_store(self.insight.metrics.registry, self.store, self.clock.now)
        return application(self.insight.metrics.registry, self.insight.pulse.troubles)

    def _started(self) -> None:
        # Whoever starts again after mending the network should not wait for a backoff.
        self._hasten(may_be_well, "failed before this start", floor=30.0)
        self._note(STATUS_NOTE, f"running since {self.clock.now().isoformat()} as {self.owner}")
        if self.source.news is not None:
            self._note(CONFIG_NOTE, self.source.news)
            self.source.news = None
        self._note(ACCEPTED_NOTE, self.source.accepted())

    def _ended(self) -> None:
        with self.store.write() as tx:
            tx.feeds.release(self.owner)
            tx.notes.set(STATUS_NOTE, f"stopped at {self.clock.now().isoformat()}")

    async def once(self, every_feed: bool) -> Tally:
        """One round over the feeds that are due, then deliver what is due."""
        if every_feed:
            await self.poller.on_writer(self._hasten, lambda _: True, "asked for by hand")
        # A round may outlast the interval of its first feeds: each feed has one turn.
        tally = await poll_due(self.poller, self.clock.now())
        tally.alerts += await self.poller.on_writer(self.judge.flush_due)
        await self.poller.on_writer(self.health.look, self.source.config)
        # Whoever starts rounds by the clock is not to find the last one still insisting.
        self.dispatcher.bound(_ROUND_PATIENCE)
        while sent := await self.dispatcher.drain(self.clock.now()):
            tally.delivered += sent
        return tally


@asynccontextmanager
async def running_app(
    config: Path, environ: Mapping[str, str], clock: Clock, options: Options
) -> AsyncIterator[App]:
    """Make an App that holds the database's instance lock; undo everything at the end."""
    source = PolicySource(config, environ, load_gazetteer(), check_channel)
    settings = source.read()
    redactor.learn(settings.secrets())
    configure_logging(environ.get("WIREWATCH_LOG_LEVEL") or settings.log.level, settings.log.format)
    store = Store.open(settings.storage.get_secret_value())
    del settings
    try:
        if store.version() is None:
            store.upgrade()  # a server keeps the holder of the lock in a table
        with store.lock(instance_name()) as lock:
            store.upgrade()
            with store.read() as tx:
                accepted = tx.notes.get(ACCEPTED_NOTE) or ""
            source.start(accepted)
            writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
            try:
                async with (
                    Fetcher(fetch_settings(source.config), clock.now) as fetcher,
                    ParsePool(workers=2) as parser,
                ):
                    app = App(source, store, lock, fetcher, parser, writer, clock, options)
                    await app.poller.on_writer(app.prepare)
                    yield app
            finally:
                writer.shutdown(wait=True)
    finally:
        store.close()
