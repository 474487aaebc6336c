"""Silences in the path of an alert: kept with its reason, told nobody, and ended by news."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer
from storage.store import Store
from tests.integration.desk import Desk, entry
from tests.integration.test_judge import CRASH, CRASH_TEXT

CONFIG = """
channels:
  console: console://
  loud: {url: "console://", from_severity: critical}
default_notify: [console]
rules:
  - id: deaths
    labels: {desk: europe}
    when: {figure: {kind: killed, at_least: 10}}
    update_on: [{figure: killed, rises: 10%}, {origins: 3}]
"""


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG)
    policy, problems = compile_policy(load(path, {}), load_gazetteer())
    assert policy is not None, problems
    made = Desk(store, policy)
    made.watch(*(f"https://{name}.example/rss" for name in "abcd"))
    return made


def report(desk: Desk, outlet: str, killed: int = 120) -> None:
    title = CRASH.replace("120", str(killed))
    text = CRASH_TEXT.replace("120", str(killed))
    desk.poll(f"https://{outlet}.example/rss", entry(f"{outlet}{killed}", title, text))


def test_an_alert_of_a_silenced_rule_is_kept_with_the_reason_and_told_nobody(desk: Desk) -> None:
    with desk.store.write() as tx:
        until = desk.now + timedelta(hours=2)
        silence = tx.silences.add(desk.now, rule="deaths", until=until, why="drill")
    report(desk, "a")
    [alert] = desk.alerts()
    assert alert.withheld == f"silenced by silence {silence}: drill"
    with desk.store.read() as tx:
        assert tx.outbox.of_alert(alert.id) == ()
        assert tx.alerts.list(5, state="withheld") == [alert]
    assert desk.store.check() == []


def test_a_silence_that_ran_out_or_was_removed_holds_nothing_back(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.silences.add(desk.now, rule="deaths", until=desk.now + timedelta(minutes=5))
        removed = tx.silences.add(desk.now, labels={"desk": "europe"})
        assert tx.silences.end(removed, desk.now)
        assert not tx.silences.end(removed, desk.now)
    report(desk, "a")
    assert [alert.withheld for alert in desk.alerts()] == [""]


def test_an_acknowledged_story_is_told_again_only_with_a_new_figure(desk: Desk) -> None:
    report(desk, "a")
    [first] = desk.alerts()
    with desk.store.write() as tx:
        tx.silences.add(desk.now, story_id=first.data.story_id, until_new_fact=True)
    report(desk, "b")
    report(desk, "c")
    assert [alert.withheld for alert in desk.alerts()] == ["", "silenced by silence 1"]
    report(desk, "d", killed=180)
    assert [alert.withheld for alert in desk.alerts()] == ["", "silenced by silence 1", ""]
    with desk.store.read() as tx:
        assert tx.silences.active(desk.now) == ()


def test_what_is_below_every_channels_severity_is_kept_and_told_nobody(desk: Desk) -> None:
    config = desk.judge.policy.config.model_copy(update={"default_notify": ("loud",)})
    desk.judge.policy = type(desk.judge.policy)(config, desk.judge.policy.ruleset)
    report(desk, "a")
    [alert] = desk.alerts()
    assert alert.withheld == "below from_severity of loud"
