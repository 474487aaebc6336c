"""One instance for each database, also after the server has forgotten its locks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch
from tests.servers.postgres import PostgresServer


@pytest.fixture
def folders(
    site: Site, tmp_path: Path, postgres_server: PostgresServer
) -> Iterator[tuple[str, Path, Path]]:
    """A database's name, and two folders with the same configuration."""
    name = postgres_server.create()
    made = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        made.append(folder)
        (folder / "config.yaml").write_text(
            f"""storage: {postgres_server.url(name)}
polling: {{every: 1s, min: 1s, gap: 0s, allow_private: [127.0.0.0/8]}}
feeds: ["{site.url}/feed"]
channels: {{hook: "{site.url.replace("http://", "json://")}/hook"}}
default_notify: [hook]
rules: [{{id: all, dedup: off, when: marker*}}]
"""
        )
    yield name, made[0], made[1]
    postgres_server.drop(name)


def test_the_lock_is_taken_again_when_the_server_dropped_its_connections(
    site: Site, postgres_server: PostgresServer, folders: tuple[str, Path, Path]
) -> None:
    name, one, two = folders
    site.feeds["/feed"] = rss([Item("old", "Nothing of note")])
    with Running(one) as running:
        wait_for(lambda: ("/feed", 304) in site.asked, 30, "a second poll")
        postgres_server.disconnect(name)
        wait_for(lambda: "the instance lock was lost" in running.said(), 20, "a word of it")
        second = wirewatch("once", cwd=two)
        assert second.returncode == 1
        assert str(running.process.pid) in second.stderr
        site.feeds["/feed"] = rss([Item("new", "marker1 seen"), Item("old", "Nothing of note")])
        wait_for(lambda: len(site.hooks) == 1, 20, "the alert")
        assert running.stop() < 10


def test_of_two_instances_the_one_without_the_lock_stops(
    site: Site, postgres_server: PostgresServer, folders: tuple[str, Path, Path]
) -> None:
    name, one, two = folders
    site.feeds["/feed"] = rss([Item("old", "Nothing of note")])
    with Running(one) as first:
        wait_for(lambda: ("/feed", 304) in site.asked, 30, "a second poll")
        first.pause()
        postgres_server.disconnect(name)
        with Running(two) as second:
            wait_for(lambda: '"running"' in second.said(), 30, "the second's start")
            first.go_on()
            assert first.process.wait(timeout=30) == 1
            first.stop()
            assert f"process {second.process.pid} on" in first.said()
            assert "Traceback" not in first.said()
            site.feeds["/feed"] = rss([Item("new", "marker1 seen"), Item("old", "Nothing")])
            wait_for(lambda: len(site.hooks) == 1, 20, "the alert")
            assert f"running: process {second.process.pid}" in wirewatch("status", cwd=two).stdout
            assert second.stop() < 10
    assert len(site.hooks) == 1
