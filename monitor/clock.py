"""Time and chance as arguments: whoever needs them is handed a Clock, made in ``monitor.app``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` gives aware UTC; ``monotonic`` and ``cpu`` seconds; ``chance`` a float in [0, 1)."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    cpu: Callable[[], float]
    chance: Callable[[], float]
