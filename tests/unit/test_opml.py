"""Feeds to OPML and back: nothing but secrets is lost."""

from __future__ import annotations

from pathlib import Path

from monitor.config.feeds import FeedConfig
from monitor.config.managed import add_feeds
from monitor.config.opml import write_opml
from monitor.config.tables import read_opml

FEEDS = [
    FeedConfig(url="https://a.example/rss?x=1&y=2", name="A & Ö <x>", tags=("world", "asia")),
    FeedConfig(url="https://b.example/rss", tags=("world",)),
    FeedConfig.model_validate({"url": "https://me:geheim@c.example/rss", "headers": {"X": "k3y!"}}),
    FeedConfig(url="https://d.example/rss", name="D", tags=("world", "asia")),
]


def test_export_and_import_keep_addresses_names_and_nested_tags(tmp_path: Path) -> None:
    text = write_opml(FEEDS, "Mine")
    file = tmp_path / "feeds.opml"
    file.write_text(text, encoding="utf-8")
    read = {one.url: (one.name, one.tags) for one in read_opml(file)}
    assert read == {feed.url: (feed.name, feed.tags) for feed in FEEDS}
    assert text.count('text="asia"') == 1
    assert "geheim" not in text
    assert "k3y!" not in text


def test_import_adds_once_and_says_what_is_wrong(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    wanted = [
        ("https://a.example/rss", "A", ["x"]),
        ("https://a.example/rss#again", "", []),
        ("https://known.example/rss", "", []),
        ("ftp://b.example/rss", "", []),
    ]
    done = add_feeds(config, wanted, {"https://known.example/rss"})
    assert (done.added, done.known) == (1, 2)
    assert len(done.problems) == 1
    assert "ftp" in done.problems[0]
    assert add_feeds(config, wanted[:1], ()).added == 0
    assert done.file.read_text(encoding="utf-8").count("a.example") == 1
