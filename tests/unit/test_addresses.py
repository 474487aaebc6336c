"""The address of a feed in its spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config.load import load
from storage.addresses import address_of, host_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://news.example/Feed", "https://news.example/Feed"),
        ("  HTTPS://News.Example/Feed#top ", "https://news.example/Feed"),
        ("http://Me:Secret@News.Example:8080/A?B=C", "http://Me:Secret@news.example:8080/A?B=C"),
        ("feed://news.example/rss", "http://news.example/rss"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("feed://https://news.example/rss", "https://news.example/rss"),
        ("https://${HOST}/rss", "https://${HOST}/rss"),
        ("HTTP://News.example", "http://news.example"),
        ("http://[::1", "http://[::1"),
        ("news.example/rss", "news.example/rss"),
    ],
)
def test_an_address_is_stored_as_it_is_meant(written: str, meant: str) -> None:
    assert address_of(written) == meant
    assert address_of(meant) == meant


def test_the_usual_port_makes_no_other_host() -> None:
    assert host_of("http://a.example:80/x") == host_of("https://A.example:443") == "a.example"
    assert host_of("https://a.example:80/x") == "a.example:80"


def test_one_address_in_several_spellings_is_one_feed(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    spellings = ("http://a.example/x", "HTTP://A.example:80/x#y", "feed://a.example/x")
    others = ("http://a.example/X", "https://a.example/x", "http://a.example:8080/x")
    lines = "".join(f"  - {url}\n" for url in (*spellings, *others))
    path.write_text(f"feeds:\n{lines}channels: {{c: 'console://'}}\n")
    config = load(path, {}).config
    assert config is not None
    assert [feed.url for feed in config.feeds] == ["http://a.example/x", *others]
