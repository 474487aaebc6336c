"""One statement for many rows, straight to the driver.

SQLAlchemy writes the statement, once; taking each row through its layers would cost more than the
database does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler

Row = dict[str, Any]


class Bulk:
    """Runs ``statement`` (one for each kind of database) for rows that all have the same names.

    A value that the statement sets by itself can only be NULL.
    """

    def __init__(self, statement: Callable[[Connection], Executable]) -> None:
        self._statement = statement
        self._made: dict[str, _Made] = {}

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Execute the statement once for each row; nothing for no rows."""
        if not rows:
            return
        made = self._made.get(connection.dialect.name)
        if made is None:
            statement = self._statement(connection)
            made = _Made(statement, connection.dialect, list(rows[0]))
            self._made[connection.dialect.name] = made
        connection.exec_driver_sql(made.sql, [made.values(row) for row in rows])


class _Made:
    """The statement in the words of one database, and how each value is bound."""

    def __init__(self, statement: Executable, dialect: Dialect, names: list[str]) -> None:
        compiled = statement.compile(  # type: ignore[attr-defined]  # every Executable we use has it
            dialect=dialect, column_keys=names
        )
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        kinds = {name: parameter.type for parameter, name in compiled.bind_names.items()}
        # A database whose parameters are named takes them in a mapping.
        self._named = compiled.positiontup is None
        self._dialect = dialect
        self._binds: list[tuple[str, Callable[[Any, Dialect], Any] | None]] = []
        for name in compiled.positiontup or kinds:
            kind = kinds[name]
            given = name in names
            assert given or compiled.binds[name].value is None
            bind = kind.process_bind_param if isinstance(kind, TypeDecorator) else None
            self._binds.append((name, bind if given else None))

    def values(self, row: Row) -> Any:
        dialect = self._dialect
        bound = [
            row.get(name) if bind is None else bind(row[name], dialect)
            for name, bind in self._binds
        ]
        if self._named:
            return dict(zip((name for name, _ in self._binds), bound, strict=True))
        return tuple(bound)
