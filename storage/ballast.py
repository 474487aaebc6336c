"""Room on the disk kept for the one who makes room.

On a full disk SQLite cannot even delete: a deletion is written to its log first. So a file of
zeros lies beside the database while an instance works; it is given up when retention needs the
room, and made again when there is some.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Final

# One chunk of a deletion with its log, whatever the entries weigh.
SIZE: Final = 4 * 1024 * 1024
# Never the last of the room: the ballast must not be what fills a disk.
_LEAVE: Final = SIZE


def room(file: Path) -> int | None:
    """Return how many bytes are free where ``file`` is; None when nobody can say."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(file.absolute().parent).free
    return None


class Ballast:
    """The ballast of one SQLite database."""

    def __init__(self, database: Path) -> None:
        self._file = database.with_name(database.name + "-ballast")

    def keep(self) -> None:
        """Make the file if it is not there and the disk has room; a failure is no harm."""
        free = room(self._file)
        if os.path.exists(self._file) or free is None or free < SIZE + _LEAVE:
            return
        try:
            with self._file.open("wb") as out:
                # Zeros that are written: a hole would take no room.
                out.write(bytes(SIZE))
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            self.release()

    def release(self) -> None:
        """Give the room back."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
