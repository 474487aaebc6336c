"""One instance works on a database: the lock, its loss, and files that are moved away beneath it."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from storage.errors import Locked, StorageError, Unavailable
from storage.store import Store
from tests.integration.store_builders import add_entry, add_feed
from tests.servers.postgres import PostgresServer


def test_a_second_instance_is_told_who_the_first_is(store_url: str) -> None:
    first, second = Store.open(store_url), Store.open(store_url)
    with first.lock("the daemon") as held:
        assert held.held()
        with pytest.raises(Locked, match=rf"process {os.getpid()} on .* \(the daemon\) .* since 2"):
            second.lock("another")
    assert not held.held()
    with second.lock("another"):
        pass
    first.close()
    second.close()


def test_a_lock_held_for_a_moment_only_turns_nobody_away(store_url: str) -> None:
    first, second = Store.open(store_url), Store.open(store_url)
    held = first.lock("somebody who looks")

    def look() -> None:
        Event().wait(0.08)
        held.release()

    thread = Thread(target=look)
    thread.start()
    with second.lock("the daemon") as lock:
        assert lock.held()
    thread.join()
    first.close()
    second.close()


def test_everything_but_the_lock_works_beside_an_instance(store_url: str) -> None:
    first, second = Store.open(store_url), Store.open(store_url)
    with first.lock("the daemon"):
        add_entry(second)
        with first.read() as tx:
            assert tx.entries.count() == 1
    first.close()
    second.close()


def test_a_server_that_dropped_the_connection_has_dropped_the_lock(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    name = postgres_tables
    postgres_server.clear(name)
    store = Store.open(postgres_server.url(name))
    held = store.lock("the daemon")
    postgres_server.disconnect(name)
    assert not held.held()
    held.release()
    with store.lock("the daemon again") as again:
        assert again.held()
    store.close()


def test_a_lost_lock_is_taken_again_unless_another_has_it(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    postgres_server.clear(postgres_tables)
    url = postgres_server.url(postgres_tables)
    first, second = Store.open(url), Store.open(url)
    held = first.lock("the daemon")
    assert not held.keep()
    postgres_server.disconnect(postgres_tables)
    assert held.keep()
    assert held.held()
    with pytest.raises(Locked, match="the daemon"):
        second.lock("another")
    postgres_server.disconnect(postgres_tables)
    with second.lock("another") as other:
        for _ in range(2):
            with pytest.raises(Locked, match="another"):
                held.keep()
        assert other.held()
    assert held.keep()
    held.release()
    first.close()
    second.close()


def test_a_lock_whose_note_cannot_be_written_turns_its_owner_not_away(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    postgres_server.clear(postgres_tables)
    store = Store.open(postgres_server.url(postgres_tables))
    held = store.lock("the daemon")
    setting = f'ALTER DATABASE "{postgres_tables}" {{}} default_transaction_read_only'
    postgres_server.execute(f"{setting.format('SET')} = on")
    try:
        postgres_server.disconnect(postgres_tables)
        for _ in range(3):
            with pytest.raises(StorageError, match="read-only"):
                held.keep()
    finally:
        postgres_server.execute(setting.format("RESET"))
    postgres_server.disconnect(postgres_tables)
    assert held.keep()
    assert held.held()
    held.release()
    store.close()


def test_a_log_that_is_removed_and_made_anew_by_others_is_missed(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'w.db'}")
    store.upgrade()
    with store.lock("the daemon"):
        add_feed(store)
        assert store.misplaced() == ""
        log = tmp_path / "w.db-wal"
        log.rename(tmp_path / "aside")
        log.touch()
        assert "'w.db-wal', the log of the database, was removed" in store.misplaced()
        (tmp_path / "aside").rename(log)
        assert store.misplaced() == ""
        (tmp_path / "w.db").rename(tmp_path / "aside")
        assert "'w.db' was removed or replaced" in store.misplaced()
    store.close()


def test_a_link_to_a_database_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "w.db").symlink_to(tmp_path / "w.db")
    first = Store.open(f"sqlite:///{tmp_path / 'w.db'}")
    first.upgrade()
    second = Store.open(f"sqlite:///{tmp_path / 'links' / 'w.db'}")
    with first.lock("the daemon"), pytest.raises(Locked, match="the daemon"):
        second.lock("another")
    with second.lock("another"):
        add_entry(second)
        assert second.misplaced() == ""
    first.close()
    second.close()


def test_the_lock_of_a_removed_file_is_taken_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'w.db'}"
    first, second = Store.open(url), Store.open(url)
    first.upgrade()
    held = first.lock("the daemon")
    (tmp_path / "w.db.lock").unlink()
    assert held.keep()
    with pytest.raises(Locked, match="the daemon"):
        second.lock("another")
    (tmp_path / "w.db.lock").unlink()
    with second.lock("another"), pytest.raises(Locked, match="another"):
        held.keep()
    held.release()
    first.close()
    second.close()


@pytest.mark.parametrize("what", ["a file", "a circle of links"])
def test_a_lock_whose_folder_became_something_else_is_lost(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    store = Store.open(f"sqlite:///{folder / 'w.db'}")
    store.upgrade()
    held = store.lock("the daemon")
    folder.rename(tmp_path / "aside")
    if what == "a file":
        folder.touch()
    else:
        folder.symlink_to(folder)
    assert not held.held()
    with pytest.raises(Unavailable, match=r"the lock file .* cannot be opened"):
        held.keep()
    assert "was removed or replaced" in store.misplaced()
    folder.unlink()
    (tmp_path / "aside").rename(folder)
    assert held.held()
    assert store.misplaced() == ""
    held.release()
    store.close()
