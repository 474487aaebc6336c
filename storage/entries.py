"""Entries: what the feeds have said, and which of it is already known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import (
    ARRAY,
    Connection,
    Executable,
    Integer,
    Row,
    Text,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ColumnElement

from storage.bulk import Bulk, Prepared
from storage.columns import Json, clean, key_of
from storage.records import Arrivals, Entry, EntryData, KnownEntry
from storage.tables import ALERT, ALIAS, ENTRY, FEED
from storage.upsert import Upsert, keeping

_TEXT: Final = (
    "digest",
    "link",
    "title",
    "summary",
    "content",
    "author",
    "tags",
    "language",
    "published",
)
_COLUMNS: Final = [
    ENTRY.c[name]
    for name in ("id", "feed_id", "seen_at", "story_id", "backlog", "identity", *_TEXT)
]
_KNOWN: Final = [ENTRY.c[name] for name in ("id", "identity", "digest", "story_id", "backlog")]
_texts: Final = attrgetter(*_TEXT)
_NEWEST: Final = select(func.max(ENTRY.c.id))
_ADDED: Final = Prepared(
    lambda _: select(ENTRY.c.feed_id, ENTRY.c.identity, ENTRY.c.id).where(
        ENTRY.c.id > bindparam("newest")
    ),
    ("newest",),
)
_STORY_OF: Final = Prepared(
    lambda _: select(ENTRY.c.story_id).where(ENTRY.c.id == bindparam("entry")),
    ("entry",),
)
_ATTACH: Final = Prepared(
    lambda _: (
        update(ENTRY).where(ENTRY.c.id == bindparam("entry")).values(story_id=bindparam("story"))
    ),
    ("entry", "story"),
)
_KEYS_AT_ONCE: Final = 500
_KEPT_PER_FEED: Final = 500


def _known(among: Callable[[ColumnElement[str]], ColumnElement[bool]]) -> Executable:
    feed = bindparam("feed", type_=Integer)
    by_identity = select(ENTRY.c.identity, *_KNOWN).where(
        ENTRY.c.feed_id == feed, among(ENTRY.c.identity)
    )
    by_alias = (
        select(ALIAS.c.key, *_KNOWN)
        .join_from(ALIAS, ENTRY, ALIAS.c.entry_id == ENTRY.c.id)
        .where(ALIAS.c.feed_id == feed, among(ALIAS.c.key))
    )
    return by_alias.union_all(by_identity)


def _find_known(connection: Connection) -> Executable:
    # One parameter for all keys: an IN list would be written anew for every number of them.
    if connection.dialect.name == "sqlite":
        keys = func.json_each(bindparam("keys", type_=Json)).table_valued("value").c.value
        return _known(lambda column: column.in_(select(keys)))
    return _known(lambda column: column == func.any(bindparam("keys", type_=ARRAY(Text))))


_FIND_KNOWN: Final = Prepared(_find_known, ("feed", "keys"))
_ALIAS: Final = Bulk(Upsert(ALIAS, keeping).on, ("feed_id", "key", "entry_id"))


def _insert_entry(insert: sqlite.Insert) -> Executable:
    changed = {name: insert.excluded[name] for name in _TEXT}
    changed["changed_at"] = insert.excluded.seen_at
    return insert.on_conflict_do_update(index_elements=["feed_id", "identity"], set_=changed)


_INSERT: Final = Bulk(
    Upsert(ENTRY, _insert_entry).on, ("feed_id", "identity", "seen_at", "backlog", *_TEXT)
)


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries, inside one transaction."""

    connection: Connection

    def known(self, feed_id: int, identities: Collection[str]) -> dict[str, KnownEntry]:
        """Return the stored entry of each asked key that is an identity or an alias in this feed."""
        asked = {identity: key_of(identity) for identity in identities}
        found = {}
        for keys in _chunks(asked.values(), _KEYS_AT_ONCE):
            # Identities come after aliases, and so take their place.
            for key, *row in _FIND_KNOWN.run(self.connection, feed_id, keys):
                found[key] = KnownEntry(*row)
        return {identity: found[key] for identity, key in asked.items() if key in found}

    def insert(
        self, feed_id: int, seen_at: datetime, backlog: bool, entries: Sequence[EntryData]
    ) -> list[int]:
        """Store the entries of one feed; see :meth:`insert_many`."""
        return self.insert_many([Arrivals(feed_id, seen_at, backlog, entries)])[0]

    def insert_many(self, batch: Sequence[Arrivals]) -> list[list[int]]:
        """Store entries of several feeds and return their ids, in the order given.

        One that is already there under its identity gets the new text and keeps its id.
        Identities of more than 400 characters are kept shortened, with a hash.
        """
        rows: dict[tuple[int, str], tuple[Any, ...]] = {}
        places = [[(one.feed_id, key_of(data.identity)) for data in one.entries] for one in batch]
        for one, own in zip(batch, places, strict=True):
            for place, data in zip(own, one.entries, strict=True):
                if place not in rows:
                    rows[place] = (*place, one.seen_at, one.backlog, *_texts(data))
        if not rows:
            return [[] for _ in batch]
        newest = self.connection.execute(_NEWEST).scalar_one() or 0
        _INSERT.run(self.connection, rows.values())
        ids = self._ids(rows, newest)
        found = [[ids[place] for place in own] for own in places]
        self._alias(
            (one.feed_id, key, entry_id)
            for one, own in zip(batch, found, strict=True)
            for data, entry_id in zip(one.entries, own, strict=True)
            for key in data.aliases
        )
        return found

    def _ids(self, keys: Collection[tuple[int, str]], newest: int) -> Mapping[tuple[int, str], int]:
        """Return the ids of stored identities; most are newer than ``newest``, for one writes alone."""
        ids = {(feed, key): id for feed, key, id in _ADDED.run(self.connection, newest)}
        for feed, key in keys:
            if (feed, key) not in ids:
                ids[feed, key] = self.known(feed, [key])[key].id
        return ids

    def update(self, entry_id: int, data: EntryData, seen_at: datetime) -> None:
        """Give a stored entry its new text. A new identity becomes one more alias of it."""
        change = (
            update(ENTRY)
            .where(ENTRY.c.id == entry_id)
            .values(**dict(zip(_TEXT, _texts(data), strict=True)), changed_at=seen_at)
            .returning(ENTRY.c.feed_id)
        )
        feed_id = self.connection.execute(change).scalar_one_or_none()
        if feed_id is not None:
            self._alias((feed_id, key, entry_id) for key in (data.identity, *data.aliases))

    def _alias(self, aliases: Iterable[tuple[int, str, int]]) -> None:
        _ALIAS.run(self.connection, ((feed, key_of(key), entry) for feed, key, entry in aliases))

    def get(self, entry_id: int) -> Entry | None:
        """Return one entry."""
        found = self._all(select(*_COLUMNS).where(ENTRY.c.id == entry_id))
        return found[0] if found else None

    def contents(self, ids: Collection[int]) -> dict[int, str]:
        """Return the contents of entries by their ids."""
        return {
            row.id: row.content
            for chunk in _chunks(ids, _KEYS_AT_ONCE)
            for row in self.connection.execute(
                select(ENTRY.c.id, ENTRY.c.content).where(ENTRY.c.id.in_(chunk))
            )
        }

    def find(self, link_or_id: str) -> list[Entry]:
        """Return the entries a person means by an entry's id, link, or key in its feed; newest first.

        Of a link, http or https, a last slash and the fragment do not matter.
        """
        asked = clean(link_or_id.strip())
        if not asked:
            return []
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        spellings = _spellings(asked)
        keys = [key_of(spelling) for spelling in spellings]
        # Feed by feed, for both indexes begin with the feed; one by one, for SQLite finds no good
        # plan for the whole.
        ways = [
            select(ENTRY.c.id).where(ENTRY.c.id == number),
            select(ENTRY.c.id).where(ENTRY.c.link.in_(spellings)),
            select(ENTRY.c.id).join_from(
                FEED, ENTRY, (ENTRY.c.feed_id == FEED.c.id) & ENTRY.c.identity.in_(keys)
            ),
            select(ALIAS.c.entry_id).join_from(
                FEED, ALIAS, (ALIAS.c.feed_id == FEED.c.id) & ALIAS.c.key.in_(keys)
            ),
        ]
        ids = {id for way in ways for id in self.connection.execute(way.limit(100)).scalars()}
        return self._all(select(*_COLUMNS).where(ENTRY.c.id.in_(ids)).order_by(ENTRY.c.id.desc()))

    def titled(self, feed_id: int, titles: Collection[str]) -> list[Entry]:
        """Return the entries of a feed that have one of ``titles``."""
        of_feed = select(*_COLUMNS).where(ENTRY.c.feed_id == feed_id)
        return [
            entry
            for chunk in _chunks(titles, _KEYS_AT_ONCE)
            for entry in self._all(of_feed.where(ENTRY.c.title.in_([clean(t) for t in chunk])))
        ]

    def recent(self, since: datetime, limit: int) -> list[Entry]:
        """Return the entries seen since then, newest first."""
        query = select(*_COLUMNS).where(ENTRY.c.seen_at >= since)
        return self._all(query.order_by(ENTRY.c.seen_at.desc(), ENTRY.c.id.desc()).limit(limit))

    def after(self, entry_id: int, since: datetime, limit: int) -> list[Entry]:
        """Return entries with a greater id that were seen since then, in the order stored."""
        query = select(*_COLUMNS).where(ENTRY.c.id > entry_id, ENTRY.c.seen_at >= since)
        return self._all(query.order_by(ENTRY.c.id).limit(limit))

    def of_story(self, story_id: int) -> list[Entry]:
        """Return the entries of a story, oldest first."""
        query = select(*_COLUMNS).where(ENTRY.c.story_id == story_id)
        return self._all(query.order_by(ENTRY.c.seen_at, ENTRY.c.id))

    def _all(self, query: Any) -> list[Entry]:
        rows = list(self.connection.execute(query))
        ids = [row.id for row in rows]
        aliases: dict[int, list[str]] = {}
        for chunk in _chunks(ids, _KEYS_AT_ONCE):
            pairs = select(ALIAS.c.entry_id, ALIAS.c.key).where(ALIAS.c.entry_id.in_(chunk))
            for entry_id, key in self.connection.execute(pairs.order_by(ALIAS.c.key)):
                aliases.setdefault(entry_id, []).append(key)
        return [_entry(row, tuple(aliases.get(row.id, ()))) for row in rows]

    def story_of(self, entry_id: int) -> int | None:
        """Return the story that the entry is in now."""
        found = _STORY_OF.run(self.connection, entry_id)
        return found[0][0] if found else None

    def attach(self, entry_id: int, story_id: int | None) -> None:
        """Make the entry one of this story (None: of no story)."""
        _ATTACH.run(self.connection, entry_id, story_id)

    def prune(self, before: datetime, limit: int = 500) -> int:
        """Forget up to ``limit`` entries seen before then; return how many.

        Kept are those that an alert refers to, and the newest 500 of a feed that is active or may
        come back: what a feed may still list must stay known, or it would be told again as new.
        """
        polled = FEED.c.active | FEED.c.gone_at.is_not(None)
        newest = ENTRY.alias("newest")
        floor = (
            select(newest.c.id)
            .where(newest.c.feed_id == FEED.c.id, polled)
            .order_by(newest.c.id.desc())
            .limit(1)
            .offset(_KEPT_PER_FEED - 1)
            .scalar_subquery()
        )
        floors = select(FEED.c.id, polled.label("polled"), floor.label("floor")).subquery("floors")
        old = (
            select(ENTRY.c.id)
            .join(floors, floors.c.id == ENTRY.c.feed_id)
            .where(
                ENTRY.c.seen_at < before,
                or_(~floors.c.polled, ENTRY.c.id < floors.c.floor),
                ~exists().where(ALERT.c.entry_id == ENTRY.c.id),
            )
            .order_by(ENTRY.c.id)
            .limit(min(limit, 500))
        )
        ids = list(self.connection.execute(old).scalars())
        if not ids:
            return 0
        return self.connection.execute(delete(ENTRY).where(ENTRY.c.id.in_(ids))).rowcount

    def count(self, since: datetime | None = None) -> int:
        """Return how many entries are stored, or were seen since then."""
        query = select(func.count()).select_from(ENTRY)
        if since is not None:
            query = query.where(ENTRY.c.seen_at >= since)
        return self.connection.execute(query).scalar_one()


def _entry(row: Row[Any], aliases: tuple[str, ...]) -> Entry:
    values = dict(row._mapping)
    head = {name: values.pop(name) for name in ("id", "feed_id", "seen_at", "story_id", "backlog")}
    tags = tuple(values.pop("tags"))
    return Entry(data=EntryData(tags=tags, aliases=aliases, **values), **head)


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _spellings(link: str) -> list[str]:
    try:
        parts = urlsplit(link)
    except ValueError:
        return [link]
    if parts.scheme not in ("http", "https"):
        return [link]
    path = parts.path.rstrip("/")
    made = {
        urlunsplit((scheme, parts.netloc, path + end, parts.query, ""))
        for scheme in ("http", "https")
        for end in ("", "/")
    }
    # A canonical key may have lost its scheme's spelling, never more.
    return sorted(made | {link})
