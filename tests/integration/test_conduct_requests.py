"""Polling conduct, points 1-4, 13, 15 and 16: what a server is asked, and when."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.timing import may_hasten
from storage.store import Store
from tests.integration.polling import Rounds, rss
from tests.servers.web import Answer, WebServer

CONDITIONAL = {"If-None-Match", "If-Modified-Since"}
FEED = rss("one", "two", "three", "four", "five")
FLOOR = timedelta(minutes=2)


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as running:
        running.watch("/feed")
        yield running


async def test_01_first_contact_is_unconditional(rounds: Rounds) -> None:
    rounds.server.put("/feed", FEED)
    await rounds.poll()
    [asked] = rounds.server.seen
    assert not CONDITIONAL & set(asked.headers)


@pytest.mark.parametrize("etag", ['W/"x"', "no-quotes", '"odd"quotes"', "W/'x'", '""'])
async def test_02_validators_are_echoed_byte_for_byte(rounds: Rounds, etag: str) -> None:
    date = "Mon, 2 Nov 2026 7:59:03 +0200"
    rounds.server.script("/feed", Answer(body=FEED, headers={"ETag": etag, "Last-Modified": date}))
    await rounds.poll()
    await rounds.poll_when_due("/feed")
    headers = rounds.server.seen[1].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (etag, date)


async def test_02_the_feeds_own_date_is_never_sent(rounds: Rounds) -> None:
    dated = rss("one", head="<lastBuildDate>Mon, 02 Nov 2026 07:00:00 GMT</lastBuildDate>")
    rounds.server.script("/feed", Answer(body=dated))
    await rounds.poll()
    await rounds.poll_when_due("/feed")
    assert not CONDITIONAL & set(rounds.server.seen[1].headers)


async def test_03_a_full_answer_replaces_both_validators_and_clears_missing_ones(
    rounds: Rounds,
) -> None:
    rounds.server.script(
        "/feed",
        Answer(body=FEED, headers={"ETag": '"1"', "Last-Modified": "then"}),
        Answer(body=rss("three"), headers={"ETag": '"2"'}),
        Answer(body=rss("four")),
    )
    await rounds.poll()
    for _ in range(3):
        await rounds.poll_when_due("/feed")
    sent = [
        {name: seen.headers[name] for name in CONDITIONAL & set(seen.headers)}
        for seen in rounds.server.seen
    ]
    assert sent == [
        {},
        {"If-None-Match": '"1"', "If-Modified-Since": "then"},
        {"If-None-Match": '"2"'},
        {},
    ]


@pytest.mark.parametrize("status", [304, 429, 403, 500, 503])
async def test_03_other_answers_keep_the_validators(rounds: Rounds, status: int) -> None:
    rounds.server.script(
        "/feed", Answer(body=FEED, headers={"ETag": '"1"'}), Answer(status), Answer(body=FEED)
    )
    await rounds.poll()
    await rounds.poll_when_due("/feed")
    await rounds.restart()  # which forgets how long the host was to be left alone
    await rounds.poll_when_due("/feed")
    assert [seen.headers.get("If-None-Match") for seen in rounds.server.seen] == [
        None,
        '"1"',
        '"1"',
    ]


async def test_04_after_a_crash_polls_are_conditional_and_not_before_their_time(
    rounds: Rounds,
) -> None:
    rounds.server.put("/feed", FEED)
    await rounds.poll()
    due = rounds.state("/feed").next_due
    await rounds.restart()
    rounds.now = due - timedelta(seconds=1)
    await rounds.poll()
    assert len(rounds.server.seen) == 1
    rounds.now = due
    tally = await rounds.poll()
    assert tally.not_modified == 1
    assert "If-None-Match" in rounds.server.seen[1].headers


async def test_04_a_crash_in_mid_poll_leaves_due_time_and_validators_right(rounds: Rounds) -> None:
    rounds.server.put("/feed", FEED)
    await rounds.poll()
    before = rounds.state("/feed")
    rounds.now = before.next_due
    assert len(await rounds.poller.claim(10)) == 1  # and then it dies
    await rounds.restart()
    assert rounds.state("/feed") == before
    assert (await rounds.poll()).not_modified == 1
    assert rounds.entries() == 5


async def test_13_it_says_who_asks_and_sends_nothing_that_tells_on_the_reader(
    rounds: Rounds,
) -> None:
    rounds.watch("/feed?format=xml&b=%20x")
    rounds.server.script("/feed", Answer(body=FEED, headers={"Set-Cookie": "session=1"}))
    rounds.server.put("/feed?format=xml&b=%20x", FEED)
    await rounds.poll()
    await rounds.poll_when_due("/feed")
    for seen in rounds.server.seen:
        assert seen.method == "GET"
        assert seen.headers["User-Agent"].startswith("wirewatch/")
        assert seen.headers["User-Agent"].endswith(" (+https://example.org/about)")
        assert {"application/rss+xml", "application/atom+xml"} <= {
            part.split(";")[0].strip() for part in seen.headers["Accept"].split(",")
        }
        assert "gzip" in seen.headers["Accept-Encoding"]
        assert not {"Cookie", "Referer", "From", "DNT"} & set(seen.headers)
    assert {seen.path for seen in rounds.server.seen} == {"/feed", "/feed?format=xml&b=%20x"}


async def test_15_a_refresh_by_hand_is_conditional_and_has_a_floor(rounds: Rounds) -> None:
    rounds.server.put("/feed", FEED)
    await rounds.poll()

    def ask_by_hand() -> None:
        state = rounds.state("/feed")
        if may_hasten(state, rounds.now, FLOOR):
            with rounds.store.write() as tx:
                tx.feeds.hasten([state.id], rounds.now, "asked for by hand")

    rounds.now += timedelta(minutes=1)
    ask_by_hand()
    await rounds.poll()
    assert len(rounds.server.seen) == 1
    rounds.now += timedelta(minutes=1)
    ask_by_hand()
    assert (await rounds.poll()).not_modified == 1
    assert "If-None-Match" in rounds.server.seen[1].headers


async def test_16_intervals_run_from_start_to_start(rounds: Rounds) -> None:
    from aiohttp import web

    async def slow(_: web.Request) -> web.StreamResponse:
        rounds.now += timedelta(seconds=25)  # the time it takes to answer
        return web.Response(body=FEED, headers={"ETag": '"1"'})

    rounds.specs.clear()
    rounds.watch("/feed", every=600)
    rounds.server.handle("/feed", slow)
    began = rounds.now
    await rounds.poll()
    assert rounds.state("/feed").next_due - began == timedelta(seconds=600)
