"""The memory as the rest of Wirewatch sees it: transactions, and what can be done inside one."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from storage import check, engine, lock, migrate
from storage.alerts import Alerts
from storage.ballast import Ballast, room
from storage.channels import Channels
from storage.engine import in_words
from storage.entries import Entries
from storage.errors import Corrupt, DiskFull, StorageError, Unavailable
from storage.feeds import Feeds
from storage.figures import Figures
from storage.links import Links
from storage.lock import InstanceLock
from storage.notes import Notes
from storage.outbox import Outbox
from storage.patience import Patience, Unanswered
from storage.silences import Silences
from storage.stories import Stories
from storage.troubles import Troubles


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: everything in it is done, or nothing."""

    feeds: Feeds
    entries: Entries
    stories: Stories
    figures: Figures
    links: Links
    alerts: Alerts
    silences: Silences
    outbox: Outbox
    channels: Channels
    troubles: Troubles
    notes: Notes


class Store:
    """A database, SQLite or PostgreSQL. Safe to use from several threads.

    Every method raises StorageError (Unavailable, Corrupt, WrongSchema, Locked) and nothing else
    of a database's own.
    """

    def __init__(self, url: URL, patience: float) -> None:
        self._file = engine.file_of(url)
        self._patience = Patience(patience)
        self._unanswered: Unanswered | None = None
        if self._file is None:
            self._writer = self._reader = engine.postgresql_engine(url, self._patience)
            self._unanswered = Unanswered(self._writer)
        else:
            self._writer = engine.sqlite_writer(url, self._patience)
            self._reader = engine.sqlite_reader(url, self._patience)
        self._ballast = Ballast(self._file) if self._file is not None else None
        self._ready = False
        self._opened: os.stat_result | None = None
        self._log: os.stat_result | None = None

    @classmethod
    def open(cls, url: str, patience: float = engine.PATIENCE) -> Store:
        """Return the store at ``url``, which need not exist yet.

        Whoever has to wait for others gives up with Unavailable after ``patience`` seconds.

        Raises WrongSchema when a newer Wirewatch made it, Unavailable when it cannot be reached.
        """
        store = cls(engine.parse_url(url), patience)
        try:
            with engine.in_place(store._file):
                migrate.require(store.version(), upgradable=True)
        except BaseException:
            store.close()
            raise
        return store

    def version(self) -> str | None:
        """Return the schema's version, None when there are no tables yet."""
        if self._file is not None and not os.path.exists(self._file):
            return None
        with self._reading() as connection:
            return migrate.version(connection)

    def upgrade(self) -> bool:
        """Make the tables, or bring an older version's up to date. False: nothing to do.

        Two instances may call it at once. Undone as a whole when a step fails.
        """
        with engine.in_place(self._file), in_words(), self._writer.connect() as connection:
            sqlite = self._file is not None
            if sqlite:
                _pragma(connection, "foreign_keys=OFF")
            try:
                with connection.begin():
                    self._take_turn(connection)
                    changed = migrate.upgrade(connection)
            finally:
                if sqlite:
                    _pragma(connection, "foreign_keys=ON")
        self._ready = True
        return changed

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Look at one snapshot. Works while others write; writing inside raises StorageError."""
        self._require_tables()
        with self._reading() as connection:
            yield _transaction(connection)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Change things, alone: writers take turns. An exception undoes everything."""
        self._require_tables()
        with in_words(), self._writer.begin() as connection:
            self._take_turn(connection)
            yield _transaction(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_words(), self._reader.connect() as connection:
            if self._file is None:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    def _take_turn(self, connection: Connection) -> None:
        if self._file is None:
            key = {"key": lock.WRITER_KEY}
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), key)

    def _require_tables(self) -> None:
        if not self._ready:
            migrate.require(self.version())
            self._ready = True

    def lock(self, owner: str) -> InstanceLock:
        """Become the one instance that works on this database, or raise Locked, which says who is.

        The holder of an SQLite database also makes its checkpoints.
        """
        if self._file is None:
            return lock.lock_server(self._writer, owner)
        held = lock.lock_file(self._file, owner, self._step_down)
        try:
            self._checkpoint_every(1000)
            self._opened = self._file.stat()
        except BaseException:
            held.release()
            raise
        return held

    def misplaced(self) -> str:
        """Return what became of the files that the holder of the lock has open; empty: nothing.

        SQLite goes on with files that were removed, and nobody else sees what it writes there.
        """
        if self._file is None or self._opened is None:
            return ""
        if not _same(self._opened, self._file):
            return (
                f"the database file '{self._file.name}' was removed or replaced while it was open: "
                "what is stored since is lost at the end. stop, put the file in its place, start again"
            )
        log = self._file.with_name(self._file.name + "-wal")
        if self._log is None:
            # Made with the first thing that is stored, and kept as long as anybody is connected.
            with contextlib.suppress(OSError):
                self._log = log.stat()
        elif not _same(self._log, log):
            return (
                f"'{log.name}', the log of the database, was removed while it was open: others "
                "cannot read what is stored. stop and start again, which brings it home"
            )
        return ""

    def hurry(self, seconds: float) -> None:
        """Let nobody wait longer than that for others that write: this process is to end."""
        self._patience.hurry(seconds)

    def cut_silent(self, seconds: float) -> int:
        """Give up statements that a server was found not to answer for so long; return how many.

        To be called again and again, from any thread; it never blocks. Whoever waits for one gets
        Unavailable.
        """
        return 0 if self._unanswered is None else self._unanswered.cut(seconds)

    def _step_down(self) -> None:
        self._checkpoint_every(0)
        if self._ballast is not None:
            self._ballast.release()

    def room(self) -> int | None:
        """Return how many bytes are free on the disk of the database; None for a server."""
        return None if self._file is None else room(self._file)

    def _checkpoint_every(self, pages: int) -> None:
        with in_words(), self._writer.connect() as connection:
            _pragma(connection, f"wal_autocheckpoint={pages}")

    def _empty_log(self) -> None:
        """Bring what is in SQLite's log home, and give the log's room back."""
        with in_words(), self._writer.connect() as connection:
            _pragma(connection, "wal_checkpoint(TRUNCATE)")

    def check(self) -> list[str]:
        """Return what is wrong with the stored data, in words; nothing when all is well."""
        self._require_tables()
        try:
            with self._reading() as connection:
                return check.findings(connection)
        except Corrupt as error:
            return [f"damaged: {error}"]

    def backup(self, path: Path) -> None:
        """Write a consistent copy to ``path`` while others go on; nothing is left if that fails."""
        if self._file is None:
            raise StorageError("back up a PostgreSQL database with pg_dump")
        self._require_tables()
        if path.exists():
            raise StorageError(f"'{path}' exists: a backup replaces nothing")
        part = path.with_name(path.name + ".part")
        try:
            part.unlink(missing_ok=True)
            with in_words():
                source = sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True)
                try:
                    source.execute("VACUUM INTO ?", (str(part),))
                finally:
                    source.close()
            _settle(part, path)
        except OSError as error:
            raise Unavailable(f"the backup cannot be written: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)

    def prune(self, entries_before: datetime, alerts_before: datetime) -> dict[str, int]:
        """Forget what was seen and told before these times; return how much of what.

        In small transactions, so that nobody waits long. Alerts go first, for their entries and
        stories cannot go before them. On a full disk the ballast gives them room.
        """
        if self._ballast is None:
            return self._forget(entries_before, alerts_before)
        try:
            return self._forget(entries_before, alerts_before)
        except DiskFull:
            self._ballast.release()
            self._empty_log()
            return self._forget(entries_before, alerts_before)
        finally:
            self._ballast.keep()

    def _forget(self, entries_before: datetime, alerts_before: datetime) -> dict[str, int]:
        with self.write() as tx:
            tx.silences.prune(alerts_before)
        return {
            "alerts": self._prune(lambda tx: tx.alerts.prune(alerts_before)),
            "entries": self._prune(lambda tx: tx.entries.prune(entries_before)),
            "stories": self._prune(lambda tx: tx.stories.prune(entries_before)),
        }

    def _prune(self, some: Callable[[Transaction], int]) -> int:
        gone = 0
        while True:
            with self.write() as tx:
                chunk = some(tx)
            if not chunk:
                return gone
            gone += chunk

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()
        self._writer.dispose()


def _transaction(connection: Connection) -> Transaction:
    return Transaction(
        feeds=Feeds(connection),
        entries=Entries(connection),
        stories=Stories(connection),
        figures=Figures(connection),
        links=Links(connection),
        alerts=Alerts(connection),
        silences=Silences(connection),
        outbox=Outbox(connection),
        channels=Channels(connection),
        troubles=Troubles(connection),
        notes=Notes(connection),
    )


def _same(seen: os.stat_result, file: Path) -> bool:
    """Say whether the file that was seen is still the one of this name."""
    try:
        return os.path.samestat(seen, file.stat())
    except OSError:
        return False


def _pragma(connection: Connection, setting: str) -> None:
    # Through the driver: SQLAlchemy would begin a transaction first, where some have no effect.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _settle(part: Path, path: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(part, path)
