"""Silences, frozen messages, and on the channel's row its rate and how it fares."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    """Add to the tables what older rows have none of; rates move from notes to their channels."""
    op.add_column("alert", sa.Column("withheld", sa.Text(), server_default="", nullable=False))
    op.add_column("delivery", sa.Column("bundle", sa.Text(), nullable=True))
    for column in (
        sa.Column("rate_tat", sa.BigInteger(), nullable=True),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
    ):
        op.add_column("channel", column)
    _silence()
    op.create_table(
        "bundle",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_bundle"),
    )
    _rates()


def _silence() -> None:
    op.create_table(
        "silence",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("story_id", NUMBER, nullable=True),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("until_new_fact", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_silence_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_silence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_silence_until", "silence", ["until"])
    op.create_index("ix_silence_story_id", "silence", ["story_id"])


def _rates() -> None:
    connection = op.get_bind()
    noted = connection.execute(sa.text("SELECT key, value FROM note WHERE key LIKE 'rate %'")).all()
    for key, value in noted:
        ticks = (datetime.fromisoformat(value) - _EPOCH) // timedelta(microseconds=1)
        connection.execute(
            sa.text("UPDATE channel SET rate_tat = :tat WHERE name = :name"),
            {"tat": ticks, "name": key.removeprefix("rate ")},
        )
    connection.execute(sa.text("DELETE FROM note WHERE key LIKE 'rate %'"))
