"""Whom a silence holds back, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from rules.alerts.memory import Change
from rules.alerts.silences import Candidate, ended_by, reason, says_a_new_fact, silencing

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALERT = Candidate("floods", 17, {"desk": "weather", "team": "a"}, new_fact=False)
NEWS = Candidate("floods", 17, {}, new_fact=True)


@dataclass(frozen=True)
class Silence:
    id: int = 3
    rule: str | None = None
    story_id: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None
    until_new_fact: bool = False
    why: str = ""


@pytest.mark.parametrize(
    ("silence", "holds"),
    [
        (Silence(rule="floods"), True),
        (Silence(rule="fires"), False),
        (Silence(story_id=17), True),
        (Silence(story_id=18), False),
        (Silence(labels={"desk": "weather"}), True),
        (Silence(labels={"desk": "weather", "team": "b"}), False),
        (Silence(rule="floods", story_id=17, labels={"team": "a"}), True),
        (Silence(rule="floods", story_id=18), False),
        (Silence(rule="floods", until=NOW + timedelta(microseconds=1)), True),
        (Silence(rule="floods", until=NOW), False),
    ],
)
def test_all_that_a_silence_names_has_to_fit_until_its_time_is_up(
    silence: Silence, holds: bool
) -> None:
    assert (silencing([silence], ALERT, NOW) is silence) is holds


def test_an_acknowledged_story_is_silent_until_a_new_fact() -> None:
    acknowledged = Silence(story_id=17, until_new_fact=True)
    assert silencing([acknowledged], ALERT, NOW) is acknowledged
    assert ended_by([acknowledged], ALERT, NOW) == ()
    assert silencing([acknowledged], NEWS, NOW) is None
    assert ended_by([acknowledged], NEWS, NOW) == (acknowledged,)


def test_a_new_fact_does_not_end_what_was_silenced_for_a_time() -> None:
    timed = Silence(story_id=17, until=NOW + timedelta(hours=2))
    assert silencing([timed], NEWS, NOW) is timed
    assert ended_by([timed], NEWS, NOW) == ()


def test_one_more_outlet_is_no_new_fact_but_a_figure_or_another_rule_is() -> None:
    more_outlets = Change("origins", 2, 5, "Outlet")
    figure = Change("killed", 31, 47, "Outlet")
    assert not says_a_new_fact(told_before=True, changes=[more_outlets])
    assert not says_a_new_fact(told_before=True, changes=[])
    assert says_a_new_fact(told_before=True, changes=[more_outlets, figure])
    assert says_a_new_fact(told_before=False, changes=[])


def test_the_reason_names_the_silence_and_why_it_was_made() -> None:
    assert reason(Silence()) == "silenced by silence 3"
    assert reason(Silence(why="known already")) == "silenced by silence 3: known already"
