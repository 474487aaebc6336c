"""From no tables, or an older version's, to today's, in one transaction.

A new database is given today's tables as they are declared; only older ones are taken step by step
by Alembic, which most starts need not load. The tests hold both ways equal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from storage.errors import Corrupt, WrongSchema
from storage.tables import METADATA

# Order is important. Add new migrations at the end of the list.
REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
HEAD: Final = REVISIONS[-1]
_SCRIPTS: Final = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str | None:
    """Return the schema's version, None for a database without tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def require(found: str | None, *, upgradable: bool = False) -> None:
    """Raise WrongSchema unless ``found`` is today's version (or, with ``upgradable``, an older)."""
    if found == HEAD or (upgradable and (found is None or found in REVISIONS)):
        return
    if found is None:
        raise WrongSchema("the database has no tables yet: 'wirewatch run' or 'once' makes them")
    if found in REVISIONS:
        raise WrongSchema(
            f"the database is of version {found}, this Wirewatch needs {HEAD}: "
            "run 'wirewatch db upgrade'"
        )
    raise WrongSchema(
        f"the database was made by a newer Wirewatch (version {found}, this one knows {HEAD}): "
        "install that one"
    )


def upgrade(connection: Connection) -> bool:
    """Bring the tables to today's version inside the caller's transaction; False: nothing to do.

    On SQLite the caller has switched foreign keys off: a table that is made anew drops the old
    one, and its children would go with it.
    """
    found = version(connection)
    require(found, upgradable=True)
    if found == HEAD:
        return False
    if found is None:
        _make(connection)
        return True
    climb(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise Corrupt(f"the upgrade was undone: a row of '{broken[0]}' would lose its parent")
    return True


def climb(connection: Connection, to: str = HEAD) -> None:
    """Take the steps from the version that the tables have up to ``to``."""
    from alembic import command  # costs more to import than most commands take to run
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _make(connection: Connection) -> None:
    """Make all tables. One that is there already belongs to somebody else and stops it."""
    others = sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))
    if others:
        raise WrongSchema(
            f"the database has a table '{others[0]}' already, which is not Wirewatch's: "
            "name another database in 'storage:'"
        )
    METADATA.create_all(connection, checkfirst=False)
    # As Alembic makes it, which goes on from here at the next version.
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
