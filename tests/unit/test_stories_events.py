"""B-cubed over invented events in many wordings, which no weight was fitted to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bench.story_sets import b_cubed, mean
from monitor.data import load_gazetteer
from monitor.data.words import load_background
from rules.facts.extract import extract
from rules.stories import Grouper, Join, features
from rules.text.document import Document
from tests.unit.story_events import EVENTS

START: Final = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def in_turn() -> Iterator[tuple[str, str, str]]:
    """Yield (event, title, summary): every event's first report, then every second one, ..."""
    for turn in range(max(map(len, EVENTS.values()))):
        for event, reports in EVENTS.items():
            if turn < len(reports):
                yield event, *reports[turn]


def one_by_one() -> Iterator[tuple[str, str, str]]:
    """Yield (event, title, summary), one event after the other."""
    for event, reports in EVENTS.items():
        for title, summary in reports:
            yield event, title, summary


def grouped(rows: Iterator[tuple[str, str, str]], summaries: bool) -> list[tuple[str, str, str]]:
    """Return (event, story, title) of each report, 20 minutes apart."""
    grouper, gazetteer = Grouper(background=load_background()), load_gazetteer()
    found = []
    for number, (event, title, summary) in enumerate(rows):
        document = Document(title=title, summary=summary if summaries else "")
        seen = features(document, extract(document, gazetteer), gazetteer)
        at = START + number * timedelta(minutes=20)
        verdict = grouper.place(seen, at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, seen, at)
        found.append((event, story, title))
    return found


@pytest.mark.parametrize(
    ("order", "summaries", "floor"),
    [
        (one_by_one, True, 0.98),
        (in_turn, True, 0.965),
        (one_by_one, False, 0.915),
        (in_turn, False, 0.89),
    ],
    ids=["one by one", "in turn", "one by one, headlines", "in turn, headlines"],
)
def test_invented_events_are_told_apart_and_kept_together(
    order: Callable[[], Iterator[tuple[str, str, str]]], summaries: bool, floor: float
) -> None:
    found = grouped(order(), summaries)
    scores = b_cubed([event for event, _, _ in found], [story for _, story, _ in found])
    assert mean(scores)[2] > floor, [row for row in found if row[0] in _split(found)]


def _split(found: list[tuple[str, str, str]]) -> set[str]:
    """Return the events that more than one story tells, for the message of a failed test."""
    stories = {(event, story) for event, story, _ in found}
    return {event for event, count in Counter(event for event, _ in stories).items() if count > 1}
