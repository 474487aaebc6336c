"""Connections to SQLite and PostgreSQL, and their failures put into words.

SQLite: one writing connection (``BEGIN IMMEDIATE``, so that no reader turns writer half way) and
a few reading ones that cannot write. Only the holder of the instance lock makes checkpoints:
SQLite up to 3.51.2 can lose pages when two connections reset the log at once.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import Corrupt, DiskFull, StorageError, Unavailable, WrongSchema
from storage.patience import Patience

PATIENCE: Final = 30.0  # seconds that one waits for others
_SWITCH_PAUSE: Final = 0.02
_TURN: Final = 0.25
_REPLACE: Final = "put a backup in its place, or move it away to begin anew"
_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: (Unavailable, "the database is locked by another process"),
    sqlite3.SQLITE_LOCKED: (Unavailable, "the database is locked by another connection"),
    sqlite3.SQLITE_FULL: (DiskFull, "the disk of the database is full"),
    sqlite3.SQLITE_IOERR: (Unavailable, "the disk of the database fails"),
    sqlite3.SQLITE_CANTOPEN: (Unavailable, "the database file cannot be opened"),
    sqlite3.SQLITE_READONLY: (Unavailable, "the database file cannot be written"),
    sqlite3.SQLITE_PERM: (Unavailable, "the database file may not be opened"),
    sqlite3.SQLITE_CORRUPT: (Corrupt, f"the database file is damaged: {_REPLACE}"),
    sqlite3.SQLITE_NOTADB: (Corrupt, f"the file is not a database: {_REPLACE}"),
}
_POSTGRESQL: Final = {
    "53100": (DiskFull, "the disk of the database server is full"),
    "53300": (Unavailable, "the database server has no connection left"),
    "53200": (Unavailable, "the database server is out of memory"),
    "55P03": (Unavailable, "the database is locked by another process"),
    "40001": (Unavailable, "two writers of the database were in each other's way"),
    "40P01": (Unavailable, "two writers of the database blocked each other"),
    "25006": (Unavailable, "the database server takes no writes"),
    "25P03": (Unavailable, "the database server ended a transaction that stood still"),
    "XX001": (Corrupt, "the database is damaged"),
    "XX002": (Corrupt, "an index of the database is damaged"),
    "42P01": (WrongSchema, "a table is missing: run 'wirewatch db upgrade'"),
    "42703": (WrongSchema, "a column is missing: run 'wirewatch db upgrade'"),
}
# By class, for what is not named above: all of these may pass without anybody's doing here.
_POSTGRESQL_CLASSES: Final = {
    "08": "the database server cannot be reached",
    "53": "the database server is out of something it needs",
    "57": "the database server cannot be reached",
    "58": "the disk or system of the database server fails",
}


def parse_url(url: str) -> URL:
    """Return the URL of a database that Wirewatch can use, or raise StorageError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        raise StorageError(
            "storage is no database URL: write sqlite:///file.db or postgresql+psycopg://…"
        ) from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "postgresql+psycopg":
        return parsed
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StorageError(
            f"storage '{parsed.drivername}' is not supported: use sqlite or postgresql+psycopg"
        )
    if not parsed.database or parsed.database == ":memory:":
        raise StorageError("storage needs a file: write sqlite:///wirewatch.db")
    _look_at(parsed.database)
    return parsed


