"""Polling conduct, points 9, 10 and 14: feeds that move, go, or are one and the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config.model import FeedConfig
from storage.store import Store
from tests.integration.polling import START, Rounds, rss
from tests.servers.web import Answer, WebServer

DAY = timedelta(days=1)
FEED = rss("one", "two", "three", "four", "five")


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as running:
        yield running


def move(rounds: Rounds, status: int, target: str = "/new") -> None:
    rounds.server.script("/old", Answer(status, headers={"Location": target}))
    rounds.server.put("/new", FEED)


async def days(rounds: Rounds, number: int) -> None:
    for _ in range(number):
        rounds.now += DAY
        await rounds.poll()


@pytest.mark.parametrize("status", [301, 308])
async def test_09_a_permanent_move_is_believed_after_a_steady_week(
    rounds: Rounds, status: int
) -> None:
    move(rounds, status)
    rounds.watch("/old", every=3600)
    await rounds.poll()
    await days(rounds, 6)
    assert len(rounds.server.asked("/old")) == 7
    await days(rounds, 3)
    assert len(rounds.server.asked("/old")) == 8
    assert len(rounds.server.asked("/new")) == 10
    # The history is kept: still conditional, and nothing is new.
    assert rounds.server.asked("/new")[-1].headers["If-None-Match"]
    assert rounds.entries() == 5
    assert rounds.state("/old").moved_to == rounds.server.url("/new")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_09_a_temporary_move_never_is(rounds: Rounds, status: int) -> None:
    move(rounds, status)
    rounds.watch("/old", every=3600)
    await rounds.poll()
    await days(rounds, 15)
    assert len(rounds.server.asked("/old")) == 16
    assert rounds.state("/old").moved_to is None


async def test_09_a_move_that_is_not_steady_never_is(rounds: Rounds) -> None:
    rounds.server.put("/new", FEED)
    rounds.watch("/old", every=3600)
    for day in range(20):
        if day % 5 == 4:
            rounds.server.put("/old", FEED)
            rounds.server.script("/old")
        else:
            move(rounds, 301)
        await days(rounds, 1)
    assert len(rounds.server.asked("/old")) == 20


async def test_09_a_move_to_a_page_that_is_no_feed_never_is(rounds: Rounds) -> None:
    move(rounds, 301)
    rounds.watch("/old", every=3600)
    await rounds.poll()
    rounds.server.put("/new", b"<!doctype html><html><body>Buy this domain</body></html>")
    await days(rounds, 12)
    assert len(rounds.server.asked("/old")) == 13
    assert "web page" in rounds.state("/old").error


async def test_09_a_new_home_that_fails_is_given_up_for_the_old_one(rounds: Rounds) -> None:
    move(rounds, 301)
    rounds.watch("/old", every=3600)
    await rounds.poll()
    await days(rounds, 8)
    asked = len(rounds.server.asked("/old"))
    rounds.server.script("/new", Answer(404))
    rounds.server.put("/old", FEED)
    rounds.server.script("/old")
    await days(rounds, 5)
    assert len(rounds.server.asked("/old")) > asked
    assert rounds.state("/old").failures == 0


async def test_10_gone_is_checked_once_more_and_then_paused(rounds: Rounds) -> None:
    rounds.server.script("/feed", Answer(410))
    rounds.watch("/feed")
    await rounds.poll()
    assert rounds.state("/feed").paused == ""
    state = await rounds.poll_when_due("/feed")
    assert "said twice that it is gone" in state.paused
    rounds.now += 29 * DAY
    await rounds.poll()
    assert len(rounds.server.seen) == 2


async def test_10_a_paused_feed_that_is_found_again_goes_on(rounds: Rounds) -> None:
    rounds.server.script("/feed", Answer(410), Answer(410), Answer(body=FEED))
    rounds.watch("/feed")
    await rounds.poll()
    await rounds.poll_when_due("/feed")
    state = await rounds.poll_when_due("/feed")
    assert (state.paused, state.failures, rounds.entries()) == ("", 0, 5)


async def test_10_one_410_between_good_answers_is_nothing(rounds: Rounds) -> None:
    rounds.server.script(
        "/feed", Answer(body=FEED), Answer(410), Answer(body=FEED), Answer(410), Answer(body=FEED)
    )
    rounds.watch("/feed")
    await rounds.poll()
    for _ in range(4):
        state = await rounds.poll_when_due("/feed")
        assert state.paused == ""


async def test_14_two_subscriptions_that_resolve_to_one_url_are_one_poll(rounds: Rounds) -> None:
    move(rounds, 301)
    rounds.server.script("/older", Answer(301, headers={"Location": "/new"}))
    rounds.watch("/old", "/older", "/new", every=3600)
    await rounds.poll()
    await days(rounds, 8)
    rounds.server.seen.clear()
    await days(rounds, 3)
    assert [seen.path for seen in rounds.server.seen] == ["/new"] * 3
    assert "the same feed as" in rounds.state("/old").reason
    # When the one that is polled is given up, another takes its turn.
    rounds.specs = [spec for spec in rounds.specs if not spec.url.endswith("/new")]
    rounds.watch()
    rounds.server.seen.clear()
    await days(rounds, 2)
    assert [seen.path for seen in rounds.server.seen] == ["/new"] * 2


@pytest.mark.parametrize("status", [301, 302])
async def test_14_a_redirect_to_another_subscription_is_not_followed(
    rounds: Rounds, status: int
) -> None:
    move(rounds, status)
    rounds.watch("/old", "/new", every=3600)
    await rounds.poll()
    rounds.server.seen.clear()
    await days(rounds, 3)
    assert [seen.path for seen in rounds.server.seen if seen.path == "/new"] == ["/new"] * 3
    assert "the same feed as" in rounds.state("/old").reason
    assert rounds.state("/old").failures == 0
    # Once the other one is no longer polled well, this one has to.
    rounds.server.script("/new", Answer(500), Answer(body=FEED))
    rounds.now += DAY
    await rounds.poll()
    rounds.server.seen.clear()
    rounds.now += DAY
    await rounds.poll()
    assert [seen.path for seen in rounds.server.seen].count("/new") == 2


async def test_14_a_subscription_with_a_password_of_its_own_is_read_itself(rounds: Rounds) -> None:
    move(rounds, 302)
    rounds.watch("/old", "/new", every=3600)
    url = rounds.server.url("/old")
    rounds.poller.configured = {url: FeedConfig.model_validate({"url": url, "auth": "me:secret"})}
    await rounds.poll()
    rounds.server.seen.clear()
    await days(rounds, 1)
    assert len(rounds.server.asked("/new")) == 2


async def test_14_a_subscription_that_is_to_be_quicker_is_read_itself(rounds: Rounds) -> None:
    move(rounds, 302)
    rounds.watch("/old", every=300)
    rounds.watch("/new", every=7200)
    await rounds.poll()
    rounds.server.seen.clear()
    rounds.now = rounds.state("/old").next_due
    await rounds.poll()
    assert [seen.path for seen in rounds.server.seen] == ["/old", "/new"]


async def test_14_a_feed_that_another_brings_breaks_no_rhythm_of_its_own(rounds: Rounds) -> None:
    """Neither while it is moving nor at its new home: nothing is wrong, so nobody is told."""
    move(rounds, 301)
    rounds.watch("/old", "/new", every=3600)
    await rounds.poll()
    await days(rounds, 5)
    with rounds.store.read() as tx:
        assert [state.spec.url for state in tx.feeds.troubled(rounds.now)] == [
            rounds.server.url("/new")
        ]
    await days(rounds, 10)
    with rounds.store.read() as tx:
        assert rounds.server.url("/old") not in [
            state.spec.url for state in tx.feeds.troubled(rounds.now)
        ]


async def test_14_a_subscription_is_asked_itself_where_its_twin_fails(rounds: Rounds) -> None:
    """And comes back to its own address, which may be a feed again."""
    move(rounds, 301)
    rounds.watch("/old", "/new", every=3600)
    await rounds.poll()
    await days(rounds, 10)
    rounds.server.seen.clear()
    await days(rounds, 1)
    assert [seen.path for seen in rounds.server.seen] == ["/new"]
    rounds.server.script("/new", Answer(404))
    rounds.server.put("/old", rss("six", "one", "two"))
    rounds.server.script("/old")
    await days(rounds, 8)
    assert rounds.server.asked("/old")
    assert rounds.state("/old").last_success == rounds.now
    assert rounds.state("/new").failures > 0
    with rounds.store.read() as tx:
        assert "six" in {entry.data.title for entry in tx.entries.recent(START, 100)}


async def test_14_a_twin_that_is_asked_with_another_password_is_none(rounds: Rounds) -> None:
    move(rounds, 301)
    rounds.watch("/old", "/new", every=3600)
    await rounds.poll()
    await days(rounds, 10)
    url = rounds.server.url("/old")
    rounds.poller.configured = {url: FeedConfig.model_validate({"url": url, "auth": "me:secret"})}
    rounds.server.seen.clear()
    await days(rounds, 1)
    sent = ["Authorization" in seen.headers for seen in rounds.server.asked("/new")]
    assert sorted(sent) == [False, True]


async def test_14_feeds_that_point_at_each_other_are_still_polled(rounds: Rounds) -> None:
    rounds.server.put("/a", FEED)
    rounds.server.put("/b", FEED)
    rounds.watch("/a", "/b", every=3600)
    await rounds.poll()
    rounds.server.seen.clear()
    with rounds.store.write() as tx:
        for one, other in (("/a", "/b"), ("/b", "/a")):
            home = rounds.server.url(other)
            state = rounds.state(one)
            tx.feeds.save(replace(state, moved_to=home, moved_since=START, hints={"home": home}))
    await days(rounds, 1)
    assert len(rounds.server.seen) == 1


async def test_stale_validators_are_healed_by_one_full_get_after_a_week_of_304(
    rounds: Rounds,
) -> None:
    # A server that says 304 to everybody who has ever asked.
    rounds.server.script("/feed", Answer(body=FEED, headers={"ETag": '"1"'}), Answer(304))
    rounds.watch("/feed", every=3600)
    await rounds.poll()
    await days(rounds, 6)
    assert all("If-None-Match" in seen.headers for seen in rounds.server.seen[1:])
    rounds.server.script(
        "/feed",
        Answer(body=rss("six", "one", "two", "three", "four", "five"), headers={"ETag": '"2"'}),
    )
    await days(rounds, 2)
    full, next_one = rounds.server.seen[-2:]
    assert "If-None-Match" not in full.headers
    assert next_one.headers["If-None-Match"] == '"2"'
    assert rounds.entries() == 6
