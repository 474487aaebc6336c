"""The quick way through clean RSS 2.0 and Atom 1.0; None for whatever it is not sure of.

feedparser costs 20 to 60 ms for thirty entries, the C parser of the standard library under one.
Only documents whose meaning is plain are read here. feedparser stays the reference: whatever this
module reads must come out as feedparser would give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, XMLParser

from monitor.parse.model import RawEntry, RawFeed

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
# A DOCTYPE may define entities, xml:base moves links, xhtml nests markup: feedparser's business.
_UNSURE = (b"<!DOCTYPE", b"<!ENTITY", b'"xhtml"', b"'xhtml'")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)
_PLAIN = {"utf-8", "utf8", "us-ascii", "ascii"}
# feedparser makes a host of what follows: `https:///1` is `https://1`.
_HOSTLESS = re.compile(r"\s*https?:(?!//[^/])", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_RFC822 = re.compile(
    r"(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?"
    r"\s+(GMT|UTC?|Z|[+-]\d{4})"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.IGNORECASE)


class _UnsureError(Exception):
    """The document says something whose meaning only feedparser knows."""


def read_quickly(body: bytes, content_type: str) -> RawFeed | None:
    """Read a clean feed; None when feedparser must."""
    if not _plain(body, content_type):
        return None
    parser = XMLParser()  # noqa: S314 - no DOCTYPE, so no entities; in a killable process
    try:
        parser.feed(body.lstrip())
        root = parser.close()
        base = root.get(_BASE, "")
        if not base and b"xml:base" in body:
            return None
        if root.tag == "rss":
            return _rss(root, base)
        if root.tag == f"{_ATOM}feed":
            return _atom(root, base)
    except (ParseError, ValueError, _UnsureError):
        return None
    return None


def _at(base: str, address: str) -> str:
    """Return ``address`` as the document's xml:base completes it."""
    if _HOSTLESS.match(address):
        raise _UnsureError
    return urljoin(base, address) if base and address else address


def quick_date(text: str) -> datetime | None:
    """Read a date in one of the two usual spellings, in UTC; None for any other.

    Raises ValueError for an impossible day or hour.
    """
    text = text.strip()
    if _ISO.fullmatch(text):
        # feedparser knows no fractions, and a date is part of a key.
        return datetime.fromisoformat(text.upper()).astimezone(UTC).replace(microsecond=0)
    found = _RFC822.fullmatch(text)
    month = _MONTHS.get(found.group(2).lower()) if found else None
    if found is None or month is None:
        return None
    day, _, year, hour, minute, second, zone = found.groups()
    offset = timedelta()
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        offset = -offset if zone[0] == "-" else offset
    local = datetime(
        int(year),
        month,
        int(day),
        int(hour),
        int(minute),
        int(second or 0),
        tzinfo=timezone(offset),
    )
    return local.astimezone(UTC)


def _plain(body: bytes, content_type: str) -> bool:
    """Say whether ``body`` is UTF-8 beyond doubt and free of what calls for feedparser."""
    head = body[:4096]
    if b"\x00" in head or body.count(b"xml:base") > 1 or any(sign in body for sign in _UNSURE):
        return False
    declared, charset = _DECLARED.search(head), _CHARSET.search(content_type)
    names = {declared.group(1).decode("ascii", "replace").lower()} if declared else set()
    names |= {charset.group(1).lower()} if charset else set()
    return names <= _PLAIN


def _rss(root: Element, base: str) -> RawFeed:
    channel = root.find("channel")
    if channel is None or root.get("version") not in ("2.0", "0.91", "0.92", "0.94"):
        raise _UnsureError
    if root.find("item") is not None:
        raise _UnsureError
    entries = tuple(_item(item, base) for item in channel.iterfind("item"))
    return RawFeed(entries, _text(channel.find("title")), _text(channel.find("language")))


