"""When a delivery that failed is tried again."""

from __future__ import annotations

from monitor.timing.shapes import Chance
from monitor.timing.words import DAY, HOUR


def next_attempt(attempts: int, chance: Chance, retry_after: float | None = None) -> float:
    """Return the seconds to the next attempt of a delivery that failed ``attempts`` times."""
    wait = min(HOUR, 2.0 ** min(max(attempts, 1), 12)) * chance()  # full jitter
    return max(wait, 0.5, min(retry_after or 0.0, DAY))
