"""Every attack costs bounded time and memory and one feed's turn, and is said in words."""

from __future__ import annotations

import asyncio
import resource
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from monitor.fetch.guard import allowed
from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import Fetched, FetchFailed, FetchOutcome, FetchRequest
from monitor.fetch.settings import FetchSettings
from monitor.parse.feed import without_bombs
from monitor.parse.model import ParsedFeed, ParseFailed, ParseJob
from monitor.parse.worker import ParsePool
from tests.servers.hostile import ATTACKS, METADATA, HostileServer, body_of
from tests.servers.web import Answer, WebServer

# What has no end is ended by the timeout; what has a limit must reach that first.
ENDLESS, TIMEOUT = 1.0, 4.0
SETTINGS = FetchSettings(allow_private=("127.0.0.0/8",), gap=0.0, timeout=TIMEOUT)
PARSE_TIMEOUT = 2.0
MEMORY = 60 * 1024  # kB that one attack may add to this process
BODIES = (
    "entity-bomb", "hidden-entity-bomb", "parameter-entity-bomb", "wide-entity-bomb",
    "padded-entity-bomb", "external-entity", "attribute-bomb", "comment-bomb", "nested-html",
    "nested-xml", "many-items", "huge-feed", "html-page",
)  # fmt: skip


@pytest.fixture
async def hostile() -> AsyncIterator[HostileServer]:
    async with HostileServer() as server:
        yield server


