"""Slack: an update answers the message of its first alert, where a bot posts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from apprise.plugins.slack import NotifySlack

from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk, dispatcher
from tests.servers.hooks import HookServer, Reply

BOT = "slack://xoxb-123456789012-1234567890123-4mt0t4lly4f4k3t0k3n/C0123456789"
WEBHOOK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"


def posted(ts: str) -> Reply:
    return Reply(200, json.dumps({"ok": True, "channel": "C0123456789", "ts": ts}).encode())


def bodies(hooks: HookServer) -> list[dict[str, Any]]:
    return [json.loads(hit.body) for hit in hooks.hits]


async def test_an_update_goes_into_the_thread_and_the_channel(
    store: Store, hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifySlack, "api_url", hooks.base + "/api/{}")
    hooks.replies.extend(posted(f"1700000000.00{number}") for number in range(3))
    desk = Desk(store)
    first = desk.tell("slack", story=(story := desk.story()))
    assert await dispatcher(store, slack=BOT).drain(NOW) == 1
    # A restart lies between: the id is remembered in the database.
    desk.tell("slack", story=story, first_alert=first, first_at=NOW.isoformat())
    desk.tell("slack")
    assert await dispatcher(store, "other", slack=BOT).drain(NOW) == 2
    alone, update, another = bodies(hooks)
    assert "thread_ts" not in alone
    assert (update["thread_ts"], update["reply_broadcast"]) == ("1700000000.000", True)
    assert "thread_ts" not in another


async def test_an_update_whose_first_alert_never_arrived_stands_alone(
    store: Store, hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifySlack, "api_url", hooks.base + "/api/{}")
    hooks.always = posted("1700000000.001")
    desk = Desk(store)
    first = desk.tell(story=(story := desk.story()))
    desk.tell("slack", story=story, first_alert=first, first_at=NOW.isoformat())
    assert await dispatcher(store, slack=BOT).drain(NOW) == 1
    assert "thread_ts" not in bodies(hooks)[0]


async def test_an_incoming_webhook_has_no_threads(
    store: Store, hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{hooks.base}/services")
    desk = Desk(store)
    first = desk.tell("slack", story=(story := desk.story()))
    desk.tell("slack", story=story, first_alert=first, first_at=NOW.isoformat())
    assert await dispatcher(store, slack=WEBHOOK).drain(NOW) == 2
    assert ["thread_ts" in body for body in bodies(hooks)] == [False, False]
