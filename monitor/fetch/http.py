"""Fetch one feed over HTTP(S).

    turn at the host ─▶ guarded connection ─▶ conditional GET ─▶ redirect? check, next hop
    ─▶ 304 | read the body under the cap | say in words what went wrong

One session for all feeds: connections and DNS answers are shared, cookies are not kept.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from monitor.fetch.bulk import LARGE, PACE, Bulk, Visit
from monitor.fetch.descriptors import connections, raise_limit
from monitor.fetch.failures import explain, failed, status_failure
from monitor.fetch.guard import RefusedAddressError, allowed, networks
from monitor.fetch.headers import (
    cache_seconds,
    retry_after,
    same_site,
    validator,
    without_userinfo,
)
from monitor.fetch.hops import REDIRECTS, Hop, exact, is_literal, redirect
from monitor.fetch.hosts import Hosts
from monitor.fetch.meter import MeteredConnector, meter
from monitor.fetch.names import Resolver
from monitor.fetch.outcome import (
    Elsewhere,
    Fetched,
    FetchFailed,
    FetchOutcome,
    FetchRequest,
    NotModified,
)
from monitor.fetch.settings import FetchSettings
from monitor.fetch.unzip import is_zipped, unzipped
from storage.addresses import host_of

__all__ = ["FetchFailed", "FetchRequest", "FetchSettings", "Fetched", "Fetcher", "NotModified"]

MAX_HOPS = 10
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.1"
# The usual 8 kB are too little for some policies and tracking links; what all of it may take is metered.
_LINE = 64 * 1024
_HEADERS = 256


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request of a chain. ``private``: the feed's own headers may go there."""

    url: str
    request: FetchRequest
    private: bool
    permanent: str | None
    visit: Visit


