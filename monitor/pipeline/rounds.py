"""Everything that is due, a bounded number of feeds at a time: for ``once``, which has no ticks.

A feed under way costs memory while it only waits for its turn; and a slow one must not keep those
behind it from theirs, so rounds overlap.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final

from monitor.pipeline.outcome import Tally
from monitor.pipeline.poll import Poller

MOST_UNDER_WAY: Final = 500


async def poll_due(poller: Poller, due_by: datetime, most: int = MOST_UNDER_WAY) -> Tally:
    """Poll each feed that was due at ``due_by``, at most ``most`` at a time; return the counts."""
    tally = Tally()
    rounds: set[asyncio.Task[Tally]] = set()
    free, freed = most, asyncio.Event()

    def done(feeds: int) -> None:
        nonlocal free
        free += feeds
        freed.set()

    poller.progress = done
    try:
        while True:
            freed.clear()
            ended = {task for task in rounds if task.done()}
            rounds -= ended
            for task in ended:
                tally.add(task.result())
            # Half of the places at a time: a few now and then would make small transactions.
            if 2 * free >= most or not rounds:
                feeds = await poller.claim(free, due_by)
                free -= len(feeds)
                if feeds:
                    rounds.add(asyncio.create_task(poller.round(feeds)))
            if not rounds:
                return tally
            room = asyncio.create_task(freed.wait())
            await asyncio.wait({room, *rounds}, return_when=asyncio.FIRST_COMPLETED)
            room.cancel()
    finally:
        for task in rounds:
            task.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
