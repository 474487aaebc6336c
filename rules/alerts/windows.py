"""When a channel may be spoken to: quiet hours, digests, bursts and rates. Pure decisions.

What is critical passes quiet hours, digests and rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``count`` messages in any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Quiet:
    """A daily window of wall clock time; it may run over midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Timing:
    """What one channel asks for. ``burst``: more due at once become one message."""

    rate: Rate | None = None
    burst: int | None = None
    quiet: Quiet | None = None
    digest: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One delivery that is due: how grave, and when its alert was made."""

    severity: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """The delivery at ``index`` waits until then, and why."""

    index: int
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Groups of indexes to send now, each as one message, in order; and what is held."""

    groups: tuple[tuple[int, ...], ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Admission:
    """A rate's answer: go (and remember ``tat``), or wait ``until``."""

    tat: datetime
    until: datetime | None = None


def quiet_until(now: datetime, quiet: Quiet | None, zone: tzinfo) -> datetime | None:
    """Return when the quiet window that ``now`` lies in ends (UTC), or None outside of one.

    The window is wall clock time in ``zone``, so it keeps its hours when the clocks change.
    """
    if quiet is None or quiet.start == quiet.end:
        return None
    local = now.astimezone(zone)
    clock = local.time()
    overnight = quiet.start > quiet.end
    after_start, before_end = clock >= quiet.start, clock < quiet.end
    if not (after_start or before_end if overnight else after_start and before_end):
        return None
    day = local.date() + timedelta(days=1 if overnight and after_start else 0)
    end = datetime.combine(day, quiet.end, zone).astimezone(UTC)
    if end <= now:
        # The hour is struck twice tonight and this is its second time.
        end = datetime.combine(day, quiet.end.replace(fold=1), zone).astimezone(UTC)
    return end if end > now else None


def digest_at(created: datetime, every: float) -> datetime:
    """Return when the digest goes out that collects an alert made at ``created``.

    Digests lie on a fixed grid, so a retry after a restart gathers the same alerts again.
    """
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    slot = int((created - epoch).total_seconds() // every) + 1
    return epoch + timedelta(seconds=slot * every)


def admit(now: datetime, rate: Rate, tat: datetime | None) -> Admission:
    """Decide by GCRA; ``tat`` is the theoretical arrival time remembered from the last message.

    Half of the count may come at once, the rest is spread so that no window of ``seconds``
    ever sees more than ``count``. Source: ITU-T I.371, annex A.
    """
    at_once = max(1, rate.count // 2)
    step = timedelta(seconds=rate.seconds / (rate.count - at_once + 1))
    expected = max(now, tat or now)
    # A clock that was set back must not silence a channel for longer than its window.
    expected = min(expected, now + step * at_once)
    opens = expected - step * (at_once - 1)
    if opens > now:
        return Admission(tat or now, until=opens)
    return Admission(expected + step)


def plan(items: Sequence[Item], timing: Timing, now: datetime, zone: tzinfo) -> Plan:
    """Decide what of ``items`` goes now and what waits; ``items`` are in the order queued."""
    silence_ends = quiet_until(now, timing.quiet, zone)
    held: list[Held] = []
    single: list[int] = []
    digests: dict[datetime, list[int]] = {}
    for index, item in enumerate(items):
        if item.severity == CRITICAL:
            single.append(index)
        elif silence_ends is not None:
            held.append(Held(index, silence_ends, "held: quiet hours"))
        elif timing.digest is None:
            single.append(index)
        else:
            at = digest_at(item.created, timing.digest)
            # Digests that would have gone out in quiet hours are one when these end.
            at = quiet_until(at, timing.quiet, zone) or at
            if at > now:
                held.append(Held(index, at, "held: waits for the digest"))
            else:
                digests.setdefault(at, []).append(index)
    groups = [tuple(indexes) for indexes in digests.values()]
    if timing.burst is not None and len(single) > timing.burst:
        groups.append(tuple(single))
    else:
        groups += [(index,) for index in single]
    return Plan(tuple(sorted(groups)), tuple(held))
