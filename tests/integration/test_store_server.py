"""A PostgreSQL server in trouble: what passes by itself is to be tried again, never an end."""

from __future__ import annotations

from threading import Event

import pytest

from storage.errors import DiskFull, Unavailable
from storage.store import Store
from tests.servers.postgres import PostgresServer


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("25006", "takes no writes"),
        ("25P03", "a transaction that stood still"),
        ("40001", "in each other's way"),
        ("53000", "out of something it needs"),
        ("53200", "out of memory"),
        ("53300", "no connection left"),
        ("53400", "out of something it needs"),
        ("57014", "cannot be reached"),
        ("57P01", "cannot be reached"),
        ("57P02", "cannot be reached"),
        ("57P03", "cannot be reached"),
        ("57P05", "cannot be reached"),
        ("58000", "the disk or system"),
        ("58030", "the disk or system"),
        ("58P01", "the disk or system"),
    ],
)
def test_what_may_pass_at_a_server_is_to_be_tried_again(
    postgres_server: PostgresServer, postgres_tables: str, state: str, words: str
) -> None:
    store = Store.open(postgres_server.url(postgres_tables))
    raise_it = f"DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(Unavailable, match=f"{words}.*as asked"), store.write() as tx:
        tx.notes.connection.exec_driver_sql(raise_it)
    store.close()


def test_a_full_disk_of_a_server_is_one(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    store = Store.open(postgres_server.url(postgres_tables))
    raise_it = "DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '53100'; END $$"
    with pytest.raises(DiskFull, match="the disk of the database server"), store.write() as tx:
        tx.notes.connection.exec_driver_sql(raise_it)
    store.close()


def test_a_transaction_that_a_server_ended_for_standing_still_is_tried_again(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    postgres_server.clear(postgres_tables)
    store = Store.open(postgres_server.url(postgres_tables))

    def stand_still() -> None:
        with store.write() as tx:
            tx.notes.connection.exec_driver_sql("SET idle_in_transaction_session_timeout = '50ms'")
            Event().wait(0.5)
            tx.notes.set("key", "value")

    with pytest.raises(Unavailable, match="stood still"):
        stand_still()
    with store.write() as tx:
        assert tx.notes.get("key") is None
        tx.notes.set("key", "value")
    store.close()
