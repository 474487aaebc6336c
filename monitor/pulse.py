"""Whether the daemon gets on with its work, not only whether it lives.

Each part reports its turns. A part that fails, or has not come round for a while, is a trouble.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

# Longer than any single turn may take; a minute is what a heartbeat promises.
PATIENCE: Final = 120.0


@dataclass(slots=True)
class _Part:
    turned: float
    done: float | None = None
    error: str = ""


class Pulse:
    """The turns of ``parts``; ``monotonic`` gives seconds. Used on one event loop."""

    def __init__(self, parts: Iterable[str], monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._parts = {name: _Part(monotonic()) for name in parts}

    def good(self, part: str) -> None:
        """A turn of ``part`` went well."""
        known, now = self._parts[part], self._monotonic()
        known.turned, known.done, known.error = now, now, ""

    def bad(self, part: str, why: str) -> None:
        """A turn of ``part`` failed."""
        known = self._parts[part]
        known.turned, known.error = self._monotonic(), why

    def turning(self) -> bool:
        """Say whether every part comes round, be it with failures: a restart would not help then."""
        now = self._monotonic()
        return all(now - part.turned < PATIENCE for part in self._parts.values())

    def starting(self) -> bool:
        """Say whether nothing is wrong but that some part has not had the time to come round."""
        now = self._monotonic()
        return not any(part.error for part in self._parts.values()) and all(
            now - part.turned < PATIENCE for part in self._parts.values() if part.done is None
        )

    def troubles(self) -> tuple[str, ...]:
        """Return what is wrong, in words; nothing when all parts have made progress lately."""
        return tuple(
            trouble for name, part in self._parts.items() if (trouble := self._trouble(name, part))
        )

    def _trouble(self, name: str, part: _Part) -> str:
        if part.error:
            return f"{name}: {part.error}"
        if part.done is None:
            return f"{name} has not come round yet"
        silent = self._monotonic() - part.done
        return f"{name} has not come round for {silent:.0f} s" if silent >= PATIENCE else ""
