"""Quiet hours, digests, bursts and rates."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.alerts.windows import (
    Item,
    Quiet,
    Rate,
    Timing,
    admit,
    admit_all,
    digest_at,
    plan,
    quiet_until,
)

KYIV = ZoneInfo("Europe/Kyiv")
NIGHT = Quiet(time(22), time(7))
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=KYIV, fold=fold).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (local(2026, 6, 10, 21, 59), None),
        (local(2026, 6, 10, 22, 0), local(2026, 6, 11, 7, 0)),
        (local(2026, 6, 11, 6, 59), local(2026, 6, 11, 7, 0)),
        (local(2026, 6, 11, 7, 0), None),
    ],
)
def test_a_window_over_midnight_holds_until_morning(now: datetime, end: datetime | None) -> None:
    assert quiet_until(now, NIGHT, KYIV) == end


def test_a_window_within_one_day_holds_only_then() -> None:
    lunch = Quiet(time(12), time(13))
    assert quiet_until(local(2026, 6, 10, 12, 30), lunch, KYIV) == local(2026, 6, 10, 13, 0)
    assert quiet_until(local(2026, 6, 10, 13, 0), lunch, KYIV) is None


def test_an_empty_window_is_never_quiet() -> None:
    assert quiet_until(NOON, Quiet(time(9), time(9)), KYIV) is None
    assert quiet_until(NOON, None, KYIV) is None


def test_the_window_ends_by_the_wall_clock_when_clocks_go_forward() -> None:
    # In Kyiv 28 March 2027 has no 03:30.
    begin = local(2027, 3, 27, 23, 0)
    end = quiet_until(begin, NIGHT, KYIV)
    assert end == local(2027, 3, 28, 7, 0)
    assert end - begin == timedelta(hours=7)


def test_the_window_ends_by_the_wall_clock_when_clocks_go_back() -> None:
    begin = local(2026, 10, 24, 23, 0)
    end = quiet_until(begin, NIGHT, KYIV)
    assert end is not None
    assert end - begin == timedelta(hours=9)


def test_a_window_whose_end_is_left_out_tonight_ends_where_the_clocks_jump() -> None:
    early = Quiet(time(22), time(3, 30))
    end = quiet_until(local(2027, 3, 28, 2, 59), early, KYIV)
    assert end == local(2027, 3, 28, 4, 0)
    assert quiet_until(end, early, KYIV) is None


def test_a_window_whose_end_is_struck_twice_holds_in_both_hours() -> None:
    early = Quiet(time(22), time(3, 30))
    assert quiet_until(local(2026, 10, 25, 3, 10), early, KYIV) == local(2026, 10, 25, 3, 30)
    again = local(2026, 10, 25, 3, 10, fold=1)
    assert quiet_until(again, early, KYIV) == local(2026, 10, 25, 3, 30, fold=1)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - hypothesis wants naive
    st.times(),
    st.times(),
)
def test_a_quiet_window_always_ends_later_and_within_a_day(
    moment: datetime, start: time, end: time
) -> None:
    now = moment.replace(tzinfo=UTC)
    until = quiet_until(now, Quiet(start, end), KYIV)
    assert until is None or timedelta() < until - now <= timedelta(hours=25)


def test_digests_lie_on_a_grid() -> None:
    at = digest_at(NOON + timedelta(minutes=1), 1800, UTC)
    assert at == NOON + timedelta(minutes=30)
    assert digest_at(NOON + timedelta(minutes=29), 1800, UTC) == at
    assert digest_at(NOON + timedelta(minutes=30), 1800, UTC) == NOON + timedelta(minutes=60)


def test_a_daily_digest_goes_out_at_local_midnight_all_year() -> None:
    for created, midnight in (
        (local(2026, 6, 10, 13), local(2026, 6, 11)),
        (local(2026, 12, 10, 13), local(2026, 12, 11)),
        (local(2026, 10, 25, 1), local(2026, 10, 26)),
    ):
        assert digest_at(created, 86400, KYIV) == midnight


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - hypothesis wants naive
    st.sampled_from([60.0, 600.0, 1800.0, 3600.0, 6 * 3600.0, 86400.0, 7 * 86400.0]),
)
def test_a_digest_waits_no_longer_than_its_interval_and_a_change_of_clocks(
    moment: datetime, every: float
) -> None:
    created = moment.replace(tzinfo=UTC)
    waits = digest_at(created, every, KYIV) - created
    assert timedelta() < waits <= timedelta(seconds=every + 3600)


@given(
    st.integers(1, 30),
    st.sampled_from([60.0, 3600.0, 86400.0]),
    st.lists(st.floats(0, 5000), min_size=1, max_size=200),
)
def test_no_window_ever_sees_more_than_the_rate(
    count: int, seconds: float, gaps: list[float]
) -> None:
    rate, now, tat = Rate(count, seconds), NOON, None
    passed: list[datetime] = []
    for gap in gaps:
        now += timedelta(seconds=gap)
        answer = admit(now, rate, tat)
        if answer.until is None:
            tat = answer.tat
            passed.append(now)
        else:
            assert answer.until > now
    for index, first in enumerate(passed):
        window = [at for at in passed[index:] if (at - first).total_seconds() < seconds - 0.001]
        assert len(window) <= count


def test_the_first_half_of_the_rate_may_come_at_once() -> None:
    rate, tat = Rate(20, 3600), None
    for _ in range(10):
        answer = admit(NOON, rate, tat)
        assert answer.until is None
        tat = answer.tat
    refused = admit(NOON, rate, tat)
    assert refused.until is not None
    assert refused.until - NOON == timedelta(seconds=3600 / 11)
    assert admit(refused.until, rate, tat).until is None


def test_a_clock_set_back_does_not_silence_a_channel_for_long() -> None:
    answer = admit(NOON, Rate(2, 3600), NOON + timedelta(days=300))
    assert answer.until is not None
    assert answer.until - NOON <= timedelta(hours=1)


def item(severity: str = "normal", minutes_ago: float = 0) -> Item:
    return Item(severity, NOON - timedelta(minutes=minutes_ago))


def test_without_any_wish_each_alert_is_its_own_message_in_order() -> None:
    decided = plan([item(), item(), item("critical")], Timing(), NOON, UTC)
    assert decided.groups == ((0,), (1,), (2,))
    assert not decided.held


def test_quiet_hours_hold_all_but_the_critical() -> None:
    timing = Timing(quiet=Quiet(time(11), time(13)))
    decided = plan([item("high"), item("critical")], timing, NOON, UTC)
    assert decided.groups == ((1,),)
    assert [(held.index, held.until) for held in decided.held] == [(0, NOON + timedelta(hours=1))]
    assert "quiet" in decided.held[0].reason


def test_more_than_the_burst_becomes_one_message() -> None:
    timing = Timing(burst=3)
    assert plan([item()] * 3, timing, NOON, UTC).groups == ((0,), (1,), (2,))
    assert plan([item()] * 4, timing, NOON, UTC).groups == ((0, 1, 2, 3),)


def test_in_a_flood_the_critical_stay_by_themselves() -> None:
    items = [item(), item("critical"), item(), item("critical"), item()]
    assert plan(items, Timing(burst=2), NOON, UTC).groups == ((0, 2, 4), (1,), (3,))
    assert plan(items, Timing(burst=3), NOON, UTC).groups == ((0,), (1,), (2,), (3,), (4,))


def test_what_became_one_message_stays_one_and_waits_only_for_quiet_hours() -> None:
    bound = [Item("normal", NOON, "b") for _ in range(2)]
    timing = Timing(burst=1, digest=1800)
    assert plan([*bound, item(), item()], timing, NOON, UTC).groups == ((0, 1),)
    quiet = Timing(quiet=Quiet(time(11), time(13)))
    assert [held.index for held in plan(bound, quiet, NOON, UTC).held] == [0, 1]


def test_a_rate_counts_messages_in_order_and_the_critical_pass_uncounted() -> None:
    answers = admit_all([False, True, False, False, True], Rate(2, 3600), None, NOON)
    assert [answer.until is None for answer in answers] == [True, True, False, False, True]
    assert answers[2].until == answers[3].until == NOON + timedelta(minutes=30)
    assert answers[4].tat == answers[0].tat
    assert [answer.until for answer in admit_all([False] * 3, None, None, NOON)] == [None] * 3


def test_a_digest_waits_for_its_end_then_goes_as_one_and_critical_does_not_wait() -> None:
    timing = Timing(digest=1800)
    items = [item(minutes_ago=10), item(minutes_ago=1), item("critical"), item()]
    decided = plan(items, timing, NOON, UTC)
    assert decided.groups == ((0, 1), (2,))
    assert [(held.index, held.until) for held in decided.held] == [
        (3, NOON + timedelta(minutes=30))
    ]


def test_digests_of_the_quiet_hours_are_one_digest_when_these_end() -> None:
    timing = Timing(quiet=Quiet(time(6), time(12)), digest=1800)
    items = [item(minutes_ago=minutes) for minutes in (370, 300, 200, 100, 10)]
    assert plan(items, timing, NOON, UTC).groups == ((0, 1, 2, 3, 4),)
    early = plan(items[:2], timing, NOON - timedelta(hours=4), UTC)
    assert {held.until for held in early.held} == {NOON}
