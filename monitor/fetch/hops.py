"""Where an answer sends us, and in what form an address goes over the wire. Pure."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from yarl import URL

from monitor.fetch.failures import failed
from monitor.fetch.outcome import FetchFailed

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_BYTE: Final = re.compile("[\udc80-\udcff]")
_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Hop:
    """Where an answer sends us."""

    url: str
    permanent: bool


def redirect(url: str, location: str, status: int) -> Hop | FetchFailed:
    """Return where ``location``, given at ``url``, leads; the bytes it had are kept."""
    if not location:
        return FetchFailed(
            f"the server answers {status} without a place to go", status, None, "status"
        )
    try:
        target = urljoin(url, _escaped(location.strip())).partition("#")[0]
        _ = urlsplit(target).port  # which may be none, as 99999 is
    except ValueError:
        return failed("refused", "the server redirects to something that is no URL")
    return Hop(target, status in _PERMANENT)


def exact(url: str) -> URL:
    """Return ``url`` to be sent as written; only what HTTP cannot carry is encoded.

    Raises ValueError for a host that cannot be a name.
    """
    if url.isascii() and url.isprintable() and " " not in url:
        return URL(url, encoded=True)
    parts = urlsplit(url)
    sent = quote(parts._replace(scheme="", netloc="").geturl(), safe=_PRINTABLE)
    origin = str(URL(f"{parts.scheme}://{parts.netloc}")).rstrip("/")
    return URL(f"{origin}{sent}", encoded=True)


def _escaped(location: str) -> str:
    """Return ``location`` with the bytes that are no UTF-8 written as browsers do."""
    return _BYTE.sub(lambda found: f"%{ord(found.group()) - 0xDC00:02X}", location)


def is_literal(host: str) -> bool:
    """Say whether ``host`` is an address, in any spelling, rather than a name."""
    try:
        socket.inet_aton(host)
    except OSError:
        return ":" in host
    return True
