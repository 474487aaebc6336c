"""When to ask again: the next poll of a feed, the next attempt of a delivery. Pure.

plan(state) ─▶ (fetch) ─▶ after_poll(state, outcome) ─▶ state with next_due and why
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlsplit

from storage.records import FeedState

Chance = Callable[[], float]

HOUR = 3600.0
DAY = 86400.0
# A server without validators sends its whole feed every time: its owner pays for each poll.
_WITHOUT_VALIDATORS = HOUR
# ttl and sy: are defaults of the software more often than wishes, so they bind only this far.
_HINT_CAP = HOUR / 2
_FAILURE_CAP = 2 * HOUR
_REFUSAL_CAP = DAY
_HOLD_CAP = 2 * DAY
_GONE_CHECK = 30 * DAY
_MOVE_STEADY = timedelta(days=7)
_STALE_AFTER = timedelta(days=7)
# Polls per expected entry: enough that news is seen early in its life.
_POLLS_PER_ENTRY = 6
_GROWTH = 1.5
_JITTER = 0.1


class Polling(Protocol):
    """What timing needs of the configuration (RULES.md section 1), in seconds."""

    @property
    def every(self) -> float | None: ...
    @property
    def min(self) -> float: ...
    @property
    def max(self) -> float: ...


@runtime_checkable
class Answered(Protocol):
    """A fetch that went well: a body (200) or 'not modified' (304)."""

    @property
    def status(self) -> int: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def cache_seconds(self) -> float | None: ...
    @property
    def permanent_url(self) -> str | None: ...


class Failed(Protocol):
    """A fetch that did not."""

    @property
    def reason(self) -> str: ...
    @property
    def status(self) -> int | None: ...
    @property
    def retry_after(self) -> float | None: ...
    @property
    def kind(self) -> str: ...


class Wishes(Protocol):
    """What the feed itself says about its rhythm; ``dump`` gives a JSON object."""

    def dump(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class PollSettings:
    """Bounds of polling, in seconds. ``every`` is kept as written; None adapts to the feed."""

    every: float | None = None
    min: float = 120.0
    max: float = DAY
    cache_cap: float = 2 * DAY

    @classmethod
    def of(cls, polling: Polling) -> PollSettings:
        """Take the settings from the ``polling`` part of a configuration."""
        return cls(every=polling.every, min=polling.min, max=polling.max)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for at the next poll. ``full`` leaves the validators out on purpose."""

    url: str
    etag: str | None
    last_modified: str | None
    full: bool = False


def plan(state: FeedState, now: datetime) -> Plan:
    """Return where and how to ask: the address it moved to, conditional unless that looks stale."""
    url = state.moved_to if state.moved_to and _adopted(state, now) else state.spec.url
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
    if isinstance(outcome, Answered):
        answered = _remember(state, outcome, now, new_entries, hints)
        return _schedule(answered, outcome, now, settings, chance)
    if outcome.kind == "held":
        # Nothing was asked, so nothing was learnt of the feed.
        wait = min(outcome.retry_after or settings.min, _HOLD_CAP) * (1 + _JITTER * chance())
        return replace(state, next_due=_later(now, wait), reason=outcome.reason)
    return _after_failure(state, outcome, now, settings, chance)


def may_hasten(state: FeedState, now: datetime, floor: timedelta) -> bool:
    """Say whether a person may have ``state`` polled at once, before it is due.

    Not below the floor, not against a Retry-After, and not after a 410.
    """
    if state.paused or state.hints.get("gone"):
        return False
    if float(state.hints.get("held_until") or 0) > now.timestamp():
        return False
    return state.last_polled is None or state.last_polled + floor <= now


def next_attempt(attempts: int, chance: Chance, retry_after: float | None = None) -> float:
    """Return the seconds to the next attempt of a delivery that failed ``attempts`` times."""
    wait = min(HOUR, 2.0 ** min(max(attempts, 1), 12)) * chance()  # full jitter
    return max(wait, 0.5, min(retry_after or 0.0, DAY))


# -- success ---------------------------------------------------------------------------------


