"""The web server follows the configuration: it starts, moves and stops as ``web.listen`` changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from monitor.config.values import Listen

if TYPE_CHECKING:
    from starlette.applications import Starlette  # loaded only where somebody wants a server


class Pages:
    """Serves at one place at a time, or nowhere."""

    def __init__(self, make: Callable[[], Starlette]) -> None:
        """``make`` is called each time a server starts."""
        self._make = make
        self._at: Listen | None = None
        self._serving = AsyncExitStack()
        self._turn = asyncio.Lock()

    async def follow(self, listen: Listen | None) -> None:
        """Serve at ``listen`` from now on; None: nowhere. A place that is taken is only said."""
        async with self._turn:
            if listen == self._at:
                return
            await self._serving.aclose()
            self._at = listen
            if listen is None:
                return
            from monitor.web.server import serving

            app = self._make()
            await self._serving.enter_async_context(serving(app, listen.host, listen.port))
