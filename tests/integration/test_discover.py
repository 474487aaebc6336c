"""The feeds of a site are found: by a real fetcher and parser, on a real server."""

from __future__ import annotations

import time

import pytest

from monitor.fetch.http import Fetcher, FetchSettings
from monitor.parse.links import feed_links
from monitor.parse.worker import ParsePool
from monitor.pipeline.discover import Discovery, FoundFeed, discover
from tests.e2e.harness import Item, atom, rss
from tests.servers.web import Answer, WebServer

HTML = {"Content-Type": "text/html"}
FEED = rss([Item("1", "One"), Item("2", "Two")], "The Wire").encode()


async def look(url: str, *, private: bool = True) -> Discovery:
    allowed = ("127.0.0.0/8",) if private else ()
    settings = FetchSettings(gap=0, timeout=5, allow_private=allowed)
    async with Fetcher(settings) as fetcher, ParsePool(workers=1) as parser:
        return await discover(url, fetcher, parser)


async def test_a_feed_is_itself(server: WebServer) -> None:
    server.put("/rss", FEED)
    url = server.url("/rss")
    assert await look(url) == Discovery((FoundFeed(url, "The Wire", 2),), itself=True)


async def test_declared_feeds_are_found_and_what_is_none_is_left_out(server: WebServer) -> None:
    page = (
        b"<html><head><base href='/sub/'><!-- <link rel=alternate type=application/rss+xml href=/no> -->"
        b"<link rel='alternate stylesheet' type='application/rss+xml' title='A &amp; B' href='a.rss'>"
        b'<LINK TYPE="application/atom+xml" REL="alternate" HREF="b.atom">'
        b"<link rel=alternate type=application/rss+xml href=broken>"
        b"<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>"
        b"<link rel=icon href=/feed></head></html>"
    )
    server.put("/", page, headers=HTML)
    server.put("/sub/a.rss", rss([Item("1", "x")], "").encode())
    server.put("/sub/b.atom", atom([Item("1", "x")]).encode())
    server.put("/sub/broken", b"<html>gone</html>", headers=HTML)
    found = await look(server.url("/"))
    assert [(feed.url, feed.title) for feed in found.feeds] == [
        (server.url("/sub/a.rss"), "A & B"),
        (server.url("/sub/b.atom"), "Atom"),
    ]
    assert server.asked("/no") == []
    assert server.asked("/feed") == []


async def test_without_declared_feeds_the_usual_places_are_tried(server: WebServer) -> None:
    server.put("/news", b"<html><p>no links</p></html>", headers=HTML)
    server.put("/rss.xml", FEED)
    found = await look(server.url("/news"))
    assert [feed.url for feed in found.feeds] == [server.url("/rss.xml")]


async def test_a_site_without_feeds_and_one_that_fails_say_so(server: WebServer) -> None:
    server.put("/", b"<html></html>", headers=HTML)
    nothing = await look(server.url("/"))
    assert (nothing.feeds, nothing.reached) == ((), True)
    assert "no feed at" in nothing.reason
    server.script("/down", Answer(503))
    down = await look(server.url("/down"))
    assert (down.reached, down.reason) == (False, "the server answers 503 Service Unavailable")


async def test_the_guard_holds_for_candidates_too(server: WebServer) -> None:
    found = await look(server.url("/"), private=False)
    assert not found.reached
    assert "feeds may not use" in found.reason
    assert server.seen == []


def test_letters_that_grow_when_lowered_shift_nothing() -> None:
    page = (
        "<title>İİİİİİİİ</title><!-- x --><SCRIPT>'<link rel=feed href=/no>'</SCRIPT>"
        "<link rel='feed' href='/yes'><!-- İİİİ --><link rel='feed' href='/too'>"
    )
    found = feed_links(page.encode(), "https://x.example/", "text/html; charset=utf-8")
    assert [link.url for link in found] == ["https://x.example/yes", "https://x.example/too"]


def test_links_are_read_in_linear_time_from_hostile_pages() -> None:
    page = b"<link " * 80_000 + b"<!--" * 40_000 + b"<a href='" * 40_000
    assert feed_links(page, "https://x.example/") == ()


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("<link rel='alternate' type='text/xml' href='/found'>", "/found"),
        ("<link rel='alternate' type='application/json' href='/found'>", "/found"),
        ("<link rel='feed' href='/found'>", "/found"),
        (
            "<link rel='alternate' title='a > b' type='application/rss+xml' href='/found'/>",
            "/found",
        ),
        (
            "<link rel='alternate' type='application/rss+xml' href='feed://127.0.0.1:{port}/found'>",
            "/found",
        ),
        ("<a href='/found'>RSS</a>", "/found"),
        ("<a href='/?feed=rss2'>subscribe</a>", "/?feed=rss2"),
        ("<p>no links at all</p>", "/blog/feed"),
        (
            "<script>'<link rel=alternate type=application/rss+xml href=/no>'</script>"
            "<link rel=alternate type=application/rss+xml href=/found>",
            "/found",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
async def test_a_feed_is_found_however_its_page_names_it(
    server: WebServer, page: str, path: str, encoding: str
) -> None:
    markup = f"<html><head>{page}</head></html>".replace("{port}", str(server.port))
    server.put("/blog", markup.encode(encoding), headers=HTML)
    server.put(path, FEED)
    found = await look(server.url("/blog"))
    assert [feed.url for feed in found.feeds] == [server.url(path)]
    assert server.asked("/no") == []


async def test_addresses_that_moved_to_one_are_one_feed(server: WebServer) -> None:
    link = "<link rel=alternate type=application/rss+xml href=%s>"
    server.put("/", "".join(link % path for path in ("/old", "/new")).encode(), headers=HTML)
    server.script("/old", Answer(301, headers={"Location": "/new"}))
    server.put("/new", FEED)
    found = await look(server.url("/"))
    assert [feed.url for feed in found.feeds] == [server.url("/new")]


@pytest.mark.parametrize(
    "piece",
    [
        b"<link ",
        b"<a x=\"'",
        b"<a b='",
        b"<!--",
        b"<script",
        b"<script></script",
        b"<a a a a a a a",
        b"<a " + b"b=c " * 200,
    ],
)
def test_links_are_read_in_linear_time_whatever_comes(piece: bytes) -> None:
    began = time.process_time()
    feed_links(piece * (600_000 // len(piece)), "https://x.example/")
    assert time.process_time() - began < 3
