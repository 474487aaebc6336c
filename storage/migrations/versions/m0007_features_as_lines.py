"""What grouping knows of an item, as one line that splits fast instead of a JSON list."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_PORTION = 1000
_ROWS = sa.table("story_features", sa.column("id", sa.BigInteger), sa.column("features", sa.Text))


def upgrade() -> None:
    """Rewrite story_features; the same words in the new form."""
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
            {"row": row.id, "line": _line(row.features)}
            for row in rows
            if row.features.startswith("[")
        ]
        if lines:
            connection.execute(rewrite, lines)


def _line(listed: str) -> str:
    words, counts, title, pairs, names, numbers, capitals = json.loads(listed)
    return "\t".join((*map(" ".join, (words, title, names, numbers, capitals)), counts, pairs))
