"""Where a web page says its feeds are: ``<link rel="alternate">``. Pure, linear on any input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

from monitor.parse.encoding import as_utf8
from storage.addresses import address_of

# Links stand in the head; a page that has none within this has none.
_PAGE_CAP: Final = 512 * 1024
_MOST: Final = 20
# So much of a page, and of one tag in it, is looked at.
_MOST_TAGS: Final = 8000
_MOST_ATTRIBUTES: Final = 40
_LONGEST_TAG: Final = 4000
_TAG = re.compile(r"<(link|base|a)(?=[\s/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s\"'<>/=]{1,60})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?"
)
_END = re.compile(r"[\s/]*>")
# Found in the text itself: in lower case it may be longer ('İ'), and every place be shifted.
_UNREAD: Final = tuple(
    tuple(re.compile(mark, re.IGNORECASE | re.ASCII) for mark in marks)
    for marks in (("<!--", "-->"), ("<script", "</script"))
)
_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
# What some sites call their feeds by, and others something else.
_VAGUE_TYPES: Final = frozenset(
    {"application/xml", "text/xml", "application/json", "application/rss", "application/atom"}
)
_LOOKS_LIKE_FEED = re.compile(
    r"\brss\b|\batom\b|/feeds?(?:/|\.xml|\.json|$)|\.(?:rss|atom|rdf)$|[?&]feed=", re.IGNORECASE
)
_SAYS_FEED = re.compile(r"\s*(?:rss|atom|(?:news ?)?feed|xml)s?\b", re.IGNORECASE)
COMMON_PATHS: Final = (
    "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds", "/feed.json",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address that may be a feed, and what the page calls it."""

    url: str
    title: str = ""


@dataclass(slots=True)
class _Found:
    """Addresses with their titles: surely feeds, vaguely declared ones, links that look like feeds."""

    declared: dict[str, str] = field(default_factory=dict)
    vague: dict[str, str] = field(default_factory=dict)
    likely: dict[str, str] = field(default_factory=dict)


def feed_links(page: bytes, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
    """Return the feeds that ``page``, found at ``url``, names: declared ones, else likely links."""
    text = _read(as_utf8(page[:_PAGE_CAP], content_type).body.decode("utf-8", "replace"))
    base = url
    found = _Found()
    for name, given, end in _tags(text):
        href = given.get("href", "").strip()
        if name == "base" and href:
            base = _joined(url, href) or base
            continue
        target = _joined(base, href) if href else ""
        if target:
            _sort(found, name, given, target, text[end : end + 40])
    best = found.declared or found.vague | found.likely
    return tuple(FeedLink(target, title) for target, title in list(best.items())[:_MOST])


def common_places(url: str) -> tuple[FeedLink, ...]:
    """Return where sites keep their feeds by custom: below the page itself first, then at the root."""
    path = urlsplit(url).path.rstrip("/")
    below = (f"{path}/feed",) if path else ()
    return tuple(FeedLink(urljoin(url, path)) for path in (*below, *COMMON_PATHS))


def _sort(found: _Found, name: str, given: dict[str, str], target: str, text: str) -> None:
    """Put ``target``, which a tag gives and ``text`` follows, where it belongs in ``found``."""
    title = given.get("title", "").strip()
    if name == "a":
        parts = urlsplit(target)
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if _LOOKS_LIKE_FEED.search(address) or _SAYS_FEED.match(text):
            found.likely.setdefault(target, "")
        return
    relations = given.get("rel", "").lower().split()
    kind = given.get("type", "").partition(";")[0].strip().lower()
    if "feed" in relations or ("alternate" in relations and kind in _TYPES):
        found.declared.setdefault(target, title)
    elif "alternate" in relations and kind in _VAGUE_TYPES:
        found.vague.setdefault(target, title)


def _read(text: str) -> str:
    """Return ``text`` without comments and scripts; one without an end stays."""
    for begin, end in _UNREAD:
        parts, at = [], 0
        while (start := begin.search(text, at)) and (stop := end.search(text, start.start())):
            parts.append(text[at : start.start()])
            at = stop.end()
        text = "".join((*parts, text[at:]))
    return text


def _tags(text: str) -> Iterator[tuple[str, dict[str, str], int]]:
    """Yield name, attributes and end of each tag that may give an address."""
    at = 0
    for _ in range(_MOST_TAGS):
        tag = _TAG.search(text, at)
        if tag is None:
            return
        given, at = _attributes(text, tag.end())
        if at:
            yield tag.group(1).lower(), given, at
        at = at or tag.end()


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes from ``at`` on and where their tag ends, 0 where it does not."""
    given: dict[str, str] = {}
    limit = at + _LONGEST_TAG
    for _ in range(_MOST_ATTRIBUTES):
        end = _END.match(text, at, limit)
        if end is not None:
            return given, end.end()
        attribute = _ATTRIBUTE.match(text, at, limit)
        if attribute is None:
            break
        name, double, single, bare = attribute.groups()
        given.setdefault(name.lower(), unescape(double or single or bare or ""))
        at = attribute.end()
    return given, 0


def _joined(base: str, href: str) -> str:
    try:
        target = address_of(urljoin(base, href))
        parts = urlsplit(target)
    except ValueError:
        return ""
    return target if parts.scheme in ("http", "https") and parts.hostname else ""
