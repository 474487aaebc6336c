"""Blocking sends on threads of their own, so that one that hangs holds up nothing else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from monitor.deliver.outcome import NotSent, Outcome, of_error


async def on_thread(work: Callable[[], Outcome], patience: float) -> Outcome:
    """Run ``work`` on a daemon thread; one that outlives ``patience`` is left to itself.

    Apprise's own executor is shared and finite: a few hanging services would fill it.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[Outcome] = loop.create_future()

    def settle(outcome: Outcome) -> None:
        if not result.done():
            result.set_result(outcome)

    def run() -> None:
        try:
            outcome = work()
        except Exception as error:  # noqa: BLE001 - a lost outcome would block the channel
            outcome = of_error(error)
        try:
            loop.call_soon_threadsafe(settle, outcome)
        except RuntimeError:
            # The loop has ended meanwhile: nobody waits for this outcome any more.
            return

    try:
        threading.Thread(target=run, name="send", daemon=True).start()
    except RuntimeError as error:
        return NotSent(f"this process may start no more threads: {error}", permanent=False)
    try:
        return await asyncio.wait_for(result, patience)
    except TimeoutError:
        return NotSent(f"no answer in {patience:g} s; it may have arrived", permanent=None)
