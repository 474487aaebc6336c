"""Who speaks: the wire service credited, the configured origin, else the owner of the site."""

from __future__ import annotations

import pytest

from monitor.pipeline.origins import origin_of, registrable_domain
from storage.records import EntryData, FeedSpec

FEED = FeedSpec(url="https://feeds.example.co.uk/world.rss")


def data(author: str = "", summary: str = "", link: str = "https://www.paper.co.uk/a") -> EntryData:
    return EntryData("guid:1", "d", link=link, summary=summary, author=author)


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("www.example.org", "example.org"),
        ("blog.github.io", "blog.github.io"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_the_owner_is_who_registered_the_domain(host: str, owner: str) -> None:
    assert registrable_domain(host) == owner


def test_a_credited_wire_service_speaks_whoever_reprints_it() -> None:
    assert origin_of(data(author="By Jane Doe, Associated Press"), FEED) == "ap"
    assert origin_of(data(summary="KYIV (Reuters) - Envoys met on Monday."), FEED) == "reuters"


def test_a_word_that_only_looks_like_a_wire_service_is_none() -> None:
    assert origin_of(data(author="Anita Apps"), FEED) == "paper.co.uk"
    assert origin_of(data(summary="The map (see below) - shows the apse."), FEED) == "paper.co.uk"


def test_a_configured_origin_stands_for_the_feed() -> None:
    configured = FeedSpec(url=FEED.url, origin="paper")
    assert origin_of(data(), configured) == "paper"


def test_without_a_link_the_feed_s_own_host_speaks() -> None:
    assert origin_of(data(link=""), FEED) == "example.co.uk"
