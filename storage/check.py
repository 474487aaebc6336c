"""What must be true of the stored data, looked for row by row."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

_RULES: Final = (
    (
        "alert {} is queued for no channel",
        "SELECT id FROM alert WHERE withheld = '' AND id NOT IN (SELECT alert_id FROM delivery)",
    ),
    (
        "delivery {} has no alert",
        "SELECT id FROM delivery WHERE alert_id NOT IN (SELECT id FROM alert)",
    ),
    (
        "alert {} has no entry",
        "SELECT id FROM alert WHERE entry_id NOT IN (SELECT id FROM entry)",
    ),
    (
        "alert {} has no story",
        "SELECT id FROM alert WHERE story_id NOT IN (SELECT id FROM story)",
    ),
    (
        "entry {} names a story that does not exist",
        "SELECT id FROM entry WHERE story_id IS NOT NULL AND story_id NOT IN (SELECT id FROM story)",
    ),
    (
        "entry {} has no feed",
        "SELECT id FROM entry WHERE feed_id NOT IN (SELECT id FROM feed)",
    ),
    (
        "delivery {} is in flight, but nobody's",
        "SELECT id FROM delivery WHERE state = 'leased' "
        "AND (owner IS NULL OR token IS NULL OR lease_until IS NULL)",
    ),
    (
        "delivery {} is leased, but not in flight",
        "SELECT id FROM delivery WHERE state <> 'leased' AND (owner IS NOT NULL "
        "OR token IS NOT NULL)",
    ),
    (
        "delivery {} is in no known state",
        "SELECT id FROM delivery WHERE state NOT IN ('due', 'leased', 'sent', 'dead')",
    ),
    (
        "delivery {} waits for a message that is not there",
        "SELECT id FROM delivery WHERE state IN ('due', 'leased') AND bundle IS NOT NULL "
        "AND bundle NOT IN (SELECT key FROM bundle)",
    ),
    (
        "feed {} is leased to nobody",
        "SELECT id FROM feed WHERE (lease_owner IS NULL) <> (lease_until IS NULL)",
    ),
)
_SHOWN: Final = 10


def findings(connection: Connection) -> list[str]:
    """Return what is wrong, in words; nothing when all is well. Reads every table."""
    found = _sqlite(connection) if connection.dialect.name == "sqlite" else []
    for words, query in _RULES:
        rows = connection.execute(text(f"{query} ORDER BY id LIMIT {_SHOWN + 1}")).scalars().all()
        found += [words.format(row) for row in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            found.append(f"… and more: {words.format('…')}")
    return found


def _sqlite(connection: Connection) -> list[str]:
    damage = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
    found = [f"damaged: {line}" for line in damage if line != "ok"]
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    found += [f"row {row[1]} of '{row[0]}' has lost its '{row[2]}'" for row in orphans[:_SHOWN]]
    return found