def _item(item: Element, base: str) -> RawEntry:
    parts = _parts(item)
    guid_element = item.find("guid")
    # RSS 2.0: a guid is the address of the entry unless it says otherwise.
    permanent = (
        guid_element is not None and guid_element.get("isPermaLink", "true").lower() != "false"
    )
    guid = _at(base if permanent else "", _one(parts, "guid"))
    link = _at(base, _one(parts, "link")) or (guid if permanent else "")
    if not link and (item.find(f"{_ATOM}link") is not None or item.find("enclosure") is not None):
        raise _UnsureError
    authors = [*parts.get("author", ()), *parts.get(f"{_DC}creator", ())]
    authors = authors or parts.get(f"{_ITUNES}author", [])
    if any(f"{_ATOM}{name}" in parts for name in _ATOM_TEXTS):
        raise _UnsureError
    content = max(parts.get(_CONTENT, ()), key=len, default="")
    return RawEntry(
        guid=guid,
        # Escaped twice by many generators; feedparser and every browser see one address.
        link=link.replace("&amp;", "&"),
        title=_one(parts, "title"),
        summary=_one(parts, "description") or content,
        content=content,
        author=", ".join(dict.fromkeys(_person(name) for name in authors if name)),
        tags=tuple((tag.text or "").strip() for tag in item if tag.tag in _TAGS),
        language=item.get(_LANG, ""),
        published=_date(parts, "pubDate", f"{_DC}date"),
    )


def _atom(root: Element, base: str) -> RawFeed:
    entries = tuple(_entry(entry, base) for entry in root.iterfind(f"{_ATOM}entry"))
    return RawFeed(entries, _text(root.find(f"{_ATOM}title")), root.get(_LANG, ""))


def _entry(entry: Element, base: str) -> RawEntry:
    for name in ("title", "summary", "content"):
        for part in entry.iterfind(f"{_ATOM}{name}"):
            if part.get("type", "text") not in ("text", "html") or part.get("src"):
                raise _UnsureError
    parts = _parts(entry)
    content = max(parts.get(f"{_ATOM}content", ()), key=len, default="")
    names = [_text(author.find(f"{_ATOM}name")) for author in entry.iterfind(f"{_ATOM}author")]
    return RawEntry(
        guid=_at(base, _one(parts, f"{_ATOM}id")),
        link=_at(base, _atom_link(entry.iterfind(f"{_ATOM}link"))),
        title=_one(parts, f"{_ATOM}title"),
        summary=_one(parts, f"{_ATOM}summary") or content,
        content=content,
        author=", ".join(dict.fromkeys(name for name in names if name)),
        tags=tuple(
            tag.get("term") or tag.get("label") or "" for tag in entry.iterfind(f"{_ATOM}category")
        ),
        language=entry.get(_LANG, ""),
        published=_date(parts, f"{_ATOM}published", f"{_ATOM}updated"),
    )


def _atom_link(links: Iterable[Element]) -> str:
    hrefs = [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    if len(hrefs) != 1:
        # Several pages, or none: which one is meant takes feedparser's rules.
        raise _UnsureError
    return hrefs[0].strip()


def _person(author: str) -> str:
    """Return the name in ``mail@host (Name)`` and its like; the address where there is no name."""
    found = _MAIL.search(author) if "@" in author else None
    if found is None:
        return author
    rest = author.replace(found.group(), "").replace("()", "").replace("<>", "").strip()
    return rest.removeprefix("(").removesuffix(")").strip() or author


def _parts(entry: Element) -> dict[str, list[str]]:
    """Return the texts of an entry's children by tag."""
    parts: dict[str, list[str]] = {}
    for child in entry:
        if child.tag in _RARE or (len(child) and child.tag in _TEXTS):
            raise _UnsureError  # markup that was not escaped, or elements of another format
        parts.setdefault(child.tag, []).append((child.text or "").strip())
    return parts


_TEXTS = {
    "title", "description", _CONTENT, "link", "guid",
    "author", f"{_DC}creator", "category", "pubDate",
    f"{_ATOM}title", f"{_ATOM}summary", f"{_ATOM}content", f"{_ATOM}id",
}  # fmt: skip
_RARE = {
    "{http://www.w3.org/1999/xhtml}body",
    "{http://www.w3.org/1999/xhtml}div",
    "body",
    "content",
}
_ATOM_TEXTS = ("content", "summary", "title", "author", "id")
_TAGS = {"category", f"{_DC}subject"}


def _one(parts: dict[str, list[str]], tag: str) -> str:
    found = parts.get(tag)
    if not found:
        return ""
    if len(found) > 1:
        raise _UnsureError
    return found[0]


def _date(parts: dict[str, list[str]], *tags: str) -> datetime | None:
    for tag in tags:
        text = _one(parts, tag)
        if text:
            moment = quick_date(text)
            if moment is None:
                raise _UnsureError
            return moment
    return None


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
