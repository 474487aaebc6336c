"""Polling conduct, points 5-8, 11 and 12: how long a server is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web

from storage.store import Store
from tests.integration.polling import START, Rounds, rss
from tests.servers.web import Answer, WebServer

HOUR = timedelta(hours=1)
TITLES = ("one", "two", "three", "four", "five")
MINUTE = timedelta(minutes=1)
FEED = rss("one", "two", "three", "four", "five")
ETAG = {"ETag": '"1"'}


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as running:
        running.draw = 0.0
        yield running


def date(later: timedelta) -> str:
    return format_datetime(START + later, usegmt=True)


@pytest.mark.parametrize(
    ("fresh", "expected"),
    [
        ({"Cache-Control": "public, max-age=7200"}, 2 * HOUR),
        ({"Cache-Control": "max-age=7200", "Age": "3600"}, HOUR),
        ({"Expires": date(3 * HOUR), "Date": date(0 * HOUR)}, 3 * HOUR),
        ({"Cache-Control": "max-age=31536000"}, 48 * HOUR),
        ({"Cache-Control": "no-cache, max-age=7200"}, 10 * MINUTE),
        ({"Expires": "0"}, 10 * MINUTE),
        ({"Cache-Control": "max-age=5"}, 10 * MINUTE),
    ],
)
async def test_05_freshness_is_waited_for_on_200_and_304(
    rounds: Rounds, fresh: dict[str, str], expected: timedelta
) -> None:
    headers = ETAG | fresh
    rounds.server.script("/feed", Answer(body=FEED, headers=headers), Answer(304, headers=headers))
    rounds.watch("/feed")
    await rounds.poll()
    assert rounds.wait("/feed") == expected
    state = await rounds.poll_when_due("/feed")
    assert len(rounds.server.seen) == 2
    assert state.next_due - rounds.now >= expected


async def test_05_what_came_with_the_body_holds_until_something_else_is_said(
    rounds: Rounds,
) -> None:
    """Many servers send Cache-Control with the body and leave it out of 304 (RFC 9111, 4.3.4)."""
    fresh = ETAG | {"Cache-Control": "max-age=7200"}
    rounds.server.script(
        "/feed",
        Answer(body=FEED, headers=fresh),
        Answer(304, headers=ETAG),
        Answer(304, headers=ETAG | {"Cache-Control": "no-cache"}),
        Answer(304, headers=ETAG),
    )
    rounds.watch("/feed")
    await rounds.poll()
    await rounds.poll_when_due("/feed")
    assert rounds.wait("/feed") == 2 * HOUR
    for _ in range(2):
        await rounds.poll_when_due("/feed")
        assert rounds.wait("/feed") < HOUR


async def test_05_the_longest_wait_can_be_configured(
    sqlite_store: Store, server: WebServer, tmp_path: Path
) -> None:
    headers = ETAG | {"Cache-Control": "max-age=31536000"}
    server.script("/feed", Answer(body=FEED, headers=headers))
    async with Rounds(sqlite_store, server, tmp_path, ", cache_cap: 3h") as rounds:
        rounds.draw = 0.0
        rounds.watch("/feed")
        await rounds.poll()
        assert rounds.wait("/feed") == 3 * HOUR


async def test_06_a_server_without_validators_is_asked_hourly_at_most(rounds: Rounds) -> None:
    rounds.server.script("/bare", Answer(body=FEED))
    rounds.server.script("/good", Answer(body=FEED, headers=ETAG))
    rounds.watch("/bare", "/good")
    await rounds.poll()
    assert rounds.wait("/bare") == HOUR
    assert rounds.wait("/good") < HOUR


async def test_06_unless_the_user_says_otherwise(rounds: Rounds) -> None:
    rounds.server.script("/bare", Answer(body=FEED))
    rounds.watch("/bare", every=300)
    await rounds.poll()
    assert rounds.wait("/bare") == 5 * MINUTE


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "wish", [{"Retry-After": "7200"}, {"Retry-After": date(2 * HOUR), "Date": date(0 * HOUR)}]
)
async def test_07_retry_after_holds_back_the_whole_host_across_restarts(
    rounds: Rounds, status: int, wish: dict[str, str]
) -> None:
    rounds.server.script("/a", Answer(status, headers=wish), Answer(body=FEED))
    rounds.server.put("/b", FEED)
    rounds.watch("/a")
    await rounds.poll()
    rounds.watch("/b", every=60)
    await rounds.poll()  # the host is remembered in the process
    assert rounds.server.asked("/b") == []
    await rounds.restart()
    rounds.now = START + 1.9 * HOUR
    rounds.watch("/c", every=60)
    await rounds.poll()  # and in the database
    assert rounds.server.asked("/b") == []
    assert rounds.state("/a").next_due == START + 2 * HOUR
    rounds.now = START + 2.1 * HOUR
    await rounds.poll()
    assert len(rounds.server.asked("/a")) == 2
    assert len(rounds.server.asked("/b")) == 1


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("7200", 2), (" 7200 ", 2), ("7200.5", 2), (date(2 * HOUR), 2),
        ("Monday, 02-Nov-26 10:00:00 GMT", 2), ("Mon Nov  2 10:00:00 2026", 2),
        ("9" * 400, 48), ("Fri, 31 Dec 9999 23:59:59 GMT", 48),
        # Nothing, nonsense or the past: as if it were not there.
        ("0", 0), ("-7200", 0), ("1e4", 0), ("soon", 0), ("٧٢٠٠", 0), (date(-HOUR), 0),
        ("Mon, 32 Nov 2026 10:00:00 GMT", 0),
    ],
)  # fmt: skip
async def test_07_every_form_of_retry_after_is_read_and_nonsense_is_a_bare_refusal(
    rounds: Rounds, value: str, hours: float
) -> None:
    headers = {"Retry-After": value, "Date": date(0 * HOUR)}
    rounds.server.script("/feed", Answer(429, headers=headers))
    rounds.watch("/feed", every=120)
    await rounds.poll()
    assert len(rounds.server.seen) == 1
    wait = rounds.wait("/feed")
    if hours:
        assert hours * HOUR <= wait <= hours * HOUR * 1.3
    else:
        assert MINUTE <= wait <= 5 * MINUTE


async def test_07_another_host_is_not_held_back(rounds: Rounds) -> None:
    async with WebServer() as other:
        other.put("/feed", FEED)
        rounds.server.script("/a", Answer(429, headers={"Retry-After": "7200"}))
        rounds.watch("/a", other.url("/feed"))
        await rounds.poll()
        assert len(other.seen) == 1
        rounds.now = rounds.state(other.url("/feed")).next_due
        await rounds.poll()
        assert len(other.seen) == 2


@pytest.mark.parametrize("status", [429, 403])
async def test_07_bare_429_and_repeated_403_back_off_and_stay_conditional(
    rounds: Rounds, status: int
) -> None:
    rounds.server.script("/feed", Answer(body=FEED, headers=ETAG), Answer(status))
    rounds.watch("/feed")
    await rounds.poll()
    waits = []
    for _ in range(5):
        await rounds.restart()  # nothing but the database may be needed to remember
        await rounds.poll_when_due("/feed")
        waits.append(rounds.wait("/feed"))
    assert all(later >= 2 * earlier for earlier, later in pairwise(waits))
    assert {seen.headers.get("If-None-Match") for seen in rounds.server.seen[1:]} == {'"1"'}


async def test_07_a_host_that_refuses_again_and_again_is_left_alone_ever_longer(
    rounds: Rounds,
) -> None:
    for number in range(4):
        rounds.server.script(f"/{number}", Answer(429))
    rounds.watch("/0", "/1", "/2", "/3")
    await rounds.poll()
    # The first refusal speaks for all of the host's feeds.
    assert len(rounds.server.seen) == 1
    assert all(rounds.wait(f"/{number}") >= MINUTE for number in range(4))


@pytest.mark.parametrize("status", [404, 500, 502])
async def test_08_errors_back_off_to_a_cap_and_never_end(rounds: Rounds, status: int) -> None:
    rounds.server.script("/feed", Answer(status))
    rounds.watch("/feed")
    waits = []
    for _ in range(14):
        await rounds.poll_when_due("/feed")
        waits.append(rounds.wait("/feed"))
    assert waits == sorted(waits)
    assert waits[-1] <= 24 * HOUR
    assert rounds.state("/feed").paused == ""
    rounds.server.script("/feed", Answer(body=FEED))
    state = await rounds.poll_when_due("/feed")
    assert (state.failures, state.error, rounds.entries()) == (0, "", 5)


async def test_08_a_server_that_does_not_answer_is_asked_again_for_ever(rounds: Rounds) -> None:
    async with WebServer() as gone:
        url = gone.url("/feed")
    rounds.watch(url)
    for _ in range(10):
        rounds.now = rounds.state(url).next_due
        await rounds.poll()
    state = rounds.state(url)
    assert (state.failures, state.paused) == (10, "")
    assert state.next_due - rounds.now <= 2.5 * HOUR
    assert "refuses the connection" in state.error


@pytest.mark.parametrize(
    ("head", "due"),
    [
        ("<ttl>25</ttl>", START + 25 * MINUTE),
        ("<ttl>1440</ttl>", START + 30 * MINUTE),  # a hint: it binds only so far
        ("<skipHours><hour>8</hour><hour>9</hour></skipHours>", START + 2 * HOUR),
        ("<skipDays><day>Monday</day></skipDays>", START + 16 * HOUR),
        (
            "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>",
            START + 10 * MINUTE,
        ),
        ("<skipDays><day>Sunday</day></skipDays>", START + 10 * MINUTE),
    ],
)
async def test_11_hints_of_the_feed_are_kept(rounds: Rounds, head: str, due: object) -> None:
    body = rss(*TITLES, head=head)
    rounds.server.script("/feed", Answer(body=body, headers=ETAG))
    rounds.watch("/feed")
    await rounds.poll()
    assert rounds.state("/feed").next_due == due


async def test_11_sy_is_a_hint(rounds: Rounds) -> None:
    sy = "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>3</sy:updateFrequency>"
    body = rss(*TITLES, head=sy).replace(
        b"<rss ", b"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
    )
    rounds.server.script("/feed", Answer(body=body, headers=ETAG))
    rounds.watch("/feed")
    await rounds.poll()
    assert rounds.wait("/feed") == 20 * MINUTE


async def test_12_feeds_of_one_host_are_asked_one_at_a_time_and_spaced(
    sqlite_store: Store, server: WebServer, tmp_path: Path
) -> None:
    starts: list[float] = []
    running, most = 0, 0

    async def slow(_: web.Request) -> web.StreamResponse:
        nonlocal running, most
        running += 1
        most = max(most, running)
        starts.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.02)
        running -= 1
        return web.Response(body=FEED)

    async with Rounds(sqlite_store, server, tmp_path, gap=0.2) as rounds:
        for number in range(5):
            server.handle(f"/{number}", slow)
            rounds.watch(f"/{number}")
        await rounds.poll()
    assert (len(starts), most) == (5, 1)
    assert all(later - earlier > 0.15 for earlier, later in pairwise(starts))


async def test_12_feeds_that_failed_together_do_not_come_back_in_step(rounds: Rounds) -> None:
    draws = iter([number / 20 for number in range(20)] * 9)
    rounds.clock = type(rounds.clock)(
        lambda: rounds.now, lambda: 0.0, lambda: 0.0, lambda: next(draws)
    )
    await rounds.restart()
    for number in range(20):
        rounds.server.script(f"/{number}", Answer(500))
        rounds.watch(f"/{number}")
    await rounds.poll()
    dues = sorted(rounds.state(f"/{number}").next_due for number in range(20))
    assert dues[-1] - dues[0] > 3 * MINUTE
    assert len({due.replace(second=0) for due in dues}) >= 4
