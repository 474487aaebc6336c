"""A daemon that runs on does not grow: what one poll needed is free for the next."""

from __future__ import annotations

from pathlib import Path

from bench.soak import run

FEEDS = 80
ROUNDS = 10
# Kept bodies alone would be 800 times 17 kB, kept entries twice that.
GROWTH = 8 * 1024 * 1024


def test_memory_stays_flat_though_every_poll_brings_news(tmp_path: Path) -> None:
    samples = run(tmp_path, FEEDS, ROUNDS, patience=30)
    assert samples[-1].resident - samples[0].resident < GROWTH
