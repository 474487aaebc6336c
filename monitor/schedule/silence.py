"""Keeps a database server that has fallen silent from holding the daemon for ever."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from monitor.telemetry import get_logger
from storage.store import Store

_log = get_logger("wirewatch.daemon")
# Longer than any statement takes, and what a server allows a transaction that stands still.
PATIENCE: Final = 300.0
# At a stop: how long a database may keep those waiting who have something to write down.
HURRY: Final = 4.0
_LOOK: Final = 1.0


@asynccontextmanager
async def impatient(store: Store, stopping: Callable[[], bool]) -> AsyncIterator[None]:
    """Inside, statements that a server does not answer are given up, and soon once stopping."""
    watch = asyncio.create_task(_watch(store, stopping))
    try:
        yield
    finally:
        watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watch


async def _watch(store: Store, stopping: Callable[[], bool]) -> None:
    while True:
        cut = store.cut_silent(HURRY if stopping() else PATIENCE)
        if cut:
            _log.error("the database server does not answer: its connections are cut", cut=cut)
        await asyncio.sleep(_LOOK)
