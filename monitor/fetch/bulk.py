"""Large bodies take turns, so that many at once cannot fill memory.

A visit begins small. Once its body turns out to be large it waits for one of the few places, and
keeps it until whoever asked is done with the body, parsing included.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 256 * 1024
_PLACES = 3


class Visit:
    """One body on its way; small until :meth:`grow`."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._large = False

    async def grow(self) -> None:
        """Wait for a place among the large ones; at once where it has one."""
        if not self._large:
            await self._places.acquire()
            self._large = True

    def end(self) -> None:
        """Give the place back."""
        if self._large:
            self._places.release()
            self._large = False


class Bulk:
    """Hands out the places."""

    def __init__(self, places: int = _PLACES) -> None:
        self._places = asyncio.Semaphore(places)

    @contextmanager
    def visit(self) -> Iterator[Visit]:
        """Open a visit; its place is free again at the end."""
        visit = Visit(self._places)
        try:
            yield visit
        finally:
            visit.end()
