"""A store among others: locks, waiting, full disks, crashes, addresses that cannot work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa

from storage.engine import parse_url
from storage.errors import StorageError, Unavailable, WrongSchema
from storage.store import Store
from tests.integration.store_builders import NOW, add_feed, data
from tests.servers.postgres import PostgresServer

CRASHING = """
import sys
from storage.store import Store
from tests.integration.store_builders import queue_alert
store = Store.open(sys.argv[1])
held = store.lock("crashing")
for number in range(100000):
    alert_id = queue_alert(store, ["mail", "chat"], rule=f"rule {number}")
    with store.write() as tx:
        tx.feeds.sync([], tx.alerts.get(alert_id).created_at)
    print(alert_id, flush=True)
"""


def test_reading_goes_on_while_somebody_writes(store: Store) -> None:
    feed_id = add_feed(store)
    with store.write() as writing:
        writing.entries.insert(feed_id, NOW, False, [data("one")])
        with store.read() as reading:
            assert reading.entries.count() == 0
    with store.read() as reading:
        assert reading.entries.count() == 1


def test_a_reader_sees_one_moment_however_long_it_looks(store: Store) -> None:
    feed_id = add_feed(store)
    with store.read() as reading:
        assert reading.entries.count() == 0
        with store.write() as writing:
            writing.entries.insert(feed_id, NOW, False, [data("one")])
        assert reading.entries.count() == 0


def test_writers_take_turns(store_url: str) -> None:
    stores = [Store.open(store_url) for _ in range(3)]

    def count_up(store: Store) -> None:
        for _ in range(20):
            with store.write() as tx:
                tx.notes.set("count", str(int(tx.notes.get("count") or 0) + 1))

    threads = [Thread(target=count_up, args=(store,)) for store in stores + stores[:1]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with stores[0].read() as tx:
        assert tx.notes.get("count") == "80"
    for store in stores:
        store.close()


def test_a_writer_that_waited_too_long_says_so(store_url: str) -> None:
    first, second = Store.open(store_url), Store.open(store_url, patience=0.2)
    with (
        first.write(),
        pytest.raises(Unavailable, match="locked by another process"),
        second.write(),
    ):
        pass
    with second.write() as tx:
        tx.notes.set("key", "value")
    first.close()
    second.close()


OPENING = """
import ctypes
import os
import sys
from storage.errors import Unavailable
from storage.store import Store

if os.geteuid() == 0:
    # Root may write anywhere. Without CAP_DAC_OVERRIDE it keeps to the modes of folders, and can
    # still read a checkout that no other account may enter. Version 3 of capset(2), this process.
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, low and high halves
    assert libc.capget(header, sets) == 0, os.strerror(ctypes.get_errno())
    # Nor does it enter closed ones without CAP_DAC_READ_SEARCH.
    without = ~6 if sys.argv[2:] == ["closed"] else ~2
    sets[0] &= without
    sets[1] &= without  # access(2) asks what root may be given
    assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())
try:
    Store.open(sys.argv[1]).upgrade()
except Unavailable as error:
    print(error)
