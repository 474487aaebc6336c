"""How many polls may begin now: the end of an outage sets off no herd.

When the daemon was off, or the network away, every feed is due at once. Each host is spared by its
own gap; this spares the user's line, the name server and the database. Knows numbers only.
"""

from __future__ import annotations

from typing import Final

# Polls that may begin in a second, however few feeds there are.
LEAST_RATE: Final = 50.0
# Seconds over which all feeds are spread at least, however many there are.
SPREAD: Final = 200.0


class Pace:
    """A token bucket that holds two seconds' polls; times are monotonic, in seconds."""

    def __init__(self, now: float) -> None:
        self._filled = now
        self._tokens = LEAST_RATE

    def room(self, now: float, feeds: int) -> int:
        """Return how many polls may begin at ``now``, with ``feeds`` configured."""
        rate = max(LEAST_RATE, feeds / SPREAD)
        # A tick that comes late makes up for itself, a long pause does not.
        self._tokens = min(2 * rate, self._tokens + (now - self._filled) * rate)
        self._filled = now
        return int(self._tokens)

    def begin(self, polls: int) -> None:
        """Take note of polls that began."""
        self._tokens -= polls
