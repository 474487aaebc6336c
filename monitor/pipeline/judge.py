"""From polled feeds to one transaction.

    read what is known ─▶ match the new and the changed   (outside any transaction)
    ─▶ ONE transaction: entries, stories, verdicts, alerts, outbox, validators, next due

Runs on the one writer thread. A transaction that fails changes nothing, not even memory: the
grouping is forgotten and read again from the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from monitor.clock import Clock
from monitor.config.policy import Policy
from monitor.fetch.outcome import FetchFailed
from monitor.pipeline.figures import ledger_of, note
from monitor.pipeline.origins import origin_of
from monitor.pipeline.outcome import Parsed, Polled, Tally, Unreadable
from monitor.pipeline.reading import Reading, document_of, read
from monitor.pipeline.renamed import renamed, turned_over
from monitor.pipeline.shelf import Placing, StoryShelf
from monitor.pipeline.tell import Subject, tell
from monitor.pipeline.upkeep import after, hold_host
from monitor.telemetry import get_logger
from monitor.timing import PollSettings
from rules.alerts.changes import News
from rules.alerts.decide import Hold, Known, Tell, Update, Verdict, changes_of, decide, due, follow
from rules.alerts.memory import RuleStory
from rules.facts.model import Facts
from rules.language.ruleset import Match
from rules.language.schema import RuleSpec
from rules.stories.ledger import claims
from storage.records import Arrivals, EntryData, FeedSpec, KnownEntry
from storage.store import Store, Transaction

_log = get_logger("wirewatch.judge")


@dataclass(frozen=True, slots=True)
class _Item:
    """A new or changed entry that matched, on its way into the transaction."""

    data: EntryData
    known: KnownEntry | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of a poll's entries, by key; ``renamed``: under no key they have now."""

    entries: dict[str, KnownEntry] = field(default_factory=dict)
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The entries of one poll, told apart. ``changed`` have new texts, or only new names."""

    polled: Polled
    fresh: tuple[EntryData, ...]
    changed: tuple[tuple[KnownEntry, EntryData], ...]
    items: tuple[_Item, ...]


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
                self._write_all(tx, sorted_polls, policy, tally)
        except BaseException:
            self._shelf.forget()
            raise
        return tally

    def take(self, read: Callable[[], Policy]) -> None:
        """Take the policy that ``read`` gives in the place of the one in force.

        On the writer, where all judging is done: the one in force is let go first, so that the
        next one finds its room, and for that moment there is none.
        """
        del self.policy
        self.policy = read()

    def flush_due(self) -> int:
        """Tell what waited for a time to come: the updates that ``update_gap`` collected, and
        alerts that people's merging and splitting of stories set free. Return how many.
        """
        now = self._clock.now()
        with self._store.read() as tx:
            if not tx.stories.rule_states_due(now):
                return 0
        told = 0
        policy = self.policy
        with self._store.write() as tx:
            states = tx.stories.rule_states_due(now)
            rules = policy.ruleset.named({state.rule for state in states})
            for state in states:
                rule = rules.get(state.rule)
                memory = RuleStory.load(state.state)
                verdict = due(rule, memory, now) if rule else None
                left = verdict.memory if verdict else replace(memory, due=None)
                _save_state(tx, state.story_id, state.rule, left, now)
                decision = verdict.decision if verdict else None
                if rule is not None and isinstance(decision, (Tell, Update)):
                    told += self._tell_due(tx, rule, state.story_id, decision, policy, now)
        return told

    # -- outside the transaction ---------------------------------------------------------

    def _known(self, tx: Transaction, polled: Polled) -> _Known:
        if not isinstance(polled.outcome, Parsed) or polled.state.last_success is None:
            return _Known()
        state, feed = polled.state, polled.outcome.feed
        keys = {key for data in feed.entries for key in (data.identity, *data.aliases)}
        found = tx.entries.known(state.id, keys) if keys else {}
        strangers = [data for data in feed.entries if _recognise(data, found) is None]
        if not turned_over(state, feed) or 2 * len(strangers) < len(feed.entries):
            return _Known(found)
        titles = {data.title for data in strangers}
        again = renamed(strangers, tx.entries.titled(state.id, titles))
        if again:
            _log.info("the entries have new names", feed=state.spec.url, known=len(again))
        return _Known(found | again, renamed=bool(again))

    def _sort(self, polled: Polled, known: _Known, policy: Policy) -> _Sorted:
        if not isinstance(polled.outcome, Parsed):
            return _Sorted(polled, (), (), ())
        fresh: dict[str, EntryData] = {}
        changed: dict[int, tuple[KnownEntry, EntryData]] = {}
        named: dict[int, tuple[KnownEntry, EntryData]] = {}
        for data in polled.outcome.feed.entries:
            found = _recognise(data, known.entries)
            if found is None:
                fresh.setdefault(data.identity, data)
            elif found.digest != data.digest:
                changed.setdefault(found.id, (found, data))
            elif known.renamed:
                named.setdefault(found.id, (found, data))
        items = [self._match(None, data, polled.state.spec, policy) for data in fresh.values()]
        items += [
            self._match(old, data, polled.state.spec, policy) for old, data in changed.values()
        ]
        return _Sorted(
            polled,
            tuple(fresh.values()),
            (*changed.values(), *named.values()),
            tuple(item for item in items if item is not None),
        )

    def _match(
        self, known: KnownEntry | None, data: EntryData, feed: FeedSpec, policy: Policy
    ) -> _Item | None:
        in_story = known is not None and known.story_id is not None
        reading = read(data, feed, policy.ruleset, self._clock.now(), known=in_story)
        return None if reading is None else _Item(data, known, reading)

    # -- inside the transaction ----------------------------------------------------------

    def _write_all(
        self, tx: Transaction, batch: Sequence[_Sorted], policy: Policy, tally: Tally
    ) -> None:
        """Write a batch down: one statement for all new entries, one for all feeds."""
        now, settings = self._clock.now(), PollSettings.of(policy.config.polling)
        arrived = [
            Arrivals(one.polled.state.id, now, one.polled.state.first_success is None, one.fresh)
            for one in batch
        ]
        for one, ids in zip(batch, tx.entries.insert_many(arrived), strict=True):
            tally.add(self._write(tx, one, ids, policy, now))
        tx.feeds.save_many(
            [after(one.polled, len(one.fresh), settings, self._clock.chance) for one in batch]
        )
        for one in batch:
            hold_host(tx, one.polled)

    def _write(
        self, tx: Transaction, one: _Sorted, ids: Sequence[int], policy: Policy, now: datetime
    ) -> Tally:
        state = one.polled.state
        backlog = state.first_success is None
        for known, data in one.changed:
            tx.entries.update(known.id, data, now)
        by_identity = dict(zip((data.identity for data in one.fresh), ids, strict=True))
        tally = _tally_of(one)
        for item in one.items:
            entry_id = item.known.id if item.known else by_identity[item.data.identity]
            old = item.known.backlog if item.known else backlog
            tally.alerts += self._judge(tx, item, entry_id, state.spec, policy, now, old)
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
        reading, window = item.reading, policy.config.stories.window
        placing = Placing(entry_id, item.data.title, reading.features, window)
        # Asked again: people may have moved it since it was looked up.
        story_id = tx.entries.story_of(entry_id) if item.known else None
        if story_id is None:
            matches = bool(reading.matched.matches)
            story_id = self._shelf.place(tx, placing, now, only_join=not matches)
        if story_id is None:
            return 0  # it corrects something that no story is about
        facts = reading.matched.facts or Facts()
        edited = item.known is not None
        new = claims(facts, reading.source(entry_id, edited=edited), now)
        ledger = ledger_of(tx, story_id) if new else ()
        news = News(new, reading.origin, ledger)
        note(tx, story_id, ledger, new)
        subject = Subject(entry_id, item.data, feed, reading.origin, facts)
        known = {
            state.rule: RuleStory.load(state.state) for state in tx.stories.rule_states_of(story_id)
        }
        verdicts = []
        for match in reading.matched.matches:
            memory = known.pop(match.rule.id, None)
            # An edit of a backlog entry is news only where its old text did not match.
            silent = backlog and not self._alert_backlog and not (edited and memory is None)
            verdict = decide(match.rule, news, now, memory, backlog=silent, edited=edited)
            verdicts.append((match, verdict))
        if new and not backlog:
            verdicts += _followed(known, policy, news, now)
        return sum(
            self._settle(tx, match, verdict, subject, story_id, policy, now)
            for match, verdict in verdicts
        )

    def _settle(
        self,
        tx: Transaction,
        match: Match,
        verdict: Verdict,
        subject: Subject,
        story_id: int,
        policy: Policy,
        now: datetime,
    ) -> bool:
        """Write a verdict down, and queue what it tells; return whether it tells something."""
        rule, decision = match.rule, verdict.decision
        _save_state(tx, story_id, rule.id, verdict.memory, now)
        tx.stories.record_verdict(
            subject.entry_id, story_id, rule.id, type(decision).__name__, decision.reason, now
        )
        match decision:
            case Tell() | Update():
                tell(tx, match, subject, story_id, decision, policy, now)
                return True
            case Hold() | Known():
                _log.debug("not told", rule=rule.id, story=story_id, why=decision.reason)
                return False
            case _:
                assert_never(decision)

    def _tell_due(
        self,
        tx: Transaction,
        rule: RuleSpec,
        story_id: int,
        decision: Tell | Update,
        policy: Policy,
        now: datetime,
    ) -> int:
        """Tell what no arriving entry tells; the entry that brought it last is shown."""
        brought = [one.claim.entry for one in changes_of(decision) if one.claim is not None]
        judged = [entry for entry, name in tx.stories.judged(story_id) if name == rule.id]
        found = (tx.entries.get(one) for one in (*reversed(brought), *reversed(judged)) if one)
        entry = next((one for one in found if one is not None), None)
        if entry is None:
            return 0
        feed = tx.feeds.spec(entry.feed_id)
        document = document_of(entry.data, feed, entry.seen_at)
        matched = policy.ruleset.match(document)
        # A text that was edited since, or a rule that was, may match no more.
        fits = (one for one in matched.matches if one.rule.id == rule.id)
        stated = matched if matched.matches else policy.ruleset.unmatched(document)
        origin, facts = origin_of(entry.data, feed), stated.facts or Facts()
        subject = Subject(entry.id, entry.data, feed, origin, facts)
        tell(tx, next(fits, Match(rule)), subject, story_id, decision, policy, now)
        return 1


def _followed(
    known: Mapping[str, RuleStory], policy: Policy, news: News, now: datetime
) -> Iterator[tuple[Match, Verdict]]:
    """Yield what the news means to rules that told of the story and do not match it."""
    for name, rule in policy.ruleset.named(known).items():
        verdict = follow(rule, news, now, known[name])
        if verdict is not None:
            yield Match(rule), verdict


def _recognise(data: EntryData, known: dict[str, KnownEntry]) -> KnownEntry | None:
    """Return the stored entry this is: by identity first, then by any further key."""
    for key in (data.identity, *data.aliases):
        if key in known:
            return known[key]
    return None


def _save_state(
    tx: Transaction, story_id: int, rule: str, memory: RuleStory, now: datetime
) -> None:
    tx.stories.save_rule_state(story_id, rule, memory.dump(), memory.due, now, memory.held_until)


def _tally_of(one: _Sorted) -> Tally:
    outcome = one.polled.outcome
    problems = []
    if isinstance(outcome, (Unreadable, FetchFailed)) and not one.polled.unasked:
        problems.append(f"{one.polled.state.spec.url}: {outcome.reason}")
    matches = sum(bool(item.reading.matched.matches) for item in one.items)
    return Tally(new_entries=len(one.fresh), matches=matches, problems=problems)
