"""What a feed's state becomes after a poll."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from monitor.fetch.outcome import FetchFailed, NotModified
from monitor.pipeline.outcome import Parsed, Polled, Unchanged, Unreadable
from monitor.timing import PollSettings, after_poll
from storage.records import FeedState


def after(
    polled: Polled, new_entries: int, settings: PollSettings, chance: Callable[[], float]
) -> FeedState:
    """Return the state to store: validators, hash of the body, failures, next due and why."""
    state, outcome = polled.state, polled.outcome
    match outcome:
        case Parsed():
            told = after_poll(
                state, outcome.fetched, polled.at, settings, chance,
                new_entries=new_entries, hints=outcome.feed.hints,
            )  # fmt: skip
            return replace(told, body_hash=outcome.body_hash)
        case Unchanged():
            return after_poll(state, outcome.fetched, polled.at, settings, chance)
        case Unreadable():
            failed = FetchFailed(outcome.reason, outcome.fetched.status, None, "parse")
            return after_poll(state, failed, polled.at, settings, chance)
        case NotModified() | FetchFailed():
            return after_poll(state, outcome, polled.at, settings, chance)
        case _:
            assert_never(outcome)
