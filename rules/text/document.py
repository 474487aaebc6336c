"""One item, ready to be matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from rules.text import fold
from rules.text.sentences import sentences

TEXT_FIELDS: Final = ("title", "summary", "content")
FIELDS: Final = ("title", "summary", "content", "author", "tags", "url")
# Stands between two tags where words are looked for: a word by itself that nobody writes, so that
# no phrase goes on from one tag into the next.
_BARRIER: Final = "\U0001fa53"


@dataclass(frozen=True, slots=True)
class Document:
    """The text and metadata of one item.

    ``title``, ``summary`` and ``content`` are plain text (HTML already removed); every offset
    that matching or facts report is a Python string index into the named field.
    ``tags`` are the item's own categories; ``feed_tags`` those its feed carries in the configuration,
    ``feed_names`` what else its feed goes by there: its origin and its address.
    ``language`` is a BCP 47 primary tag or empty; ``time`` is aware, or None when unknown.
    """

    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    source: str = ""
    feed_tags: tuple[str, ...] = ()
    feed_names: tuple[str, ...] = ()
    language: str = ""
    time: datetime | None = None
    # Folded once, read by everyone; not part of the value.
    _cache: dict[tuple[str, str], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, name: str, ask: Callable[[Document], Any]) -> Any:
        """Return what ``ask`` returned for this document at the first call of that name."""
        key = (name, "")
        if key not in self._cache:
            self._cache[key] = ask(self)
        return self._cache[key]

    def text(self, field: str) -> str:
        """Return the source text of ``field``; tags are joined by newlines."""
        if field == "tags":
            return "\n".join(self.tags)
        value: str = getattr(self, field)
        return value

    def _worded(self, field: str) -> str:
        """Return ``text(field)`` as its words are read: of the same length, tags apart."""
        if field == "tags" and len(self.tags) > 1:
            return _BARRIER.join(self.tags)
        return self.text(field)

    def folded(self, field: str) -> str:
        """Return the folded words of ``field`` as one text; see :func:`rules.text.fold.spaced`."""
        key = ("folded", field)
        found: str | None = self._cache.get(key)
        if found is None:
            text = self._worded(field)
            found, self._cache["capitals", field] = fold.folded(text) if text else ("", "")
            self._cache[key] = found
        return found

    def words(self, field: str) -> list[str]:
        """Return the folded words of ``field``, in order; callers do not change the list."""
        key = ("words", field)
        found: list[str] | None = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self.folded(field).split()
        return found

    def spans(self, field: str) -> list[tuple[int, int]]:
        """Return for each of ``words(field)`` its start and end in the source text."""
        key = ("spans", field)
        found: list[tuple[int, int]] | None = self._cache.get(key)
        if found is None:
            found = self._cache[key] = fold.spans(self._worded(field))
        return found

    def joined(self, field: str) -> dict[int, str]:
        """Return words that two of ``words(field)`` make without an apostrophe.

        Each key is where the first of the two begins in ``folded(field)``.
        """
        key = ("joined", field)
        found: dict[int, str] | None = self._cache.get(key)
        if found is None:
            text = self._worded(field)
            found = fold.joined(text, partial(self.words, field)) if fold.parted(text) else {}
            self._cache[key] = found
        return found

    def cased(self, field: str) -> list[str]:
        """Return ``words(field)`` with their capitals."""
        key = ("cased", field)
        found: list[str] | None = self._cache.get(key)
        if found is None:
            self.folded(field)  # Where it costs nothing, the capitals were kept then.
            capitals: str | None = self._cache["capitals", field]
            found = self._cased_by_word(field) if capitals is None else capitals.split()
            self._cache[key] = found
        return found

    def _cased_by_word(self, field: str) -> list[str]:
        text = self._worded(field)
        found = fold.cased_words(text)
        if len(found) != len(self.words(field)):
            pieces = (text[start:end] for start, end in self.spans(field))
            found = ["".join(fold.cased_words(piece)) for piece in pieces]
        return found

    def sentences(self, field: str) -> list[tuple[int, int]]:
        """Return start and end of each sentence of ``field``."""
        key = ("sentences", field)
        found: list[tuple[int, int]] | None = self._cache.get(key)
        if found is None:
            found = self._cache[key] = sentences(self.text(field)[: fold.LIMIT])
        return found
