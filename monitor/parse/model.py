"""What goes into a parser and what comes out, and how both cross a pipe: as MessagePack."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

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


class RawEntry(Struct, frozen=True, gc=False):
    """An entry as its format gives it: markup still inside, links absolute but unchecked.

    A Struct, for each entry is made twice: that takes a fifth of the time of a frozen dataclass.
    """

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


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a worker about a body: its entries, or the text of its ``article``."""

    content_type: str
    url: str = ""
    known_slices: tuple[str, ...] = ()
    article: bool = False

    @property
    def what(self) -> str:
        """Return what the body is, for a sentence about it."""
        return "the article" if self.article else "the feed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker found: one of the first three. ``last``: it is not fit for another job."""

    feed: ParsedFeed | None = None
    text: str | None = None
    failed: str | None = None
    last: bool = False

    @classmethod
    def of(cls, found: ParsedFeed | ParseFailed | str) -> Answer:
        """Return the answer that says ``found``."""
        match found:
            case ParsedFeed():
                return cls(feed=found)
            case ParseFailed(reason):
                return cls(failed=reason)
            case str():
                return cls(text=found)


# The types are held against what comes: a feed that has taken a worker over can only lie in them.
encode: Final = Encoder().encode
decode_question: Final = Decoder(Question).decode
decode_answer: Final = Decoder(Answer).decode
