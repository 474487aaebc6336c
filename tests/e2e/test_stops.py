"""``wirewatch run`` ends soon after SIGTERM, whatever its database or its reload is at."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch
from tests.servers.postgres import PostgresServer


def write_config(folder: Path, site: Site, storage: str = "sqlite:///w.db") -> Path:
    config = folder / "config.yaml"
    config.write_text(
        f"""storage: {storage}
polling: {{every: 1s, min: 1s, gap: 0s, allow_private: [127.0.0.0/8]}}
feeds: ["{site.url}/feed"]
channels: {{hook: "{site.url.replace("http://", "json://")}/hook"}}
default_notify: [hook]
rules: [{{id: all, dedup: off, when: marker*}}]
"""
    )
    return config


OLD = Item("old", "Nothing of note")


@contextmanager
def started(site: Site, folder: Path) -> Iterator[Running]:
    """A daemon that has polled for the first time."""
    site.feeds["/feed"] = rss([OLD])
    with Running(folder) as running:
        wait_for(lambda: ("/feed", 304) in site.asked, 30, "a second poll")
        yield running


def test_a_stop_is_soon_though_another_process_holds_the_database(
    site: Site, tmp_path: Path
) -> None:
    write_config(tmp_path, site)
    with started(site, tmp_path) as running:
        other = sqlite3.connect(tmp_path / "w.db", isolation_level=None, check_same_thread=False)
        held = threading.Event()

        def hold(_path: str) -> None:
            if not held.is_set():
                other.execute("BEGIN IMMEDIATE")
                held.set()

        site.watch = hold
        site.feeds["/feed"] = rss([Item("new", "marker1 seen"), OLD])
        wait_for(held.is_set, 30, "a poll that cannot be stored")
        assert running.stop() < 10
        other.close()
        assert running.process.returncode == 0
        assert "Traceback" not in running.said()
    assert site.hooks == []
    assert wirewatch("once", "--all", cwd=tmp_path).returncode == 0
    assert [hook["title"] for hook in site.hooks] == ["marker1 seen"]


def arrived(site: Site, running: Running, database: Path) -> sqlite3.Connection:
    """Let a message arrive while somebody takes the database; return who holds it."""
    other = sqlite3.connect(database, isolation_level=None, check_same_thread=False, timeout=30)
    taken = threading.Event()

    def take(_number: int) -> int:
        if not taken.is_set():
            other.execute("BEGIN IMMEDIATE")
            taken.set()
        return 200

    site.hook_status = take
    site.feeds["/feed"] = rss([Item("new", "marker1 seen"), OLD])
    wait_for(taken.is_set, 30, "a message")
    wait_for(lambda: len(site.hooks) == 1, 10, "its arrival")
    assert running.process.poll() is None
    return other


def test_what_arrived_is_written_down_if_the_database_is_free_in_time(
    site: Site, tmp_path: Path
) -> None:
    write_config(tmp_path, site)
    with started(site, tmp_path) as running:
        other = arrived(site, running, tmp_path / "w.db")
        running.process.send_signal(signal.SIGTERM)
        timer = threading.Timer(2, other.execute, ("ROLLBACK",))
        timer.start()
        assert running.stop() < 10
        timer.join()
        other.close()
    wirewatch("once", "--all", cwd=tmp_path)
    assert len(site.hooks) == 1
    assert "1 sent" in wirewatch("status", cwd=tmp_path).stdout


def test_what_arrived_and_cannot_be_written_down_is_sent_once_more_and_that_is_said(
    site: Site, tmp_path: Path
) -> None:
    write_config(tmp_path, site)
    with started(site, tmp_path) as running:
        other = arrived(site, running, tmp_path / "w.db")
        assert running.stop() < 10
        other.close()
        assert running.process.returncode == 0
        assert "they may be sent again" in running.said()
        assert "Traceback" not in running.said()
    for _ in range(2):
        wirewatch("once", "--all", cwd=tmp_path)
    assert len(site.hooks) == 2
    assert "1 sent" in wirewatch("status", cwd=tmp_path).stdout


@pytest.fixture
def database(postgres_server: PostgresServer) -> Iterator[str]:
    name = postgres_server.create()
    yield name
    postgres_server.drop(name)


def test_a_stop_is_soon_though_the_server_of_the_database_stands_still(
    site: Site, tmp_path: Path, postgres_server: PostgresServer, database: str
) -> None:
    write_config(tmp_path, site, postgres_server.url(database))
    with started(site, tmp_path) as running:
        backends = postgres_server.backends(database)
        for pid in backends:
            os.kill(pid, signal.SIGSTOP)
        try:
            site.feeds["/feed"] = rss([Item("new", "marker1 seen"), OLD])
            threading.Event().wait(3)
            assert running.stop() < 15
            assert running.process.returncode == 0
            assert "Traceback" not in running.said()
        finally:
            for pid in backends:
                os.kill(pid, signal.SIGCONT)
    wait_for(lambda: not postgres_server.backends(database), 30, "the end of its connections")
    wirewatch("once", "--all", cwd=tmp_path)
    assert [hook["title"] for hook in site.hooks] == ["marker1 seen"]


def test_a_stop_of_the_whole_group_refuses_no_configuration(site: Site, tmp_path: Path) -> None:
    config = write_config(tmp_path, site)
    many = "".join(f"  - {{id: r{n}, when: {{any: [word{n}, other{n}]}}}}\n" for n in range(9000))
    (tmp_path / "rules.yaml").write_text(f"rules:\n{many}# {'x' * 1_000_000}\n")
    config.write_text(config.read_text() + "include: [rules.yaml]\n")
    with started(site, tmp_path) as running:
        group = os.getpgid(running.process.pid)
        config.write_text(config.read_text().replace("marker*", "beacon*"))
        wait_for(lambda: reads_apart(group), 30, "the process that reads")
        os.killpg(group, signal.SIGTERM)
        assert running.stop() < 10
        assert "refused" not in running.said()
        assert "Traceback" not in running.said()
    assert "configuration:  good" in wirewatch("status", cwd=tmp_path).stdout


def reads_apart(group: int) -> bool:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes()
                if b"monitor.config.apart" in words and os.getpgid(int(folder.name)) == group:
                    return True
            except OSError:
                continue
    return False
