"""Servers as they are: what is odd but harmless is read, and no oddity costs them a second request."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from aiohttp import web

from monitor.fetch.http import Fetched, Fetcher, FetchFailed, FetchRequest, FetchSettings
from monitor.fetch.outcome import FetchOutcome
from tests.servers.raw import RawServer, ok
from tests.servers.web import Answer, WebServer

SETTINGS = FetchSettings(
    allow_private=("127.0.0.0/8",), gap=0.0, timeout=5.0, contact="https://example.org/about"
)
BODY = b"<rss version='2.0'><channel><title>Hills</title></channel></rss>"
ZIPPED = gzip.compress(BODY)


async def fetch(url: str, settings: FetchSettings = SETTINGS) -> FetchOutcome:
    async with Fetcher(settings) as fetcher:
        return await fetcher.fetch(FetchRequest(url))


def failure(outcome: FetchOutcome) -> FetchFailed:
    assert isinstance(outcome, FetchFailed)
    return outcome


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(ok(ZIPPED, b"Content-Encoding: x-gzip"), id="x-gzip"),
        pytest.param(ok(ZIPPED, b"Content-Type: application/gzip"), id="a file feed.xml.gz"),
        pytest.param(ok(gzip.compress(ZIPPED), b"Content-Encoding: gzip"), id="packed twice"),
        pytest.param(ok(gzip.compress(ZIPPED), b"Content-Encoding: gzip, gzip"), id="two codings"),
        pytest.param(
            ok(gzip.compress(BODY[:30]) + gzip.compress(BODY[30:])), id="of several members"
        ),
        pytest.param(ok(ZIPPED + b"\n"), id="with a line break behind"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
            % (len(ZIPPED), ZIPPED),
            id="a transfer coding",
        ),
        pytest.param(ok(BODY, b"Content-Security-Policy: " + b"x" * 30_000), id="a long header"),
        pytest.param(ok(BODY, *(b"X-%d: v" % number for number in range(200))), id="many headers"),
        pytest.param(
            b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 2 + ok(BODY), id="early hints"
        ),
        pytest.param(b"HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n" + BODY, id="HTTP/1.0"),
        pytest.param(ok(BODY, b"X-Name: caf\xe9"), id="a header in Latin-1"),
    ],
)
async def test_what_is_odd_but_can_be_read_is_read(answer: bytes) -> None:
    async with RawServer(lambda _connection, _number: answer) as server:
        outcome = await fetch(server.url())
    assert isinstance(outcome, Fetched)
    assert outcome.body == BODY


@pytest.mark.parametrize("body", [ZIPPED[:-12], b"\x1f\x8b\x08 is no gzip"])
async def test_what_cannot_be_unpacked_is_left_to_the_parser(body: bytes) -> None:
    async with RawServer(lambda _connection, _number: ok(body)) as server:
        outcome = await fetch(server.url())
    assert isinstance(outcome, Fetched)
    assert outcome.body == body or BODY.startswith(outcome.body)


async def test_a_packed_body_is_held_to_the_cap() -> None:
    bomb = gzip.compress(gzip.compress(b"a" * 40_000_000))
    async with RawServer(lambda _connection, _number: ok(bomb)) as server:
        assert failure(await fetch(server.url())).kind == "too_large"


async def test_a_content_type_that_is_no_text_harms_nothing() -> None:
    answer = ok(BODY, b"Content-Type: text/xml; charset=\xe9\xff")
    async with RawServer(lambda _connection, _number: answer) as server:
        outcome = await fetch(server.url())
    assert isinstance(outcome, Fetched)
    assert outcome.content_type.isascii()


async def test_a_server_that_hangs_up_is_asked_once() -> None:
    async with RawServer(lambda _connection, _number: None) as server:
        outcome = failure(await fetch(server.url()))
        assert outcome.reason == "127.0.0.1 closed the connection without an answer"
        assert len(server.asked) == 1


async def test_a_server_that_hangs_up_within_the_headers_is_asked_once() -> None:
    answer = b"HTTP/1.1 200 OK\r\nX-Half: connection: close"
    async with RawServer(lambda _connection, _number: answer) as server:
        failure(await fetch(server.url()))
        assert len(server.asked) == 1


async def test_a_kept_connection_that_was_just_closed_is_opened_again() -> None:
    """The server closes an idle connection while the next request is on its way."""

    def reply(connection: int, number: int) -> bytes | None:
        return ok(BODY) if number == 0 else None

    async with RawServer(reply) as server, Fetcher(SETTINGS) as fetcher:
        for _ in range(3):
            assert isinstance(await fetcher.fetch(FetchRequest(server.url())), Fetched)
        assert len(server.asked) == 5


@pytest.mark.parametrize("targets", [("/feed",), ("/a", "/b", "/a")])
async def test_a_circle_of_redirects_is_not_walked_twice(
    server: WebServer, targets: tuple[str, ...]
) -> None:
    """As where a cookie is set and asked for: we keep none."""
    for path, target in zip(("/feed", *targets), targets, strict=False):
        server.script(path, Answer(302, headers={"Location": target, "Set-Cookie": "a=1"}))
    outcome = failure(await fetch(server.url("/feed")))
    assert outcome.reason == "the server redirects in a circle; it may want cookies"
    assert len(server.seen) == len(targets)


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (b"/caf\xe9?q=1", b"/caf%E9?q=1"),
        ("/café?q=%2F|".encode(), b"/caf%C3%A9?q=%2F|"),
        (b"/a b", b"/a%20b"),
        (b"/l?" + b"a" * 12_000, b"/l?" + b"a" * 12_000),
    ],
)
async def test_a_redirect_is_followed_to_the_very_bytes(location: bytes, path: bytes) -> None:
    moved = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % location
    async with RawServer(lambda _, number: moved if number == 0 else ok(BODY)) as server:
        outcome = await fetch(server.url())
        assert isinstance(outcome, Fetched)
        assert server.asked[1].split(b" ")[1] == path
    outcome.url.encode()


async def test_an_address_beyond_ascii_is_sent_as_written() -> None:
    async with RawServer(lambda _connection, _number: ok(BODY)) as server:
        await fetch(server.url("/ü?x=%2F&y=a+b"))
        assert server.asked[0].split(b" ")[1] == b"/%C3%BC?x=%2F&y=a+b"


async def test_hosts_that_lead_to_one_host_do_not_storm_it(server: WebServer) -> None:
    """Redirects to another host are requests there, spaced like all others."""
    came: list[float] = []

    async def answer(_request: web.Request) -> web.Response:
        came.append(asyncio.get_running_loop().time())
        return web.Response(body=BODY)

    server.handle("/feed", answer)

    def moved(_connection: int, _number: int) -> bytes:
        place = server.url("/feed").encode()
        return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % place

    async with (
        RawServer(moved, "127.0.0.2") as one,
        RawServer(moved, "127.0.0.3") as two,
        RawServer(moved, "127.0.0.4") as three,
        Fetcher(FetchSettings(allow_private=("127.0.0.0/8",), gap=0.3, timeout=5.0)) as fetcher,
    ):
        places = [each.url() for each in (one, two, three)]
        outcomes = await asyncio.gather(*(fetcher.fetch(FetchRequest(url)) for url in places))
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert all(later - earlier > 0.25 for earlier, later in pairwise(came))


async def test_a_proxy_that_fails_is_named_and_told_who_asks() -> None:
    refusal = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    async with RawServer(lambda _connection, _number: refusal) as proxy:
        settings = FetchSettings(proxy=proxy.url(""), timeout=5.0)
        outcome = failure(await fetch("https://feeds.example/feed", settings))
        assert outcome.reason == (
            "the proxy does not lead to feeds.example: it answers 502 Bad Gateway"
        )
        assert b"aiohttp" not in proxy.asked[0]
        assert b"User-Agent: wirewatch/" in proxy.asked[0]
    for proxy_url, words in (
        ("http://127.0.0.1:1", "no connection to the proxy 127.0.0.1:"),
        ("http://proxy.invalid:1", "the host name proxy.invalid cannot be resolved"),
    ):
        settings = FetchSettings(proxy=proxy_url, timeout=5.0)
        outcome = failure(await fetch("http://feeds.example/feed", settings))
        assert outcome.reason.startswith(words)
        assert outcome.kind == "network"


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ((b"Cache-Control: public", b"Cache-Control: max-age=7200"), 7200),
        ((b"Expires: Mon, 02 Nov 2026 09:00:00 GMT",), 3600),
        ((b"Expires: -1",), 0),
        ((), None),
    ],
)
async def test_how_long_an_answer_is_fresh_is_read_as_it_may_be_written(
    headers: tuple[bytes, ...], fresh: float | None
) -> None:
    """A list in several lines, and a date without the server's own beside it."""
    now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    async with (
        RawServer(lambda _connection, _number: ok(BODY, *headers)) as server,
        Fetcher(SETTINGS, lambda: now) as fetcher,
    ):
        outcome = await fetcher.fetch(FetchRequest(server.url()))
    assert isinstance(outcome, Fetched)
    assert outcome.cache_seconds == fresh


async def test_a_star_is_no_validator() -> None:
    """Given back it would ask whether there is anything at all, and the answer is 304 for ever."""
    async with RawServer(lambda _connection, _number: ok(BODY, b"ETag: *")) as server:
        outcome = await fetch(server.url())
    assert isinstance(outcome, Fetched)
    assert outcome.etag is None
