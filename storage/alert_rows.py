"""Rows of alerts, read by two repositories that do not know each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from storage.records import Alert, AlertData
from storage.tables import ALERT

ALERT_COLUMNS: Final = [
    ALERT.c[name].label(f"alert_{name}")
    for name in (
        *("id", "created_at", "rule", "story_id", "entry_id"),
        *("kind", "severity", "labels", "reason", "content", "withheld"),
    )
]


def alert_of(row: Sequence[Any]) -> Alert:
    """Return the alert in the first columns of ``row``, which are ``ALERT_COLUMNS``."""
    alert_id, created_at, *data, withheld = row[: len(ALERT_COLUMNS)]
    return Alert(alert_id, created_at, AlertData(*data), withheld)
