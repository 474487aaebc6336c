"""Two senders on one database: nothing twice, one rate, one order."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import timedelta

from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk, dispatcher, titles
from tests.servers.hooks import HookServer, Reply


async def both(store: Store, other: Store, rounds: int, **channels: object) -> int:
    """Let two senders drain at once, again and again; return how many alerts arrived."""
    senders = [
        dispatcher(store, "one", **channels),
        dispatcher(other, "two", **channels),
    ]
    arrived = 0
    for second in range(rounds):
        at = NOW + timedelta(seconds=second)
        arrived += sum(await asyncio.gather(*(sender.drain(at) for sender in senders)))
    return arrived


async def test_two_senders_send_nothing_twice_and_keep_the_order_of_each_story(
    store: Store, store_url: str, hooks: HookServer
) -> None:
    desk = Desk(store)
    stories = [desk.story() for _ in range(4)]
    for number in range(24):
        desk.tell("a", "b", "c", story=stories[number % 4], title=f"s{number % 4} n{number:02}")
    other = Store.open(store_url)
    url = f"webhook://{hooks.netloc}"
    hooks.replies.extend(Reply(500 if number % 5 == 0 else 200) for number in range(30))
    await both(store, other, 60, a=f"{url}/a", b=f"{url}/b", c=f"{url}/c")
    other.close()
    assert desk.counts() == {"sent": 72}
    good = [hit for hit, number in zip(hooks.hits, range(30), strict=False) if number % 5]
    good += hooks.hits[30:]
    arrived = Counter(hit.headers["idempotency-key"] for hit in good)
    assert set(arrived.values()) == {1}
    assert len(arrived) == 72
    for channel in "abc":
        told = [json.loads(hit.body)["title"] for hit in good if hit.path == f"/{channel}"]
        for story in range(4):
            mine = [title for title in told if title.startswith(f"s{story}")]
            assert mine == sorted(mine)


async def test_two_senders_share_one_rate(store: Store, store_url: str, hooks: HookServer) -> None:
    desk = Desk(store)
    for _ in range(12):
        desk.tell("hook")
    other = Store.open(store_url)
    section = {"url": f"webhook://{hooks.netloc}/", "rate": "8/h"}
    assert await both(store, other, 5, hook=section) == 4
    other.close()
    assert titles(hooks) == [f"Report {number}" for number in range(1, 5)]


async def test_a_poisoned_first_alert_holds_up_neither_its_update_nor_the_channel(
    store: Store, hooks: HookServer
) -> None:
    desk = Desk(store)
    story = desk.story()
    desk.tell("hook", story=story)
    desk.tell("hook", story=story)
    desk.tell("hook")
    hooks.replies.append(Reply(400, b"cannot read this"))
    work = dispatcher(store, hook=f"webhook://{hooks.netloc}/")
    assert await work.drain(NOW) == 2
    assert titles(hooks) == ["Report 1", "Report 2", "Report 3"]
    assert desk.counts() == {"sent": 2, "dead": 1}
