"""How many polls may begin: a burst is cut, a steady stream is not."""

from __future__ import annotations

import pytest

from monitor.schedule.pace import LEAST_RATE, SPREAD, Pace


def begun(pace: Pace, due: int, feeds: int, seconds: int, start: int = 0) -> list[int]:
    """Begin as many of ``due`` polls as there is room for, second by second."""
    counts = []
    for second in range(start, start + seconds):
        room = min(due, pace.room(float(second), feeds))
        pace.begin(room)
        due -= room
        counts.append(room)
    return counts


@pytest.mark.parametrize("feeds", [10, 2_000, 10_000, 100_000])
def test_all_feeds_at_once_are_spread(feeds: int) -> None:
    counts = begun(Pace(0.0), feeds, feeds, 300)
    assert sum(counts) == feeds
    assert max(counts) <= 2 * max(LEAST_RATE, feeds / SPREAD)
    # Nobody waits longer for it than a few minutes.
    assert sum(counts[: int(SPREAD) + 2]) == feeds


def test_what_a_steady_stream_needs_is_always_there() -> None:
    pace = Pace(0.0)
    # 100,000 feeds, each every quarter of an hour.
    for second in range(1, 2_000):
        assert pace.room(float(second), 100_000) >= 112
        pace.begin(112)


def test_a_long_pause_saves_up_no_burst() -> None:
    pace = Pace(0.0)
    assert pace.room(86_400.0, 500) == 2 * LEAST_RATE
