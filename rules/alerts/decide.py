"""One matching item's verdict: Tell, Update, Hold or Known, each with its reason.

Takes and returns values; who calls it stores the memory it returns in the same transaction as
whatever the decision queues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from rules.alerts.changes import changes, told_like
from rules.alerts.memory import Change, Pending, RuleStory
from rules.facts.model import Facts
from rules.language.schema import RuleSpec
from rules.stories.ledger import Claim, claims, extend


@dataclass(frozen=True, slots=True)
class Tell:
    """Send an alert."""

    reason: str


@dataclass(frozen=True, slots=True)
class Update:
    """Send an update of an alert that went out; ``changes`` says what differs."""

    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Send nothing yet."""

    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """Send nothing: it says nothing that was not told."""

    reason: str


Decision: TypeAlias = Tell | Update | Hold | Known


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision and what is to be remembered with it.

    ``memory.due`` is when ``due`` wants to be asked, or None.
    """

    decision: Decision
    memory: RuleStory


def decide(
    rule: RuleSpec,
    facts: Facts | None,
    origin: str,
    now: datetime,
    memory: RuleStory | None,
    *,
    backlog: bool = False,
    edited: bool = False,
) -> Verdict:
    """Decide on one item that matches ``rule``, in the story that ``memory`` is of.

    ``origin`` is who speaks (owner of the site, or the wire service credited). ``memory`` is None
    for the rule's first item in the story. ``backlog``: an item of a feed's first poll, which
    counts as carried but never alerts. ``edited``: a new text of an item decided on before,
    which may cause a first alert or an update but never a second alert.
    """
    new = claims(facts, origin, now)
    known = memory or RuleStory(held_since=now)
    known = replace(
        known,
        origins={**known.origins, origin: now},
        ledger=extend(known.ledger, new),
    )
    if backlog:
        return Verdict(Known("backlog: from the first poll of its feed"), known)
    if known.told_at is None:
        return _first(rule, new, now, known)
    if not rule.dedup and not edited:
        return Verdict(Tell("dedup is off: every item is told"), known.tell(new, now))
    fired = changes(rule.update_on, new, origin, known)
    if fired:
        return _update(rule, fired, now, known)
    return Verdict(Known(_nothing_new(rule, new, known)), known)


def due(rule: RuleSpec, memory: RuleStory, now: datetime) -> Verdict | None:
    """Return the update whose gap has ended by ``now``, or None when there is nothing to send.

    A rule that was changed to collect nothing still sends what it had collected.
    """
    if not memory.pending or memory.due is None or memory.due > now:
        return None
    return _send(memory.pending, now, memory, f"{rule.id}: changes collected in the update gap")


def _first(rule: RuleSpec, new: tuple[Claim, ...], now: datetime, known: RuleStory) -> Verdict:
    needed = rule.story.origins
    carried = known.within(now, rule.story.within)
    if carried < needed:
        # Those that fell out of the window do not come back: the hold begins anew.
        since = known.held_since if carried > 1 else now
        held = replace(known, held_since=since)
        return Verdict(Hold(f"held: {carried} of {needed} origins"), held)
    reason = "first match in this story" if needed == 1 else f"{carried} of {needed} origins"
    return Verdict(Tell(reason), known.tell(new, now))


def _update(rule: RuleSpec, fired: tuple[Pending, ...], now: datetime, known: RuleStory) -> Verdict:
    pending = _merge(known.pending, fired)
    last = known.last_told or now
    ends = last + timedelta(seconds=rule.update_gap)
    if now < ends:
        held = replace(known, pending=pending, due=ends)
        return Verdict(Hold(f"held: changes are told together from {ends.isoformat()}"), held)
    return _send(pending, now, known, "changed since it was told")


def _send(pending: tuple[Pending, ...], now: datetime, known: RuleStory, why: str) -> Verdict:
    told = tuple(one.claim for one in pending if one.claim is not None)
    said = tuple(one.change for one in pending)
    what = ", ".join(f"{one.what} {_number(one.old)} → {_number(one.new)}" for one in said)
    return Verdict(Update(f"{why}: {what}", said), known.tell(told, now))


def _merge(old: Sequence[Pending], new: Sequence[Pending]) -> tuple[Pending, ...]:
    """The latest change of each figure counts, in the order in which they first came up."""
    return tuple({one.change.what: one for one in (*old, *new)}.values())


def _nothing_new(rule: RuleSpec, new: tuple[Claim, ...], known: RuleStory) -> str:
    told_at = known.told_at.isoformat() if known.told_at else ""
    if not rule.update_on:
        return f"known: told at {told_at}"
    compared = []
    for claim in new:
        told = told_like(claim, known.told)
        if told is not None:
            compared.append(f"{claim.name} {claim.value}, told {told.value}")
    detail = "; ".join(compared) or "no figure to compare"
    return f"known: told at {told_at}; not enough changed ({detail})"


def _number(value: int | None) -> str:
    return "none" if value is None else f"{value:,}"
