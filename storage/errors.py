"""Failures of the memory, in words for the person who runs it.

StorageError
├── Unavailable      the database cannot be reached, is locked, or its disk is full: try again later
│   ├── DiskFull     nothing more can be written until there is room
│   └── Locked       another instance of Wirewatch works on it
├── Corrupt          the database file is damaged
└── WrongSchema      it was made by a newer Wirewatch, or has not been upgraded
"""

from __future__ import annotations


class StorageError(Exception):
    """Base of everything storage raises on purpose; ``str()`` is fit for a user."""


class Unavailable(StorageError):
    """Cannot be reached now; the same call may succeed later."""


class DiskFull(Unavailable):
    """The disk of the database has no room left."""


class Corrupt(StorageError):
    """The stored bytes are damaged."""


class WrongSchema(StorageError):
    """The tables are not the ones this version knows."""


class Locked(Unavailable):
    """Another instance works on this database; the message says which."""
