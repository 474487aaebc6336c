"""Judging entries again, in memory: which alerts these rules would have given.

    Past ─▶ read ─▶ story ─▶ decide ─▶ Told            the clock is the entries' own time

The decisions are those of the daemon: ``reading.read``, ``Grouper``, ``decide`` and ``due``. What
differs is that nothing is stored and nobody is told. Memory is bounded by the alerts and by what
lives within three story windows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import Final

from monitor.pipeline.reading import Reading, read
from rules.alerts.changes import News
from rules.alerts.decide import (
    Decision,
    Hold,
    Tell,
    Update,
    Verdict,
    changes_of,
    decide,
    due,
    follow,
)
from rules.alerts.memory import Change, RuleStory
from rules.language.ruleset import RuleSet
from rules.language.schema import RuleSpec
from rules.stories.decision import Join
from rules.stories.grouping import Grouper
from rules.stories.ledger import CLAIMS, Claim, claims, fresh
from rules.text.document import Document
from storage.records import AlertKind, EntryData, FeedSpec

# Longer than the grouping can still join a story, however its items are dated.
_WINDOWS_KEPT: Final = 3
# Entries of one story that an update which waited can still show.
_MEMBERS: Final = 50
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)

Channels = Callable[[RuleSpec], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Past:
    """An entry to be judged again.

    ``key`` tells it from all others, ``id`` is what people call it. ``at`` is when it came, None
    where that is not known. ``backlog``: it came with its feed's first poll.
    """

    key: int
    id: object
    data: EntryData
    feed: FeedSpec
    at: datetime | None
    backlog: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The entry that an alert shows, without its text."""

    key: int
    id: object
    title: str
    link: str
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that would have been given. ``story`` counts the stories of this replay."""

    rule: str
    kind: AlertKind
    severity: str
    entry: Shown
    at: datetime | None
    story: int
    reason: str
    channels: tuple[str, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A matching entry's story, the alerts it gave, and the rules that held it back with why."""

    reading: Reading
    story: int
    told: tuple[Told, ...]
    held: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Story:
    """What is remembered of one story; ``members`` are its latest entries, the last one last."""

    touched: datetime
    ledger: tuple[Claim, ...] = ()
    memories: dict[str, RuleStory] = field(default_factory=dict)
    members: dict[int, Shown] = field(default_factory=dict)

    def take(self, shown: Shown, now: datetime) -> None:
        self.touched = now
        self.members[shown.key] = shown
        if len(self.members) > _MEMBERS:
            del self.members[next(iter(self.members))]


