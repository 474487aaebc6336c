"""Durations: their names in seconds, and in words."""

from __future__ import annotations

from datetime import datetime, timedelta

HOUR = 3600.0
DAY = 86400.0


def words(seconds: float) -> str:
    """Return a duration as a person says it: ``90 s``, ``15 min``, ``3 h``, ``2 d``."""
    for size, unit in ((DAY, "d"), (HOUR, "h"), (60.0, "min")):
        if seconds >= 2 * size or seconds == size:
            return f"{round(seconds / size, 1):g} {unit}"
    return f"{round(seconds, 1):g} s"


def later(now: datetime, seconds: float) -> datetime:
    """Return the moment ``seconds`` after ``now``."""
    return now + timedelta(seconds=seconds)
