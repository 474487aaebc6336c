"""Carries the outbox to the channels.

    claim what is due (one batch for each channel) ─▶ for all channels at once, within each in order:
      plan (quiet hours, digest, burst) ─▶ hold | render ─▶ rate ─▶ send, outside any transaction
      ─▶ write the result down ─▶ next

Nothing here decides what is told; a channel that fails or hangs holds up only itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import assert_never

from monitor.deliver.channels import SEND_TIMEOUT, Channel, Channels
from monitor.deliver.message import joint_key
from monitor.deliver.outcome import NotSent, Outcome, Sent
from monitor.deliver.wording import country_name
from monitor.telemetry import get_logger
from monitor.timing import next_attempt
from rules.alerts.windows import CRITICAL, Item, admit, plan
from storage.errors import Unavailable
from storage.records import Delivery
from storage.store import Store

_log = get_logger("wirewatch.deliver")
_PER_CHANNEL = 100
_LIMIT = 2000
_LEASE = 180.0
# A batch gives back what it has not begun while its lease is still good for one more send.
_BATCH_TIME = _LEASE - 3 * SEND_TIMEOUT
_UNKNOWN_ATTEMPTS = 5
_MOST_FAILURES = 5  # of one batch; then the channel rests until the next tick
_GIVE_UP = timedelta(days=3)
_WRITE_ATTEMPTS = 10
_WRITE_PAUSE = 2.0


class Dispatcher:
    """Delivers for one instance; ``owner`` names its leases, ``zone`` is for times and windows."""

    def __init__(
        self,
        store: Store,
        channels: Channels,
        chance: Callable[[], float],
        owner: str,
        zone: tzinfo,
    ) -> None:
        self._store = store
        self._channels = channels
        self._chance = chance
        self._owner = owner
        self.zone = zone

    async def drain(self, now: datetime) -> int:
        """Deliver what is due at ``now``, all channels at once; return how many alerts arrived.

        Raises StorageError when the outbox cannot be read or written; leases then run out.
        """
        claimed = await asyncio.to_thread(self._claim, now)
        batches: dict[str, list[Delivery]] = {}
        for delivery in claimed:
            batches.setdefault(delivery.channel, []).append(delivery)
        results = await asyncio.gather(
            *(self._batch(name, batch, now) for name, batch in batches.items()),
            return_exceptions=True,
        )
        failures = [result for result in results if isinstance(result, BaseException)]
        if failures:
            raise failures[0]
        return sum(result for result in results if isinstance(result, int))

    def _claim(self, now: datetime) -> list[Delivery]:
        # A look first: most ticks find nothing, and a look takes no lock.
        with self._store.read() as tx:
            due = tx.outbox.next_due()
        if due is None or due > now:
            return []
        with self._store.write() as tx:
            return tx.outbox.claim(now, _LIMIT, self._owner, _LEASE, per_channel=_PER_CHANNEL)

    async def _batch(self, name: str, batch: Sequence[Delivery], now: datetime) -> int:
        """Send one channel's batch in order; give back at once what is not begun."""
        channel = self._channels.get(name)
        if channel is None:
            gone = NotSent("the configuration has no such channel any more", permanent=True)
            await asyncio.to_thread(self._write, batch, gone, now)
            return 0
        items = [Item(one.alert.data.severity, one.alert.created_at) for one in batch]
        planned = plan(items, channel.timing, now, self.zone)
        held = [(batch[one.index], one.until, one.reason) for one in planned.held]
        if held:
            await asyncio.to_thread(self._hold, held)
        waiting = [[batch[index] for index in group] for group in planned.groups]
        try:
            return await self._send_all(channel, waiting, now)
        finally:
            back = [(one, one.due, one.error) for group in waiting for one in group]
            if back:
                await asyncio.shield(asyncio.to_thread(self._hold, back))

    async def _send_all(
        self, channel: Channel, waiting: list[list[Delivery]], now: datetime
    ) -> int:
        """Send group after group, taking each out of ``waiting`` as it begins.

        After a failure that may pass, later alerts of the same rule and story stay behind it; a
        channel that fails again and again is left alone.
        """
        loop = asyncio.get_running_loop()
        began, arrived, failures = loop.time(), 0, 0
        behind: set[tuple[str, int]] = set()
        while waiting and failures < _MOST_FAILURES and loop.time() - began < _BATCH_TIME:
            if _updates(waiting[0]) and not behind.isdisjoint(_stories(waiting[0])):
                back = [(one, one.due, one.error) for one in waiting.pop(0)]
                await asyncio.to_thread(self._hold, back)
                continue
            at = now + timedelta(seconds=loop.time() - began)
            opens = await asyncio.to_thread(self._rate, channel, waiting[0], at)
            if opens is not None:
                rest = [(one, opens, "held: rate") for group in waiting for one in group]
                waiting.clear()
                await asyncio.to_thread(self._hold, rest)
                break
            group = waiting.pop(0)
            outcome = await self._send(channel, group)
            at = now + timedelta(seconds=loop.time() - began)
            await self._write_stubbornly(group, outcome, at)
            match outcome:
                case Sent():
                    arrived += len(group)
                case NotSent(permanent=True):
                    continue
                case NotSent(permanent=False, retry_after=None):
                    failures += 1
                    behind |= _stories(group)
                case NotSent():
                    break
                case _:
                    assert_never(outcome)
        return arrived

    async def _write_stubbornly(
        self, group: Sequence[Delivery], outcome: Outcome, now: datetime
    ) -> None:
        """Write a result down even if the database is locked or full for a while.

        What arrived and is not written down would be sent again when its lease runs out.
        """
        for _ in range(_WRITE_ATTEMPTS - 1):
            try:
                return await asyncio.to_thread(self._write, group, outcome, now)
            except Unavailable as error:
                _log.warning("cannot write down a delivery, will try again", error=str(error))
                await asyncio.sleep(_WRITE_PAUSE)
        return await asyncio.to_thread(self._write, group, outcome, now)

    async def _send(self, channel: Channel, group: Sequence[Delivery]) -> Outcome:
        alerts = [one.alert for one in group]
        key = joint_key([one.key for one in group])
        try:
            message = channel.compose(alerts, self.zone, country_name, key)
        except Exception as error:  # noqa: BLE001 - one odd alert must not block its channel
            _log.exception("cannot render", alerts=[alert.id for alert in alerts])
            return NotSent(f"cannot be rendered: {type(error).__name__}: {error}", permanent=True)
        return await self._channels.send(channel.name, message)

    def _rate(self, channel: Channel, group: Sequence[Delivery], now: datetime) -> datetime | None:
        """Count one message against the channel's rate; return when it opens if it is used up."""
        rate = channel.timing.rate
        if rate is None or any(one.alert.data.severity == CRITICAL for one in group):
            return None
        key = f"rate {channel.name}"
        with self._store.write() as tx:
            noted = tx.notes.get(key)
            admission = admit(now, rate, datetime.fromisoformat(noted) if noted else None)
            if admission.until is None:
                tx.notes.set(key, admission.tat.isoformat())
        return admission.until

    def _hold(self, held: Sequence[tuple[Delivery, datetime, str]]) -> None:
        with self._store.write() as tx:
            for delivery, until, reason in held:
                tx.outbox.hold(delivery.id, delivery.token, until, reason)

    def _write(self, group: Sequence[Delivery], outcome: Outcome, now: datetime) -> None:
        """Write down what became of a message, in one transaction."""
        with self._store.write() as tx:
            for one in group:
                match outcome:
                    case Sent():
                        tx.outbox.sent(one.id, one.token, now)
                    case NotSent() if _hopeless(one, outcome, now):
                        tx.outbox.dead(one.id, one.token, outcome.reason, now)
                    case NotSent():
                        wait = next_attempt(one.attempts, self._chance, outcome.retry_after)
                        due = now + timedelta(seconds=wait)
                        tx.outbox.retry(one.id, one.token, due, outcome.reason, now)
                    case _:
                        assert_never(outcome)
            if isinstance(outcome, NotSent) and outcome.retry_after and not outcome.permanent:
                until = now + timedelta(seconds=outcome.retry_after)
                tx.outbox.pause_channel(group[0].channel, until, outcome.reason)
        _say(group, outcome, now)


