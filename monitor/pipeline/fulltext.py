"""The full text of articles whose feed gives only a line or two (``full_text``).

    parsed entries ─▶ new or edited, not of a first poll ─▶ always: all; on_match: those that match
    ─▶ fetch each page (same fetcher: guard, host's turn, caps) ─▶ extract (killable process)
    ─▶ the same entries, with the article as content

It happens before the judge sees them, so that one alert carries what the article says. It may take
``PATIENCE`` seconds for one poll of a feed; what is not there by then, or fails, is judged on the
feed's text. The digest stays that of the feed's text: an article is fetched once, and again only
when the feed gives the entry another text. It is asked for with the validators it came with then,
if it is what was stored: where the feed said more, or the article was not read at a later edit, there
is none to fall back on.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import Fetched, FetchFailed, FetchRequest
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
# Validators are kept of so many articles of a feed: what stands in it, and a few more.
_REMEMBERED: Final = 100
# Under this name they are among the hints of a feed.
_HINT: Final = "articles"


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an entry's article, '' where there is none, and the validators it came with."""

    text: str = ""
    etag: str | None = None
    last_modified: str | None = None


_NONE: Final = Article()


def kept(
    hints: Mapping[str, Any], texts: Mapping[int, str], known: Mapping[str, KnownEntry]
) -> dict[str, Article]:
    """Return the articles that were fetched before, by every key of their entries.

    ``texts`` are the stored contents of entries, by id; one that is not the article's text, but
    an older one of the feed, is left out. Pure.
    """
    validators = hints.get(_HINT) or {}
    found: dict[str, Article] = {}
    for key, entry in known.items():
        text = texts.get(entry.id)
        # Of an earlier version's hints nobody can say which text was stored: they have no digest.
        etag, modified, *digest = validators.get(key) or (None, None)
        if text and digest == [_digest(text)]:
            found[key] = Article(text, etag, modified)
    return found


def remembered(hints: Mapping[str, Any], articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return ``hints`` with the validators of ``articles``, by the identities of their entries. Pure."""
    validators = dict(hints.get(_HINT) or {})
    for identity, article in articles.items():
        validators.pop(identity, None)
        validators[identity] = [article.etag, article.last_modified, _digest(article.text)]
    return {**hints, _HINT: dict(list(validators.items())[-_REMEMBERED:])}


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


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
    feed: ParsedFeed,
    chosen: Collection[EntryData],
    before: Mapping[str, Article],
    fetcher: Fetcher,
    parser: ParsePool,
) -> tuple[ParsedFeed, dict[str, Article]]:
    """Return ``feed`` with the articles of the ``chosen`` entries, as far as they can be had, and these.

    Those that say less than the feed are not among them.
    ``before`` are those of earlier polls; an article that is as it was, or cannot be had now, is
    taken from there.
    """
    if not chosen:
        return feed, {}
    earlier = {entry.identity: _before(entry, before) for entry in chosen}
    tasks = {
        entry.identity: asyncio.create_task(
            _article(entry.link, earlier[entry.identity], fetcher, parser)
        )
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
    articles = {
        identity: task.result() if task in done and not task.exception() else earlier[identity]
        for identity, task in tasks.items()
    }
    entries = tuple(_with(entry, articles.get(entry.identity, _NONE)) for entry in feed.entries)
    told = {entry.identity: entry.content for entry in entries}
    return replace(feed, entries=entries), {
        identity: article
        for identity, article in articles.items()
        if article.text and article.text == told.get(identity)
    }


def _before(entry: EntryData, before: Mapping[str, Article]) -> Article:
    return next((before[key] for key in (entry.identity, *entry.aliases) if key in before), _NONE)


def _with(entry: EntryData, article: Article) -> EntryData:
    """Return ``entry`` with the article, unless its feed says more than its page."""
    longer = len(article.text) > len(entry.content)
    return replace(entry, content=article.text) if longer else entry


async def _article(link: str, before: Article, fetcher: Fetcher, parser: ParsePool) -> Article:
    """Return what is at ``link`` now, or what was ``before``; why is said in the log."""
    answer = await fetcher.fetch(FetchRequest(link, before.etag, before.last_modified, page=True))
    if isinstance(answer, FetchFailed):
        _log.info("article not fetched", link=link, why=answer.reason)
    if not isinstance(answer, Fetched):
        return before
    found = await parser.extract(answer.body, answer.content_type)
    if isinstance(found, ParseFailed):
        _log.info("article not read", link=link, why=found.reason)
        return before
    return Article(found, answer.etag, answer.last_modified)
