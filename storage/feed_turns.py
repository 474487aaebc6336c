"""Whose turn it is to be polled, as statements that are built once.

Asked at every tick: building them costs more than asking.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from storage.columns import MICROSECOND, Moment
from storage.tables import FEED

_NOW: Final = bindparam("now", type_=Moment)
_CLAIMABLE: Final = and_(
    FEED.c.active,
    FEED.c.next_due <= _NOW,
    or_(FEED.c.lease_until.is_(None), FEED.c.lease_until <= _NOW),
)
# Feeds that were never polled stand behind those that fall due in their first quarter of an hour: thousands
# that are added at once take what room is left, and keep no feed waiting that has its rhythm.
_YIELD: Final = timedelta(minutes=15)
TURN: Final = case(
    (
        FEED.c.last_polled.is_(None),
        type_coerce(FEED.c.next_due, BigInteger) + _YIELD // MICROSECOND,
    ),
    else_=type_coerce(FEED.c.next_due, BigInteger),
)


def _ready() -> Select[Any]:
    ready = select(FEED.c.id).where(_CLAIMABLE).order_by(TURN, FEED.c.id)
    return ready.limit(bindparam("room", type_=Integer))


def _ready_by_host() -> Select[Any]:
    place = func.row_number().over(partition_by=FEED.c.host, order_by=(TURN, FEED.c.id))
    waiting = (
        select(FEED.c.id, FEED.c.host, TURN.label("turn"), place.label("place"))
        .where(_CLAIMABLE)
        .subquery()
    )
    busy = (
        select(FEED.c.host, func.count().label("leased"))
        .where(FEED.c.lease_until > _NOW)
        .group_by(FEED.c.host)
        .subquery()
    )
    most = bindparam("most", type_=Integer)
    return (
        select(waiting.c.id)
        .join_from(waiting, busy, waiting.c.host == busy.c.host, isouter=True)
        .where(waiting.c.place + func.coalesce(busy.c.leased, 0) <= most)
        .order_by(waiting.c.turn, waiting.c.id)
        .limit(bindparam("room", type_=Integer))
    )


READY: Final = _ready()
READY_BY_HOST: Final = _ready_by_host()
DUE_NOW: Final = select(func.count()).select_from(FEED).where(_CLAIMABLE)
