"""The figures of stories over time: who gave which number, and when it was first seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection, Integer, bindparam, insert, select

from storage.bulk import Bulk, Prepared
from storage.records import StoryFigure
from storage.tables import FIGURE

_FIELDS: Final = tuple(StoryFigure.__dataclass_fields__)
_values: Final = attrgetter(*_FIELDS)
_NAMES: Final = tuple("entry_id" if name == "entry" else name for name in _FIELDS)
_ADD: Final = Bulk(lambda _connection: insert(FIGURE).inline(), ("story_id", *_NAMES))
_COLUMNS: Final = [FIGURE.c[name] for name in _NAMES]
_NEWEST: Final = Prepared(
    lambda _: (
        select(*_COLUMNS)
        .where(FIGURE.c.story_id == bindparam("story"))
        .order_by(FIGURE.c.id.desc())
        .limit(bindparam("most", type_=Integer))
    ),
    ("story", "most"),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures, inside one transaction."""

    connection: Connection

    def add(self, story_id: int, figures: Iterable[StoryFigure]) -> None:
        """Add figures to a story, in the order given."""
        _ADD.run(self.connection, [(story_id, *_values(figure)) for figure in figures])

    def of_story(self, story_id: int, limit: int = 200) -> list[StoryFigure]:
        """Return the newest figures of a story, in the order added."""
        rows = _NEWEST.run(self.connection, story_id, limit)
        return [StoryFigure(*row) for row in reversed(rows)]
