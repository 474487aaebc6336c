"""The outbox: which alert is still to reach which channel.

A claim leases deliveries under a token; only who shows that token may finish them. A lease that
ran out, or whose instance is dead, makes its delivery due again: at least once, and after a crash
at most the one in flight per channel comes twice. Within one rule and story a channel never gets
an update before an earlier alert that waits for a retry. Deliveries that go as one message are
bound together, with the message as it was rendered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, Update, and_, delete, func, select, update

from storage.alert_rows import ALERT_COLUMNS, alert_of
from storage.outbox_statements import (
    BOUND_TO,
    DEAD,
    EXPIRE,
    FREE,
    FREEZE,
    HOLD,
    IDLE,
    LEASE,
    LEASED,
    MEET,
    NEXT,
    QUEUE,
    RETRY,
    SENT,
    SERVED,
    deliveries,
)
from storage.records import Alert, Delivery
from storage.tables import ALERT, BUNDLE, CHANNEL, DELIVERY


@dataclass(frozen=True, slots=True)
class Outbox:
    """The deliveries, inside one transaction."""

    connection: Connection

    def queue(self, alert_id: int, channels: Sequence[str], due: datetime) -> None:
        """Send the alert to these channels, not before ``due``. Channels that have it are left."""
        names = list(dict.fromkeys(channels))
        if not names:
            return
        query = select(ALERT.c.story_id, ALERT.c.rule, ALERT.c.created_at)
        alert = self.connection.execute(query.where(ALERT.c.id == alert_id)).one()
        fixed = {"alert_id": alert_id, "thread": f"{alert.story_id} {alert.rule}", "due": due}
        fixed |= {"state": "due", "attempts": 0, "leases": 0, "error": ""}
        rows = [
            {**fixed, "channel": name, "key": _key(alert_id, name, alert.created_at)}
            for name in names
        ]
        self.connection.execute(QUEUE.on(self.connection), rows)
        channels_used = [{"name": name, "reason": ""} for name in names]
        self.connection.execute(MEET.on(self.connection), channels_used)

    def claim(
        self, now: datetime, limit: int, owner: str, lease: float, per_channel: int = 1
    ) -> list[Delivery]:
        """Lease up to ``limit`` due deliveries to ``owner`` for ``lease`` seconds.

        At most ``per_channel`` of a channel, in the order queued, and none of a channel that is
        paused or has one in flight. What is bound together comes together, also beyond these
        limits. The channel served longest ago comes first.
        """
        self.connection.execute(EXPIRE, {"now": now})
        claimed: list[Delivery] = []
        for channel in self.connection.execute(IDLE, {"now": now}).scalars().all():
            room = min(per_channel, limit - len(claimed))
            if room <= 0:
                break
            claimed += self._lease(channel, room, now, owner, lease)
        return claimed

    def _lease(
        self, channel: str, room: int, now: datetime, owner: str, lease: float
    ) -> Sequence[Delivery]:
        asked = {"mine": channel, "now": now, "room": room}
        ids = self.connection.execute(NEXT, asked).scalars().all()
        if not ids:
            return []
        bound = self.connection.execute(BOUND_TO, {"mine": channel, "ids": ids}).scalars()
        ids = sorted({*ids, *bound})
        until = now + timedelta(seconds=lease)
        rows = [{"one": id, "for_whom": owner, "prefix": f"{owner}.", "until": until} for id in ids]
        self.connection.execute(LEASE, rows)
        self.connection.execute(SERVED, {"mine": channel, "now": now})
        return self._all(LEASED, {"ids": ids})

    def sent(self, delivery_id: int, token: str, now: datetime, receipt: str = "") -> bool:
        """Write down that it arrived. False when the token is no longer the lease's."""
        return self._finish(SENT, delivery_id, token, {"at": now, "receipt": receipt})

    def receipt(self, alert_id: int, channel: str) -> str:
        """Return what the channel's service called the message of an alert, if it said so."""
        mine = and_(DELIVERY.c.alert_id == alert_id, DELIVERY.c.channel == channel)
        query = select(DELIVERY.c.receipt).where(mine)
        return self.connection.execute(query).scalar_one_or_none() or ""

    def retry(self, delivery_id: int, token: str, due: datetime, error: str, now: datetime) -> bool:
        """Try again at ``due``. False when the token is no longer the lease's."""
        return self._finish(RETRY, delivery_id, token, {"at": max(due, now), "why": error})

    def hold(self, delivery_id: int, token: str, due: datetime, reason: str) -> bool:
        """Put it off until ``due`` without having tried: quiet hours, a digest, a rate limit."""
        return self._finish(HOLD, delivery_id, token, {"at": due, "why": reason})

    def dead(self, delivery_id: int, token: str, error: str, now: datetime) -> bool:
        """Give up; it is kept, counted, and can be sent again by hand."""
        return self._finish(DEAD, delivery_id, token, {"at": now, "why": error})

    def _finish(self, how: Update, delivery_id: int, token: str, values: dict[str, Any]) -> bool:
        asked = {"one": delivery_id, "shown": token, **values}
        return self.connection.execute(how, asked).rowcount == 1

    def bind(self, delivery_ids: Sequence[int], key: str, message: str) -> None:
        """Let these go as one message from now on, which stays as it is under this key."""
        self.connection.execute(FREEZE.on(self.connection), {"key": key, "message": message})
        chosen = DELIVERY.c.id.in_(delivery_ids)
        self.connection.execute(update(DELIVERY).where(chosen).values(bundle=key))

    def bound_message(self, key: str) -> str | None:
        """Return the message under this key; it is forgotten once it arrived or was given up."""
        query = select(BUNDLE.c.message).where(BUNDLE.c.key == key)
        message: str | None = self.connection.execute(query).scalar_one_or_none()
        return message

    def unbind(self, delivery_ids: Sequence[int]) -> None:
        """Forget the message of these; which deliveries went together stays known."""
        keys = select(DELIVERY.c.bundle).where(DELIVERY.c.id.in_(delivery_ids))
        self.connection.execute(delete(BUNDLE).where(BUNDLE.c.key.in_(keys)))

    def release_others(self, owner: str) -> int:
        """Make due again what anybody but ``owner`` had in flight: instances that are dead."""
        return self._free((DELIVERY.c.state == "leased") & (DELIVERY.c.owner != owner))

    def plan_anew(self, now: datetime) -> int:
        """Make due at ``now`` what only waits for a time that a channel asked for; return how much.

        Whoever claims it holds it again as the channel asks for today.
        """
        waits = and_(DELIVERY.c.state == "due", DELIVERY.c.due > now)
        held = update(DELIVERY).where(waits, DELIVERY.c.error.startswith("held: "))
        return self.connection.execute(held.values(due=now)).rowcount

    def _free(self, which: Any) -> int:
        # Most of what a dead instance had claimed it had not begun: that is no failed attempt.
        back = DELIVERY.c.attempts - 1
        free = update(DELIVERY).where(which).values(state="due", attempts=back, **FREE)
        return self.connection.execute(free).rowcount

    def counts(self) -> dict[str, int]:
        """Return how many deliveries there are in each state, none left out."""
        query = select(DELIVERY.c.state, func.count()).group_by(DELIVERY.c.state)
        found = {row[0]: row[1] for row in self.connection.execute(query)}
        return {state: found.get(state, 0) for state in ("due", "leased", "sent", "dead")}

    def counts_by_channel(self) -> dict[str, dict[str, int]]:
        """Return how many deliveries of each channel are in which state; none where there is none."""
        keys = (DELIVERY.c.channel, DELIVERY.c.state)
        found: dict[str, dict[str, int]] = {}
        for channel, state, count in self.connection.execute(
            select(*keys, func.count()).group_by(*keys)
        ):
            found.setdefault(channel, {})[state] = count
        return found

    def dead_letters(self) -> dict[str, tuple[int, str]]:
        """Return how many deliveries of each channel were given up, and the latest reason."""
        dead = DELIVERY.c.state == "dead"
        newest = select(DELIVERY.c.channel, func.count(), func.max(DELIVERY.c.id)).where(dead)
        counted = self.connection.execute(newest.group_by(DELIVERY.c.channel)).all()
        why = select(DELIVERY.c.id, DELIVERY.c.error).where(
            DELIVERY.c.id.in_([row[2] for row in counted])
        )
        reasons = {row[0]: row[1] for row in self.connection.execute(why)} if counted else {}
        return {channel: (count, reasons[latest]) for channel, count, latest in counted}

    def list(
        self, state: str | None = None, limit: int | None = 100, channel: str | None = None
    ) -> list[Delivery]:
        """Return deliveries, newest first."""
        query = deliveries().order_by(DELIVERY.c.id.desc()).limit(limit)
        if state is not None:
            query = query.where(DELIVERY.c.state == state)
        if channel is not None:
            query = query.where(DELIVERY.c.channel == channel)
        return list(self._all(query))

    def of_alert(self, alert_id: int) -> tuple[Delivery, ...]:
        """Return the deliveries of one alert."""
        query = deliveries().where(DELIVERY.c.alert_id == alert_id).order_by(DELIVERY.c.id)
        return tuple(self._all(query))

    def _all(self, query: Select[Any], asked: dict[str, Any] | None = None) -> Sequence[Delivery]:
        return [_delivery(tuple(row)) for row in self.connection.execute(query, asked)]

    def resend(self, delivery_id: int, now: datetime) -> bool:
        """Send one again that arrived or was given up. False when it is still on its way.

        One that had arrived gets a new key, or the receiver would take it for a copy.
        """
        again = and_(DELIVERY.c.id == delivery_id, DELIVERY.c.state.in_(("sent", "dead")))
        query = select(DELIVERY.c.state, DELIVERY.c.key).where(again)
        row = self.connection.execute(query).first()
        if row is None:
            return False
        values: dict[str, Any] = {"state": "due", "due": now, "attempts": 0, "error": ""}
        values |= {"sent_at": None, "bundle": None}
        if row.state == "sent":
            values["key"] = hashlib.sha256(row.key.encode()).hexdigest()[:32]
        self.connection.execute(update(DELIVERY).where(again).values(values))
        return True

    def bring_back(self, now: datetime, most: timedelta) -> int:
        """Make due at ``now`` what waits longer than ``most``; return how many deliveries.

        For a clock that was moved: its times to come are no times. What has to wait is put off
        anew when it is claimed.
        """
        latest = now + most
        waits = update(DELIVERY).where(DELIVERY.c.state == "due", DELIVERY.c.due > latest)
        leased = update(DELIVERY).where(
            DELIVERY.c.state == "leased", DELIVERY.c.lease_until > latest
        )
        pauses = update(CHANNEL).where(CHANNEL.c.paused_until > latest)
        self.connection.execute(leased.values(lease_until=latest))
        self.connection.execute(pauses.values(paused_until=None))
        return self.connection.execute(waits.values(due=now)).rowcount

    def next_due(self) -> datetime | None:
        """Return when something can be claimed next, pauses and leases considered."""
        waiting = (
            select(DELIVERY.c.channel, func.min(DELIVERY.c.due))
            .where(DELIVERY.c.state == "due")
            .group_by(DELIVERY.c.channel)
        )
        leases = (
            select(DELIVERY.c.channel, func.min(DELIVERY.c.lease_until))
            .where(DELIVERY.c.state == "leased")
            .group_by(DELIVERY.c.channel)
        )
        pauses = select(CHANNEL.c.name, CHANNEL.c.paused_until).where(
            CHANNEL.c.paused_until.is_not(None)
        )
        due = self._moments(waiting)
        due |= self._moments(leases)
        paused = self._moments(pauses)
        return min((max(at, paused.get(name, at)) for name, at in due.items()), default=None)

    def _moments(self, query: Select[Any]) -> dict[str, datetime]:
        return {row[0]: row[1] for row in self.connection.execute(query)}


def _delivery(row: tuple[Any, ...]) -> Delivery:
    alert: Alert = alert_of(row)
    delivery_id, channel, state, due, attempts, key, token, *rest = row[len(ALERT_COLUMNS) :]
    return Delivery(delivery_id, alert, channel, state, due, attempts, key, token or "", *rest)


def _key(alert_id: int, channel: str, created_at: datetime) -> str:
    # The time keeps apart what a fresh database numbers alike.
    return hashlib.sha256(f"{alert_id} {channel} {created_at.isoformat()}".encode()).hexdigest()[
        :32
    ]
