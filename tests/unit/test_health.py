"""What is told of troubles, when, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.pipeline.health import Finding, Settled, settle
from storage.records import Trouble

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DEAD = Finding("feed:https://a.example/rss", "feed A", "the server answers 404", 6 * 3600.0)
NOTED = Trouble(DEAD.subject, DEAD.title, DEAD.reason, NOW)
TOLD = replace(NOTED, told_at=NOW, alert_id=7)


def known(*troubles: Trouble) -> dict[str, Trouble]:
    return {trouble.subject: trouble for trouble in troubles}


def test_a_new_trouble_is_noted_and_not_told() -> None:
    assert settle([DEAD], {}, {}, NOW) == Settled(seen=(NOTED,))


def test_it_is_told_when_its_patience_is_over() -> None:
    early = settle([DEAD], known(NOTED), {}, NOW + 5.9 * HOUR)
    late = settle([DEAD], known(NOTED), {}, NOW + 6 * HOUR)
    assert early == Settled()
    assert late == Settled(tell=(NOTED,))


def test_it_is_told_once_however_long_it_lasts() -> None:
    assert settle([DEAD], known(TOLD), {"feed": NOW}, NOW + 1000 * HOUR) == Settled()


def test_another_reason_is_noted_and_not_told_again() -> None:
    other = replace(DEAD, reason="the server answers 500")
    settled = settle([other], known(TOLD), {}, NOW + HOUR)
    assert (settled.tell, settled.seen[0].reason) == ((), "the server answers 500")


def test_its_end_is_told_once_and_forgotten() -> None:
    assert settle([], known(TOLD), {}, NOW) == Settled(over=(TOLD,), past=(TOLD.subject,))


def test_a_trouble_that_nobody_heard_of_ends_in_silence() -> None:
    assert settle([], known(NOTED), {}, NOW) == Settled(past=(NOTED.subject,))


def test_what_came_earlier_than_it_was_seen_needs_no_further_patience() -> None:
    long_dead = replace(DEAD, since=NOW - 7 * HOUR)
    assert len(settle([long_dead], {}, {}, NOW).tell) == 1


def test_messages_of_one_kind_keep_their_distance_and_then_come_together() -> None:
    others = [replace(DEAD, subject=f"feed:{n}", since=NOW - 7 * HOUR) for n in range(3)]
    other_kind = replace(DEAD, subject="channel:mail", since=NOW - 7 * HOUR)
    told = {"feed": NOW - HOUR / 2}
    assert [one.subject for one in settle([*others, other_kind], {}, told, NOW).tell] == [
        "channel:mail"
    ]
    assert len(settle(others, {}, told, NOW + HOUR / 2).tell) == 3
