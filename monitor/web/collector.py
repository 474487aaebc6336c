"""Metrics that are read from the database when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry

from storage.errors import StorageError
from storage.records import FeedState
from storage.store import Store

_STATES = ("good", "new", "failing", "paused")


class StoreCollector(Collector):
    """How the feeds and the outbox are now. A database that cannot be read shows in ``up``."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def collect(self) -> Iterator[Metric]:
        try:
            now = self._now()
            with self._store.read() as tx:
                feeds = tx.feeds.all(active_only=True)
                due = tx.feeds.due(now)
                deliveries = tx.outbox.counts()
        except StorageError:
            yield _gauge("wirewatch_storage_up", "1: the database can be read.", 0)
            return
        yield _gauge("wirewatch_storage_up", "1: the database can be read.", 1)
        yield _by_state(
            "wirewatch_feeds", "Feeds by how they are.",
            {name: sum(_state(feed) == name for feed in feeds) for name in _STATES},
        )  # fmt: skip
        yield _gauge("wirewatch_feeds_due", "Feeds that wait to be polled now.", due)
        late = max((_late(feed, now) for feed in feeds), default=0.0)
        yield _gauge("wirewatch_poll_lag_seconds", "How long the longest due feed waits.", late)
        yield _by_state("wirewatch_outbox_deliveries", "Deliveries in the outbox by state.",
                        dict(deliveries))  # fmt: skip


def _state(feed: FeedState) -> str:
    if feed.paused:
        return "paused"
    if feed.failures:
        return "failing"
    return "good" if feed.first_success else "new"


def _late(feed: FeedState, now: datetime) -> float:
    return max(0.0, (now - feed.next_due).total_seconds())


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def _by_state(name: str, words: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=["state"])
    for state, value in values.items():
        family.add_metric([state], value)
    return family


def add_store(registry: CollectorRegistry, store: Store, now: Callable[[], datetime]) -> None:
    """Let ``registry`` show the database as well."""
    registry.register(StoreCollector(store, now))
