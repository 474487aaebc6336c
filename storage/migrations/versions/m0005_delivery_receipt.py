"""What a service calls a message that it took, so that an update can answer it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add to delivery."""
    op.add_column("delivery", sa.Column("receipt", sa.Text(), nullable=True))
