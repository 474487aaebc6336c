"""What people decided about stories: which are one, and which must stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Text, and_, cast, delete, func, insert, select, update

from storage.records import StoryLinks
from storage.tables import ALERT, DELIVERY, ENTRY, FEATURES, FIGURE, LINK, SILENCE, STORY, VERDICT

_BELONGING: Final = (ENTRY, VERDICT, FIGURE, ALERT, SILENCE)
_BY_ENTRY: Final = (FEATURES, VERDICT, FIGURE, ALERT)
_NEWEST: Final = select(func.max(LINK.c.id))


@dataclass(frozen=True, slots=True)
class Links:
    """The links, inside one transaction."""

    connection: Connection

    def newest(self) -> int:
        """Return a number that changes whenever something is decided."""
        found: int | None = self.connection.execute(_NEWEST).scalar_one()
        return found or 0

    def all(self) -> StoryLinks:
        """Return everything that was decided and still holds."""
        rows = self.connection.execute(
            select(LINK.c.id, LINK.c.together, LINK.c.story_id, LINK.c.other_id).order_by(LINK.c.id)
        ).all()
        return StoryLinks(
            newest=max((row.id for row in rows), default=0),
            part_of={row.other_id: row.story_id for row in rows if row.together},
            apart=frozenset((row.story_id, row.other_id) for row in rows if not row.together),
        )

    def home(self, story_id: int) -> int:
        """Return the story that this one is part of, which is mostly itself."""
        query = select(LINK.c.story_id).where(LINK.c.other_id == story_id, LINK.c.together)
        found: int | None = self.connection.execute(query).scalar_one_or_none()
        return story_id if found is None else found

    def merge(self, story_id: int, other_id: int, now: datetime) -> None:
        """Make everything of ``other_id`` part of ``story_id``, for good.

        What was merged into the other before follows. Neither may be part of a third story. What
        rules know of the two is the caller's to settle.
        """
        for table in _BELONGING:
            moved = update(table).where(table.c.story_id == other_id).values(story_id=story_id)
            self.connection.execute(moved)
        self._follow(story_id)
        for column in (LINK.c.story_id, LINK.c.other_id):
            self.connection.execute(
                update(LINK).where(column == other_id).values({column.name: story_id})
            )
        # What this decision contradicts, and what it made a link of a story with itself.
        both = {story_id, other_id}
        undone = and_(LINK.c.story_id.in_(both), LINK.c.other_id.in_(both))
        self.connection.execute(delete(LINK).where(undone))
        self._add(True, story_id, other_id, now)
        self._span(story_id)

    def split(self, story_id: int, entry_ids: Sequence[int], title: str, now: datetime) -> int:
        """Make a story of its own of these entries, to stay apart; return its id."""
        made = insert(STORY).values(title=title, started_at=now, touched_at=now)
        new: int = self.connection.execute(made.returning(STORY.c.id)).scalar_one()
        mine = ENTRY.c.id.in_(entry_ids)
        self.connection.execute(update(ENTRY).where(mine).values(story_id=new))
        for table in _BY_ENTRY:
            moved = update(table).where(table.c.entry_id.in_(entry_ids)).values(story_id=new)
            self.connection.execute(moved)
        self._follow(new)
        self._add(False, story_id, new, now)
        for one in (story_id, new):
            self._span(one)
        return new

    def _add(self, together: bool, story_id: int, other_id: int, now: datetime) -> None:
        row = {"together": together, "story_id": story_id, "other_id": other_id, "at": now}
        self.connection.execute(insert(LINK), row)

    def _follow(self, story_id: int) -> None:
        """Keep the deliveries of a story's alerts in the order of their new thread."""
        alerts = select(ALERT.c.id).where(ALERT.c.story_id == story_id)
        rule = select(ALERT.c.rule).where(ALERT.c.id == DELIVERY.c.alert_id).scalar_subquery()
        thread = cast(f"{story_id} ", Text).concat(rule)
        self.connection.execute(
            update(DELIVERY).where(DELIVERY.c.alert_id.in_(alerts)).values(thread=thread)
        )

    def _span(self, story_id: int) -> None:
        """Let a story last from its first entry to its last."""
        times: Any = select(func.min(ENTRY.c.seen_at), func.max(ENTRY.c.seen_at))
        row = self.connection.execute(times.where(ENTRY.c.story_id == story_id)).one()
        if row[0] is not None:
            span = {"started_at": row[0], "touched_at": row[1]}
            self.connection.execute(update(STORY).where(STORY.c.id == story_id).values(span))
