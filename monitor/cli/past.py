"""Where replays get their entries: the archive, or a file of JSON Lines."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from monitor.cli.items import BadLine, Item, read_item, read_time
from monitor.config.problems import BadValueError
from monitor.config.values import read_duration
from monitor.errors import UsageError
from monitor.pipeline.replay import Past
from storage.records import Entry, EntryData, FeedSpec

if TYPE_CHECKING:
    from storage.store import Store

_CHUNK = 500


class Source(Protocol):
    """Entries, oldest first, as often as asked; ``total`` is how many, ``bad`` how many were none.

    ``since`` is the moment asked for: what comes before it only tells what was known then.
    """

    since: datetime | None
    total: int
    bad: int

    def __iter__(self) -> Iterator[Past]: ...

    def get(self, key: int) -> Past | None:
        """Return one entry again, None where it has gone."""
        ...


def cut_off(since: str, now: datetime) -> datetime:
    """Return the moment that ``--since`` names: a duration before ``now``, or a time."""
    try:
        return now - timedelta(seconds=read_duration(since))
    except BadValueError:
        pass
    try:
        found = read_time(since)
        assert found is not None
        return found
    except ValueError:
        raise UsageError(
            f"--since {since!r} is neither a duration nor a time: write 12h, 30d or 2026-01-31"
        ) from None


class Archive:
    """The stored entries since a moment, in the order in which they were judged.

    Read in small transactions, so that a daemon beside it can go on and tidy up.
    """

    bad = 0

    def __init__(self, store: Store, since: datetime, before: timedelta = timedelta()) -> None:
        """``before`` is how much more is read, from the time before ``since``."""
        self._store = store
        self.since: datetime | None = since
        self._first = since - before
        with store.read() as tx:
            self.total = tx.entries.count(self._first)
            self._specs = {feed.id: feed.spec for feed in tx.feeds.all()}

    def __iter__(self) -> Iterator[Past]:
        last = 0
        while True:
            with self._store.read() as tx:
                chunk = tx.entries.after(last, self._first, _CHUNK)
            if not chunk:
                return
            last = chunk[-1].id
            for entry in chunk:
                yield self._past(entry)

    def get(self, key: int) -> Past | None:
        with self._store.read() as tx:
            entry = tx.entries.get(key)
        return self._past(entry) if entry else None

    def _past(self, entry: Entry) -> Past:
        # A feed taken up since the list was read says no more of itself than its entries do.
        feed = self._specs.get(entry.feed_id) or FeedSpec(entry.data.link)
        return Past(entry.id, entry.id, entry.data, feed, entry.seen_at, entry.backlog)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands and when its item came; ``order`` counts the lines."""

    at: datetime | None
    offset: int
    length: int
    order: int


class ItemsFile:
    """The items of a file of JSON Lines, sorted by their own times.

    An item without a time stays behind the one before it. Only places and times are kept in
    memory. ``since`` counts back from the newest item that is not of the future: the items'
    times are the clock.
    """

    def __init__(
        self, path: Path, since: str | None, now: datetime, before: timedelta = timedelta()
    ) -> None:
        """``before`` is how much more is read, from the time before ``since``."""
        if since is not None:
            cut_off(since, now)  # said before a long file is read, and for one without times
        self._file = _seekable(path)
        self.bad = 0
        self.since: datetime | None = None
        places = list(self._places())
        times = [place.at for place in places if place.at is not None and place.at <= now]
        if since is not None and times:
            self.since = cut_off(since, max(times))
            first = self.since - before
            places = [place for place in places if place.at is None or place.at >= first]
        self._sorted = _in_time(places)
        self.total = len(self._sorted)

    def close(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Past]:
        for key in range(self.total):
            yield self.get(key)

    def get(self, key: int) -> Past:
        place = self._sorted[key]
        self._file.seek(place.offset)
        item = read_item(self._file.read(place.length))
        assert isinstance(item, Item), "the file was read before"
        return _past(key, item)

    def _places(self) -> Iterator[_Place]:
        offset = 0
        for order, line in enumerate(self._file):
            item = read_item(line)
            if isinstance(item, BadLine):
                self.bad += 1
            else:
                yield _Place(item.document.time, offset, len(line), order)
            offset += len(line)


def _in_time(places: list[_Place]) -> list[_Place]:
    """Return the places by time; one without a time takes that of the one before it."""
    moments: list[float] = []
    for place in places:
        known = moments[-1] if moments else float("-inf")
        moments.append(known if place.at is None else place.at.timestamp())
    order = sorted(range(len(places)), key=moments.__getitem__)
    return [places[at] for at in order]


_GZIP: Final = b"\x1f\x8b"


def _seekable(path: Path) -> BinaryIO:
    """Open ``path``; what cannot be read twice, such as a pipe, is copied aside first."""
    try:
        file: BinaryIO = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if not file.seekable():
        with file:
            copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
            shutil.copyfileobj(file, copy)
        file = copy
    file.seek(0)
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    if packed:
        file.close()
        raise UsageError(f"{path} is compressed: unpack it, as in gunzip -c {path} | … --items -")
    return file


def _past(key: int, item: Item) -> Past:
    document = item.document
    data = EntryData(
        identity=str(key),
        digest="",
        link=document.url,
        title=document.title,
        summary=document.summary,
        content=document.content,
        tags=document.tags,
        language=document.language,
        published=document.time,
    )
    feed = FeedSpec(url=document.source, name=document.source)
    return Past(key, item.id, data, feed, document.time)
