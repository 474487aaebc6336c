"""Alerts: what was decided to be told, kept as it was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, exists, insert, select, update

from storage.alert_rows import ALERT_COLUMNS, alert_of
from storage.records import Alert, AlertData
from storage.tables import ALERT, DELIVERY

_ADD: Final = insert(ALERT).returning(ALERT.c.id)


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts, inside one transaction."""

    connection: Connection

    def add(self, data: AlertData, now: datetime, withheld: str = "") -> int:
        """Store an alert and return its id; ``withheld`` says why it is told nobody."""
        values = {name: getattr(data, name) for name in AlertData.__dataclass_fields__}
        values |= {"created_at": now, "withheld": withheld}
        alert_id: int = self.connection.execute(_ADD, values).scalar_one()
        return alert_id

    def release(self, alert_id: int) -> None:
        """Forget why an alert was withheld: now it is queued."""
        one = update(ALERT).where(ALERT.c.id == alert_id)
        self.connection.execute(one.values(withheld=""))

    def get(self, alert_id: int) -> Alert | None:
        """Return one alert."""
        return self._first(_alerts().where(ALERT.c.id == alert_id))

    def list(
        self,
        limit: int,
        since: datetime | None = None,
        *,
        rule: str | None = None,
        channel: str | None = None,
        state: str | None = None,
        severity: str | None = None,
        story: int | None = None,
    ) -> list[Alert]:
        """Return the alerts, newest first.

        ``state`` is that of a delivery (to ``channel``, where one is named), or ``withheld``.
        """
        query = _alerts().order_by(ALERT.c.id.desc()).limit(limit)
        if since is not None:
            query = query.where(ALERT.c.created_at >= since)
        exact = {"rule": rule, "severity": severity, "story_id": story}
        for name, value in exact.items():
            if value is not None:
                query = query.where(ALERT.c[name] == value)
        if state == "withheld":
            query = query.where(ALERT.c.withheld != "")
            state = None
        wanted = {"channel": channel, "state": state}
        asked = [DELIVERY.c[name] == value for name, value in wanted.items() if value is not None]
        if asked:
            query = query.where(exists().where(DELIVERY.c.alert_id == ALERT.c.id, *asked))
        return [alert_of(row) for row in self.connection.execute(query)]

    def of_entry(self, entry_id: int) -> tuple[Alert, ...]:
        """Return the alerts that an entry caused, oldest first."""
        query = _alerts().where(ALERT.c.entry_id == entry_id).order_by(ALERT.c.id)
        return tuple(alert_of(row) for row in self.connection.execute(query))

    def of_story(self, story_id: int) -> tuple[Alert, ...]:
        """Return the alerts about a story, oldest first."""
        query = _alerts().where(ALERT.c.story_id == story_id).order_by(ALERT.c.id)
        return tuple(alert_of(row) for row in self.connection.execute(query))

    def first_of(self, story_id: int, rule: str) -> Alert | None:
        """Return the first alert that the rule gave in the story."""
        query = _alerts().where(ALERT.c.story_id == story_id, ALERT.c.rule == rule)
        return self._first(query.order_by(ALERT.c.id).limit(1))

    def _first(self, query: Select[Any]) -> Alert | None:
        row = self.connection.execute(query).first()
        return alert_of(row) if row else None

    def prune(self, before: datetime, limit: int = 500) -> int:
        """Forget up to ``limit`` alerts from before then, with their deliveries; return how many.

        One that is still on its way to a channel stays.
        """
        under_way = exists().where(
            DELIVERY.c.alert_id == ALERT.c.id, DELIVERY.c.state.in_(("due", "leased"))
        )
        old = (
            select(ALERT.c.id)
            .where(ALERT.c.created_at < before, ~under_way)
            .order_by(ALERT.c.id)
            .limit(min(limit, 500))
        )
        ids = [row[0] for row in self.connection.execute(old)]
        if not ids:
            return 0
        return self.connection.execute(delete(ALERT).where(ALERT.c.id.in_(ids))).rowcount


def _alerts() -> Select[Any]:
    return select(*ALERT_COLUMNS)
