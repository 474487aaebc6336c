"""Figures of a story in a table of their own, links that people make, and what is held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 500


def upgrade() -> None:
    """Add the tables, and take the figures over from what the rules had saved."""
    op.add_column("rule_state", sa.Column("held_until", sa.BigInteger(), nullable=True))
    op.create_index("ix_rule_state_held_until", "rule_state", ["held_until"])
    figure = _story_figure()
    _story_link()
    _take_over(figure)


def _story_figure() -> sa.Table:
    table = op.create_table(
        "story_figure",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("story_id", NUMBER, nullable=False),
        sa.Column("entry_id", NUMBER, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_story_figure_story_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name="fk_story_figure_entry_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_story_figure"),
    )
    op.create_index("ix_story_figure_story_id_id", "story_figure", ["story_id", "id"])
    op.create_index("ix_story_figure_entry_id", "story_figure", ["entry_id"])
    return table


def _story_link() -> None:
    op.create_table(
        "story_link",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("story_id", NUMBER, nullable=False),
        sa.Column("other_id", NUMBER, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_story_link_story_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["story.id"], name="fk_story_link_other_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_story_link"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_link_story_id", "story_link", ["story_id"])
    op.create_index("ix_story_link_other_id", "story_link", ["other_id"])


def _take_over(figure: sa.Table) -> None:
    """Every rule kept the figures of the story; rules of one story kept the same ones."""
    state = sa.table(
        "rule_state", sa.column("story_id"), sa.column("rule"), sa.column("state")
    )  # fmt: skip
    seen: set[tuple[Any, ...]] = set()
    for story_id, rule, text in _states(state):
        raw = json.loads(text)
        rows = []
        for claim in raw.pop("ledger", ()):
            row = _figure(story_id, claim)
            key = (story_id, *(row[name] for name in ("kind", "side", "per", "value", "origin")))
            if key not in seen:
                rows.append(row)
            seen.add(key)
        if rows:
            op.get_bind().execute(sa.insert(figure), rows)
        raw["held_until"] = None
        raw["pending"] = [one["change"] | {"claim": one["claim"]} for one in raw["pending"]]
        for change in raw["pending"]:
            change.pop("quote", None)
        mine = (state.c.story_id == story_id) & (state.c.rule == rule)
        new = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
        op.get_bind().execute(sa.update(state).where(mine).values(state=new))


def _states(state: Any) -> Iterator[tuple[int, str, str]]:
    """Yield all states, in small batches: each is text of a few kilobytes."""
    after, rule = -1, ""
    while True:
        query = (
            sa.select(state.c.story_id, state.c.rule, state.c.state)
            .where(sa.tuple_(state.c.story_id, state.c.rule) > sa.tuple_(after, rule))
            .order_by(state.c.story_id, state.c.rule)
            .limit(_AT_ONCE)
        )
        rows = op.get_bind().execute(query).all()
        if not rows:
            return
        for row in rows:
            yield row[0], row[1], row[2]
        after, rule = rows[-1][0], rows[-1][1]


def _figure(story_id: int, claim: dict[str, Any]) -> dict[str, Any]:
    at = (datetime.fromisoformat(claim["at"]) - _EPOCH) // timedelta(microseconds=1)
    row = {name: claim[name] for name in ("kind", "side", "per", "value", "status", "origin")}
    row |= {"qualifier": claim.get("qualifier"), "quote": claim.get("quote", "")}
    row |= {"story_id": story_id, "entry_id": None, "outlet": "", "at": at}
    return row | {"main": True, "corrects": False}
