"""Word of what is broken, to the channels of ``health.notify``: once, and once when it is over.

    sources: what is in trouble now ─▶ settle (pure): note | tell | say it is over | forget
    ─▶ ONE transaction: troubles, alert, outbox rows

An alert of health is an alert like any other from there on: it waits in the outbox, is tried
again, is digested and rate-limited. It has the rule ``health``, no story and no entry. Troubles
of one kind that are told together make one message, and messages of one kind keep a distance, so
that a dead network is not told five hundred times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Any, Protocol

from monitor.clock import Clock
from monitor.config.model import HEALTH_RULE, Config
from monitor.telemetry import get_logger
from storage.records import AlertData, Trouble
from storage.store import Store, Transaction

_log = get_logger("wirewatch.health")
_DISTANCE = timedelta(hours=1)
_SHOWN = 20
_OF_CHANNELS = ("channel", "dead letter")
_REASON_CHARS = 1500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is broken now. ``patience``: seconds it may last before it is told.

    ``subject`` is a kind, a colon and a name; ``title`` names it for a person (``feed BBC``),
    ``reason`` says what is wrong with it. ``since``: None counts from when it was first seen.
    """

    subject: str
    title: str
    reason: str
    patience: float
    since: datetime | None = None


class Source(Protocol):
    """Finds the troubles of one kind."""

    @property
    def kind(self) -> str:
        """What stands before the colon of every subject."""
        ...

    def find(self, tx: Transaction, config: Config, now: datetime, /) -> Iterable[Finding]:
        """Return what is broken now."""
        ...

    def watches(self, tx: Transaction, config: Config, subject: str, /) -> bool:
        """Say whether ``subject`` still exists: what was taken out is not told to be well."""
        ...


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows: ``seen`` is noted, ``tell`` and ``over`` are told, ``past`` is forgotten."""

    seen: tuple[Trouble, ...] = ()
    tell: tuple[Trouble, ...] = ()
    over: tuple[Trouble, ...] = ()
    past: tuple[str, ...] = ()


def settle(
    found: Iterable[Finding],
    known: Mapping[str, Trouble],
    last_told: Mapping[str, datetime],
    now: datetime,
) -> Settled:
    """Compare what is broken now with what was known; ``last_told`` is by kind. Pure.

    A trouble is told once, after its patience; its end is told once, and only if it was told.
    """
    seen, tell = [], []
    here: set[str] = set()
    for finding in found:
        here.add(finding.subject)
        before = known.get(finding.subject)
        since = before.since if before else finding.since or now
        trouble = Trouble(finding.subject, finding.title, finding.reason, since)
        if before is None or (before.title, before.reason) != (finding.title, finding.reason):
            seen.append(trouble)
        if before is not None and before.told_at is not None:
            continue
        patience = timedelta(seconds=finding.patience)
        last = last_told.get(trouble.kind)
        rested = last is None or last + min(patience, _DISTANCE) <= now
        if rested and since + patience <= now:
            tell.append(trouble)
    gone = [trouble for subject, trouble in known.items() if subject not in here]
    return Settled(
        tuple(seen),
        tuple(tell),
        tuple(trouble for trouble in gone if trouble.told_at is not None),
        tuple(trouble.subject for trouble in gone),
    )


class HealthWatch:
    """Looks at every source and queues what is to be told. Runs on the writer thread."""

    def __init__(self, store: Store, clock: Clock, sources: Sequence[Source]) -> None:
        self._store = store
        self._clock = clock
        self._sources = {source.kind: source for source in sources}

    def look(self, config: Config) -> int:
        """Bring the troubles up to date; return how many alerts were queued."""
        now = self._clock.now()
        # A look first: most find nothing, and a look takes no lock.
        with self._store.read() as tx:
            if self._settle(tx, config, now) == Settled():
                return 0
        with self._store.write() as tx:
            return self._write(tx, config, self._settle(tx, config, now), now)

    def _settle(self, tx: Transaction, config: Config, now: datetime) -> Settled:
        known = tx.troubles.all()
        if not config.health.notify:
            # Nobody wants to know; whoever is named later is told of what is broken then.
            return Settled(past=tuple(known))
        sources = self._sources.values()
        found = [finding for source in sources for finding in source.find(tx, config, now)]
        notes = {kind: tx.notes.get(_note(kind)) for kind in self._sources}
        told = {kind: datetime.fromisoformat(at) for kind, at in notes.items() if at}
        return settle(found, known, told, now)

    def _write(self, tx: Transaction, config: Config, settled: Settled, now: datetime) -> int:
        tx.troubles.see(settled.seen)
        over = [trouble for trouble in settled.over if self._exists(tx, config, trouble)]
        told = 0
        for kind, members in _by_kind(settled.tell):
            alert_id = self._queue(tx, config, members, now, down=True)
            tx.troubles.told([one.subject for one in members], alert_id, now)
            tx.notes.set(_note(kind), now.isoformat())
            told += 1
        for _, members in _by_kind(over):
            self._queue(tx, config, members, now, down=False)
            told += 1
        tx.troubles.forget(settled.past)
        return told

    def _exists(self, tx: Transaction, config: Config, trouble: Trouble) -> bool:
        source = self._sources.get(trouble.kind)
        return source is not None and source.watches(tx, config, trouble.subject)

    def _queue(
        self, tx: Transaction, config: Config, members: list[Trouble], now: datetime, *, down: bool
    ) -> int:
        content = _content(members, now, config.timezone, down=down)
        earlier = members[0].alert_id
        first = tx.alerts.get(earlier) if earlier is not None else None
        if first is not None:
            content |= {"first_alert": first.id, "first_at": first.created_at.isoformat()}
        alert = AlertData(
            rule=HEALTH_RULE,
            story_id=None,
            entry_id=None,
            # The end of a trouble is an update of the alert that told of it.
            kind="first" if down else "update",
            severity="high",
            labels={"health": members[0].kind},
            reason="broken for longer than it may be" if down else "over",
            content=content,
        )
        alert_id = tx.alerts.add(alert, now)
        channels = _listeners(config, members)
        tx.outbox.queue(alert_id, channels, now)
        _log.warning("health", title=content["title"], channels=list(channels))
        return alert_id


def _listeners(config: Config, members: Sequence[Trouble]) -> tuple[str, ...]:
    """Return whom to tell: not by a channel that is itself in trouble, where there is another."""
    names = {one.subject.partition(":")[2] for one in members if one.kind in _OF_CHANNELS}
    others = tuple(name for name in config.health.notify if name not in names)
    return others or config.health.notify


def _note(kind: str) -> str:
    return f"health {kind}"


def _kind(trouble: Trouble) -> str:
    return trouble.kind


def _by_kind(troubles: Iterable[Trouble]) -> list[tuple[str, list[Trouble]]]:
    return [(kind, list(members)) for kind, members in groupby(sorted(troubles, key=_kind), _kind)]


def _content(
    members: Sequence[Trouble], now: datetime, zone: tzinfo, *, down: bool
) -> dict[str, Any]:
    """Return what every kind of channel renders (``troubles``), and the plain facts (``health``)."""
    about = members[0].title if len(members) == 1 else f"{len(members)} {members[0].kind}s"
    lines = [line for one in members[:_SHOWN] for line in _lines(one, zone, down=down)]
    if len(members) > _SHOWN:
        lines.append(f"and {len(members) - _SHOWN} more: see 'wirewatch status'")
    return {
        "rule_title": "Health of Wirewatch",
        "title": f"Trouble with {about}" if down else f"Well again: {about}",
        "troubles": lines,
        "link": "",
        "source": "",
        "seen": now.isoformat(),
        "health": [
            {
                "subject": one.subject,
                "state": "down" if down else "up",
                "since": one.since.isoformat(),
                "reason": one.reason[:_REASON_CHARS],
            }
            for one in members
        ],
    }


def _lines(trouble: Trouble, zone: tzinfo, *, down: bool) -> list[str]:
    first, *more = trouble.reason[:_REASON_CHARS].splitlines() or [""]
    since = f"{trouble.since.astimezone(zone):%d %b %Y, %H:%M %Z}"
    if not down:
        return [f"{trouble.title}: well since now; it was in trouble since {since}: {first}"]
    return [f"{trouble.title}: {first} (since {since})", *more]
