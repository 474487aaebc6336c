"""What is asked of a server, and the ways it can end. Knows nothing of HTTP libraries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

# Why a fetch failed, as a word that timing and tests may rely on; the sentence is in ``reason``.
#   held       the host asked to be left alone; nothing was sent
#   status     an answer that is neither a feed nor 'not modified'
#   timeout network tls protocol   no answer, or none that is proper HTTP
#   refused    the address, scheme or redirect is not allowed
#   too_large  more bytes than the cap
#   parse bug  for those further down the line, who report failures in the same words


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One feed to fetch. ``etag`` and ``last_modified`` are sent byte for byte, or left out.

    ``headers`` and ``auth`` (user, password) go to the host of ``url`` only, never past a
    redirect to another one. ``page``: a web page is wanted, not a feed. ``started`` is called when the host's turn has come. ``elsewhere`` is
    asked before each redirect is followed: the name of who polls that address anyway, '' for nobody.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    auth: tuple[str, str] | None = None
    page: bool = False
    started: Callable[[], object] | None = None
    elsewhere: Callable[[str], Awaitable[str]] | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body. ``url`` is where it was found after redirects.

    ``cache_seconds`` is how long the server says the answer stays fresh: 0.0 for not at all, None
    when it says nothing. ``permanent_url`` is where 301 and 308 led before any temporary redirect, else None.
    """

    url: str
    status: int
    body: bytes = field(repr=False)
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    cache_seconds: float | None = None
    permanent_url: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """304. The validators are what this answer carried, usually nothing new."""

    etag: str | None = None
    last_modified: str | None = None
    cache_seconds: float | None = None
    permanent_url: str | None = None
    status: int = 304


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A redirect to what ``other`` polls anyway: it was not followed. ``permanent_url`` as above."""

    other: str
    permanent_url: str | None = None


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No body. ``reason`` is a sentence for a person, ``retry_after`` seconds if the server said.

    ``host`` wants to be left alone for ``hold`` seconds, by all its feeds.
    """

    reason: str
    status: int | None
    retry_after: float | None
    kind: str
    host: str = ""
    hold: float = 0.0


FetchOutcome = Fetched | NotModified | Elsewhere | FetchFailed
