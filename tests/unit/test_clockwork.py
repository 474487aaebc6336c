"""The wall clock, moved under a running daemon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.clock import Clock
from monitor.schedule.clockwork import Clockwork

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class World:
    """A wall clock that can be set, and one that cannot."""

    def __init__(self) -> None:
        self.wall, self.passed = START, 0.0
        self.clock = Clock(lambda: self.wall, lambda: self.passed, lambda: 0.0, lambda: 0.5)

    def wait(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.passed += seconds


def test_time_that_passes_is_no_move() -> None:
    world = World()
    work = Clockwork(world.clock)
    world.wait(86400)
    assert work.moved() == timedelta()
    assert work.believed() == world.wall


def test_a_move_is_told_once_in_either_direction() -> None:
    world = World()
    work = Clockwork(world.clock)
    for hours in (1, -2, 8760):
        world.wait(5)
        world.wall += timedelta(hours=hours)
        assert work.moved() == timedelta(hours=hours)
        assert work.moved() == timedelta()


def test_a_service_that_trims_the_clock_moves_nothing() -> None:
    world = World()
    work = Clockwork(world.clock)
    world.wait(5)
    world.wall += timedelta(seconds=2)
    assert work.moved() == timedelta()


def test_nothing_is_forgotten_for_a_clock_set_a_year_ahead() -> None:
    world = World()
    work = Clockwork(world.clock)
    world.wait(600)
    world.wall += timedelta(days=365)
    assert work.believed() == START + timedelta(seconds=600)
    world.wall = START - timedelta(days=1)
    assert work.believed() == world.wall
