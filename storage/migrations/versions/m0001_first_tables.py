"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _feed()
    _story()
    _entry()
    _entry_alias()
    _story_features()
    _rule_state()
    _verdict()
    _alert()
    _delivery()
    _channel()
    _note()


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("every", sa.Float(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("first_success", sa.BigInteger(), nullable=True),
        sa.Column("last_polled", sa.BigInteger(), nullable=True),
        sa.Column("last_success", sa.BigInteger(), nullable=True),
        sa.Column("last_new", sa.BigInteger(), nullable=True),
        sa.Column("full_fetch_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_since", sa.BigInteger(), nullable=True),
        sa.Column("paused", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hints", sa.Text(), nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("url", name="uq_feed_url"),
    )
    op.create_index("ix_feed_active_next_due", "feed", ["active", "next_due"])


def _story() -> None:
    op.create_table(
        "story",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_touched_at", "story", ["touched_at"])


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("feed_id", NUMBER, nullable=False),
        sa.Column("story_id", NUMBER, nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feed.id"], name="fk_entry_feed_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_entry_story_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("feed_id", "identity", name="uq_entry_feed_id_identity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entry_feed_id_id", "entry", ["feed_id", "id"])
    op.create_index("ix_entry_link", "entry", ["link"], postgresql_using="hash")
    op.create_index("ix_entry_seen_at", "entry", ["seen_at"])
    op.create_index("ix_entry_story_id", "entry", ["story_id"])


def _entry_alias() -> None:
    op.create_table(
        "entry_alias",
        sa.Column("feed_id", NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("entry_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name="fk_entry_alias_entry_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feed.id"], name="fk_entry_alias_feed_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_entry_alias"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_alias_entry_id", "entry_alias", ["entry_id"])


def _story_features() -> None:
    op.create_table(
        "story_features",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("story_id", NUMBER, nullable=False),
        sa.Column("entry_id", NUMBER, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name="fk_story_features_entry_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_story_features_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_story_features"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_features_at", "story_features", ["at"])
    op.create_index("ix_story_features_entry_id", "story_features", ["entry_id"])
    op.create_index("ix_story_features_story_id", "story_features", ["story_id"])


def _rule_state() -> None:
    op.create_table(
        "rule_state",
        sa.Column("story_id", NUMBER, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_rule_state_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "rule", name="pk_rule_state"),
    )
    op.create_index("ix_rule_state_due", "rule_state", ["due"])


def _verdict() -> None:
    op.create_table(
        "verdict",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("entry_id", NUMBER, nullable=False),
        sa.Column("story_id", NUMBER, nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name="fk_verdict_entry_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_verdict_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
    )
    op.create_index("ix_verdict_entry_id", "verdict", ["entry_id"])
    op.create_index("ix_verdict_story_id", "verdict", ["story_id"])


def _alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("story_id", NUMBER, nullable=False),
        sa.Column("entry_id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name="fk_alert_entry_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_alert_story_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_created_at", "alert", ["created_at"])
    op.create_index("ix_alert_entry_id", "alert", ["entry_id"])
    op.create_index("ix_alert_story_id_rule", "alert", ["story_id", "rule"])


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("alert_id", NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leases", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name="fk_delivery_alert_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("alert_id", "channel", name="uq_delivery_alert_id_channel"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_channel_state_id", "delivery", ["channel", "state", "id"])
    op.create_index("ix_delivery_channel_thread_state", "delivery", ["channel", "thread", "state"])
    op.create_index("ix_delivery_state_id", "delivery", ["state", "id"])


def _channel() -> None:
    op.create_table(
        "channel",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("paused_until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_channel"),
    )


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_note"),
    )
