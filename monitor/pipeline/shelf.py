"""The stories that are live, in memory, in step with the database.

Loaded when the first matching entry asks, so that a round without matches pays nothing. A story
that people merged into another goes on as a strand of its own for the grouper, which would find a
mixture of two wordings less like either; it is one story to everybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.data.words import load_background
from monitor.telemetry import get_logger
from rules.stories.decision import Join
from rules.stories.features import Features
from rules.stories.grouping import Grouper
from storage.records import StoryFeatures, StoryLinks
from storage.store import Transaction

_log = get_logger("wirewatch.shelf")


@dataclass(frozen=True, slots=True)
class Placing:
    """One matching entry that needs a story. ``window`` is how long stories live, in seconds."""

    entry_id: int
    title: str
    features: Features
    window: float


class StoryShelf:
    """Finds or starts the story of an entry, inside the caller's transaction."""

    def __init__(self) -> None:
        self._grouper: Grouper | None = None
        self._last_row = 0
        self._links = StoryLinks()
        self._looked: Transaction | None = None
        self._now: datetime | None = None

    def forget(self) -> None:
        """The transaction failed: what was added here never happened. Read again next time."""
        self._grouper = None
        self._looked = None

    def place(
        self, tx: Transaction, placing: Placing, now: datetime, *, only_join: bool = False
    ) -> int | None:
        """Return the entry's story, and write it down.

        ``only_join``: it starts none; None where it belongs to none that lives.
        """
        grouper = self._in_step(tx, placing.window, now)
        placed = grouper.place(placing.features, now, apart=self._apart)
        if isinstance(placed, Join):
            strand = int(placed.story)
            tx.stories.touch(strand, now)
        elif only_join:
            return None
        else:
            strand = tx.stories.start(now, placing.title)
        story_id = self._home(strand)
        if story_id != strand:
            tx.stories.touch(story_id, now)
        tx.entries.attach(placing.entry_id, story_id)
        self._last_row = tx.stories.add_features(
            strand, placing.entry_id, now, placing.features.dump()
        )
        grouper.add(str(strand), placing.features, now)
        return story_id

    def _home(self, strand: int) -> int:
        return self._links.part_of.get(strand, strand)

    def _apart(self, one: str, other: str) -> bool:
        """Say whether people want the stories of two strands apart."""
        pair = self._home(int(one)), self._home(int(other))
        return pair in self._links.apart or pair[::-1] in self._links.apart

    def _in_step(self, tx: Transaction, window: float, now: datetime) -> Grouper:
        """Bring the grouping up to what the database holds: after a start, or beside others.

        Once in each transaction: within one that writes nobody else does.
        """
        if self._looked is tx and self._grouper is not None:
            return self._grouper
        if tx.links.newest() != self._links.newest:
            # A split moves what was grouped before.
            self._links = tx.links.all()
            self._grouper = None
        span = timedelta(seconds=window)
        if self._now is None or abs(now - self._now) > span:
            # The clock was moved, perhaps, and what was forgotten for it lives after all.
            self._grouper = None
        if self._grouper is None:
            self._grouper = Grouper(window=window, background=load_background())
            self._last_row = 0
        self._now = now
        for row, at in _dated(tx, self._last_row, now, span):
            self._last_row = row.row_id
            try:
                self._grouper.recall(str(row.story_id), row.features, at)
            except ValueError:
                # Of another version: its story lives on, and only this entry does not draw others.
                _log.warning("features not readable", entry=row.entry_id, story=row.story_id)
        # After a start only the window was read; a grouper that ran on must not know more.
        self._grouper.advance(now)
        self._looked = tx
        return self._grouper


def _dated(
    tx: Transaction, since_row: int, now: datetime, window: timedelta
) -> Iterator[tuple[StoryFeatures, datetime]]:
    """Yield the features after a row that live at ``now``, with the times that they count for.

    Years ahead is what a clock said that was wrong. Such a row was stored before the next one
    that is dated well, and before now; taken at its word it would make all others look old.
    """
    well: tuple[int, datetime] | None = (0, now)
    for row in tx.stories.features_after(since_row, now - window):
        at = row.at
        if at > now + window:
            if well is not None and well[0] <= row.row_id:
                well = tx.stories.dated_well_after(row.row_id, now)
            at = now if well is None else well[1]
        if at >= now - window:
            yield row, at
