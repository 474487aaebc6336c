"""What an answer costs on the wire, whatever it decodes to: bytes, framing and pieces are bounded.

The cap on a decoded body says nothing about a server that wraps each byte in a chunk of its own,
sends interim answers for ever, or compresses nothing at great length. All of that is handled by the
one event loop, so its share of it has to end before the timeout does.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import aiohttp
from aiohttp.client_proto import ResponseHandler

from monitor.fetch.tls import ResumingContext, trusting

# Framing: headers, interim answers, and the sizes and extensions of chunks. Feeds that are written
# line by line, a chunk each, need a tenth of their size.
_FRAMING = 1024 * 1024
_FRAMING_PER_BYTE = 1 / 8
# Pieces: each costs the loop some 30 µs, however small; a network packet carries 1.4 kB.
_PIECES = 4000
_BYTES_PER_PIECE = 1024
# A body that compression makes larger than the cap is noticed here, one without it before.
_WIRE_PER_CAP = 1.25


class WastefulAnswerError(aiohttp.ClientPayloadError):
    """The answer costs more than a feed may; ``str()`` says how."""


class HungUpError(aiohttp.ClientConnectionError):
    """The connection ended without an answer; ``cause`` says how, None: in good order.

    Of a kind that the session does not ask again for: a server that hangs up has been asked.
    """

    def __init__(self, cause: BaseException | None) -> None:
        super().__init__(str(cause or "closed"))
        self.cause = cause


class MeteredProtocol(ResponseHandler):
    """A connection that is closed once one answer on it has cost too much. ``cap`` is in bytes."""

    def __init__(self, loop: asyncio.AbstractEventLoop, cap: int) -> None:
        super().__init__(loop)
        self._cap = cap
        self._wire = 0
        self._pieces = 0
        self._asked = 0
        self._content: aiohttp.StreamReader | None = None
        self._excess: WastefulAnswerError | None = None

    def set_response_params(self, **params: Any) -> None:
        """Begin with the next answer."""
        self._wire = self._pieces = 0
        self._asked += 1
        self._content = None
        super().set_response_params(**params)

    def carries(self, content: aiohttp.StreamReader) -> None:
        """Count what ``content`` gets as the feed itself, no longer as framing."""
        self._content = content

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if data and self._excess is None:  # without data, what came before is decompressed further
            self._wire += len(data)
            self._pieces += 1
            if self._pieces == 1:
                self._remember()
            reason = self._waste()
            if reason:
                self._excess = WastefulAnswerError(reason)
                self._report(self._excess)
                if self.transport is not None:
                    self.transport.abort()

    def connection_lost(self, exc: BaseException | None) -> None:
        # Only a kept connection may have been closed just as the request was on its way: that one
        # request is sent again by the session, and by nobody where there was an answer to it.
        kept = self._asked > 1 and not self._wire
        without_answer = self._content is None and not kept
        super().connection_lost(HungUpError(exc) if without_answer else exc)
        if self._excess is not None:
            # Not that the answer broke off, nor that it ended well.
            self._report(self._excess)

    def _remember(self) -> None:
        """Keep the TLS session: what resumes it comes from the server after the handshake."""
        tls = self.transport.get_extra_info("ssl_object") if self.transport else None
        if tls is not None and isinstance(tls.context, ResumingContext):
            tls.context.remember(tls)

    def _report(self, excess: WastefulAnswerError) -> None:
        self.set_exception(excess)
        if self._content is not None:
            self._content.set_exception(excess)

    def _waste(self) -> str:
        """Say in what way the answer costs too much by now; '' when it does not."""
        carried = self._content.total_raw_bytes if self._content is not None else 0
        if carried > self._cap * _WIRE_PER_CAP:
            return f"the feed is larger than {self._cap / 1048576:g} MB even compressed"
        if self._wire - carried > _FRAMING + carried * _FRAMING_PER_BYTE:
            return f"{_size(self._wire - carried)} of framing around {_size(carried)} of content"
        if self._pieces > _PIECES + self._wire / _BYTES_PER_PIECE:
            return f"the answer comes in crumbs: {_size(self._wire)} in {self._pieces} pieces"
        return ""


class MeteredConnector(aiohttp.TCPConnector):
    """Connections that are metered, to answers of ``cap`` bytes; ``most`` are open, kept ones too."""

    def __init__(self, cap: int, most: int, **options: Any) -> None:
        super().__init__(ssl=trusting(), **options)
        self._most = most
        made = partial(MeteredProtocol, asyncio.get_running_loop(), cap)
        self._factory = made  # type: ignore[assignment]  # a kind of what it makes itself

    async def _create_connection(self, *request: Any) -> ResponseHandler:
        """Connect, and let those go for it that are kept longest where there are too many."""
        while self._conns and len(self._acquired) + len(self._conns) > self._most:
            for kept, _since in self._conns.pop(next(iter(self._conns))):
                kept.close()
        return await super()._create_connection(*request)


def meter(response: aiohttp.ClientResponse) -> None:
    """Let the connection of ``response`` know that its headers are over and the feed begins.

    Raises TypeError where the connection is not a metered one.
    """
    if response.connection is None:
        return  # all of it is here already
    protocol = response.connection.protocol
    if not isinstance(protocol, MeteredProtocol):
        raise TypeError("the connection is not metered")
    protocol.carries(response.content)


def _size(number: int) -> str:
    return f"{number / 1048576:.1f} MB" if number >= 104858 else f"{number / 1024:.0f} kB"
