"""What commands print for programs: JSON on each line, with the keys that the guide names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of
from tests.packaging.tree import ROOT

CONFIG = """
storage: sqlite:///wirewatch.db
feeds: [https://a.example/rss, https://b.example/rss, https://c.example/rss]
channels: {desk: "console://", late: {url: "console://", from_severity: high}}
default_notify: [desk]
routes: [{severity: [high], notify: [late]}]
rules:
  - id: casualties
    when: {figure: {kind: [killed, injured], at_least: 100}}
    labels: {desk: sea}
    update_on: [{figure: any, rises: 10%}]
  - id: patient
    severity: high
    when: ferry
    story: {origins: 3, within: 90d}
    tests: [{title: A ferry, expect: match}, {title: A boat, expect: match}]
  - {id: volcanoes, when: {all: [ferry, volcano]}}
"""
SENT_AS_CONTENT = {"content", "labels", "changes"}
"""What has keys of its own: the webhook's, or those that people chose."""
UNSEEN = {
    "rules near-misses": {"events", "left_out"},  # e2e/test_trust.py looks at that line
    "rules test": {"end", "field", "quote", "start"},
    "status": {"failures", "name", "paused", "url"},
}
RUNS = {
    "alerts list": ("alerts list", "alerts list --state withheld"),
    "alerts show": ("alerts show 1",),
    "channels list": ("channels list",),
    "check": ("check --routes",),
    "feeds list": ("feeds list",),
    "rules backtest": ("rules backtest --against config.yaml",),
    "rules explain": ("rules explain --rule patient 2",),
    "rules list": ("rules list",),
    "rules near-misses": ("rules near-misses --origins 1 --all", "rules near-misses --origins 1"),
    "rules test": ("rules test",),
    "silence add": ("silence add --rule volcanoes --for 2h",),
    "silence list": ("silence list",),
    "status": ("status",),
    "stories list": ("stories list",),
    "stories show": ("stories show 1",),
    "why": ("why 1", "why 2", "why https://a.example/rss", "why https://a.example/nothing"),
}


def told() -> dict[str, set[str]]:
    """The keys that the guide names for each command."""
    guide = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = guide.partition("## JSON for programs\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z -]+)` \|[^|]*\|([^|]*)\|$", section, re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", keys)) for name, keys in rows}


def by_channel(key: str, value: object) -> bool:
    """Whether these are the states of deliveries by the names of channels."""
    return key == "deliveries" and isinstance(value, dict) and "leased" not in value


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in SENT_AS_CONTENT and not by_channel(key, inner):
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.fixture
def folder(tmp_path: Path, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a story, alerts of every state, held and silenced ones, and an idle feed."""
    desk = Desk(sqlite_store, policy_of(tmp_path, CONFIG))
    desk.now = datetime.now(UTC) - timedelta(hours=5)
    monkeypatch.chdir(tmp_path)
    desk.watch(*(f"https://{name}.example/rss" for name in "abc"))
    for number, (feed, toll) in enumerate([("a", 120), ("b", 125), ("a", 190)]):
        title = f"Ferry Santa Clara sinks off Mindoro, {toll} people killed"
        desk.poll(f"https://{feed}.example/rss", entry(f"ferry{number}", title, title))
    now = datetime.now(UTC)
    with sqlite_store.write() as tx:
        (dead, *_) = tx.outbox.claim(now, 99, "me", 60, per_channel=99)
        tx.outbox.dead(dead.id, dead.token, "550 no such user", now)
        tx.channels.pause("desk", now + timedelta(hours=1), "Retry-After")
        tx.channels.failed("desk", now, "cannot connect")
        tx.silences.add(
            now,
            rule="casualties",
            story_id=None,
            labels={},
            until=now + timedelta(hours=9),
            until_new_fact=False,
            why="drill",
        )
    desk.poll(
        "https://b.example/rss", entry("ferry9", "Ferry Santa Clara: 400 people killed", "Ferry.")
    )
    desk.poll("https://c.example/rss", entry("new", "A new ferry for the lake of Lindau"))
    return tmp_path


@pytest.mark.parametrize("command", RUNS)
def test_what_is_printed_for_programs_has_the_keys_that_are_described(
    command: str, folder: Path
) -> None:
    found: set[str] = set()
    lines = 0
    for words in RUNS[command]:
        done = CliRunner().invoke(cli, [*words.split(), "--json"])
        assert done.exception is None or isinstance(done.exception, SystemExit), words
        for line in done.stdout.splitlines():
            found.update(keys(json.loads(line)))
            lines += 1
    assert lines
    described = told()[command]
    assert found - described == set()
    assert described - found == UNSEEN.get(command, set())


def test_every_command_for_programs_is_described() -> None:
    described = told()
    assert set(RUNS) | {"feeds discover", "once"} == set(described)
    assert described["feeds discover"] == {"url", "title", "entries"}
