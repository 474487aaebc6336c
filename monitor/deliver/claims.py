"""What leaves the outbox now: one transaction that claims, plans and counts against rates.

    claim what is due ─▶ for each channel: plan (quiet hours, digest, burst) ─▶ rate
      ─▶ hold what has to wait ─▶ what may go, as parcels

Two senders never spend one rate twice, for the rate stands on the channel's row and writers take
turns. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from rules.alerts.windows import CRITICAL, Item, Timing, admit_all, plan
from storage.records import Delivery
from storage.store import Store, Transaction

LEASE = 180.0
_PER_CHANNEL = 500
_LIMIT = 2500


@dataclass(frozen=True, slots=True)
class Parcel:
    """Deliveries of one channel that go as one message.

    ``counted`` is by how much it moved the channel's rate.
    """

    deliveries: tuple[Delivery, ...]
    counted: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one channel gets now, in order."""

    channel: str
    parcels: tuple[Parcel, ...]


def take(
    store: Store, timings: Mapping[str, Timing], owner: str, zone: tzinfo, now: datetime
) -> list[Batch]:
    """Lease to ``owner`` what may be sent at ``now``, and put off what may not.

    A channel without a timing is one that the configuration no longer has.
    """
    # A look first: most ticks find nothing, and a look takes no lock.
    with store.read() as tx:
        due = tx.outbox.next_due()
    if due is None or due > now:
        return []
    with store.write() as tx:
        claimed = tx.outbox.claim(now, _LIMIT, owner, LEASE, per_channel=_PER_CHANNEL)
        by_channel: dict[str, list[Delivery]] = {}
        for delivery in claimed:
            by_channel.setdefault(delivery.channel, []).append(delivery)
        return [
            Batch(name, _decide(tx, name, deliveries, timings.get(name, Timing()), zone, now))
            for name, deliveries in by_channel.items()
        ]


def _decide(
    tx: Transaction,
    channel: str,
    claimed: Sequence[Delivery],
    timing: Timing,
    zone: tzinfo,
    now: datetime,
) -> tuple[Parcel, ...]:
    items = [Item(one.alert.data.severity, one.alert.created_at, one.bundle) for one in claimed]
    planned = plan(items, timing, now, zone)
    for held in planned.held:
        one = claimed[held.index]
        tx.outbox.hold(one.id, one.token, held.until, held.reason)
    groups = [tuple(claimed[index] for index in group) for group in planned.groups]
    tat = tx.channels.rate_tat(channel)
    passing = [any(one.alert.data.severity == CRITICAL for one in group) for group in groups]
    parcels: list[Parcel] = []
    for group, answer in zip(groups, admit_all(passing, timing.rate, tat, now), strict=True):
        if answer.until is None:
            counted = (
                answer.tat - max(tat or now, now) if answer.tat and answer.tat != tat else None
            )
            parcels.append(Parcel(group, counted or timedelta()))
            tat = answer.tat
            continue
        for one in group:
            tx.outbox.hold(one.id, one.token, answer.until, "held: rate")
    if timing.rate is not None:
        tx.channels.set_rate_tat(channel, tat)
    return tuple(parcels)


def give_back(store: Store, channel: str, parcels: Sequence[Parcel]) -> None:
    """Make due again what was taken and not begun, and take it off the channel's rate."""
    if not parcels:
        return
    with store.write() as tx:
        unspent = timedelta()
        for parcel in parcels:
            still_ours = [
                tx.outbox.hold(one.id, one.token, one.due, one.error) for one in parcel.deliveries
            ]
            if all(still_ours):
                unspent += parcel.counted
        tat = tx.channels.rate_tat(channel)
        if tat is not None and unspent:
            tx.channels.set_rate_tat(channel, tat - unspent)
