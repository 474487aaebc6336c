"""A small disk that is full: retention still makes room, by the ballast."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.ballast import SIZE
from storage.errors import DiskFull
from storage.store import Store
from tests.integration.store_builders import NOW, add_feed, data


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 MB, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place))
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system")
    yield place
    subprocess.run(("umount", "-l", str(place)), check=True)


def fill(store: Store, feed_id: int) -> int:
    """Store old entries until the disk is full; return how many there are."""
    number = 0
    while True:
        batch = [data(f"{number + one}", content="x" * 4000) for one in range(50)]
        try:
            with store.write() as tx:
                tx.entries.insert(feed_id, NOW, False, batch)
        except DiskFull:
            return number
        number += len(batch)


def test_retention_makes_room_on_a_disk_that_the_archive_has_filled(disk: Path) -> None:
    store = Store.open(f"sqlite:///{disk / 'w.db'}")
    store.upgrade()
    with store.lock("this"):
        long_ago = NOW - timedelta(days=1000)
        store.prune(long_ago, long_ago)
        ballast = disk / "w.db-ballast"
        assert ballast.stat().st_size == SIZE
        feed_id = add_feed(store)
        stored = fill(store, feed_id)
        assert stored > 500
        later = NOW + timedelta(days=100)
        store.prune(later, later)
        with store.write() as tx:
            # A feed keeps its newest, which it may still list.
            assert tx.entries.count() <= 500 < stored
            tx.entries.insert(feed_id, later, False, [data("new", content="x" * 4000)])
    assert not ballast.exists()
    store.close()
