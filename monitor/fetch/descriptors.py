"""How many connections may be open: a process may have so many files, and others need some too.

Connections that are kept for the next request count as well: a daemon that polls fifty hosts a second
keeps hundreds. Without bounds of its own the fetcher would leave the database and the outbox none.
"""

from __future__ import annotations

import errno
import resource
from typing import Final

_WANTED: Final = 65_536
_OTHERS: Final = 64  # database, parsers, channels, configuration
_LEAST: Final = 8
# What this machine lacks says nothing about the server that was to be asked.
_LOCAL: Final = {
    errno.EMFILE: "this process may open no more files (ulimit -n)",
    errno.ENFILE: "this machine may open no more files",
    errno.ENOMEM: "this machine has no memory left",
    errno.ENOBUFS: "this machine has no memory left for connections",
    errno.EAGAIN: "this process may start no more threads",
    errno.EADDRNOTAVAIL: "this machine has no port left to connect from",
}


def raise_limit() -> int:
    """Raise the soft limit of open files as far as it makes sense and may be; return what it is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return _WANTED if soft == resource.RLIM_INFINITY else soft


def connections(files: int) -> int:
    """Return how many connections may be open in a process that may open so many files."""
    return max(_LEAST, files - max(_OTHERS, files // 4))


def local_want(error: BaseException | None) -> str:
    """Say what this machine was out of when ``error`` was raised; '' when it was something else."""
    while isinstance(error, OSError):
        if error.errno in _LOCAL:
            return _LOCAL[error.errno]
        error = getattr(error, "os_error", None) or error.__cause__
    return ""
