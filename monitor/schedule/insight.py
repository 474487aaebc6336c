"""Watches the work go by: keeps the pulse, and counts for the metrics where they are wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from monitor.clock import Clock
from monitor.fetch.outcome import FetchFailed
from monitor.pipeline.outcome import Polled, Tally, Unreadable
from monitor.pulse import Pulse

if TYPE_CHECKING:
    from monitor.metrics import Metrics  # its library is loaded only where metrics are wanted

POLLING: Final = "polling"
DELIVERING: Final = "delivering"
STORING: Final = "storing"
_WORDS: Final = {
    "NotModified": "not_modified",
    "Unchanged": "unchanged",
    "Parsed": "parsed",
    "Unreadable": "unreadable",
    "Elsewhere": "elsewhere",
    "Twin": "elsewhere",
    "FetchFailed": "failed",
}


class Insight:
    """What the loops report to. ``metrics``: None where nobody asks for them."""

    def __init__(self, clock: Clock, metrics: Metrics | None = None) -> None:
        self._clock = clock
        self.metrics = metrics
        self.pulse = Pulse((POLLING, DELIVERING, STORING), clock.monotonic)

    def looked(self) -> None:
        """The table of feeds was asked what is due."""
        self.pulse.good(POLLING)

    def stored(self, batch: Sequence[Polled], tally: Tally) -> None:
        """A batch of polls was written down."""
        self.pulse.good(POLLING)
        if self.metrics is None:
            return
        now = self._clock.now()
        failures = Counter(
            "unreadable" if isinstance(polled.outcome, Unreadable) else polled.outcome.kind
            for polled in batch
            if isinstance(polled.outcome, (FetchFailed, Unreadable))
        )
        self.metrics.polled(
            Counter(_WORDS[type(polled.outcome).__name__] for polled in batch),
            failures,
            [(now - polled.at).total_seconds() for polled in batch],
        )
        self.metrics.found(tally.new_entries, tally.matches, tally.alerts)

    def not_stored(self, why: str) -> None:
        """The database refused."""
        self.pulse.bad(POLLING, why)
        if self.metrics is not None:
            self.metrics.not_stored()

    def drained(self, messages: int) -> None:
        """The outbox was gone through."""
        self.pulse.good(DELIVERING)
        if self.metrics is not None:
            self.metrics.delivered(messages)

    def placed(self, trouble: str) -> None:
        """The files of the database were looked at; ``trouble`` says what became of them, or ''."""
        if trouble:
            self.pulse.bad(STORING, trouble)
        else:
            self.pulse.good(STORING)

    def not_drained(self, why: str) -> None:
        """The outbox could not be read."""
        self.pulse.bad(DELIVERING, why)
