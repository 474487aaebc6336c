"""What is counted while running, under the conventional names of Prometheus.

No label takes a value from outside (no feed, rule or channel), so their number stays small.
docs/metrics.md describes each; a test holds it against this module.
"""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, Info

from monitor import __version__


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._polls = self._counter("polls", "Polls by how they ended.", "outcome")
        self._failures = self._counter("poll_failures", "Failed polls by kind.", "kind")
        self._entries = self._counter("entries", "New entries stored.")
        self._matches = self._counter("matches", "New or changed entries that matched a rule.")
        self._alerts = self._counter("alerts", "Alerts and updates decided.")
        self._delivered = self._counter("deliveries", "Messages delivered.")
        self._storage = self._counter("storage_errors", "Rounds that could not be stored.")
        self._duration = Histogram(
            "wirewatch_poll_duration_seconds",
            "From the start of a poll, waits for its host included, to its commit.",
            buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 300, 900),
            registry=self.registry,
        )
        build = Info("wirewatch_build", "The version that runs.", registry=self.registry)
        build.info({"version": __version__})

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"wirewatch_{name}", words, labels, registry=self.registry)

    def polled(
        self, outcomes: Mapping[str, int], failures: Mapping[str, int], seconds: list[float]
    ) -> None:
        """Count polls by outcome, failures by kind, and how long they took."""
        for outcome, times in outcomes.items():
            self._polls.labels(outcome).inc(times)
        for kind, times in failures.items():
            self._failures.labels(kind).inc(times)
        for duration in seconds:
            self._duration.observe(max(0.0, duration))

    def found(self, entries: int, matches: int, alerts: int) -> None:
        """Count what polls brought."""
        self._entries.inc(entries)
        self._matches.inc(matches)
        self._alerts.inc(alerts)

    def delivered(self, messages: int) -> None:
        self._delivered.inc(messages)

    def not_stored(self) -> None:
        self._storage.inc()
