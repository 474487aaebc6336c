"""A daemon with good feeds beside a server that attacks in every way at once."""

from __future__ import annotations

from pathlib import Path

from bench.hostile import run, unnamed

EVERY = 3.0
MEMORY = 300 * 1024 * 1024


def test_hostile_feeds_cost_the_good_ones_neither_schedule_nor_alerts(tmp_path: Path) -> None:
    result = run(tmp_path, good=40, seconds=26, every=EVERY, wait=6)
    assert unnamed(result.failing) == {}
    assert result.alerts == result.alerts_wanted
    assert result.peak.resident < MEMORY
    assert result.beside[-1] < max(3 * EVERY, 2 * result.alone[-1])
