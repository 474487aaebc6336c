"""JSON Feed 1.0 and 1.1 (jsonfeed.org), leniently."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.parse.model import ParseFailed, RawEntry


def looks_like_json(body: bytes) -> bool:
    """Say whether ``body`` is a JSON object rather than markup."""
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_json(body: bytes) -> tuple[tuple[RawEntry, ...], str, str] | ParseFailed:
    """Return entries, title and language of a JSON feed."""
    try:
        whole = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ParseFailed("this is JSON that cannot be read")
    items = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(items, list):
        return ParseFailed("this is JSON, but no JSON Feed (it has no list 'items')")
    entries = tuple(_entry(item) for item in items if isinstance(item, dict))
    return entries, _text(whole, "title"), _text(whole, "language")


def _entry(item: Mapping[str, Any]) -> RawEntry:
    authors = item.get("authors")
    if not isinstance(authors, list):
        authors = [item.get("author")]
    names = [_text(author, "name") for author in authors if isinstance(author, dict)]
    tags = item.get("tags")
    content = _text(item, "content_html") or _text(item, "content_text").replace("<", "&lt;")
    return RawEntry(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url") or _address(_text(item, "id")),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=content,
        author=", ".join(name for name in names if name),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        language=_text(item, "language"),
        published=_date(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    # Identifiers are numbers in many feeds, against the specification.
    return str(value) if isinstance(value, str | int | float) else ""


def _address(identifier: str) -> str:
    """Return an identifier that is the item's address, as the specification advises; else ''."""
    return identifier if identifier.startswith(("http://", "https://")) else ""


def _date(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
