"""Poll the feeds that are due.

    claim ─▶ fetch (conditional) ─▶ same bytes? ─▶ parse (killable process) ─▶ articles, where asked for
    ─▶ batch ─▶ judge.commit

Fetching runs on the event loop, parsing in worker processes, everything that writes on the one
writer thread; batches form while the writer is busy, so a slow disk makes larger commits, not
longer queues.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from monitor.clock import Clock
from monitor.config.model import FeedConfig
from monitor.fetch.bulk import Visit
from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import (
    Elsewhere,
    Fetched,
    FetchFailed,
    FetchOutcome,
    FetchRequest,
    NotModified,
)
from monitor.parse.ending import seems_whole
from monitor.parse.worker import ParsedFeed, ParseJob, ParsePool
from monitor.pipeline.backlog import Backlog
from monitor.pipeline.fulltext import Mode, complete, kept, wanted
from monitor.pipeline.judge import Judge
from monitor.pipeline.outcome import Outcome, Parsed, Polled, Tally, Twin, Unchanged, Unreadable
from monitor.telemetry import get_logger
from monitor.timing import plan, settled
from storage.errors import StorageError
from storage.records import EntryData, FeedSpec, FeedState, KnownEntry
from storage.store import Store

T = TypeVar("T")
_log = get_logger("wirewatch.poll")
_BATCH = 50
_LINGER = 0.05  # seconds
# Clocks are corrected by moments all the time.
_BACKWARDS = timedelta(seconds=30)
# Feeds whose answers could not be stored are asked again so much later: not in step with the ticks,
# for it is their servers that pay for our disk, and not when the lease runs out.
_NOT_STORED = timedelta(seconds=30)


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
        self._last_claim = clock.now()
        self._not_stored: set[int] = set()
        self.configured: dict[str, FeedConfig] = {}
        self.progress: Callable[[int], object] = _no_progress
        self.stored: Callable[[Sequence[Polled], Tally], object] = _unwatched
        self.not_stored: Callable[[str], object] = _unwatched

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
            self.progress(waiting)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            while not done.empty():
                self._backlog.give(done.get_nowait().held)
        return tally

    async def claim(
        self, limit: int, due_by: datetime | None = None, per_host: int | None = None
    ) -> list[FeedState]:
        """Claim feeds that were due at ``due_by``, or are due now.

        At most ``per_host`` of one host are under way at a time, however many are due.
        """
        due_by = due_by or self._clock.now()
        return await self.on_writer(self._claim_due, limit, due_by, per_host)

    async def on_writer(self, call: Callable[..., T], *args: object) -> T:
        """Run ``call`` on the writer thread, the only one that writes."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, partial(call, *args))

    def _claim_due(self, limit: int, due_by: datetime, per_host: int | None) -> list[FeedState]:
        if due_by < self._last_claim - _BACKWARDS:
            _log.warning("the clock was set back: feeds keep what was left of their waits")
            self.rewind(due_by)
        self._last_claim = due_by
        self._give_back()
        with self._store.read() as tx:
            if not tx.feeds.ready(due_by, 1, per_host):
                return []
        claim = self._claim
        with self._store.write() as tx:
            return tx.feeds.claim(due_by, limit, claim.owner, claim.lease, per_host)

    def _give_back(self) -> None:
        """End the leases of feeds whose answers could not be stored, once something can be."""
        if not self._not_stored:
            return
        due, reason = self._clock.now() + _NOT_STORED, "its last answer could not be stored"
        with self._store.write() as tx:
            tx.feeds.give_back(sorted(self._not_stored), due, reason)
        self._not_stored.clear()

    def rewind(self, now: datetime) -> None:
        """Bring back feeds whose last poll lies in the future, after the clock was set back."""
        with self._store.write() as tx:
            tx.feeds.rewind(now)

    def _twin(self, feed: FeedState) -> str | None:
        """Return which other feed is read well where this one settled, and asks the same there."""
        with self._store.read() as tx:
            twins = tx.feeds.twins(feed)
        sent, home = self._sent(feed.spec.url), feed.moved_to or feed.spec.url
        ours = sent if _same_host(home, feed.spec.url) else {}
        return next((url for url in twins if self._sent(url) == ours), None)

    async def _elsewhere(self, feed: FeedState, url: str) -> str:
        """Return which other feed is polled at ``url`` and asks the same there; '' for none."""
        other = await asyncio.to_thread(self._polled_at, url, feed)
        same = other and self._sent(other) == self._sent(feed.spec.url)
        return other if other and same else ""

    def _polled_at(self, url: str, feed: FeedState) -> str | None:
        with self._store.read() as tx:
            return tx.feeds.polled_at(url, feed)

    def _sent(self, url: str) -> Mapping[str, str]:
        configured = self.configured.get(url)
        return configured.plain_headers() if configured else {}

    async def _commit(self, batch: list[Polled]) -> Tally:
        tally: Tally
        try:
            tally = await self.on_writer(self._judge.commit, batch)
        except StorageError as error:
            # Nothing was written, so the same feeds are polled again.
            self._not_stored.update(polled.state.id for polled in batch)
            _log.error("could not store a round", feeds=len(batch), error=str(error))
            self.not_stored(str(error))
            return Tally(failed=len(batch), problems=[str(error)])
        finally:
            for polled in batch:
                self._backlog.give(polled.held)
        self.stored(batch, tally)
        for polled in batch:
            if polled.unasked:
                _log.debug("not asked", feed=polled.state.spec.url, why=polled.unasked)
                continue
            _count(tally, polled.outcome)
            if isinstance(polled.outcome, (FetchFailed, Unreadable)):
                _log.warning("feed failed", feed=polled.state.spec.url, why=polled.outcome.reason)
            elif isinstance(polled.outcome, Parsed) and polled.outcome.feed.oddities:
                _log.debug("feed is odd", feed=polled.state.spec.url,
                           oddities=list(polled.outcome.feed.oddities))  # fmt: skip
        return tally

    async def _poll_into(self, feed: FeedState, done: asyncio.Queue[Polled]) -> None:
        begun = [self._clock.now()]
        held = 0
        outcome: Outcome

        def started() -> None:
            # Intervals run from request to request, whatever the queue before the host.
            begun[0] = self._clock.now()

        try:
            with self._fetcher.bulk.visit() as visit:
                answer = await self._fetch(feed, visit, started)
                if isinstance(answer, Fetched):
                    held = self._backlog.take(len(answer.body))
                    outcome = await self._parse(feed, answer)
                    if isinstance(outcome, Parsed) and self._article_mode(feed) != "never":
                        # Articles wait for room too: nobody may wait for himself.
                        self._backlog.give(held)
                        held = 0
                        outcome = await self._with_articles(feed, outcome)
                else:
                    outcome = answer
        except asyncio.CancelledError:
            self._backlog.give(held)
            raise
        except Exception as error:  # noqa: BLE001 - one feed's surprise must not stop the round
            _log.exception("unexpected failure", feed=feed.spec.url)
            outcome = FetchFailed(f"unexpected failure: {type(error).__name__}", None, None, "bug")
        done.put_nowait(Polled(feed, outcome, begun[0], held))

    async def _fetch(
        self, feed: FeedState, visit: Visit, started: Callable[[], None]
    ) -> FetchOutcome | Twin:
        if settled(feed):
            twin = await self.on_writer(self._twin, feed)
            if twin is not None:
                return Twin(twin)
        configured = self.configured.get(feed.spec.url)
        wanted = plan(feed, self._clock.now())
        if wanted.full:
            _log.info("asking for the whole feed: nothing but 304 for a week", feed=feed.spec.url)
        # Credentials were given for one host: at another one the feed is asked without them.
        private = configured is not None and _same_host(wanted.url, feed.spec.url)
        return await self._fetcher.fetch(
            FetchRequest(
                url=wanted.url,
                etag=wanted.etag,
                last_modified=wanted.last_modified,
                headers=configured.plain_headers() if configured and private else {},
                started=started,
                # A first poll reads all: what it finds is the backlog.
                elsewhere=partial(self._elsewhere, feed) if feed.first_success else None,
            ),
            visit,
        )

    async def _parse(self, feed: FeedState, fetched: Fetched) -> Outcome:
        body_hash = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
        rest = replace(fetched, body=b"")
        if body_hash == feed.body_hash:
            return Unchanged(rest)
        parsed = await self._parser.parse(
            doubtful=feed.failures > 0,
            job=ParseJob(
                body=fetched.body,
                content_type=fetched.content_type,
                url=fetched.url,
                # A first poll, or that of a feed added again, reads everything.
                known_slices=_slices(feed) if feed.first_success else (),
            ),
        )
        if isinstance(parsed, ParsedFeed):
            if not seems_whole(fetched.body):
                # Else 'not modified' would be the answer until the feed changes again.
                rest = replace(rest, etag=None, last_modified=None)
            return Parsed(rest, parsed, body_hash)
        return Unreadable(rest, parsed.reason)

    def _article_mode(self, feed: FeedState) -> Mode:
        """Say which articles to fetch: none for a backlog, which nobody is told of."""
        configured = self.configured.get(feed.spec.url)
        return configured.full_text if configured and feed.first_success else "never"

    async def _with_articles(self, feed: FeedState, parsed: Parsed) -> Parsed:
        entries, mode = parsed.feed.entries, self._article_mode(feed)
        known, texts = await asyncio.to_thread(self._known, feed, entries)
        chosen = await self.on_writer(self._chosen, mode, entries, known, feed.spec)
        before = kept(feed.hints, texts, known)
        whole, found = await complete(parsed.feed, chosen, before, self._fetcher, self._parser)
        return replace(parsed, feed=whole, articles=found)

    def _chosen(
        self,
        mode: Mode,
        entries: Sequence[EntryData],
        known: Mapping[str, KnownEntry],
        feed: FeedSpec,
    ) -> tuple[EntryData, ...]:
        """Match on the writer, where the rules are always those in force."""
        return wanted(mode, entries, known, feed, self._judge.policy.ruleset)

    def _known(
        self, feed: FeedState, entries: Sequence[EntryData]
    ) -> tuple[dict[str, KnownEntry], dict[int, str]]:
        """Return which of ``entries`` are stored, by every key, and the contents of these."""
        keys = {key for entry in entries for key in (entry.identity, *entry.aliases)}
        with self._store.read() as tx:
            known = tx.entries.known(feed.id, keys)
            return known, tx.entries.contents({entry.id for entry in known.values()})


def _unwatched(*_: object) -> None:
    """Nobody wants to know."""


def _no_progress(_feeds: int) -> None:
    """Nobody watches."""


def _slices(feed: FeedState) -> tuple[str, ...]:
    return tuple(str(feed.hints.get("slices") or "").split())


def _same_host(one: str, other: str) -> bool:
    return one == other or urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def _count(tally: Tally, outcome: Outcome) -> None:
    if isinstance(outcome, (NotModified, Elsewhere)):
        tally.not_modified += 1
    elif isinstance(outcome, (FetchFailed, Unreadable)):
        tally.failed += 1
    else:
        tally.fetched += 1
