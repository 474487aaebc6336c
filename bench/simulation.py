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
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import structlog

from bench.simulated_world import (
    TIMEOUT,
    AtOnce,
    Request,
    SimulatedFetcher,
    SimulatedLoop,
    World,
    kind_of,
)
from monitor.clock import Clock
from monitor.config.model import Config
from monitor.config.policy import Policy
from monitor.data import load_gazetteer
from monitor.fetch.settings import FetchSettings
from monitor.parse.worker import ParsePool
from monitor.pipeline.judge import Judge
from monitor.pipeline.poll import Claim, Poller
from monitor.pipeline.settings import queue_per_host
from monitor.schedule.daemon import MOST_IN_FLIGHT
from monitor.schedule.pace import Pace
from rules.language.ruleset import compile_rules
from storage.addresses import host_of
from storage.records import FeedSpec
from storage.store import Store

T = TypeVar("T")
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
INTERVAL = 900.0


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
            SimulatedFetcher(FetchSettings(gap=1.0, timeout=TIMEOUT), self.world)
        )
        parser = await self._stack.enter_async_context(ParsePool(workers=1))
        judge = Judge(self._store, policy, self._clock)
        self._poller = Poller(
            self._store, fetcher, parser, judge, AtOnce(), self._clock, Claim("one", 1800.0)
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

    def add(self, urls: list[str]) -> None:
        """Put more feeds into the configuration, as a reload does."""
        self._urls = [*self._urls, *urls]
        specs = [FeedSpec(url, every=self._every) for url in self._urls]
        with self._store.write() as tx:
            tx.feeds.sync(specs, self._clock.now())

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
            starved=sum(url not in asked and kind_of(host_of(url)) > 3 for url in urls),
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

    return _on_a_simulated_clock(live), world


def simulate_adding(standing: int, added: int, hosts: int, minutes: float) -> tuple[Seen, Seen]:
    """Add many feeds at once to some that stand; return what was seen of both from then on.

    New ones are of the same hosts and of as many others.
    """
    urls, world = addresses(standing, hosts), World(odd=False)
    more = [f"https://h{number % (2 * hosts)}.example/new/{number}" for number in range(added)]

    async def live(folder: Path) -> tuple[Seen, Seen]:
        async with Simulation(folder, urls, world) as simulation:
            await simulation.run(INTERVAL / 3)
            world.requests.clear()
            simulation.add(more)
            await simulation.run(minutes * 60)
        known = frozenset(urls)
        old = [one for one in world.requests if one.url in known]
        new = [one for one in world.requests if one.url not in known]
        return Seen.of(old, urls, minutes * 60), Seen.of(new, more, minutes * 60)

    return _on_a_simulated_clock(live)


def _on_a_simulated_clock(live: Callable[[Path], Coroutine[Any, Any, T]]) -> T:
    # Simulated time waits for no disk: in memory where the system has a place for it.
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=place) as folder,
        asyncio.Runner(loop_factory=SimulatedLoop) as run,
    ):
        return run.run(live(Path(folder)))


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
