"""``wirewatch stories`` beside a daemon that runs: people's word counts at the next decision."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch

FERRY = (
    "Ferry Santa Clara sinks off Mindoro, 31 killed",
    "The ferry Santa Clara capsized in the Tablas Strait off Mindoro and 31 people were killed.",
)
BOAT = (
    "Night of horror at sea as passenger boat goes down",
    "Thirty-one people were killed when an overloaded vessel rolled over, survivors told local radio.",
)
BOAT_AGAIN = (
    "Survivors tell of night of horror after passenger boat went down",
    "The overloaded vessel rolled over within minutes, they said; 31 people were killed.",
)


def write_config(folder: Path, storage: str, site: Site) -> None:
    (folder / "config.yaml").write_text(
        f"""storage: {storage}
polling: {{every: 1s, min: 1s, gap: 0s, per_host: 8, allow_private: [127.0.0.0/8]}}
feeds:
  - {{url: {site.url}/a, origin: harbour}}
  - {{url: {site.url}/b, origin: coast}}
channels:
  hook: {site.url.replace("http://", "webhook://")}/hook
default_notify: [hook]
rules:
  - id: deaths
    when: {{figure: {{kind: killed, at_least: 10}}}}
    update_on: [{{figure: killed, rises: 10%}}]
  - id: sure
    when: {{figure: {{kind: killed, at_least: 10}}}}
    story: {{origins: 2, within: 2h}}
"""
    )


def lines(folder: Path, *words: str) -> list[dict[str, Any]]:
    done = wirewatch(*words, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_people_merge_and_split_beside_a_running_daemon(
    store_url: str, site: Site, tmp_path: Path
) -> None:
    site.feeds = {"/a": rss([Item("a0", "Quiet day")]), "/b": rss([Item("b0", "Quiet day")])}
    write_config(tmp_path, store_url, site)
    with Running(tmp_path) as daemon:
        wait_for(lambda: len(site.asked) >= 4, 30, "first polls")
        site.feeds["/a"] = rss([Item("a1", *FERRY)])
        wait_for(lambda: len(site.hooks) == 1, 20, "the ferry is told")
        site.feeds["/b"] = rss([Item("b1", *BOAT)])
        wait_for(lambda: len(site.hooks) == 2, 20, "the boat is told")
        boat, ferry = (one["id"] for one in lines(tmp_path, "stories", "list"))
        [status] = lines(tmp_path, "status")
        assert sorted(one["story"] for one in status["held"]) == sorted([boat, ferry])
        assert {one["why"] for one in status["held"]} == {
            "held: 1 of 2 origins (harbour)",
            "held: 1 of 2 origins (coast)",
        }
        words = wirewatch("status", cwd=tmp_path).stdout
        assert f"held: sure waits in story {boat} (" in words
        assert re.search(r"\): 1 of 2 origins \(coast\); until [\d-]+ [\d:]+ UTC\n", words)

        done = wirewatch("stories", "merge", str(ferry), str(boat), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        wait_for(lambda: len(site.hooks) == 3, 20, "two origins carry what is one story")
        assert site.hooks[-1]["rule"] == "sure"
        site.feeds["/b"] = rss([Item("b2", *BOAT_AGAIN), Item("b1", *BOAT)])
        wait_for(
            lambda: lines(tmp_path, "stories", "list")[0]["entries"] == 3, 20, "grouped with both"
        )
        [shown] = lines(tmp_path, "stories", "show", str(boat))
        assert (shown["id"], shown["merged"]) == (ferry, [boat])
        assert {one["origin"] for one in shown["entries"]} == {"harbour", "coast"}
        assert [one["number"] for one in shown["figures"]] == [31, 31]

        again = next(one["id"] for one in shown["entries"] if one["title"] == BOAT_AGAIN[0])
        done = wirewatch("stories", "split", str(ferry), str(again), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        wait_for(lambda: len(site.hooks) == 4, 20, "the part that nobody heard of is told")
        assert (site.hooks[-1]["rule"], site.hooks[-1]["title"]) == ("deaths", BOAT_AGAIN[0])
        assert daemon.stop() < 10
    assert wirewatch("db", "check", cwd=tmp_path).stdout == "clean\n"
    said = wirewatch("stories", "show", str(ferry), cwd=tmp_path).stdout
    assert FERRY[0] in said
    assert "Kept apart from:" in said


def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("storage: sqlite:///w.db\nrules: []\n")
    assert wirewatch("once", cwd=tmp_path).returncode == 0
    for words in (("show", "7"), ("merge", "7", "8"), ("split", "7", "1")):
        done = wirewatch("stories", *words, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "there is no story 7" in done.stderr
