"""When to ask again: the next poll of a feed, the next attempt of a delivery. Pure.

plan(state) ─▶ (fetch) ─▶ after_poll(state, outcome) ─▶ state with next_due and why
"""

from monitor.timing.attempts import next_attempt
from monitor.timing.moves import settled
from monitor.timing.polls import (
    after_poll,
    elsewhere,
    led_elsewhere,
    may_hasten,
    plan,
    unanswered,
)
from monitor.timing.shapes import Plan, PollSettings
from monitor.timing.words import words

__all__ = [
    "Plan",
    "PollSettings",
    "after_poll",
    "elsewhere",
    "led_elsewhere",
    "may_hasten",
    "next_attempt",
    "plan",
    "settled",
    "unanswered",
    "words",
]