def _hopeless(delivery: Delivery, outcome: NotSent, now: datetime) -> bool:
    """Return whether to give up. What may have arrived is not sent again without end."""
    if outcome.permanent is None:
        return delivery.attempts >= _UNKNOWN_ATTEMPTS
    return outcome.permanent or now - delivery.alert.created_at > _GIVE_UP


def _say(group: Sequence[Delivery], outcome: Outcome, now: datetime) -> None:
    log = _log.bind(channel=group[0].channel, alerts=[one.alert.id for one in group])
    match outcome:
        case Sent():
            log.info("delivered", attempts=group[0].attempts)
        case NotSent() if _hopeless(group[0], outcome, now):
            log.error("not delivered, given up", reason=outcome.reason)
        case NotSent():
            log.warning("not delivered, will try again", reason=outcome.reason,
                        attempts=group[0].attempts)  # fmt: skip
        case _:
            assert_never(outcome)


def _updates(group: Sequence[Delivery]) -> bool:
    """Say whether any of these depends on what was told before it."""
    return any(one.alert.data.kind == "update" for one in group)


def _stories(group: Sequence[Delivery]) -> set[tuple[str, int]]:
    """Return what must stay in order: the rules and stories of these deliveries."""
    return {(one.alert.data.rule, one.alert.data.story_id) for one in group}
