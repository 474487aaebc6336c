"""The full text of articles whose feed gives only a line or two (``full_text``).

    parsed entries ─▶ new or edited, not of a first poll ─▶ always: all; on_match: those that match
    ─▶ fetch each page (same fetcher: guard, host's turn, caps) ─▶ extract (killable process)
    ─▶ the same entries, with the article as content

It happens before the judge sees them, so that one alert carries what the article says. It may take
``PATIENCE`` seconds for one poll of a feed; what is not there by then, or fails, is judged on the
feed's text. The digest stays that of the feed's text: an article is fetched once, and again only
when the feed gives the entry another text.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import Fetched, FetchRequest
from monitor.parse.worker import ParsedFeed, ParseFailed, ParsePool
from monitor.pipeline.reading import document_of
from monitor.telemetry import get_logger
from rules.language.ruleset import RuleSet
from storage.records import EntryData, FeedSpec, KnownEntry

PATIENCE: Final = 15.0
# More new entries than this at once are an archive, not news.
_MOST: Final = 20
_log = get_logger("wirewatch.fulltext")

Mode = Literal["never", "on_match", "always"]


def wanted(
    mode: Mode,
    entries: Sequence[EntryData],
    known: Mapping[str, KnownEntry],
    feed: FeedSpec,
    ruleset: RuleSet,
) -> tuple[EntryData, ...]:
    """Return the entries whose article is to be fetched. Pure."""
    if mode == "never":
        return ()
    fresh = [entry for entry in entries if entry.link and not _same(entry, known)]
    if mode == "on_match":
        fresh = [entry for entry in fresh if ruleset.match(document_of(entry, feed)).matches]
    return tuple(fresh[:_MOST])


def _same(entry: EntryData, known: Mapping[str, KnownEntry]) -> bool:
    found = next((known[key] for key in (entry.identity, *entry.aliases) if key in known), None)
    return found is not None and found.digest == entry.digest


async def complete(
    feed: ParsedFeed, chosen: Collection[EntryData], fetcher: Fetcher, parser: ParsePool
) -> ParsedFeed:
    """Return ``feed`` with the articles of the ``chosen`` entries, as far as they can be had."""
    if not chosen:
        return feed
    tasks = {
        entry.identity: asyncio.create_task(_article(entry.link, fetcher, parser))
        for entry in chosen
    }
    try:
        done, late = await asyncio.wait(tasks.values(), timeout=PATIENCE)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    if late:
        _log.info("articles not waited for", articles=len(late), of=len(tasks))
    texts = {
        identity: task.result()
        for identity, task in tasks.items()
        if task in done and task.exception() is None
    }
    return replace(
        feed, entries=tuple(_with(entry, texts.get(entry.identity, "")) for entry in feed.entries)
    )


def _with(entry: EntryData, article: str) -> EntryData:
    """Return ``entry`` with the article, unless its feed says more than its page."""
    return replace(entry, content=article) if len(article) > len(entry.content) else entry


async def _article(link: str, fetcher: Fetcher, parser: ParsePool) -> str:
    """Return the text at ``link``; '' where there is none, which is said in the log."""
    answer = await fetcher.fetch(FetchRequest(link))
    if not isinstance(answer, Fetched):
        _log.info("article not fetched", link=link, why=getattr(answer, "reason", "not modified"))
        return ""
    found = await parser.extract(answer.body, answer.content_type)
    if isinstance(found, ParseFailed):
        _log.info("article not read", link=link, why=found.reason)
        return ""
    return found
