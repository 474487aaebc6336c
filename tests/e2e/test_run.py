"""``wirewatch run`` as a user lives with it: kill -9, careless edits, a quick stop."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch

TOWNS = (
    "Abbeyford", "Brackwater", "Cinderholm", "Dunmarsh", "Elderwick", "Fallowmere", "Grimstead",
    "Harrowgate", "Ivybridge", "Juniper", "Kestrelton", "Larkspur", "Mossvale", "Netherby",
    "Oakhaven", "Pinecrest", "Quarrydale", "Ravensea", "Silverden", "Thornbury",
)  # fmt: skip
CAUSES = ("ferry", "mine", "bridge", "warehouse", "tunnel", "refinery")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Running]]:
    """Start daemons in ``tmp_path``; none outlives its test."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Running(tmp_path))


def write_config(folder: Path, site: Site, rules: str, feeds: int = 1) -> None:
    listed = "".join(f"  - {site.url}/feed{number}\n" for number in range(feeds))
    (folder / "config.yaml").write_text(
        f"""storage: sqlite:///w.db
polling: {{every: 1s, min: 1s, gap: 0s, per_host: 8, allow_private: [127.0.0.0/8]}}
feeds:
{listed}channels:
  hook: {site.url.replace("http://", "json://")}/hook
default_notify: [hook]
rules:
{rules}"""
    )


DEATHS = "  - {id: deaths, dedup: off, when: {any: [marker*]}}\n"


def test_kill_dash_nine_loses_nothing_and_doubles_at_most_once_per_kill(
    site: Site, tmp_path: Path, start: Callable[[], Running]
) -> None:
    chance = random.Random(7)
    site.hook_status = lambda number: 500 if number % 3 == 0 else 200
    feeds = {f"/feed{number}": [Item(f"old{number}", "Nothing of note")] for number in range(3)}
    site.feeds = {path: rss(items) for path, items in feeds.items()}
    write_config(tmp_path, site, DEATHS, feeds=3)
    told: list[str] = []
    kills = 4
    running = start()
    wait_for(lambda: len({p for p, _ in site.asked}) == 3, 30, "the first polls")
    time.sleep(1.5)
    for kill in range(kills):
        for path, items in feeds.items():
            word = f"marker{kill}x{path[-1]}"
            town = TOWNS[(kill * 3 + int(path[-1])) % len(TOWNS)]
            items.insert(0, Item(word, f"{word} seen in {town} near the {CAUSES[kill]}"))
            told.append(word)
            site.feeds[path] = rss(items)
        time.sleep(0.6 + chance.random() * 2)
        running.kill()
        running = start()

    def arrived() -> str:
        return " ".join(str(hook) for hook in site.hooks)

    wait_for(lambda: all(word in arrived() for word in told), 60, "every alert")
    time.sleep(2)
    running.stop()
    copies = [
        sum(
            f"{word} seen" in str(hook.get("title", "")) + str(hook.get("message", ""))
            for hook in site.hooks
        )
        for word in told
    ]
    assert min(copies) >= 1
    assert sum(copies) - len(told) <= kills
    checked = wirewatch("db", "check", cwd=tmp_path)
    assert (checked.returncode, checked.stdout.strip()) == (0, "clean"), checked.stdout
    with sqlite3.connect(tmp_path / "w.db") as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_broken_edit_keeps_the_old_rules_and_a_good_one_takes_effect(
    site: Site, tmp_path: Path, start: Callable[[], Running]
) -> None:
    site.feeds = {"/feed0": rss([Item("old", "Nothing of note")])}
    write_config(tmp_path, site, "  - {id: first, when: flood}\n")
    running = start()
    wait_for(lambda: len(site.asked) >= 2, 30, "two polls")

    write_config(tmp_path, site, "  - {id: first, when: {al: [flood]}}\n")
    wait_for(lambda: "config.yaml" in running.said() and "refused" in running.said(), 5, "a word")
    status = wirewatch("status", cwd=tmp_path).stdout
    assert "config.yaml:9:" in status
    assert "all" in status

    site.feeds["/feed0"] = rss(
        [Item("n1", "A flood covers Brackwater"), Item("old", "Nothing of note")]
    )
    wait_for(lambda: len(site.hooks) == 1, 10, "an alert by the old rule")

    write_config(tmp_path, site, "  - {id: second, when: wildfire}\n")
    edited = time.monotonic()
    wait_for(lambda: "configuration reloaded" in running.said(), 5, "the reload")
    assert time.monotonic() - edited < 5
    site.feeds["/feed0"] = rss(
        [Item("n2", "A wildfire nears Larkspur"), Item("old", "Nothing of note")]
    )
    wait_for(lambda: len(site.hooks) == 2, 10, "an alert by the new rule")
    assert "configuration:  good" in wirewatch("status", cwd=tmp_path).stdout
    assert running.stop() < 2.5


def test_a_second_daemon_on_the_same_database_says_who_holds_it(
    site: Site, tmp_path: Path, start: Callable[[], Running]
) -> None:
    site.feeds = {"/feed0": rss([Item("old", "Nothing of note")])}
    write_config(tmp_path, site, DEATHS)
    running = start()
    wait_for(lambda: bool(site.asked), 30, "the first poll")
    second = wirewatch("once", cwd=tmp_path)
    running.stop()
    assert second.returncode == 1
    assert str(running.process.pid) in second.stderr
    assert "stop it first" in second.stderr
