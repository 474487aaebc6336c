"""What one poll brought, and what a round of polls came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.fetch.outcome import Elsewhere, Fetched, FetchFailed, NotModified
from monitor.parse.worker import ParsedFeed
from monitor.pipeline.fulltext import Article
from storage.records import FeedState


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server sent the very bytes it sent last time. ``fetched`` keeps no body, here and below."""

    fetched: Fetched


@dataclass(frozen=True, slots=True)
class Parsed:
    """A new body and what stands in it. ``articles`` were fetched beside it, by entries' identities."""

    fetched: Fetched
    feed: ParsedFeed
    body_hash: str
    articles: Mapping[str, Article] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A body that is no feed."""

    fetched: Fetched
    reason: str


@dataclass(frozen=True, slots=True)
class Twin:
    """The feed lives where ``other`` is polled: nothing was asked."""

    other: str


Outcome = NotModified | Unchanged | Parsed | Unreadable | Elsewhere | Twin | FetchFailed


@dataclass(frozen=True, slots=True)
class Polled:
    """One feed, as it was before the poll, and how the poll went. ``at`` is when it started.

    ``held`` is what the backlog counts of it until it is written.
    """

    state: FeedState
    outcome: Outcome
    at: datetime
    held: int = 0

    @property
    def unasked(self) -> str:
        """Why no request was made at all; empty when one was."""
        match self.outcome:
            case FetchFailed(kind="held", reason=reason):
                return reason
            case Twin(other):
                return f"it is the same feed as {other}, which is polled"
            case _:
                return ""


@dataclass(slots=True)
class Tally:
    """Counts of one round, as ``once --json`` prints them."""

    feeds: int = 0
    fetched: int = 0
    not_modified: int = 0
    failed: int = 0
    new_entries: int = 0
    matches: int = 0
    alerts: int = 0
    delivered: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.feeds += other.feeds
        self.fetched += other.fetched
        self.not_modified += other.not_modified
        self.failed += other.failed
        self.new_entries += other.new_entries
        self.matches += other.matches
        self.alerts += other.alerts
        self.delivered += other.delivered
        self.problems.extend(other.problems)
