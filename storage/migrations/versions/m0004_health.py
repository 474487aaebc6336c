"""Health: troubles that people are told of, alerts without an entry, and what hosts ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.addresses import host_of

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add to feed and alert, and make the table of troubles."""
    _feed()
    with op.batch_alter_table("alert", table_kwargs={"sqlite_autoincrement": True}) as alert:
        alert.alter_column("story_id", existing_type=NUMBER, nullable=True)
        alert.alter_column("entry_id", existing_type=NUMBER, nullable=True)
    op.create_table(
        "trouble",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("alert_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name="fk_trouble_alert_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("subject", name="pk_trouble"),
    )


def _feed() -> None:
    op.add_column("feed", sa.Column("host", sa.Text(), nullable=True))
    connection = op.get_bind()
    for feed_id, url in connection.execute(sa.text("SELECT id, url FROM feed")).all():
        connection.execute(
            sa.text("UPDATE feed SET host = :host WHERE id = :id"),
            {"host": host_of(url), "id": feed_id},
        )
    with op.batch_alter_table("feed") as feed:
        feed.alter_column("host", existing_type=sa.Text(), nullable=False)
        feed.add_column(sa.Column("held_until", sa.BigInteger(), nullable=True))
        feed.add_column(sa.Column("expected_by", sa.BigInteger(), nullable=True))
    op.create_index("ix_feed_host", "feed", ["host"])
    op.create_index("ix_feed_lease_until_host", "feed", ["lease_until", "host"])
