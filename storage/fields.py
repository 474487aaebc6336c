"""Columns as the tables declare them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlmodel import Field

from storage.columns import Number, Words


def identifier() -> Any:
    """Return a number that the database gives."""
    return Field(default=None, primary_key=True, sa_type=Number)


def link(target: str, ondelete: str, *, nullable: bool = False, primary: bool = False) -> Any:
    """Return a reference to ``target``, and what becomes of the row when that goes."""
    return Field(
        sa_type=Number,
        sa_column_args=(ForeignKey(target, ondelete=ondelete),),
        nullable=nullable,
        primary_key=primary,
    )


def of(kind: Any, *, nullable: bool = False, primary: bool = False) -> Any:
    """Return a column of one of the types in ``storage.columns``."""
    return Field(sa_type=kind, nullable=nullable, primary_key=primary)


def words() -> Any:
    """Return a text column that an older version's rows have nothing for."""
    return Field(sa_type=Words, nullable=False, sa_column_kwargs={"server_default": ""})
