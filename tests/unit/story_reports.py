"""Invented events as several kinds of outlets tell them (story_texts/), and their alerts.

A text file has a block for each event: ``== name``, then a line for each report, ``hours after the
first report | title | summary | people killed so far``, the last two empty or left out where the
report has none. ``name/1`` and ``name/2`` are look-alikes: two events. No weight was fitted to them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from monitor.data import load_gazetteer
from monitor.data.words import load_background
from rules.facts.extract import extract
from rules.stories import Features, Grouper, Join, features
from rules.text.document import Document

FOLDER: Final = Path(__file__).parent / "story_texts"
EVENTS: Final = ("violence", "nature", "affairs")
START: Final = datetime(2026, 3, 2, 6, tzinfo=UTC)
# The events begin within so many hours.
SPREAD: Final = 60.0


@dataclass(frozen=True, slots=True)
class Report:
    """One report; ``hours`` after the first one of its event, or pair of events."""

    event: str
    hours: float
    title: str
    summary: str
    killed: int | None


@dataclass(frozen=True, slots=True)
class Alerts:
    """What a reader who wants every event once would be told wrong.

    ``swallowed`` are events that started no story, ``extra`` the stories beyond one of each event.
    """

    swallowed: tuple[str, ...]
    extra: int


def reports(name: str) -> Iterator[Report]:
    """Yield the reports of one file."""
    event = ""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            event = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            hours, title, summary, *rest = (part.strip() for part in line.split("|"))
            yield Report(
                event, float(hours), title, summary, int(rest[0]) if rest and rest[0] else None
            )


def stream(names: Sequence[str], seed: int) -> list[tuple[datetime, Report]]:
    """Return the reports of some files in order of time; events begin at times drawn by ``seed``."""
    draw, begins = random.Random(seed), dict[str, float]()
    found = []
    for report in (one for name in names for one in reports(name)):
        pair = report.event.split("/")[0]
        if pair not in begins:
            begins[pair] = draw.uniform(0, SPREAD)
        found.append((START + timedelta(hours=begins[pair] + report.hours), report))
    return sorted(found, key=lambda one: one[0])


@cache
def seen(title: str, summary: str) -> Features:
    """Return what the grouper sees of a report."""
    document, gazetteer = Document(title=title, summary=summary), load_gazetteer()
    return features(document, extract(document, gazetteer), gazetteer)


def grouped(rows: Sequence[tuple[datetime, Report]], *, summaries: bool) -> list[tuple[str, str]]:
    """Return the event and the story of each report."""
    grouper = Grouper(background=load_background())
    found = []
    for number, (at, report) in enumerate(rows):
        item = seen(report.title, report.summary if summaries else "")
        verdict = grouper.place(item, at)
        story = verdict.story if isinstance(verdict, Join) else f"s{number}"
        grouper.add(story, item, at)
        found.append((report.event, story))
    return found


def alerts(found: Sequence[tuple[str, str]]) -> Alerts:
    """Return what is wrong where the first report of each story is told."""
    told = dict[str, str]()
    for event, story in found:
        told.setdefault(story, event)
    counts = Counter(told.values())
    missing = {event for event, _ in found} - counts.keys()
    return Alerts(tuple(sorted(missing)), sum(counts.values()) - len(counts))
