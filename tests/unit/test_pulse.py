"""Healthy means progress."""

from __future__ import annotations

from monitor.pulse import PATIENCE, Pulse


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_healthy_before_every_part_has_come_round() -> None:
    pulse = Pulse(("polling", "delivering"), Watch())
    pulse.good("polling")
    assert pulse.troubles() == ("delivering has not come round yet",)
    pulse.good("delivering")
    assert pulse.troubles() == ()


def test_a_failing_part_is_a_trouble_at_once_and_over_at_the_next_good_turn() -> None:
    pulse = Pulse(("polling",), Watch())
    pulse.good("polling")
    pulse.bad("polling", "the disk of the database is full")
    assert pulse.troubles() == ("polling: the disk of the database is full",)
    assert pulse.turning()
    pulse.good("polling")
    assert pulse.troubles() == ()


def test_a_part_that_hangs_is_a_trouble_and_a_reason_to_restart() -> None:
    watch = Watch()
    pulse = Pulse(("polling", "delivering"), watch)
    pulse.good("polling")
    pulse.good("delivering")
    watch.now += PATIENCE / 2
    pulse.good("delivering")
    assert pulse.troubles() == ()
    watch.now += PATIENCE / 2
    assert pulse.troubles() == ("polling has not come round for 120 s",)
    assert not pulse.turning()
