"""From a decision to an alert in the outbox, inside the transaction that decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.config.policy import Policy
from monitor.pipeline.content import alert_content
from monitor.telemetry import get_logger
from rules.alerts.decide import Tell, Update, changes_of
from rules.facts.model import Facts
from rules.language.ruleset import Match
from storage.records import AlertData, EntryData, FeedSpec
from storage.store import Transaction

_log = get_logger("wirewatch.judge")


@dataclass(frozen=True, slots=True)
class Subject:
    """The entry that an alert shows."""

    entry_id: int
    data: EntryData
    feed: FeedSpec
    origin: str
    facts: Facts


def tell(
    tx: Transaction,
    match: Match,
    subject: Subject,
    story_id: int,
    decision: Tell | Update,
    policy: Policy,
    now: datetime,
) -> None:
    """Store the alert and queue it for every channel that is to have it."""
    rule = match.rule
    update = isinstance(decision, Update)
    first = tx.alerts.first_of(story_id, rule.id) if update else None
    content = alert_content(
        match=match,
        facts=subject.facts,
        data=subject.data,
        feed=subject.feed,
        origin=subject.origin,
        seen=now,
        outlets=tx.stories.outlets(story_id),
        changes=changes_of(decision),
        first=first,
    )
    alert = AlertData(
        rule=rule.id,
        story_id=story_id,
        entry_id=subject.entry_id,
        kind="update" if update else "first",
        severity=rule.severity,
        labels=dict(rule.labels),
        reason=decision.reason,
        content=content,
    )
    channels = policy.channels_for(rule.notify, alert.severity, alert.labels)
    if not channels:
        _log.info("below every channel's severity", rule=rule.id, story=story_id)
        return
    alert_id = tx.alerts.add(alert, now)
    tx.outbox.queue(alert_id, channels, now)
    _log.info("alert", rule=rule.id, kind=alert.kind, story=story_id,
              title=content["title"], channels=list(channels), why=alert.reason)  # fmt: skip
