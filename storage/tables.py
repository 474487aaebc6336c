"""The tables. Their rows never leave ``storage``."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import Json, Moment, Number, Words
from storage.fields import identifier as _id
from storage.fields import link as _link
from storage.fields import of as _of
from storage.fields import words as _words

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class FeedRow(SQLModel, table=True):
    """A feed: what the configuration says, what polling it has taught, and who polls it now."""

    __tablename__ = "feed"
    __table_args__ = (
        UniqueConstraint("url"),
        Index(None, "active", "next_due"),
        Index(None, "host"),
        Index(None, "lease_until", "host"),
    )
    id: int = _id()
    url: str = _of(Words)
    host: str = _of(Words)
    name: str = _of(Words)
    tags: Any = _of(Json)
    origin: str = _of(Words)
    language: str = _of(Words)
    every: float | None
    active: bool
    next_due: datetime = _of(Moment)
    etag: str | None = _of(Words, nullable=True)
    last_modified: str | None = _of(Words, nullable=True)
    body_hash: str | None = _of(Words, nullable=True)
    interval: float
    failures: int
    error: str = _of(Words)
    first_success: datetime | None = _of(Moment, nullable=True)
    last_polled: datetime | None = _of(Moment, nullable=True)
    last_success: datetime | None = _of(Moment, nullable=True)
    last_new: datetime | None = _of(Moment, nullable=True)
    full_fetch_at: datetime | None = _of(Moment, nullable=True)
    moved_to: str | None = _of(Words, nullable=True)
    moved_since: datetime | None = _of(Moment, nullable=True)
    paused: str = _of(Words)
    reason: str = _of(Words)
    hints: Any = _of(Json)
    held_until: datetime | None = _of(Moment, nullable=True)
    expected_by: datetime | None = _of(Moment, nullable=True)
    lease_owner: str | None = _of(Words, nullable=True)
    lease_until: datetime | None = _of(Moment, nullable=True)
    gone_at: datetime | None = _of(Moment, nullable=True)
    turn_at: datetime | None = _of(Moment, nullable=True)


class StoryRow(SQLModel, table=True):
    """One event, told by any number of entries."""

    __tablename__ = "story"
    __table_args__ = (Index(None, "touched_at"), {"sqlite_autoincrement": True})
    id: int = _id()
    title: str = _of(Words)
    started_at: datetime = _of(Moment)
    touched_at: datetime = _of(Moment)


class EntryRow(SQLModel, table=True):
    """One entry of one feed."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("feed_id", "identity"),
        Index(None, "feed_id", "id"),
        Index(None, "seen_at"),
        Index(None, "story_id"),
        # Links may be longer than a B-tree takes.
        Index(None, "link", postgresql_using="hash"),
        {"sqlite_autoincrement": True},
    )
    id: int = _id()
    feed_id: int = _link("feed.id", "CASCADE")
    story_id: int | None = _link("story.id", "SET NULL", nullable=True)
    seen_at: datetime = _of(Moment)
    changed_at: datetime | None = _of(Moment, nullable=True)
    backlog: bool
    identity: str = _of(Words)
    digest: str = _of(Words)
    link: str = _of(Words)
    title: str = _of(Words)
    summary: str = _of(Words)
    content: str = _of(Words)
    author: str = _of(Words)
    tags: Any = _of(Json)
    language: str = _of(Words)
    published: datetime | None = _of(Moment, nullable=True)


class AliasRow(SQLModel, table=True):
    """Another key under which an entry of a feed is known."""

    __tablename__ = "entry_alias"
    __table_args__ = (Index(None, "entry_id"), {"sqlite_with_rowid": False})
    feed_id: int = _link("feed.id", "CASCADE", primary=True)
    key: str = _of(Words, primary=True)
    entry_id: int = _link("entry.id", "CASCADE")


class FeaturesRow(SQLModel, table=True):
    """What the grouper saw of one entry when it placed it."""

    __tablename__ = "story_features"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "story_id"),
        Index(None, "entry_id"),
        {"sqlite_autoincrement": True},
    )
    id: int = _id()
    story_id: int = _link("story.id", "CASCADE")
    entry_id: int = _link("entry.id", "CASCADE")
    at: datetime = _of(Moment)
    features: str = _of(Words)


class RuleStateRow(SQLModel, table=True):
    """What one rule knows of one story."""

    __tablename__ = "rule_state"
    __table_args__ = (Index(None, "due"), Index(None, "held_until"))
    story_id: int = _link("story.id", "CASCADE", primary=True)
    rule: str = _of(Words, primary=True)
    state: str = _of(Words)
    due: datetime | None = _of(Moment, nullable=True)
    saved_at: datetime = _of(Moment)
    held_until: datetime | None = _of(Moment, nullable=True)


class FigureRow(SQLModel, table=True):
    """One figure that an origin gave in a story. It outlives its entry."""

    __tablename__ = "story_figure"
    __table_args__ = (Index(None, "story_id", "id"), Index(None, "entry_id"))
    id: int = _id()
    story_id: int = _link("story.id", "CASCADE")
    entry_id: int | None = _link("entry.id", "SET NULL", nullable=True)
    kind: str = _of(Words)
    side: str | None = _of(Words, nullable=True)
    per: str | None = _of(Words, nullable=True)
    value: int = _of(Number)
    status: str = _of(Words)
    qualifier: str | None = _of(Words, nullable=True)
    quote: str = _of(Words)
    origin: str = _of(Words)
    outlet: str = _of(Words)
    main: bool
    corrects: bool
    at: datetime = _of(Moment)
    said: datetime | None = _of(Moment, nullable=True)


