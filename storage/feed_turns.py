"""Whose turn it is to be polled, as statements that are built once.

Asked at every tick: building them costs more than asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from storage.columns import Moment
from storage.tables import FEED

_NOW: Final = bindparam("now", type_=Moment)
_CLAIMABLE: Final = and_(
    FEED.c.active,
    FEED.c.next_due <= _NOW,
    or_(FEED.c.lease_until.is_(None), FEED.c.lease_until <= _NOW),
)
# When it is whose turn among those that are due. Feeds that are added at once have turns one after
# the other, seconds apart, though all are due: they take what room is left at once, and stand behind
# those that have their rhythm until their turn has come.
TURN: Final = func.coalesce(FEED.c.turn_at, FEED.c.next_due)
_APART: Final = timedelta(seconds=1 / 25)
_APART_AT_HOST: Final = timedelta(seconds=2)


def turns(hosts: Iterable[str], now: datetime) -> Iterator[datetime]:
    """Yield the turns of new feeds, given the host of each."""
    of_host: Counter[str] = Counter()
    for number, host in enumerate(hosts):
        yield now + max(number * _APART, of_host[host] * _APART_AT_HOST)
        of_host[host] += 1


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
