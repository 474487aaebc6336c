"""Poll the feeds that are due.

    claim ─▶ fetch (conditional) ─▶ same bytes? ─▶ parse (killable process) ─▶ batch ─▶ judge.commit

Fetching runs on the event loop, parsing in worker processes, everything that writes on the one
writer thread; batches form while the writer is busy, so a slow disk makes larger commits, not
longer queues.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from monitor.clock import Clock
from monitor.config.model import FeedConfig
from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import Fetched, FetchFailed, FetchOutcome, FetchRequest, NotModified
from monitor.parse.worker import ParsedFeed, ParseJob, ParsePool
from monitor.pipeline.backlog import Backlog
from monitor.pipeline.judge import Judge
from monitor.pipeline.outcome import Outcome, Parsed, Polled, Tally, Unchanged, Unreadable
from monitor.telemetry import get_logger
from monitor.timing import plan
from storage.errors import StorageError
from storage.records import FeedState
from storage.store import Store

T = TypeVar("T")
_log = get_logger("wirewatch.poll")
_BATCH = 100
_LINGER = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Claim:
    """Under whose name feeds are claimed and for how many seconds."""

    owner: str
    lease: float


class Poller:
    """Carries feeds from due to judged."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        parser: ParsePool,
        judge: Judge,
        writer: Executor,
        clock: Clock,
        claim: Claim,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._parser = parser
        self._judge = judge
        self._writer = writer
        self._clock = clock
        self._claim = claim
        self._backlog = Backlog()
        fetcher.ready = self._backlog.room
        self.configured: dict[str, FeedConfig] = {}
        self.progress: Callable[[int], object] = _no_progress

    async def round(self, feeds: Sequence[FeedState]) -> Tally:
        """Poll ``feeds``, commit what they brought, and return the counts."""
        done: asyncio.Queue[Polled] = asyncio.Queue()
        tasks = [asyncio.create_task(self._poll_into(feed, done)) for feed in feeds]
        tally = Tally(feeds=len(feeds))
        waiting = len(tasks)
        try:
            while waiting:
                batch = [await done.get()]
                if waiting > 1:
                    # A transaction costs the same for one feed as for ten.
                    await asyncio.sleep(_LINGER)
                while len(batch) < _BATCH and not done.empty():
                    batch.append(done.get_nowait())
                waiting -= len(batch)
                self.progress(len(batch))
                tally.add(await self._commit(batch))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            while not done.empty():
                self._backlog.give(done.get_nowait().held)
        return tally

    async def claim(self, limit: int, due_by: datetime | None = None) -> list[FeedState]:
        """Claim feeds that were due at ``due_by``, or are due now."""
        return await self.on_writer(self._claim_due, limit, due_by or self._clock.now())

    async def on_writer(self, call: Callable[..., T], *args: object) -> T:
        """Run ``call`` on the writer thread, the only one that writes."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, partial(call, *args))

    def _claim_due(self, limit: int, due_by: datetime) -> list[FeedState]:
        with self._store.read() as tx:
            if not tx.feeds.due(due_by):
                return []
        with self._store.write() as tx:
            return tx.feeds.claim(due_by, limit, self._claim.owner, self._claim.lease)

    async def _commit(self, batch: list[Polled]) -> Tally:
        tally: Tally
        try:
            tally = await self.on_writer(self._judge.commit, batch)
        except StorageError as error:
            # Nothing was written and the leases run out: the same feeds are polled again.
            _log.error("could not store a round", feeds=len(batch), error=str(error))
            return Tally(failed=len(batch), problems=[str(error)])
        finally:
            for polled in batch:
                self._backlog.give(polled.held)
        for polled in batch:
            _count(tally, polled.outcome)
            if isinstance(polled.outcome, (FetchFailed, Unreadable)):
                _log.warning("feed failed", feed=polled.state.spec.url, why=polled.outcome.reason)
            elif isinstance(polled.outcome, Parsed) and polled.outcome.feed.oddities:
                _log.debug("feed is odd", feed=polled.state.spec.url,
                           oddities=list(polled.outcome.feed.oddities))  # fmt: skip
        return tally

    async def _poll_into(self, feed: FeedState, done: asyncio.Queue[Polled]) -> None:
        at = self._clock.now()
        held = 0
        outcome: Outcome
        try:
            answer = await self._fetch(feed)
            if isinstance(answer, Fetched):
                held = self._backlog.take(len(answer.body))
                outcome = await self._parse(feed, answer)
            else:
                outcome = answer
        except asyncio.CancelledError:
            self._backlog.give(held)
            raise
        except Exception as error:  # noqa: BLE001 - one feed's surprise must not stop the round
            _log.exception("unexpected failure", feed=feed.spec.url)
            outcome = FetchFailed(f"unexpected failure: {type(error).__name__}", None, None, "bug")
        done.put_nowait(Polled(feed, outcome, at, held))

    async def _fetch(self, feed: FeedState) -> FetchOutcome:
        configured = self.configured.get(feed.spec.url)
        wanted = plan(feed, self._clock.now())
        # Credentials were given for one host: at another one the feed is asked without them.
        private = configured is not None and _same_host(wanted.url, feed.spec.url)
        return await self._fetcher.fetch(
            FetchRequest(
                url=wanted.url,
                etag=wanted.etag,
                last_modified=wanted.last_modified,
                headers=configured.plain_headers() if configured and private else {},
            )
        )

    async def _parse(self, feed: FeedState, fetched: Fetched) -> Outcome:
        body_hash = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
        rest = replace(fetched, body=b"")
        if body_hash == feed.body_hash:
            return Unchanged(rest)
        parsed = await self._parser.parse(
            ParseJob(
                body=fetched.body,
                content_type=fetched.content_type,
                url=fetched.url,
                # A first poll, or that of a feed added again, reads everything.
                known_slices=_slices(feed) if feed.first_success else (),
            )
        )
        if isinstance(parsed, ParsedFeed):
            return Parsed(rest, parsed, body_hash)
        return Unreadable(rest, parsed.reason)


def _no_progress(_feeds: int) -> None:
    """Nobody watches."""


def _slices(feed: FeedState) -> tuple[str, ...]:
    return tuple(str(feed.hints.get("slices") or "").split())


def _same_host(one: str, other: str) -> bool:
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def _count(tally: Tally, outcome: Outcome) -> None:
    if isinstance(outcome, NotModified):
        tally.not_modified += 1
    elif isinstance(outcome, (FetchFailed, Unreadable)):
        tally.failed += 1
    else:
        tally.fetched += 1
