"""One event told in several languages is one story, where names, numbers and plain words carry it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.unit.story_languages import EVENTS, PAIRS, UNSEEN, Report
from tests.unit.test_stories_places import START, f1, grouped, seen


def in_turn(told: Mapping[str, tuple[Report, ...]], *, summaries: bool) -> list[tuple[str, str]]:
    """Return the event and the story of each report, every event's first one before any second."""
    reports = [
        (event, *reports[turn])
        for turn in range(max(map(len, told.values())))
        for event, reports in told.items()
        if turn < len(reports)
    ]
    rows = [(*one, START + timedelta(minutes=7 * n)) for n, one in enumerate(reports)]
    return grouped(rows, summaries=summaries)


@pytest.mark.parametrize("summaries", [True, False], ids=["summaries", "titles"])
def test_an_event_is_one_story_in_every_language(summaries: bool) -> None:
    assert f1(in_turn(EVENTS, summaries=summaries)) > 0.98


@pytest.mark.parametrize("summaries", [True, False], ids=["summaries", "titles"])
def test_so_are_events_that_no_table_was_written_for(summaries: bool) -> None:
    assert f1(in_turn(UNSEEN, summaries=summaries)) > 0.94


@pytest.mark.parametrize("summaries", [True, False], ids=["summaries", "titles"])
def test_look_alikes_in_another_language_stay_apart(summaries: bool) -> None:
    told = {f"{n} {side}": (pair[side],) for n, pair in enumerate(PAIRS) for side in (0, 1)}
    story = dict(in_turn(told, summaries=summaries))
    assert len(set(story.values())) == 2 * len(PAIRS)


@pytest.mark.parametrize(
    ("title", "word", "place"),
    [
        ("Erdbeben in der Türkei", "turkey", "TR@turkey"),
        ("Séisme au Pérou", "peru", "PE@peru"),
        ("Наводнение в Кении", "kenya", "KE@kenya"),
        ("Brand in Südkorea", "korea", "KR@south+korea"),
    ],
)
def test_a_state_named_in_another_language_is_the_same_word(
    title: str, word: str, place: str
) -> None:
    found = seen(title)
    assert word in found.words
    assert word in found.title
    assert found.places == (place,)


def test_small_letters_of_other_scripts_are_no_names() -> None:
    found = seen("Взрыв прогремел возле Калиндо", "При взрыве возле Калиндо погибли люди.")
    assert found.names == found.capitals[-1:] == ("калинд",)


def test_german_nouns_are_no_names_that_carry_a_story_across_borders() -> None:
    told = {
        state: (
            (
                f"Grubenunglück in {state}: Bergleute eingeschlossen",
                f"Nach dem Grubenunglück sind in {state} zehn Bergleute eingeschlossen.",
            ),
        )
        for state in ("Chile", "Polen")
    }
    assert len(set(dict(in_turn(told, summaries=True)).values())) == 2
