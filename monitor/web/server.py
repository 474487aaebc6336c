"""``/healthz`` and ``/metrics``, on the event loop of the daemon; only where ``web.listen`` is set."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import CollectorRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from monitor.telemetry import get_logger

_log = get_logger("wirewatch.web")
_PATIENCE = 3.0


def application(registry: CollectorRegistry, troubles: Callable[[], Sequence[str]]) -> Starlette:
    """Return the routes. ``troubles`` says what keeps the daemon from its work; nothing: healthy."""

    async def healthz(_request: Request) -> Response:
        wrong = list(troubles())
        body = {"status": "failing" if wrong else "ok", "troubles": wrong}
        return JSONResponse(body, 503 if wrong else 200, {"Cache-Control": "no-store"})

    async def metrics(_request: Request) -> Response:
        # Reads the database: off the loop.
        text = await asyncio.to_thread(generate_latest, registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", healthz, methods=["GET"]),
            Route("/metrics", metrics, methods=["GET"]),
        ]
    )


class _Server(uvicorn.Server):
    """Leaves signals to the daemon."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncIterator[None]:
    """Serve ``app`` while the block runs. A place that is taken is said, and nothing is served:
    watching the news matters more than being watched.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        _log.error("web server not started", listen=f"{host}:{port}", error=error.strerror)
        yield
        return
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", server_header=False,
        limit_concurrency=50, timeout_keep_alive=5, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    _log.info("web server", listen=f"{host}:{listener.getsockname()[1]}")
    try:
        yield
    finally:
        server.should_exit = True
        _, late = await asyncio.wait([task], timeout=_PATIENCE)
        for one in late:
            one.cancel()
        listener.close()
