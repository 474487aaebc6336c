"""INSERT … ON CONFLICT in the words of each database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import sqlite


class Upsert:
    """One INSERT … ON CONFLICT in the words of each database, built once: building costs a lot."""

    def __init__(self, table: Table, build: Callable[[sqlite.Insert], Executable]) -> None:
        self._table, self._build = table, build
        self._made: dict[str, Executable] = {}

    def on(self, connection: Connection) -> Executable:
        """Return the statement for this connection."""
        name = connection.dialect.name
        if name not in self._made:
            self._made[name] = self._build(_insert(name, self._table))
        return self._made[name]


def _insert(database: str, table: Table) -> sqlite.Insert:
    if database == "sqlite":
        return sqlite.insert(table)
    # Here: whoever keeps everything in a file need not load what talks to servers.
    from sqlalchemy.dialects import postgresql

    # The two kinds of INSERT have the same methods, but no common type that says so.
    return cast(sqlite.Insert, postgresql.insert(table))


def replacing(key: Sequence[str], values: Sequence[str]) -> Callable[[sqlite.Insert], Executable]:
    """Return how to build an INSERT that gives the row of ``key`` new ``values``."""

    def build(insert: sqlite.Insert) -> Executable:
        changed = {name: insert.excluded[name] for name in values}
        return insert.on_conflict_do_update(index_elements=list(key), set_=changed)

    return build


def keeping(insert: sqlite.Insert) -> Executable:
    """Build an INSERT that leaves rows that are there as they are."""
    return insert.on_conflict_do_nothing()
