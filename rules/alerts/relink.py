"""What a rule knows of a story after people put stories together or apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from rules.alerts.memory import EARLIER, RuleStory
from rules.stories.ledger import Claim, last_known


def merged(one: RuleStory, other: RuleStory, now: datetime) -> RuleStory:
    """Return what is known of two stories that are one.

    Told if either was told. What waits is looked at again at ``now``: together they may have the
    origins that neither had.
    """
    first, second = sorted((one, other), key=lambda each: each.last_told or each.held_since)
    claims = sorted((*first.told, *second.told), key=lambda claim: claim.value)
    # The higher figure counts as told: nobody wants to hear of the lower one's rise to it.
    told = {(claim.key, claim.status): claim for claim in claims}
    replaced = tuple(claim for claim in claims if claim not in told.values())
    told_at = _earliest(one.told_at, other.told_at)
    waits = told_at is None and (one.held_until or other.held_until) is not None
    pending = {each.what: each for each in (*first.pending, *second.pending)}
    dues = [due for due in (one.due, other.due) if due is not None]
    return RuleStory(
        held_since=min(one.held_since, other.held_since),
        origins=_latest(one.origins, other.origins),
        told_at=told_at,
        last_told=_last(one.last_told, other.last_told),
        told=tuple(told.values()),
        earlier=(*first.earlier, *second.earlier, *replaced)[-EARLIER:],
        told_origins=max(one.told_origins, other.told_origins),
        held_until=_last(one.held_until, other.held_until) if waits else None,
        pending=tuple(pending.values()) if told_at else (),
        due=now if waits else min(dues, default=None) if pending else None,
    )


def parted(
    memory: RuleStory,
    origins: Mapping[str, datetime],
    ledger: tuple[Claim, ...],
    *,
    told: bool,
    ask: datetime | None,
) -> RuleStory:
    """Return what is known of one part of a story that was split.

    ``origins`` and ``ledger`` are those of the part. ``told``: people had an alert of it, with all
    its figures so far. ``ask`` is when to tell of it where they had none, None: never.
    """
    if told:
        return replace(
            memory,
            origins=dict(origins),
            told=last_known(ledger),
            earlier=(),
            told_origins=len(origins),
            held_until=None,
            pending=(),
            due=None,
        )
    fresh = RuleStory(held_since=memory.held_since, origins=dict(origins))
    return replace(fresh, held_until=ask or memory.held_until, due=ask)


def _latest(one: Mapping[str, datetime], other: Mapping[str, datetime]) -> dict[str, datetime]:
    names = dict.fromkeys((*one, *other))
    return {name: max(at for at in (one.get(name), other.get(name)) if at) for name in names}


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _last(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)
