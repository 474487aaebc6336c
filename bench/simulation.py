"""Thousands of feeds on a simulated clock: the real scheduler, a network that is made up.

    python -m bench.simulation [--feeds 10000] [--hosts 2000] [--minutes 45] [--outage 60]

Claims, leases, turns at hosts, timing and the database are the real ones; only the answers of the
servers and the passing of time are not. The same numbers come out at every run.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import logging
import selectors
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import structlog

from monitor.clock import Clock
from monitor.config.model import Config
from monitor.config.policy import Policy
from monitor.data import load_gazetteer
from monitor.fetch.failures import failed, status_failure
from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import FetchOutcome, NotModified
from monitor.fetch.settings import FetchSettings
from monitor.parse.worker import ParsePool
from monitor.pipeline.judge import Judge
from monitor.pipeline.poll import Claim, Poller
from monitor.pipeline.settings import queue_per_host
from monitor.schedule.daemon import MOST_IN_FLIGHT
from monitor.schedule.pace import Pace
from rules.language.ruleset import compile_rules
from storage.records import FeedSpec, host_of
from storage.store import Store

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
INTERVAL = 900.0
TIMEOUT = 30.0


class _Jumping(selectors.DefaultSelector):
    """Waits in no time: the clock jumps to where the wait would have ended."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only when nobody has anything to do."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._jumping.now


class _AtOnce(Executor):
    """The writer thread, without the thread."""

    def submit(self, call: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(call(*args, **more))
        except BaseException as error:
            done.set_exception(error)
        return done


@dataclass(frozen=True, slots=True)
class Request:
    """One request: when, to whom, for which feed; when that feed was due. Seconds."""

    at: float
    host: str
    url: str
    due: float


def _kind(host: str) -> int:
    """Return what sort of server this is: 0 and 1 time out, 2 is slow, 3 fails."""
    return int(host.removesuffix(".example").removeprefix("h")) % 100


@dataclass
class World:
    """The servers. Of a hundred hosts two do not answer, one fails and one is slow."""

    down: bool = False
    requests: list[Request] = field(default_factory=list)
    dues: dict[str, float] = field(default_factory=dict)
    in_flight: Counter[str] = field(default_factory=Counter)
    most_in_flight: int = 0
    odd: bool = True

    async def answer(self, url: str) -> FetchOutcome:
        host = host_of(url)
        now = asyncio.get_running_loop().time()
        self.requests.append(Request(now, host, url, self.dues[url]))
        self.in_flight[host] += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight[host])
        kind = _kind(host) if self.odd else 50
        try:
            await asyncio.sleep(TIMEOUT if kind < 2 else 8.0 if kind == 2 else 0.2)
        finally:
            self.in_flight[host] -= 1
        if self.down:
            return failed("network", "no connection")
        if kind < 2:
            return failed("timeout", "no complete answer")
        return status_failure(500, None) if kind == 3 else NotModified('"1"')


class _Fetcher(Fetcher):
    """The real fetcher up to the socket: turns, spaces, holds and slots are its own."""

    def __init__(self, settings: FetchSettings, world: World) -> None:
        super().__init__(settings)
        self._world = world

    async def _ask(self, asked: Any, left: float) -> FetchOutcome:  # noqa: ARG002
        return await self._world.answer(asked.url)


