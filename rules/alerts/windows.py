"""When a channel may be spoken to: quiet hours, digests, bursts and rates. Pure decisions.

What is critical passes quiet hours, digests and rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

CRITICAL = "critical"
_MINUTE = timedelta(minutes=1)
_MONDAY = datetime(1970, 1, 5)  # noqa: DTZ001 - of the wall clock, in whatever zone


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
    """One delivery that is due: how grave, and when its alert was made.

    ``bundle`` names the message that it has been made part of, None where there is none yet.
    """

    severity: str
    created: datetime
    bundle: str | None = None


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

    tat: datetime | None
    until: datetime | None = None


def quiet_until(now: datetime, quiet: Quiet | None, zone: tzinfo) -> datetime | None:
    """Return when the quiet window that ``now`` lies in ends (UTC), or None outside of one.

    The window is wall clock time in ``zone``, so it keeps its hours when the clocks change.
    """
    if quiet is None or not _is_quiet(now, quiet, zone):
        return None
    local = now.astimezone(zone)
    tomorrow = quiet.start > quiet.end and local.time() >= quiet.start
    day = local.date() + timedelta(days=1 if tomorrow else 0)
    end = datetime.combine(day, quiet.end, zone).astimezone(UTC)
    if end <= now:
        # The hour is struck twice tonight and this is its second time.
        end = datetime.combine(day, quiet.end.replace(fold=1), zone).astimezone(UTC)
    while end - _MINUTE > now and not _is_quiet(end - _MINUTE, quiet, zone):
        end -= _MINUTE  # that hour is left out tonight: the window ends where the clocks jump
    return end if end > now else None


def _is_quiet(now: datetime, quiet: Quiet, zone: tzinfo) -> bool:
    clock = now.astimezone(zone).time()
    after_start, before_end = clock >= quiet.start, clock < quiet.end
    if quiet.start > quiet.end:
        return after_start or before_end
    return after_start and before_end


def digest_at(created: datetime, every: float, zone: tzinfo) -> datetime:
    """Return when the digest goes out that collects an alert made at ``created``.

    Digests lie on a fixed grid of wall clock time, so that a daily one goes out at midnight and
    one every six hours at 6, 12 and 18 o'clock; those of a week begin on Mondays.
    """
    # The wall clock's own count: in UTC the grid would move when the clocks change.
    local = created.astimezone(zone).replace(tzinfo=None)
    slot = int((local - _MONDAY).total_seconds() // every) + 1
    wall = (_MONDAY + timedelta(seconds=slot * every)).replace(tzinfo=zone)
    at = wall.astimezone(UTC)
    return at if at > created else wall.replace(fold=1).astimezone(UTC)


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


def admit_all(
    messages: Sequence[bool], rate: Rate | None, tat: datetime | None, now: datetime
) -> tuple[Admission, ...]:
    """Decide on each of ``messages`` at ``now``, in order; True is one that passes uncounted.

    Once one has to wait, all later ones that count wait as long.
    """
    answers: list[Admission] = []
    opens: datetime | None = None
    for passes in messages:
        if rate is None or passes:
            answers.append(Admission(tat))
            continue
        if opens is None:
            answer = admit(now, rate, tat)
            tat, opens = answer.tat, answer.until
        answers.append(Admission(tat, opens))
    return tuple(answers)


def plan(items: Sequence[Item], timing: Timing, now: datetime, zone: tzinfo) -> Plan:
    """Decide what of ``items`` goes now and what waits; ``items`` are in the order queued.

    What has been made part of one message stays so.
    """
    silence_ends = quiet_until(now, timing.quiet, zone)
    held: list[Held] = []
    single: list[int] = []
    digest: list[int] = []
    bundles: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        if item.severity == CRITICAL and item.bundle is None:
            single.append(index)
        elif silence_ends is not None:
            held.append(Held(index, silence_ends, "held: quiet hours"))
        elif item.bundle is not None:
            bundles.setdefault(item.bundle, []).append(index)
        elif timing.digest is None:
            single.append(index)
        else:
            at = digest_at(item.created, timing.digest, zone)
            # Digests that would have gone out in quiet hours are one when these end.
            at = quiet_until(at, timing.quiet, zone) or at
            if at > now:
                held.append(Held(index, at, "held: waits for the digest"))
            else:
                digest.append(index)
    groups = [tuple(indexes) for indexes in bundles.values()]
    groups += [tuple(digest)] if digest else []
    groups += _burst(single, items, timing.burst)
    return Plan(tuple(sorted(groups)), tuple(held))


def _burst(single: Sequence[int], items: Sequence[Item], most: int | None) -> list[tuple[int, ...]]:
    """Return the messages of what goes one by one, or of a flood: the critical stay by themselves."""
    flood = [index for index in single if items[index].severity != CRITICAL]
    if most is None or len(flood) <= most:
        return [(index,) for index in single]
    return [tuple(flood), *((index,) for index in single if index not in flood)]
