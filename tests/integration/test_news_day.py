"""A whole news day through the real pipeline: feeds over HTTP, and a clock that the test moves.

The exact alerts and updates, and no more.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import App, Options, running_app
from monitor.clock import Clock
from monitor.pipeline.held import held_now
from storage.records import Alert
from tests.e2e.harness import Item, Site, SiteServer, rss
from tests.integration.news_day import (
    ANNIVERSARY,
    ARTICLE,
    BUS,
    FIRES,
    FOLLOWERS,
    OWN_REPORTS,
    QUAKE,
    REPRINTS,
    RISE,
    WIRE_TITLE,
    Report,
)  # fmt: skip

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
RULES = """
rules:
  - id: deaths
    title: Many killed
    when: {figure: {kind: killed, at_least: 10}}
    update_on: [{figure: killed, rises: 10%}, {figure: killed, falls: 2}]
  - id: sure
    title: Many killed, say three
    when: {figure: {kind: killed, at_least: 10}}
    story: {origins: 3, within: 2h}
"""


class Day:
    """Plays reports: at each one's minute its feed has it, and a round is made."""

    def __init__(
        self, folder: Path, site: Site, reports: Iterable[Report], rules: str = RULES
    ) -> None:
        self.folder = folder
        self.site = site
        self.now = START
        self.reports = sorted(reports, key=lambda one: one.minute)
        self.items: dict[str, list[Item]] = {}
        outlets = dict.fromkeys(one.outlet for one in self.reports)
        for outlet in outlets:
            self._publish(outlet, Item(f"{outlet}-0", f"{outlet}: welcome", "Nothing of note."))
        feeds = "".join(f"  - {{url: {site.url}/{outlet}, name: {outlet}}}\n" for outlet in outlets)
        (folder / "config.yaml").write_text(
            "storage: sqlite:///day.db\n"
            "polling: {every: 1m, min: 1m, gap: 0s, per_host: 16, allow_private: [127.0.0.0/8]}\n"
            f'channels: {{desk: "console://"}}\ndefault_notify: [desk]\nfeeds:\n{feeds}{rules}'
        )

    def _publish(self, outlet: str, item: Item) -> None:
        self.items.setdefault(outlet, []).insert(0, item)
        self.site.feeds[f"/{outlet}"] = rss(self.items[outlet], outlet)

    def play(self, until: int = 10_000, *, settle: int = 60) -> list[Alert]:
        """Play what is left up to that minute, in a process of its own; return all alerts."""
        return asyncio.run(self._play(until, settle))

    async def _play(self, until: int, settle: int) -> list[Alert]:
        clock = Clock(lambda: self.now, time.monotonic, time.process_time, lambda: 0.5)
        due: dict[int, list[Report]] = defaultdict(list)
        while self.reports and self.reports[0].minute <= until:
            one = self.reports.pop(0)
            due[one.minute].append(one)
        console = io.StringIO()
        self.now += timedelta(minutes=1)
        async with running_app(
            self.folder / "config.yaml", {}, clock, Options(console=console)
        ) as app:
            await app.once(every_feed=True)
            for minute, reports in due.items():
                self.now = START + timedelta(minutes=minute + 60)
                for number, one in enumerate(reports):
                    link = f"https://www.{one.outlet}.example/{minute}/{number}"
                    guid = f"{one.outlet}-{minute}"
                    self._publish(one.outlet, Item(guid, one.title, one.text, link, one.author))
                await app.once(every_feed=True)
            self.now += timedelta(minutes=settle)
            await app.once(every_feed=False)
            return self._alerts(app)

    def _alerts(self, app: App) -> list[Alert]:
        with app.store.read() as tx:
            self.held = {(one.rule, one.title): one.why for one in held_now(tx, self.now)}
            return list(reversed(tx.alerts.list(1000)))


@pytest.fixture
def site() -> Iterator[Site]:
    with SiteServer() as served:
        yield served


def told(alerts: Iterable[Alert], rule: str) -> list[tuple[str, str]]:
    """What a rule told: (kind, title); reprints may arrive in any order."""
    return [
        (one.data.kind, one.data.content["title"].removesuffix(", rescuers say"))
        for one in alerts
        if one.data.rule == rule
    ]


def moves(alerts: Iterable[Alert]) -> list[tuple[int, int]]:
    """What the updates say: (old, new) of every change."""
    return [
        (change["old"], change["new"]) for one in alerts for change in one.data.content["changes"]
    ]


