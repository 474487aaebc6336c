"""A list of feeds that is emptied by a slip loses nothing, tells nothing twice, and misses nothing."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch

OLD = Item("old", "marker0 of old")


def write_config(folder: Path, site: Site) -> Path:
    """Write a configuration whose feeds stand in the file that is returned."""
    (folder / "config.yaml").write_text(
        f"""storage: sqlite:///w.db
include: [feeds.yaml]
polling: {{every: 1s, min: 1s, gap: 0s, allow_private: [127.0.0.0/8]}}
channels: {{hook: "{site.url.replace("http://", "json://")}/hook"}}
default_notify: [hook]
rules: [{{id: all, dedup: off, when: marker*}}]
"""
    )
    feeds = folder / "feeds.yaml"
    feeds.write_text(f"feeds: ['{site.url}/a', '{site.url}/b', '{site.url}/c']\n")
    for path in ("/a", "/b", "/c"):
        site.feeds[path] = rss([OLD])
    return feeds


def told(site: Site) -> list[str]:
    return sorted(str(hook["title"]) for hook in list(site.hooks))


def test_a_daemon_goes_on_with_the_feeds_it_has(site: Site, tmp_path: Path) -> None:
    feeds = write_config(tmp_path, site)
    written = feeds.read_text()
    with Running(tmp_path) as running:
        wait_for(lambda: ("/c", 304) in site.asked, 30, "a second poll")
        feeds.write_text("feeds: []\n")
        wait_for(lambda: "no feeds are left of 3" in running.said(), 30, "a word of it")
        site.feeds["/a"] = rss([Item("new", "marker1 of a"), OLD])
        wait_for(lambda: told(site) == ["marker1 of a"], 30, "the alert")
        status = wirewatch("status", cwd=tmp_path).stdout
        assert "no feeds are left of 3" in status
        feeds.write_text(written)
        wait_for(
            lambda: "configuration:  good" in wirewatch("status", cwd=tmp_path).stdout, 30, "good"
        )
        assert running.stop() < 10
    assert told(site) == ["marker1 of a"]


def test_feeds_that_were_gone_over_a_restart_go_on_where_they_were(
    site: Site, tmp_path: Path
) -> None:
    feeds = write_config(tmp_path, site)
    written = feeds.read_text()

    def once() -> list[str]:
        done = wirewatch("once", "--all", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return told(site)

    once()
    site.feeds["/a"] = rss([Item("one", "marker1 of a"), OLD])
    wait_for(lambda: once() == ["marker1 of a"], 30, "the alert before")
    feeds.write_text("feeds: []\n")
    once()
    site.feeds["/b"] = rss([Item("two", "marker2 of b"), OLD])
    site.asked.clear()
    once()
    assert site.asked == []
    feeds.write_text(written)
    once()
    # What came meanwhile is told, what was told is not, and who was asked before knows it.
    assert told(site) == ["marker1 of a", "marker2 of b"]
    assert sorted(site.asked) == [("/a", 304), ("/b", 200), ("/c", 304)]
