"""Politeness per host: so many at a time, spaced, and left alone when it asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

# A host that asks for more than this is asked again anyway: nobody means ten years.
LONGEST_HOLD = 2 * 86400.0
# A bare 429 names no time: the host is left alone for so long, twice as long each time again.
_FIRST_BACK_OFF = 60.0
_LONGEST_BACK_OFF = 3600.0


@dataclass(slots=True)
class _Host:
    turns: asyncio.Semaphore
    next_start: float = 0.0
    held_until: float = 0.0
    waiting: int = 0
    refusals: int = 0


class Hosts:
    """Hands out turns. ``monotonic`` gives seconds; ``gap`` lies between two starts at one host."""

    def __init__(self, per_host: int, gap: float, monotonic: Callable[[], float]) -> None:
        self._per_host = per_host
        self._gap = gap
        self._monotonic = monotonic
        self._hosts: dict[str, _Host] = {}

    def configure(self, per_host: int, gap: float) -> None:
        """Go on with other limits; hosts that are being asked right now keep their number."""
        self._gap = gap
        if per_host != self._per_host:
            self._per_host = per_host
            for known in self._hosts.values():
                if not known.waiting:
                    known.turns = asyncio.Semaphore(per_host)

    def held(self, host: str) -> float:
        """Return for how many more seconds ``host`` wants no request; 0.0 when it may be asked."""
        known = self._hosts.get(host)
        return max(0.0, known.held_until - self._monotonic()) if known else 0.0

    def hold(self, host: str, seconds: float) -> float:
        """Leave ``host`` alone for ``seconds``; never shortens an earlier hold. Return how long."""
        seconds = min(seconds, LONGEST_HOLD)
        known = self._host(host)
        known.held_until = max(known.held_until, self._monotonic() + seconds)
        return seconds

    def begin(self, host: str) -> None:
        """Note that a request starts only now: what came between the turn and it counts too."""
        known = self._hosts.get(host)
        if known is not None and self._gap > 0:
            known.next_start = max(known.next_start, self._monotonic() + self._gap)

    def back_off(self, host: str) -> float:
        """Leave alone a host that refuses us without saying for how long; return how long."""
        known = self._host(host)
        seconds = min(_FIRST_BACK_OFF * 2 ** min(known.refusals, 10), _LONGEST_BACK_OFF)
        known.refusals += 1
        return self.hold(host, seconds)

    def relent(self, host: str) -> None:
        """Note that ``host`` answers again."""
        known = self._hosts.get(host)
        if known is not None:
            known.refusals = 0

    @asynccontextmanager
    async def turn(self, host: str, *, spaced: bool = True) -> AsyncIterator[None]:
        """Wait for a turn at ``host``; ``spaced`` keeps the gap (not within one redirect chain)."""
        known = self._host(host)
        known.waiting += 1
        try:
            async with known.turns:
                if spaced and self._gap > 0:
                    start = max(self._monotonic(), known.next_start)
                    known.next_start = start + self._gap
                    # Nobody comes to a closed door: a hold set while waiting is seen by the caller.
                    if not self.held(host):
                        await asyncio.sleep(max(0.0, start - self._monotonic()))
                yield
        finally:
            known.waiting -= 1
            self._forget(host, known)

    def _host(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            known = self._hosts[host] = _Host(asyncio.Semaphore(self._per_host))
        return known

    def _forget(self, host: str, known: _Host) -> None:
        """Drop a host that nothing is remembered of, so that redirects cannot fill memory."""
        now = self._monotonic()
        busy = known.waiting or known.refusals
        if not busy and known.next_start <= now and known.held_until <= now:
            self._hosts.pop(host, None)
