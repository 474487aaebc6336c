"""Fixtures for every kind of test: real stores, on SQLite and on PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.servers import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.PostgresServer]:
    """A PostgreSQL server, started when the first test asks for it."""
    # Short, for a socket's path has little room; never in a home, whose mode it would widen.
    with tempfile.TemporaryDirectory(prefix="ww", dir=tempfile.gettempdir()) as folder:
        directory = Path(folder)
        directory.chmod(0o755)
        with postgres.running(directory) as server:
            yield server


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: postgres.PostgresServer) -> str:
    """The name of a database with today's tables. Cleared between tests: five times as fast."""
    name = postgres_server.create()
    made = Store.open(postgres_server.url(name))
    made.upgrade()
    made.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, once for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'wirewatch.db'}"
        return
    server: postgres.PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with today's tables, once for each kind of database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'wirewatch.db'}"
        made = Store.open(url)
        made.upgrade()
        made.close()
        yield url
        return
    server: postgres.PostgresServer = request.getfixturevalue("postgres_server")
    name: str = request.getfixturevalue("postgres_tables")
    server.clear(name)
    yield server.url(name)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, once for each kind of database."""
    opened = Store.open(store_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in ``tmp_path/wirewatch.db``, for what only concerns SQLite."""
    opened = Store.open(f"sqlite:///{tmp_path / 'wirewatch.db'}")
    opened.upgrade()
    yield opened
    opened.close()
