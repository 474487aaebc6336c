"""A server of a few bytes: whatever is given goes over the wire as it is, on connections that are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType

# Answers the request of this number (from 0) on the connection of that number; None hangs up.
Reply = Callable[[int, int], bytes | None]


class RawServer:
    """An async context manager. ``asked`` has the head of every request as it came."""

    def __init__(self, reply: Reply, host: str = "127.0.0.1") -> None:
        self._reply = reply
        self._host = host
        self._connections = 0
        self.asked: list[bytes] = []

    async def __aenter__(self) -> RawServer:
        self._server = await asyncio.start_server(self._serve, self._host, 0)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()

    def url(self, path: str = "/feed") -> str:
        """Return the address of ``path``."""
        return f"http://{self._host}:{self._port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection, self._connections = self._connections, self._connections + 1
        try:
            await self._answer_all(connection, reader.readuntil, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer_all(
        self,
        connection: int,
        read: Callable[[bytes], Awaitable[bytes]],
        writer: asyncio.StreamWriter,
    ) -> None:
        number = 0
        while True:
            self.asked.append(await read(b"\r\n\r\n"))
            answer = self._reply(connection, number)
            if answer is None:
                return
            writer.write(answer)
            await writer.drain()
            number += 1
            if b"connection: close" in answer.lower():
                return


def ok(body: bytes, *headers: bytes) -> bytes:
    """Return an answer 200 with ``body``."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (lines, len(body), body)