async def fetch(url: str, seconds: float = TIMEOUT, **more: object) -> FetchOutcome:
    async with Fetcher(replace(SETTINGS, timeout=seconds)) as fetcher:
        return await fetcher.fetch(FetchRequest(url, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("attack", [name for name in ATTACKS if name not in BODIES])
async def test_an_attack_by_http_is_one_feeds_failure_in_words(
    hostile: HostileServer, attack: str
) -> None:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = ENDLESS if "no complete answer" in ATTACKS[attack] else TIMEOUT
    outcome = await fetch(hostile.url(attack), seconds)
    assert isinstance(outcome, FetchFailed), attack
    assert ATTACKS[attack] in outcome.reason
    assert time.monotonic() - began < 2 * seconds + 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY


async def test_a_good_feed_may_come_line_by_line_and_compressed(server: WebServer) -> None:
    line = b"<item><title>a line of its own</title></item>\n"

    async def by_line(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if request.path == "/packed":
            response.enable_compression(web.ContentCoding.gzip)
        response.enable_chunked_encoding()
        await response.prepare(request)
        for _ in range(20_000):
            await response.write(line)
        return response

    for path in ("/plain", "/packed"):
        server.handle(path, by_line)
        outcome = await fetch(server.url(path))
        assert isinstance(outcome, Fetched), outcome
        assert len(outcome.body) == 20_000 * len(line)


async def test_each_answer_on_a_kept_connection_may_cost_as_much_as_the_first(
    server: WebServer,
) -> None:
    headers = {f"X-{number}": "y" * 4000 for number in range(60)}
    server.script("/feed", Answer(headers=headers))
    async with Fetcher(SETTINGS) as fetcher:
        for _ in range(8):
            assert isinstance(await fetcher.fetch(FetchRequest(server.url("/feed"))), Fetched)


@pytest.mark.parametrize("attack", BODIES)
async def test_an_attack_by_markup_is_parsed_or_ended_in_time(attack: str) -> None:
    async with ParsePool(workers=1, timeout=PARSE_TIMEOUT) as pool:
        await pool.parse(ParseJob(b"<rss/>"))  # the start of the process is not measured
        began = time.monotonic()
        answer = await pool.parse(ParseJob(body_of(attack), "application/rss+xml"))
        assert time.monotonic() - began < 2 * PARSE_TIMEOUT + 2
        after = await pool.parse(ParseJob(b"<rss><channel><title>well</title></channel></rss>"))
    assert isinstance(after, ParsedFeed)
    if isinstance(answer, ParseFailed):
        assert answer.reason
    else:
        text = "".join(entry.title + entry.summary + entry.content for entry in answer.entries)
        assert len(text) < 12_000_000
        assert "root:" not in text
        assert "haha" * 50 not in text


async def test_credentials_never_cross_hosts_on_any_hop(server: WebServer) -> None:
    async with WebServer() as far:
        server.script("/feed", Answer(302, headers={"Location": "/second"}))
        server.script("/second", Answer(307, headers={"Location": far.url("/third")}))
        # Back to the first host: what left it once does not come along again.
        far.script("/third", Answer(302, headers={"Location": server.url("/last")}))
        server.put("/last", b"<rss/>")
        await fetch(server.url("/feed"), headers={"X-Key": "k"}, auth=("me", "secret"))
        assert {"X-Key", "Authorization"} <= set(server.asked("/second")[0].headers)
        for seen in (*far.seen, *server.asked("/last")):
            assert not {"X-Key", "Authorization"} & set(seen.headers)


async def test_a_redirect_from_https_does_not_take_credentials_to_http() -> None:
    from monitor.fetch.headers import same_site

    assert not same_site("https://a.example/", "http://a.example/")
    assert not same_site("https://a.example/", "https://a.example.evil/")
    assert not same_site("https://a.example/", "https://b.a.example/")
    assert same_site("http://a.example/", "https://a.example/x")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", METADATA, "100.64.0.1",
        "169.254.1.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", f"::ffff:{METADATA}", "::ffff:0:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "::127.0.0.1", "2001:db8::1", "not an address",
    ],
)  # fmt: skip
def test_addresses_that_feeds_may_not_use(address: str) -> None:
    assert not allowed(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_addresses_that_feeds_may_use(address: str) -> None:
    assert allowed(address)


async def test_every_spelling_of_an_address_is_refused_at_connect_time(server: WebServer) -> None:
    async with Fetcher(FetchSettings(gap=0.0, timeout=5.0)) as fetcher:
        for host in (
            "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.0.0.1",
            "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "localhost", "127.0.0.1.",
        ):  # fmt: skip
            outcome = await fetcher.fetch(FetchRequest(server.url("/feed", host)))
            assert isinstance(outcome, FetchFailed), host
            assert outcome.kind in ("refused", "network"), (host, outcome)
    assert server.seen == []


async def test_a_name_that_moves_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, server: WebServer
) -> None:
    answers = iter(["127.0.0.1", METADATA])

    def rebinding(*_: object, **__: object) -> list[object]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        return [(*kind, (next(answers), server.port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.put("/feed", b"<rss/>")
    url = server.url("/feed", "rebinding.example")
    # Each with a session, and so with a cache of names, of its own.
    assert isinstance(await fetch(url), Fetched)
    outcome = await fetch(url)
    assert isinstance(outcome, FetchFailed)
    assert f"{METADATA}, which feeds may not use" in outcome.reason
    assert len(server.seen) == 1


async def test_many_large_bodies_at_once_take_turns() -> None:
    running, most = 0, 0
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(Fetcher(SETTINGS))
        others = [await stack.enter_async_context(WebServer()) for _ in range(8)]

        async def poll(number: int) -> None:
            nonlocal running, most
            with fetcher.bulk.visit() as visit:
                outcome = await fetcher.fetch(FetchRequest(others[number].url("/feed")), visit)
                assert isinstance(outcome, Fetched), outcome
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.05)  # it is parsed
                running -= 1

        for other in others:
            other.put("/feed", b"<rss>" + b"x" * 1_000_000)
        await asyncio.gather(*(poll(number) for number in range(8)))
    assert most <= 2


async def test_large_feeds_that_hardly_come_keep_no_place_from_the_others(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.fetch.bulk._GRACE", 0.3)

    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<rss>" + b" " * 300_000)
        while True:
            await response.write(b" " * 100)
            await asyncio.sleep(0.05)

    server.put("/good", b"<rss>" + b"x" * 1_000_000)
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(Fetcher(replace(SETTINGS, timeout=30.0)))
        slow = [await stack.enter_async_context(WebServer()) for _ in range(3)]
        for one in slow:
            one.handle("/feed", trickle)
        asked = [asyncio.create_task(fetcher.fetch(FetchRequest(one.url("/feed")))) for one in slow]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(5):
            good = await fetcher.fetch(FetchRequest(server.url("/good")))
            outcomes = await asyncio.gather(*asked)
    assert isinstance(good, Fetched)
    for outcome in outcomes:
        assert isinstance(outcome, FetchFailed)
        assert outcome.reason == "a large feed that comes slower than 32 kB/s"


async def test_waiting_for_a_place_costs_a_feed_nothing_of_its_time(server: WebServer) -> None:
    server.put("/feed", b"<rss>" + b"x" * 1_000_000)
    async with Fetcher(replace(SETTINGS, timeout=0.5)) as fetcher:
        with fetcher.bulk.visit() as one, fetcher.bulk.visit() as other:
            async with asyncio.timeout(10) as long:
                await one.grow(1, long)
                await other.grow(1, long)
            asked = asyncio.create_task(fetcher.fetch(FetchRequest(server.url("/feed"))))
            await asyncio.sleep(1.0)
        assert isinstance(await asked, Fetched)


def test_the_daemon_cannot_be_made_to_read_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<rss><channel><title>secret</title></channel></rss>")

    async def attempt() -> FetchOutcome:
        return await fetch(secret.as_uri())

    outcome = asyncio.run(attempt())
    assert isinstance(outcome, FetchFailed)
    assert outcome.reason == "file is not http or https"


def test_entities_that_grow_are_cut_out_wherever_the_first_element_seems_to_be() -> None:
    for before in (b"", b"<!-- <rss> -->", b"<?x <rss> ?>", b"<!ENTITY e '<rss>'>"):
        bomb = b"<!DOCTYPE rss [" + before + b"<!ENTITY l '&k;&k;'>]><rss>&l;</rss>"
        assert without_bombs(bomb) == bomb.replace(b"<!ENTITY l '&k;&k;'>", b"")
    for before in (b" " * 400, b" " + b"l" * 400):
        bomb = b"<!DOCTYPE rss [<!ENTITY m 'x'><!ENTITY" + before + b" '&k;&k;'>]><rss>&l;</rss>"
        assert without_bombs(bomb) == b"<rss>&l;</rss>"
    plain = b"<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]><rss>&nbsp;</rss>"
    assert without_bombs(plain) == plain
    quoted = b"<rss><![CDATA[<!ENTITY l '&k;&k;'>]]></rss>"
    assert without_bombs(quoted) == quoted
