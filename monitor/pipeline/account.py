"""Why something was told or not: what is known of an entry or a feed, step by step.

    fetched? ─▶ parsed? ─▶ which clause failed? ─▶ which story? ─▶ what was decided? ─▶ which
    delivery attempts?

Reads one snapshot and changes nothing. Which clause failed is said by the rules of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from monitor.parse.identity import canonical_link
from monitor.pipeline.origins import registrable_domain
from monitor.pipeline.reading import document_of
from rules.language.explain import clause
from rules.language.near import NearMisses
from rules.language.ruleset import RuleSet
from storage.addresses import address_of
from storage.records import (
    Alert,
    ChannelState,
    Delivery,
    Entry,
    FeedState,
    StorySummary,
    VerdictRecord,
)
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule of today says to an entry: the texts that match, or the one clause in the way."""

    rule: str
    matches: bool
    detail: str


@dataclass(frozen=True, slots=True)
class EntryAccount:
    """Everything about one stored entry.

    ``said`` has the rules that match or nearly do, None where the rules of today cannot be used;
    ``alerts`` are those it caused, ``earlier`` those that told its story before.
    """

    entry: Entry
    feed: FeedState
    said: tuple[Said, ...] | None
    story: StorySummary | None
    verdicts: tuple[VerdictRecord, ...]
    alerts: tuple[tuple[Alert, tuple[Delivery, ...]], ...]
    earlier: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of what was asked for.

    ``feed`` is set when it is a feed; ``site`` are feeds of the same site otherwise. ``troubled``
    are the channels that are paused or failing now.
    """

    asked: str
    entries: tuple[EntryAccount, ...] = ()
    feed: FeedState | None = None
    site: tuple[FeedState, ...] = ()
    troubled: tuple[ChannelState, ...] = ()


def account(tx: Transaction, asked: str, ruleset: RuleSet | None, now: datetime) -> Account:
    """Return what is known of an entry's id or URL, or of a feed's URL."""
    feeds = {feed.id: feed for feed in tx.feeds.all()}
    found = tx.entries.find(asked)
    link = canonical_link(asked)
    if not found and link:
        found = tx.entries.find(f"link:{link}")
    if found:
        entries = (_of_entry(tx, one, feeds[one.feed_id], ruleset) for one in found)
        channels = (one for one in tx.channels.all() if _troubled(one, now))
        return Account(asked, tuple(entries), troubled=tuple(channels))
    page = address_of(asked)
    feed = next((one for one in feeds.values() if one.spec.url in (asked, page)), None)
    if feed is not None:
        return Account(asked, feed=feed)
    return Account(asked, site=tuple(_same_site(asked, feeds.values())))


def outcome(found: EntryAccount) -> str:
    """Return in one sentence what became of an entry."""
    if found.alerts:
        return "; ".join(
            f"alert {alert.id} ({alert.data.rule}, {alert.data.kind}): "
            f"{_on_its_way(alert, deliveries)}"
            for alert, deliveries in found.alerts
        )
    if found.verdicts:
        latest = {one.rule: one for one in found.verdicts}
        return "; ".join(f"{one.rule}: {_untold(one, found)}" for one in latest.values())
    if found.said is None:
        return "no rule matched it when it came"
    matching = [one.rule for one in found.said if one.matches]
    if matching:
        return (
            f"not told: no rule matched it when it came; today {', '.join(matching)} would "
            "('wirewatch rules backtest' shows what else)"
        )
    near = [one for one in found.said if not one.matches]
    if near:
        return f"not told: no rule matches; nearest is {near[0].rule}, but for {near[0].detail}"
    return "not told: it matches no rule, and none nearly"


def how_a_feed_is(feed: FeedState, now: datetime) -> str:
    """Return in one sentence whether a feed is fetched and read."""
    due = f"due {feed.next_due:%Y-%m-%d %H:%M} UTC" if feed.next_due > now else "due now"
    if not feed.active:
        return "no longer in the configuration: not polled"
    if feed.paused:
        return f"paused: {feed.paused}"
    if feed.last_polled is None:
        return f"never polled yet, {due}"
    if feed.failures:
        since = f"last success {feed.last_success:%Y-%m-%d %H:%M} UTC" if feed.last_success else ""
        times = "once" if feed.failures == 1 else f"{feed.failures} times in a row"
        return f"failed {times}: {feed.error}; {since or 'it never succeeded'}, {due}"
    return f"good, last polled {feed.last_polled:%Y-%m-%d %H:%M} UTC, {due}"


def trouble_words(channel: ChannelState, now: datetime) -> str:
    """Return what is wrong with a channel, in words."""
    if channel.paused_until is not None and channel.paused_until > now:
        return f"paused until {channel.paused_until:%Y-%m-%d %H:%M} UTC: {channel.pause_reason}"
    return f"failing since {channel.failing_since:%Y-%m-%d %H:%M} UTC: {channel.failure}"


def _troubled(channel: ChannelState, now: datetime) -> bool:
    paused = channel.paused_until is not None and channel.paused_until > now
    return paused or channel.failing_since is not None


def _of_entry(
    tx: Transaction, entry: Entry, feed: FeedState, ruleset: RuleSet | None
) -> EntryAccount:
    alerts = tx.alerts.of_entry(entry.id)
    verdicts = tx.stories.verdicts(entry.id)
    earlier = {}
    for one in verdicts:
        first = tx.alerts.first_of(one.story_id, one.rule) if one.story_id else None
        if first is not None and first.data.entry_id != entry.id:
            earlier[first.id] = first
    return EntryAccount(
        entry=entry,
        feed=feed,
        said=None if ruleset is None else tuple(_said(entry, feed, ruleset)),
        story=tx.stories.get(entry.story_id) if entry.story_id else None,
        verdicts=verdicts,
        alerts=tuple((alert, tx.outbox.of_alert(alert.id)) for alert in alerts),
        earlier=tuple(earlier.values()),
    )


def _said(entry: Entry, feed: FeedState, ruleset: RuleSet) -> Iterable[Said]:
    document = document_of(entry.data, feed.spec, entry.seen_at)
    for match in ruleset.match(document).matches:
        quotes = "; ".join(f"{one.field}: {one.quote!r}" for one in match.evidence[:3])
        yield Said(match.rule.id, True, quotes)
    for rule, blocker in NearMisses(ruleset).of(document):
        yield Said(rule.id, False, clause(blocker))


def _same_site(asked: str, feeds: Iterable[FeedState]) -> Iterable[FeedState]:
    site = _site(asked)
    return (feed for feed in feeds if site and site in (_site(feed.spec.url), feed.spec.origin))


def _site(url: str) -> str:
    try:
        return registrable_domain(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _untold(verdict: VerdictRecord, found: EntryAccount) -> str:
    if verdict.decision in ("Tell", "Update"):
        return f"told ({verdict.reason}); the alert is kept no longer"
    told = [alert.id for alert in found.earlier if alert.data.rule == verdict.rule]
    by = f" (alert {told[0]})" if told and verdict.decision == "Known" else ""
    return f"not told: {verdict.reason}{by}"


def _on_its_way(alert: Alert, deliveries: Iterable[Delivery]) -> str:
    if alert.withheld:
        return f"told nobody: {alert.withheld}"
    return ", ".join(f"{one.channel} {delivery_words(one)}" for one in deliveries)


def delivery_words(one: Delivery) -> str:
    """Return how far a delivery is, in words."""
    tries = "1 attempt" if one.attempts == 1 else f"{one.attempts} attempts"
    match one.state:
        case "sent":
            return f"sent {one.sent_at:%Y-%m-%d %H:%M:%S} UTC ({tries})"
        case "dead":
            return f"given up after {tries}: {one.error}"
        case "leased":
            return f"being sent now ({tries})"
        case "due":
            why = f" ({tries}; {one.error})" if one.error else ""
            return f"queued, due {one.due:%Y-%m-%d %H:%M:%S} UTC{why}"
