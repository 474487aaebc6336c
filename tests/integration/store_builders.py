"""Stored things for tests, with as little said about each as the test needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from storage.records import AlertData, EntryData, FeedSpec
from storage.store import Store, Transaction

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def spec(name: str, every: float | None = None) -> FeedSpec:
    """A feed of ``name``.example."""
    return FeedSpec(url=f"https://{name}.example/feed", name=name.title(), every=every)


def data(identity: str, **fields: object) -> EntryData:
    """An entry known as ``identity``."""
    values: dict[str, object] = {"digest": f"digest of {identity}", "title": f"About {identity}"}
    return EntryData(identity=identity, **(values | fields))  # type: ignore[arg-type]


def add_feed(store: Store, name: str = "gazette") -> int:
    """Make the feed the only one that is polled; return its id."""
    with store.write() as tx:
        tx.feeds.sync([spec(name)], NOW)
        state = tx.feeds.get(spec(name).url)
    assert state is not None
    return state.id


def add_entry(store: Store, identity: str = "one", at: datetime = NOW) -> tuple[int, int]:
    """Store one entry of a story of its own; return the ids of both."""
    feed_id = add_feed(store)
    with store.write() as tx:
        [entry_id] = tx.entries.insert(feed_id, at, False, [data(identity)])
        story_id = tx.stories.start(at, f"The story of {identity}")
        tx.entries.attach(entry_id, story_id)
    return entry_id, story_id


def alert(story_id: int, entry_id: int, rule: str = "floods", **fields: object) -> AlertData:
    """An alert of ``rule`` about the entry."""
    values: dict[str, object] = {
        "kind": "first",
        "severity": "normal",
        "labels": {"desk": "weather"},
        "reason": "first match",
        "content": {"title": "The river rises", "evidence": []},
    }
    return AlertData(
        rule=rule,
        story_id=story_id,
        entry_id=entry_id,
        **(values | fields),  # type: ignore[arg-type]
    )


def queue_alert(
    store: Store,
    channels: Sequence[str] = ("mail",),
    *,
    rule: str = "floods",
    at: datetime = NOW,
    of: tuple[int, int] | None = None,
    kind: str = "first",
    withheld: str = "",
) -> int:
    """Store one alert, about a new entry unless told ``of`` which, and queue it; return its id."""
    entry_id, story_id = of or add_entry(store, f"{rule} {at}", at)
    with store.write() as tx:
        alert_id = tx.alerts.add(alert(story_id, entry_id, rule, kind=kind), at, withheld)
        tx.outbox.queue(alert_id, channels, at)
    return alert_id


def state_of(tx: Transaction, story_id: int, rule: str) -> str | None:
    """What was saved of a rule in a story."""
    states = {state.rule: state.state for state in tx.stories.rule_states_of(story_id)}
    return states.get(rule)