class LinkRow(SQLModel, table=True):
    """What a person decided: ``other_id`` is part of the story, or must stay apart from it.

    Ids are never used again, so that the greatest one tells whether anything was decided since.
    """

    __tablename__ = "story_link"
    __table_args__ = (
        Index(None, "story_id"),
        Index(None, "other_id"),
        {"sqlite_autoincrement": True},
    )
    id: int = _id()
    together: bool
    story_id: int = _link("story.id", "CASCADE")
    other_id: int = _link("story.id", "CASCADE")
    at: datetime = _of(Moment)


class VerdictRow(SQLModel, table=True):
    """One decision, with its reason."""

    __tablename__ = "verdict"
    __table_args__ = (Index(None, "entry_id"), Index(None, "story_id"))
    id: int = _id()
    entry_id: int = _link("entry.id", "CASCADE")
    story_id: int | None = _link("story.id", "CASCADE", nullable=True)
    rule: str = _of(Words)
    decision: str = _of(Words)
    reason: str = _of(Words)
    at: datetime = _of(Moment)


class AlertRow(SQLModel, table=True):
    """One alert. Its entry and story cannot go before it; word of health has neither.

    ``withheld`` says why it was kept and told nobody; empty when it was queued.
    """

    __tablename__ = "alert"
    __table_args__ = (
        Index(None, "created_at"),
        Index(None, "story_id", "rule"),
        Index(None, "entry_id"),
        {"sqlite_autoincrement": True},
    )
    id: int = _id()
    created_at: datetime = _of(Moment)
    rule: str = _of(Words)
    story_id: int | None = _link("story.id", "RESTRICT", nullable=True)
    entry_id: int | None = _link("entry.id", "RESTRICT", nullable=True)
    kind: str = _of(Words)
    severity: str = _of(Words)
    labels: Any = _of(Json)
    reason: str = _of(Words)
    content: Any = _of(Json)
    withheld: str = _words()


class SilenceRow(SQLModel, table=True):
    """What a person wants to hear nothing of: all that is written has to fit."""

    __tablename__ = "silence"
    __table_args__ = (Index(None, "until"), Index(None, "story_id"), {"sqlite_autoincrement": True})
    id: int = _id()
    created_at: datetime = _of(Moment)
    rule: str | None = _of(Words, nullable=True)
    story_id: int | None = _link("story.id", "CASCADE", nullable=True)
    labels: Any = _of(Json)
    until: datetime | None = _of(Moment, nullable=True)
    until_new_fact: bool
    why: str = _of(Words)


class DeliveryRow(SQLModel, table=True):
    """One alert for one channel. ``thread`` names rule and story: within it, order is kept.

    ``bundle`` is the key of the message in which several deliveries went or will go together,
    ``receipt`` what the service calls the message that arrived.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("alert_id", "channel"),
        Index(None, "state", "id"),
        Index(None, "channel", "state", "id"),
        Index(None, "channel", "thread", "state"),
        {"sqlite_autoincrement": True},
    )
    id: int = _id()
    alert_id: int = _link("alert.id", "CASCADE")
    channel: str = _of(Words)
    thread: str = _of(Words)
    state: str = _of(Words)
    due: datetime = _of(Moment)
    attempts: int
    leases: int
    key: str = _of(Words)
    token: str | None = _of(Words, nullable=True)
    owner: str | None = _of(Words, nullable=True)
    lease_until: datetime | None = _of(Moment, nullable=True)
    error: str = _of(Words)
    sent_at: datetime | None = _of(Moment, nullable=True)
    bundle: str | None = _of(Words, nullable=True)
    receipt: str | None = _of(Words, nullable=True)


class BundleRow(SQLModel, table=True):
    """A message made of several deliveries, frozen so that every attempt is the same."""

    __tablename__ = "bundle"
    key: str = _of(Words, primary=True)
    message: str = _of(Words)


class ChannelRow(SQLModel, table=True):
    """A channel that something was queued for: its pause, its rate, and since when it fails."""

    __tablename__ = "channel"
    name: str = _of(Words, primary=True)
    claimed_at: datetime | None = _of(Moment, nullable=True)
    paused_until: datetime | None = _of(Moment, nullable=True)
    reason: str = _of(Words)
    rate_tat: datetime | None = _of(Moment, nullable=True)
    failing_since: datetime | None = _of(Moment, nullable=True)
    failure: str = _words()


class TroubleRow(SQLModel, table=True):
    """Something that is broken now, and whether a person has been told."""

    __tablename__ = "trouble"
    subject: str = _of(Words, primary=True)
    title: str = _of(Words)
    reason: str = _of(Words)
    since: datetime = _of(Moment)
    told_at: datetime | None = _of(Moment, nullable=True)
    alert_id: int | None = _link("alert.id", "SET NULL", nullable=True)


class NoteRow(SQLModel, table=True):
    """A small thing worth remembering by name."""

    __tablename__ = "note"
    key: str = _of(Words, primary=True)
    value: str = _of(Words)


METADATA: Final = SQLModel.metadata
FEED: Final = METADATA.tables["feed"]
STORY: Final = METADATA.tables["story"]
ENTRY: Final = METADATA.tables["entry"]
ALIAS: Final = METADATA.tables["entry_alias"]
FEATURES: Final = METADATA.tables["story_features"]
RULE_STATE: Final = METADATA.tables["rule_state"]
FIGURE: Final = METADATA.tables["story_figure"]
LINK: Final = METADATA.tables["story_link"]
VERDICT: Final = METADATA.tables["verdict"]
ALERT: Final = METADATA.tables["alert"]
SILENCE: Final = METADATA.tables["silence"]
DELIVERY: Final = METADATA.tables["delivery"]
BUNDLE: Final = METADATA.tables["bundle"]
CHANNEL: Final = METADATA.tables["channel"]
TROUBLE: Final = METADATA.tables["trouble"]
NOTE: Final = METADATA.tables["note"]
