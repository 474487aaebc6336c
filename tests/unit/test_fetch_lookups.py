"""Name lookups on threads of their own: whatever ends one, who waits for it hears of it."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from monitor.fetch.names import _on_thread


@pytest.mark.parametrize("fault", [MemoryError("no room"), socket.gaierror(-2, "unknown")])
async def test_a_lookup_that_fails_tells_who_waits(fault: Exception) -> None:
    def look() -> Any:
        raise fault

    with pytest.raises(type(fault)):
        await asyncio.wait_for(_on_thread(look), 5)