def _remember(
    state: FeedState, outcome: Answered, now: datetime, new_entries: int, hints: Wishes | None
) -> FeedState:
    """Write down what a good answer tells; the due time comes after it."""
    memory = {name: value for name, value in state.hints.items() if name != "gone"}
    memory |= dict(hints.dump()) if hints is not None else {}
    if new_entries and state.last_new is not None:
        sample = max(1.0, (now - state.last_new).total_seconds()) / new_entries
        before = memory.get("seen_gap")
        memory["seen_gap"] = round(0.7 * before + 0.3 * sample if before else sample, 1)
    full = outcome.status != 304
    moved_to, moved_since = _moved(state, outcome, now)
    return replace(
        state,
        etag=outcome.etag if full else state.etag,
        last_modified=outcome.last_modified if full else state.last_modified,
        failures=0,
        error="",
        paused="",
        first_success=state.first_success or now,
        last_polled=now,
        last_success=now,
        last_new=now if new_entries else state.last_new,
        full_fetch_at=now if full else state.full_fetch_at,
        moved_to=moved_to,
        moved_since=moved_since,
        hints=memory,
    )


def _schedule(
    state: FeedState, outcome: Answered, now: datetime, settings: PollSettings, chance: Chance
) -> FeedState:
    written = state.spec.every or settings.every
    if written:
        reason = f"every {words(written)}, as configured"
        return replace(state, interval=written, next_due=_later(now, written), reason=reason)
    interval, reason = _rhythm(state, now, settings)
    wait, reason = _bounded(state, outcome, settings, interval, reason)
    due = _later(now, wait * (1 + _JITTER * chance()))
    open_at = _open(due, state.hints)
    if open_at > due:
        reason = "the feed names hours or days without news (skipHours, skipDays)"
        due = open_at + timedelta(seconds=60 * chance())
    return replace(state, interval=interval, next_due=due, reason=reason)


def _rhythm(state: FeedState, now: datetime, settings: PollSettings) -> tuple[float, str]:
    """Return the interval that suits the feed's own pace, and why."""
    gaps = [float(gap) for gap in (state.hints.get("gap"), state.hints.get("seen_gap")) if gap]
    before = min(max(state.interval, settings.min), settings.max)
    if not gaps:
        return before, f"every {words(before)}: its rhythm is not known yet"
    gap = min(gaps)
    if state.last_new is not None:
        # Silence that outlasts the usual gap is news about the rhythm.
        gap = max(gap, (now - state.last_new).total_seconds())
    wanted = min(gap / _POLLS_PER_ENTRY, before * _GROWTH)
    interval = min(max(wanted, settings.min), settings.max)
    return interval, f"every {words(interval)}: an entry comes about every {words(gap)}"


def _bounded(
    state: FeedState, outcome: Answered, settings: PollSettings, interval: float, reason: str
) -> tuple[float, str]:
    """Lengthen ``interval`` to what server and feed ask for; the longest wish gives the reason."""
    wishes = [(interval, reason)]
    asked = max(float(state.hints.get("ttl") or 0), float(state.hints.get("period") or 0))
    if asked:
        wishes.append((min(asked, _HINT_CAP), f"the feed asks for {words(asked)} (ttl, sy:)"))
    if not state.etag and not state.last_modified:
        why = "hourly at most: the server gives no validators, so each poll costs it all"
        wishes.append((max(_WITHOUT_VALIDATORS, settings.min), why))
    fresh = outcome.cache_seconds
    if fresh:
        why = f"the server calls it fresh for {words(fresh)}"
        wishes.append((min(fresh, settings.cache_cap), why))
    return max(wishes, key=lambda wish: wish[0])


def _open(due: datetime, hints: Mapping[str, Any]) -> datetime:
    """Return ``due`` or the first full hour after it that skipHours and skipDays leave open."""
    hours, days = set(hints.get("skip_hours") or ()), set(hints.get("skip_days") or ())
    if len(hours) >= 24 or len(days) >= 7 or not (hours or days):
        return due
    candidate = due
    for _ in range(8 * 24):
        if candidate.hour not in hours and candidate.weekday() not in days:
            return candidate
        candidate = candidate.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


# -- moves -----------------------------------------------------------------------------------


