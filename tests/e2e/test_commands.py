"""What commands say to a person whose configuration or database is not ready."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.e2e.harness import wirewatch

GOOD = 'channels: {c: "console://"}\ndefault_notify: [c]\nrules: [{id: a, when: flood}]\n'


def test_the_first_round_makes_the_tables_of_either_database(
    empty_url: str, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text(f"storage: {empty_url}\n{GOOD}")
    done = wirewatch("once", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["feeds"] == 0
    assert wirewatch("db", "check", cwd=tmp_path).stdout == "clean\n"
    status = wirewatch("status", cwd=tmp_path)
    assert "not running" in status.stdout


def test_a_channel_that_cannot_be_used_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(GOOD.replace('"console://"', '"mailtos://me:a/b@c"'))
    for words in (("channels", "test", "c"), ("once",), ("check",)):
        done = wirewatch(*words, cwd=tmp_path)
        said = done.stdout + done.stderr
        assert done.returncode in (1, 2)
        assert "Traceback" not in said
        assert "a/b" not in said
        assert "mailtos" in said


def test_status_without_a_daemon_looks_at_the_files_itself(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(GOOD)
    assert wirewatch("once", cwd=tmp_path).returncode == 0
    path.write_text(GOOD.replace("when:", "whenn:"))
    said = wirewatch("status", cwd=tmp_path, env=dict(os.environ)).stdout
    assert "config.yaml:3:" in said
    assert "when" in said


def test_feeds_list_follows_the_files_also_while_no_daemon_runs(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(GOOD)
    assert wirewatch("once", cwd=tmp_path).returncode == 0
    url = "https://a.example/rss"
    assert wirewatch("feeds", "add", "--offline", url, cwd=tmp_path).returncode == 0
    listed = json.loads(wirewatch("feeds", "list", "--json", cwd=tmp_path).stdout)
    assert (listed["url"], listed["state"], listed["last_polled"]) == (url, "new", None)
    assert "not polled yet" in wirewatch("feeds", "list", cwd=tmp_path).stdout
    assert wirewatch("feeds", "remove", url, cwd=tmp_path).returncode == 0
    assert wirewatch("feeds", "list", "--json", cwd=tmp_path).stdout == ""


def test_an_address_that_is_none_is_not_said_to_be_added(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(GOOD)
    done = wirewatch("feeds", "add", "no host", cwd=tmp_path)
    assert done.returncode == 2
    assert "added" not in done.stdout + done.stderr


def test_rules_list_says_where_alerts_go(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        GOOD.replace("rules:", "routes: [{severity: high, notify: c}]\nrules:")
    )
    (listed,) = wirewatch("rules", "list", "--json", cwd=tmp_path).stdout.splitlines()
    assert json.loads(listed)["channels"] == ["c"]
    assert "goes to" in wirewatch("rules", "list", cwd=tmp_path).stdout


def test_check_says_what_a_configuration_lacks(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    asked: dict[str, tuple[list[str], str]] = {
        "# nothing yet\n": (["no feeds", "no rules", "no channels"], "nothing to do yet: no feeds"),
        'feeds: [https://a.example/f]\nchannels: {c: "console://"}\n': (
            ["no rules"], "nothing to do yet: 1 feed,",
        ),
        GOOD: ([], "good: no feeds to poll, 1 rule,"),
        GOOD + "feeds: [https://a.example/f]\n": ([], "good: 1 feed, 1 rule,"),
    }  # fmt: skip
    for text, (lacks, said) in asked.items():
        path.write_text(text)
        told = json.loads(wirewatch("check", "--json", cwd=tmp_path).stdout)
        assert [one["message"].partition(":")[0] for one in told["problems"]] == lacks
        assert {one["level"] for one in told["problems"]} <= {"warning"}
        done = wirewatch("check", cwd=tmp_path)
        assert done.returncode == told["errors"] == 0
        *warnings, last = done.stdout.splitlines()
        assert len(warnings) == len(lacks)
        assert last.startswith(f"config.yaml: {said}")


def test_a_limit_of_nothing_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(GOOD)
    for what in ("alerts", "stories"):
        done = wirewatch(what, "list", "--limit", "0", cwd=tmp_path)
        assert done.returncode == 2
        assert "--limit" in done.stderr
