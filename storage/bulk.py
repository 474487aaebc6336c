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


def _binder(kind: TypeDecorator[Any], dialect: Dialect) -> Callable[[Any], Any]:
    process = kind.process_bind_param

    def bind(value: Any) -> Any:
        return process(value, dialect)

    return bind


class _Made:
    """The statement in the words of one database, and how each value is bound."""

    def __init__(self, statement: Executable, dialect: Dialect, names: list[str]) -> None:
        compiled = statement.compile(  # type: ignore[attr-defined]  # every Executable we use has it
            dialect=dialect, column_keys=names
        )
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self._order = compiled.positiontup
        self._bound: dict[str, Callable[[Any], Any]] = {}
        self._plain: list[str] = []
        self._fixed: dict[str, Any] = {}
        for parameter, name in compiled.bind_names.items():
            kind = parameter.type
            if name not in names:
                assert parameter.value is None
                self._fixed[name] = None
            elif isinstance(kind, TypeDecorator):
                self._bound[name] = _binder(kind, dialect)
            else:
                self._plain.append(name)

    def values(self, row: Row) -> Any:
        bound = {name: bind(row[name]) for name, bind in self._bound.items()}
        bound |= {name: row[name] for name in self._plain}
        bound |= self._fixed
        return tuple(bound[name] for name in self._order) if self._order else bound
