"""What goes into a parser and what comes out. Everything here crosses a pipe as JSON and bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from storage.records import EntryData


@dataclass(frozen=True, slots=True)
class ParseJob:
    """One body to parse.

    ``content_type`` is the header as it came (it may name the charset), ``url`` where the body was
    found (relative links start there). Entries whose raw slice is in ``known_slices`` are left
    out; nothing known means everything is parsed.
    """

    body: bytes = field(repr=False)
    content_type: str = ""
    url: str = ""
    known_slices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed says or shows of its rhythm.

    ``ttl`` and ``period`` are seconds (``<ttl>``, ``sy:updatePeriod``); ``skip_hours`` GMT hours;
    ``skip_days`` weekdays, Monday 0; ``gap`` the mean seconds between its dated entries;
    ``slices`` the hashes of the entries' raw bytes, to be given back as ``known_slices``.
    """

    ttl: float | None = None
    period: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    gap: float | None = None
    slices: tuple[str, ...] = ()

    def dump(self) -> dict[str, Any]:
        """Return a JSON object; a gap that could not be measured is left out, not cleared."""
        whole: dict[str, Any] = {
            "ttl": self.ttl,
            "period": self.period,
            "skip_hours": list(self.skip_hours),
            "skip_days": list(self.skip_days),
            # One text: a list would be walked through at every poll, answered 304 or not.
            "slices": " ".join(self.slices),
        }
        return whole if self.gap is None else whole | {"gap": self.gap}


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed, read. ``oddities`` are sentences about what was strange and how it was taken."""

    entries: tuple[EntryData, ...]
    title: str = ""
    language: str = ""
    hints: Hints = Hints()
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParseFailed:
    """Nothing could be read; ``reason`` says why, for a person."""

    reason: str


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as its format gives it: markup still inside, links absolute but unchecked."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as its format gives it, by whichever way it was read; ``version`` where it is known."""

    entries: tuple[RawEntry, ...]
    title: str = ""
    language: str = ""
    version: str = ""


def feed_to_json(feed: ParsedFeed | ParseFailed) -> dict[str, Any]:
    """Return what goes over the pipe."""
    if isinstance(feed, ParseFailed):
        return {"failed": feed.reason}
    return {
        "entries": [_entry_to_json(entry) for entry in feed.entries],
        "title": feed.title,
        "language": feed.language,
        "hints": asdict(feed.hints),
        "oddities": feed.oddities,
    }


def feed_from_json(whole: Mapping[str, Any]) -> ParsedFeed | ParseFailed:
    """Read what :func:`feed_to_json` wrote; raises KeyError, TypeError, ValueError on other data."""
    if "failed" in whole:
        return ParseFailed(str(whole["failed"]))
    hints: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in whole["hints"].items()
    }
    return ParsedFeed(
        entries=tuple(_entry(entry) for entry in whole["entries"]),
        title=whole["title"],
        language=whole["language"],
        hints=Hints(**hints),
        oddities=tuple(whole["oddities"]),
    )


def _entry_to_json(entry: EntryData) -> list[Any]:
    """Return the fields in their order: names and ``asdict`` would cost more than the rest."""
    moment = entry.published
    return [
        entry.identity, entry.digest, entry.link, entry.title, entry.summary, entry.content,
        entry.author, entry.tags, entry.language, moment.timestamp() if moment else None,
        entry.aliases,
    ]  # fmt: skip


def _entry(fields: Sequence[Any]) -> EntryData:
    identity, digest, link, title, summary, content, author, *others = fields
    tags, language, published, aliases = others
    moment = None if published is None else datetime.fromtimestamp(published, UTC)
    return EntryData(
        identity, digest, link, title, summary, content, author,
        tuple(tags), language, moment, tuple(aliases),
    )  # fmt: skip
