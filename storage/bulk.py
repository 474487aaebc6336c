"""Statements that are run very often, straight to the driver.

SQLAlchemy writes the statement, once; taking each row through its layers would cost more than the
database does. Values of many rows are bound column by column, for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Boolean, Connection, Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.columns import Json, Moment, Words

Row = tuple[Any, ...]
Column = Sequence[Any]
Bind = Callable[[Column], Column]
Read = Callable[[Any], Any]


class Bulk:
    """Runs ``statement`` (one for each kind of database) for rows of values in the order of ``names``.

    A value that the statement sets by itself can only be NULL or 0.
    """

    def __init__(self, statement: Callable[[Connection], Executable], names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._made: dict[str, _Made] = {}

    def run(self, connection: Connection, rows: Iterable[Row]) -> None:
        """Execute the statement once for each row; nothing for no rows."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return
        made = self._made.get(connection.dialect.name)
        if made is None:
            made = _Made(self._statement(connection), connection.dialect, self._names)
            self._made[connection.dialect.name] = made
        connection.exec_driver_sql(
            made.sql, made.bound(dict(zip(self._names, columns, strict=True)))
        )


class Prepared:
    """Runs ``statement`` for one row of values, in the order of ``names``, and returns its rows."""

    def __init__(self, statement: Callable[[Connection], Executable], names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._made: dict[str, tuple[_Made, list[Read | None]]] = {}

    def run(self, connection: Connection, *values: Any) -> list[Row]:
        """Execute the statement and return all of its rows; none where it has none."""
        made = self._made.get(connection.dialect.name)
        if made is None:
            made = self._made[connection.dialect.name] = self._make(connection)
        statement, reads = made
        (row,) = statement.bound({name: (v,) for name, v in zip(self._names, values, strict=True)})
        cursor = connection.connection.cursor()
        try:
            cursor.execute(statement.sql, row)
            found = cursor.fetchall() if reads else []
        finally:
            cursor.close()
        if not found or not any(reads):
            return list(found)
        return [
            tuple([read(value) if read else value for read, value in zip(reads, one, strict=True)])
            for one in found
        ]

    def _make(self, connection: Connection) -> tuple[_Made, list[Read | None]]:
        statement, dialect = self._statement(connection), connection.dialect
        columns = getattr(statement, "exported_columns", ())
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        reads = [kind.result_processor(dialect, None) for kind in kinds]
        return _Made(statement, dialect, self._names), reads


class _Made:
    """The statement in the words of one database, and how each value is bound."""

    def __init__(self, statement: Executable, dialect: Dialect, names: Sequence[str]) -> None:
        compiled = statement.compile(  # type: ignore[attr-defined]  # every Executable we use has it
            dialect=dialect, column_keys=names
        )
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        kinds = {name: parameter.type for parameter, name in compiled.bind_names.items()}
        # A database whose parameters are named takes them in a mapping.
        self._named = compiled.positiontup is None
        self._order = tuple(compiled.positiontup or kinds)
        self._binds: dict[str, Bind | None] = {}
        self._fixed: dict[str, int | None] = {}
        for name, kind in kinds.items():
            if name not in names:
                self._fixed[name] = compiled.binds[name].value
                assert self._fixed[name] in (None, 0)  # nothing that would have to be bound
                continue
            self._binds[name] = _bind(kind, dialect)

    def bound(self, columns: Mapping[str, Column]) -> list[Any]:
        """Return what the driver takes for each row."""
        done: dict[str, Iterable[Any]] = {}
        for name, bind in self._binds.items():
            column = columns[name]
            done[name] = column if bind is None else bind(column)
        # A value that is always the same has no end: the others say how many rows there are.
        done |= {name: repeat(value) for name, value in self._fixed.items()}
        rows = zip(*[done[name] for name in self._order], strict=False)
        if self._named:
            return [dict(zip(self._order, row, strict=True)) for row in rows]
        return list(rows)


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> Bind | None:
    if isinstance(kind, Words | Moment | Json):
        return kind.bind_all
    if isinstance(kind, Boolean) and not dialect.supports_native_boolean:
        # What sqlite3 has no type for it looks up an adapter for, value by value.
        return _numbers
    return None


def _numbers(values: Column) -> Column:
    return list(map(int, values))
