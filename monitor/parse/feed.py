"""One body to one feed: the quick way where it is sure, feedparser, the reference, for the rest.

Only bytes are handed to it: given a string it would open paths and URLs.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from monitor.parse.dates import ZONES
from monitor.parse.encoding import as_utf8
from monitor.parse.entries import ENTRY_CAP, clean, mean_gap, primary_language
from monitor.parse.hints import read_hints
from monitor.parse.html import one_line
from monitor.parse.json_feed import looks_like_json, read_json
from monitor.parse.model import Hints, ParsedFeed, ParseFailed, ParseJob, RawEntry, RawFeed
from monitor.parse.quick import read_quickly
from monitor.parse.split import Slices, split
from monitor.parse.unparsed import Unparsed

# Of a feed's entries only so many are kept; to read many more would only fill memory.
_MOST_ENTRIES = 10 * ENTRY_CAP
# A real feed has twenty tags to an entry; a tree of many more fills memory without saying anything.
_MOST_TAGS = 25 * _MOST_ENTRIES
_ENTITY = re.compile(rb"<!ENTITY\s[^>\"']{0,300}(?:\"([^\"]*)\"|'([^']*)')[^>]{0,300}>")
_LONGEST_ENTITY = 1000
_ELEMENT = re.compile(rb"<\w")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def read(job: ParseJob) -> ParsedFeed | ParseFailed:
    """Parse ``job.body``, whatever its format says it is."""
    if not job.body.strip(b"\x00 \t\r\n"):
        return ParseFailed("the answer is empty")
    decoded = as_utf8(job.body, job.content_type)
    job = replace(job, body=decoded.body, content_type=decoded.content_type)
    found = _read(job)
    if decoded.oddity and isinstance(found, ParsedFeed):
        return replace(found, oddities=(decoded.oddity, *found.oddities))
    return found


def _read(job: ParseJob) -> ParsedFeed | ParseFailed:
    if looks_like_json(job.body):
        return _read_json(job)
    return _too_much(job.body) or _read_xml(job)


def _too_much(body: bytes) -> ParseFailed | None:
    """Return what is wrong with a body of more entries or tags than are read."""
    if len(body) <= _MOST_ENTRIES:
        return None  # whatever is in it
    entries = body.count(b"<item") + body.count(b"<entry")
    if entries > _MOST_ENTRIES:
        return ParseFailed(f"it has {entries:,} entries; a feed may have {_MOST_ENTRIES:,}")
    tags = body.count(b"<")
    if tags > _MOST_TAGS:
        return ParseFailed(f"it has {tags:,} tags; a feed may have {_MOST_TAGS:,}")
    return None


def _read_json(job: ParseJob) -> ParsedFeed | ParseFailed:
    found = read_json(job.body)
    if isinstance(found, ParseFailed):
        return found
    raws, title, language = found
    language = primary_language(language)
    entries, oddities = clean(raws, job.url, language)
    hints = Hints(gap=mean_gap([entry.published for entry in entries]))
    return ParsedFeed(entries, one_line(title, 300), language, hints, oddities)


def _read_xml(job: ParseJob) -> ParsedFeed | ParseFailed:
    cut = split(job.body)
    hints = read_hints(job.body)
    if cut is None:
        return _read_markup(job, hints, None, ())
    hints = replace(hints, slices=cut.hashes)
    unseen = cut.unseen(frozenset(job.known_slices))
    if not unseen:
        return ParsedFeed((), hints=hints)
    return _read_markup(job, hints, cut, unseen)


def _read_markup(
    job: ParseJob, hints: Hints, cut: Slices | None, pieces: tuple[bytes, ...]
) -> ParsedFeed | ParseFailed:
    """Parse the ``pieces`` of ``cut``, or the whole body where there is no cut."""
    whole = cut is None or len(pieces) == len(cut.pieces)
    body = job.body if cut is None or whole else cut.document(pieces)
    unparsed = b"" if cut is None or whole else cut.seen(frozenset(job.known_slices))
    quick = read_quickly(body, job.content_type)
    if quick is not None:
        return _finish(job, quick, hints, unparsed, "")
    slow = _read_slowly(job, body)
    if isinstance(slow, _Stumbled) and cut is not None and len(pieces) > 1:
        slow = _read_apart(job, [cut.document([piece]) for piece in pieces])
    if isinstance(slow, _Stumbled):
        return ParseFailed(f"the feed cannot be parsed: {slow.reason}")
    feed, odd = slow
    if not feed.entries and not feed.version:
        return ParseFailed(_why_no_feed(body, odd))
    return _finish(job, feed, hints, unparsed, odd)


@dataclass(frozen=True, slots=True)
class _Stumbled:
    """feedparser raised ``reason``, as it does at a few odd names of elements."""

    reason: str


def _read_slowly(job: ParseJob, body: bytes) -> tuple[RawFeed, str] | _Stumbled:
    """Read ``body`` by feedparser; what was odd about it goes with the feed."""
    try:
        found = parse_bytes(body, job)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        return _Stumbled(type(error).__name__)
    raws = tuple(raw_entry(entry) for entry in found.entries)
    title, language = (str(found.feed.get(name) or "") for name in ("title", "language"))
    return RawFeed(raws, title, language, str(found.version)), _oddity(found)


def _read_apart(job: ParseJob, bodies: Sequence[bytes]) -> tuple[RawFeed, str] | _Stumbled:
    """Read each entry by itself, so that the one that cannot be read costs none of the others."""
    found = [_read_slowly(job, body) for body in bodies]
    sound = [one for one in found if not isinstance(one, _Stumbled)]
    if not sound:
        return _Stumbled("every entry by itself, too")
    feed, _ = sound[0]
    entries = tuple(entry for part, _ in sound for entry in part.entries)
    return replace(feed, entries=entries), "an entry that cannot be parsed is left out"


def _finish(job: ParseJob, feed: RawFeed, hints: Hints, unparsed: bytes, odd: str) -> ParsedFeed:
    """Clean what either way of reading found."""
    language = primary_language(feed.language)
    entries, oddities = clean(feed.entries, job.url, language, Unparsed(unparsed))
    hints = replace(hints, gap=mean_gap([entry.published for entry in entries]))
    title = one_line(feed.title, 300)
    return ParsedFeed(entries, title, language, hints, (odd, *oddities) if odd else oddities)


def parse_bytes(body: bytes, job: ParseJob) -> Any:
    """Run feedparser over ``body`` with the charset that ``job`` came with.

    It is not told the address: it would make guids absolute, and a feed that moves would be new.
    """
    body = without_bombs(body)
    import feedparser  # here, for most feeds never need it: 40 ms and 6 MB of every worker
    from feedparser.datetimes import rfc822

    rfc822.timezone_names.update(ZONES)
    headers = {"content-type": job.content_type} if job.content_type else {}
    # Markup is cleaned by our own html module; sanitising it twice costs most of the time.
    return feedparser.parse(
        BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )


def without_bombs(body: bytes) -> bytes:
    """Return ``body`` without entities that could grow: long ones, and those made of others.

    The XML parser gives up on such a bomb only after 8 MB of it, a second and 100 MB of memory.
    Where a declaration is not plain enough to be judged, the whole document type goes.
    """
    if b"<!ENTITY" not in body:
        return body
    first, kept = _first_element(body), 0

    def judged(found: re.Match[bytes]) -> bytes:
        nonlocal kept
        value = found.group(1) or found.group(2) or b""
        made_of_others = b"%" in value or b"&" in value.replace(b"&#", b"")
        if made_of_others or len(value) > _LONGEST_ENTITY:
            return b""
        kept += 1
        return found.group()

    prolog = _ENTITY.sub(judged, body[:first])
    if prolog.count(b"<!ENTITY") > kept:
        prolog = prolog.partition(b"<!DOCTYPE")[0]
    return prolog + body[first:]


def _first_element(body: bytes) -> int:
    """Return where the first element begins; what looks like one in a comment or entity is none."""
    at = body.find(b"<")
    while at >= 0:
        if body.startswith(b"<!--", at):
            end = body.find(b"-->", at)
        elif body.startswith(b"<?", at):
            end = body.find(b"?>", at)
        elif _ELEMENT.match(body, at):
            return at
        else:
            entity = _ENTITY.match(body, at)
            end = entity.end() - 1 if entity else at
        if end < 0:
            break
        at = body.find(b"<", end + 1)
    return len(body)


def raw_entry(entry: Mapping[str, Any]) -> RawEntry:
    """Take from feedparser's entry what we keep.

    An element may have a name that feedparser keeps lists or dates under (``<authors>``): then
    there is text where they should be, and it is passed over.
    """
    contents = [str(part.get("value") or "") for part in _mappings(entry, "content")]
    return RawEntry(
        guid=str(entry.get("id") or ""),
        link=str(entry.get("link") or ""),
        title=str(entry.get("title") or ""),
        summary=str(entry.get("summary") or ""),
        content=max(contents, key=len, default=""),
        author=_authors(entry),
        tags=tuple(str(t.get("term") or t.get("label") or "") for t in _mappings(entry, "tags")),
        language=str(entry.get("language") or ""),
        published=_date(entry),
    )


def _mappings(entry: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = entry.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _authors(entry: Mapping[str, Any]) -> str:
    names = [str(author.get("name") or "") for author in _mappings(entry, "authors")]
    return ", ".join(dict.fromkeys(name for name in names if name)) or str(
        entry.get("author") or ""
    )


def _date(entry: Mapping[str, Any]) -> datetime | None:
    """Return the date of publication, else of the last change; UTC."""
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if name not in entry:
            # Asked even so, feedparser would give another date and warn of it.
            continue
        parsed = entry[name]
        if isinstance(parsed, tuple):
            try:
                return datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None


def _oddity(found: Any) -> str:
    """Say in words what feedparser stumbled over; '' for nothing worth a word."""
    error = found.get("bozo_exception") if found.bozo else None
    text = " ".join(str(error).split())[:160]
    match type(error).__name__:
        case "CharacterEncodingOverride":
            return "the bytes are in another encoding than declared"
        case "NoneType" | "NonXMLContentType":
            # Half of all servers call their feeds text/html or text/plain.
            return ""
        case "CharacterEncodingUnknown":
            return "the encoding cannot be told; characters may be wrong"
        case _:
            return f"not well-formed: {text}"


def _why_no_feed(body: bytes, odd: str) -> str:
    if _HTML.search(body[:4096]):
        return "this is a web page (HTML), not a feed"
    return f"not a feed: {odd or 'its format is none that feeds have'}"
