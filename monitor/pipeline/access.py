"""Which failing feeds a person may have mended: by the configuration, or by starting again.

Without this who corrects a password waits for a backoff that has grown to a day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.config.model import Config
from monitor.timing import may_hasten, unanswered
from storage.records import FeedState
from storage.store import Store

_WANTS_PASSWORD = (401, 407)


def asked_otherwise(before: Config, after: Config) -> Callable[[FeedState], bool]:
    """Return what says of a feed whether it fails and is asked in another way from now on."""
    elsewhere = _network(before) != _network(after)
    earlier = {feed.url: feed.plain_headers() for feed in before.feeds}
    other = {
        feed.url
        for feed in after.feeds
        if feed.url in earlier and feed.plain_headers() != earlier[feed.url]
    }

    def which(state: FeedState) -> bool:
        if state.spec.url in other:
            return bool(state.failures)
        return elsewhere and unanswered(state)

    return which


def may_be_well(state: FeedState) -> bool:
    """Say whether a start is a reason to ask a failing feed again.

    The network was down, or a password was wrong, and that was mended while nobody ran.
    """
    return unanswered(state) or (
        state.failures > 0 and state.hints.get("status") in _WANTS_PASSWORD
    )


def hasten(
    store: Store, which: Callable[[FeedState], bool], reason: str, now: datetime, least: timedelta
) -> None:
    """Make feeds due that wait for later, as far as nothing forbids it: ``least`` since the last poll."""
    with store.write() as tx:
        ready = [
            state.id
            for state in tx.feeds.all(active_only=True)
            if which(state) and state.next_due > now and may_hasten(state, now, least)
        ]
        tx.feeds.hasten(ready, now, reason)


def _network(config: Config) -> tuple[object, ...]:
    polling = config.polling
    return polling.allow_private, polling.proxy, polling.timeout