class Replay:
    """One rule set at work on a stream of entries, oldest first."""

    def __init__(
        self,
        ruleset: RuleSet,
        channels: Channels,
        grouper: Grouper,
        window: float,
        *,
        alert_backlog: bool = False,
    ) -> None:
        """``channels`` says where a rule's alerts go; one that goes nowhere is none.

        ``window`` is how long stories live, in seconds, as ``grouper`` has it.
        """
        self.ruleset = ruleset
        self._rules = {rule.id: rule for rule in ruleset.rules}
        self._channels = {rule.id: tuple(channels(rule)) for rule in ruleset.rules}
        self._grouper = grouper
        self._kept = timedelta(seconds=_WINDOWS_KEPT * window)
        self._alert_backlog = alert_backlog
        self._stories: dict[int, _Story] = {}
        self._waiting: list[tuple[datetime, int, str]] = []
        self._next = 1
        self._now = _NO_TIME

    def flush(self, at: datetime | None) -> tuple[Told, ...]:
        """Return the collected updates whose gap has ended by ``at``; None: all there are."""
        told: list[Told] = []
        while self._waiting and (at is None or self._waiting[0][0] <= at):
            moment, number, name = heappop(self._waiting)
            story, rule = self._stories.get(number), self._rules[name]
            verdict = due(rule, story.memories[name], moment) if story else None
            if story is None or verdict is None:
                continue
            story.memories[name] = verdict.memory
            brought = [one.claim.entry for one in changes_of(verdict.decision) if one.claim]
            known = [story.members[key] for key in brought if key in story.members]
            shown = known[-1] if known else next(reversed(story.members.values()))
            told += self._told(rule, verdict.decision, shown, number, moment)
        return tuple(told)

    def judge(self, past: Past, document: Document | None = None) -> Judged | None:
        """Judge the next entry; None where no rule holds and it corrects nothing that was told.

        Call ``flush`` with its time first. ``document`` is the entry as rules see it, where it is
        read by others too.
        """
        reading = read(past.data, past.feed, self.ruleset, past.at, document=document)
        if reading is None:
            return None
        self._now = past.at or self._now
        number = self._place(reading, past)
        if number is None:
            return None
        story = self._stories[number]
        shown = Shown(past.key, past.id, past.data.title[:200], past.data.link, reading.origin)
        story.take(shown, self._now)
        new = claims(reading.matched.facts, reading.source(past.key), self._now)
        news = News(new, reading.origin, story.ledger)
        story.ledger = (*story.ledger, *fresh(story.ledger, new))[-CLAIMS:]
        told: list[Told] = []
        held: list[tuple[str, str]] = []
        for match in reading.matched.matches:
            decision = self._decide(match.rule, news, number, past.backlog)
            told += self._told(match.rule, decision, shown, number, past.at)
            if isinstance(decision, Hold):
                held.append((match.rule.id, decision.reason))
        if new and not past.backlog:
            matching = {match.rule.id for match in reading.matched.matches}
            told += self._followed(matching, news, number, shown, past.at)
        return Judged(reading, number, tuple(told), tuple(held))

    def _followed(
        self, matching: Set[str], news: News, number: int, shown: Shown, at: datetime | None
    ) -> list[Told]:
        """Return what the news means to rules that told of the story and do not match it."""
        told: list[Told] = []
        memories = self._stories[number].memories
        for name in [name for name in memories if name not in matching]:
            rule = self._rules[name]
            verdict = follow(rule, news, self._now, memories[name])
            if verdict is not None:
                self._remember(rule, verdict, number)
                told += self._told(rule, verdict.decision, shown, number, at)
        return told

    def _place(self, reading: Reading, past: Past) -> int | None:
        placed = self._grouper.place(reading.features, past.at)
        if isinstance(placed, Join):
            number = int(placed.story)
        elif not reading.matched.matches:
            return None
        else:
            number = self._next
            self._next += 1
        self._grouper.add(str(number), reading.features, past.at)
        # Put back at the end: the first are those that nothing was added to for longest.
        story = self._stories.pop(number) if number in self._stories else _Story(self._now)
        self._stories[number] = story
        self._forget()
        return number

    def _forget(self) -> None:
        while len(self._stories) > 1:
            oldest = next(iter(self._stories))
            if self._stories[oldest].touched >= self._now - self._kept:
                return
            del self._stories[oldest]

    def _decide(self, rule: RuleSpec, news: News, number: int, backlog: bool) -> Decision:
        memories = self._stories[number].memories
        silent = backlog and not self._alert_backlog
        verdict = decide(rule, news, self._now, memories.get(rule.id), backlog=silent)
        self._remember(rule, verdict, number)
        return verdict.decision

    def _remember(self, rule: RuleSpec, verdict: Verdict, number: int) -> None:
        self._stories[number].memories[rule.id] = verdict.memory
        if verdict.memory.due is not None:
            heappush(self._waiting, (verdict.memory.due, number, rule.id))

    def _told(
        self, rule: RuleSpec, decision: Decision, shown: Shown, story: int, at: datetime | None
    ) -> list[Told]:
        channels = self._channels[rule.id]
        if not isinstance(decision, (Tell, Update)) or not channels:
            return []
        kind: AlertKind = "update" if isinstance(decision, Update) else "first"
        return [
            Told(
                rule.id, kind, rule.severity, shown, at, story, decision.reason, channels,
                changes_of(decision),
            )
        ]  # fmt: skip