class Simulation:
    """``async with`` inside a :class:`SimulatedLoop`."""

    def __init__(self, folder: Path, urls: list[str], world: World, written: bool = False) -> None:
        self.world = world
        self._urls = urls
        self._store = Store.open(f"sqlite:///{folder / 'simulation.db'}")
        self._store.upgrade()
        self._config = Config()
        self._every = INTERVAL if written else None
        self._draws = 0
        loop = asyncio.get_running_loop()
        self._clock = Clock(
            lambda: START + timedelta(seconds=loop.time()), loop.time, lambda: 0.0, self._chance
        )
        self._stack = AsyncExitStack()
        self._under_way = 0

    def _chance(self) -> float:
        """Return evenly spread numbers (the golden ratio's multiples), the same at every run."""
        self._draws += 1
        return self._draws * 0.6180339887498949 % 1

    async def __aenter__(self) -> Simulation:
        gazetteer = load_gazetteer()
        policy = Policy(self._config, compile_rules((), {}, {}, gazetteer))
        fetcher = await self._stack.enter_async_context(
            _Fetcher(FetchSettings(gap=1.0, timeout=TIMEOUT), self.world)
        )
        parser = await self._stack.enter_async_context(ParsePool(workers=1))
        judge = Judge(self._store, policy, self._clock)
        self._poller = Poller(
            self._store, fetcher, parser, judge, _AtOnce(), self._clock, Claim("one", 1800.0)
        )
        self._poller.progress = self._done
        self._settle()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        self._store.close()

    def _settle(self) -> None:
        """Feeds that have been polled for long, due one after the other over one interval."""
        with self._store.write() as tx:
            tx.feeds.sync([FeedSpec(url, every=self._every) for url in self._urls], START)
            states = tx.feeds.all()
            step = INTERVAL / len(states)
            # Neighbours in the list are of different hosts and far apart in time.
            order = sorted(states, key=lambda state: state.id * 0.6180339887498949 % 1)
            tx.feeds.save_many(
                replace(
                    state,
                    next_due=START + timedelta(seconds=step * place),
                    last_polled=START + timedelta(seconds=step * place - INTERVAL),
                    first_success=START - timedelta(days=1),
                    etag='"1"',
                    interval=INTERVAL,
                )
                for place, state in enumerate(order)
            )

    async def run(self, seconds: float) -> None:
        """Do for ``seconds`` what the daemon's loop does at every tick."""
        loop = asyncio.get_running_loop()
        rounds: set[asyncio.Task[Any]] = set()
        end = loop.time() + seconds
        pace = Pace(loop.time())
        while loop.time() < end:
            room = min(MOST_IN_FLIGHT - self._under_way, pace.room(loop.time(), len(self._urls)))
            feeds = await self._poller.claim(room, per_host=queue_per_host(self._config))
            for feed in feeds:
                self.world.dues[feed.spec.url] = (feed.next_due - START).total_seconds()
            if feeds:
                self._under_way += len(feeds)
                pace.begin(len(feeds))
                task = asyncio.create_task(self._poller.round(feeds))
                rounds.add(task)
                task.add_done_callback(rounds.discard)
            await asyncio.sleep(1)
        await asyncio.gather(*rounds)

    def _done(self, feeds: int) -> None:
        self._under_way -= feeds

    async def pause(self, seconds: float) -> None:
        """Time in which nobody polls: the machine is off."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Seen:
    """What servers and readers see of a stretch of time."""

    requests: int
    per_second: float
    busiest_second: int
    busiest_minute: int
    late_p99: float
    late_most: float
    starved: int
    closest: float
    out_of_order: int

    @classmethod
    def of(cls, requests: list[Request], urls: list[str], seconds: float) -> Seen:
        """Look at ``requests``; a healthy feed of ``urls`` that is not among them starved."""
        late = sorted(one.at - one.due for one in requests)
        by_host: dict[str, list[Request]] = defaultdict(list)
        for one in requests:
            by_host[one.host].append(one)
        pairs = [pair for of_host in by_host.values() for pair in pairwise(of_host)]
        busiest = Counter(int(one.at) for one in requests)
        minutes = Counter(int(one.at / 60) for one in requests)
        asked = {one.url for one in requests}
        return cls(
            requests=len(requests),
            per_second=len(requests) / seconds,
            busiest_second=max(busiest.values(), default=0),
            busiest_minute=max(minutes.values(), default=0),
            late_p99=late[len(late) * 99 // 100],
            late_most=late[-1],
            starved=sum(url not in asked and _kind(host_of(url)) > 3 for url in urls),
            closest=min((later.at - earlier.at for earlier, later in pairs), default=0.0),
            # A second is the tick: what fell due within one tick comes in any order.
            out_of_order=sum(earlier.due > later.due + 1 for earlier, later in pairs),
        )


def addresses(feeds: int, hosts: int) -> list[str]:
    """Return feed URLs: a few hosts have many feeds, most have few, as in life."""
    load = [(0.0, host) for host in range(hosts)]
    urls = []
    for number in range(feeds):
        weight, host = heapq.heappop(load)
        # The first hosts take more feeds before it is another's turn.
        heapq.heappush(load, (weight + (1.0 if host >= 20 else 0.12), host))
        urls.append(f"https://h{host}.example/{number}")
    return urls


def simulate(
    feeds: int,
    hosts: int,
    minutes: float,
    outage: float,
    *,
    written: bool = False,
    odd: bool = True,
) -> tuple[dict[str, Seen], World]:
    """Run before, through and after an outage of ``outage`` minutes; return what was seen."""
    urls, world = addresses(feeds, hosts), World(odd=odd)

    async def live(folder: Path) -> dict[str, Seen]:
        seen = {}
        async with Simulation(folder, urls, world, written) as simulation:
            await simulation.run(minutes * 60)
            seen["steady"] = Seen.of(world.requests, urls, minutes * 60)
            if outage:
                await simulation.pause(outage * 60)
                world.requests.clear()
                await simulation.run(INTERVAL)
                seen["first quarter after"] = Seen.of(world.requests, urls, INTERVAL)
                world.requests.clear()
                await simulation.run(2.5 * INTERVAL)
                seen["time after that"] = Seen.of(world.requests, urls, 2.5 * INTERVAL)
        return seen

    # Simulated time waits for no disk: in memory where the system has a place for it.
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=place) as folder,
        asyncio.Runner(loop_factory=SimulatedLoop) as run,
    ):
        return run.run(live(Path(folder))), world


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--outage", type=float, default=60)
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    began = time.process_time()
    seen, world = simulate(asked.feeds, asked.hosts, asked.minutes, asked.outage)
    spent = time.process_time() - began
    print(f"{asked.feeds} feeds on {asked.hosts} hosts, an outage of {asked.outage:g} min")
    for name, one in seen.items():
        print(
            f"{name:22} {one.requests:6} polls {one.per_second:6.1f}/s, busiest second "
            f"{one.busiest_second}, minute {one.busiest_minute}; late p99 {one.late_p99:.1f} s, "
            f"most {one.late_most:.1f} s; starved {one.starved}; closest at one host "
            f"{one.closest:.2f} s; out of order {one.out_of_order}"
        )
    total = sum(one.requests for one in seen.values())
    print(f"most in flight to one host: {world.most_in_flight}")
    print(f"CPU {spent:.1f} s, {1000 * spent / total:.2f} ms for each poll, all included")


if __name__ == "__main__":
    main()
