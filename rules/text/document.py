"""One item, ready to be matched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

TEXT_FIELDS: Final = ("title", "summary", "content")
FIELDS: Final = ("title", "summary", "content", "author", "tags", "url")


@dataclass(frozen=True, slots=True)
class Document:
    """The text and metadata of one item.

    ``title``, ``summary`` and ``content`` are plain text (HTML already removed); every offset
    that matching or facts report is a Python string index into the named field.
    ``tags`` are the item's own categories; ``feed_tags`` those its feed carries in the configuration.
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
    language: str = ""
    time: datetime | None = None

    def text(self, field: str) -> str:
        """Return the source text of ``field``; tags are joined by newlines."""
        if field == "tags":
            return "\n".join(self.tags)
        value: str = getattr(self, field)
        return value
