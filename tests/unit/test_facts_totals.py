"""One figure per kind for an item: wholes, disjoint groups, running tolls, background."""

from __future__ import annotations

import pytest

from tests.unit.reading import facts, totals


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("15 killed, 8 of them civilians", 15),
        ("15 people, including 8 children, were killed", 15),
        ("15 people were killed, among them 8 children", 15),
        ("Fifteen people - eight of them children - were killed", 15),
        ("At least 15 people (8 of them children) were killed", 15),
        ("15 people were killed. Eight of the dead were children.", 15),
        ("12 children among 30 killed", 30),
        ("Five guests among seven killed in crash", 7),
        ("Two children among dead in house fire that killed five", 5),
        ("Eight people including the gunman were killed", 8),
        ("The crash killed eight members of one family, four girls and four boys", 8),
    ],
)
def test_parts_are_not_added_to_their_whole(text: str, killed: int) -> None:
    assert totals(text) == {"killed": killed}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Three soldiers and five civilians were killed", 8),
        ("Three soldiers were killed and five civilians died", 8),
        ("The attack killed three soldiers, two policemen and a child", 6),
        ("Four men, three women and two children died in the fire", 9),
        ("A child and two women were killed", 3),
        ("A mother and her two children were killed", 3),
        ("A man, his wife and their three children were killed", 5),
        ("Drones kill a woman and 9-year-old son", 2),
        ("A couple and their baby were killed", 3),
        ("Five worshippers and two attackers were killed", 7),
        ("Six soldiers, 12 militants killed in clash", 18),
        ("Two soldiers were killed in Gao and three in Kidal", 5),
        ("Strikes killed ten people in Kyiv, two in Odesa and one in Kherson", 13),
    ],
)
def test_disjoint_groups_are_added(text: str, killed: int) -> None:
    assert totals(text) == {"killed": killed}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Two more bodies were found, taking the toll to 44", 44),
        ("The deaths of two more patients brought the toll to nine", 9),
        ("Death toll rises to 44 as three more bodies found", 44),
        ("Gunmen killed 12 people. The death toll later rose to 15.", 15),
        ("Three more people died. Officials put the death toll at 61.", 61),
    ],
)
def test_a_running_toll_beats_its_newest_part(text: str, killed: int) -> None:
    assert totals(text) == {"killed": killed}


@pytest.mark.parametrize(
    ("title", "summary", "killed"),
    [
        ("Strikes kill 60 in Gaza", "The death toll since October 2023 has passed 50,000.", 60),
        ("Shop fire", "A fire killed 3. More than 400 have died in fires this year.", 3),
        ("Soldier shot", "A soldier was shot dead. Since January 40 have been killed.", 1),
        ("Gunman kills nine; 2019 attack killed 51", "", 9),
        ("Outbreak", "Data show 2,378 deaths, fewer than the 11,000 of the 2014 outbreak.", 2378),
        ("Blast kills 6", "A similar blast last year killed 40 people.", 6),
        ("State executes man who killed five", "", 1),
    ],
)
def test_what_other_events_cost_does_not_stand_for_this_one(
    title: str, summary: str, killed: int
) -> None:
    assert totals(title, summary) == {"killed": killed}


def test_absolutes_beat_rates() -> None:
    assert totals("Malaria kills 5 children a day. In all 800 children have been killed") == {
        "killed": 800
    }


def test_the_past_counts_where_nothing_current_stands() -> None:
    found = facts("Trial opens over the 2015 attack that killed 130 people").totals["killed"]
    assert (found.low, found.status) == (130, "past")


def test_an_exact_number_replaces_the_vague_one_of_the_title() -> None:
    assert totals("Dozens killed in fire", "At least 47 people were killed.") == {"killed": 47}
    assert totals("Dozens killed in fire", "Two of the guests died in hospital.") == {"killed": 24}


@pytest.mark.parametrize(
    "text",
    [
        "A driver was shot on Monday. He later died.",
        "A volunteer hit a mine. The volunteer died of his injuries in hospital.",
        "A nurse was abducted in June. Her body was found on Friday.",
    ],
)
def test_one_victim_is_followed_across_sentences(text: str) -> None:
    found = totals(text)
    assert found["killed"] == 1
    assert "injured" not in found


def test_a_sum_of_two_sides_is_of_neither() -> None:
    found = facts("90 Russian soldiers were killed and 70 Ukrainian soldiers were killed")
    whole = found.totals["killed"]
    assert (whole.low, whole.side) == (160, None)
    assert [(one.low, one.side) for one in found.figures] == [(90, "RU"), (70, "UA")]


def test_a_large_number_that_a_sentence_repeats_counts_once() -> None:
    assert totals(
        "At least 2,325 people have died, and with 2,325 people dead it is the worst"
    ) == {"killed": 2325}
    assert totals(
        "The quake killed at least 53 people as crews dug a day after 53 people died"
    ) == {"killed": 53}
    assert totals("Twelve soldiers and twelve civilians were killed") == {"killed": 24}
    assert totals("15 soldiers and 15 civilians were killed") == {"killed": 30}


def test_years_are_no_tolls_and_what_happened_in_them_is_past() -> None:
    assert totals("At least 2,325 people died, surpassing the toll from the 2018-20 outbreak") == {
        "killed": 2325
    }
    assert totals(
        "More than 2,500 people have died, and it could surpass the deadliest on record, that "
        "occurred between 2014 and 2016 and caused over 11,000 deaths"
    ) == {"killed": 2500}


@pytest.mark.parametrize(
    ("text", "kind", "low"),
    [
        ("Twenty-five soldiers took part in the parade.", "troops", 25),
        ("A dozen soldiers took part in the parade.", "troops", 12),
        ("One soldier took part in the parade.", "troops", 1),
        ("A pair of soldiers took part in the parade.", "troops", 2),
        ("Three others were hit by gunfire, one fatally.", "killed", 1),
    ],
)
def test_a_later_sentence_counts_in_words_as_the_first_does(text: str, kind: str, low: int) -> None:
    assert totals(text) == {kind: low}
    assert totals("Police report on the parade", text) == {kind: low}
