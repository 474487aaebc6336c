"""A PostgreSQL server in trouble: what passes by itself is to be tried again, never an end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from storage.errors import DiskFull, Locked, Unavailable
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


@contextmanager
def standing_still(backends: list[int]) -> Iterator[None]:
    for pid in backends:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in backends:
            os.kill(pid, signal.SIGCONT)


def cut_until_done(store: Store, thread: Thread) -> int:
    """Do as the daemon does while somebody waits; return how many connections were cut."""
    cut = 0
    for _ in range(200):
        cut += store.cut_silent(0.5)
        thread.join(0.1)
        if not thread.is_alive():
            return cut
    raise AssertionError("still waiting")


def test_a_server_that_stands_still_holds_nobody_for_ever(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    postgres_server.clear(postgres_tables)
    store = Store.open(postgres_server.url(postgres_tables), patience=0.5)
    store.version()
    said: list[str] = []

    def write() -> None:
        try:
            with store.write() as tx:
                tx.notes.set("key", "value")
        except Unavailable as error:
            said.append(str(error))

    assert store.cut_silent(0.0) == 0  # connected, but nothing is asked
    with standing_still(postgres_server.backends(postgres_tables)):
        thread = Thread(target=write)
        thread.start()
        assert cut_until_done(store, thread) >= 1
    # The pool finds out that a connection is dead, and makes another: then it is written after all.
    with store.write() as tx:
        tx.notes.set("another", "value")
    assert all("cannot be reached" in words for words in said)
    store.close()


def test_what_a_silent_server_was_asked_is_given_up_as_unavailable(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    postgres_server.clear(postgres_tables)
    store = Store.open(postgres_server.url(postgres_tables))
    said: list[str] = []

    def write() -> None:
        try:
            with store.write() as tx:
                tx.notes.connection.exec_driver_sql("SELECT pg_sleep(60)")
        except Unavailable as error:
            said.append(str(error))

    thread = Thread(target=write)
    thread.start()
    assert cut_until_done(store, thread) == 1
    assert "the database server cannot be reached" in said[0]
    store.close()
    # The server sleeps on, and holds the lock of the writer.
    postgres_server.disconnect(postgres_tables)


def test_the_lock_of_a_connection_that_stands_still_is_not_anothers(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    postgres_server.clear(postgres_tables)
    store = Store.open(postgres_server.url(postgres_tables))
    held = store.lock("the daemon")
    answers: list[bool] = []
    with standing_still(postgres_server.backends(postgres_tables)):
        thread = Thread(target=lambda: answers.append(held.held()))
        thread.start()
        cut_until_done(store, thread)
        assert answers == [False]
        # Locked would end the daemon for a lock that is its own.
        with pytest.raises(Unavailable, match="has not noticed yet") as raised:
            held.keep()
        assert not isinstance(raised.value, Locked)
    for _ in range(100):
        if len(postgres_server.backends(postgres_tables)) == 0:
            break
        Event().wait(0.1)
    assert held.keep()
    held.release()
    store.close()
