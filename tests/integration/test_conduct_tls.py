"""Polling conduct over TLS: certificates are checked, sessions resumed, moves to https believed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from monitor.fetch.http import Fetched, Fetcher, FetchFailed, FetchRequest, FetchSettings
from storage.store import Store
from tests.integration.polling import Rounds, rss
from tests.servers.web import TLS, Answer, WebServer, tls_context

FEED = rss("one", "two", "three", "four", "five")
SETTINGS = FetchSettings(allow_private=("127.0.0.0/8",), gap=0.0, timeout=5.0)


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Trust the certificates of the test servers, as an operator does who has an authority."""
    names = ("cert.pem", "expired.pem", "elsewhere.pem")
    bundle = tmp_path / "authorities.pem"
    bundle.write_text("".join((TLS / name).read_text() for name in names))
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))


@pytest.fixture
async def secure() -> AsyncIterator[WebServer]:
    async with WebServer(tls_context()) as running:
        yield running


@pytest.fixture
async def rounds(sqlite_store: Store, secure: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, secure, tmp_path) as running:
        yield running


async def fetch(url: str, **more: object) -> Fetched | FetchFailed:
    async with Fetcher(SETTINGS) as fetcher:
        outcome = await fetcher.fetch(FetchRequest(url, **more))  # type: ignore[arg-type]
    assert isinstance(outcome, (Fetched, FetchFailed))
    return outcome


async def test_09_a_move_from_http_to_https_of_one_host_is_believed_at_once(
    rounds: Rounds,
) -> None:
    async with WebServer() as plain:
        rounds.server.put("/feed", FEED)
        plain.script("/feed", Answer(301, headers={"Location": rounds.server.url("/feed")}))
        old = plain.url("/feed")
        rounds.watch(old)
        await rounds.poll()
        for _ in range(2):
            rounds.now = rounds.state(old).next_due
            await rounds.poll()
    assert (len(plain.seen), len(rounds.server.seen)) == (1, 3)
    assert "If-None-Match" in rounds.server.seen[-1].headers
    assert (rounds.state(old).moved_to, rounds.entries()) == (rounds.server.url("/feed"), 5)


@pytest.mark.parametrize(
    ("certificate", "trust", "words"),
    [
        ("expired.pem", True, "certificate has expired"),
        ("cert.pem", False, "self-signed certificate"),
        ("elsewhere.pem", True, "not valid for '127.0.0.1'"),
    ],
)
async def test_08_a_bad_certificate_is_said_in_words_and_backs_off(
    sqlite_store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    certificate: str,
    trust: bool,
    words: str,
) -> None:
    if not trust:
        monkeypatch.delenv("SSL_CERT_FILE")
    reached = []

    async def reach(_: web.Request) -> web.StreamResponse:
        reached.append(1)
        return web.Response(body=FEED)

    async with (
        WebServer(tls_context(certificate)) as server,
        Rounds(sqlite_store, server, tmp_path) as rounds,
    ):
        server.handle("/feed", reach)
        rounds.watch("/feed")
        waits = []
        for _ in range(5):
            state = await rounds.poll_when_due("/feed")
            waits.append(rounds.wait("/feed"))
    assert state.error.startswith("no secure connection to 127.0.0.1: ")
    assert words in state.error.replace("self signed", "self-signed")
    assert (state.failures, state.paused, reached) == (5, "", [])
    assert waits == sorted(waits)
    assert waits[-1] >= 4 * waits[0] >= timedelta(minutes=8)


async def test_a_session_is_resumed_when_the_connection_is_gone(secure: WebServer) -> None:
    reused = []

    async def note(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        reused.append(request.transport.get_extra_info("ssl_object").session_reused)
        return web.Response(body=FEED, headers={"Connection": "close"})

    secure.handle("/feed", note)
    async with Fetcher(SETTINGS) as fetcher:
        for _ in range(3):
            assert isinstance(await fetcher.fetch(FetchRequest(secure.url("/feed"))), Fetched)
        # Another name is another host, whoever answers: what was checked is the name.
        await fetcher.fetch(FetchRequest(secure.url("/feed", "localhost")))
    assert reused == [False, True, True, False]


async def test_a_kept_connection_is_used_again(secure: WebServer) -> None:
    ports = set()

    async def note(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername"))
        return web.Response(body=FEED)

    secure.handle("/feed", note)
    async with Fetcher(SETTINGS) as fetcher:
        for _ in range(3):
            await fetcher.fetch(FetchRequest(secure.url("/feed")))
    assert len(ports) == 1


async def test_13_what_belongs_to_one_host_goes_to_no_other_and_not_back_to_http(
    secure: WebServer,
) -> None:
    private = {"Authorization", "X-Key", "Cookie", "Referer"}
    async with WebServer() as plain, WebServer(tls_context()) as other:
        for target in (other.url("/b"), plain.url("/b"), secure.url("/b", "localhost")):
            for server in (plain, other, secure):
                server.put("/b", FEED)
                server.seen.clear()
            secure.script("/feed", Answer(302, headers={"Location": target, "Set-Cookie": "s=1"}))
            outcome = await fetch(
                secure.url("/feed"), headers={"X-Key": "k"}, auth=("me", "secret")
            )
            assert isinstance(outcome, Fetched)
            assert {"Authorization", "X-Key"} <= set(secure.seen[0].headers)
            [arrived] = [seen for one in (plain, other, secure) for seen in one.asked("/b")]
            assert not private & set(arrived.headers)


async def test_a_server_that_speaks_plain_http_on_a_tls_address_is_said_in_words() -> None:
    async with WebServer() as plain:
        outcome = await fetch(plain.url("/feed").replace("http:", "https:"))
    assert isinstance(outcome, FetchFailed)
    assert (outcome.kind, outcome.reason.partition(":")[0]) == (
        "tls",
        "no secure connection to 127.0.0.1",
    )
