"""Where replays get their entries from, when that is a file."""

from __future__ import annotations

import gzip
import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.cli.past import ItemsFile, cut_off
from monitor.errors import UsageError

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def write(folder: Path, *items: dict[str, object] | str) -> Path:
    path = folder / "items.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in items]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("since", "at"),
    [
        ("12h", datetime(2026, 11, 24, tzinfo=UTC)),
        ("30d", datetime(2026, 10, 25, 12, tzinfo=UTC)),
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T02:00+02:00", datetime(2026, 1, 31, tzinfo=UTC)),
    ],
)
def test_since_is_a_duration_or_a_time(since: str, at: datetime) -> None:
    assert cut_off(since, NOW) == at


@pytest.mark.parametrize("since", ["soon", "", "-3d", "30", "2026-13-01"])
def test_since_that_says_nothing_is_wrong_use(since: str) -> None:
    with pytest.raises(UsageError, match="write 12h, 30d or 2026-01-31"):
        cut_off(since, NOW)


def test_items_come_in_the_order_of_their_times_and_undated_ones_stay_behind_their_neighbour(
    tmp_path: Path,
) -> None:
    path = write(
        tmp_path,
        {"id": "undated first"},
        {"id": "late", "time": "2026-03-02"},
        {"id": "after late"},
        {"id": "early", "time": "2026-03-01"},
    )
    file = ItemsFile(path, None, NOW)
    assert [past.id for past in file] == ["undated first", "early", "late", "after late"]
    assert file.get(1).id == "early"
    file.close()


def test_since_counts_back_from_the_newest_item_that_is_not_of_the_future(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"id": "old", "time": "2020-01-01"},
        {"id": "new", "time": "2020-02-01"},
        {"id": "mistyped", "time": "2220-02-01"},
        {"id": "undated"},
    )
    file = ItemsFile(path, "7d", NOW)
    assert [past.id for past in file] == ["new", "mistyped", "undated"]
    file.close()


def test_bad_lines_are_counted_and_left_out(tmp_path: Path) -> None:
    file = ItemsFile(write(tmp_path, "{oops", "", {"id": 1, "title": "A"}), None, NOW)
    assert (file.total, file.bad) == (1, 2)
    assert [past.data.title for past in file] == ["A"]
    file.close()


def test_a_pipe_can_be_replayed_too(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = write(tmp_path, {"id": 1}, {"id": 2}).read_text()
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    file = ItemsFile(pipe, None, NOW)
    writer.join()
    assert [past.id for past in file] == [1, 2]
    file.close()


def test_an_item_keeps_what_rules_ask_of_it(tmp_path: Path) -> None:
    item = {"id": 7, "source": "bbc.co.uk", "url": "https://bbc.co.uk/x", "tags": ["world"],
            "language": "en", "summary": "s", "content": "c", "time": "2026-03-01"}  # fmt: skip
    file = ItemsFile(write(tmp_path, item), None, NOW)
    past = file.get(0)
    assert (past.data.link, past.data.tags, past.data.language) == (
        "https://bbc.co.uk/x", ("world",), "en",
    )  # fmt: skip
    assert (past.feed.name, past.at) == ("bbc.co.uk", datetime(2026, 3, 1, tzinfo=UTC))
    file.close()


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        ItemsFile(tmp_path / "none.jsonl", None, NOW)


def test_a_compressed_file_is_wrong_use_and_no_heap_of_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl.gz"
    path.write_bytes(gzip.compress(write(tmp_path, {"id": 1}).read_bytes()))
    with pytest.raises(UsageError, match="is compressed: unpack it"):
        ItemsFile(path, None, NOW)