def _adopted(state: FeedState, now: datetime) -> bool:
    """Say whether the new address is polled directly: after a steady week, or http to https."""
    if not state.moved_to or state.moved_since is None:
        return False
    return now - state.moved_since >= _MOVE_STEADY or _upgrade(state.spec.url, state.moved_to)


def _moved(
    state: FeedState, outcome: Answered, now: datetime
) -> tuple[str | None, datetime | None]:
    """Return where the feed says it lives now and since when it says so."""
    target = outcome.permanent_url
    if _adopted(state, now):
        # Asked at its new address: silence means it is at home there.
        return (target, now) if target else (state.moved_to, state.moved_since)
    if not target or target == state.spec.url:
        return None, None
    return target, state.moved_since if target == state.moved_to else now


def _upgrade(old: str, new: str) -> bool:
    before, after = urlsplit(old), urlsplit(new)
    return (
        (before.scheme, after.scheme) == ("http", "https")
        and before.hostname == after.hostname
        and (before.path or "/", before.query) == (after.path or "/", after.query)
    )


def _looks_stale(state: FeedState, now: datetime) -> bool:
    """Say whether a week of 304 from a feed that is normally busy calls for one full answer."""
    gap = float(state.hints.get("gap") or state.hints.get("seen_gap") or DAY)
    full = state.full_fetch_at
    return gap < DAY and full is not None and now - full >= _STALE_AFTER


# -- failure ---------------------------------------------------------------------------------


def _after_failure(
    state: FeedState, outcome: Failed, now: datetime, settings: PollSettings, chance: Chance
) -> FeedState:
    failures = state.failures + 1
    known = replace(state, failures=failures, error=outcome.reason, last_polled=now)
    if _adopted(state, now) and failures >= 3:
        # The new home is no home: back to the address the user gave.
        known = replace(known, moved_to=None, moved_since=None)
    if outcome.status == 410:
        return _gone(known, now, settings, chance)
    memory = {name: value for name, value in state.hints.items() if name != "gone"}
    known = replace(known, hints=memory)
    base = max(state.spec.every or settings.every or state.interval, settings.min)
    refusal = outcome.status is not None and 400 <= outcome.status < 500
    cap = max(_REFUSAL_CAP if refusal else _FAILURE_CAP, base)
    wait = min(cap, base * 2 ** min(failures - 1, 20))
    reason = f"{_tries(failures)}; again after {words(wait)}"
    if outcome.retry_after and outcome.retry_after > wait:
        wait = min(outcome.retry_after, _HOLD_CAP)
        reason = f"{_tries(failures)}; the server asks to wait {words(wait)} (Retry-After)"
        memory = memory | {"held_until": _later(now, wait).timestamp()}
        known = replace(known, hints=memory)
    # Up to a quarter later, never sooner: feeds that failed together do not come back in step.
    due = _later(now, wait * (1 + chance() / 4))
    return replace(known, next_due=due, reason=reason)


def _gone(known: FeedState, now: datetime, settings: PollSettings, chance: Chance) -> FeedState:
    """410: check once more, then pause; a rare look finds a feed that came back."""
    if not known.hints.get("gone"):
        wait = max(known.spec.every or settings.every or known.interval, settings.min)
        reason = "the server says it is gone for good (410); one more look before it is paused"
        memory = dict(known.hints) | {"gone": 1}
    else:
        wait, memory = _GONE_CHECK, dict(known.hints)
        reason = "paused: the server said twice that it is gone for good (410)"
        known = replace(known, paused=reason)
    due = _later(now, wait * (1 + _JITTER * chance()))
    return replace(known, next_due=due, reason=reason, hints=memory)


def _tries(failures: int) -> str:
    return "failed once" if failures == 1 else f"failed {failures} times in a row"


# -- words -----------------------------------------------------------------------------------


def words(seconds: float) -> str:
    """Return a duration as a person says it: ``90 s``, ``15 min``, ``3 h``, ``2 d``."""
    for size, unit in ((DAY, "d"), (HOUR, "h"), (60.0, "min")):
        if seconds >= 2 * size or seconds == size:
            return f"{round(seconds / size, 1):g} {unit}"
    return f"{round(seconds, 1):g} s"


def _later(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
