"""Bodies as servers really send them: what is news in them is told once, and nothing else is."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from storage.store import Store
from tests.integration.polling import Rounds
from tests.servers.web import Answer, WebServer

PLACES = ("Lviv", "Odesa", "Paris", "Lyon", "Oslo", "Turin", "Porto", "Gdansk", "Riga", "Zadar")
SITES = ("harbour", "bridge", "school", "museum", "station", "library", "dam", "castle", "mill")


def news(number: int, /, **change: str) -> str:
    """An item that the rule of these tests matches; ``change`` replaces single elements."""
    site, place = SITES[number % len(SITES)], PLACES[number % len(PLACES)]
    parts = {
        "guid": f"n{number}",
        "title": f"Flood at the {site} of {place}, report {number}",
        "link": f"https://news.example/2026/flood-report-{number}",
        "description": f"What we know about {site} and {place}.",
        "pubDate": f"Mon, 02 Nov 2026 0{number % 8}:15:00 GMT",
    } | change
    return (
        "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in parts.items()) + "</item>"
    )


def feed(*items: str) -> bytes:
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>"
        + "\n".join(items).replace("<guid>", "<guid isPermaLink='false'>")
        + "</channel></rss>"
    ).encode()


OLD = [news(number) for number in range(8)]
FEED, NEXT = feed(*OLD), feed(news(8), *OLD)


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as running:
        running.watch("/feed", every=3600)
        yield running


async def polls(rounds: Rounds, *answers: Answer | bytes) -> list[tuple[int, int]]:
    """New entries and alerts of one poll for each answer."""
    made = [one if isinstance(one, Answer) else Answer(body=one) for one in answers]
    rounds.server.script("/feed", *made)
    found = []
    for _ in answers:
        tally = await rounds.poll()
        found.append((tally.new_entries, tally.alerts))
        rounds.now = max(rounds.now + timedelta(hours=1), rounds.state("/feed").next_due)
    return found


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(body=b"", headers={"ETag": '"2"'}), "the answer is empty"),
        (Answer(body=b" \r\n", headers={"ETag": '"2"'}), "the answer is empty"),
        (
            Answer(body=b"<!doctype html><html>Log in</html>", headers={"ETag": '"2"'}),
            "this is a web page (HTML), not a feed",
        ),
        (Answer(body=b"\x00\xff" * 900, headers={"ETag": '"2"'}), "not a feed"),
        (Answer(body=b"\x1f\x8b\x08" + b"z" * 90, headers={"ETag": '"2"'}), "not a feed"),
        (Answer(204), "204 No Content"),
        (Answer(206, body=FEED), "206 Partial Content"),
        (Answer(300, body=FEED), "300 Multiple Choices"),
        (Answer(401), "401 Unauthorized"),
        (Answer(451), "451 Unavailable For Legal Reasons"),
        (Answer(999), "999"),
        (Answer(body=b"x", headers={"Content-Encoding": "gzip"}), "the answer is empty"),
        (Answer(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}), "decompressed"),
    ],
)
async def test_an_answer_that_is_no_feed_is_said_and_forgotten_after_a_good_one(
    rounds: Rounds, answer: Answer, words: str
) -> None:
    first = Answer(body=FEED, headers={"ETag": '"1"'})
    assert await polls(rounds, first, answer) == [(8, 0), (0, 0)]
    assert words in rounds.state("/feed").error
    assert await polls(rounds, NEXT) == [(1, 1)]
    # Whatever came with the bad answer is no validator of the good one.
    assert rounds.server.seen[-1].headers["If-None-Match"] == '"1"'
    assert rounds.state("/feed").error == ""


async def test_a_login_page_at_the_first_poll_is_no_first_poll(rounds: Rounds) -> None:
    page = b"<!doctype html><html><body>Welcome to the hotel</body></html>"
    assert await polls(rounds, page, FEED, NEXT) == [(0, 0), (8, 0), (1, 1)]


async def test_a_feed_that_flips_between_two_bodies_tells_nothing_twice(rounds: Rounds) -> None:
    short = feed(*OLD[3:])
    flips = await polls(rounds, FEED, short, FEED, short, NEXT, short, NEXT)
    assert flips == [(8, 0), (0, 0), (0, 0), (0, 0), (1, 1), (0, 0), (0, 0)]


async def test_a_feed_that_is_emptied_and_filled_again_tells_only_what_is_new(
    rounds: Rounds,
) -> None:
    assert await polls(rounds, FEED, feed(), NEXT) == [(8, 0), (0, 0), (1, 1)]


@pytest.mark.parametrize("stays", ["guid", "link", "title and date"])
async def test_what_has_another_name_but_one_is_no_news(rounds: Rounds, stays: str) -> None:
    renamed = []
    for number in range(8):
        change = {"guid": f"x{number}", "link": f"https://new.example/item/{number}-x"}
        if stays == "guid":
            change = {"link": change["link"], "title": f"Another title of flood {number}"}
        elif stays == "link":
            change = {"guid": change["guid"], "title": f"Another title of flood {number}"}
        renamed.append(news(number, **change))
    assert await polls(rounds, FEED, feed(*renamed)) == [(8, 0), (0, 0)]


@pytest.mark.parametrize("date", ["Tue, 03 Nov 2026 10:00:00 GMT", ""])
async def test_entries_that_are_dated_anew_are_no_news(rounds: Rounds, date: str) -> None:
    again = feed(*(news(number, pubDate=date) for number in range(8)))
    assert await polls(rounds, FEED, again, FEED) == [(8, 0), (0, 0), (0, 0)]


async def test_reordered_entries_are_no_news(rounds: Rounds) -> None:
    assert await polls(rounds, FEED, feed(*reversed(OLD))) == [(8, 0), (0, 0)]


@pytest.mark.parametrize(
    "date", ["Mon, 02 Nov 2099 09:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "some day", ""]
)
async def test_a_new_entry_is_told_whatever_its_date(rounds: Rounds, date: str) -> None:
    new = feed(news(8, pubDate=date), *OLD)
    assert await polls(rounds, FEED, new, new) == [(8, 0), (1, 1), (0, 0)]


def moved(number: int, **change: str) -> str:
    """The item as the site has it after a move: another guid, address and date."""
    new = {"guid": f"https://new.example/?p={number}", "pubDate": "Tue, 03 Nov 2026 10:00:00 GMT"}
    return news(number, **(new | {"link": f"https://new.example/story/{number}"} | change))


async def test_a_site_that_moves_tells_none_of_its_old_entries_again(rounds: Rounds) -> None:
    after = feed(news(8), *(moved(number) for number in range(8)))
    assert await polls(rounds, FEED, after, after) == [(8, 0), (1, 1), (0, 0)]
    # The new names are remembered: also where the markup is another each time.
    spaced = after.replace(b"<item>", b"<item >")
    assert await polls(rounds, spaced) == [(0, 0)]
    assert rounds.entries() == 9


async def test_a_site_that_moves_may_write_its_texts_anew_under_the_old_slugs(
    rounds: Rounds,
) -> None:
    after = feed(
        *(
            moved(n, description="In full", link=f"https://new.example/a/flood-report-{n}/")
            for n in range(8)
        )
    )
    assert await polls(rounds, FEED, after, after) == [(8, 0), (0, 0), (0, 0)]
    assert rounds.entries() == 8


async def test_one_new_entry_with_the_words_of_an_old_one_is_news(rounds: Rounds) -> None:
    again = feed(moved(2), *OLD)
    assert (await polls(rounds, FEED, again))[1][0] == 1


async def test_entries_that_all_bear_one_title_are_news_each_time(rounds: Rounds) -> None:
    def alarms(day: int) -> bytes:
        return feed(*(moved(10 * day + n, title="Flood alarm", description="") for n in range(6)))

    found = await polls(rounds, alarms(1), alarms(2), alarms(3))
    assert [new for new, _ in found] == [6, 6, 6]


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_that_breaks_off_is_a_failure_and_costs_no_entry(
    rounds: Rounds, chunked: bool
) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"ETag": '"2"'})
        if chunked:
            response.enable_chunked_encoding()
        else:
            response.content_length = len(NEXT)
        await response.prepare(request)
        await response.write(NEXT[: len(NEXT) // 3])
        assert request.transport is not None
        request.transport.abort()
        return response

    assert await polls(rounds, FEED) == [(8, 0)]
    rounds.server.handle("/feed", break_off)
    await rounds.poll()
    assert rounds.state("/feed").error
    assert rounds.entries() == 8
    rounds.server.handle("/feed", _next)
    rounds.now = rounds.state("/feed").next_due
    assert (await rounds.poll()).alerts == 1


async def _next(_: web.Request) -> web.StreamResponse:
    return web.Response(body=NEXT)


@pytest.mark.parametrize("packed", [True, False])
async def test_a_body_cut_short_by_its_own_server_is_asked_for_again_in_whole(
    rounds: Rounds, packed: bool
) -> None:
    # The length agrees, and the mark is that of the whole.
    old = [news(number) for number in range(40)]
    body, headers = feed(news(40), *old, news(41)), {"ETag": '"whole"'}
    torso = Answer(body=body[:-300], headers=headers)
    if packed:
        packing = headers | {"Content-Encoding": "gzip"}
        torso = Answer(body=gzip.compress(body)[:-100], headers=packing)
    assert (await polls(rounds, feed(*old), torso))[1][0] in (1, 2)
    await polls(rounds, Answer(body=body, headers=headers))
    assert "If-None-Match" not in rounds.server.seen[-1].headers
    assert rounds.entries() == 42
    await polls(rounds, Answer(304))
    assert rounds.server.seen[-1].headers["If-None-Match"] == '"whole"'
