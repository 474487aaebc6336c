"""What a feed's state becomes after a poll, and what its host asked for all its feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from monitor.fetch.outcome import Elsewhere, FetchFailed, NotModified
from monitor.pipeline.fulltext import remembered
from monitor.pipeline.outcome import Parsed, Polled, Twin, Unchanged, Unreadable
from monitor.telemetry import get_logger
from monitor.timing import PollSettings, after_poll, elsewhere, led_elsewhere, settled
from storage.records import FeedState
from storage.store import Transaction

_log = get_logger("wirewatch.upkeep")


def after(
    polled: Polled, new_entries: int, settings: PollSettings, chance: Callable[[], float]
) -> FeedState:
    """Return the state to store: validators, hash of the body, failures, next due and why."""
    state = _after(polled, new_entries, settings, chance)
    if settled(state) and not settled(polled.state):
        _log.info("feed has moved for good", feed=state.spec.url, to=state.moved_to)
    return state


def hold_host(tx: Transaction, polled: Polled) -> None:
    """Put off every feed of a host that asked to be left alone: after a restart, too."""
    outcome = polled.outcome
    if isinstance(outcome, FetchFailed) and outcome.hold:
        until = polled.at + timedelta(seconds=outcome.hold)
        reason = f"{outcome.host} asked to be left alone: {outcome.reason}"
        tx.feeds.hold_host(outcome.host, until, reason, also=polled.state.id)


def _after(
    polled: Polled, new_entries: int, settings: PollSettings, chance: Callable[[], float]
) -> FeedState:
    state, outcome = polled.state, polled.outcome
    match outcome:
        case Parsed():
            told = after_poll(
                state, outcome.fetched, polled.at, settings, chance,
                new_entries=new_entries, hints=outcome.feed.hints,
            )  # fmt: skip
            hints = remembered(told.hints, outcome.articles) if outcome.articles else told.hints
            return replace(told, body_hash=outcome.body_hash, hints=hints)
        case Unchanged():
            return after_poll(state, outcome.fetched, polled.at, settings, chance)
        case Unreadable():
            failed = FetchFailed(outcome.reason, outcome.fetched.status, None, "parse")
            return after_poll(state, failed, polled.at, settings, chance)
        case Elsewhere(other, target):
            return led_elsewhere(state, other, target, polled.at, settings, chance)
        case Twin(other):
            return elsewhere(state, other, polled.at, settings, chance)
        case NotModified() | FetchFailed():
            return after_poll(state, outcome, polled.at, settings, chance)
        case _:
            assert_never(outcome)
