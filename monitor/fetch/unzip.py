"""Bodies that are still gzip after HTTP was undone: ``feed.xml.gz``, ``x-gzip``, packed twice. Pure."""

from __future__ import annotations

import zlib
from typing import Final

_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP: Final = 31  # zlib's word for it
_LAYERS: Final = 3
# What follows a member in its piece is copied, and a body may have a member every twenty bytes.
_PIECE: Final = 4096


def is_zipped(body: bytes) -> bool:
    """Say whether ``body`` begins as gzip does; no feed begins so."""
    return body.startswith(_MAGIC)


def unzipped(body: bytes, cap: int) -> bytes | None:
    """Return what is packed in ``body``; None for more than ``cap`` bytes.

    What breaks off is returned as far as it goes, what cannot be undone as it came.
    """
    for _ in range(_LAYERS):
        if not is_zipped(body):
            break
        inside = _once(body, cap)
        if len(inside) > cap:
            return None
        if not inside:
            break
        body = inside
    return body


def _once(body: bytes, cap: int) -> bytes:
    """Undo one layer, of any number of members, up to a byte more than ``cap``."""
    found, packed, at = bytearray(), memoryview(body), 0
    # What follows the last member, if it is none, is padding or a careless script's blank line.
    while body.startswith(_MAGIC, at) and len(found) <= cap:
        member, begun = zlib.decompressobj(_GZIP), len(found)
        while not member.eof and at < len(body) and len(found) <= cap:
            piece = packed[at : at + _PIECE]
            try:
                found += member.decompress(piece, cap + 1 - len(found))
            except zlib.error:
                return bytes(found[:begun])
            at += len(piece) - len(member.unused_data)
    return bytes(found)
