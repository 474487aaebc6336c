"""When a figure was published, so that what is seen late takes nothing back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add to story_figure."""
    op.add_column("story_figure", sa.Column("said", sa.BigInteger(), nullable=True))
