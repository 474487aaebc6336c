"""Alerts, channels and a dispatcher for tests of delivery."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

from monitor.config.model import ChannelConfig
from monitor.deliver.channels import Channels
from monitor.deliver.clean import ChannelKind
from monitor.deliver.dispatcher import Dispatcher
from monitor.deliver.message import Message, render
from storage.records import Alert, AlertData, AlertKind, EntryData, FeedSpec
from storage.store import Store
from tests.servers.hooks import HookServer

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def titles(hooks: HookServer) -> list[str]:
    """Return the title of each webhook that came, ``many`` for a message of several alerts."""
    return [json.loads(hit.body).get("title", "many") for hit in hooks.hits]


def channels(url: str) -> Channels:
    """One channel, named desk."""
    return Channels({"desk": ChannelConfig.model_validate({"url": url})})


def alert(title: str = "Landing on the coast") -> Alert:
    """A first alert with letters beyond ASCII and a link whose & wants escaping."""
    content = {
        "rule_title": "Soldiers abroad", "title": title, "summary": "Ünïcode, 4 000 men.",
        "link": "https://harbour.example/a?x=1&y=2", "source": "Harbour Post",
    }  # fmt: skip
    return Alert(7, NOW, AlertData("abroad", 3, 9, "first", "normal", {}, "first", content))


def message(kind: ChannelKind, title: str = "Landing on the coast") -> Message:
    """The alert as a channel of ``kind`` is given it."""
    return render(alert(title), kind, UTC, key="k-1")


def dispatcher(store: Store, owner: str = "me", **urls: Any) -> Dispatcher:
    """Make one with the channels named; a value is a URL or a whole channel section."""
    configs = {
        name: ChannelConfig.model_validate(value if isinstance(value, dict) else {"url": value})
        for name, value in urls.items()
    }
    return Dispatcher(store, Channels(configs, console=io.StringIO()), lambda: 0.5, owner, UTC)


class Desk:
    """Queues alerts as the judge does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.write() as tx:
            tx.feeds.sync([FeedSpec("https://harbour.example/feed")], NOW)
            self._feed = tx.feeds.all()[0].id
        self._made = 0

    def tell(
        self,
        *channels: str,
        severity: str = "normal",
        at: datetime = NOW,
        story: int | None = None,
        **more: Any,
    ) -> int:
        """Queue one alert and return its id; a story of its own unless ``story`` is given."""
        self._made += 1
        title = f"Report {self._made}"
        with self._store.write() as tx:
            data = EntryData(f"e{self._made}", "d", "https://harbour.example/1", title)
            entry = tx.entries.insert(self._feed, at, False, [data])[0]
            story = story if story is not None else tx.stories.start(at, title)
            content = {"title": title, "rule_title": "Rule", "link": "https://harbour.example/1"}
            content |= more
            kind: AlertKind = "first" if tx.alerts.first_of(story, "rule") is None else "update"
            alert = AlertData("rule", story, entry, kind, severity, {}, "first", content)
            alert_id = tx.alerts.add(alert, at)
            tx.outbox.queue(alert_id, channels, at)
        return alert_id

    def story(self) -> int:
        with self._store.write() as tx:
            return tx.stories.start(NOW, "story")

    def counts(self) -> dict[str, int]:
        with self._store.read() as tx:
            return {state: number for state, number in tx.outbox.counts().items() if number}

    def errors(self) -> list[str]:
        with self._store.read() as tx:
            return [delivery.error for delivery in reversed(tx.outbox.list())]
