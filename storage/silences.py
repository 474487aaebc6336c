"""Silences: what people want to hear nothing of for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from storage.records import Silence
from storage.tables import SILENCE

_ADD: Final = insert(SILENCE).returning(SILENCE.c.id)
_COLUMNS: Final = [SILENCE.c[name] for name in Silence.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class Silences:
    """The silences, inside one transaction."""

    connection: Connection

    def add(
        self,
        now: datetime,
        *,
        rule: str | None = None,
        story_id: int | None = None,
        labels: Mapping[str, str] | None = None,
        until: datetime | None = None,
        until_new_fact: bool = False,
        why: str = "",
    ) -> int:
        """Begin a silence and return its id. Everything given has to fit an alert."""
        row = {"created_at": now, "rule": rule, "story_id": story_id, "labels": labels or {}}
        row |= {"until": until, "until_new_fact": until_new_fact, "why": why}
        silence_id: int = self.connection.execute(_ADD, row).scalar_one()
        return silence_id

    def active(self, now: datetime) -> tuple[Silence, ...]:
        """Return the silences that hold at ``now``, oldest first."""
        holds = or_(SILENCE.c.until.is_(None), SILENCE.c.until > now)
        query = select(*_COLUMNS).where(holds).order_by(SILENCE.c.id)
        return tuple(Silence(*row) for row in self.connection.execute(query))

    def end(self, silence_id: int, now: datetime) -> bool:
        """End a silence. False when there is none of this id, or it has ended before."""
        holds = or_(SILENCE.c.until.is_(None), SILENCE.c.until > now)
        one = update(SILENCE).where(SILENCE.c.id == silence_id, holds).values(until=now)
        return self.connection.execute(one).rowcount == 1

    def prune(self, before: datetime) -> int:
        """Forget the silences that ended before then; return how many."""
        return self.connection.execute(delete(SILENCE).where(SILENCE.c.until < before)).rowcount
