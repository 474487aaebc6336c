"""The real poller over a real server and database, with a clock that tests move."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from monitor.clock import Clock
from monitor.config.load import load
from monitor.config.policy import Policy, compile_policy
from monitor.data import load_gazetteer
from monitor.fetch.http import Fetcher
from monitor.fetch.settings import FetchSettings
from monitor.parse.worker import ParsePool
from monitor.pipeline.judge import Judge
from monitor.pipeline.outcome import Tally
from monitor.pipeline.poll import Claim, Poller
from storage.records import FeedSpec, FeedState
from storage.store import Store
from tests.servers.web import WebServer

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
CONFIG = """
polling: {min: 2m, gap: 0s, allow_private: [127.0.0.0/8]%s}
channels: {desk: "console://"}
default_notify: [desk]
rules: [{id: flood, when: flood}]
"""


def rss(*titles: str, head: str = "", hours: float = 1) -> bytes:
    """A feed of entries that came ``hours`` apart, the newest first."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{title}</guid><title>{title}</title>"
        f"<link>https://news.example/{title}</link>"
        f"<pubDate>{START - timedelta(hours=hours * (number + 1)):%a, %d %b %Y %H:%M:%S GMT}</pubDate>"
        "</item>"
        for number, title in enumerate(titles)
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{items}</channel></rss>".encode()
    )


class Rounds:
    """An async context manager. ``poll`` does one round over what is due at ``now``."""

    def __init__(
        self, store: Store, server: WebServer, folder: Path, polling: str = "", gap: float = 0.0
    ) -> None:
        self.store = store
        self.server = server
        self.now = START
        self.draw = 0.5
        self.owner = "one"
        self.clock = Clock(lambda: self.now, lambda: 0.0, lambda: 0.0, lambda: self.draw)
        self.policy = _policy(folder, polling)
        self.specs: list[FeedSpec] = []
        self.gap = gap
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Rounds:
        self._writer = ThreadPoolExecutor(1)
        self._stack.callback(self._writer.shutdown)
        parser = await self._stack.enter_async_context(ParsePool(workers=1))
        settings = self.settings()
        self.fetcher = await self._stack.enter_async_context(Fetcher(settings, self.clock.now))
        judge = Judge(self.store, self.policy, self.clock)
        claim = Claim(self.owner, 1800.0)
        self.poller = Poller(
            self.store, self.fetcher, parser, judge, self._writer, self.clock, claim
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    def settings(self, per_host: int = 1) -> FetchSettings:
        """How these rounds fetch."""
        return FetchSettings(
            timeout=5.0,
            per_host=per_host,
            gap=self.gap,
            contact="https://example.org/about",
            allow_private=("127.0.0.0/8",),
        )

    async def restart(self) -> None:
        """As after kill -9: nothing is left but the database."""
        await self._stack.aclose()
        self.owner += "x"
        with self.store.write() as tx:
            tx.feeds.release_others(self.owner)
        await self.__aenter__()

    def watch(self, *urls: str, every: float | None = None) -> None:
        """Watch these addresses too; a path is one of the server's."""
        for url in urls:
            full = url if "://" in url else self.server.url(url)
            self.specs.append(FeedSpec(full, every=every))
        with self.store.write() as tx:
            tx.feeds.sync(self.specs, self.now)

    async def poll(self, per_host: int | None = None) -> Tally:
        """Poll what is due."""
        return await self.poller.round(await self.poller.claim(1000, per_host=per_host))

    async def poll_when_due(self, path: str) -> FeedState:
        """Move on to the feed's due time, poll, and return its state then."""
        self.now = max(self.now, self.state(path).next_due)
        await self.poll()
        return self.state(path)

    def state(self, url: str) -> FeedState:
        with self.store.read() as tx:
            state = tx.feeds.get(url if "://" in url else self.server.url(url))
        assert state is not None
        return state

    def wait(self, path: str) -> timedelta:
        """How long the feed has to wait from now on."""
        return self.state(path).next_due - self.now

    def entries(self) -> int:
        with self.store.read() as tx:
            return tx.entries.count()


def _policy(folder: Path, polling: str) -> Policy:
    path = folder / "config.yaml"
    path.write_text(CONFIG % polling)
    policy, problems = compile_policy(load(path, {}), load_gazetteer())
    assert policy is not None, problems
    return policy
