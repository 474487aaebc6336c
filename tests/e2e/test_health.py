"""A real daemon says how it is: /healthz, /metrics, the heartbeat and ``status --health`` agree."""

from __future__ import annotations

import json
import socket
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

from tests.e2e.harness import Item, Running, SiteServer, rss, wait_for, wirewatch


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def write_config(folder: Path, site_url: str, port: int) -> None:
    (folder / "config.yaml").write_text(
        "storage: sqlite:///e2e.db\n"
        "polling: {every: 1s, min: 1s, gap: 0s, allow_private: [127.0.0.0/8]}\n"
        f"web: {{listen: '127.0.0.1:{port}'}}\n"
        f"feeds: ['{site_url}/news', '{site_url}/gone']\n"
    )


def test_health_metrics_and_status_agree(tmp_path: Path) -> None:
    port = free_port()
    page = f"http://127.0.0.1:{port}"
    with SiteServer() as site:
        site.feeds["/news"] = rss([Item("1", "One"), Item("2", "Two")])
        write_config(tmp_path, site.url, port)
        assert wirewatch("check", cwd=tmp_path).returncode == 0
        with Running(tmp_path) as daemon:
            wait_for(lambda: get(f"{page}/healthz")[0] == 200, 20, "healthy")
            assert json.loads(get(f"{page}/healthz")[1]) == {"status": "ok", "troubles": []}
            wanted = ("wirewatch_entries_total 2.0", 'wirewatch_polls_total{outcome="failed"} 1.0')
            wait_for(
                lambda: all(line in get(f"{page}/metrics")[1] for line in wanted), 20, "counted"
            )
            assert wirewatch("status", "--health", cwd=tmp_path).returncode == 0
            assert daemon.stop() < 5
        assert get(f"{page}/healthz")[0] == 0
        assert wirewatch("status", "--health", cwd=tmp_path).returncode == 1


def test_the_web_server_follows_an_edit_and_the_log_says_what_waits_for_a_start(
    tmp_path: Path,
) -> None:
    ports = [free_port(), free_port()]
    config = tmp_path / "config.yaml"
    config.write_text("storage: sqlite:///e2e.db\n")

    def health(port: int) -> int:
        return get(f"http://127.0.0.1:{port}/healthz")[0]

    with Running(tmp_path) as daemon:
        wait_for(lambda: "running" in daemon.said(), 20, "started")
        for port in ports:
            config.write_text(f"storage: sqlite:///e2e.db\nweb: {{listen: '127.0.0.1:{port}'}}\n")
            wait_for(lambda port=port: health(port) == 200, 20, "served")  # type: ignore[misc]
        assert health(ports[0]) == 0
        assert "wirewatch_build_info" in get(f"http://127.0.0.1:{ports[1]}/metrics")[1]
        config.write_text("storage: sqlite:///other.db\n")
        said = "storage: the change takes effect at the next start"
        wait_for(lambda: said in daemon.said(), 20, "said")
        wait_for(lambda: health(ports[1]) == 0, 20, "no longer served")
        assert daemon.stop() < 5
    assert "a task failed" not in daemon.said()


def test_feeds_list_says_how_each_feed_is(tmp_path: Path) -> None:
    with SiteServer() as site:
        site.feeds["/news"] = rss([Item("1", "One")])
        write_config(tmp_path, site.url, free_port())
        wirewatch("once", cwd=tmp_path)
        rows = [
            json.loads(line)
            for line in wirewatch("feeds", "list", "--json", cwd=tmp_path).stdout.splitlines()
        ]
        table = wirewatch("feeds", "list", cwd=tmp_path).stdout
        status = wirewatch("status", cwd=tmp_path).stdout
        gone = f"failing: {site.url}/gone: failed 1 poll in a row: the server answers 404 Not Found"
    assert gone in status
    assert [row["state"] for row in rows] == ["good", "failing (1)"]
    assert rows[0]["last_success"] is not None
    assert rows[1]["error"] == "the server answers 404 Not Found"
    assert "the server answers 404 Not Found" in table
    assert "never" in table
    assert "now" in table


def test_a_site_is_discovered_added_exported_and_imported(tmp_path: Path) -> None:
    with SiteServer() as site:
        site.feeds["/"] = (
            "<html><link rel='alternate' type='application/rss+xml' href='/news'></html>"
        )
        site.feeds["/news"] = rss([Item("1", "One")], "The Wire")
        (tmp_path / "config.yaml").write_text("polling: {gap: 0s, allow_private: [127.0.0.0/8]}\n")
        found = wirewatch("feeds", "discover", site.url, "--json", cwd=tmp_path)
        assert json.loads(found.stdout) == {
            "url": f"{site.url}/news", "title": "The Wire", "entries": 1,
        }  # fmt: skip
        added = wirewatch("feeds", "add", site.url, "--tag", "a", "--tag", "b", cwd=tmp_path)
        assert added.returncode == 0, added.stderr
        assert f"{site.url}/news" in (tmp_path / "feeds.d/managed.yaml").read_text()
        assert wirewatch("feeds", "export", "out.opml", cwd=tmp_path).returncode == 0
        assert wirewatch("feeds", "remove", f"{site.url}/news", cwd=tmp_path).returncode == 0
        done = wirewatch("feeds", "import", "out.opml", cwd=tmp_path)
        assert "1 feed added" in done.stdout
        assert "tags" in (tmp_path / "feeds.d/managed.yaml").read_text()


def test_delivering_is_not_well_while_what_arrived_cannot_be_written_down(tmp_path: Path) -> None:
    port = free_port()
    page = f"http://127.0.0.1:{port}/healthz"
    with SiteServer() as site:
        old = Item("1", "Nothing of note")
        site.feeds["/news"] = rss([old])
        write_config(tmp_path, site.url, port)
        with (tmp_path / "config.yaml").open("a") as out:
            hook = site.url.replace("http://", "json://")
            out.write(f"channels: {{hook: '{hook}/hook'}}\ndefault_notify: [hook]\n")
            out.write("rules: [{id: all, dedup: off, when: marker*}]\n")
        other = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)

        def hold(_number: int) -> int:
            nonlocal other
            other = sqlite3.connect(
                tmp_path / "e2e.db", isolation_level=None, check_same_thread=False
            )
            other.execute("BEGIN IMMEDIATE")
            return 200

        site.hook_status = hold
        with Running(tmp_path) as daemon:
            wait_for(lambda: ("/news", 304) in site.asked, 30, "a second poll")
            site.feeds["/news"] = rss([Item("2", "marker1 seen"), old])
            said = "delivering: what became of messages cannot be written down"
            wait_for(lambda: said in get(page)[1], 30, "a word of it")
            other.execute("ROLLBACK")
            wait_for(lambda: get(page)[0] == 200, 40, "well again")
            assert len(site.hooks) == 1
            assert daemon.stop() < 10
        other.close()
