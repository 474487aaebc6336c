"""What the simulation makes up: the passing of time, and servers."""

from __future__ import annotations

import asyncio
import selectors
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any

from monitor.fetch.failures import failed, status_failure
from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import FetchOutcome, NotModified
from monitor.fetch.settings import FetchSettings
from storage.addresses import host_of

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


class AtOnce(Executor):
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


def kind_of(host: str) -> int:
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
        kind = kind_of(host) if self.odd else 50
        try:
            await asyncio.sleep(TIMEOUT if kind < 2 else 8.0 if kind == 2 else 0.2)
        finally:
            self.in_flight[host] -= 1
        if self.down:
            return failed("network", "no connection")
        if kind < 2:
            return failed("timeout", "no complete answer")
        return status_failure(500, None) if kind == 3 else NotModified('"1"')


class SimulatedFetcher(Fetcher):
    """The real fetcher up to the socket: turns, spaces, holds and slots are its own."""

    def __init__(self, settings: FetchSettings, world: World) -> None:
        super().__init__(settings)
        self._world = world

    async def _ask(self, asked: Any, left: float) -> FetchOutcome:  # noqa: ARG002
        return await self._world.answer(asked.url)
