"""Holds fetching back while what was fetched waits to be parsed and written, so memory stays flat.

Servers answer faster than feeds are parsed: without it a first round over thousands of feeds would
hold all their bodies at once.
"""

from __future__ import annotations

import asyncio

_ROOM = 2 * 1024 * 1024
# One huge feed that keeps a parser busy must not keep the others from being fetched.
_MOST_OF_ONE = 256 * 1024


class Backlog:
    """Counts bytes under way between the network and the database; used on one event loop."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._used = 0
        self._open = asyncio.Event()
        self._open.set()

    async def room(self) -> None:
        """Return when there is room for one more body."""
        while not self._open.is_set():
            await self._open.wait()

    def take(self, size: int) -> int:
        """Count a body in; return what is to be given back once it is written or given up."""
        counted = min(size, _MOST_OF_ONE)
        self._used += counted
        self._settle()
        return counted

    def give(self, counted: int) -> None:
        """Count a body out."""
        self._used -= counted
        self._settle()

    def _settle(self) -> None:
        if self._used < self._room:
            self._open.set()
        else:
            self._open.clear()
