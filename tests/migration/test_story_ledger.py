"""0002: what rules had saved of a story's figures moves to a table, and nothing is told again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from rules.alerts.memory import RuleStory
from storage import migrate
from storage.engine import parse_url
from storage.store import Store
from tests.integration.store_builders import state_of

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
MICROS = int(NOW.timestamp()) * 1_000_000


def claim(value: int, origin: str, minutes: int = 0) -> dict[str, Any]:
    return {
        "kind": "killed", "side": None, "per": None, "value": value, "status": "reported",
        "origin": origin, "at": (NOW + timedelta(minutes=minutes)).isoformat(),
        "qualifier": "at least", "quote": f"at least {value} killed",
    }  # fmt: skip


def state(**values: Any) -> str:
    raw = {
        "held_since": NOW.isoformat(), "origins": {"a.example": NOW.isoformat()},
        "told_at": NOW.isoformat(), "last_told": NOW.isoformat(), "told": [claim(31, "a.example")],
        "earlier": [], "told_origins": 1, "ledger": [claim(31, "a.example"), claim(47, "b.example", 5)],
        "pending": [], "due": None,
    }  # fmt: skip
    return json.dumps(raw | values)


def populate_first_version(url: str, states: list[tuple[int, str, str]]) -> None:
    """Make the tables of 0001 and put stories and rule states into them."""
    engine = sa.create_engine(parse_url(url))
    with engine.begin() as connection:
        migrate.climb(connection, "0001")
        for story in {one[0] for one in states}:
            connection.execute(
                sa.text("INSERT INTO story (id, title, started_at, touched_at) VALUES (:s, 'x', :t, :t)"),
                {"s": story, "t": MICROS},
            )  # fmt: skip
        for story, rule, text in states:
            connection.execute(
                sa.text("INSERT INTO rule_state (story_id, rule, state, due, saved_at)"
                        " VALUES (:s, :r, :x, NULL, :t)"),
                {"s": story, "r": rule, "x": text, "t": MICROS},
            )  # fmt: skip
    engine.dispose()


def test_a_story_keeps_its_figures_once_for_all_rules(empty_url: str) -> None:
    rise = {
        "change": {"what": "killed", "old": 31, "new": 47, "source": "b.example", "quote": "47"},
        "claim": claim(47, "b.example", 5),
    }
    origins = {
        "change": {"what": "origins", "old": 1, "new": 5, "source": "b.example", "quote": ""},
        "claim": None,
    }
    populate_first_version(
        empty_url,
        [(1, "a", state(pending=[rise, origins])), (1, "b", state()), (2, "a", state(ledger=[]))],
    )
    store = Store.open(empty_url)
    assert store.upgrade()
    with store.read() as tx:
        found = tx.figures.of_story(1)
        assert [(one.value, one.origin, one.qualifier) for one in found] == [
            (31, "a.example", "at least"),
            (47, "b.example", "at least"),
        ]
        assert found[1].at == NOW + timedelta(minutes=5)
        assert found[1].entry is None
        assert tx.figures.of_story(2) == []
        memory = RuleStory.load(state_of(tx, 1, "a") or "")
        assert memory.told_at == NOW
        assert [one.value for one in memory.told] == [31]
        assert [(one.what, one.new) for one in memory.pending] == [("killed", 47), ("origins", 5)]
        assert memory.pending[0].claim is not None
        assert memory.pending[0].claim.quote == "at least 47 killed"
        assert tx.stories.rule_states_held(NOW, 10) == []
    store.close()


def test_more_states_than_one_batch_are_all_taken_over(empty_url: str) -> None:
    populate_first_version(empty_url, [(n, rule, state()) for n in range(1, 302) for rule in "ab"])
    store = Store.open(empty_url)
    store.upgrade()
    with store.read() as tx:
        for story in (1, 250, 251, 301):
            assert len(tx.figures.of_story(story)) == 2
            for rule in "ab":
                RuleStory.load(state_of(tx, story, rule) or "")
    store.close()
