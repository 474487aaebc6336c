"""Whether a daemon runs on a database: who writes for it to act on should know."""

from __future__ import annotations

from storage.errors import Locked
from storage.store import Store


def holder_of(store: Store) -> str:
    """Say who runs on this database; empty when nobody does."""
    try:
        with store.lock("status"):
            return ""
    except Locked as error:
        return str(error)


def who_sends(store: Store) -> str:
    """Say who will send what was queued, and when."""
    if holder_of(store):
        return "The running daemon sends it as soon as its channel may."
    return "No daemon is running: 'wirewatch run' or 'wirewatch once' sends it."
