"""A real HTTP server that takes webhooks, records them and answers as scripted."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as it came; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to give, after ``delay`` seconds, or once ``gate`` is set."""

    status: int = 200
    body: bytes = b"ok"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    gate: threading.Event | None = None


@dataclass
class HookServer:
    """``replies`` are used up one a request; then ``always`` is given."""

    base: str = ""
    hits: list[Hit] = field(default_factory=list)
    replies: deque[Reply] = field(default_factory=deque)
    always: Reply = field(default_factory=Reply)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def netloc(self) -> str:
        """Host and port."""
        return self.base.removeprefix("http://")

    def wait(self, hits: int, seconds: float = 10.0) -> None:
        """Block until so many requests came; call it on a thread where a loop runs."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.hits) >= hits, seconds)

    def take(self, hit: Hit) -> Reply:
        with self._changed:
            self.hits.append(hit)
            self._changed.notify_all()
            return self.replies.popleft() if self.replies else self.always


@contextmanager
def hook_server() -> Iterator[HookServer]:
    """Serve on a free port of the loopback until the block ends."""
    server = HookServer()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.take(Hit(self.path, headers, self.rfile.read(size)))
            time.sleep(reply.delay)
            if reply.gate is not None:
                reply.gate.wait(60)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_POST = _answer  # noqa: N815 - the name http.server looks for
        do_GET = _answer  # noqa: N815
        do_PUT = _answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: the hits are the record."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.base = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