DEATHS = [
    ("first", BUS[0].title),
    ("first", FIRES[0].title),
    ("first", FIRES[1].title),
    ("first", QUAKE[0].title),
    ("update", QUAKE[2].title),
    ("update", QUAKE[5].title),
    ("update", QUAKE[8].title),
    ("first", WIRE_TITLE),
]
SURE = [
    ("first", BUS[2].title),
    ("first", QUAKE[2].title),
    ("first", OWN_REPORTS[1].title),
]
WHOLE = (*BUS, *FIRES, *QUAKE, ANNIVERSARY, *REPRINTS, *OWN_REPORTS)


def test_the_whole_day_gives_exactly_these_alerts(site: Site, tmp_path: Path) -> None:
    alerts = Day(tmp_path, site, WHOLE).play()
    assert told(alerts, "deaths") == DEATHS
    assert moves(alerts) == [(31, 47), (47, 45), (45, 60)]
    assert told(alerts, "sure") == SURE
    corrected = next(one for one in alerts if one.data.content["title"] == QUAKE[5].title)
    [change] = corrected.data.content["changes"]
    assert (change["source"], change["corrects"]) == ("herald", True)
    assert "45" in change["quote"]


def test_restarts_on_the_way_change_nothing(site: Site, tmp_path: Path) -> None:
    day = Day(tmp_path, site, WHOLE)
    # Between hold and tell of the bus, after the correction, amid the reprints.
    for minute in (10, 380, 502):
        day.play(minute, settle=0)
    alerts = day.play()
    assert told(alerts, "deaths") == DEATHS
    assert told(alerts, "sure") == SURE


def test_forty_reprints_are_one_voice_and_stay_held(site: Site, tmp_path: Path) -> None:
    day = Day(tmp_path, site, (*REPRINTS, OWN_REPORTS[0]))
    alerts = day.play()
    assert told(alerts, "deaths") == [("first", WIRE_TITLE)]
    assert told(alerts, "sure") == []
    assert [(rule, why) for (rule, _), why in day.held.items()] == [
        ("sure", "held: 2 of 3 origins (ap, wave.example)")
    ]


def test_the_window_ends_without_an_alert(site: Site, tmp_path: Path) -> None:
    late = replace(OWN_REPORTS[1], minute=OWN_REPORTS[0].minute + 121)
    day = Day(tmp_path, site, (REPRINTS[0], OWN_REPORTS[0], late))
    assert told(day.play(settle=0), "sure") == []
    assert list(day.held.values()) == ["held: 1 of 3 origins (echo.example)"]


REFERENCE = """
rules:
  - id: foreign-troops
    when: {deployment: {forces: foreign, place: [RU, UA]}}
    update_on: [{figure: troops, rises: 10%}]
  - id: losses
    when: {figure: {kind: [killed, injured, casualties], at_least: 1000}}
    update_on: [{figure: any, rises: 10%}]
"""


def test_one_article_two_rules_ten_outlets_and_a_rise(site: Site, tmp_path: Path) -> None:
    day = Day(tmp_path, site, (ARTICLE, *FOLLOWERS, RISE), REFERENCE)
    first = day.play(5)
    assert [(one.data.rule, one.data.kind) for one in first] == [
        ("foreign-troops", "first"),
        ("losses", "first"),
    ]
    troops, losses = (one.data.content for one in first)
    [deployment] = troops["deployments"]
    assert (deployment["forces"], deployment["place"], deployment["low"]) == ("KP", "RU", 8000)
    rate = next(one for one in losses["figures"] if one["kind"] == "casualties")
    assert (rate["low"], rate["per"], rate["quote"]) == (1200, "day", "1,200 casualties")
    assert "8,000 North Korean troops" in troops["evidence"][0]["quote"]

    assert day.play(200) == first

    *before, update = day.play()
    assert before == first
    assert (update.data.rule, update.data.kind) == ("losses", "update")
    [change] = update.data.content["changes"]
    assert (change["old"], change["new"], change["per"]) == (1200, 1500, "day")
    assert (change["source"], change["quote"]) == ("national", "1,500 casualties")
    assert update.data.content["first_alert"] == first[1].id
    outlets = {one["name"] for one in update.data.content["outlets"]}
    assert outlets == {"national", *(one.outlet for one in FOLLOWERS)}
