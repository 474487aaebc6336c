"""When a feed went from the configuration together with many others: it may come back as it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add to feed."""
    op.add_column("feed", sa.Column("gone_at", sa.BigInteger(), nullable=True))
