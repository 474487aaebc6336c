"""In what order feeds that were never polled take turns among those that are due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add to feed."""
    op.add_column("feed", sa.Column("turn_at", sa.BigInteger(), nullable=True))
