"""From polled feeds to one transaction.

    read what is known ─▶ match the new and the changed   (outside any transaction)
    ─▶ ONE transaction: entries, stories, verdicts, alerts, outbox, validators, next due

Runs on the one writer thread. A transaction that fails changes nothing, not even memory: the
grouping is forgotten and read again from the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.clock import Clock
from monitor.config.policy import Policy
from monitor.fetch.outcome import FetchFailed
from monitor.pipeline.content import alert_content
from monitor.pipeline.origins import origin_of
from monitor.pipeline.outcome import Parsed, Polled, Tally, Unreadable
from monitor.pipeline.shelf import Placing, StoryShelf
from monitor.pipeline.upkeep import after
from monitor.telemetry import get_logger
from monitor.timing import PollSettings
from rules.alerts.decide import Hold, Known, Tell, Update, Verdict, decide, due
from rules.alerts.memory import Change, RuleStory
from rules.alerts.routing import route
from rules.facts.model import Facts
from rules.language.ruleset import Match, Matched
from rules.stories.features import Features, features
from rules.text.document import Document
from storage.records import AlertData, EntryData, FeedSpec, KnownEntry
from storage.store import Store, Transaction

_log = get_logger("wirewatch.judge")


@dataclass(frozen=True, slots=True)
class _Item:
    """A new or changed entry that matched, on its way into the transaction."""

    data: EntryData
    known: KnownEntry | None
    document: Document
    matched: Matched
    features: Features
    origin: str


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The entries of one poll, told apart."""

    polled: Polled
    fresh: tuple[EntryData, ...]
    changed: tuple[tuple[KnownEntry, EntryData], ...]
    items: tuple[_Item, ...]


def document_of(data: EntryData, feed: FeedSpec) -> Document:
    """Return ``data`` as rules see it."""
    return Document(
        title=data.title,
        summary=data.summary,
        content=data.content,
        author=data.author,
        tags=data.tags,
        url=data.link,
        source=feed.name or feed.url,
        feed_tags=feed.tags,
        language=data.language or feed.language,
        time=data.published,
    )