class Fetcher:
    """Fetches feeds; an async context manager around one session.

    ``now`` gives the time for servers that name a date to wait for but not their own time.
    """

    def __init__(self, settings: FetchSettings, now: Callable[[], datetime] | None = None) -> None:
        self._settings = settings
        self._now = now
        self.bulk = Bulk()
        self._networks = networks(settings.allow_private)
        self._hosts = Hosts(settings.per_host, settings.gap, _loop_time)
        self._connections = connections(raise_limit())
        self._slots = asyncio.Semaphore(min(settings.in_flight, max(1, self._connections // 2)))
        self._session: aiohttp.ClientSession | None = None
        # Awaited before each request: whoever has to handle the answers may be busy.
        self.ready: Callable[[], Awaitable[None]] = _always

    def configure(self, settings: FetchSettings) -> None:
        """Go on with other settings; requests in flight keep the old ones."""
        self._settings = settings
        self._networks = networks(settings.allow_private)
        self._hosts.configure(settings.per_host, settings.gap)

    async def __aenter__(self) -> Fetcher:
        connector = MeteredConnector(
            self._settings.body_cap,
            self._connections,
            limit=self._settings.in_flight,
            ttl_dns_cache=300,
            resolver=Resolver(),
            socket_factory=self._socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
            # Each request has a deadline of its own, which waits for large bodies do not shorten.
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
            max_line_size=_LINE,
            max_field_size=_LINE,
            max_headers=_HEADERS,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, request: FetchRequest, visit: Visit | None = None) -> FetchOutcome:
        """Fetch ``request.url``, following redirects; never raises for what the network does.

        ``visit`` (of :attr:`bulk`) is for who keeps the body for a while, as a poll does.
        """
        if visit is None:
            with self.bulk.visit() as visit:
                return await self.fetch(request, visit)
        url = request.url.partition("#")[0]
        permanent_url: str | None = None
        steady, private, left = True, True, self._settings.timeout
        been: list[str] = []
        for number in range(MAX_HOPS + 1):
            unfit = self._unfit(url)
            if unfit is not None:
                return failed("refused", unfit)
            host = host_of(url)
            # Its own redirects a host has answered at once; to another one it is one more request.
            spaced = not been or host_of(been[-1]) != host
            been.append(url)
            # The host's turn first: feeds that wait for one host keep no other host's feeds waiting.
            async with self._hosts.turn(host, spaced=spaced), self._slots:
                wait = self._hosts.held(host)
                if wait > 0:
                    reason = f"{host} asked to be left alone for another {wait:.0f} s"
                    return FetchFailed(reason, None, wait, "held")
                await self.ready()
                self._hosts.begin(host)
                if number == 0 and request.started is not None:
                    request.started()
                started = _loop_time()
                asked = _Asked(url, request, private, permanent_url, visit)
                answer = await self._ask(asked, left)
                left -= _loop_time() - started
            if not isinstance(answer, Hop):
                return answer
            steady = steady and answer.permanent
            permanent_url = answer.url if steady else permanent_url
            private = private and same_site(url, answer.url)
            url = answer.url
            if url in been:
                return failed("refused", "the server redirects in a circle; it may want cookies")
            other = await request.elsewhere(url) if request.elsewhere is not None else ""
            if other:
                return Elsewhere(other, permanent_url)
            if left <= 0:
                return failed("timeout", f"no complete answer within {self._settings.timeout:g} s")
        return failed("refused", f"more than {MAX_HOPS} redirects")

    async def ping(self, url: str) -> FetchFailed | None:
        """Fetch ``url`` for its effect (a heartbeat); None when it answered well.

        The operator's own address, so the guard for feeds does not apply.
        """
        try:
            async with (
                aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(resolver=Resolver()),
                    cookie_jar=aiohttp.DummyCookieJar(),
                ) as session,
                session.get(
                    url,
                    headers={"User-Agent": self._settings.user_agent},
                    proxy=self._settings.proxy,
                    timeout=aiohttp.ClientTimeout(total=self._settings.timeout),
                ) as response,
            ):
                return None if response.ok else status_failure(response.status, None)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return explain(error, urlsplit(url).hostname or "", self._settings.timeout)

    async def _ask(self, asked: _Asked, left: float) -> FetchOutcome | Hop:
        """Send one GET and read the answer within ``left`` seconds."""
        if self._session is None:
            raise RuntimeError("the fetcher is not open: use 'async with'")
        url, request, private = asked.url, asked.request, asked.private
        try:
            async with (
                asyncio.timeout(left) as deadline,
                self._session.get(
                    exact(url if private else without_userinfo(url)),
                    headers=_headers(request, private) | {"User-Agent": self._settings.user_agent},
                    allow_redirects=False,
                    proxy=self._settings.proxy,
                    proxy_headers={"User-Agent": self._settings.user_agent},
                ) as response,
            ):
                meter(response)
                answer = await self._read(asked, response, deadline)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError) and asked.visit.hurried:
                reason = f"a large feed that comes slower than {PACE // 1024} kB/s"
                return failed("timeout", reason)
            return explain(error, urlsplit(url).hostname or "", self._settings.timeout)
        if isinstance(answer, NotModified) and not (request.etag or request.last_modified):
            return FetchFailed(
                "the server answers 304 though it was asked for all", 304, None, "status"
            )
        return answer

    async def _read(
        self, asked: _Asked, response: aiohttp.ClientResponse, deadline: asyncio.Timeout
    ) -> FetchOutcome | Hop:
        headers, status, url = response.headers, response.status, asked.url
        if status != 429:
            self._hosts.relent(host_of(url))
        if status in REDIRECTS:
            return redirect(url, headers.get("Location", ""), status)
        fresh = cache_seconds(headers, self._now)
        etag, modified = validator(headers, "ETag"), validator(headers, "Last-Modified")
        if status == 304:
            return NotModified(etag, modified, fresh, asked.permanent)
        if status not in (200, 203, 226):
            return self._status(url, status, retry_after(headers, self._now))
        body = await self._body(response, asked.visit, deadline)
        if isinstance(body, FetchFailed):
            return body
        # Its bytes need not be text, and it goes on to where everything is.
        kind = headers.get("Content-Type", "").encode("utf-8", "replace").decode()
        where = without_userinfo(url)
        return Fetched(where, status, body, kind, etag, modified, fresh, asked.permanent)

    async def _body(
        self, response: aiohttp.ClientResponse, visit: Visit, deadline: asyncio.Timeout
    ) -> bytes | FetchFailed:
        """Read the decoded body; more than the cap ends the connection."""
        cap, size = self._settings.body_cap, 0
        # Its value is the buffer itself: a list of chunks, joined, would hold the body twice.
        body = BytesIO()
        async for chunk in response.content.iter_any():
            size += len(chunk)
            if size > cap:
                response.close()
                return self._too_large()
            body.write(chunk)
            if size > LARGE:
                await visit.grow(size, deadline)
        whole = body.getvalue()
        if not is_zipped(whole):
            return whole
        # It may be large within.
        await visit.grow(size, deadline)
        inside = await asyncio.to_thread(unzipped, whole, cap)
        return self._too_large() if inside is None else inside

    def _too_large(self) -> FetchFailed:
        reason = f"the feed is larger than {self._settings.body_cap / 1048576:g} MB"
        return FetchFailed(reason, 200, None, "too_large")

    def _status(self, url: str, status: int, wait: float | None) -> FetchFailed:
        """Return the failure; where the whole host wants to be left alone, leave it alone."""
        failure, host = status_failure(status, wait), host_of(url)
        if status == 429 or (status == 503 and wait):
            hold = self._hosts.hold(host, wait) if wait else self._hosts.back_off(host)
            return replace(failure, host=host, hold=hold)
        return failure

    def _unfit(self, url: str) -> str | None:
        """Say why ``url`` may not be asked at all; None when it may."""
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            return "the URL is not valid"
        if parts.scheme not in ("http", "https"):
            return f"{parts.scheme or 'a URL without a scheme'} is not http or https"
        if not host:
            return "the URL names no host"
        if self._settings.proxy and is_literal(host) and not allowed(host, self._networks):
            return f"the address {host} may not be used by feeds (polling.allow_private allows it)"
        return None

    def _socket(self, info: tuple[Any, Any, int, str, tuple[Any, ...]]) -> socket.socket:
        """Make the socket for an address that may be used; the last gate before a connection."""
        family, kind, proto, _name, address = info
        # A proxy sees to names and addresses itself; only literals can be judged then.
        if not self._settings.proxy and not allowed(str(address[0]), self._networks):
            raise RefusedAddressError(str(address[0]))
        made = socket.socket(family, kind, proto)
        made.setblocking(False)
        return made


async def _always() -> None:
    """Nobody is busy."""


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


def _headers(request: FetchRequest, private: bool) -> dict[str, str]:
    """Return the conditional headers, and the feed's own where they belong."""
    headers = {"Accept": _ACCEPT_PAGE} if request.page else {}
    if private:
        headers |= request.headers
    if request.auth and private:
        headers["Authorization"] = aiohttp.encode_basic_auth(*request.auth, encoding="utf-8")
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers
