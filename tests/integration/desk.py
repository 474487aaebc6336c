"""The real judge on a real store, with a clock that tests move and polls made of plain entries."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.clock import Clock
from monitor.config.load import load
from monitor.config.policy import Policy, compile_policy
from monitor.data import load_gazetteer
from monitor.fetch.outcome import Fetched
from monitor.parse.model import Hints, ParsedFeed
from monitor.pipeline.judge import Judge
from monitor.pipeline.outcome import Parsed, Polled, Tally
from storage.records import Alert, EntryData, FeedSpec
from storage.store import Store


def policy_of(folder: Path, rules: str) -> Policy:
    """Compile a configuration given as text."""
    path = folder / "config.yaml"
    path.write_text(rules)
    policy, problems = compile_policy(load(path, {}), load_gazetteer())
    assert policy is not None, problems
    return policy


class Desk:
    """A judge with a clock that tests move, and polls made of plain entries."""

    def __init__(self, store: Store, policy: Policy) -> None:
        self.store = store
        self.policy = policy
        self.now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
        self.clock = Clock(lambda: self.now, lambda: 0.0, lambda: 0.0, lambda: 0.5)
        self.judge = Judge(store, policy, self.clock)
        self._specs: dict[str, FeedSpec] = {}

    def restart(self) -> None:
        self.judge = Judge(self.store, self.policy, self.clock)

    def wait(self, minutes: float) -> int:
        """Let time pass; return how much was told for it."""
        self.now += timedelta(minutes=minutes)
        return self.judge.flush_due()

    def watch(self, *feeds: FeedSpec | str) -> None:
        """Take up feeds and let each have its first, silent poll."""
        new = [FeedSpec(url=feed) if isinstance(feed, str) else feed for feed in feeds]
        self._specs |= {spec.url: spec for spec in new}
        with self.store.write() as tx:
            tx.feeds.sync(list(self._specs.values()), self.now)
        for spec in new:
            self.poll(spec.url)

    def poll(self, url: str, *entries: EntryData, minutes: float = 5) -> Tally:
        self.now += timedelta(minutes=minutes)
        return self.judge.commit([self.polled(url, *entries)])

    def together(self, *polls: tuple[str, EntryData]) -> Tally:
        """Several feeds answer in the same second: one batch."""
        self.now += timedelta(minutes=5)
        return self.judge.commit([self.polled(url, entry) for url, entry in polls])

    def polled(self, url: str, *entries: EntryData) -> Polled:
        with self.store.read() as tx:
            state = tx.feeds.get(url)
        assert state is not None
        fetched = Fetched(url, 200, b"", "application/rss+xml")
        feed = ParsedFeed(entries=entries, title="", language="", hints=Hints(), oddities=())
        return Polled(state, Parsed(fetched, feed, "hash"), self.now)

    def alerts(self) -> list[Alert]:
        with self.store.read() as tx:
            return list(reversed(tx.alerts.list(1000)))

    def told(self) -> list[tuple[str, str]]:
        """What went out: (kind, rule) of every alert, oldest first."""
        return [(alert.data.kind, alert.data.rule) for alert in self.alerts()]

    def stories(self) -> list[int]:
        """The ids of all stories, oldest first."""
        with self.store.read() as tx:
            return sorted(story.id for story in tx.stories.list(1000))

    def entry_id(self, guid: str) -> int:
        with self.store.read() as tx:
            [found] = tx.entries.find(f"https://{guid}.example/x")
        return found.id

    def story_of(self, guid: str) -> int | None:
        with self.store.read() as tx:
            [found] = tx.entries.find(f"https://{guid}.example/x")
        return found.story_id


def entry(guid: str, title: str, text: str = "", **more: object) -> EntryData:
    """An entry linked to ``https://GUID.example/x``: GUID is its outlet, too."""
    digest = hashlib.sha256((title + text).encode()).hexdigest()
    made = EntryData(f"guid:{guid}", digest, f"https://{guid}.example/x", title, text)
    return replace(made, **more)  # type: ignore[arg-type]
