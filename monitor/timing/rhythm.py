"""How often a feed is worth asking: its own pace, lengthened by what server and feed ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from monitor.timing.shapes import Chance, PollSettings
from monitor.timing.words import DAY, HOUR, later, words
from storage.records import FeedState

# A server without validators sends its whole feed every time: its owner pays for each poll.
_WITHOUT_VALIDATORS = HOUR
# ttl and sy: are defaults of the software more often than wishes, so they bind only this far.
_HINT_CAP = HOUR / 2
# Polls per expected entry: enough that news is seen early in its life.
_POLLS_PER_ENTRY = 6
_GROWTH = 1.5
JITTER = 0.1
# A feed breaks its own rhythm when so many usual gaps, and at least a long weekend, bring nothing.
_SILENT_GAPS = 12
_SILENT_AT_LEAST = 3 * DAY
# Feeds that are this late come after a pause of ours, all of them in step.
_LATE = 60.0


def schedule(
    state: FeedState,
    now: datetime,
    due: datetime,
    settings: PollSettings,
    chance: Chance,
) -> FeedState:
    """Return ``state`` with its next due time after a good answer to the poll due at ``due``."""
    written = state.spec.every or settings.every
    if written:
        reason = f"every {words(written)}, as configured"
        wait = _apart(written, due, now, chance)
        return replace(state, interval=written, next_due=later(now, wait), reason=reason)
    interval, reason = _rhythm(state, now, settings)
    wait, reason = _bounded(state, settings, interval, reason)
    wait = _apart(wait * (1 + JITTER * chance()), due, now, chance)
    then = later(now, wait)
    open_at = opening(then, state.hints)
    if open_at > then:
        reason = "the feed names hours or days without news (skipHours, skipDays)"
        then = later(open_at, 60 * chance())
    return replace(state, interval=interval, next_due=then, reason=reason)


def _apart(wait: float, due: datetime, now: datetime, chance: Chance) -> float:
    """Spread feeds that come back together from a pause of ours: once, and only to later."""
    late = (now - due).total_seconds()
    return wait * (1 + chance()) if late > max(wait, _LATE) else wait


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
    state: FeedState, settings: PollSettings, interval: float, reason: str
) -> tuple[float, str]:
    """Lengthen ``interval`` to what server and feed ask for; the longest wish gives the reason."""
    wishes = [(interval, reason)]
    asked = max(float(state.hints.get("ttl") or 0), float(state.hints.get("period") or 0))
    if asked:
        wishes.append((min(asked, _HINT_CAP), f"the feed asks for {words(asked)} (ttl, sy:)"))
    if not state.etag and not state.last_modified:
        why = "hourly at most: the server gives no validators, so each poll costs it all"
        wishes.append((max(_WITHOUT_VALIDATORS, settings.min), why))
    fresh = float(state.hints.get("fresh") or 0)
    if fresh:
        why = f"the server calls it fresh for {words(fresh)}"
        wishes.append((min(fresh, settings.cache_cap), why))
    return max(wishes, key=lambda wish: wish[0])


def opening(due: datetime, hints: Mapping[str, Any]) -> datetime:
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


def measured(memory: Mapping[str, Any], state: FeedState, now: datetime, new: int) -> float | None:
    """Return the gap between entries as polls have shown it, after ``new`` of them; None: unknown."""
    before: float | None = memory.get("seen_gap")
    if not new or state.last_new is None:
        return before
    sample = max(1.0, (now - state.last_new).total_seconds()) / new
    return round(0.7 * before + 0.3 * sample if before else sample, 1)


def expected_by(memory: Mapping[str, Any], last_new: datetime) -> datetime | None:
    """Return until when a feed with this rhythm brings something new; None where it has none."""
    gap = max(float(memory.get("gap") or 0), float(memory.get("seen_gap") or 0))
    return later(last_new, max(_SILENT_GAPS * gap, _SILENT_AT_LEAST)) if gap else None
