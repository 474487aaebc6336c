"""Where a web page says its feeds are: ``<link rel="alternate">``. Pure, linear on any input."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

# Links stand in the head; a page that has none within this has none.
_PAGE_CAP: Final = 512 * 1024
_MOST: Final = 20
_TAG = re.compile(r"<(link|base|a)\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,30})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
_LOOKS_LIKE_FEED = re.compile(r"(?:\brss\b|\batom\b|/feeds?(?:/|\.xml|\.json|$))", re.IGNORECASE)
COMMON_PATHS: Final = (
    "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds", "/feed.json",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address that may be a feed, and what the page calls it."""

    url: str
    title: str = ""


def feed_links(page: bytes, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that ``page``, found at ``url``, names: declared ones, else likely links."""
    text = _COMMENT.sub("", page[:_PAGE_CAP].decode("utf-8", "replace"))
    base = url
    declared: dict[str, str] = {}
    likely: dict[str, str] = {}
    for tag in _TAG.finditer(text):
        name, given = tag.group(1).lower(), _attributes(tag.group(2))
        href = given.get("href", "").strip()
        if name == "base" and href:
            base = _joined(url, href) or base
            continue
        target = _joined(base, href) if href else ""
        if not target:
            continue
        if name == "link" and _is_feed(given):
            declared.setdefault(target, given.get("title", "").strip())
        elif name == "a" and _LOOKS_LIKE_FEED.search(urlsplit(target).path):
            likely.setdefault(target, "")
    found = declared or likely
    return tuple(FeedLink(target, title) for target, title in list(found.items())[:_MOST])


def common_places(url: str) -> tuple[FeedLink, ...]:
    """Return where sites keep their feeds by custom."""
    return tuple(FeedLink(urljoin(url, path)) for path in COMMON_PATHS)


def _is_feed(given: dict[str, str]) -> bool:
    kind = given.get("type", "").partition(";")[0].strip().lower()
    relations = given.get("rel", "").lower().split()
    return "alternate" in relations and kind in _TYPES


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


def _joined(base: str, href: str) -> str:
    try:
        target = urljoin(base, href).partition("#")[0]
        parts = urlsplit(target)
    except ValueError:
        return ""
    return target if parts.scheme in ("http", "https") and parts.hostname else ""
