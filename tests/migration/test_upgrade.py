"""Migrated tables are today's tables, and other versions' are refused in words."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable

import storage
import storage.errors
from storage import migrate
from storage.engine import parse_url
from storage.errors import WrongSchema
from storage.store import Store
from storage.tables import METADATA


def run(url: str, *statements: str) -> None:
    engine = sa.create_engine(parse_url(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def climbed(url: str, to: str = migrate.HEAD) -> sa.Engine:
    """Return an engine on a database that was taken step by step from no tables."""
    engine = sa.create_engine(parse_url(url))
    with engine.begin() as connection:
        migrate.climb(connection, to)
    return engine


def as_declared(engine: sa.Engine) -> str:
    """Return every table and index of a database in the words that would make it again."""
    found = sa.MetaData()
    found.reflect(engine)
    words = []
    for table in found.sorted_tables:
        made = str(CreateTable(table).compile(engine))
        # The order of a table's constraints means nothing.
        words += [table.name, *sorted(line.strip(" \t,") for line in made.splitlines())]
        words += sorted(str(CreateIndex(index).compile(engine)) for index in table.indexes)
    return "\n".join(words)


def test_migrated_tables_equal_the_declared_ones(empty_url: str) -> None:
    engine = climbed(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_a_new_database_has_the_tables_that_steps_would_have_made(empty_url: str) -> None:
    engine = climbed(empty_url)
    by_steps = as_declared(engine)
    found = sa.MetaData()
    found.reflect(engine)
    found.drop_all(engine)
    store = Store.open(empty_url)
    assert store.upgrade()
    store.close()
    assert as_declared(engine) == by_steps
    assert "CREATE TABLE entry" in by_steps
    with engine.connect() as connection:
        # Alembic takes over from here at the next version.
        assert MigrationContext.configure(connection).get_current_revision() == migrate.HEAD
    engine.dispose()


def test_migrated_sqlite_tables_are_made_by_the_same_words(tmp_path: Path) -> None:
    def words(url: str) -> set[tuple[str, ...]]:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            found = connection.execute(
                sa.text(
                    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
                    "AND name NOT IN ('alembic_version', 'sqlite_sequence')"
                )
            )
            # The order of a table's constraints means nothing.
            made = {tuple(sorted(re.findall(r"\w+", row[0]))) for row in found}
        engine.dispose()
        return made

    climbed(f"sqlite:///{tmp_path / 'migrated.db'}").dispose()
    declared = f"sqlite:///{tmp_path / 'declared.db'}"
    engine = sa.create_engine(declared)
    METADATA.create_all(engine)
    engine.dispose()
    assert words(f"sqlite:///{tmp_path / 'migrated.db'}") == words(declared)


def test_the_listed_revisions_are_the_scripts() -> None:
    config = Config()
    folder = Path(storage.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    scripts = ScriptDirectory.from_config(config)
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == migrate.REVISIONS


def test_upgrading_again_does_nothing(empty_url: str) -> None:
    store = Store.open(empty_url)
    assert [store.upgrade(), store.upgrade()] == [True, False]
    assert store.version() == migrate.HEAD
    store.close()


def test_two_instances_may_upgrade_at_once(empty_url: str) -> None:
    stores = [Store.open(empty_url) for _ in range(2)]
    changed: list[bool] = []
    threads = [Thread(target=lambda s=store: changed.append(s.upgrade())) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert sorted(changed) == [False, True]


def test_a_database_without_tables_says_who_makes_them(empty_url: str) -> None:
    store = Store.open(empty_url)
    with pytest.raises(WrongSchema, match="'wirewatch run' or 'once' makes them"), store.read():
        pass
    store.close()


def test_looking_does_not_create_a_database_file(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(WrongSchema), store.read():
        pass
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused_when_opened(empty_url: str) -> None:
    store = Store.open(empty_url)
    store.upgrade()
    store.close()
    run(empty_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WrongSchema, match="made by a newer Wirewatch"):
        Store.open(empty_url)


def test_a_failed_upgrade_leaves_nothing_behind(empty_url: str) -> None:
    run(empty_url, "CREATE TABLE delivery (id INTEGER PRIMARY KEY)")
    store = Store.open(empty_url)
    with pytest.raises(storage.errors.StorageError, match="delivery"):
        store.upgrade()
    assert store.version() is None
    store.close()
    engine = sa.create_engine(parse_url(empty_url))
    assert sa.inspect(engine).get_table_names() == ["delivery"]
    engine.dispose()
