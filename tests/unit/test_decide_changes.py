"""What counts as a change: outlets disagree, are late, correct themselves, count parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.alerts.changes import News
from rules.alerts.decide import Hold, Tell, Verdict, due, follow
from rules.alerts.memory import RuleStory
from rules.facts.model import Facts, Figure, Kind
from rules.stories.ledger import Source, claims, corrects
from tests.unit.deciding import BOTH, RISES, Told, at, changed, facts, figure, kinds, play, rule

STEPS = [{"figure": "killed", "rises": 1}, {"figure": "killed", "falls": 1}]


def told(*items: tuple[Source | str, Facts | None], steps: object = STEPS) -> list[str]:
    """Kinds of the decisions on items that come a minute apart."""
    return kinds(play(rule(update_on=steps), [(float(i), *item) for i, item in enumerate(items)]))


def toll(value: int, quote: str = "") -> Facts:
    return facts(figure(value, quote=quote or f"{value} people were killed"))


def whole(total: Figure, *parts: Figure) -> Facts:
    return Facts(figures=(total, *parts), totals={total.kind: total})


def test_a_number_that_was_corrected_comes_back_from_nobody_who_is_late() -> None:
    corrected = Source("a", corrects=True)
    items = (("a", toll(31)), ("a", toll(47)), (corrected, toll(45)), ("b", toll(47)))
    assert told(*items) == ["Tell", "Update", "Update", "Known"]


def test_a_corrected_number_that_two_origins_give_again_is_told() -> None:
    items = (("a", toll(47)), ("a", toll(45)), ("b", toll(47)), ("c", toll(47)))
    assert told(*items) == ["Tell", "Update", "Known", "Update"]


def test_an_agency_s_old_copy_takes_nothing_back() -> None:
    items = (("ap", toll(31)), ("ap", toll(60)), ("ap", toll(31)))
    assert told(*items) == ["Tell", "Update", "Known"]


def test_a_correction_to_a_number_told_before_counts_when_it_says_so() -> None:
    items = (("ap", toll(31)), ("ap", toll(60)), (Source("ap", corrects=True), toll(31)))
    assert told(*items) == ["Tell", "Update", "Update"]


def test_an_outlet_that_repeated_the_number_may_lower_it() -> None:
    items = (("a", toll(60)), ("b", toll(60)), ("b", toll(52)))
    assert told(*items) == ["Tell", "Known", "Update"]


def test_a_group_of_the_people_is_no_fall_even_from_the_same_outlet() -> None:
    items = (("a", toll(60)), ("a", toll(24, "24 children were killed")))
    assert told(*items) == ["Tell", "Known"]


def test_two_outlets_that_count_children_are_no_fall_either() -> None:
    children = toll(12, "Twelve children were killed")
    items = (("a", toll(60)), ("b", children), ("c", children))
    assert told(*items) == ["Tell", "Known", "Known"]


def test_a_group_that_the_told_number_names_too_may_fall() -> None:
    items = (("a", toll(60, "60 children killed")), ("a", toll(24, "24 children were killed")))
    assert told(*items) == ["Tell", "Update"]


def test_one_side_is_no_fall_of_the_whole() -> None:
    items = (("a", toll(60)), ("a", facts(figure(5, side="FR"))))
    assert told(*items) == ["Tell", "Known"]


def test_a_part_with_a_side_moves_only_its_like() -> None:
    first = whole(figure(60), figure(5, side="FR"))
    second = whole(figure(60), figure(9, side="FR"))
    items = [(0.0, "a", first), (1.0, "a", second)]
    [_, verdict] = play(rule(update_on=STEPS), items)
    assert [(one.what, one.old, one.new) for one in changed(verdict)] == [("killed (FR)", 5, 9)]


def test_a_side_left_out_means_the_only_one_and_is_told_once() -> None:
    daily = figure(1200, "casualties", per="day")
    more = replace(daily, low=1500, high=1500)
    items = [
        (0.0, "a", facts(daily)),
        (1.0, "b", facts(replace(more, side="RU"))),
        (2.0, "c", facts(more)),
    ]
    verdicts = play(rule(update_on=[{"figure": "any", "rises": "10%"}]), items)
    assert kinds(verdicts) == ["Tell", "Update", "Known"]


def test_a_toll_that_the_first_alert_did_not_have_is_followed_all_the_same() -> None:
    items = [(0.0, "a", None), (1.0, "b", toll(31)), (2.0, "c", toll(47)), (3.0, "d", toll(48))]
    verdicts = play(rule(update_on=RISES), items)
    assert kinds(verdicts) == ["Tell", "Known", "Update", "Known"]
    assert [(one.old, one.new) for one in changed(verdicts[2])] == [(31, 47)]
    assert "killed 48, told 47" in verdicts[3].decision.reason


def test_a_figure_that_one_item_repeats_for_a_side_does_not_appear_again() -> None:
    steps = [{"figure": "any", "appears": True}]
    items = (
        ("a", facts(figure(10))),
        ("b", facts(figure(10, side="FR"))),
        ("c", facts(figure(7, "missing"))),
        ("d", facts(figure(7, "missing"))),
    )
    assert told(*items, steps=steps) == ["Tell", "Known", "Update", "Known"]


def test_a_figure_of_another_side_appears() -> None:
    steps = [{"figure": "killed", "appears": True}]
    items = (("a", facts(figure(90, side="RU"))), ("b", facts(figure(70, side="UA"))))
    assert told(*items, steps=steps) == ["Tell", "Update"]


@pytest.mark.parametrize("kind", ["injured", "missing", "captured", "displaced", "troops"])
def test_every_kind_is_followed(kind: Kind) -> None:
    steps = [{"figure": kind, "rises": "10%"}, {"figure": kind, "falls": "10%"}]
    items = (("a", facts(figure(100, kind))), ("a", facts(figure(120, kind))),
             ("a", facts(figure(90, kind))), ("b", facts(figure(500, "killed"))))  # fmt: skip
    assert told(*items, steps=steps) == ["Tell", "Update", "Update", "Known"]


class TestGap:
    """Changes inside ``update_gap``."""

    spec = rule(update_on=BOTH, update_gap="15m")

    def test_a_late_lower_number_does_not_replace_the_one_that_waits(self) -> None:
        story = Told(self.spec)
        for minutes, origin, value in ((0, "a", 31), (2, "b", 60), (4, "c", 40)):
            story.hear(minutes, origin, toll(value))
        assert story.memory is not None
        flushed = due(self.spec, story.memory, at(15))
        assert flushed is not None
        assert [(one.old, one.new) for one in changed(flushed)] == [(31, 60)]

    def test_a_rise_that_its_outlet_takes_back_is_not_told(self) -> None:
        story = Told(self.spec)
        for minutes, value in ((0, 31), (2, 47), (4, 32)):
            story.hear(minutes, "a", toll(value))
        assert story.memory is not None
        assert (story.memory.pending, story.memory.due) == ((), None)
        assert due(self.spec, story.memory, at(99)) is None

    def test_a_rise_that_is_corrected_is_told_as_corrected(self) -> None:
        story = Told(self.spec)
        for minutes, value in ((0, 31), (2, 60), (4, 45)):
            story.hear(minutes, "a", toll(value))
        assert story.memory is not None
        flushed = due(self.spec, story.memory, at(15))
        assert flushed is not None
        assert [(one.old, one.new) for one in changed(flushed)] == [(31, 45)]

    def test_an_item_after_the_gap_takes_along_what_waits(self) -> None:
        story = Told(rule(update_on=[*BOTH, {"origins": 3}], update_gap="15m"))
        story.hear(0, "a", toll(31))
        story.hear(2, "b", toll(47))
        last = story.hear(16, "c", toll(47))
        assert {one.what for one in changed(last)} == {"killed", "origins"}

    def test_a_clock_that_is_set_back_does_not_prolong_it(self) -> None:
        story = Told(self.spec)
        story.hear(600, "a", toll(31))
        held = story.hear(0, "b", toll(47))
        assert isinstance(held.decision, Hold)
        assert held.memory.due == at(15)


def test_a_clock_that_is_set_back_keeps_the_origins_that_were_heard() -> None:
    spec = rule(story={"origins": 2, "within": "2h"})
    story = Told(spec)
    assert isinstance(story.hear(60, "a", None).decision, Hold)
    assert isinstance(story.hear(0, "b", None).decision, Tell)


def test_an_alert_is_held_until_its_last_origin_ceases_to_count() -> None:
    story = Told(rule(story={"origins": 3, "within": "2h"}))
    story.hear(0, "a", None)
    held = story.hear(30, "b", None)
    assert held.memory.held_until == at(150)
    told_now = story.hear(40, "c", None)
    assert isinstance(told_now.decision, Tell)
    assert told_now.memory.held_until is None


def test_nothing_is_due_of_a_story_that_only_waits_for_origins() -> None:
    spec = rule(story={"origins": 2, "within": "2h"})
    held = play(spec, [(0, "a", None)])[0]
    assert due(spec, held.memory, at(999)) is None


def test_an_alert_that_people_set_free_is_told_when_it_is_due() -> None:
    spec = rule()
    memory = replace(play(rule(story={"origins": 2}), [(0, "a", None)])[0].memory, due=at(5))
    verdict = due(spec, memory, at(5))
    assert verdict is not None
    assert isinstance(verdict.decision, Tell)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Death toll revised down to 45", True),
        ("Officials lowered the toll to 45", True),
        ("Correction: 45 people died, not 47", True),
        ("45 killed, down from 47", True),
        ("Two bodies were counted twice", True),
        ("Police cut their estimate to 45", True),
        ("Toll rises to 47", False),
        ("The lower town was flooded", False),
        ("An error by the pilot killed 47", False),
        ("Reviewed by the court", False),
        ("The toll was reduced to 45 after a recount", True),
        ("They corrected the number of people killed to 45", True),
        ("The figure had been overstated", True),
        ("Pressure on countries to cut economic ties", False),
        ("The Department of Corrections said 12 died", False),
        ("A cut in the number of vaccines", False),
        ("They may cut a deal on a tolling scheme", False),
        ("It overstated profit", False),
    ],
)
def test_words_of_correction(text: str, said: bool) -> None:
    assert corrects(text) is said


def test_an_older_copy_of_the_same_agency_takes_nothing_back_though_it_was_never_told() -> None:
    items = [(0.0, "ap", toll(31)), (1.0, "ap", toll(33)), (2.0, "ap", toll(60)),
             (3.0, "ap", toll(33)), (4.0, "ap", toll(55))]  # fmt: skip
    assert kinds(play(rule(update_on=BOTH), items)) == [
        "Tell", "Known", "Update", "Known", "Known",
    ]  # fmt: skip


def test_an_outlier_is_given_up_once_two_origins_stay_with_the_older_number() -> None:
    items = [(0.0, "a", toll(60)), (1.0, "b", toll(300)), (10.0, "c", toll(60)),
             (20.0, "d", toll(60)), (400.0, "e", toll(60)), (410.0, "f", toll(60))]  # fmt: skip
    verdicts = play(rule(update_on=BOTH), items)
    assert kinds(verdicts) == ["Tell", "Update", "Known", "Known", "Known", "Update"]
    assert [(one.old, one.new) for one in changed(verdicts[5])] == [(300, 60)]


def test_what_a_rule_does_not_match_brings_it_corrections_only() -> None:
    spec = rule(update_on=[*BOTH, {"figure": "injured", "appears": True}, {"origins": 2}])
    memory = play(spec, [(0.0, Source("a", entry=1), toll(60))])[0].memory
    ledger = claims(toll(60), Source("a", entry=1), at(0))

    def hear(origin: str, *figures: Figure) -> Verdict | None:
        new = claims(facts(*figures), Source(origin, entry=1), at(1))
        return follow(spec, News(new, origin, ledger), at(1), memory)

    assert hear("a", figure(90)) is None
    assert hear("b", figure(60), figure(80, "injured")) is None
    assert hear("b", figure(5)) is None
    corrected = hear("a", figure(5))
    assert corrected is not None
    assert [(one.old, one.new) for one in changed(corrected)] == [(60, 5)]
    assert dict(corrected.memory.origins) == {"a": at(0)}
    assert follow(spec, News((), "a"), at(1), RuleStory(at(0))) is None


def test_a_number_far_lower_counts_something_else_unless_it_says_that_it_corrects() -> None:
    items = (("a", toll(100)), ("a", toll(13)), ("b", toll(13)), ("a", toll(34)))
    assert told(*items) == ["Tell", "Known", "Known", "Update"]
    corrected = (("a", toll(100)), (Source("a", corrects=True), toll(13)))
    assert told(*corrected) == ["Tell", "Update"]
    edited = ((Source("a", entry=1), toll(100)), (Source("a", entry=1), toll(13)))
    assert told(*edited) == ["Tell", "Update"]


def test_what_was_feared_and_told_is_not_told_again_for_being_counted() -> None:
    items = (("a", toll(31)), ("b", facts(figure(60, status="feared"))), ("c", toll(60)),
             ("d", toll(45)), ("e", toll(70)))  # fmt: skip
    assert told(*items) == ["Tell", "Update", "Known", "Known", "Update"]
