"""``feeds add`` and ``feeds remove``."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.managed import add_feed, remove_feed
from monitor.errors import Refused, UsageError


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """Return an empty configuration file."""
    file = tmp_path / "config.yaml"
    file.write_text("")
    return file


def urls(main: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what the configuration now polls."""
    loaded = load(main, {})
    assert loaded.problems == ()
    assert loaded.config is not None
    return [(feed.url, feed.name, feed.tags) for feed in loaded.config.feeds]


def test_added_feeds_are_polled_and_read_well_in_the_file(main: Path) -> None:
    add_feed(main, "https://a.example/f#top")
    file = add_feed(main, "https://b.example/f?x=1&y=[2]", name='The "B": daily', tags=["a", "no"])
    assert urls(main) == [
        ("https://a.example/f", "", ()),
        ("https://b.example/f?x=1&y=[2]", 'The "B": daily', ("a", "no")),
    ]
    assert file.read_text().splitlines()[1:] == [
        "feeds:",
        "  - https://a.example/f",
        "  - url: https://b.example/f?x=1&y=[2]",
        '    name: "The \\"B\\": daily"',
        '    tags: ["a", "no"]',
    ]
    assert sorted(file.parent.iterdir()) == [file]


def test_removed_feed_is_gone_and_the_others_stay(main: Path) -> None:
    for name in "abc":
        add_feed(main, f"https://{name}.example/f")
    remove_feed(main, "https://b.example/f")
    assert [url for url, _, _ in urls(main)] == ["https://a.example/f", "https://c.example/f"]
    remove_feed(main, "https://a.example/f")
    remove_feed(main, "https://c.example/f")
    assert urls(main) == []


def test_feed_that_is_there_or_is_not_there_is_refused(main: Path) -> None:
    add_feed(main, "https://a.example/f")
    with pytest.raises(Refused, match="already"):
        add_feed(main, "https://a.example/f#again")
    with pytest.raises(Refused, match="is not in"):
        remove_feed(main, "https://b.example/f")


@pytest.mark.parametrize("url", ["a.example", "file:///etc/passwd", "", "https://", "http://[::1"])
def test_address_that_cannot_be_fetched_is_wrong_use(main: Path, url: str) -> None:
    with pytest.raises(UsageError):
        add_feed(main, url)
    assert not (main.parent / "feeds.d").exists()


def test_edits_by_hand_are_kept_or_the_file_is_left_alone(main: Path) -> None:
    folder = main.parent / "feeds.d"
    folder.mkdir()
    file = folder / "managed.yaml"
    file.write_text("feeds:\n  - {url: https://a.example/f, every: 5m, headers: {X-Key: '${K}'}}\n")
    add_feed(main, "https://b.example/f")
    loaded = load(main, {"K": "k"})
    assert loaded.config is not None
    assert [feed.every for feed in loaded.config.feeds] == [300, None]
    assert loaded.config.feeds[0].plain_headers() == {"X-Key": "k"}
    for text in ("rules: []\n", "feeds: {}\n", "feeds: [\n"):
        file.write_text(text)
        with pytest.raises(Refused):
            add_feed(main, "https://c.example/f")
        assert file.read_text() == text
