"""How long anybody waits for a database: for others that write, and for a server that is silent.

Both end sooner once the process is told to stop. A server whose machine stands still, or whose disk
does not answer, goes on acknowledging what it gets: no timeout of TCP notices, and a driver would
wait for ever.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from typing import Any, Final, Protocol

from sqlalchemy import Engine, event

_AT_LEAST: Final = 0.2  # seconds that anybody waits, even in a hurry


class Patience:
    """Waits of ``seconds``; after ``hurry`` none goes on past the time named there."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._hurry: float | None = None

    def hurry(self, seconds: float) -> None:
        """Let waits that have begun, and all to come, end in so many seconds."""
        self._hurry = time.monotonic() + seconds

    def end(self, began: float) -> float:
        """Return the monotonic time at which a wait that began then is over."""
        end = began + self.seconds
        return end if self._hurry is None else min(end, max(self._hurry, began + _AT_LEAST))


class _Libpq(Protocol):
    socket: int
    transaction_status: int


_ACTIVE: Final = 1  # libpq's PQTRANS_ACTIVE: a statement was sent and not yet answered


class Unanswered:
    """The connections of a PostgreSQL engine whose statements a server has not answered yet."""

    def __init__(self, engine: Engine) -> None:
        self._lock = threading.Lock()
        self._since: dict[int, tuple[_Libpq, float | None]] = {}
        # Not as they are taken from the pool: it asks each whether it lives before it says so.
        event.listen(engine, "connect", self._made)
        event.listen(engine, "close", self._gone)
        event.listen(engine, "invalidate", self._gone)

    def _made(self, connection: Any, _record: Any) -> None:
        with self._lock:
            self._since[id(connection)] = (connection.pgconn, None)

    def _gone(self, connection: Any, *_: Any) -> None:
        with self._lock:
            self._since.pop(id(connection), None)

    def cut(self, seconds: float) -> int:
        """Cut connections that were found unanswered for so long, one look after the other.

        Whoever waits for one is told that it is lost. Returns how many there were; blocks never.
        """
        now, gone = time.monotonic(), 0
        with self._lock:
            for key, (libpq, since) in list(self._since.items()):
                waits = libpq.transaction_status == _ACTIVE
                began = (now if since is None else since) if waits else None
                self._since[key] = (libpq, began)
                if began is not None and now - began >= seconds:
                    gone += _shut(libpq)
        return gone


def _shut(libpq: _Libpq) -> bool:
    """End the conversation without closing the descriptor, which belongs to the driver."""
    from psycopg import Error  # loaded by now

    with contextlib.suppress(OSError, Error), socket.socket(fileno=os.dup(libpq.socket)) as one:
        one.shutdown(socket.SHUT_RDWR)
        return True
    return False
