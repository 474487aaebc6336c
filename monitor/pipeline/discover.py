"""Find the feeds of a site.

    fetch the address ─▶ a feed? that is it
    ─▶ a page: the feeds it declares, else links that look like feeds, else where feeds usually are
    ─▶ each candidate is fetched and parsed; only what is a feed is returned

With the same fetcher as the daemon: guarded, bounded, one request at a time to a host.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import Fetched, FetchFailed, FetchRequest
from monitor.parse.links import FeedLink, common_places, feed_links
from monitor.parse.worker import ParsedFeed, ParseJob, ParsePool

_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and read."""

    url: str
    title: str
    entries: int


@dataclass(frozen=True, slots=True)
class Discovery:
    """What there is at an address. Without feeds ``reason`` says why, for a person.

    ``reached``: the server answered. ``itself``: the address is a feed.
    """

    feeds: tuple[FoundFeed, ...]
    reason: str = ""
    reached: bool = True
    itself: bool = False


async def discover(url: str, fetcher: Fetcher, parser: ParsePool) -> Discovery:
    """Return the feeds at ``url``, or of the page there."""
    answer = await fetcher.fetch(FetchRequest(url))
    if not isinstance(answer, Fetched):
        why = answer.reason if isinstance(answer, FetchFailed) else "an answer that makes no sense"
        return Discovery((), why, reached=False)
    feed = await _read(answer, url, "", parser)
    if feed is not None:
        return Discovery((feed,), itself=True)
    found = await _verified(
        feed_links(answer.body, answer.url, answer.content_type), fetcher, parser
    )
    if not found:
        found = await _verified(common_places(answer.url), fetcher, parser, most=1)
    host = urlsplit(answer.url).hostname
    reason = "" if found else f"no feed at {url}, and none where {host} names or usually keeps one"
    return Discovery(tuple(found), reason)


async def _verified(
    links: Iterable[FeedLink], fetcher: Fetcher, parser: ParsePool, most: int = _MOST
) -> list[FoundFeed]:
    """Return the links that lead to feeds; one after the other, for they share a host."""
    found: list[FoundFeed] = []
    for link in links:
        if len(found) >= most:
            break
        answer = await fetcher.fetch(FetchRequest(link.url))
        if not isinstance(answer, Fetched):
            continue
        feed = await _read(answer, link.url, link.title, parser)
        # Several addresses may have moved to one.
        if feed is not None and all(other.url != feed.url for other in found):
            found.append(feed)
    return found


async def _read(answer: Fetched, url: str, title: str, parser: ParsePool) -> FoundFeed | None:
    """Parse a body; where the server said 'moved for good', the new address is the feed's."""
    parsed = await parser.parse(ParseJob(answer.body, answer.content_type, answer.url))
    if not isinstance(parsed, ParsedFeed):
        return None
    return FoundFeed(answer.permanent_url or url, parsed.title or title, len(parsed.entries))
