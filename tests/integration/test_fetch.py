"""Fetching against a real server that records what it was asked."""

from __future__ import annotations

import asyncio
import gzip
from itertools import pairwise

import pytest
from aiohttp import web

from monitor.fetch.http import (
    Fetched,
    Fetcher,
    FetchFailed,
    FetchRequest,
    FetchSettings,
    NotModified,
)
from monitor.fetch.outcome import FetchOutcome
from tests.servers.web import Answer, WebServer

LOOPBACK = FetchSettings(allow_private=("127.0.0.0/8",), gap=0.0, timeout=5.0)


async def fetch(url: str, settings: FetchSettings = LOOPBACK, **more: object) -> FetchOutcome:
    async with Fetcher(settings) as fetcher:
        return await fetcher.fetch(FetchRequest(url, **more))  # type: ignore[arg-type]


def failure(outcome: FetchOutcome) -> FetchFailed:
    assert isinstance(outcome, FetchFailed)
    return outcome


async def test_first_contact_is_unconditional_and_says_who_asks(server: WebServer) -> None:
    server.put("/feed", b"<rss/>")
    settings = FetchSettings(
        allow_private=("127.0.0.1",), contact="https://example.org/about", gap=0
    )
    assert isinstance(await fetch(server.url("/feed"), settings), Fetched)
    headers = server.seen[0].headers
    assert headers["User-Agent"].startswith("wirewatch/")
    assert headers["User-Agent"].endswith("(+https://example.org/about)")
    assert "application/rss+xml" in headers["Accept"]
    assert "gzip" in headers["Accept-Encoding"]
    assert not {"If-None-Match", "If-Modified-Since", "Cookie", "Referer"} & set(headers)


@pytest.mark.parametrize("etag", ['W/"x"', "unquoted", '"a\\"b"', '""'])
async def test_validators_are_echoed_byte_for_byte(server: WebServer, etag: str) -> None:
    date = "Sun, 1 Nov 2026 8:00:00 +0000"
    server.script("/feed", Answer(headers={"ETag": etag, "Last-Modified": date}))
    first = await fetch(server.url("/feed"))
    assert isinstance(first, Fetched)
    await fetch(server.url("/feed"), etag=first.etag, last_modified=first.last_modified)
    assert server.seen[1].headers["If-None-Match"] == etag
    assert server.seen[1].headers["If-Modified-Since"] == date


async def test_unchanged_feed_is_not_modified(server: WebServer) -> None:
    server.put("/feed", b"<rss/>", headers={"Cache-Control": "max-age=600"})
    first = await fetch(server.url("/feed"))
    assert isinstance(first, Fetched)
    second = await fetch(server.url("/feed"), etag=first.etag)
    assert isinstance(second, NotModified)
    assert second.cache_seconds == 600


async def test_not_modified_to_an_unconditional_request_is_a_failure(server: WebServer) -> None:
    server.script("/feed", Answer(304))
    assert "304" in failure(await fetch(server.url("/feed"))).reason


async def test_cookies_are_not_kept(server: WebServer) -> None:
    server.script("/feed", Answer(headers={"Set-Cookie": "session=1"}))
    async with Fetcher(LOOPBACK) as fetcher:
        for _ in range(2):
            await fetcher.fetch(FetchRequest(server.url("/feed")))
    assert "Cookie" not in server.seen[1].headers


async def test_private_addresses_are_refused_in_every_spelling(server: WebServer) -> None:
    settings = FetchSettings(gap=0)
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        outcome = failure(await fetch(server.url("/feed", host), settings))
        assert outcome.kind in ("refused", "network"), (host, outcome)
    assert failure(await fetch(server.url("/feed"), settings)).kind == "refused"
    assert "allow_private" in failure(await fetch(server.url("/feed"), settings)).reason
    assert server.seen == []


async def test_redirect_to_a_private_address_is_refused(server: WebServer) -> None:
    target = f"http://[::1]:{server.port}/admin"
    server.script("/feed", Answer(302, headers={"Location": target}))
    assert failure(await fetch(server.url("/feed"))).kind == "refused"


async def test_redirect_to_a_file_is_refused(server: WebServer) -> None:
    server.script("/feed", Answer(302, headers={"Location": "file:///etc/hostname"}))
    outcome = failure(await fetch(server.url("/feed")))
    assert (outcome.kind, outcome.reason) == ("refused", "file is not http or https")


async def test_redirects_without_end_end(server: WebServer) -> None:
    for step in range(20):
        path = f"/feed{step or ''}"
        server.script(path, Answer(302, headers={"Location": f"/feed{step + 1}"}))
    assert failure(await fetch(server.url("/feed"))).reason == "more than 10 redirects"
    assert len(server.seen) == 11


async def test_only_permanent_redirects_name_a_new_address(server: WebServer) -> None:
    server.script("/old", Answer(301, headers={"Location": "/new"}))
    server.script("/new", Answer(302, headers={"Location": "/today"}))
    server.put("/today", b"<rss/>")
    outcome = await fetch(server.url("/old"))
    assert isinstance(outcome, Fetched)
    assert outcome.permanent_url == server.url("/new")
    assert outcome.url == server.url("/today")


