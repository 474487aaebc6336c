"""Articles are fetched for entries that need them: with the same conduct, once, and never at the
cost of an alert."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from aiohttp import web

from monitor.config.feeds import FeedConfig
from monitor.pipeline import fulltext
from storage.records import Entry
from storage.store import Store
from tests.integration.polling import Rounds
from tests.servers.web import Answer, WebServer

HTML = {"Content-Type": "text/html; charset=utf-8"}
STORY = (
    "Rescue crews worked through the night in the valley of the Brenna after the dam gave way. "
    "At least 214 people were killed, the governor said on Tuesday, and 37 villages stand under water. "
    "Roads to the north are cut off and the army has sent boats."
)
PAGE = (
    "<html><head><title>x</title><script>var flood = 1;</script></head><body>"
    "<nav><a href='/'>Home</a> <a href='/flood'>flood archive</a></nav><article><h1>Dam</h1>"
    f"<p>{STORY}</p><p>The flood came at dawn.</p></article><footer>Subscribe</footer></body></html>"
).encode()


@pytest.fixture
async def rounds(sqlite_store: Store, server: WebServer, tmp_path: Path) -> AsyncIterator[Rounds]:
    async with Rounds(sqlite_store, server, tmp_path) as made:
        yield made


def feed(server: WebServer, *entries: tuple[str, str]) -> bytes:
    """Entries of name and title; each links to ``/a/NAME`` on the server, unless it is an address."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>{title}</title>"
        f"<link>{name if '://' in name else server.url(f'/a/{name}')}</link></item>"
        for name, title in entries
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()


async def start(rounds: Rounds, mode: Literal["on_match", "always"]) -> None:
    """Watch /rss with ``full_text`` and let it have its first, silent poll."""
    server = rounds.server
    server.put("/rss", feed(server, ("old", "Old flood")))
    rounds.watch("/rss")
    url = server.url("/rss")
    configured = FeedConfig.model_validate({"url": url, "full_text": mode, "auth": "me:geheim"})
    rounds.poller.configured = {url: configured}
    await rounds.poll()


def entry(rounds: Rounds, title: str) -> Entry:
    with rounds.store.read() as tx:
        found = tx.entries.recent(rounds.now.replace(year=2020), 100)
    return next(one for one in found if one.data.title == title)


def alerts(rounds: Rounds) -> int:
    with rounds.store.read() as tx:
        return len(tx.alerts.list(100))


async def test_always_lets_a_rule_match_what_only_the_article_says(
    rounds: Rounds, server: WebServer
) -> None:
    await start(rounds, "always")
    assert server.asked("/a/old") == []
    server.put("/a/new", PAGE, headers=HTML)
    server.put("/rss", feed(server, ("new", "Dam breaks"), ("old", "Old flood")))
    await rounds.poll_when_due("/rss")
    assert alerts(rounds) == 1
    content = entry(rounds, "Dam breaks").data.content
    assert "214 people were killed" in content
    assert "Subscribe" not in content
    assert "var flood" not in content
    (asked,) = server.asked("/a/new")
    assert "Authorization" not in asked.headers


async def test_on_match_fetches_only_what_matches_already(
    rounds: Rounds, server: WebServer
) -> None:
    await start(rounds, "on_match")
    server.put("/a/new", PAGE, headers=HTML)
    server.put("/a/other", PAGE, headers=HTML)
    server.put("/rss", feed(server, ("new", "A flood"), ("other", "Dam breaks")))
    await rounds.poll_when_due("/rss")
    assert (len(server.asked("/a/new")), len(server.asked("/a/other"))) == (1, 0)
    assert "214 people" in entry(rounds, "A flood").data.content
    assert entry(rounds, "Dam breaks").data.content == ""
    with rounds.store.read() as tx:
        (alert,) = tx.alerts.list(10)
    assert any(figure["low"] == 214 for figure in alert.data.content["figures"])


async def test_an_article_is_fetched_once_and_again_only_when_its_entry_changes(
    rounds: Rounds, server: WebServer
) -> None:
    await start(rounds, "always")
    server.put("/a/new", PAGE, headers=HTML)
    for title in ("Dam breaks", "Dam breaks", "Dam breaks: 214 dead"):
        server.put("/rss", feed(server, ("new", title), ("old", f"Old flood {rounds.now}")))
        await rounds.poll_when_due("/rss")
    assert len(server.asked("/a/new")) == 2
    assert "214 people" in entry(rounds, "Dam breaks: 214 dead").data.content
    assert alerts(rounds) >= 1


async def test_an_article_is_asked_for_as_a_page_and_again_with_its_validators(
    rounds: Rounds, server: WebServer
) -> None:
    await start(rounds, "always")
    server.put("/a/new", PAGE, headers=HTML)
    for title in ("Dam breaks", "Dam breaks: 214 dead"):
        server.put("/rss", feed(server, ("new", title)))
        await rounds.poll_when_due("/rss")
    first, again = server.asked("/a/new")
    assert first.headers["Accept"].startswith("text/html")
    assert "If-None-Match" not in first.headers
    assert again.headers["If-None-Match"].startswith('W/"')
    # It was not modified: what was read then is what it says now.
    assert "214 people" in entry(rounds, "Dam breaks: 214 dead").data.content
    # Gone for the moment: the text stays, and so do the validators.
    server.script("/a/new", Answer(503))
    server.put("/rss", feed(server, ("new", "Dam breaks: hundreds dead")))
    await rounds.poll_when_due("/rss")
    assert "If-None-Match" in server.asked("/a/new")[-1].headers
    assert "214 people" in entry(rounds, "Dam breaks: hundreds dead").data.content


