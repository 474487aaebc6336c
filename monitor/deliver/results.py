"""Writes down what became of a message: sent, tried again when, or given up.

Knows the outbox and outcomes, nothing of how messages are made or sent.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from monitor.deliver.outcome import NotSent, Outcome, Sent
from monitor.telemetry import get_logger
from monitor.timing import next_attempt
from storage.errors import StorageError
from storage.records import Delivery
from storage.store import Store, Transaction

_log = get_logger("wirewatch.deliver")
_UNKNOWN_ATTEMPTS = 5
_GIVE_UP = timedelta(days=3)
WRITE_PAUSE = 1.0  # seconds
_PROMPT = 5.0  # seconds in which a database that is well has written anything


class Results:
    """Writes results into the outbox; ``chance`` spreads the attempts that follow.

    ``unwritten`` is how many are still to be written down, because the database is away or does
    not answer, and ``trouble`` why. Until then nothing may be claimed: the lease of what arrived
    may have run out meanwhile.
    """

    def __init__(self, store: Store, chance: Callable[[], float]) -> None:
        self._store = store
        self._chance = chance
        self.unwritten = 0
        self.trouble = ""
        self.patience = math.inf  # seconds for one write, from its first refusal
        self._end = math.inf

    def hurry(self, seconds: float) -> None:
        """Insist no longer than that: this process is to end."""
        self._end = asyncio.get_running_loop().time() + seconds

    async def write(self, group: Sequence[Delivery], outcome: Outcome, now: datetime) -> None:
        """Write a result down, however long the database is locked, full or away.

        What arrived and is not written down would be sent again.
        """
        try:
            await self.insist(lambda: self._write(group, outcome, now))
        except StorageError as error:
            _log.error("what became of alerts was not written down: they may be sent again",
                       alerts=[one.alert.id for one in group], error=str(error))  # fmt: skip
            raise

    async def insist(self, write: Callable[[], None]) -> None:
        """Call ``write`` on a thread, again and again as long as the database refuses it.

        Raises its StorageError once there is no time left for that, see :meth:`hurry` and
        ``patience``.
        """
        loop = asyncio.get_running_loop()
        late, until = False, math.inf

        def count(why: str) -> None:
            nonlocal late
            self.unwritten += not late
            late, self.trouble = True, why

        timer = loop.call_later(_PROMPT, count, "the database does not answer")
        try:
            while True:
                try:
                    return await asyncio.to_thread(write)
                except StorageError as error:
                    until = min(until, loop.time() + self.patience)
                    if loop.time() >= min(until, self._end):
                        raise
                    if not late:
                        _log.warning("cannot write to the outbox, will try again", error=str(error))
                    count(str(error))
                await asyncio.sleep(WRITE_PAUSE)
        finally:
            timer.cancel()
            self.unwritten -= late

    def _write(self, group: Sequence[Delivery], outcome: Outcome, now: datetime) -> None:
        channel = group[0].channel
        with self._store.write() as tx:
            match outcome:
                case Sent(receipt=receipt):
                    for one in group:
                        tx.outbox.sent(one.id, one.token, now, receipt)
                    tx.outbox.unbind([one.id for one in group])
                    tx.channels.works(channel)
                case NotSent() if hopeless(group, outcome, now):
                    for one in group:
                        tx.outbox.dead(one.id, one.token, outcome.reason, now)
                    tx.outbox.unbind([one.id for one in group])
                    tx.channels.failed(channel, now, outcome.reason)
                case NotSent():
                    self._put_off(tx, group, outcome, now)
                    tx.channels.failed(channel, now, outcome.reason)
                case _:
                    assert_never(outcome)
        _say(group, outcome, now)

    def _put_off(
        self, tx: Transaction, group: Sequence[Delivery], outcome: NotSent, now: datetime
    ) -> None:
        # What may have arrived is tried seldom, so that these attempts outlast a restart there.
        attempts = _attempts(group)
        tried = 4 * attempts - 3 if outcome.permanent is None else attempts
        wait = next_attempt(tried, self._chance, outcome.retry_after)
        for one in group:
            tx.outbox.retry(one.id, one.token, now + timedelta(seconds=wait), outcome.reason, now)
        if outcome.retry_after:
            until = now + timedelta(seconds=outcome.retry_after)
            tx.channels.pause(group[0].channel, until, outcome.reason)


def hopeless(group: Sequence[Delivery], outcome: NotSent, now: datetime) -> bool:
    """Return whether to give up. What may have arrived is not sent again without end."""
    if outcome.permanent is None:
        return _attempts(group) >= _UNKNOWN_ATTEMPTS
    youngest = max(one.alert.created_at for one in group)
    return outcome.permanent or now - youngest > _GIVE_UP


def _attempts(group: Sequence[Delivery]) -> int:
    """Return how often all of these were tried together."""
    return min(one.attempts for one in group)


def _say(group: Sequence[Delivery], outcome: Outcome, now: datetime) -> None:
    log = _log.bind(channel=group[0].channel, alerts=[one.alert.id for one in group])
    match outcome:
        case Sent():
            log.info("delivered", attempts=group[0].attempts)
        case NotSent() if hopeless(group, outcome, now):
            log.error("not delivered, given up", reason=outcome.reason)
        case NotSent():
            log.warning("not delivered, will try again", reason=outcome.reason,
                        attempts=group[0].attempts)  # fmt: skip
        case _:
            assert_never(outcome)
