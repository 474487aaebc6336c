"""Records that leave storage: frozen, plain, free of any database object.

All times are aware datetimes in UTC; all intervals are seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class EntryData:
    """One entry as its feed gave it, cleaned.

    ``identity`` is what makes it the same entry at the next poll (guid, else canonical link, else
    a hash of title and date); ``aliases`` are further keys under which it may already be known
    (guid churn, http/https, tracking parameters). ``digest`` changes when the text changes.
    ``title``, ``summary`` and ``content`` are plain text; ``link`` is http(s) or empty.
    """

    identity: str
    digest: str
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    published: datetime | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry."""

    id: int
    feed_id: int
    seen_at: datetime
    data: EntryData
    story_id: int | None = None
    backlog: bool = False


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Entries of one feed that are to be stored; ``backlog``: they were there at its first poll."""

    feed_id: int
    seen_at: datetime
    backlog: bool
    entries: Sequence[EntryData]


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as the configuration asks for it. ``url`` is its key (fragment removed)."""

    url: str
    name: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    language: str = ""
    every: float | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed and everything remembered about polling it.

    ``next_due`` is when it may next be fetched. ``etag`` and ``last_modified`` are opaque and
    echoed byte for byte. ``body_hash`` recognises an unchanged body. ``first_success`` is None
    until the first successful poll, whose entries are stored without alerting.
    ``reason`` says in words why it is due when it is due. ``held_until`` is what its host asked
    for (Retry-After). A feed that brings nothing new until ``expected_by`` breaks its own rhythm.
    """

    id: int
    spec: FeedSpec
    next_due: datetime
    active: bool = True
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    interval: float = 900.0
    failures: int = 0
    error: str = ""
    first_success: datetime | None = None
    last_polled: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None
    full_fetch_at: datetime | None = None
    moved_to: str | None = None
    moved_since: datetime | None = None
    paused: str = ""
    reason: str = ""
    hints: Mapping[str, Any] = field(default_factory=dict)
    held_until: datetime | None = None
    expected_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What a poll needs of a stored entry: which it is and whether its text changed."""

    id: int
    identity: str
    digest: str
    story_id: int | None
    backlog: bool


AlertKind = Literal["first", "update"]
DeliveryState = Literal["due", "leased", "sent", "dead"]


@dataclass(frozen=True, slots=True)
class AlertData:
    """One alert to be told: everything a message needs, frozen at the moment of decision.

    ``content`` is JSON-ready (quotes, figures, changes, outlets); ``reason`` says why it was decided.
    ``entry_id`` is the entry that caused it. Word of health (rule ``health``) has neither story
    nor entry.
    """

    rule: str
    story_id: int | None
    entry_id: int | None
    kind: AlertKind
    severity: str
    labels: Mapping[str, str]
    reason: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Alert:
    """A stored alert. ``withheld`` says why nobody was told; empty when it was queued."""

    id: int
    created_at: datetime
    data: AlertData
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """What a person wants to hear nothing of; everything that is given has to fit.

    It ends at ``until``, or with the first new fact where ``until_new_fact`` says so.
    """

    id: int
    created_at: datetime
    rule: str | None
    story_id: int | None
    labels: Mapping[str, str]
    until: datetime | None
    until_new_fact: bool
    why: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert on its way to one channel.

    ``key`` is the idempotency key: the same for every attempt. ``token`` names the lease.
    ``attempts`` counts the attempts begun, the leased one included. ``bundle`` is the key of the
    message that carries it together with others, None where it goes alone.
    """

    id: int
    alert: Alert
    channel: str
    state: DeliveryState
    due: datetime
    attempts: int
    key: str
    token: str = ""
    error: str = ""
    sent_at: datetime | None = None
    bundle: str | None = None


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """One entry's features inside one story, as ``rules.stories`` dumped them.

    Rows replayed in the order of ``row_id`` rebuild the grouper.
    """

    row_id: int
    story_id: int
    entry_id: int
    at: datetime
    features: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """One entry of a story and who published it. ``name`` is the feed's name, origin or host."""

    entry_id: int
    name: str
    link: str
    title: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class StoryFigure:
    """One figure that an origin gave in a story, as ``rules.stories`` claimed it.

    ``at`` is when it was first seen, ``said`` when it was published if that was before; ``entry``
    is None when the entry is forgotten or unknown.
    """

    kind: str
    side: str | None
    per: str | None
    value: int
    status: str
    origin: str
    at: datetime
    qualifier: str | None = None
    quote: str = ""
    outlet: str = ""
    entry: int | None = None
    main: bool = True
    corrects: bool = False
    said: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryLinks:
    """What people decided about stories.

    ``part_of`` maps a story that was merged into another to that one; ``apart`` holds the pairs
    that must stay apart. ``newest`` changes whenever something was decided.
    """

    newest: int = 0
    part_of: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class RuleState:
    """What was saved of one rule in one story; ``state`` is the text that ``rules.alerts`` made."""

    story_id: int
    rule: str
    state: str
    due: datetime | None
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class StorySummary:
    """A story as ``stories list`` shows it."""

    id: int
    title: str
    started_at: datetime
    touched_at: datetime
    entries: int


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """What was decided about one entry for one rule, and why; shown by ``why``."""

    entry_id: int
    story_id: int | None
    rule: str
    decision: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is broken now. ``subject`` is its key: a kind, a colon, a name.

    ``title`` and ``reason`` are for a person. ``told_at`` and ``alert_id`` say whether one was
    told, and by which alert.
    """

    subject: str
    title: str
    reason: str
    since: datetime
    told_at: datetime | None = None
    alert_id: int | None = None

    @property
    def kind(self) -> str:
        """What is broken: ``feed``, ``channel``, ``configuration``."""
        return self.subject.partition(":")[0]


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel fares.

    It is left alone until ``paused_until``, for ``pause_reason``. ``failing_since`` is when the
    failures began that no success has ended, ``failure`` the latest in words.
    """

    name: str
    paused_until: datetime | None = None
    pause_reason: str = ""
    failing_since: datetime | None = None
    failure: str = ""
