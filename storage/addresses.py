"""Addresses of feeds: as they are stored, and whose server they are at. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

_USUAL: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """Return the host (and port, unless it is the usual one) that shares one turn and one Retry-After."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        usual = parts.port in (None, _USUAL.get(parts.scheme))
        return host if usual else f"{host}:{parts.port}"
    except ValueError:
        return ""


def address_of(text: str) -> str:
    """Return the address of a feed as it is stored: no fragment, scheme and host in small letters.

    ``feed://x`` and ``feed:https://x``, an old custom of readers, are what they stand for. What is
    no URL is returned as it is.
    """
    url = text.strip().partition("#")[0]
    if url[:5].lower() == "feed:":
        rest = url[5:].removeprefix("//")
        url = rest if rest.lower().startswith(("http://", "https://")) else f"http://{rest}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    user, at, place = parts.netloc.rpartition("@")
    # A name of the environment, to be put in later, keeps its letters.
    if not place or "${" in place:
        return url
    return f"{parts.scheme}://{user}{at}{place.lower()}{url[url.index('//') + 2 + len(parts.netloc) :]}"
