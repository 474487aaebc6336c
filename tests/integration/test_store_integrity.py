"""What a check of the database finds, and what a backup of it holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from storage.errors import Corrupt, StorageError, Unavailable
from storage.store import Store
from tests.integration.store_builders import NOW, add_entry, add_feed, data, queue_alert
from tests.servers.postgres import PostgresServer


def test_a_file_that_is_no_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.db"
    path.write_bytes(b"something else altogether " * 100)
    with pytest.raises(Corrupt, match="not a database"):
        Store.open(f"sqlite:///{path}")


def test_damage_is_found_by_checking(sqlite_store: Store, tmp_path: Path) -> None:
    feed_id = add_feed(sqlite_store)
    with sqlite_store.write() as tx:
        long = "a long text " * 300
        entries = [data(f"e{n}", content=long) for n in range(200)]
        tx.entries.insert(feed_id, NOW, False, entries)
    sqlite_store.close()
    path = tmp_path / "wirewatch.db"
    pages = bytearray(path.read_bytes())
    middle = len(pages) // 2 // 4096 * 4096
    pages[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(pages)
    damaged = Store.open(f"sqlite:///{path}")
    found = damaged.check()
    damaged.close()
    assert found
    assert found[0].startswith("damaged: ")


def test_a_sound_database_has_no_findings(store: Store) -> None:
    queue_alert(store)
    with store.write() as tx:
        tx.outbox.claim(NOW, 1, "me", 60)
        tx.feeds.claim(NOW, 1, "me", 60)
    assert store.check() == []


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("DELETE FROM delivery", "alert 1 is queued for no channel"),
        ("UPDATE delivery SET state = 'leased'", "delivery 1 is in flight, but nobody's"),
        ("UPDATE delivery SET token = 'x'", "delivery 1 is leased, but not in flight"),
        ("UPDATE delivery SET state = 'lost'", "delivery 1 is in no known state"),
        ("UPDATE feed SET lease_owner = 'x'", "feed 1 is leased to nobody"),
    ],
)
def test_a_broken_invariant_is_named(store: Store, damage: str, finding: str) -> None:
    queue_alert(store)
    with store._writer.begin() as connection:
        connection.execute(sa.text(damage))
    assert store.check() == [finding]


def test_lost_parents_are_named(sqlite_store: Store, tmp_path: Path) -> None:
    queue_alert(sqlite_store)
    with sqlite3.connect(tmp_path / "wirewatch.db") as connection:
        connection.execute("DELETE FROM story")
    connection.close()
    found = sqlite_store.check()
    assert "alert 1 has no story" in found
    assert "entry 1 names a story that does not exist" in found


def test_many_findings_are_not_all_listed(store: Store) -> None:
    of = add_entry(store)
    for number in range(15):
        queue_alert(store, rule=f"rule {number}", of=of)
    with store._writer.begin() as connection:
        connection.execute(sa.text("DELETE FROM delivery"))
    found = store.check()
    assert len(found) == 11
    assert found[-1].startswith("… and more")


def test_a_backup_holds_everything_while_somebody_writes(
    sqlite_store: Store, tmp_path: Path
) -> None:
    queue_alert(sqlite_store)
    target = tmp_path / "backup.db"
    begun, done = Event(), Event()

    def write() -> None:
        with sqlite_store.write() as tx:
            tx.notes.set("unfinished", "yes")
            begun.set()
            done.wait(10)

    thread = Thread(target=write)
    thread.start()
    begun.wait(10)
    sqlite_store.backup(target)
    done.set()
    thread.join()
    copy = Store.open(f"sqlite:///{target}")
    assert copy.check() == []
    with copy.read() as tx:
        assert tx.outbox.counts()["due"] == 1
        assert tx.notes.get("unfinished") is None
    copy.close()
    assert not target.with_name("backup.db.part").exists()


def test_a_backup_replaces_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_text("precious")
    with pytest.raises(StorageError, match="replaces nothing"):
        sqlite_store.backup(target)
    assert target.read_text() == "precious"


def test_a_backup_into_no_folder_says_so(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        sqlite_store.backup(tmp_path / "none" / "backup.db")


def test_a_server_is_backed_up_by_its_own_tool(
    postgres_server: PostgresServer, postgres_tables: str, tmp_path: Path
) -> None:
    store = Store.open(postgres_server.url(postgres_tables))
    with pytest.raises(StorageError, match="pg_dump"):
        store.backup(tmp_path / "backup.db")
    store.close()