def _look_at(database: str) -> None:
    """Say what SQLite would only call a file that cannot be opened."""
    if database.startswith("file:"):
        return
    file = Path(database)
    try:
        if file.is_dir():
            raise Unavailable(f"the database '{file}' is a folder: name a file in it")
        if not file.parent.is_dir():
            raise Unavailable(f"the folder '{file.parent}' of the database does not exist: make it")
    except PermissionError:
        raise Unavailable(
            f"the folder '{file.parent}' of the database cannot be entered: let the user that runs "
            "Wirewatch do so"
        ) from None


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database, None for a server.

    Where a link leads, as SQLite goes: log and lock lie beside the file, whatever name it goes by.
    """
    if not url.drivername.startswith("sqlite") or not url.database:
        return None
    file = Path(url.database)
    return Path(os.path.realpath(file)) if file.is_symlink() else file


def sqlite_writer(url: URL, patience: Patience) -> Engine:
    """Return the engine whose only connection writes."""
    engine = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=patience.seconds)
    _prepare(engine, patience, writes=True)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        _take_turn(connection, patience)

    return engine


def sqlite_reader(url: URL, patience: Patience) -> Engine:
    """Return the engine whose connections see one snapshot each and cannot write."""
    engine = create_engine(url, pool_size=2, max_overflow=14, pool_timeout=patience.seconds)
    _prepare(engine, patience, writes=False)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


# A server whose machine is gone is noticed within a minute, not after the system's two hours.
_ALIVE: Final = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


def postgresql_engine(url: URL, patience: Patience) -> Engine:
    """Return the engine of a server; it reconnects by itself and waits no longer than is sane."""
    lock_timeout = f"{round(patience.seconds * 1000)}ms"
    options = f"-c lock_timeout={lock_timeout} -c idle_in_transaction_session_timeout=300s"
    connect = {"connect_timeout": 10, "application_name": "wirewatch", "options": options, **_ALIVE}
    return create_engine(
        url,
        connect_args=connect,
        pool_size=4,
        max_overflow=12,
        pool_timeout=patience.seconds,
        pool_pre_ping=True,
    )


def _prepare(engine: Engine, patience: Patience, *, writes: bool) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: Any) -> None:
        # pysqlite's own idea of transactions would begin them late and commit them early.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={round(patience.seconds * 1000)}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        if writes:
            _keep_a_log(connection, patience.seconds)
            connection.execute("PRAGMA synchronous=FULL")
        else:
            connection.execute("PRAGMA query_only=ON")


def _take_turn(connection: Connection, patience: Patience) -> None:
    """Begin to write. In short waits one after the other: SQLite's own cannot be cut short."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    began = time.monotonic()
    driver.execute(f"PRAGMA busy_timeout={round(min(patience.seconds, _TURN) * 1000)}")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= patience.end(began):
                    raise
    finally:
        driver.execute(f"PRAGMA busy_timeout={round(patience.seconds * 1000)}")


def _keep_a_log(connection: sqlite3.Connection, patience: float) -> None:
    """Switch to WAL. Two that open a new database at once collide, and SQLite waits for neither."""
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(_SWITCH_PAUSE)


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a database's failure into a StorageError that a user can read."""
    try:
        yield
    except PoolTimeout:
        raise Unavailable("the database is busy: no connection became free") from None
    except DBAPIError as error:
        raise failure(error.orig) from error
    except _of_drivers() as error:
        raise failure(error) from error


@contextmanager
def in_place(file: Path | None) -> Iterator[None]:
    """Say so where a file of SQLite fails for its folder: SQLite speaks of the file alone."""
    try:
        yield
    except Unavailable:
        folder = None if file is None else file.absolute().parent
        if folder is None or not os.path.isdir(folder) or os.access(folder, os.W_OK):
            raise
        raise Unavailable(
            f"the folder '{folder}' of the database cannot be written: SQLite keeps its log there; "
            "let the user that runs Wirewatch write in it"
        ) from None


def _of_drivers() -> tuple[type[Exception], ...]:
    """Return what drivers raise where nothing of SQLAlchemy's is between; only loaded ones can."""
    psycopg = sys.modules.get("psycopg")
    return (sqlite3.Error,) if psycopg is None else (sqlite3.Error, psycopg.Error)


def failure(error: BaseException | None) -> StorageError:
    """Return what ``error``, raised by a driver, means for the user. Never shows a URL."""
    text = str(error).strip().split("\n")[0]
    known = None
    if isinstance(error, sqlite3.Error):
        known = _SQLITE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if known is None and text.startswith(("no such table", "no such column")):
            known = WrongSchema, "run 'wirewatch db upgrade'"
    else:
        state = getattr(error, "sqlstate", None)
        known = _POSTGRESQL.get(state or "")
        words = _POSTGRESQL_CLASSES.get((state or "08")[:2])
        if known is None and words is not None:
            known = Unavailable, words
    if known is None:
        return StorageError(f"the database refused: {text}")
    kind, meaning = known
    return kind(f"{meaning} ({text})" if text else meaning)
