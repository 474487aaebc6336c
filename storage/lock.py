"""The instance lock: one ``run`` or ``once`` at a time works on a database."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Connection, Engine, text

from storage.engine import in_words
from storage.errors import Locked, Unavailable
from storage.notes import Notes

INSTANCE_KEY: Final = 0x57495245_0001  # 'WIRE', and which lock of ours
WRITER_KEY: Final = 0x57495245_0002
_NOTE: Final = "instance lock"
_TRIES: Final = 15
_PAUSE: Final = 0.05  # seconds


@dataclass(slots=True)
class InstanceLock:
    """A held lock; give it back with ``release`` or by leaving the ``with`` block."""

    file: int | None = None
    session: Connection | None = None
    before_release: Callable[[], None] | None = None
    path: Path | None = None
    again: Callable[[], InstanceLock] | None = None
    lost: bool = False

    def held(self) -> bool:
        """Return whether it still is: a server forgets locks of connections that broke.

        The lock of a file that was removed keeps nobody out, for who comes next makes another.
        """
        if self.lost:
            return False  # to ask again would make a new connection, which holds nothing
        if self.session is None:
            return self.file is not None and _is(self.file, self.path)
        try:
            with in_words():
                self.session.execute(text("SELECT 1"))
        except Unavailable:
            self.lost = True
        return not self.lost

    def keep(self) -> bool:
        """Take it again where it was lost; return whether it was.

        Raises Locked when another instance has it by now, Unavailable when nobody can say.
        """
        if self.again is None or self.held():
            return False
        taken = self.again()
        lost, self.file, self.session = (self.file, self.session), taken.file, taken.session
        self.lost = False
        self._free(*lost)
        return True

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two have it at once."""
        file, session, before = self.file, self.session, self.before_release
        self.file = self.session = self.before_release = self.again = None
        try:
            if before is not None:
                before()
        finally:
            self._free(file, session)

    @staticmethod
    def _free(file: int | None, session: Connection | None) -> None:
        if file is not None:
            os.ftruncate(file, 0)
            os.close(file)
        if session is not None:
            # Closing the real connection, not handing it back to the pool, ends the lock.
            session.invalidate()
            session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release()


def lock_file(database: Path, owner: str, before_release: Callable[[], None]) -> InstanceLock:
    """Take the lock beside an SQLite file, or raise Locked. The system frees it when we die."""
    path = database.with_name(database.name + ".lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Unavailable(f"the lock file '{path}' cannot be opened: {error.strerror}") from error
    try:
        if not _insist(lambda: _flock(file)):
            holder = os.pread(file, 4096, 0).decode(errors="replace")
            since = datetime.fromtimestamp(os.fstat(file).st_mtime, UTC)
            os.close(file)
            raise Locked(_words(holder, since.isoformat(timespec="seconds")))
        os.ftruncate(file, 0)
        os.pwrite(file, _holder(owner).encode(), 0)
    except OSError as error:
        os.close(file)
        raise Unavailable(f"the lock file '{path}' cannot be used: {error.strerror}") from error
    return InstanceLock(
        file, None, before_release, path, lambda: lock_file(database, owner, before_release)
    )


def lock_server(engine: Engine, owner: str) -> InstanceLock:
    """Take the lock of a PostgreSQL database, or raise Locked. Held as long as the connection."""
    with in_words():
        session = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            _hold(session, owner)
        except BaseException:
            # Its server side may hold the lock already: left open, it would turn away ourselves.
            session.invalidate()
            session.close()
            raise
    return InstanceLock(None, session, again=lambda: lock_server(engine, owner))


def _hold(session: Connection, owner: str) -> None:
    """Take the lock for a connection and note who has it, or raise Locked."""
    # A holder whose machine is gone must not keep it for the system's two hours.
    for setting in ("idle = 60", "interval = 10", "count = 6"):
        session.execute(text(f"SET tcp_keepalives_{setting}"))
    if not _insist(lambda: _advisory_lock(session)):
        noted = json.loads(Notes(session).get(_NOTE) or "{}")
        if noted.get("holder") == _holder(owner):
            raise Unavailable("the database server has not noticed yet that our connection broke")
        raise Locked(_words(noted.get("holder", ""), noted.get("since", "")))
    since = session.execute(text("SELECT now() AT TIME ZONE 'UTC'")).scalar_one()
    note = {"holder": _holder(owner), "since": f"{since:%Y-%m-%dT%H:%M:%S+00:00}"}
    Notes(session).set(_NOTE, json.dumps(note))


def _is(file: int, path: Path | None) -> bool:
    """Say whether an open file is the one at ``path``."""
    try:
        return path is None or os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        # Removed, or behind a folder that was closed, replaced or linked in a circle.
        return False


def _insist(take: Callable[[], bool]) -> bool:
    # 'status' takes the lock for a moment to see whether somebody has it.
    for _ in range(_TRIES - 1):
        if take():
            return True
        time.sleep(_PAUSE)
    return take()


def _flock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _advisory_lock(session: Connection) -> bool:
    query = text("SELECT pg_try_advisory_lock(:key)")
    taken: bool = session.execute(query, {"key": INSTANCE_KEY}).scalar_one()
    return taken


def _holder(owner: str) -> str:
    return json.dumps({"owner": owner, "pid": os.getpid(), "host": socket.gethostname()})


def _words(holder: str, since: str) -> str:
    try:
        told = json.loads(holder)
        who = f"process {told['pid']} on {told['host']} ({told['owner']})"
    except (ValueError, KeyError, TypeError):
        who = "another process"
    return f"{who} has been working on this database" + (f" since {since}" if since else "")
