"""An escalation channel hears of channels that are down, of what they lost, and of recovery."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import Clock
from monitor.config.load import load
from monitor.deliver.channels import Channels
from monitor.deliver.dispatcher import Dispatcher
from monitor.pipeline.health import HealthWatch
from monitor.pipeline.health_sources import ChannelTroubles, DeadLetters
from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk
from tests.servers.hooks import HookServer, Reply, hook_server

HOUR = timedelta(hours=1)


@pytest.fixture
def oncall() -> Iterator[HookServer]:
    with hook_server() as server:
        yield server


class Watched:
    """Two channels with real servers, one of which hears of trouble with the other."""

    def __init__(self, store: Store, folder: Path, hooks: HookServer, oncall: HookServer) -> None:
        path = folder / "config.yaml"
        path.write_text(
            f"channels: {{hook: 'webhook://{hooks.netloc}/', oncall: 'webhook://{oncall.netloc}/'}}\n"
            "health: {notify: [oncall, hook], after: 6h}\n"
        )
        config = load(path, {}).config
        assert config is not None
        self.config, self.store, self.now = config, store, NOW
        clock = Clock(lambda: self.now, lambda: 0.0, lambda: 0.0, lambda: 0.5)
        self.watch = HealthWatch(store, clock, (ChannelTroubles(), DeadLetters()))
        self.work = Dispatcher(store, Channels(config.channels), lambda: 0.5, "me", config.timezone)

    async def after(self, later: timedelta = timedelta()) -> None:
        """Deliver what is due then, look at how things are, and deliver word of it."""
        self.now += later
        await self.work.drain(self.now)
        self.watch.look(self.config)
        await self.work.drain(self.now)


@pytest.fixture
def watched(sqlite_store: Store, tmp_path: Path, hooks: HookServer, oncall: HookServer) -> Watched:
    return Watched(sqlite_store, tmp_path, hooks, oncall)


def heard(oncall: HookServer) -> list[str]:
    return [json.loads(hit.body)["title"] for hit in oncall.hits]


async def test_a_channel_that_is_down_is_told_once_elsewhere_and_so_is_its_recovery(
    watched: Watched, hooks: HookServer, oncall: HookServer
) -> None:
    hooks.always = Reply(503, b"maintenance")
    Desk(watched.store).tell("hook")
    for _ in range(8):
        await watched.after(HOUR)
    assert heard(oncall) == ["Trouble with channel hook"]
    assert "HTTP 503: maintenance (since 23 Nov 2026, 12:00 UTC)" in str(
        json.loads(oncall.hits[0].body)["troubles"]
    )
    hooks.always = Reply()
    await watched.after(HOUR)
    assert heard(oncall) == ["Trouble with channel hook", "Well again: channel hook"]
    assert [json.loads(hit.body)["title"] for hit in hooks.hits][-1] == "Report 1"


async def test_a_short_failure_of_a_channel_is_told_nobody(
    watched: Watched, hooks: HookServer, oncall: HookServer
) -> None:
    hooks.replies.append(Reply(500))
    Desk(watched.store).tell("hook")
    for _ in range(8):
        await watched.after(HOUR)
    assert len(hooks.hits) == 2
    assert heard(oncall) == []


async def test_an_alert_that_was_given_up_is_told_at_once_until_it_is_sent_again(
    watched: Watched, hooks: HookServer, oncall: HookServer
) -> None:
    hooks.replies.append(Reply(404, b"no such hook"))
    Desk(watched.store).tell("hook")
    await watched.after()
    assert heard(oncall) == ["Trouble with alerts to channel hook"]
    assert "an alert was given up: HTTP 404: no such hook" in oncall.hits[0].body.decode()
    with watched.store.write() as tx:
        [dead] = tx.outbox.list("dead")
        assert tx.outbox.resend(dead.id, watched.now)
    await watched.after()
    assert heard(oncall)[1:] == ["Well again: alerts to channel hook"]


async def test_where_the_only_one_to_tell_is_down_it_is_told_when_it_works_again(
    watched: Watched, hooks: HookServer, oncall: HookServer
) -> None:
    notify = watched.config.health.model_copy(update={"notify": ("hook",)})
    watched.config = watched.config.model_copy(update={"health": notify})
    hooks.always = Reply(503)
    Desk(watched.store).tell("hook")
    for _ in range(8):
        await watched.after(HOUR)
    hooks.always = Reply()
    hooks.hits.clear()
    await watched.after(HOUR)
    assert heard(hooks) == ["Report 1", "Trouble with channel hook", "Well again: channel hook"]
    assert heard(oncall) == []
