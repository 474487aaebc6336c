"""Feeds that could not be had for what the configuration says: mended there, they come at once."""

from __future__ import annotations

import time
from pathlib import Path

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch

OLD = Item("old", "Nothing of note")


def write_config(folder: Path, site: Site, *, polling: str = "", auth: str = "") -> None:
    (folder / "config.yaml").write_text(
        f"""storage: sqlite:///w.db
polling: {{gap: 0s{polling}}}
feeds: [{{url: "{site.url}/feed"{auth}}}]
channels: {{hook: "{site.url.replace("http://", "json://")}/hook"}}
default_notify: [hook]
rules: [{{id: all, when: marker*}}]
"""
    )


def test_a_network_that_is_allowed_now_is_asked_at_once(site: Site, tmp_path: Path) -> None:
    site.feeds["/feed"] = rss([OLD])
    write_config(tmp_path, site)
    with Running(tmp_path) as running:
        wait_for(lambda: "which feeds may not use" in running.said(), 30, "the refusal")
        assert site.asked == []
        write_config(tmp_path, site, polling=", allow_private: [127.0.0.0/8]")
        wait_for(lambda: ("/feed", 200) in site.asked, 10, "the first poll")
        assert running.stop() < 10


def test_a_password_that_is_mended_is_used_at_once(site: Site, tmp_path: Path) -> None:
    site.feeds["/feed"] = rss([OLD])
    site.locked.add("/feed")
    allowed = ", allow_private: [127.0.0.0/8]"
    write_config(tmp_path, site, polling=allowed)
    with Running(tmp_path) as running:
        wait_for(lambda: ("/feed", 401) in site.asked, 30, "the refusal")
        write_config(tmp_path, site, polling=allowed, auth=', auth: "me:secret"')
        wait_for(lambda: ("/feed", 200) in site.asked, 10, "the first poll")
        assert running.stop() < 10


def test_an_edit_of_something_else_asks_nobody_again(site: Site, tmp_path: Path) -> None:
    site.locked.add("/feed")
    allowed = ", allow_private: [127.0.0.0/8]"
    write_config(tmp_path, site, polling=allowed)
    with Running(tmp_path) as running:
        wait_for(lambda: ("/feed", 401) in site.asked, 30, "the refusal")
        write_config(tmp_path, site, polling=allowed + ", max: 12h")
        wait_for(lambda: "configuration reloaded" in running.said(), 10, "the reload")
        time.sleep(3)
        assert site.asked == [("/feed", 401)]
        assert running.stop() < 10


def test_a_round_without_a_feed_that_is_due_says_when_the_next_is(
    site: Site, tmp_path: Path
) -> None:
    write_config(tmp_path, site)
    assert "1 feed:" in wirewatch("once", cwd=tmp_path).stdout
    done = wirewatch("once", "--all", cwd=tmp_path)
    assert "0 feeds:" in done.stdout
    assert f"no feed is due. next: {site.url}/feed in 1" in done.stderr
