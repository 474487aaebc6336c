"""A real web server for feeds: scriptable answers, and a record of what it was asked."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from aiohttp import web

TLS = Path(__file__).parent / "tls"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Seen:
    """One request, as it arrived."""

    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say to one request."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    etag: str | None
    headers: Mapping[str, str]


def tls_context(certificate: str = "cert.pem") -> ssl.SSLContext:
    """A server's context with a certificate of its own making, to be trusted or not."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate, TLS / "key.pem")
    return context


class WebServer:
    """Serves on loopback under a free port, if none is given, by ``tls`` if given; an async context manager.

    ``put`` serves a page with real conditional answers, ``script`` a list of answers of which the
    last one stays, ``handle`` whatever a coroutine does.
    """

    def __init__(
        self, tls: ssl.SSLContext | None = None, *, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self._tls = tls
        self._place = host, port
        self.seen: list[Seen] = []
        self.port = 0
        self._pages: dict[str, _Page] = {}
        self._scripts: dict[str, list[Answer]] = {}
        self._handlers: dict[str, Handler] = {}
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> WebServer:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, *self._place, ssl_context=self._tls)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of ``path``."""
        return f"http{'s' if self._tls else ''}://{host}:{self.port}{path}"

    def put(
        self,
        path: str,
        body: bytes,
        *,
        etag: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Serve ``body`` at ``path``; with ``etag``, 304 to whoever has it already."""
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"' if etag else None
        self._pages[path] = _Page(body, tag, headers or {"Content-Type": "application/rss+xml"})

    def script(self, path: str, *answers: Answer) -> None:
        """Give ``answers`` at ``path`` one after the other; the last one stays."""
        self._scripts[path] = list(answers)

    def handle(self, path: str, handler: Handler) -> None:
        """Let ``handler`` answer at ``path``."""
        self._handlers[path] = handler

    def asked(self, path: str) -> list[Seen]:
        """Return the requests for ``path``, oldest first."""
        return [seen for seen in self.seen if seen.path == path]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path_qs
        body = await request.read()
        self.seen.append(Seen(path, request.headers.copy(), request.method, body))
        if path in self._handlers:
            return await self._handlers[path](request)
        script = self._scripts.get(path)
        if script:
            answer = script.pop(0) if len(script) > 1 else script[0]
            return web.Response(status=answer.status, body=answer.body, headers=answer.headers)
        page = self._pages.get(path)
        if page is None:
            return web.Response(status=404)
        headers = dict(page.headers) | ({"ETag": page.etag} if page.etag else {})
        if page.etag and request.headers.get("If-None-Match") == page.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=page.body, headers=headers)
