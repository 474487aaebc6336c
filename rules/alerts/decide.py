"""One matching item's verdict: Tell, Update, Hold or Known, each with its reason.

Takes and returns values; who calls it stores the memory it returns in the same transaction as
whatever the decision queues.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from rules.alerts.changes import News, changes, collect
from rules.alerts.memory import Change, RuleStory
from rules.language.schema import Moves, RuleSpec
from rules.stories.ledger import Claim


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


def changes_of(decision: Decision) -> tuple[Change, ...]:
    """Return what an update tells; nothing for any other decision."""
    return decision.changes if isinstance(decision, Update) else ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision and what is to be remembered with it.

    ``memory.due`` is when ``due`` wants to be asked, or None.
    """

    decision: Decision
    memory: RuleStory


def decide(
    rule: RuleSpec,
    news: News,
    now: datetime,
    memory: RuleStory | None,
    *,
    backlog: bool = False,
    edited: bool = False,
) -> Verdict:
    """Decide on one item that matches ``rule``, in the story that ``memory`` is of.

    ``news`` is what the item claims and who speaks (owner of the site, or the wire service
    credited). ``memory`` is None for the rule's first item in the story. ``backlog``: an item of a
    feed's first poll, which counts as carried but never alerts. ``edited``: a new text of an item
    decided on before, which may cause a first alert or an update but never a second alert.
    """
    known = memory or RuleStory(held_since=now)
    known = replace(known, origins={**known.origins, news.origin: now})
    if backlog:
        return Verdict(Known("backlog: from the first poll of its feed"), known)
    if known.told_at is None:
        return _first(rule, news.claims, now, known)
    if not rule.dedup and not edited:
        return Verdict(Tell("dedup is off: every item is told"), known.tell(news.claims, now))
    fired = changes(rule.update_on, news, known)
    pending = collect(known.pending, fired, news)
    if fired:
        return _update(rule, pending, now, known)
    known = replace(known, pending=pending, due=known.due if pending else None)
    return Verdict(Known(_nothing_new(rule, news, known)), known.counted(news.claims))


def follow(rule: RuleSpec, news: News, now: datetime, memory: RuleStory) -> Verdict | None:
    """Return what an item brings that speaks of the story but does not match ``rule``, or None.

    That is a fall of what was told, often below the rule's own threshold: a correction. Such an
    item never alerts, brings nothing else, and is no origin of the rule's.
    """
    if memory.told_at is None:
        return None
    falls = [one for one in rule.update_on if isinstance(one, Moves) and one.direction == "falls"]
    fired = changes(falls, news, memory)
    return _update(rule, collect(memory.pending, fired, news), now, memory) if fired else None


def due(rule: RuleSpec, memory: RuleStory, now: datetime) -> Verdict | None:
    """Return what is to be sent by ``now`` though no item arrived, or None.

    That is the update whose gap has ended, also for a rule that was changed to collect nothing,
    and an alert that waits for no more origins since people put stories together or apart.
    """
    if memory.due is None or memory.due > now:
        return None
    if memory.told_at is None:
        verdict = _first(rule, (), now, replace(memory, due=None))
        return verdict if memory.held_until is not None else None
    if not memory.pending:
        return None
    return _send(memory.pending, now, memory, "changes collected in the update gap")


def _first(rule: RuleSpec, new: tuple[Claim, ...], now: datetime, known: RuleStory) -> Verdict:
    needed = rule.story.origins
    carried = known.within(now, rule.story.within)
    if needed > 1 and len(carried) < needed:
        # Those that fell out of the window do not come back: the hold begins anew.
        since = known.held_since if len(carried) > 1 else now
        latest = max((known.origins[name] for name in carried), default=now)
        until = latest + timedelta(seconds=rule.story.within)
        held = replace(known, held_since=since, held_until=until)
        names = f" ({', '.join(carried)})" if carried else ""
        return Verdict(Hold(f"held: {len(carried)} of {needed} origins{names}"), held)
    reason = "first match in this story" if needed == 1 else f"{len(carried)} of {needed} origins"
    return Verdict(Tell(reason), known.tell(new, now))


def _update(
    rule: RuleSpec, pending: tuple[Change, ...], now: datetime, known: RuleStory
) -> Verdict:
    gap = timedelta(seconds=rule.update_gap)
    # A clock that was set back must not make the gap longer.
    ends = min((known.last_told or now) + gap, now + gap)
    if now < ends:
        if known.due is not None:
            ends = min(ends, known.due)
        held = replace(known, pending=pending, due=ends)
        return Verdict(Hold(f"held: changes are told together from {ends.isoformat()}"), held)
    return _send(pending, now, known, "changed since it was told")


def _send(pending: tuple[Change, ...], now: datetime, known: RuleStory, why: str) -> Verdict:
    told = tuple(one.claim for one in pending if one.claim is not None)
    what = ", ".join(one.words for one in pending)
    return Verdict(Update(f"{why}: {what}", pending), known.tell(told, now))


def _nothing_new(rule: RuleSpec, news: News, known: RuleStory) -> str:
    told_at = known.told_at.isoformat() if known.told_at else ""
    if not rule.update_on:
        return f"known: told at {told_at}"
    compared = []
    for claim in news.claims:
        told = news.baseline(claim, known)
        if told is not None:
            said = "told" if told in known.told else "first known"
            compared.append(f"{claim.name} {claim.value:,}, {said} {told.value:,}")
    detail = "; ".join(compared) or "no figure to compare"
    return f"known: told at {told_at}; not enough changed ({detail})"
