"""A site that moves gives all its entries new guids and addresses at once: they are still the old ones.

No key of such an entry is known, so each would be told again. They are known by title with text or
slug, and only where nothing of the feed's last reading is left in it: one new entry with the words
of an old one is news. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from monitor.parse.model import ParsedFeed
from storage.records import Entry, EntryData, FeedState, KnownEntry

# Fewer that come back together prove nothing.
_FEWEST = 5
_SHORTEST_SLUG = 8


def turned_over(state: FeedState, feed: ParsedFeed) -> bool:
    """Say whether nothing of the last reading's markup is left, in a feed that is long enough."""
    before = set(str(state.hints.get("slices") or "").split())
    return len(feed.entries) >= _FEWEST and before.isdisjoint(feed.hints.slices)


def renamed(entries: Sequence[EntryData], stored: Iterable[Entry]) -> dict[str, KnownEntry]:
    """Return which of ``stored``, entries of the same titles, each of ``entries`` is, by identity.

    Empty where less than half of them, or only a few, are old ones.
    """
    by_title: dict[str, list[Entry]] = {}
    for old in stored:
        by_title.setdefault(old.data.title, []).append(old)
    often = Counter(data.title for data in entries)
    found = {}
    for data in entries:
        candidates = by_title.get(data.title, [])
        # A title that comes again and again names no one entry.
        if len(candidates) == 1 and often[data.title] == 1 and _same(candidates[0].data, data):
            old = candidates[0]
            found[data.identity] = KnownEntry(
                old.id, old.data.identity, old.data.digest, old.story_id, old.backlog
            )
    return found if len(found) >= max(_FEWEST, len(entries) / 2) else {}


def _same(old: EntryData, new: EntryData) -> bool:
    if old.digest == new.digest:
        return True
    slug = _slug(new.link)
    return len(slug) >= _SHORTEST_SLUG and slug == _slug(old.link)


def _slug(link: str) -> str:
    """Return the last part of a link's path, by which sites name an article."""
    return urlsplit(link).path.rstrip("/").rpartition("/")[2]
