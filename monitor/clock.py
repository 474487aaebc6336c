"""Time and chance as arguments: whoever needs them is handed a Clock."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` gives aware UTC; ``monotonic`` and ``cpu`` seconds; ``chance`` a float in [0, 1)."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    cpu: Callable[[], float]
    chance: Callable[[], float]


def real_clock() -> Clock:
    """The world's clock and chance."""
    return Clock(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        cpu=time.process_time,
        chance=random.random,
    )
