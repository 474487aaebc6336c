"""Notes: small things remembered by name (last accepted rules, heartbeat, who runs)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select

from storage.tables import NOTE
from storage.upsert import Upsert, replacing

_SET: Final = Upsert(NOTE, replacing(["key"], ["value"]))


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes, inside one transaction."""

    connection: Connection

    def get(self, key: str) -> str | None:
        """Return the value noted under ``key``."""
        query = select(NOTE.c.value).where(NOTE.c.key == key)
        value: str | None = self.connection.execute(query).scalar_one_or_none()
        return value

    def set(self, key: str, value: str) -> None:
        """Note ``value`` under ``key``, in place of what stood there."""
        self.connection.execute(_SET.on(self.connection), {"key": key, "value": value})

    def delete(self, key: str) -> None:
        """Forget the note."""
        self.connection.execute(delete(NOTE).where(NOTE.c.key == key))
