"""Feeds that move. A new address is believed after a steady week of good answers from it.

``moved_to`` is where permanent redirects lead, ``moved_since`` since when they do; the hint
``home`` equals ``moved_to`` once the feed is asked there directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from storage.records import FeedState

_STEADY = timedelta(days=7)
# As many polls of the new address may fail before the old one is asked again.
_PATIENCE = 3


def home(state: FeedState) -> str:
    """Return the address to ask: where the feed has settled, else what the user wrote."""
    return state.moved_to if state.moved_to and settled(state) else state.spec.url


def settled(state: FeedState) -> bool:
    """Say whether the feed is asked at the address it moved to."""
    return state.moved_to is not None and state.hints.get("home") == state.moved_to


def after_answer(
    state: FeedState, memory: Mapping[str, Any], target: str | None, now: datetime
) -> FeedState:
    """Return ``state`` with ``memory``, and with where a good answer says it lives (``target``)."""
    if settled(state) and not target:
        # Asked at its new address: silence means it is at home there.
        return replace(state, hints=memory)
    memory = {name: value for name, value in memory.items() if name != "home"}
    if not target or target == state.spec.url:
        return replace(state, hints=memory, moved_to=None, moved_since=None)
    since = state.moved_since if target == state.moved_to and state.moved_since else now
    # From a home it has already, it goes straight on.
    if settled(state) or now - since >= _STEADY or _upgrade(state.spec.url, target):
        memory["home"] = target
    return replace(state, hints=memory, moved_to=target, moved_since=since)


def after_failure(state: FeedState, kind: str) -> FeedState:
    """Give up a home that fails, and a move that leads to something that is no feed."""
    if settled(state) and state.failures < _PATIENCE:
        return state
    if settled(state) or kind == "parse":
        memory = {name: value for name, value in state.hints.items() if name != "home"}
        return replace(state, hints=memory, moved_to=None, moved_since=None)
    return state


def _upgrade(old: str, new: str) -> bool:
    """Say whether ``new`` is the same place, only by https."""
    before, after = urlsplit(old), urlsplit(new)
    return (
        (before.scheme, after.scheme) == ("http", "https")
        and before.hostname == after.hostname
        and (before.path or "/", before.query) == (after.path or "/", after.query)
    )
