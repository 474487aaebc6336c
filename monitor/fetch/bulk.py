"""Large bodies take turns, so that many at once cannot fill memory.

A visit begins small. Once its body turns out to be large it waits for one of the few places, and
keeps it until whoever asked is done with the body, parsing included. A large body that hardly comes
forward gives its place up to those that wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 256 * 1024
# Each may cost the daemon its body, 10 MB, and what the parser makes of it.
_PLACES = 2
# With a place, so many seconds are free; then the body has to keep to this pace.
_GRACE = 5.0
PACE = 32 * 1024


class Visit:
    """One body on its way; small until :meth:`grow`. ``hurried``: its pace decides when it ends."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._large = False
        self._since = self._end = 0.0
        self._size = 0
        self.hurried = False

    async def grow(self, size: int, deadline: asyncio.Timeout) -> None:
        """Go on with a body of ``size`` bytes so far, once it has a place among the large ones.

        The wait does not count against ``deadline``; a body that falls behind the pace ends by it.
        """
        now = asyncio.get_running_loop().time
        if not self._large:
            began, end = now(), deadline.when() or 0.0
            deadline.reschedule(None)
            await self._places.acquire()
            self._large = True
            self._since, self._size, self._end = now(), size, end + now() - began
        due = self._since + _GRACE + (size - self._size) / PACE
        self.hurried = due < self._end
        deadline.reschedule(min(due, self._end))

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
