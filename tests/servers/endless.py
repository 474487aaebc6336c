"""Answers without an end, as they go over the wire, piece by piece; each a path of the hostile server."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n"


async def _endless_body() -> AsyncIterator[bytes]:
    yield HEAD + b"\r\n<rss><channel>"
    while True:
        yield b"<item><title>again and again</title></item>" * 1500


async def _endless_chunks() -> AsyncIterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    while True:
        yield (b"1;extension=%s\r\n<\r\n" % (b"x" * 300)) * 30
        await asyncio.sleep(0.001)


async def _one_byte_chunks() -> AsyncIterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"1\r\n<\r\n" * 5000


async def _endless_extension() -> AsyncIterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;extension="
    while True:
        yield b"x" * 9000


async def _crumbs() -> AsyncIterator[bytes]:
    yield HEAD + b"\r\n<rss>"
    while True:
        for _ in range(20):
            yield b" "
            # Each byte is to be a packet of its own.
            await asyncio.sleep(0)
        await asyncio.sleep(0.0005)


async def _empty_blocks() -> AsyncIterator[bytes]:
    """Gzip that goes on for ever and decompresses to nothing."""
    header = gzip.compress(b"")[:10]
    yield HEAD + b"Content-Encoding: gzip\r\n\r\n" + header
    while True:
        yield b"\x00\x00\x00\xff\xff" * 10_000


async def _endless_trailers() -> AsyncIterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n"
    while True:
        yield b"X-T: y\r\n" * 500


async def _huge_chunk() -> AsyncIterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n"
    while True:
        yield b"<item/>" * 9000


async def _trickling_body() -> AsyncIterator[bytes]:
    yield HEAD + b"\r\n<rss>"
    while True:
        yield b" "
        await asyncio.sleep(0.1)


async def _trickling_headers() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X: y\r\n"
        await asyncio.sleep(0.3)


async def _header_flood() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"".join(b"X-%d: %s\r\n" % (n, b"y" * 900) for n in range(60))


async def _early_hints_flood() -> AsyncIterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 20
        await asyncio.sleep(0)


ENDLESS: dict[str, Callable[[], AsyncIterator[bytes]]] = {
    "endless-body": _endless_body,
    "endless-chunks": _endless_chunks,
    "one-byte-chunks": _one_byte_chunks,
    "endless-extension": _endless_extension,
    "crumbs": _crumbs,
    "empty-blocks": _empty_blocks,
    "endless-trailers": _endless_trailers,
    "huge-chunk": _huge_chunk,
    "trickling-body": _trickling_body,
    "trickling-headers": _trickling_headers,
    "header-flood": _header_flood,
    "early-hints-flood": _early_hints_flood,
}
