"""The statements of the outbox, built once: building them costs more than running them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    Integer,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    cast,
    exists,
    or_,
    select,
    update,
)

from storage.alert_rows import ALERT_COLUMNS
from storage.columns import Moment, Words
from storage.tables import ALERT, BUNDLE, CHANNEL, DELIVERY
from storage.upsert import Upsert, keeping

FREE: Final = {"token": None, "owner": None, "lease_until": None}
COLUMNS: Final = [
    DELIVERY.c[name]
    for name in (
        *("id", "channel", "state", "due", "attempts", "key", "token", "error", "sent_at"),
        "bundle",
    )
]
QUEUE: Final = Upsert(DELIVERY, keeping)
MEET: Final = Upsert(CHANNEL, keeping)
FREEZE: Final = Upsert(BUNDLE, keeping)
NOW: Final = bindparam("now", type_=Moment)


def _next_of_channel() -> Select[Any]:
    earlier = DELIVERY.alias("earlier")
    waits = exists().where(
        earlier.c.channel == DELIVERY.c.channel,
        earlier.c.thread == DELIVERY.c.thread,
        earlier.c.id < DELIVERY.c.id,
        earlier.c.state == "due",
        earlier.c.due > NOW,
    )
    # Only an update depends on what was told before it; with 'dedup: off' every alert is a first.
    update_of = exists().where(ALERT.c.id == DELIVERY.c.alert_id, ALERT.c.kind == "update")
    return (
        select(DELIVERY.c.id)
        .where(DELIVERY.c.channel == bindparam("mine"), DELIVERY.c.state == "due")
        .where(DELIVERY.c.due <= NOW, ~and_(waits, update_of))
        .order_by(DELIVERY.c.id)
        .limit(bindparam("room", type_=Integer))
    )


def _idle_channels() -> Select[Any]:
    in_flight = exists().where(DELIVERY.c.channel == CHANNEL.c.name, DELIVERY.c.state == "leased")
    return (
        select(CHANNEL.c.name)
        .where(or_(CHANNEL.c.paused_until.is_(None), CHANNEL.c.paused_until <= NOW))
        .where(~in_flight)
        .order_by(CHANNEL.c.claimed_at.asc().nulls_first(), CHANNEL.c.name)
    )


def deliveries() -> Select[Any]:
    """Return the query of all deliveries, each with its alert."""
    return select(*ALERT_COLUMNS, *COLUMNS).join_from(
        DELIVERY, ALERT, DELIVERY.c.alert_id == ALERT.c.id
    )


def _finishing(**values: Any) -> Update:
    mine = and_(
        DELIVERY.c.id == bindparam("one"),
        DELIVERY.c.token == bindparam("shown"),
        DELIVERY.c.state == "leased",
    )
    return update(DELIVERY).where(mine).values(values | FREE)


AT: Final = bindparam("at", type_=Moment)
WHY: Final = bindparam("why", type_=Words)
SENT: Final = _finishing(
    state="sent", sent_at=AT, error="", receipt=bindparam("receipt", type_=Words)
)
RETRY: Final = _finishing(state="due", due=AT, error=WHY)
HOLD: Final = _finishing(state="due", due=AT, error=WHY, attempts=DELIVERY.c.attempts - 1)
DEAD: Final = _finishing(state="dead", due=AT, error=WHY)
EXPIRE: Final = (
    update(DELIVERY)
    .where(DELIVERY.c.state == "leased", DELIVERY.c.lease_until <= NOW)
    .values(state="due", **FREE)
)
LEASE: Final = (
    update(DELIVERY)
    .where(DELIVERY.c.id == bindparam("one"))
    .values(
        state="leased",
        attempts=DELIVERY.c.attempts + 1,
        leases=DELIVERY.c.leases + 1,
        owner=bindparam("for_whom", type_=Words),
        lease_until=bindparam("until", type_=Moment),
        # Counted, not drawn: no two leases of one delivery are alike.
        token=bindparam("prefix", type_=Words).concat(cast(DELIVERY.c.leases + 1, Text)),
    )
)
LEASED: Final = (
    deliveries().where(DELIVERY.c.id.in_(bindparam("ids", expanding=True))).order_by(DELIVERY.c.id)
)
# What goes as one message is leased as a whole, however much else is due.
BOUND_TO: Final = select(DELIVERY.c.id).where(
    DELIVERY.c.channel == bindparam("mine"),
    DELIVERY.c.state == "due",
    DELIVERY.c.bundle.in_(
        select(DELIVERY.c.bundle).where(DELIVERY.c.id.in_(bindparam("ids", expanding=True)))
    ),
)
SERVED: Final = update(CHANNEL).where(CHANNEL.c.name == bindparam("mine")).values(claimed_at=NOW)
NEXT: Final = _next_of_channel()
IDLE: Final = _idle_channels()
