"""What to ask for at a poll, and what a feed's state becomes after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.timing import moves, rhythm
from monitor.timing.shapes import Answered, Chance, Failed, Plan, PollSettings, Wishes, failed
from monitor.timing.words import DAY, HOUR, later, words
from storage.records import FeedState

_FAILURE_CAP = 2 * HOUR
_REFUSAL_CAP = DAY
_HOLD_CAP = 2 * DAY
_GONE_CHECK = 30 * DAY
_STALE_AFTER = timedelta(days=7)
# Hints that say how the last poll failed; a poll that does not fail so forgets them.
_OF_FAILURE = ("gone", "status")


def plan(state: FeedState, now: datetime) -> Plan:
    """Return where and how to ask: the address it moved to, conditional unless that looks stale."""
    url = moves.home(state)
    if _looks_stale(state, now):
        return Plan(url, None, None, full=True)
    return Plan(url, state.etag, state.last_modified)


def after_poll(
    state: FeedState,
    outcome: Answered | Failed,
    now: datetime,
    settings: PollSettings,
    chance: Chance,
    *,
    new_entries: int = 0,
    hints: Wishes | None = None,
) -> FeedState:
    """Return ``state`` after a poll that started at ``now``; intervals run from start to start."""
    if not failed(outcome):
        answered = _remember(state, outcome, now, new_entries, hints)
        return rhythm.schedule(answered, now, state.next_due, settings, chance)
    if outcome.kind == "held":
        # Nothing was asked, so nothing was learnt of the feed.
        wait = min(outcome.retry_after or settings.min, _HOLD_CAP) * (1 + rhythm.JITTER * chance())
        return replace(state, next_due=later(now, wait), reason=outcome.reason)
    return _after_failure(state, outcome, now, settings, chance)


def elsewhere(
    state: FeedState, other: str, now: datetime, settings: PollSettings, chance: Chance
) -> FeedState:
    """Return ``state`` after a turn that ``other``, which is the same feed, made needless.

    It neither fails nor breaks its rhythm: what it would bring comes by the other.
    """
    wait = state.spec.every or settings.every or max(state.interval, settings.min)
    due = later(now, wait * (1 + rhythm.JITTER * chance()))
    reason = f"it is the same feed as {other}, which is polled"
    return replace(state, failures=0, error="", expected_by=None, next_due=due, reason=reason)


def led_elsewhere(
    state: FeedState,
    other: str,
    target: str | None,
    now: datetime,
    settings: PollSettings,
    chance: Chance,
) -> FeedState:
    """Return ``state`` after its server sent us to what ``other`` polls, ``target`` if for good."""
    memory = {name: value for name, value in state.hints.items() if name not in _OF_FAILURE}
    told = replace(state, paused="", last_polled=now, last_success=now)
    moved = moves.after_answer(told, memory, target, now)
    return elsewhere(moved, other, now, settings, chance)


def may_hasten(state: FeedState, now: datetime, floor: timedelta) -> bool:
    """Say whether a person may have ``state`` polled at once, before it is due.

    Not below the floor, not against a Retry-After or a server that refuses us (429, repeated
    403), and not after a 410.
    """
    if state.paused or state.hints.get("gone"):
        return False
    if state.held_until is not None and state.held_until > now:
        return False
    status = state.hints.get("status")
    if state.next_due > now and (status == 429 or (status == 403 and state.failures > 1)):
        return False
    return state.last_polled is None or state.last_polled + floor <= now


def unanswered(state: FeedState) -> bool:
    """Say whether it fails for lack of any answer, as it does when our own network is down."""
    return bool(state.failures) and state.hints.get("status") is None


def _remember(
    state: FeedState, outcome: Answered, now: datetime, new_entries: int, hints: Wishes | None
) -> FeedState:
    """Write down what a good answer tells; the due time comes after it."""
    memory = {name: value for name, value in state.hints.items() if name not in _OF_FAILURE}
    memory |= dict(hints.dump()) if hints is not None else {}
    seen_gap = rhythm.measured(memory, state, now, new_entries)
    if seen_gap is not None:
        memory["seen_gap"] = seen_gap
    full = outcome.status != 304
    fresh = outcome.cache_seconds
    if fresh is None and not full:
        fresh = memory.get("fresh")  # 'not modified' confirms what was said with the body
    memory.pop("fresh", None)
    if fresh:
        memory["fresh"] = fresh
    first = state.first_success or now
    last_new = now if new_entries else state.last_new
    told = replace(
        state,
        etag=outcome.etag if full else state.etag,
        last_modified=outcome.last_modified if full else state.last_modified,
        failures=0,
        error="",
        paused="",
        first_success=first,
        last_polled=now,
        last_success=now,
        last_new=last_new,
        expected_by=rhythm.expected_by(memory, last_new or first),
        full_fetch_at=now if full else state.full_fetch_at,
    )
    return moves.after_answer(told, memory, outcome.permanent_url, now)


def _looks_stale(state: FeedState, now: datetime) -> bool:
    """Say whether a week of 304 from a feed that is normally busy calls for one full answer."""
    gap = float(state.hints.get("gap") or state.hints.get("seen_gap") or DAY)
    full = state.full_fetch_at
    # Never while it fails: whoever refuses us would be asked for all at every attempt.
    return not state.failures and gap < DAY and full is not None and now - full >= _STALE_AFTER


def _after_failure(
    state: FeedState, outcome: Failed, now: datetime, settings: PollSettings, chance: Chance
) -> FeedState:
    failures = state.failures + 1
    memory = {name: value for name, value in state.hints.items() if name not in _OF_FAILURE}
    if outcome.status is not None:
        memory["status"] = outcome.status
    known = replace(state, failures=failures, error=outcome.reason, last_polled=now, hints=memory)
    known = moves.after_failure(known, outcome.kind)
    if outcome.status == 410:
        return _gone(known, bool(state.hints.get("gone")), now, settings, chance)
    base = max(state.spec.every or settings.every or state.interval, settings.min)
    refusal = outcome.status is not None and 400 <= outcome.status < 500
    cap = max(_REFUSAL_CAP if refusal else _FAILURE_CAP, base)
    wait = min(cap, base * 2 ** min(failures - 1, 20))
    reason = f"{_tries(failures)}; again after {words(wait)}"
    if outcome.retry_after and outcome.retry_after > wait:
        wait = min(outcome.retry_after, _HOLD_CAP)
        reason = f"{_tries(failures)}; the server asks to wait {words(wait)} (Retry-After)"
    # Up to a quarter later, never sooner: feeds that failed together do not come back in step.
    due = later(now, wait * (1 + chance() / 4))
    return replace(known, next_due=due, reason=reason)


def _gone(
    known: FeedState, again: bool, now: datetime, settings: PollSettings, chance: Chance
) -> FeedState:
    """410: check once more, then pause; a rare look finds a feed that came back."""
    if again:
        wait = _GONE_CHECK
        reason = "paused: the server said twice that it is gone for good (410)"
        known = replace(known, paused=reason)
    else:
        wait = max(known.spec.every or settings.every or known.interval, settings.min)
        reason = "the server says it is gone for good (410); one more look before it is paused"
    due = later(now, wait * (1 + rhythm.JITTER * chance()))
    return replace(known, next_due=due, reason=reason, hints={**known.hints, "gone": 1})


def _tries(failures: int) -> str:
    return "failed once" if failures == 1 else f"failed {failures} times in a row"
