"""A server that does everything a feed reader fears, on raw sockets. Loopback only.

Each attack has a path of its own; ``ATTACKS`` says what a reader ought to say about it, as words
that its report must contain. An empty text: the feed is read in spite of it, or as far as it goes.
"""

from __future__ import annotations

import asyncio
import gzip
import threading
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType

from tests.servers.endless import ENDLESS, HEAD

_ITEM = b"<item><guid>g%d</guid><title>Flood %d</title><description>%s</description></item>"
METADATA = "169.254.169.254"

ATTACKS = {
    "gzip-bomb": "larger than 10 MB",
    "deflate-bomb": "larger than 10 MB",
    "br-bomb": "compressed in a way that was not asked for",
    "zstd-bomb": "compressed in a way that was not asked for",
    "nested-gzip": "larger than 10 MB",
    "endless-body": "larger than 10 MB",
    "endless-chunks": "of framing around",
    "one-byte-chunks": "of framing around",
    "endless-extension": "of framing around",
    "crumbs": "the answer comes in crumbs",
    "empty-blocks": "larger than 10 MB even compressed",
    "endless-trailers": "not proper HTTP",
    "huge-chunk": "larger than 10 MB",
    "trickling-body": "no complete answer",
    "trickling-headers": "no complete answer",
    "silence": "no complete answer",
    "header-flood": "not proper HTTP",
    "header-line": "not proper HTTP",
    "early-hints-flood": "of framing around",
    "lying-length": "broke off",
    "not-http": "not proper HTTP",
    "redirect-loop": "redirects in a circle",
    "redirect-to-metadata": "which feeds may not use",
    "redirect-to-hex": "which feeds may not use",
    "redirect-to-decimal": "the URL is not valid",
    "redirect-to-octal": "the URL is not valid",
    "redirect-to-mapped": "which feeds may not use",
    "redirect-to-any": "which feeds may not use",
    "redirect-to-nat64": "which feeds may not use",
    "redirect-to-6to4": "which feeds may not use",
    "redirect-to-userinfo": "which feeds may not use",
    "redirect-to-wide-digits": "which feeds may not use",
    "redirect-to-final-dot": "the URL is not valid",
    "redirect-to-no-port": "something that is no URL",
    "redirect-twice": "which feeds may not use",
    "redirect-to-data": "is not http or https",
    "redirect-to-ftp": "is not http or https",
    "redirect-to-file": "is not http or https",
    "external-entity": "",
    "entity-bomb": "",
    "hidden-entity-bomb": "",
    "parameter-entity-bomb": "",
    "padded-entity-bomb": "",
    "wide-entity-bomb": "",
    "attribute-bomb": "more",
    "comment-bomb": "",
    "nested-html": "",
    "nested-xml": "tags; a feed may have",
    "many-items": "300,000 entries",
    "huge-feed": "",
    "html-page": "web page",
}
_BY_MARKUP = ("entity-bomb", "attribute-bomb", "comment-bomb")
_REDIRECTS = {
    "redirect-loop": "/redirect-loop",
    "redirect-to-metadata": f"http://{METADATA}/latest/meta-data/",
    "redirect-to-hex": "http://0xA9FEA9FE/",
    "redirect-to-decimal": "http://2852039166/",
    "redirect-to-octal": "http://0251.0376.0251.0376/",
    "redirect-to-mapped": f"http://[::ffff:{METADATA}]/",
    "redirect-to-any": "http://[::]/",
    "redirect-to-nat64": "http://[64:ff9b::a9fe:a9fe]/",
    "redirect-to-6to4": "http://[2002:a9fe:a9fe::1]/",
    "redirect-to-userinfo": f"http://news.example@{METADATA}/",
    "redirect-to-wide-digits": "http://①⑥⑨.254.169.254/",
    "redirect-to-final-dot": f"http://{METADATA}./",
    "redirect-to-no-port": "http://127.0.0.1:99999/",
    "redirect-twice": "/redirect-to-metadata",
    "redirect-to-data": "data:application/rss+xml,<rss/>",
    "redirect-to-ftp": "ftp://127.0.0.1/feed",
    "redirect-to-file": "file:///etc/passwd",
}


def rss(items: bytes, before: bytes = b"") -> bytes:
    """A whole feed of these items."""
    return (
        b"<?xml version='1.0'?>" + before + b"<rss version='2.0'><channel><title>H</title>"
        b"%s</channel></rss>" % items
    )


def _entity_bomb(attack: str) -> bytes:
    """Entities made of ten others each: 10^11 times two letters."""
    laughs = "".join(
        f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" if n else "<!ENTITY l0 'ha'>" for n in range(12)
    )
    if attack == "parameter-entity-bomb":
        laughs = "<!ENTITY % p0 'ha'>" + "".join(
            f"<!ENTITY % p{n} '{f'&#37;p{n - 1};' * 10}'>" for n in range(1, 12)
        )
        laughs += "%p11;"
    elif attack == "hidden-entity-bomb":
        # The comment ends the search for entities that is done before the XML parser's own.
        laughs = "<!-- <rss> -->" + laughs
    elif attack == "padded-entity-bomb":
        laughs = laughs.replace("<!ENTITY", "<!ENTITY" + " " * 400)
    body = rss(_ITEM % (1, 1, b"&l11;"), f"<!DOCTYPE rss [{laughs}]>".encode())
    return body.decode().encode("utf-16") if attack == "wide-entity-bomb" else body


