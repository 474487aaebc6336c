"""Many feeds on a simulated clock: nobody starves, nobody is overrun, and order is kept."""

from __future__ import annotations

from collections import defaultdict

from bench.simulation import simulate, simulate_adding
from monitor.schedule.pace import LEAST_RATE


def test_nobody_starves_and_no_herd_comes_back_after_an_outage() -> None:
    feeds, hosts = 400, 80
    seen, world = simulate(feeds, hosts, minutes=16, outage=60)
    steady, first, then = seen["steady"], seen["first quarter after"], seen["time after that"]
    assert (steady.starved, first.starved, then.starved) == (0, 0, 0)
    # Per host: one at a time, a second apart, in the order in which they fell due.
    assert world.most_in_flight == 1
    assert min(one.closest for one in seen.values()) > 0.99
    assert sum(one.out_of_order for one in seen.values()) == 0
    # On time, but for the feeds in the queue before a host that does not answer.
    assert steady.late_p99 < 120
    # What the outage put in step is spread out after one round.
    assert then.busiest_minute < 3 * steady.busiest_minute


def test_feeds_of_many_hosts_come_back_at_a_pace_after_an_outage() -> None:
    feeds = 800
    seen, _ = simulate(feeds, hosts=feeds, minutes=1, outage=60, odd=False)
    first = seen["first quarter after"]
    # No host holds the others up here: without a pace all would be asked within two seconds.
    assert first.busiest_second <= 2 * LEAST_RATE
    assert first.busiest_minute == feeds
    assert first.starved == 0


def test_too_many_feeds_for_a_host_share_it_fairly() -> None:
    feeds, hosts, minutes = 1000, 1, 30
    _, world = simulate(feeds, hosts, minutes, outage=0, written=True, odd=False)
    turns: dict[str, list[float]] = defaultdict(list)
    for one in world.requests:
        turns[one.url].append(one.at)
    # A host takes one request a second, so a thousand feeds take turns of a thousand seconds.
    counts = {len(at) for at in turns.values()}
    assert len(turns) == feeds
    assert max(counts) - min(counts) <= 1
    assert world.most_in_flight == 1


def test_thousands_of_new_feeds_keep_no_standing_one_waiting() -> None:
    standing, added = simulate_adding(300, 6000, hosts=300, minutes=20)
    assert standing.starved == 0
    # A standing feed waits for its host at most, which asks one feed a second.
    assert standing.late_most < 10
    # New ones take all the room that is left, at once.
    assert added.starved == 0
    assert 100 < added.late_most < 180
