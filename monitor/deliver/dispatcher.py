"""Carries the outbox to the channels.

    take what may go (claim, quiet hours, digests, bursts, rates: one transaction)
      ─▶ for all channels at once, within each in order:
         render (several alerts as one message: frozen first) ─▶ send, outside any transaction
         ─▶ write the result down ─▶ next

Nothing here decides what is told; a channel that fails or hangs holds up only itself.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import assert_never

from monitor.deliver.channels import SEND_TIMEOUT, Channel, Channels
from monitor.deliver.claims import LEASE, Batch, Parcel, give_back, take
from monitor.deliver.frozen import freeze, thaw
from monitor.deliver.message import Message, joint_key
from monitor.deliver.outcome import NotSent, Outcome, Sent
from monitor.deliver.results import Results
from monitor.deliver.wording import country_name
from monitor.telemetry import get_logger
from storage.errors import StorageError
from storage.records import Alert, Delivery
from storage.store import Store

_log = get_logger("wirewatch.deliver")
# A batch gives back what it has not begun while its lease is still good for one more send.
_BATCH_TIME = LEASE - 3 * SEND_TIMEOUT
# Longer than any backoff, night, or wait that a receiver may ask for.
_LONGEST_WAIT = timedelta(days=2)
_MOST_FAILURES = 5  # of one batch; then the channel rests until the next tick


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
        self._results = Results(store, chance)
        self._owner = owner
        self.zone = zone

    def bring_back(self, now: datetime, most: timedelta = _LONGEST_WAIT) -> int:
        """Make due what waits longer than ``most`` because a clock was moved; return how many."""
        digests = (timing.digest or 0.0 for timing in self._channels.timings().values())
        longest = most + timedelta(seconds=max(digests, default=0.0)) if most else most
        with self._store.write() as tx:
            return tx.outbox.bring_back(now, longest)

    def held_up(self) -> str:
        """Return why nothing is begun for now, in words; empty: all is well."""
        if not self._results.unwritten:
            return ""
        return f"what became of messages cannot be written down: {self._results.trouble}"

    def hurry(self, seconds: float) -> None:
        """Insist no longer than that on writing down what became of messages."""
        self._results.hurry(seconds)

    def bound(self, seconds: float) -> None:
        """Insist no longer than that on any one write that the database refuses."""
        self._results.patience = seconds

    async def drain(self, now: datetime) -> int:
        """Deliver what is due at ``now``, all channels at once; return how many alerts arrived.

        Raises StorageError when the outbox cannot be read. What cannot be written for a while is
        written later, and nothing is begun before.
        """
        if self._results.unwritten:
            return 0
        timings = self._channels.timings()
        batches = await asyncio.to_thread(take, self._store, timings, self._owner, self.zone, now)
        results = await asyncio.gather(
            *(self._batch(batch, now) for batch in batches), return_exceptions=True
        )
        failures = [result for result in results if isinstance(result, BaseException)]
        if failures:
            raise failures[0]
        return sum(result for result in results if isinstance(result, int))

    async def _batch(self, batch: Batch, now: datetime) -> int:
        """Send one channel's parcels in order; give back at once what is not begun."""
        channel = self._channels.get(batch.channel)
        if channel is None:
            gone = NotSent("the configuration has no such channel any more", permanent=True)
            for parcel in batch.parcels:
                await self._results.write(parcel.deliveries, gone, now)
            return 0
        waiting = list(batch.parcels)

        def back() -> None:
            give_back(self._store, channel.name, waiting)

        try:
            arrived = await self._send_all(channel, waiting, now)
        except asyncio.CancelledError:
            # Whoever stops does not wait for a database that is away.
            with contextlib.suppress(StorageError):
                await asyncio.shield(asyncio.to_thread(back))
            raise
        except Exception:
            await self._results.insist(back)
            raise
        await self._results.insist(back)
        return arrived

    async def _send_all(self, channel: Channel, waiting: list[Parcel], now: datetime) -> int:
        """Send parcel after parcel, taking each out of ``waiting`` as it begins.

        After a failure that may pass, updates of the same rule and story stay behind it; a channel
        that fails again and again is left alone.
        """
        loop = asyncio.get_running_loop()
        began, arrived, failures = loop.time(), 0, 0
        behind: set[tuple[str, int | None]] = set()
        left_out = 0
        while (
            len(waiting) > left_out
            and failures < _MOST_FAILURES
            and loop.time() - began < _BATCH_TIME
        ):
            group = waiting[left_out].deliveries
            if _updates(group) and not behind.isdisjoint(_stories(group)):
                left_out += 1
                continue
            parcel = waiting.pop(left_out)
            try:
                outcome = await self._send(channel, group)
            except StorageError:
                waiting.insert(left_out, parcel)
                raise
            at = now + timedelta(seconds=loop.time() - began)
            await self._results.write(group, outcome, at)
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

    async def _send(self, channel: Channel, group: Sequence[Delivery]) -> Outcome:
        try:
            message = await self._message(channel, group)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - one odd alert must not block its channel
            _log.exception("cannot render", alerts=[one.alert.id for one in group])
            return NotSent(f"cannot be rendered: {type(error).__name__}: {error}", permanent=True)
        return await self._channels.send(channel.name, message)

    async def _message(self, channel: Channel, group: Sequence[Delivery]) -> Message:
        alerts = [one.alert for one in group]
        if len(group) == 1 and group[0].bundle is None:
            message = channel.compose(alerts, self.zone, country_name, group[0].key)
            answers = await asyncio.to_thread(self._first_of, alerts[0], channel.name)
            return replace(message, answers=answers)
        key = group[0].bundle or joint_key([one.key for one in group])
        stored = await asyncio.to_thread(self._bound, key)
        frozen = thaw(stored) if stored else None
        if frozen is not None:
            return frozen
        message = channel.compose(alerts, self.zone, country_name, key)
        await asyncio.to_thread(self._bind, [one.id for one in group], key, message)
        return message

    def _first_of(self, alert: Alert, channel: str) -> str:
        """Return what the channel's service called the first alert of an update's story."""
        first = alert.data.content.get("first_alert")
        if alert.data.kind != "update" or first is None:
            return ""
        with self._store.read() as tx:
            return tx.outbox.receipt(int(first), channel)

    def _bound(self, key: str) -> str | None:
        with self._store.read() as tx:
            return tx.outbox.bound_message(key)

    def _bind(self, ids: Sequence[int], key: str, message: Message) -> None:
        with self._store.write() as tx:
            tx.outbox.bind(ids, key, freeze(message))


def _updates(group: Sequence[Delivery]) -> bool:
    """Say whether any of these depends on what was told before it."""
    return any(one.alert.data.kind == "update" for one in group)


def _stories(group: Sequence[Delivery]) -> set[tuple[str, int | None]]:
    """Return what must stay in order: the rules and stories of these deliveries."""
    return {(one.alert.data.rule, one.alert.data.story_id) for one in group}
