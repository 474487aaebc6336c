"""Host names looked up on threads of their own.

The loop's default executor has few threads, and the outbox is read and written on them: with a name
server that does not answer, a few feeds would keep every alert waiting. Here each lookup under way
has a thread, as many as requests in flight; one that hangs is left to itself, at the end too.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult

_NUMERIC: Final = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
_Found = list[tuple[Any, ...]]


class Resolver(AbstractResolver):
    """Asks the system, as :func:`socket.getaddrinfo` does; raises its ``gaierror``, or EAGAIN."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name."""
        look = partial(
            socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
        )
        return [
            ResolveResult(
                hostname=host,
                # With the zone of a link-local address, which the address alone lacks.
                host=socket.getnameinfo(address, _NUMERIC)[0],
                port=address[1],
                family=kind,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _type, proto, _name, address in await _on_thread(look)
            if kind in (socket.AF_INET, socket.AF_INET6)
        ]

    async def close(self) -> None:
        """Leave lookups under way to themselves."""


async def _on_thread(look: Callable[[], _Found]) -> _Found:
    loop = asyncio.get_running_loop()
    found: asyncio.Future[_Found] = loop.create_future()

    def settle(result: _Found | Exception) -> None:
        if found.done():
            return
        if isinstance(result, Exception):
            found.set_exception(result)
        else:
            found.set_result(result)

    def run() -> None:
        result: _Found | Exception
        try:
            result = look()
        except Exception as error:  # noqa: BLE001 - whoever waits is told of any, or waits for good
            result = error
        try:
            loop.call_soon_threadsafe(settle, result)
        except RuntimeError:
            return  # the loop has ended meanwhile

    try:
        threading.Thread(target=run, name="lookup", daemon=True).start()
    except RuntimeError as error:
        raise OSError(errno.EAGAIN, str(error)) from None
    return await found
