"""One rule in one story: told once, held until carried, updated when something changed."""

from __future__ import annotations

import pytest

from rules.alerts.decide import Hold, Known, Tell, due
from rules.facts.model import Facts, FigureStatus
from tests.unit.deciding import BOTH, RISES, Told, at, changed, facts, figure, kinds, play, rule


def test_first_match_is_told_and_later_ones_are_known_with_a_reason() -> None:
    first, second = play(rule(), [(0, "a", None), (5, "b", None)])
    assert first.decision == Tell("first match in this story")
    assert second.decision == Known("known: told at 2026-03-01T08:00:00+00:00")


def test_story_is_held_until_enough_origins_carry_it() -> None:
    spec = rule(story={"origins": 2, "within": "2h"})
    held, again, told = play(spec, [(0, "a", None), (5, "a", None), (9, "b", None)])
    assert held.decision == again.decision == Hold("held: 1 of 2 origins (a)")
    assert told.decision == Tell("2 of 2 origins")


def test_held_story_is_not_told_after_its_window() -> None:
    spec = rule(story={"origins": 2, "within": "2h"})
    verdicts = play(spec, [(0, "a", None), (121, "b", None), (200, "c", None)])
    assert kinds(verdicts) == ["Hold", "Hold", "Tell"]


def test_forty_reprints_of_one_wire_are_one_origin() -> None:
    spec = rule(story={"origins": 2, "within": "2h"})
    verdicts = play(spec, [(minute, "apnews.com", None) for minute in range(40)])
    assert set(kinds(verdicts)) == {"Hold"}


def test_toll_that_rises_is_told_with_old_and_new() -> None:
    tolls = [31, 33, 47, 45, 60]
    items = [(10.0 * i, f"o{i}", facts(figure(toll))) for i, toll in enumerate(tolls)]
    verdicts = play(rule(update_on=BOTH), items)
    assert kinds(verdicts) == ["Tell", "Known", "Update", "Known", "Update"]
    [change] = changed(verdicts[2])
    assert (change.what, change.old, change.new, change.source) == ("killed", 31, 47, "o2")
    assert change.claim is not None
    assert change.claim.quote == "47 killed"
    assert changed(verdicts[4])[0].old == 47
    assert "killed 45, told 47" in verdicts[3].decision.reason


def test_small_rises_add_up_against_what_was_told() -> None:
    items = [(float(i), "a", facts(figure(100 + 4 * i))) for i in range(4)]
    assert kinds(play(rule(update_on=RISES), items)) == ["Tell", "Known", "Known", "Update"]


def test_fall_is_believed_from_the_outlet_that_gave_the_higher_number() -> None:
    items = [(0.0, "a", facts(figure(60))), (5.0, "a", facts(figure(40)))]
    assert changed(play(rule(update_on=BOTH), items)[1])[0].new == 40


def test_fall_is_believed_from_two_other_origins_not_from_one() -> None:
    items = [
        (float(i), origin, facts(figure(60 if i == 0 else 40))) for i, origin in enumerate("abc")
    ]
    assert kinds(play(rule(update_on=BOTH), items)) == ["Tell", "Known", "Update"]


def test_late_copies_of_an_older_toll_are_no_fall() -> None:
    tolls = [("a", 31), ("b", 60), ("c", 31), ("d", 31)]
    items = [(float(i), origin, facts(figure(toll))) for i, (origin, toll) in enumerate(tolls)]
    assert kinds(play(rule(update_on=BOTH), items)) == ["Tell", "Update", "Known", "Known"]


@pytest.mark.parametrize("status", ["past", "denied"])
def test_figures_of_the_past_or_denied_move_nothing(status: FigureStatus) -> None:
    items = [
        (0.0, "a", facts(figure(31))),
        (5.0, "b", Facts(figures=(figure(900, status=status),))),
    ]
    assert kinds(play(rule(update_on=RISES), items)) == ["Tell", "Known"]


def test_sides_and_rates_are_compared_only_with_their_like() -> None:
    items = [
        (0.0, "a", facts(figure(1200, "casualties", side="RU", per="day"))),
        (1.0, "b", facts(figure(90000, "casualties", side="RU"))),
        (2.0, "c", facts(figure(1400, "casualties", side="UA", per="day"))),
        (3.0, "d", facts(figure(1500, "casualties", side="RU", per="day"))),
    ]
    spec = rule(update_on=[{"figure": "any", "rises": "10%"}])
    verdicts = play(spec, items)
    assert kinds(verdicts) == ["Tell", "Known", "Known", "Update"]
    assert changed(verdicts[3])[0].what == "casualties per day (RU)"


def test_absolute_rise_counts_people() -> None:
    items = [(float(i), "a", facts(figure(toll))) for i, toll in enumerate((100, 104, 105))]
    spec = rule(update_on=[{"figure": "killed", "rises": 5}])
    assert kinds(play(spec, items)) == ["Tell", "Known", "Update"]


def test_figure_that_appears_and_feared_that_is_confirmed_are_updates() -> None:
    spec = rule(update_on=[{"figure": "killed", "appears": True}, {"confirmed": "killed"}])
    items = [
        (0.0, "a", None),
        (1.0, "b", facts(figure(20, status="feared"))),
        (2.0, "c", facts(figure(12))),
        (3.0, "d", facts(figure(13))),
    ]
    verdicts = play(spec, items)
    assert kinds(verdicts) == ["Tell", "Update", "Update", "Known"]
    assert changed(verdicts[1])[0].old is None
    assert (changed(verdicts[2])[0].old, changed(verdicts[2])[0].new) == (20, 12)


def test_origins_reached_are_told_once() -> None:
    items = [(float(i), origin, None) for i, origin in enumerate("abcd")]
    verdicts = play(rule(update_on=[{"origins": 3}]), items)
    assert kinds(verdicts) == ["Tell", "Known", "Update", "Known"]


def test_changes_inside_the_gap_are_told_together_when_it_ends() -> None:
    spec = rule(update_on=[*RISES, {"origins": 3}], update_gap="15m")
    items = [
        (float(i), o, facts(figure(t)))
        for i, (o, t) in enumerate([("a", 10), ("b", 20), ("c", 30)])
    ]
    verdicts = play(spec, items)
    assert kinds(verdicts) == ["Tell", "Hold", "Hold"]
    memory = verdicts[-1].memory
    assert memory.due == at(15)
    assert due(spec, memory, at(14)) is None
    flushed = due(spec, memory, at(15))
    assert flushed is not None
    assert [(one.what, one.old, one.new) for one in changed(flushed)] == [
        ("killed", 10, 30),
        ("origins", 1, 3),
    ]
    assert due(spec, flushed.memory, at(99)) is None


def test_backlog_is_never_told_and_does_not_count_as_told() -> None:
    told = Told(rule())
    assert isinstance(told.hear(0, "a", None, backlog=True).decision, Known)
    assert isinstance(told.hear(1, "a", None).decision, Tell)


def test_edited_item_may_update_but_never_alerts_again() -> None:
    spec = rule(dedup=False, update_on=RISES)
    told = Told(spec)
    first = told.hear(0, "a", facts(figure(10)))
    same = told.hear(1, "a", facts(figure(10)), edited=True)
    more = told.hear(2, "a", facts(figure(30)), edited=True)
    assert kinds([first, same, more]) == ["Tell", "Known", "Update"]


def test_every_item_is_told_when_dedup_is_off() -> None:
    verdicts = play(rule(dedup=False), [(0, "a", None), (1, "a", None)])
    assert kinds(verdicts) == ["Tell", "Tell"]
