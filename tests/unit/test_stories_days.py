"""Whole days of other subjects than quakes: every event is one story, however it is worded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.data import load_gazetteer
from monitor.data.words import load_background
from rules.facts.extract import extract
from rules.stories import Features, Grouper, Join, features
from rules.text.document import Document
from tests.unit.story_days import DAYS, Report

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def look(title: str, summary: str) -> Features:
    document = Document(title=title, summary=summary)
    gazetteer = load_gazetteer()
    return features(document, extract(document, gazetteer), gazetteer)


def stories_of(reports: tuple[Report, ...], apart: timedelta) -> dict[str, set[str]]:
    """Return the stories found for each event."""
    grouper = Grouper(background=load_background())
    found: dict[str, set[str]] = {}
    for number, (event, title, summary) in enumerate(reports):
        seen, at = look(title, summary), START + number * apart
        verdict = grouper.place(seen, at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, seen, at)
        found.setdefault(event, set()).add(story)
    return found


@pytest.mark.parametrize("minutes", [0, 30, 120], ids="{} min apart".format)
@pytest.mark.parametrize("day", DAYS)
def test_each_event_of_a_day_is_one_story(day: str, minutes: int) -> None:
    found = stories_of(DAYS[day], timedelta(minutes=minutes))
    assert {event: len(stories) for event, stories in found.items()} == dict.fromkeys(found, 1)
    assert len(set.union(*found.values())) == len(found)


def test_all_days_at_once_change_nothing() -> None:
    rows = zip(*(DAYS[day][:14] for day in DAYS), strict=True)
    found = stories_of(tuple(one for row in rows for one in row), timedelta(minutes=10))
    assert {event: len(stories) for event, stories in found.items()} == dict.fromkeys(found, 1)
    assert len(set.union(*found.values())) == len(found)
