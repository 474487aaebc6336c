"""Serve made feeds on loopback, with real conditional answers: the far side of bench/poll.

    python -m bench.feed_server        prints its port, then serves until stdin closes

``GET /feed/N`` is feed N. ``POST /state/REVISION/VALIDATORS`` (0 or 1) changes what all feeds say.
Plain asyncio, so that the server takes little of the machine that is measured.
"""

from __future__ import annotations

import asyncio
import sys
from functools import lru_cache

from bench.made_feeds import feed


class _State:
    revision = 0
    validators = True


_STATE = _State()


@lru_cache(maxsize=4096)
def _body(number: int, revision: int) -> bytes:
    return feed(number, revision)


class _Connection(asyncio.Protocol):
    """One connection that is kept open; requests without a body."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while b"\r\n\r\n" in self._rest:
            head, _, self._rest = self._rest.partition(b"\r\n\r\n")
            self._transport.write(_answer(head.decode("latin-1")))


def _answer(head: str) -> bytes:
    first, *lines = head.split("\r\n")
    path = first.split(" ")[1]
    if path.startswith("/state/"):
        _, _, revision, validators = path.split("/")
        _STATE.revision, _STATE.validators = int(revision), validators == "1"
        return b"HTTP/1.1 204 No Content\r\n\r\n"
    if not path.startswith("/feed/"):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    number = int(path.rpartition("/")[2])
    asked = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    tag = f'"{number}-{_STATE.revision}"'
    if _STATE.validators and asked.get("if-none-match") == tag:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    body = _body(number, _STATE.revision)
    etag = f"ETag: {tag}\r\n" if _STATE.validators else ""
    return (
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"
        f"{etag}Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
