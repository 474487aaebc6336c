"""No chain of neighbours and no slow drift makes one story of many events; memory is bounded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from monitor.data.words import load_background
from rules.stories import Features, Grouper, Join, Start, features, grouping, index
from rules.stories.likeness import ANCHOR
from rules.text.document import Document

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
# Words of one made-up tongue; a text takes some of them, so that likeness is what the test sets.
WORDS = [
    f"{a}{b}{c}o"
    for a in ("mar", "tel", "vas", "kin")
    for b in "aeiu"
    for c in ("ld", "nt", "rg", "sk")
]

# Of the sixteen words of a text, neighbours in the chain share half.
STEP = 8


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def text(first: int, length: int = 16) -> Features:
    """Return an item of neighbouring words: one that begins nearby shares most of them."""
    words = WORDS[first : first + length]
    return features(Document(title=" ".join(words[::2]), summary=" ".join(words)))


def stream(items: list[Features]) -> list[str]:
    grouper = Grouper(background=load_background())
    stories = []
    for number, seen in enumerate(items):
        verdict = grouper.place(seen, at(number / 10))
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, seen, at(number / 10))
        stories.append(story)
    return stories


def test_neighbours_in_the_chain_are_alike_enough_to_join() -> None:
    """What follows would prove nothing if no step of the chain could join."""
    for first, second in pairwise(range(0, 52, STEP)):
        assert len(set(stream([text(first), text(second)]))) == 1


def test_a_chain_of_neighbours_does_not_become_one_story() -> None:
    """Single link would join every step to the last one, and end far from where it began."""
    stories = stream([text(first) for first in range(0, 52, STEP)])
    assert len(set(stories)) >= 2
    assert stories[0] != stories[-1]


def test_one_bridge_does_not_glue_two_stories() -> None:
    grouper = Grouper(background=load_background())
    for number in range(4):
        grouper.add("left", text(number % 2), at(0))
        grouper.add("right", text(30 + number % 2), at(0))
    bridge = text(8, 32)
    verdict = grouper.place(bridge, at(1))
    if isinstance(verdict, Join):
        grouper.add(verdict.story, bridge, at(1))
    for first, home in ((0, "left"), (30, "right")):
        verdict = grouper.place(text(first), at(2))
        assert isinstance(verdict, Join)
        assert verdict.story == home


def test_a_slow_change_of_subject_does_not_drag_a_story_along() -> None:
    """A running centre would follow: each item shares all but one word with the one before."""
    early = [text(0)] * ANCHOR
    drifting = [text(first) for first in range(1, 40)]
    stories = stream([*early, *drifting])
    assert stories[-1] != stories[0]


def test_late_members_do_not_pull_a_story_away_from_its_first() -> None:
    grouper = Grouper(background=load_background())
    for _ in range(ANCHOR):
        grouper.add("story", text(0), at(0))
    for hour in range(6):
        grouper.add("story", text(40), at(1 + hour))
    assert isinstance(grouper.place(text(44), at(8)), Start)


def test_a_stream_without_times_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "CAPACITY", 10)
    grouper = Grouper()
    for number in range(30):
        grouper.add(f"s{number}", text(number))
    assert len(grouper) == 10
    assert isinstance(grouper.place(text(29)), Join)


def test_the_clock_of_the_caller_forgets_what_has_left_the_window() -> None:
    grouper = Grouper(window=3600.0)
    grouper.add("old", text(0), at(0))
    grouper.advance(at(0.9))
    assert len(grouper) == 1
    grouper.advance(at(2))
    assert len(grouper) == 0


def test_a_search_visits_a_bounded_number_of_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "VISITS", 5)
    grouper = Grouper()
    for number in range(50):
        grouper.add(f"s{number}", text(0), at(number / 100))
    assert {fit.story for fit in grouper.fits(text(0), at(1))} <= {f"s{n}" for n in range(45, 50)}
