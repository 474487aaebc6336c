"""From a decision to an alert in the outbox, inside the transaction that decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.config.policy import Policy, routing_of
from monitor.pipeline.content import alert_content
from monitor.telemetry import get_logger
from rules.alerts.decide import Tell, Update, changes_of
from rules.alerts.memory import Change
from rules.alerts.silences import Candidate, ended_by, reason, says_a_new_fact, silencing
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
    """Store the alert and queue it for every channel that is to have it.

    What nobody is to hear of, since it is silenced or below every channel's severity, is stored
    with that reason, so that people can look it up.
    """
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
    routing = routing_of(policy.config, rule.notify, alert.severity, alert.labels)
    withheld = _silenced(tx, story_id, alert, changes_of(decision), now)
    if not withheld and not routing.channels:
        below = f"below from_severity of {', '.join(routing.below)}"
        withheld = below if routing.below else "nothing names a channel for it"
    alert_id = tx.alerts.add(alert, now, withheld)
    told = _log.bind(rule=rule.id, kind=alert.kind, story=story_id, title=content["title"],
                     why=alert.reason)  # fmt: skip
    if withheld:
        told.info("alert withheld", withheld=withheld)
    else:
        tx.outbox.queue(alert_id, routing.channels, now)
        told.info("alert", channels=list(routing.channels))


def _silenced(
    tx: Transaction, story_id: int, alert: AlertData, changes: Iterable[Change], now: datetime
) -> str:
    """Return why a person wants to hear nothing of it; ends silences that waited for such news."""
    silences = tx.silences.active(now)
    if not silences:
        return ""
    told_before = tx.alerts.first_of(story_id, alert.rule) is not None
    new_fact = says_a_new_fact(told_before, changes)
    candidate = Candidate(alert.rule, story_id, alert.labels, new_fact)
    silence = silencing(silences, candidate, now)
    if silence is not None:
        return reason(silence)
    for over in ended_by(silences, candidate, now):
        tx.silences.end(over.id, now)
        _log.info("silence ended by a new fact", silence=over.id, story=story_id)
    return ""
