"""Files of other people's making, read within bounds: never a pipe that waits, nor more than fits."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: Path, most: int) -> bytes:
    """Return the file's bytes, ``most`` of them and one at most.

    Raises OSError, its ``strerror`` in words, also where ``path`` is no ordinary file.
    """
    # Without O_NONBLOCK, whoever opens a pipe waits until somebody writes to it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            kind = next((word for holds, word in _KINDS if holds(mode)), "something else")
            raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read(most + 1)
    finally:
        os.close(descriptor)
