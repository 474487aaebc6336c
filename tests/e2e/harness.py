"""A real Wirewatch process against real servers: what the end-to-end tests stand on.

The feed server and the webhook are plain ``http.server`` threads, so that they work the same
beside an event loop, a subprocess, or neither.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Item:
    guid: str
    title: str
    text: str = ""
    link: str = ""
    author: str = ""


def rss(items: list[Item], title: str = "Outlet") -> str:
    now = format_datetime(datetime.now(UTC), usegmt=True)
    body = "".join(
        f"<item><guid isPermaLink='false'>{escape(item.guid)}</guid>"
        f"<title>{escape(item.title)}</title><description>{escape(item.text)}</description>"
        f"<link>{escape(item.link or 'https://news.example/' + item.guid)}</link>"
        f"<dc:creator>{escape(item.author)}</dc:creator>"
        f"<pubDate>{now}</pubDate></item>"
        for item in items
    )
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>{title}</title>{body}</channel></rss>"
    )


def rss1(items: list[Item]) -> str:
    body = "".join(
        f"<item rdf:about='https://rdf.example/{item.guid}'><title>{escape(item.title)}</title>"
        f"<link>https://rdf.example/{item.guid}</link>"
        f"<description>{escape(item.text)}</description></item>"
        for item in items
    )
    return (
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/'><channel rdf:about='https://rdf.example/'>"
        f"<title>Rdf</title><link>https://rdf.example/</link></channel>{body}</rdf:RDF>"
    )


def atom(items: list[Item]) -> str:
    now = datetime.now(UTC).isoformat()
    body = "".join(
        f"<entry><id>urn:x:{item.guid}</id><title>{escape(item.title)}</title>"
        f"<link href='https://atom.example/{item.guid}'/><updated>{now}</updated>"
        f"<summary>{escape(item.text)}</summary></entry>"
        for item in items
    )
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Atom</title>"
        f"<id>urn:x</id><updated>{now}</updated>{body}</feed>"
    )


@dataclass
class Site:
    """Feeds by path, with conditional answers, and a webhook that can fail or hang on demand.

    Paths in ``locked`` want a password, any. ``fetched_at`` has the monotonic time of each answer
    with a body; ``hooks`` what the webhook accepted, ``tried`` what it refused too.
    """

    feeds: dict[str, str] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    asked: list[tuple[str, int]] = field(default_factory=list)
    fetched_at: list[float] = field(default_factory=list)
    hooks: list[dict[str, Any]] = field(default_factory=list)
    tried: list[dict[str, Any]] = field(default_factory=list)
    hook_status: Callable[[int], int] = lambda number: 200
    watch: Callable[[str], object] = lambda path: None
    hang: bool = False
    url: str = ""
    _posts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str, etag: str, password: str) -> tuple[int, bytes, str]:
        self.watch(path)
        if path in self.locked and not password:
            self.asked.append((path, 401))
            return 401, b"", ""
        body = self.feeds.get(path)
        if body is None:
            self.asked.append((path, 404))
            return 404, b"", ""
        data = body.encode()
        mark = f'"{sha256(data).hexdigest()[:16]}"'
        status = 304 if etag == mark else 200
        self.asked.append((path, status))
        if status == 200:
            self.fetched_at.append(time.monotonic())
        return status, b"" if status == 304 else data, mark

    def receive(self, body: bytes) -> int:
        while self.hang:
            time.sleep(0.05)
        with self._lock:
            self._posts += 1
            number = self._posts
        # Outside the lock: a hook that hangs must not hold up the next.
        status = self.hook_status(number)
        told = json.loads(body)
        self.tried.append(told)
        if status < 300:
            self.hooks.append(told)
        return status


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *args: Any) -> None:
        self._site = site
        super().__init__(*args)

    def do_GET(self) -> None:
        told = (self.headers.get(name, "") for name in ("If-None-Match", "Authorization"))
        status, body, mark = self._site.answer(self.path, *told)
        self.send_response(status)
        if mark:
            self.send_header("ETag", mark)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status = self._site.receive(body)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Quiet(ThreadingHTTPServer):
    """A daemon that is killed drops its connections: no news."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class SiteServer:
    """``with SiteServer() as site:`` serves on a free port of 127.0.0.1, or of every address."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self._address = address

    def __enter__(self) -> Site:
        self.site = Site()
        self._server = _Quiet((self._address, 0), partial(_Handler, self.site))
        self.site.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()
        return self.site

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "monitor", *words]


def wirewatch(
    *words: str, cwd: Path, stdin: str | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end and return what it printed."""
    return subprocess.run(
        command(*words),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=90,
        env={**os.environ, **(env or {})},
        check=False,
    )


class Running:
    """A ``wirewatch run`` in the background, its log in ``log``; ``files``: as many may be open."""

    def __init__(self, folder: Path, files: int | None = None) -> None:
        limits = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (files or 0, files or 0))
        self.folder = folder
        self.log = folder / "run.log"
        self._out = self.log.open("ab")
        self.process = subprocess.Popen(
            command("run", "--config", "config.yaml"), cwd=folder, stdout=self._out,
            stderr=self._out, start_new_session=True, preexec_fn=limits if files else None,
        )  # fmt: skip

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()

    def kill(self) -> None:
        """SIGKILL to the daemon alone: its workers must end by themselves."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)
        self._out.close()

    def pause(self) -> None:
        """SIGSTOP: it stands still and holds what it has."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """SIGCONT, after ``pause``."""
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> float:
        """SIGTERM; return the seconds it took to end."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=40)
        self._out.close()
        return time.monotonic() - started

    def said(self) -> str:
        return self.log.read_text(errors="replace")


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll ``condition``; fail in words when it does not come true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")