class Judge:
    """Decides what every new entry means, and writes it down."""

    def __init__(
        self, store: Store, policy: Policy, clock: Clock, *, alert_backlog: bool = False
    ) -> None:
        self._store = store
        self.policy = policy
        self._clock = clock
        self._alert_backlog = alert_backlog
        self._shelf = StoryShelf()

    def commit(self, batch: Sequence[Polled]) -> Tally:
        """Store a batch of polls in one transaction; return what came of it."""
        policy = self.policy
        with self._store.read() as tx:
            known = [self._known(tx, polled) for polled in batch]
        sorted_polls = [
            self._sort(polled, found, policy) for polled, found in zip(batch, known, strict=True)
        ]
        tally = Tally()
        try:
            with self._store.write() as tx:
                for one in sorted_polls:
                    tally.add(self._write(tx, one, policy))
        except BaseException:
            self._shelf.forget()
            raise
        return tally

    def flush_due(self) -> int:
        """Tell the updates that ``update_gap`` collected and whose time has come."""
        now = self._clock.now()
        with self._store.read() as tx:
            if not tx.stories.rule_states_due(now):
                return 0
        told = 0
        rules = {rule.id: rule for rule in self.policy.config.rules}
        with self._store.write() as tx:
            for story_id, rule_id, state in tx.stories.rule_states_due(now):
                rule = rules.get(rule_id)
                if rule is None:
                    tx.stories.save_rule_state(story_id, rule_id, state, None, now)
                    continue
                verdict = due(rule, RuleStory.load(state), now)
                if verdict is None:
                    continue
                _save_state(tx, story_id, rule_id, verdict.memory, now)
                if isinstance(verdict.decision, Update):
                    told += self._tell_flushed(tx, rule_id, story_id, verdict, now)
        return told

    # -- outside the transaction ---------------------------------------------------------

    def _known(self, tx: Transaction, polled: Polled) -> dict[str, KnownEntry]:
        if not isinstance(polled.outcome, Parsed):
            return {}
        keys = {
            key for data in polled.outcome.feed.entries for key in (data.identity, *data.aliases)
        }
        return tx.entries.known(polled.state.id, keys) if keys else {}

    def _sort(self, polled: Polled, known: dict[str, KnownEntry], policy: Policy) -> _Sorted:
        if not isinstance(polled.outcome, Parsed):
            return _Sorted(polled, (), (), ())
        fresh: dict[str, EntryData] = {}
        changed: dict[int, tuple[KnownEntry, EntryData]] = {}
        for data in polled.outcome.feed.entries:
            found = _recognise(data, known)
            if found is None:
                fresh.setdefault(data.identity, data)
            elif found.digest != data.digest:
                changed.setdefault(found.id, (found, data))
        items = [self._match(None, data, polled.state.spec, policy) for data in fresh.values()]
        items += [
            self._match(old, data, polled.state.spec, policy) for old, data in changed.values()
        ]
        return _Sorted(
            polled,
            tuple(fresh.values()),
            tuple(changed.values()),
            tuple(item for item in items if item is not None),
        )

    def _match(
        self, known: KnownEntry | None, data: EntryData, feed: FeedSpec, policy: Policy
    ) -> _Item | None:
        document = document_of(data, feed)
        matched = policy.ruleset.match(document)
        if not matched.matches:
            return None
        return _Item(
            data, known, document, matched, features(document, matched.facts), origin_of(data, feed)
        )

    # -- inside the transaction ----------------------------------------------------------

    def _write(self, tx: Transaction, one: _Sorted, policy: Policy) -> Tally:
        state, now = one.polled.state, self._clock.now()
        settings = PollSettings.of(policy.config.polling)
        backlog = state.first_success is None
        ids = tx.entries.insert(state.id, now, backlog, one.fresh) if one.fresh else []
        for known, data in one.changed:
            tx.entries.update(known.id, data, now)
        by_identity = dict(zip((data.identity for data in one.fresh), ids, strict=True))
        tally = _tally_of(one)
        for item in one.items:
            entry_id = item.known.id if item.known else by_identity[item.data.identity]
            old = item.known.backlog if item.known else backlog
            tally.alerts += self._judge(tx, item, entry_id, state.spec, policy, now, old)
        tx.feeds.save(after(one.polled, len(one.fresh), settings, self._clock.chance))
        return tally

    def _judge(
        self,
        tx: Transaction,
        item: _Item,
        entry_id: int,
        feed: FeedSpec,
        policy: Policy,
        now: datetime,
        backlog: bool,
    ) -> int:
        placing = Placing(entry_id, item.data.title, item.features, policy.config.stories.window)
        known_story = item.known.story_id if item.known else None
        story_id = known_story or self._shelf.place(tx, placing, now)
        facts = item.matched.facts or Facts()
        edited = item.known is not None
        alerts = 0
        for match in item.matched.matches:
            stored = tx.stories.rule_state(story_id, match.rule.id)
            memory = RuleStory.load(stored) if stored else None
            # An edit of a backlog entry is news only where its old text did not match.
            silent = backlog and not self._alert_backlog and not (edited and memory is None)
            verdict = decide(
                match.rule, facts, item.origin, now, memory, backlog=silent, edited=edited
            )
            _save_state(tx, story_id, match.rule.id, verdict.memory, now)
            decision = verdict.decision
            tx.stories.record_verdict(
                entry_id, story_id, match.rule.id, type(decision).__name__, decision.reason, now
            )
            if isinstance(decision, (Tell, Update)):
                self._tell(tx, match, item, entry_id, story_id, feed, decision, policy, now)
                alerts += 1
            elif isinstance(decision, (Hold, Known)):
                _log.debug("not told", rule=match.rule.id, story=story_id, why=decision.reason)
        return alerts

    def _tell(
        self,
        tx: Transaction,
        match: Match,
        item: _Item,
        entry_id: int,
        story_id: int,
        feed: FeedSpec,
        decision: Tell | Update,
        policy: Policy,
        now: datetime,
    ) -> None:
        changes: Sequence[Change] = decision.changes if isinstance(decision, Update) else ()
        first = (
            tx.alerts.first_of(story_id, match.rule.id) if isinstance(decision, Update) else None
        )
        content = alert_content(
            match=match,
            facts=item.matched.facts or Facts(),
            data=item.data,
            feed=feed,
            origin=item.origin,
            seen=now,
            outlets=tx.stories.outlets(story_id),
            changes=changes,
            first=first,
        )
        rule = match.rule
        alert = AlertData(
            rule=rule.id,
            story_id=story_id,
            entry_id=entry_id,
            kind="update" if isinstance(decision, Update) else "first",
            severity=rule.severity,
            labels=dict(rule.labels),
            reason=decision.reason,
            content=content,
        )
        self._queue(tx, alert, rule.notify, policy, now)

    def _queue(
        self,
        tx: Transaction,
        alert: AlertData,
        notify: Sequence[str] | None,
        policy: Policy,
        now: datetime,
    ) -> None:
        config = policy.config
        floors = {name: channel.from_severity for name, channel in config.channels.items()}
        floors = {name: channel.from_severity for name, channel in config.channels.items()}
        channels = route(
            notify or (), alert.severity, alert.labels, config.routes, config.default_notify, floors
        )
        if not channels:
            _log.info("below every channel's severity", rule=alert.rule, story=alert.story_id)
            return
        alert_id = tx.alerts.add(alert, now)
        tx.outbox.queue(alert_id, channels, now)
        _log.info("alert", rule=alert.rule, kind=alert.kind, story=alert.story_id,
                  title=alert.content["title"], channels=list(channels), why=alert.reason)  # fmt: skip

    def _tell_flushed(
        self, tx: Transaction, rule_id: str, story_id: int, verdict: Verdict, now: datetime
    ) -> int:
        """Tell a collected update: the story's first alert gives the text, the changes the news."""
        first = tx.alerts.first_of(story_id, rule_id)
        rule = next(rule for rule in self.policy.config.rules if rule.id == rule_id)
        if first is None or not isinstance(verdict.decision, Update):
            return 0
        outlets = tx.stories.outlets(story_id)
        content = dict(first.data.content) | {
            "changes": [
                {"what": c.what, "old": c.old, "new": c.new, "source": c.source, "quote": c.quote}
                for c in verdict.decision.changes
            ],
            "outlets": [{"name": o.name, "link": o.link, "title": o.title} for o in outlets],
            "first_alert": first.id,
            "first_at": first.created_at.isoformat(),
            "seen": now.isoformat(),
        }
        entry_id = outlets[-1].entry_id if outlets else first.data.entry_id
        alert = AlertData(
            rule_id, story_id, entry_id, "update", rule.severity, dict(rule.labels),
            verdict.decision.reason, content,
        )  # fmt: skip
        self._queue(tx, alert, rule.notify, self.policy, now)
        return 1


def _recognise(data: EntryData, known: dict[str, KnownEntry]) -> KnownEntry | None:
    """Return the stored entry this is: by identity first, then by any further key."""
    for key in (data.identity, *data.aliases):
        if key in known:
            return known[key]
    return None


def _save_state(
    tx: Transaction, story_id: int, rule: str, memory: RuleStory, now: datetime
) -> None:
    tx.stories.save_rule_state(story_id, rule, memory.dump(), memory.due, now)


def _tally_of(one: _Sorted) -> Tally:
    outcome = one.polled.outcome
    return Tally(new_entries=len(one.fresh), matches=len(one.items), problems=(
        [f"{one.polled.state.spec.url}: {outcome.reason}"]
        if isinstance(outcome, (Unreadable, FetchFailed)) else []
    ))  # fmt: skip