@cache
def body_of(attack: str) -> bytes:
    """The body of an attack that lies in what is sent, not in how."""
    match attack:
        case str() if attack.endswith("entity-bomb"):
            return _entity_bomb(attack)
        case "external-entity":
            doctype = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            return rss(_ITEM % (1, 1, b"&x;"), doctype)
        case "attribute-bomb":
            # Well-formed it would be read quickly; the ampersand calls for the patient reader.
            names = b" ".join(b"a%d='x'" % n for n in range(45_000))
            return rss(b"<item %s><title>x & y</title></item>" % names)
        case "comment-bomb":
            return rss(b"<item><title>x</title>" + b"<!--" * 40_000 + b"</item>")
        case "nested-html":
            return rss(_ITEM % (1, 1, b"&lt;div&gt;" * 100_000))
        case "nested-xml":
            return rss(
                b"<item><title>x</title>" + b"<a>" * 330_000 + b"</a>" * 330_000 + b"</item>"
            )
        case "many-items":
            return rss(b"".join(b"<item><guid>%d</guid></item>" % n for n in range(300_000)))
        case "huge-feed":
            text = b"word " * 6000
            return rss(b"".join(_ITEM % (n, n, text) for n in range(300)))
        case "html-page":
            return b"<!doctype html><html><body>Please log in</body></html>"
    raise KeyError(attack)


@cache
def _zeros(kind: str) -> bytes:
    """300 MB of nothing, packed piece by piece, so that this process does not grow either."""
    packer = zlib.compressobj(1, wbits=31 if kind == "gzip" else 15)
    piece = bytes(1_000_000)
    return b"".join([*(packer.compress(piece) for _ in range(300)), packer.flush()])


@cache
def _encoded(attack: str) -> tuple[bytes, bytes]:
    """Content-Encoding and body of an attack by compression."""
    match attack:
        case "gzip-bomb":
            return b"gzip", _zeros("gzip")
        case "deflate-bomb":
            return b"deflate", _zeros("deflate")
        case "nested-gzip":
            return b"gzip, gzip", gzip.compress(_zeros("gzip"))
        case "br-bomb":
            return b"br", _zeros("gzip")
        case "zstd-bomb":
            return b"zstd", b"\x28\xb5\x2f\xfd" + _zeros("gzip")
    raise KeyError(attack)


async def _pieces(attack: str) -> AsyncIterator[bytes]:
    """What goes over the wire, piece by piece; endless for some."""
    if attack in _REDIRECTS:
        yield (
            b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            % (_REDIRECTS[attack].encode())
        )
    elif (attack.endswith("bomb") and not attack.endswith(_BY_MARKUP)) or attack == "nested-gzip":
        encoding, body = _encoded(attack)
        yield HEAD + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (encoding, len(body))
        yield body
    elif attack in ENDLESS:
        async for piece in ENDLESS[attack]():
            yield piece
    elif attack == "silence":
        await asyncio.sleep(3600)
    elif attack == "lying-length":
        yield HEAD + b"Content-Length: 1000000\r\n\r\n<rss>"
    elif attack == "header-line":
        yield HEAD + b"X-Long: " + b"x" * 5_000_000 + b"\r\n\r\n"
    elif attack == "not-http":
        yield b"220 mail.example ESMTP\r\n" * 10
    else:
        body = body_of(attack)
        yield HEAD + b"Content-Length: %d\r\n\r\n" % len(body)
        yield body


@dataclass
class HostileServer:
    """``async with`` or, on a thread of its own, ``with``: serves until the end of the block.

    Every attack has an address of its own in 127.0.1.0/24, so that each is a host by itself.
    """

    asked: list[str] = field(default_factory=list)
    port: int = 0

    def url(self, attack: str) -> str:
        """The feed that makes this attack."""
        return f"http://127.0.1.{list(ATTACKS).index(attack) + 1}:{self.port}/{attack}"

    async def __aenter__(self) -> HostileServer:
        self._server = await asyncio.start_server(self._serve, "0.0.0.0", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self._serving: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in tuple(self._serving):
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            attack = request.split(b" ")[1].decode().lstrip("/")
            self.asked.append(attack)
            async for piece in _pieces(attack):
                writer.write(piece)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, KeyError, asyncio.CancelledError):
            pass
        finally:
            self._serving.discard(task)
            writer.close()

    def __enter__(self) -> HostileServer:
        ready = threading.Event()

        async def serve() -> None:
            async with self:
                self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
                ready.set()
                await self._over.wait()

        self._thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        self._thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)