async def test_credentials_stay_with_their_host(server: WebServer) -> None:
    async with WebServer() as other:
        other.put("/b", b"<rss/>")
        server.script("/feed", Answer(302, headers={"Location": other.url("/b")}))
        outcome = await fetch(server.url("/feed"), headers={"X-Key": "k"}, auth=("me", "secret"))
        assert isinstance(outcome, Fetched)
        assert server.seen[0].headers["X-Key"] == "k"
        assert server.seen[0].headers["Authorization"].startswith("Basic ")
        assert not {"X-Key", "Authorization"} & set(other.seen[0].headers)


async def test_password_in_the_address_is_used_and_never_told(server: WebServer) -> None:
    server.script("/feed", Answer(500))
    url = server.url("/feed").replace("http://", "http://me:hunter2@")
    outcome = failure(await fetch(url))
    assert server.seen[0].headers["Authorization"].startswith("Basic ")
    assert "hunter2" not in outcome.reason


async def test_decompression_bomb_stops_at_the_cap(server: WebServer) -> None:
    bomb = gzip.compress(b"a" * 30_000_000)
    server.script("/feed", Answer(body=bomb, headers={"Content-Encoding": "gzip"}))
    assert failure(await fetch(server.url("/feed"))).kind == "too_large"


async def test_trickling_body_runs_into_the_total_timeout(server: WebServer) -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b".")
            await asyncio.sleep(0.05)
        return response

    server.handle("/feed", trickle)
    settings = FetchSettings(allow_private=("127.0.0.0/8",), gap=0, timeout=0.3)
    assert failure(await fetch(server.url("/feed"), settings)).kind == "timeout"


async def test_header_flood_is_one_feeds_failure(server: WebServer) -> None:
    flood = {f"X-{number}": "y" * 1000 for number in range(500)}
    server.script("/feed", Answer(headers=flood))
    assert failure(await fetch(server.url("/feed"))).kind == "protocol"


async def test_retry_after_holds_back_the_whole_host(server: WebServer) -> None:
    server.script("/a", Answer(429, headers={"Retry-After": "120"}))
    server.put("/b", b"<rss/>")
    async with Fetcher(LOOPBACK) as fetcher:
        first = failure(await fetcher.fetch(FetchRequest(server.url("/a"))))
        second = failure(await fetcher.fetch(FetchRequest(server.url("/b"))))
    assert (first.status, first.retry_after) == (429, 120)
    assert second.kind == "held"
    assert 100 < (second.retry_after or 0) <= 120
    assert server.asked("/b") == []


async def test_one_host_is_asked_one_at_a_time_and_spaced(server: WebServer) -> None:
    loop, starts, running, most = asyncio.get_running_loop(), list[float](), 0, 0

    async def slow(_: web.Request) -> web.StreamResponse:
        nonlocal running, most
        running += 1
        most = max(most, running)
        starts.append(loop.time())
        await asyncio.sleep(0.02)
        running -= 1
        return web.Response(body=b"<rss/>")

    for number in range(4):
        server.handle(f"/{number}", slow)
    settings = FetchSettings(allow_private=("127.0.0.0/8",), gap=0.1)
    async with Fetcher(settings) as fetcher:
        requests = [FetchRequest(server.url(f"/{number}")) for number in range(4)]
        await asyncio.gather(*(fetcher.fetch(request) for request in requests))
    assert most == 1
    assert all(b - a > 0.05 for a, b in pairwise(starts))


async def test_feeds_waiting_for_one_host_do_not_hold_up_another(server: WebServer) -> None:
    server.put("/feed", b"<rss/>")
    async with WebServer() as other:
        other.put("/feed", b"<rss/>")
        settings = FetchSettings(allow_private=("127.0.0.0/8",), gap=30.0, in_flight=2)
        async with Fetcher(settings) as fetcher:
            queue = [
                asyncio.create_task(fetcher.fetch(FetchRequest(server.url("/feed"))))
                for _ in range(6)
            ]
            async with asyncio.timeout(5):
                outcome = await fetcher.fetch(FetchRequest(other.url("/feed")))
            for task in queue:
                task.cancel()
            await asyncio.gather(*queue, return_exceptions=True)
    assert isinstance(outcome, Fetched)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "the server answers 404 Not Found"), (410, "the server answers 410 Gone")],
)
async def test_bad_answers_are_said_in_words(server: WebServer, status: int, reason: str) -> None:
    server.script("/feed", Answer(status))
    outcome = failure(await fetch(server.url("/feed")))
    assert (outcome.status, outcome.reason) == (status, reason)


async def test_nobody_there_is_said_in_words() -> None:
    async with WebServer() as gone:
        url = gone.url("/feed")
    assert failure(await fetch(url)).reason == "127.0.0.1 refuses the connection"


async def test_ping_reports_only_trouble(server: WebServer) -> None:
    server.put("/ok", b"")
    async with Fetcher(FetchSettings()) as fetcher:
        assert await fetcher.ping(server.url("/ok")) is None
        assert isinstance(await fetcher.ping(server.url("/none")), FetchFailed)
