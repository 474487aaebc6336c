"""Feeds: what is to be polled, when, and who is polling it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from storage.addresses import address_of, host_of
from storage.bulk import Bulk
from storage.columns import Moment, clean
from storage.feed_turns import DUE_NOW, READY, READY_BY_HOST, TURN, turns
from storage.records import FeedSpec, FeedState
from storage.tables import FEED
from storage.upsert import Upsert, keeping

_SPEC: Final = ("name", "tags", "origin", "language", "every")
_MEMORY: Final = (
    *("next_due", "etag", "last_modified", "body_hash", "interval", "failures", "error"),
    *("first_success", "last_polled", "last_success", "last_new", "full_fetch_at"),
    *("moved_to", "moved_since", "paused", "reason", "hints", "expected_by"),
)
_COLUMNS: Final = [FEED.c[name] for name in ("id", "url", "active", *_SPEC, *_MEMORY, "held_until")]
_DUE: Final = bindparam("next_due", type_=Moment)
_SAVE: Final = Bulk(
    lambda _connection: (
        update(FEED)
        .where(FEED.c.id == bindparam("feed"))
        .values(
            {name: bindparam(name) for name in _MEMORY}
            # Its host may have asked to be left alone while this poll was under way.
            | {"next_due": case((FEED.c.held_until > _DUE, FEED.c.held_until), else_=_DUE)}
            | {"lease_owner": None, "lease_until": None, "turn_at": None}
        )
    ),
    ("feed", *_MEMORY),
)
_remembered: Final = attrgetter("id", *_MEMORY)
_PAST: Final = (
    *("first_success", "last_polled", "last_success", "last_new"),
    *("full_fetch_at", "moved_since"),
)
_INSERT: Final = Upsert(FEED, keeping)
_MANY: Final = 10
_MAY_RETURN: Final = timedelta(days=7)
_AFRESH: Final[dict[str, Any]] = {
    "active": True,
    "etag": None,
    "last_modified": None,
    "body_hash": None,
    "failures": 0,
    "error": "",
    "first_success": None,
    "full_fetch_at": None,
    "paused": "",
    "expected_by": None,
}


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds, inside one transaction."""

    connection: Connection

    def sync(self, specs: Sequence[FeedSpec], now: datetime) -> None:
        """Make ``specs`` the feeds that are polled.

        New ones are due at once. Vanished ones become inactive and keep what is remembered.
        Ones that come back are due at once and start afresh: their next poll is a first one. But
        where many vanished at once (two that were half of all, or ten) it may have been a slip:
        those that are back within a week go on as if they had never been away.
        """
        wanted: dict[str, FeedSpec] = {}
        for spec in specs:
            wanted.setdefault(clean(spec.url), spec)
        self._readdress(wanted)
        known = {state.spec.url: state for state in self.all()}
        self._insert([spec for url, spec in wanted.items() if url not in known], now)
        gone = [state.id for url, state in known.items() if state.active and url not in wanted]
        active = sum(state.active for state in known.values())
        at_once = len(gone) > 1 and (len(gone) >= _MANY or 2 * len(gone) >= active)
        left = {"lease_owner": None, "lease_until": None, "gone_at": now if at_once else None}
        self._change(gone, {"active": False} | left)
        may_return = self._may_return(now - _MAY_RETURN)
        for url, spec in wanted.items():
            if url in known and (spec != known[url].spec or not known[url].active):
                self._adopt(known[url], spec, now, may_return.get(known[url].id))

    def _readdress(self, wanted: Collection[str]) -> None:
        """Let feeds that were stored when addresses were kept as written go by theirs of today."""
        rows = self.connection.execute(
            select(FEED.c.id, FEED.c.url, FEED.c.host).order_by(FEED.c.active.desc(), FEED.c.id)
        ).all()
        taken = {row.url for row in rows}
        for row in rows:
            url = address_of(row.url)
            if url in wanted and url not in taken:
                taken.add(url)
                self._change([row.id], {"url": url, "host": host_of(url)})
            elif row.host != host_of(row.url):
                self._change([row.id], {"host": host_of(row.url)})

    def _may_return(self, since: datetime) -> dict[int, datetime]:
        """Return when feeds went that may come back as they were; of others it is forgotten."""
        late = update(FEED).where(FEED.c.gone_at < since).values(gone_at=None)
        self.connection.execute(late)
        gone = select(FEED.c.id, FEED.c.gone_at).where(FEED.c.gone_at.is_not(None))
        return {row.id: row.gone_at for row in self.connection.execute(gone)}

    def _insert(self, specs: Sequence[FeedSpec], now: datetime) -> None:
        if not specs:
            return
        rows = []
        hosts = [host_of(spec.url) for spec in specs]
        for spec, host, turn in zip(specs, hosts, turns(hosts, now), strict=True):
            state = FeedState(id=0, spec=spec, next_due=now, reason="new feed")
            place = {"url": spec.url, "host": host, "active": True, "turn_at": turn}
            rows.append({**place, **_spec(spec), **_memory(state)})
        self.connection.execute(_INSERT.on(self.connection), rows)

    def _adopt(
        self, state: FeedState, spec: FeedSpec, now: datetime, gone_at: datetime | None
    ) -> None:
        values = _spec(spec)
        if gone_at is not None:
            values |= {"active": True, "gone_at": None, "reason": "it is back, with many others"}
            if state.expected_by is not None:
                values["expected_by"] = state.expected_by + max(now - gone_at, timedelta())
        elif not state.active:
            values |= _AFRESH | {"next_due": now, "reason": "added again"}
        elif spec.every is not None and spec.every != state.spec.every and not state.failures:
            due = (state.last_polled or now) + timedelta(seconds=spec.every)
            if due < state.next_due:
                values |= {"next_due": due, "reason": "its interval was shortened"}
        self._change([state.id], values)

    def _change(self, ids: Sequence[int], values: dict[str, Any]) -> int:
        changed = 0
        for first in range(0, len(ids), 500):
            chunk = FEED.c.id.in_(ids[first : first + 500])
            changed += self.connection.execute(update(FEED).where(chunk).values(values)).rowcount
        return changed

    def all(self, active_only: bool = False) -> list[FeedState]:
        """Return the feeds in the order in which they were first seen."""
        query = select(*_COLUMNS).order_by(FEED.c.id)
        if active_only:
            query = query.where(FEED.c.active)
        return [_state(row) for row in self.connection.execute(query)]

    def spec(self, feed_id: int) -> FeedSpec:
        """Return what the configuration says, or said, of the feed that an entry names."""
        row = self.connection.execute(select(*_COLUMNS).where(FEED.c.id == feed_id)).one()
        return _state(row).spec

    def get(self, url: str) -> FeedState | None:
        """Return the feed of this URL, active or not."""
        row = self.connection.execute(select(*_COLUMNS).where(FEED.c.url == url)).first()
        return _state(row) if row else None

    def claim(
        self, now: datetime, limit: int, owner: str, lease: float, per_host: int | None = None
    ) -> list[FeedState]:
        """Lease up to ``limit`` due feeds to ``owner`` for ``lease`` seconds, longest due first.

        Ones that were added together have turns one after the other, though all are due.

        At most ``per_host`` of one host are leased at a time, so that the queue before a slow
        host takes no place from the others.
        """
        ids = self.ready(now, limit, per_host)
        self._change(ids, {"lease_owner": owner, "lease_until": now + timedelta(seconds=lease)})
        query = select(*_COLUMNS).order_by(TURN, FEED.c.id)
        return [
            _state(row)
            for first in range(0, len(ids), 500)
            for row in self.connection.execute(query.where(FEED.c.id.in_(ids[first : first + 500])))
        ]

    def ready(self, now: datetime, limit: int, per_host: int | None = None) -> list[int]:
        """Return the ids that ``claim`` would lease."""
        asked = {"now": now, "room": limit}
        if per_host is None:
            return list(self.connection.execute(READY, asked).scalars())
        return list(self.connection.execute(READY_BY_HOST, asked | {"most": per_host}).scalars())

    def due(self, now: datetime) -> int:
        """Return how many feeds ``claim`` could lease."""
        count: int = self.connection.execute(DUE_NOW, {"now": now}).scalar_one()
        return count

    def save(self, state: FeedState) -> None:
        """Write down what a poll has taught and end the lease."""
        self.save_many([state])

    def save_many(self, states: Iterable[FeedState]) -> None:
        """Save several feeds at once.

        What the configuration says (``spec``, ``active``) is left alone: it may have changed
        while the poll was under way, and belongs to ``sync``.
        """
        _SAVE.run(self.connection, map(_remembered, states))

    def hold_host(self, host: str, until: datetime, reason: str, also: int | None = None) -> int:
        """Put off every feed of ``host``, and the feed ``also``, until then; return how many."""
        whose = or_(FEED.c.host == host, FEED.c.id == also)
        longer = or_(FEED.c.held_until.is_(None), FEED.c.held_until < until)
        hold = (
            update(FEED)
            .where(whose, longer)
            .values(
                held_until=until,
                reason=case((FEED.c.next_due < until, reason), else_=FEED.c.reason),
                next_due=case(
                    (FEED.c.next_due < until, literal(until, Moment)), else_=FEED.c.next_due
                ),
            )
        )
        return self.connection.execute(hold).rowcount

    def polled_at(self, url: str, state: FeedState) -> str | None:
        """Return the URL of another feed by which ``url``, where ``state`` is sent, is read well.

        Not one that moves itself, unless to the same place and before this one, nor one that is
        polled less often than ``state`` was asked to be.
        """
        here = (FEED.c.url == url) & FEED.c.moved_to.is_(None)
        with_us = (FEED.c.moved_to == url) & (FEED.c.id < state.id)
        query = select(FEED.c.url).where(FEED.c.id != state.id, here | with_us, _well(state))
        other: str | None = self.connection.execute(query.limit(1)).scalar_one_or_none()
        return other

    def twins(self, state: FeedState) -> list[str]:
        """Return the URLs of other feeds that are read well at the address ``state`` moved to.

        One that fails, is paused or is polled less often than ``state`` was asked to be is none:
        then ``state`` is polled itself, and may find its way back to where it came from.
        """
        if not state.moved_to:
            return []
        same = (FEED.c.url == state.moved_to) | (
            (FEED.c.moved_to == state.moved_to) & (FEED.c.id < state.id)
        )
        # Of two that point at each other the first is polled.
        back = (FEED.c.moved_to == state.spec.url) & (FEED.c.id > state.id)
        others = (FEED.c.id != state.id) & ~func.coalesce(back, False)
        query = select(FEED.c.url).where(same, others, _well(state)).order_by(FEED.c.id)
        return list(self.connection.execute(query.limit(_MANY)).scalars())

    def rewind(self, now: datetime) -> int:
        """Bring back feeds that were polled in what is the future now; return how many.

        After the clock was set back they would wait for a time that is long to come. Each keeps
        what was left of its wait.
        """
        query = select(*_COLUMNS).where(FEED.c.last_polled > now)
        states = [_state(row) for row in self.connection.execute(query)]
        for state in states:
            # The query leaves no feed without a last poll.
            shift = (state.last_polled or now) - now
            held = state.held_until - shift if state.held_until else None
            values = {"next_due": state.next_due - shift, "held_until": held}
            moments = {name: getattr(state, name) for name in _PAST}
            past = {name: min(at, now) for name, at in moments.items() if at is not None}
            self._change([state.id], values | past)
        return len(states)

    def troubled(self, now: datetime) -> list[FeedState]:
        """Return the feeds that fail, are paused, or break their own rhythm."""
        broken = or_(FEED.c.failures > 0, FEED.c.paused != "", FEED.c.expected_by < now)
        query = select(*_COLUMNS).where(FEED.c.active, broken).order_by(FEED.c.id)
        return [_state(row) for row in self.connection.execute(query)]

    def hasten(self, ids: Sequence[int], now: datetime, reason: str) -> int:
        """Make these feeds due at once; return how many there were."""
        return self._change(ids, {"next_due": now, "reason": reason})

    def give_back(self, ids: Sequence[int], due: datetime, reason: str) -> int:
        """End the leases of these feeds, which were not polled to the end, and make them due then."""
        free = {"lease_owner": None, "lease_until": None}
        return self._change(ids, free | {"next_due": due, "reason": reason})

    def release(self, owner: str) -> int:
        """End the leases of ``owner``; return how many there were."""
        return self._free(FEED.c.lease_owner == owner)

    def release_others(self, owner: str) -> int:
        """End the leases of everybody but ``owner``: of instances that are dead."""
        return self._free(FEED.c.lease_owner != owner)

    def _free(self, whose: ColumnElement[bool]) -> int:
        free = update(FEED).where(whose).values(lease_owner=None, lease_until=None)
        return self.connection.execute(free).rowcount


def _well(state: FeedState) -> ColumnElement[bool]:
    """Choose feeds that are read without trouble, and as often as ``state`` was asked to be."""
    well = FEED.c.active & (FEED.c.failures == 0) & (FEED.c.paused == "")
    well &= FEED.c.first_success.is_not(None)
    if state.spec.every is not None:
        well &= FEED.c.interval <= state.spec.every
    return well


def _spec(spec: FeedSpec) -> dict[str, Any]:
    return {name: getattr(spec, name) for name in _SPEC}


def _memory(state: FeedState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _MEMORY}


def _state(row: Row[Any]) -> FeedState:
    # In the order of _COLUMNS: by their names a row would cost twice as much.
    number, url, active, name, tags, origin, language, every, *memory, held_until = tuple(row)
    return FeedState(
        id=number,
        spec=FeedSpec(url, name, tuple(tags), origin, language, every),
        active=active,
        held_until=held_until,
        **dict(zip(_MEMORY, memory, strict=True)),
    )
