"""The wall clock held against the monotonic one, which nobody sets.

A clock that was wrong for an hour must neither keep alerts waiting for a time that will not come
nor make retention forget everything.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.clock import Clock

_SLACK = timedelta(seconds=60)  # more than any service corrects a clock by bit by bit


class Clockwork:
    """One process's idea of the time since it began."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = self._seen = (clock.now(), clock.monotonic())

    def believed(self) -> datetime:
        """Return the time for what cannot be undone: never later than the start and what passed.

        Earlier than the wall clock after a sleep of the machine: what could go then goes later.
        """
        return min(self._clock.now(), self._expected(self._began))

    def moved(self) -> timedelta:
        """Return by how much the wall clock was moved since this was last asked; zero: not."""
        now, expected = self._clock.now(), self._expected(self._seen)
        self._seen = (now, self._clock.monotonic())
        return now - expected if abs(now - expected) > _SLACK else timedelta()

    def _expected(self, since: tuple[datetime, float]) -> datetime:
        wall, monotonic = since
        return wall + timedelta(seconds=self._clock.monotonic() - monotonic)
