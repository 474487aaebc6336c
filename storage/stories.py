"""Stories: which entries tell of one event, and what each rule has made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.bulk import Prepared
from storage.columns import Moment
from storage.records import Outlet, RuleState, StoryFeatures, StorySummary, VerdictRecord
from storage.tables import ALERT, ENTRY, FEATURES, FEED, LINK, RULE_STATE, STORY, VERDICT
from storage.upsert import Upsert, replacing

_START: Final = Prepared(
    lambda _: insert(STORY).returning(STORY.c.id), ("title", "started_at", "touched_at")
)
_ADD_FEATURES: Final = Prepared(
    lambda _: insert(FEATURES).returning(FEATURES.c.id),
    ("story_id", "entry_id", "at", "features"),
)
_TOUCH: Final = Prepared(
    lambda _: (
        update(STORY)
        .where(STORY.c.id == bindparam("story"))
        .values(touched_at=bindparam("now", type_=Moment))
    ),
    ("story", "now"),
)
_FEATURES_AFTER: Final = (
    select(*(FEATURES.c[name] for name in ("id", "story_id", "entry_id", "at", "features")))
    .where(FEATURES.c.id > bindparam("row"), FEATURES.c.at >= bindparam("since", type_=Moment))
    .order_by(FEATURES.c.id)
    .execution_options(yield_per=1000)
)
_ADD_VERDICT: Final = Prepared(
    lambda _: insert(VERDICT).inline(),
    ("entry_id", "story_id", "rule", "decision", "reason", "at"),
)
_STATES: Final = select(*(RULE_STATE.c[name] for name in RuleState.__dataclass_fields__))
_STATES_OF: Final = Prepared(
    lambda _: _STATES.where(RULE_STATE.c.story_id == bindparam("story")).order_by(
        RULE_STATE.c.rule
    ),
    ("story",),
)
_SAVE_STATE: Final = Prepared(
    Upsert(
        RULE_STATE, replacing(["story_id", "rule"], ["state", "due", "saved_at", "held_until"])
    ).on,
    ("story_id", "rule", "state", "due", "saved_at", "held_until"),
)


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories, inside one transaction."""

    connection: Connection

    def start(self, now: datetime, title: str) -> int:
        """Begin a story and return its id."""
        ((number,),) = _START.run(self.connection, title, now, now)
        return int(number)

    def touch(self, story_id: int, now: datetime) -> None:
        """Note that something was added to the story."""
        _TOUCH.run(self.connection, story_id, now)

    def add_features(self, story_id: int, entry_id: int, at: datetime, features: str) -> int:
        """Store what the grouper saw of an entry; return the row's id."""
        ((number,),) = _ADD_FEATURES.run(self.connection, story_id, entry_id, at, features)
        return int(number)

    def features_after(self, row_id: int, since: datetime) -> Iterator[StoryFeatures]:
        """Yield the features with a greater row id and a time since then, in the order added.

        Read in portions, since a window may hold very many.
        """
        asked = {"row": row_id, "since": since}
        rows = self.connection.execute(_FEATURES_AFTER, asked)
        return (StoryFeatures(*row) for row in rows)

    def dated_well_after(self, row_id: int, now: datetime) -> tuple[int, datetime] | None:
        """Return the first features after a row that are not of the future: row id and time."""
        query = select(FEATURES.c.id, FEATURES.c.at).order_by(FEATURES.c.id).limit(1)
        later = query.where(FEATURES.c.id > row_id, FEATURES.c.at <= now)
        row = self.connection.execute(later).first()
        return None if row is None else (row.id, row.at)

    def save_rule_state(
        self,
        story_id: int,
        rule: str,
        state: str,
        due: datetime | None,
        now: datetime,
        held_until: datetime | None = None,
    ) -> None:
        """Save what a rule knows of a story; ``due`` is when it wants to be looked at again,
        ``held_until`` until when it waits for something before it alerts.
        """
        _SAVE_STATE.run(self.connection, story_id, rule, state, due, now, held_until)

    def rule_states_due(self, now: datetime) -> list[RuleState]:
        """Return all that want to be looked at now, longest due first."""
        order = (RULE_STATE.c.due, RULE_STATE.c.story_id, RULE_STATE.c.rule)
        return self._states(_STATES.where(RULE_STATE.c.due <= now).order_by(*order))

    def rule_states_held(self, now: datetime, limit: int) -> list[RuleState]:
        """Return what is held back at ``now``: it waits for origins, or for a time to come."""
        held = or_(RULE_STATE.c.held_until >= now, RULE_STATE.c.due.is_not(None))
        order = (RULE_STATE.c.saved_at.desc(), RULE_STATE.c.story_id, RULE_STATE.c.rule)
        return self._states(_STATES.where(held).order_by(*order).limit(limit))

    def rule_states_of(self, story_id: int) -> list[RuleState]:
        """Return what every rule knows of a story."""
        return [RuleState(*row) for row in _STATES_OF.run(self.connection, story_id)]

    def drop_rule_states(self, story_id: int) -> None:
        """Forget what every rule knows of a story."""
        self.connection.execute(delete(RULE_STATE).where(RULE_STATE.c.story_id == story_id))

    def _states(self, query: Select[Any]) -> list[RuleState]:
        return [RuleState(*row) for row in self.connection.execute(query)]

    def outlets(self, story_id: int) -> list[Outlet]:
        """Return the story's entries and who published them, oldest first."""
        query = (
            select(
                ENTRY.c.id,
                FEED.c.name,
                FEED.c.origin,
                FEED.c.url,
                ENTRY.c.link,
                ENTRY.c.title,
                ENTRY.c.seen_at,
            )
            .join_from(ENTRY, FEED, ENTRY.c.feed_id == FEED.c.id)
            .where(ENTRY.c.story_id == story_id)
            .order_by(ENTRY.c.seen_at, ENTRY.c.id)
        )
        return [
            Outlet(entry_id, name or origin or _host(link) or _host(url), link, title, seen_at)
            for entry_id, name, origin, url, link, title, seen_at in self.connection.execute(query)
        ]

    def get(self, story_id: int) -> StorySummary | None:
        """Return one story."""
        query = _summaries().where(STORY.c.id == story_id)
        row = self.connection.execute(query).first()
        return StorySummary(*row) if row else None

    def list(self, limit: int) -> list[StorySummary]:
        """Return the stories, the one last added to first."""
        merged = exists().where(LINK.c.other_id == STORY.c.id, LINK.c.together)
        query = _summaries().where(~merged)
        query = query.order_by(STORY.c.touched_at.desc(), STORY.c.id.desc()).limit(limit)
        return [StorySummary(*row) for row in self.connection.execute(query)]

    def record_verdict(
        self,
        entry_id: int,
        story_id: int | None,
        rule: str,
        decision: str,
        reason: str,
        now: datetime,
    ) -> None:
        """Write down what was decided about an entry for a rule, and why."""
        _ADD_VERDICT.run(self.connection, entry_id, story_id, rule, decision, reason, now)

    def verdicts(self, entry_id: int) -> tuple[VerdictRecord, ...]:
        """Return what was decided about an entry, in the order decided."""
        columns = [VERDICT.c[name] for name in VerdictRecord.__dataclass_fields__]
        query = select(*columns).where(VERDICT.c.entry_id == entry_id).order_by(VERDICT.c.id)
        return tuple(VerdictRecord(*row) for row in self.connection.execute(query))

    def last_reason(self, story_id: int, rule: str) -> str:
        """Return why a rule decided as it did last in a story; nothing when it never did."""
        query = (
            select(VERDICT.c.reason)
            .where(VERDICT.c.story_id == story_id, VERDICT.c.rule == rule)
            .order_by(VERDICT.c.id.desc())
            .limit(1)
        )
        return self.connection.execute(query).scalar_one_or_none() or ""

    def judged(self, story_id: int) -> tuple[tuple[int, str], ...]:
        """Return which entry was decided on for which rule, in the order last decided."""
        query = (
            select(VERDICT.c.entry_id, VERDICT.c.rule)
            .where(VERDICT.c.story_id == story_id)
            .group_by(VERDICT.c.entry_id, VERDICT.c.rule)
            .order_by(func.max(VERDICT.c.id))
        )
        return tuple((row[0], row[1]) for row in self.connection.execute(query))

    def prune(self, before: datetime, limit: int = 500) -> int:
        """Forget up to ``limit`` stories that nothing was added to since, with no entry and alert."""
        old = (
            select(STORY.c.id)
            .where(
                STORY.c.touched_at < before,
                ~exists().where(ENTRY.c.story_id == STORY.c.id),
                ~exists().where(ALERT.c.story_id == STORY.c.id),
            )
            .order_by(STORY.c.touched_at)
            .limit(min(limit, 500))
        )
        ids = [row[0] for row in self.connection.execute(old)]
        if not ids:
            return 0
        return self.connection.execute(delete(STORY).where(STORY.c.id.in_(ids))).rowcount


def _summaries() -> Select[Any]:
    entries = select(func.count()).where(ENTRY.c.story_id == STORY.c.id).scalar_subquery()
    return select(
        STORY.c.id, STORY.c.title, STORY.c.started_at, STORY.c.touched_at, entries.label("entries")
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
