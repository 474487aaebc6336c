"""From raw entries of any format to clean ``EntryData``: the same cleaning for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from monitor.parse.html import body_text, one_line
from monitor.parse.identity import digest, keys
from monitor.parse.model import RawEntry
from monitor.parse.unparsed import TITLE_CAP, Unparsed
from storage.records import EntryData

ENTRY_CAP = 2000
_AUTHOR, _TAG, _TAGS = 300, 120, 60
_NOTHING = Unparsed()
# News is not older than feeds are; dates past this are placeholders.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_ABSOLUTE = re.compile(r"https?://[^/?#.]", re.IGNORECASE)
# What most links are: nothing to complete, to take out or to be doubted.
_PLAIN_LINK = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:[/?#][!-~]*)?")
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def clean(
    raws: Sequence[RawEntry],
    url: str,
    language: str,
    unparsed: Unparsed = _NOTHING,
) -> tuple[tuple[EntryData, ...], tuple[str, ...]]:
    """Return the entries, newest as given, and what was odd about them.

    ``url`` is where relative links start, ``language`` the feed's own, as a primary tag,
    ``unparsed`` the rest of the feed, whose keys count as well.
    """
    oddities: dict[str, None] = {}
    if len(raws) > ENTRY_CAP:
        oddities[f"{len(raws)} entries; only the first {ENTRY_CAP} are read"] = None
        raws = raws[:ENTRY_CAP]
    sound = [_sound(raw, url, oddities) for raw in raws]
    full = [raw for raw in sound if raw.title or raw.link or raw.summary or raw.content]
    if len(full) < len(sound):
        oddities["entries without title, link and text are left out"] = None
    distinct = list(dict.fromkeys(full))
    if len(distinct) < len(full):
        # One of two copies may go at any time: they must not take each other's guid away.
        oddities["entries that stand there twice are taken as one"] = None
    found: dict[str, EntryData] = {}
    for raw, (identity, aliases) in zip(distinct, keys(distinct, unparsed), strict=True):
        if identity in found:
            oddities["entries that cannot be told apart are taken as one"] = None
            continue
        found[identity] = EntryData(
            identity=identity,
            digest=digest(raw.title, raw.summary, raw.content),
            link=raw.link,
            title=raw.title,
            summary=raw.summary,
            content=raw.content,
            author=raw.author,
            tags=raw.tags,
            language=raw.language or language,
            published=raw.published,
            aliases=aliases,
        )
    return tuple(found.values()), tuple(oddities)


def mean_gap(dates: Sequence[datetime | None]) -> float | None:
    """Return the mean seconds between the newest ten dates; None for fewer than four."""
    known = sorted((date for date in dates if date is not None), reverse=True)[:10]
    if len(known) < 4:
        return None
    steps = [(later - earlier).total_seconds() for later, earlier in pairwise(known)]
    mean = sum(steps) / len(steps)
    # All of one moment: written at export, not when the news came.
    return round(mean, 1) if mean >= 1 else None


def primary_language(tag: str) -> str:
    """Return the primary subtag in lower case: ``en-GB`` gives ``en``; '' for anything else."""
    first = tag.strip().replace("_", "-").partition("-")[0].lower()
    return first if first.isascii() and first.isalpha() and 2 <= len(first) <= 3 else ""


def _sound(raw: RawEntry, url: str, oddities: dict[str, None]) -> RawEntry:
    summary = body_text(raw.summary)
    # feedparser gives the content again where a feed has no summary.
    content = "" if raw.content == raw.summary else body_text(raw.content)
    if content == summary:
        content = ""
    published = raw.published
    if published is not None and not _EARLIEST <= published <= _LATEST:
        oddities[f"a date in the year {published.year} is left out"] = None
        published = None
    link = _link(raw.link, url)
    if raw.link.strip() and not link:
        oddities["a link that is not http or https is left out"] = None
    tags = dict.fromkeys([one_line(tag, _TAG) for tag in raw.tags[: _TAGS * 2]])
    return RawEntry(
        guid=raw.guid.strip(),
        link=link,
        title=one_line(raw.title, TITLE_CAP),
        summary=summary,
        content=content,
        author=one_line(raw.author, _AUTHOR) if raw.author else "",
        tags=tuple(filter(None, tags))[:_TAGS],
        language=primary_language(raw.language) if raw.language else "",
        published=published,
    )


def _link(link: str, base: str) -> str:
    """Return an absolute http(s) link, or '' for ``javascript:``, ``data:`` and the like."""
    # Browsers drop these characters inside links, so they must not hide a scheme either.
    bare = link.strip()
    if _PLAIN_LINK.fullmatch(bare):
        return bare[:2000]
    if not bare.isprintable():
        bare = "".join(c for c in bare if c.isprintable())
    if not bare:
        return ""
    try:
        absolute = bare if _ABSOLUTE.match(bare) else urljoin(base, bare)
        parts = urlsplit(absolute)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    # `hTTps` is a scheme as well; written small it is one for everybody.
    absolute = parts.scheme + absolute[len(parts.scheme) :]
    return absolute[:2000].replace(" ", "%20") if fits else ""
