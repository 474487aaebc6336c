"""What is held back, and why: for ``status``, ``stories show`` and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rules.alerts.memory import RuleStory
from storage.records import RuleState
from storage.store import Transaction

_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Held:
    """One rule that holds back an alert, or an update, of one story; ``until`` is when it ends."""

    rule: str
    story_id: int
    title: str
    why: str
    until: datetime


def held_now(tx: Transaction, now: datetime, limit: int = _SHOWN) -> list[Held]:
    """Return what is held at ``now``, the latest first."""
    found = (held_of(tx, state, now) for state in tx.stories.rule_states_held(now, limit))
    return [one for one in found if one is not None]


def held_of(tx: Transaction, state: RuleState, now: datetime) -> Held | None:
    """Return what a rule holds back of a story at ``now``, or None."""
    memory = RuleStory.load(state.state)
    until, why = memory.due, ", ".join(change.words for change in memory.pending)
    if memory.pending:
        why = f"held: an update waits for the end of update_gap: {why}"
    elif memory.told_at is None and memory.due is not None:
        why = "held: is looked at again since people merged or split stories"
    elif memory.held_until is not None and memory.held_until >= now:
        until, why = memory.held_until, tx.stories.last_reason(state.story_id, state.rule)
    if until is None:
        return None
    story = tx.stories.get(state.story_id)
    return Held(state.rule, state.story_id, story.title if story else "", why, until)
