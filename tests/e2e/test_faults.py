"""``wirewatch run`` when the machine under it fails: a full disk, a damaged file, a stop in mid-send."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wait_for, wirewatch

_SIZE = 6 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ("mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place))
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system")
    yield place
    subprocess.run(("umount", "-l", str(place)), check=True)


def write_config(folder: Path, site: Site, storage: str) -> None:
    (folder / "config.yaml").write_text(
        f"""storage: {storage}
polling: {{every: 1s, min: 1s, gap: 0s, allow_private: [127.0.0.0/8]}}
feeds: ["{site.url}/feed"]
channels: {{hook: "{site.url.replace("http://", "json://")}/hook"}}
default_notify: [hook]
rules: [{{id: all, dedup: off, when: marker*}}]
"""
    )


def publish(site: Site, items: list[Item], word: str) -> None:
    items.insert(0, Item(word, f"{word} is news"))
    site.feeds["/feed"] = rss(items)


def told(site: Site) -> list[str]:
    return [str(hook.get("title")).split()[0] for hook in list(site.hooks)]


def started(site: Site, folder: Path, items: list[Item]) -> Running:
    """Start a daemon and wait until it has polled for the first time."""
    site.feeds["/feed"] = rss(items)
    running = Running(folder)
    wait_for(lambda: ("/feed", 304) in site.asked, 30, "a second poll")
    return running


def fill(disk: Path) -> Path:
    """Take all the room that is left on ``disk``."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (65536, 4096, 512):
            try:
                while out.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_is_said_loses_nothing_and_heals_by_itself(
    site: Site, tmp_path: Path, small_disk: Path
) -> None:
    write_config(tmp_path, site, f"sqlite:///{small_disk / 'w.db'}")
    items = [Item("old", "Nothing of note")]
    with started(site, tmp_path, items) as running:
        publish(site, items, "marker1")
        wait_for(lambda: "marker1" in told(site), 20, "the alert before")
        filler = fill(small_disk)
        for number in range(2, 5):
            publish(site, items, f"marker{number}")
            time.sleep(1.5)
        wait_for(lambda: "the disk of the database is full" in running.said(), 20, "a word of it")
        assert running.process.poll() is None
        status = wirewatch("status", cwd=tmp_path)
        assert "running" in status.stdout
        assert "nearly full: only 0.0 MB free" in status.stdout
        filler.unlink()
        wanted = {f"marker{number}" for number in range(1, 5)}
        wait_for(lambda: wanted <= set(told(site)), 40, "the alerts that waited")
        assert len(told(site)) == len(wanted)
        assert running.stop() < 10
    assert wirewatch("db", "check", cwd=tmp_path).stdout.strip() == "clean"


def test_a_stop_lets_the_message_in_flight_arrive_and_be_written_down(
    site: Site, tmp_path: Path
) -> None:
    entered: list[float] = []

    def slow(_number: int) -> int:
        entered.append(time.monotonic())
        time.sleep(3)
        return 200

    site.hook_status = slow
    write_config(tmp_path, site, "sqlite:///w.db")
    items = [Item("old", "Nothing of note")]
    with started(site, tmp_path, items) as running:
        publish(site, items, "marker1")
        wait_for(lambda: bool(entered), 20, "a send")
        assert running.stop() < 10
    assert told(site) == ["marker1"]
    summary = wirewatch("once", "--json", cwd=tmp_path)
    assert summary.returncode == 0
    assert told(site) == ["marker1"]


def test_a_stop_does_not_wait_for_a_receiver_that_hangs(site: Site, tmp_path: Path) -> None:
    entered: list[float] = []

    def hanging(_number: int) -> int:
        entered.append(time.monotonic())
        if len(entered) == 1:
            time.sleep(60)
            return 500
        return 200

    site.hook_status = hanging
    write_config(tmp_path, site, "sqlite:///w.db")
    items = [Item("old", "Nothing of note")]
    with started(site, tmp_path, items) as running:
        publish(site, items, "marker1")
        wait_for(lambda: bool(entered), 20, "a send")
        assert running.stop() < 33
    # The lease was given back: whoever comes next need not wait for it to run out.
    wirewatch("once", "--json", cwd=tmp_path)
    status = wirewatch("alerts", "list", "--json", cwd=tmp_path)
    assert status.returncode == 0
    wait_for(lambda: again(tmp_path, site), 30, "the alert after all")


def again(folder: Path, site: Site) -> bool:
    wirewatch("once", "--json", cwd=folder)
    return told(site) == ["marker1"]


def test_a_damaged_file_is_named_and_nothing_is_written_over_it(site: Site, tmp_path: Path) -> None:
    write_config(tmp_path, site, "sqlite:///w.db")
    database = tmp_path / "w.db"
    database.write_bytes(b"SQLite format 3\x00" + os.urandom(8192))
    before = database.read_bytes()
    for words in (("run",), ("once",), ("db", "check"), ("status",)):
        said = wirewatch(*words, cwd=tmp_path)
        assert said.returncode == 1, words
        assert "not a database" in said.stdout + said.stderr, words
        assert "Traceback" not in said.stderr
    assert database.read_bytes() == before


def test_files_that_are_removed_beside_a_running_daemon_are_missed(
    site: Site, tmp_path: Path
) -> None:
    write_config(tmp_path, site, "sqlite:///w.db")
    items = [Item("old", "Nothing of note")]
    with started(site, tmp_path, items) as running:
        time.sleep(6)  # Looked at each five seconds: it has been seen by now.
        (tmp_path / "w.db-wal").unlink()
        wait_for(lambda: "'w.db-wal', the log of the database" in running.said(), 30, "a word")
        publish(site, items, "marker1")
        wait_for(lambda: "marker1" in told(site), 20, "the alert")
        assert running.stop() < 10
    # What was written to the log that nobody saw was brought home at the stop.
    assert "1 sent" in wirewatch("status", cwd=tmp_path).stdout
    with Running(tmp_path) as running:
        wait_for(lambda: '"running"' in running.said().split("stopped")[-1], 20, "a new start")
        (tmp_path / "w.db").unlink()
        wait_for(lambda: "'w.db' was removed or replaced" in running.said(), 30, "a word of it")
        time.sleep(6)
        assert running.said().count("the database is not where it was") == 2
        assert running.stop() < 10


def test_a_second_sigterm_ends_at_once(site: Site, tmp_path: Path) -> None:
    entered: list[int] = []

    def hanging(number: int) -> int:
        entered.append(number)
        time.sleep(20)
        return 500

    site.hook_status = hanging
    write_config(tmp_path, site, "sqlite:///w.db")
    items = [Item("old", "Nothing of note")]
    with started(site, tmp_path, items) as running:
        publish(site, items, "marker1")
        wait_for(lambda: bool(entered), 20, "a send")
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert running.stop() < 5


@pytest.mark.parametrize("note", ["config_error", "accepted_rules"])
def test_an_edit_is_taken_once_the_database_takes_what_belongs_to_it(
    tmp_path: Path, site: Site, note: str
) -> None:
    items: list[Item] = [Item("old", "Nothing of note")]
    site.feeds["/feed"] = rss(items)
    write_config(tmp_path, site, "sqlite:///w.db")
    config = tmp_path / "config.yaml"
    with Running(tmp_path) as running:
        wait_for(lambda: ("/feed", 304) in site.asked, 30, "a second poll")
        other = sqlite3.connect(tmp_path / "w.db", isolation_level=None, timeout=30)
        for when in ("INSERT", "UPDATE"):
            other.execute(
                f"CREATE TRIGGER no_{when} BEFORE {when} ON note WHEN NEW.key = '{note}' "
                "BEGIN SELECT RAISE(ABORT, 'not for now'); END"
            )
        config.write_text(config.read_text().replace("marker*", "beacon*"))
        wait_for(lambda: running.said().count("not for now") > 1, 30, "a second try")
        other.execute("DROP TRIGGER no_INSERT")
        other.execute("DROP TRIGGER no_UPDATE")
        other.close()
        wait_for(lambda: "configuration reloaded" in running.said(), 30, "the edit")
        publish(site, items, "beacon1")
        wait_for(lambda: len(site.hooks) == 1, 30, "the alert of the new rule")


def test_few_open_files_are_enough_for_many_hosts(tmp_path: Path) -> None:
    with SiteServer("0.0.0.0") as site:
        write_config(tmp_path, site, "sqlite:///w.db")
        port = site.url.rpartition(":")[2]
        paths = [f"/feed{number}" for number in range(150)]
        for path in paths:
            site.feeds[path] = rss([Item("old", "Nothing of note")])
        hosts = [f"http://127.0.1.{number + 1}:{port}" for number in range(len(paths))]
        config = tmp_path / "config.yaml"
        feeds = ", ".join(f"'{host}{path}'" for host, path in zip(hosts, paths, strict=True))
        text = config.read_text().replace(f'"{site.url}/feed"', feeds)
        config.write_text(text.replace("every: 1s", "every: 5s"))
        with Running(tmp_path, files=100) as running:
            polled = {(path, 304) for path in paths}
            wait_for(lambda: polled <= set(site.asked), 60, "two polls of each")
            site.feeds[paths[-1]] = rss([Item("new", "marker1 is news")])
            wait_for(lambda: told(site) == ["marker1"], 30, "the alert")
            assert "oo many open files" not in running.said()
            assert "no more files" not in running.said()
            assert running.stop() < 10
