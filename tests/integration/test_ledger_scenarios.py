"""The scenarios of ``ledger_scenarios`` through the real judge: exactly these alerts, no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import pytest

from monitor.config.policy import Policy
from storage.records import FeedSpec
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of
from tests.integration.ledger_scenarios import SCENARIOS, Edit, Restart, Scenario, Step, Wait


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with today's tables, to copy."""
    path = tmp_path_factory.mktemp("empty") / "wirewatch.db"
    store = Store.open(f"sqlite:///{path}")
    store.upgrade()
    store.close()
    return path


@pytest.fixture
def fresh_store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(empty, tmp_path / "wirewatch.db")
    opened = Store.open(f"sqlite:///{tmp_path / 'wirewatch.db'}")
    yield opened
    opened.close()


@cache
def policy(folder: Path, rules: str) -> Policy:
    return policy_of(
        folder, f"channels: {{desk: 'console://'}}\ndefault_notify: [desk]\nrules:\n  - {rules}\n"
    )


def url(outlet: str) -> str:
    return f"https://{outlet}.example/rss"


class Play:
    """Plays one scenario, minute by minute."""

    def __init__(self, desk: Desk, folder: Path, scenario: Scenario) -> None:
        self.desk = desk
        self.folder = folder
        steps = [step for step in scenario.steps if isinstance(step, Step)]
        feeds = {
            step.outlet: FeedSpec(
                url=url(step.outlet), name=step.outlet, origin=step.more.get("origin", "")
            )
            for step in steps
        }
        desk.watch(*feeds.values())
        self.start = desk.now

    def at(self, minute: int) -> None:
        self.desk.now = self.start + timedelta(minutes=minute)
        self.desk.judge.flush_due()

    def do(self, number: int, step: Step | Wait | Restart | Edit) -> None:
        match step:
            case Step():
                self.at(step.minute)
                self.publish(number, step)
            case Wait(minute):
                self.at(minute)
            case Restart():
                self.desk.restart()
            case Edit(rules):
                self.desk.policy = policy(self.folder, rules)
                self.desk.judge.policy = self.desk.policy
            case _:
                assert_never(step)

    def publish(self, number: int, step: Step) -> None:
        guid = step.more.get("guid", f"{step.outlet}{number}")
        link = step.more.get("link", f"https://www.{step.outlet}.example/{guid}")
        minute = step.more.get("published")
        published = None if minute is None else self.start + timedelta(minutes=minute)
        made = entry(guid, step.title, step.text, author=step.more.get("author", ""))
        self.desk.poll(url(step.outlet), replace(made, link=link, published=published), minutes=0)


def words(change: Mapping[str, Any]) -> str:
    old = change.get("old_word") or change["old"] or "none"
    return f"{change['what']} {old} > {change['new']}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_what_is_told(scenario: Scenario, fresh_store: Store, tmp_path: Path) -> None:
    desk = Desk(fresh_store, policy(tmp_path, scenario.rules))
    play = Play(desk, tmp_path, scenario)
    for number, step in enumerate(scenario.steps):
        play.do(number, step)
    told = [
        ", ".join(words(change) for change in alert.data.content["changes"])
        or f"{alert.data.rule} {alert.data.kind}"
        for alert in desk.alerts()
    ]
    assert told == list(scenario.told)