"""


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_may_not_be_written_is_named(there: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/w.db"
        if there:
            made = Store.open(url)
            made.upgrade()
            made.close()
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", OPENING, url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
    assert f"the folder '{folder}' of the database cannot be written" in done.stdout, done.stderr


def test_a_folder_that_may_not_be_entered_is_said() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "inner").mkdir()
        Path(folder).chmod(0o000)
        command = [sys.executable, "-c", OPENING, f"sqlite:///{folder}/inner/w.db", "closed"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
    assert f"the folder '{folder}/inner' of the database cannot be entered" in done.stdout, (
        done.stderr
    )


def test_tables_of_another_program_are_left_alone(empty_url: str) -> None:
    engine = sa.create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE feed (name TEXT)"))
    engine.dispose()
    store = Store.open(empty_url)
    with pytest.raises(WrongSchema, match=r"a table 'feed' already.*name another database"):
        store.upgrade()
    store.close()


def test_a_server_that_drops_a_writer_is_unavailable_and_keeps_nothing_of_it(
    postgres_server: PostgresServer, postgres_tables: str
) -> None:
    name = postgres_tables
    postgres_server.clear(name)
    store = Store.open(postgres_server.url(name))

    def write_while_it_drops() -> None:
        with store.write() as tx:
            tx.stories.start(NOW, "Ferry adrift")
            postgres_server.disconnect(name)
            tx.stories.start(NOW, "Ferry found")

    with pytest.raises(Unavailable, match="cannot be reached"):
        write_while_it_drops()
    with store.write() as tx:
        assert tx.stories.list(10) == []
        tx.stories.start(NOW, "Ferry home")
    store.close()


def test_a_server_that_is_away_is_unavailable_and_the_password_unsaid() -> None:
    with pytest.raises(Unavailable) as raised:
        Store.open("postgresql+psycopg://desk:hunter2@127.0.0.1:9/wirewatch")
    assert "cannot be reached" in str(raised.value)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("wirewatch.db", "no database URL"),
        ("mysql://desk:hunter2@db/wirewatch", "'mysql' is not supported"),
        ("postgresql+psycopg://desk:hunter2@db:port/wirewatch", "no database URL"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_a_url_that_cannot_work_is_refused_in_words(url: str, words: str) -> None:
    with pytest.raises(StorageError, match=words) as raised:
        Store.open(url)
    assert "hunter2" not in str(raised.value)


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    url = f"sqlite:///{folder / 'wirewatch.db'}"
    with pytest.raises(Unavailable, match=f"the folder '{folder}' of the database does not exist"):
        Store.open(url)
    with pytest.raises(Unavailable, match=f"the database '{tmp_path}' is a folder"):
        Store.open(f"sqlite:///{tmp_path}")
    folder.mkdir()
    store = Store.open(url)
    folder.rmdir()
    with pytest.raises(Unavailable, match="cannot be opened"):
        store.upgrade()
    with pytest.raises(Unavailable, match="lock file"):
        store.lock("me")
    store.close()


def test_a_full_disk_undoes_the_transaction_and_reading_goes_on(sqlite_store: Store) -> None:
    feed_id = add_feed(sqlite_store)
    with sqlite_store._writer.begin() as connection:
        pages = connection.execute(sa.text("PRAGMA page_count")).scalar_one()
        connection.execute(sa.text(f"PRAGMA max_page_count={pages + 2}"))
    with (
        pytest.raises(Unavailable, match="disk of the database is full"),
        sqlite_store.write() as tx,
    ):
        tx.entries.insert(
            feed_id, NOW, False, [data(f"e{n}", content="long " * 500) for n in range(100)]
        )
    with sqlite_store.read() as tx:
        assert tx.entries.count() == 0
    with sqlite_store.write() as tx:
        tx.notes.set("still", "working")


def test_what_was_committed_survives_kill_9(store_url: str) -> None:
    command = [sys.executable, "-c", CRASHING, store_url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    told += [int(line) for line in process.stdout.read().split()]
    process.wait()
    process.stdout.close()
    store = Store.open(store_url)
    with store.lock("the next one"), store.write() as tx:
        assert all(len(tx.outbox.of_alert(alert_id)) == 2 for alert_id in told)
        tx.outbox.release_others("the next one")
    assert store.check() == []
    store.close()


def test_the_lock_file_tells_machines_who_holds_it(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.lock("the daemon"):
        told = json.loads((tmp_path / "wirewatch.db.lock").read_text())
    assert (told["owner"], told["pid"]) == ("the daemon", os.getpid())


def test_only_the_holder_of_the_lock_makes_checkpoints(tmp_path: Path) -> None:
    def checkpoints(store: Store) -> int:
        with store._writer.begin() as connection:
            pages: int = connection.execute(sa.text("PRAGMA wal_autocheckpoint")).scalar_one()
        return pages

    url = f"sqlite:///{tmp_path / 'wirewatch.db'}"
    holder, other = Store.open(url), Store.open(url)
    holder.upgrade()
    with holder.lock("the daemon"):
        assert [checkpoints(holder), checkpoints(other)] == [1000, 0]
    assert checkpoints(holder) == 0
    holder.close()
    other.close()


def test_postgres_may_be_written_short() -> None:
    assert parse_url("postgresql://host/db").drivername == "postgresql+psycopg"
