"""When a feed is asked again, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.outcome import Fetched, FetchFailed, NotModified
from monitor.parse.model import Hints
from monitor.timing import PollSettings, after_poll, may_hasten, next_attempt, plan
from storage.records import FeedSpec, FeedState

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
SETTINGS = PollSettings()
NEW = FeedState(1, FeedSpec("http://example.org/feed"), NOW)
OK = Fetched("http://example.org/feed", 200, b"x", etag='"1"', last_modified="then")


def never() -> float:
    return 0.0


def always() -> float:
    return 0.999


def failed(status: int | None = None, retry_after: float | None = None, kind: str = "status"):  # type: ignore[no-untyped-def]
    return FetchFailed("it broke", status, retry_after, kind)


def minutes(state: FeedState) -> float:
    return (state.next_due - NOW).total_seconds() / 60


def test_new_feed_is_asked_again_after_a_quarter_of_an_hour() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never)
    assert minutes(state) == 15
    assert state.first_success == state.last_success == NOW
    assert "not known yet" in state.reason


def test_written_interval_is_kept_whatever_the_server_says() -> None:
    fresh = replace(OK, cache_seconds=7200.0, etag=None, last_modified=None)
    state = after_poll(NEW, fresh, NOW, PollSettings(every=300), always)
    assert minutes(state) == 5
    assert state.reason == "every 5 min, as configured"


def test_interval_of_the_feed_wins_over_the_general_one() -> None:
    own = replace(NEW, spec=replace(NEW.spec, every=60.0))
    assert minutes(after_poll(own, OK, NOW, PollSettings(every=300), never)) == 1


def test_busy_feed_is_asked_more_often_down_to_the_minimum() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never, new_entries=5, hints=Hints(gap=1200.0))
    assert minutes(state) == pytest.approx(20 / 6, abs=0.1)
    state = after_poll(NEW, OK, NOW, SETTINGS, never, new_entries=5, hints=Hints(gap=10.0))
    assert minutes(state) == 2


def test_quiet_feed_is_asked_ever_less_up_to_the_maximum() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never, new_entries=1, hints=Hints(gap=7 * 86400.0))
    seen = [state.interval]
    for _ in range(40):
        state = after_poll(state, NotModified(), state.next_due, SETTINGS, never)
        seen.append(state.interval)
    assert seen == sorted(seen)
    assert seen[-1] == 86400


def test_server_without_validators_is_asked_hourly_at_most() -> None:
    bare = replace(OK, etag=None, last_modified=None)
    state = after_poll(NEW, bare, NOW, SETTINGS, never)
    assert minutes(state) == 60
    assert "validators" in state.reason


@pytest.mark.parametrize("answer", [OK, NotModified()])
def test_freshness_the_server_states_is_awaited_up_to_two_days(answer: Fetched) -> None:
    seen = replace(NEW, etag='"1"')
    hour = after_poll(seen, replace(answer, cache_seconds=3600.0), NOW, SETTINGS, never)
    years = after_poll(seen, replace(answer, cache_seconds=1e9), NOW, SETTINGS, never)
    assert minutes(hour) == 60
    assert minutes(years) == 2 * 24 * 60


def test_full_answer_replaces_validators_and_not_modified_keeps_them() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never)
    assert (state.etag, state.last_modified) == ('"1"', "then")
    state = after_poll(state, NotModified(), NOW, SETTINGS, never)
    assert (state.etag, state.last_modified) == ('"1"', "then")
    state = after_poll(state, failed(503), NOW, SETTINGS, never)
    assert state.etag == '"1"'
    state = after_poll(state, replace(OK, etag=None, last_modified=None), NOW, SETTINGS, never)
    assert (state.etag, state.last_modified) == (None, None)


def test_failures_back_off_to_a_cap_and_never_end() -> None:
    state, waits = NEW, []
    for _ in range(30):
        state = after_poll(state, failed(500), NOW, SETTINGS, never)
        waits.append(minutes(state))
    assert waits[:4] == [15, 30, 60, 120]
    assert waits[-1] == 120
    assert (state.failures, state.error, state.paused) == (30, "it broke", "")
    healed = after_poll(state, OK, NOW, SETTINGS, never)
    assert (healed.failures, healed.error) == (0, "")


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    early = after_poll(NEW, failed(kind="network"), NOW, SETTINGS, never)
    late = after_poll(NEW, failed(kind="network"), NOW, SETTINGS, always)
    assert late.next_due - early.next_due > timedelta(minutes=3)


def test_retry_after_is_obeyed_within_reason() -> None:
    assert minutes(after_poll(NEW, failed(429, 7200), NOW, SETTINGS, never)) == 120
    assert minutes(after_poll(NEW, failed(503, 1e12), NOW, SETTINGS, never)) == 2 * 24 * 60
    own = replace(NEW, spec=replace(NEW.spec, every=60.0))
    assert minutes(after_poll(own, failed(429, 600), NOW, SETTINGS, never)) == 10


def test_held_host_is_no_failure_of_the_feed() -> None:
    state = after_poll(NEW, failed(None, 300, "held"), NOW, SETTINGS, never)
    assert (state.failures, minutes(state), state.last_polled) == (0, 5, None)


def test_gone_feed_is_looked_at_once_more_and_then_paused() -> None:
    once = after_poll(NEW, failed(410), NOW, SETTINGS, never)
    assert (once.paused, minutes(once)) == ("", 15)
    twice = after_poll(once, failed(410), NOW, SETTINGS, never)
    assert "410" in twice.paused
    assert minutes(twice) == 30 * 24 * 60
    assert after_poll(twice, OK, NOW, SETTINGS, never).paused == ""


def test_another_failure_between_two_410_starts_over() -> None:
    state = after_poll(NEW, failed(410), NOW, SETTINGS, never)
    state = after_poll(state, failed(500), NOW, SETTINGS, never)
    assert after_poll(state, failed(410), NOW, SETTINGS, never).paused == ""


def test_hints_of_the_feed_lengthen_the_interval_within_reason() -> None:
    quick = {"new_entries": 3, "hints": Hints(gap=60.0, ttl=1200.0)}
    assert minutes(after_poll(NEW, OK, NOW, SETTINGS, never, **quick)) == 20  # type: ignore[arg-type]
    yearly = Hints(gap=60.0, period=31536000.0)
    assert minutes(after_poll(NEW, OK, NOW, SETTINGS, never, hints=yearly)) == 30


def test_skipped_hours_and_days_are_waited_out_unless_all_are_listed() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never, hints=Hints(skip_hours=(12, 13)))
    assert state.next_due == NOW.replace(hour=14)
    monday = after_poll(NEW, OK, NOW, SETTINGS, never, hints=Hints(skip_days=(0,)))
    assert monday.next_due == datetime(2026, 11, 3, tzinfo=UTC)
    every = after_poll(NEW, OK, NOW, SETTINGS, never, hints=Hints(skip_hours=tuple(range(24))))
    assert minutes(every) == 15


def test_permanent_move_is_followed_after_a_steady_week() -> None:
    moved = replace(OK, permanent_url="https://example.net/rss")
    state = after_poll(NEW, moved, NOW, SETTINGS, never)
    assert plan(state, NOW).url == NEW.spec.url
    week = NOW + timedelta(days=7)
    state = after_poll(state, moved, NOW + timedelta(days=6), SETTINGS, never)
    assert plan(state, week).url == NEW.spec.url
    state = after_poll(state, moved, week, SETTINGS, never)
    assert plan(state, week).url == "https://example.net/rss"
    state = after_poll(state, OK, week, SETTINGS, never)
    assert plan(state, week).url == "https://example.net/rss"


def test_move_to_something_that_is_no_feed_starts_its_week_anew() -> None:
    moved = replace(OK, permanent_url="https://parked.example/")
    state = after_poll(NEW, moved, NOW, SETTINGS, never)
    state = after_poll(state, failed(200, kind="parse"), NOW + timedelta(days=3), SETTINGS, never)
    assert state.moved_to is None
    state = after_poll(state, moved, NOW + timedelta(days=8), SETTINGS, never)
    assert plan(state, NOW + timedelta(days=9)).url == NEW.spec.url


def test_a_settled_feed_that_moves_on_is_followed() -> None:
    at_home = replace(NEW, moved_to="https://b.example/", hints={"home": "https://b.example/"})
    state = after_poll(
        at_home, replace(OK, permanent_url="https://c.example/"), NOW, SETTINGS, never
    )
    assert plan(state, NOW).url == "https://c.example/"


def test_move_that_stops_is_forgotten() -> None:
    state = after_poll(NEW, replace(OK, permanent_url="https://a.example/"), NOW, SETTINGS, never)
    state = after_poll(state, OK, NOW, SETTINGS, never)
    assert (state.moved_to, state.moved_since) == (None, None)


def test_upgrade_to_https_is_followed_at_once() -> None:
    moved = replace(OK, permanent_url="https://example.org/feed")
    state = after_poll(NEW, moved, NOW, SETTINGS, never)
    assert plan(state, NOW).url == "https://example.org/feed"


def test_new_home_that_fails_thrice_is_given_up() -> None:
    home = "https://example.org/feed"
    state = replace(NEW, moved_to=home, moved_since=NOW, hints={"home": home})
    for _ in range(3):
        assert plan(state, NOW).url == "https://example.org/feed"
        state = after_poll(state, failed(404), NOW, SETTINGS, never)
    assert plan(state, NOW).url == "http://example.org/feed"


def test_week_of_not_modified_from_a_busy_feed_calls_for_a_full_answer() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never, hints=Hints(gap=3600.0))
    assert plan(state, NOW + timedelta(days=6)).etag == '"1"'
    due = plan(state, NOW + timedelta(days=7))
    assert (due.full, due.etag, due.last_modified) == (True, None, None)


def test_a_feed_that_fails_is_never_asked_for_all() -> None:
    state = after_poll(NEW, OK, NOW, SETTINGS, never, hints=Hints(gap=3600.0))
    late = NOW + timedelta(days=9)
    state = after_poll(state, failed(429), late, SETTINGS, never)
    assert plan(state, late).etag == '"1"'


def test_feeds_that_return_from_a_long_pause_are_spread_out_once_and_only_to_later() -> None:
    paused = replace(NEW, last_polled=NOW - timedelta(hours=2), next_due=NOW - timedelta(hours=1))
    on_time = replace(paused, next_due=NOW - timedelta(seconds=2))
    for settings in (SETTINGS, PollSettings(every=900)):
        assert minutes(after_poll(paused, OK, NOW, settings, never)) == 15
        assert minutes(after_poll(paused, OK, NOW, settings, always)) > 29
        assert minutes(after_poll(on_time, OK, NOW, settings, always)) < 17


def test_a_feed_breaks_its_rhythm_after_twelve_gaps_and_three_days() -> None:
    hourly = after_poll(NEW, OK, NOW, SETTINGS, never, new_entries=1, hints=Hints(gap=3600.0))
    weekly = after_poll(NEW, OK, NOW, SETTINGS, never, new_entries=1, hints=Hints(gap=604800.0))
    assert hourly.expected_by == NOW + timedelta(days=3)
    assert weekly.expected_by == NOW + timedelta(days=84)
    assert after_poll(NEW, OK, NOW, SETTINGS, never).expected_by is None


def test_who_refuses_us_is_not_asked_by_hand_and_others_are() -> None:
    floor = timedelta(minutes=2)
    later = NOW + timedelta(minutes=3)

    def hasty(*statuses: int | None) -> bool:
        state = NEW
        for status in statuses:
            state = after_poll(state, failed(status), NOW, SETTINGS, never)
        return may_hasten(state, later, floor)

    assert hasty(404)
    assert hasty(403)
    assert hasty(None)
    assert not hasty(429)
    assert not hasty(403, 403)
    assert not hasty(410)
    held = replace(NEW, held_until=NOW + timedelta(hours=1))
    assert not may_hasten(held, later, floor)
    assert not may_hasten(replace(NEW, last_polled=NOW), NOW + timedelta(minutes=1), floor)


def test_deliveries_are_tried_again_ever_later_with_a_cap() -> None:
    waits = [next_attempt(n, lambda: 1.0) for n in range(1, 20)]
    assert waits[0] == 2
    assert waits == sorted(waits)
    assert waits[-1] == 3600
    assert next_attempt(1, never, retry_after=90) == 90
