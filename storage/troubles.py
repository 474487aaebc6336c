"""Troubles: what is broken now, so that each is told once and once when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, select, update

from storage.records import Trouble
from storage.tables import TROUBLE
from storage.upsert import Upsert, replacing

_COLUMNS: Final = [TROUBLE.c[name] for name in Trouble.__dataclass_fields__]
# Since when it is broken and whether it was told stay as they are.
_SEEN: Final = Upsert(TROUBLE, replacing(["subject"], ["title", "reason"]))


@dataclass(frozen=True, slots=True)
class Troubles:
    """The troubles, inside one transaction."""

    connection: Connection

    def all(self) -> dict[str, Trouble]:
        """Return every trouble by its subject."""
        rows = self.connection.execute(select(*_COLUMNS).order_by(TROUBLE.c.since))
        return {row.subject: Trouble(*row) for row in rows}

    def see(self, troubles: Iterable[Trouble]) -> None:
        """Note troubles; of known ones only title and reason change."""
        rows = [
            {name: getattr(trouble, name) for name in Trouble.__dataclass_fields__}
            for trouble in troubles
        ]
        if rows:
            self.connection.execute(_SEEN.on(self.connection), rows)

    def told(self, subjects: Sequence[str], alert_id: int, now: datetime) -> None:
        """Note that the alert told of these."""
        for first in range(0, len(subjects), 500):
            chunk = TROUBLE.c.subject.in_(subjects[first : first + 500])
            self.connection.execute(
                update(TROUBLE).where(chunk).values(told_at=now, alert_id=alert_id)
            )

    def forget(self, subjects: Sequence[str]) -> None:
        """These are over."""
        for first in range(0, len(subjects), 500):
            chunk = TROUBLE.c.subject.in_(subjects[first : first + 500])
            self.connection.execute(delete(TROUBLE).where(chunk))
