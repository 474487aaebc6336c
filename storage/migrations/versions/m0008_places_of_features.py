"""What grouping knows of an item says which places it names; of older items it is not known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_PORTION = 1000
# Fields of a line as 0007 wrote it: words, title, names, numbers, capitals, counts, pairs.
_FIELDS = 7
_ROWS = sa.table("story_features", sa.column("id", sa.BigInteger), sa.column("features", sa.Text))


def upgrade() -> None:
    """Put an empty list of places into each line of story_features, before the counts."""
    connection, last = op.get_bind(), 0
    next_rows = sa.select(_ROWS).where(_ROWS.c.id > sa.bindparam("last")).order_by(_ROWS.c.id)
    rewrite = (
        sa.update(_ROWS)
        .where(_ROWS.c.id == sa.bindparam("row"))
        .values(features=sa.bindparam("line"))
    )
    while rows := connection.execute(next_rows.limit(_PORTION), {"last": last}).all():
        last = rows[-1].id
        lines = [
            {"row": row.id, "line": "\t".join((*fields[:-2], "", *fields[-2:]))}
            for row in rows
            if len(fields := row.features.split("\t")) == _FIELDS
        ]
        if lines:
            connection.execute(rewrite, lines)
