"""Upgrades of databases that hold something: nothing of it is lost, and it is read as before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage import migrate
from storage.engine import parse_url
from storage.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICKS = int(NOW.timestamp()) * 1_000_000
FIRST: Mapping[str, Mapping[str, Any]] = {
    "feed": {
        "id": 1, "url": "https://a.example/feed", "name": "A", "tags": "[]", "origin": "",
        "language": "en", "active": True, "next_due": TICKS, "interval": 900.0, "failures": 0,
        "error": "", "paused": "", "reason": "", "hints": "{}",
    },
    "story": {"id": 4, "title": "The river rises", "started_at": TICKS, "touched_at": TICKS},
    "entry": {
        "id": 7, "feed_id": 1, "story_id": 4, "seen_at": TICKS, "backlog": False,
        "identity": "one", "digest": "d", "link": "https://a.example/1", "title": "Rain",
        "summary": "", "content": "", "author": "", "tags": "[]", "language": "",
    },
    "alert": {
        "id": 9, "created_at": TICKS, "rule": "floods", "story_id": 4, "entry_id": 7,
        "kind": "first", "severity": "normal", "labels": '{"desk":"weather"}',
        "reason": "first match", "content": '{"title":"Rain"}',
    },
    "delivery": {
        "id": 11, "alert_id": 9, "channel": "mail", "thread": "4 floods", "state": "due",
        "due": TICKS, "attempts": 2, "leases": 2, "key": "k", "error": "busy",
    },
    "channel": {"name": "mail", "paused_until": TICKS, "reason": "429"},
    "note": {"key": "rate mail", "value": NOW.isoformat()},
}  # fmt: skip


def at_version(url: str, revision: str) -> sa.Engine:
    """Return an engine on a database as ``revision`` left it."""
    engine = sa.create_engine(parse_url(url))
    with engine.begin() as connection:
        migrate.climb(connection, revision)
    return engine


@pytest.fixture
def upgraded(empty_url: str) -> Store:
    """A store whose rows were written under the first schema."""
    engine = at_version(empty_url, "0001")
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name, row in FIRST.items():
            connection.execute(tables.tables[name].insert(), row)
    engine.dispose()
    store = Store.open(empty_url)
    assert store.upgrade()
    return store


def test_what_the_first_version_stored_is_all_there_after_the_upgrade(upgraded: Store) -> None:
    with upgraded.read() as tx:
        alert = tx.alerts.get(9)
        assert alert is not None
        assert (alert.data.content, alert.data.labels) == ({"title": "Rain"}, {"desk": "weather"})
        assert alert.withheld == ""
        (delivery,) = tx.outbox.of_alert(9)
        assert (delivery.state, delivery.attempts, delivery.error) == ("due", 2, "busy")
        assert delivery.bundle is None
        (mail,) = tx.channels.all()
        assert (mail.paused_until, mail.pause_reason, mail.failing_since) == (NOW, "429", None)
        assert tx.silences.active(NOW) == ()
    assert upgraded.check() == []
    upgraded.close()


def test_a_rate_moves_from_its_note_to_the_channel(upgraded: Store) -> None:
    with upgraded.read() as tx:
        assert tx.channels.rate_tat("mail") == NOW
        assert tx.notes.get("rate mail") is None
    upgraded.close()


def test_work_goes_on_with_what_was_queued_before_the_upgrade(upgraded: Store) -> None:
    with upgraded.write() as tx:
        tx.channels.pause("mail", None, "")
        (claimed,) = tx.outbox.claim(NOW, 10, "me", 60)
        assert tx.outbox.sent(claimed.id, claimed.token, NOW)
        tx.channels.works("mail")
    with upgraded.read() as tx:
        assert tx.outbox.counts()["sent"] == 1
    upgraded.close()
