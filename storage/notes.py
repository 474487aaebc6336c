"""Notes: small things remembered by name (last accepted rules, heartbeat, who runs)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from storage.tables import NOTE, upsert


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
        insert = upsert(self.connection, NOTE).values(key=key, value=value)
        self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["key"], set_={"value": insert.excluded.value}
            )
        )

    def delete(self, key: str) -> None:
        """Forget the note."""
        self.connection.execute(delete(NOTE).where(NOTE.c.key == key))