LONG = "The feed says all there is to say of the dam, of the valley and of its people. " * 20


def told(server: WebServer, title: str, content: str) -> bytes:
    """A feed of one entry, whose content it gives itself."""
    texts = f"<description>News.</description><content:encoded>{content}</content:encoded>"
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    plain = feed(server, ("new", title)).decode()
    return plain.replace("</item>", f"{texts}</item>").replace("<rss", f"<rss {space}").encode()


@pytest.mark.parametrize("gone", [False, True], ids=["as it was", "gone"])
async def test_a_text_of_the_feed_is_not_taken_for_its_article(
    rounds: Rounds, server: WebServer, gone: bool
) -> None:
    """The feed said more than the article, and says less now: its old text is not put over the new."""
    await start(rounds, "always")
    server.put("/a/new", PAGE, headers=HTML)
    server.put("/rss", told(server, "Dam breaks", LONG))
    await rounds.poll_when_due("/rss")
    assert entry(rounds, "Dam breaks").data.content == LONG.strip()
    if gone:
        server.script("/a/new", Answer(503))
    server.put("/rss", told(server, "No dam broke", "We were wrong."))
    await rounds.poll_when_due("/rss")
    assert "If-None-Match" not in server.asked("/a/new")[-1].headers
    content = entry(rounds, "No dam broke").data.content
    assert content == "We were wrong." if gone else "214 people" in content


async def test_a_text_that_the_feed_put_over_an_article_is_not_taken_for_it(
    rounds: Rounds, server: WebServer
) -> None:
    await start(rounds, "always")
    server.put("/a/new", PAGE, headers=HTML)
    for title, content in (("Dam breaks", "x"), ("Dam breaks: more", LONG)):
        server.put("/rss", told(server, title, content))
        await rounds.poll_when_due("/rss")
    assert "If-None-Match" in server.asked("/a/new")[-1].headers
    server.script("/a/new", Answer(503))
    server.put("/rss", told(server, "No dam broke", "We were wrong."))
    await rounds.poll_when_due("/rss")
    assert entry(rounds, "No dam broke").data.content == "We were wrong."


def test_validators_are_remembered_for_the_newest_articles_only() -> None:
    hints = {"ttl": 60}
    for number in range(300):
        article = fulltext.Article("text", f'"{number}"')
        hints = fulltext.remembered(hints, {f"guid:{number}": article})
    assert hints["ttl"] == 60
    validators = dict(hints["articles"])  # type: ignore[call-overload]  # a mapping under that name
    assert list(validators.values())[-1][:2] == ['"299"', None]
    assert len(validators) == 100


@pytest.mark.parametrize(
    "body",
    [
        "<article><p>At least 31 people were killed when a ferry sank.</p></article>",
        f"<article>{'<p>The river rose above its banks and the valley was left by all.</p>' * 8}</article>",
    ],
    ids=["short", "repeats itself"],
)
async def test_an_article_of_few_words_is_one(rounds: Rounds, server: WebServer, body: str) -> None:
    await start(rounds, "always")
    server.script("/a/new", Answer(200, f"<html><body>{body}</body></html>".encode(), HTML))
    server.put("/rss", feed(server, ("new", "News")))
    await rounds.poll_when_due("/rss")
    assert len(entry(rounds, "News").data.content) >= 48


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404),
        Answer(200, b"%PDF-1.7", {"Content-Type": "application/pdf"}),
        Answer(200, b"<html><p>Please accept cookies</p></html>", HTML),
        Answer(
            200, b"<html><h1>Hold on</h1><p>Enable JavaScript and cookies to go on</p></html>", HTML
        ),
        Answer(200, b"<html>" + b"<div>" * 200_000, HTML),
        Answer(302, b"", {"Location": "http://10.1.2.3/secret"}),
        Answer(200, b"", HTML),
    ],
    ids=["gone", "pdf", "banner", "challenge", "nested", "private", "empty"],
)
async def test_an_article_that_cannot_be_had_costs_no_alert(
    rounds: Rounds, server: WebServer, answer: Answer
) -> None:
    await start(rounds, "on_match")
    server.script("/a/new", answer)
    server.put("/rss", feed(server, ("new", "A flood")))
    await rounds.poll_when_due("/rss")
    assert alerts(rounds) == 1
    assert entry(rounds, "A flood").data.content == ""


async def test_private_addresses_are_not_asked(rounds: Rounds, server: WebServer) -> None:
    await start(rounds, "on_match")
    server.put("/rss", feed(server, ("http://169.254.169.254/latest", "A flood")))
    await rounds.poll_when_due("/rss")
    assert alerts(rounds) == 1


async def test_a_slow_article_is_not_waited_for(
    rounds: Rounds, server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "PATIENCE", 0.3)
    await start(rounds, "on_match")

    async def slow(_request: web.Request) -> web.Response:
        await asyncio.sleep(3)
        return web.Response(body=PAGE, headers=HTML)

    server.handle("/a/new", slow)
    server.put("/rss", feed(server, ("new", "A flood")))
    begun = asyncio.get_running_loop().time()
    await rounds.poll_when_due("/rss")
    assert asyncio.get_running_loop().time() - begun < 2.5
    assert alerts(rounds) == 1
