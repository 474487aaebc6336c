"""Near misses: events that many outlets carry and no rule told, and the one clause in the way.

Entries that match nothing are grouped here, on demand; the daemon only counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.pipeline.origins import origin_of
from monitor.pipeline.reading import document_of
from monitor.pipeline.replay import Past, Replay
from rules.language.explain import clause
from rules.language.near import NearMisses
from rules.stories.decision import Join
from rules.stories.features import Features, features
from rules.stories.grouping import Grouper
from rules.text.document import Document

# Articles of one event that are looked at for what kept rules from matching.
_LOOKED_AT: Final = 25
# What comes near more than this share of the events says little of any one of them.
_COMMON: Final = 0.05
_COMMON_EVENTS: Final = 5
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Blocked:
    """A rule that ``articles`` of an event would have met, but for one clause.

    ``held``: they met it, and the alert waited for more origins.
    """

    rule: str
    clause: str
    articles: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class MissedStory:
    """An event that no rule told. ``blocked`` has the clause in the way for each near rule."""

    title: str
    link: str
    first: datetime | None
    last: datetime | None
    entries: int
    origins: tuple[str, ...]
    blocked: tuple[Blocked, ...]


@dataclass(slots=True)
class _Event:
    title: str
    link: str
    first: datetime | None
    touched: datetime
    last: datetime | None = None
    entries: int = 0
    told: bool = False
    origins: dict[str, None] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    held: dict[str, Blocked] = field(default_factory=dict)


class Missed:
    """Collects the events of a stream of entries, oldest first; ``least`` origins make a big one."""

    def __init__(self, replay: Replay, grouper: Grouper, window: float, least: int) -> None:
        """``replay`` judges; ``grouper`` is another one, for all entries; ``window`` in seconds."""
        self._replay = replay
        self._near = NearMisses(replay.ruleset)
        self._grouper = grouper
        self._kept = timedelta(seconds=3 * window)
        self._least = least
        self._events: dict[str, _Event] = {}
        self._missed: list[_Event] = []
        self._next = 1
        self._now = _START

    def see(self, past: Past) -> None:
        """Take the next entry."""
        self._replay.flush(past.at or self._now)
        document = document_of(past.data, past.feed, past.at)
        judged = self._replay.judge(past, document)
        self._now = past.at or self._now
        seen = judged.reading.features if judged else self._features(document)
        event = self._event(past, seen)
        event.entries += 1
        event.last = past.at or event.last
        origin = judged.reading.origin if judged else origin_of(past.data, past.feed)
        event.origins.setdefault(origin)
        if len(event.keys) < _LOOKED_AT:
            event.keys.append(past.key)
        if judged is not None:
            held = dict(judged.held)
            matched = {match.rule.id for match in judged.reading.matched.matches}
            event.told = event.told or bool(matched - held.keys())
            for rule, reason in held.items():
                before = event.held[rule].articles if rule in event.held else 0
                event.held[rule] = Blocked(rule, reason, before + 1, held=True)

    def stories(
        self, fetch: Callable[[int], Past | None]
    ) -> tuple[list[MissedStory], dict[str, int]]:
        """Return the big events that no rule told: the nearest to a rule first, then the biggest.

        Also the rules that come near so many of them that they are left out, with how many.
        ``fetch`` gives an entry again by its key; None where it has gone since.
        """
        self._settle(list(self._events.values()))
        self._events.clear()
        found = [self._judged(event, fetch) for event in self._missed]
        near = Counter(one.rule for story in found for one in story.blocked if not one.held)
        most = max(_COMMON_EVENTS, _COMMON * len(found))
        common = {rule: count for rule, count in near.most_common() if count > most}
        found = [
            replace(
                story,
                blocked=tuple(one for one in story.blocked if one.held or one.rule not in common),
            )
            for story in found
        ]
        return sorted(found, key=_order), common

    def _features(self, document: Document) -> Features:
        ruleset = self._replay.ruleset
        return features(document, ruleset.stated(document), ruleset.gazetteer)

    def _event(self, past: Past, seen: Features) -> _Event:
        placed = self._grouper.place(seen, past.at)
        if isinstance(placed, Join):
            name = placed.story
        else:
            name, self._next = str(self._next), self._next + 1
        self._grouper.add(name, seen, past.at)
        event = self._events.pop(name, None)
        if event is None:
            event = _Event(past.data.title, past.data.link, past.at, self._now)
        event.touched = self._now
        self._events[name] = event
        self._forget()
        return event

    def _forget(self) -> None:
        """Keep of the events that nothing can join any more only those worth reporting."""
        gone = []
        for name, event in self._events.items():
            if event.touched >= self._now - self._kept:
                break
            gone.append(name)
        self._settle([self._events.pop(name) for name in gone])

    def _settle(self, events: Iterable[_Event]) -> None:
        self._missed += [
            event for event in events if not event.told and len(event.origins) >= self._least
        ]

    def _judged(self, event: _Event, fetch: Callable[[int], Past | None]) -> MissedStory:
        clauses: dict[str, dict[str, Counter[str]]] = {}
        for key in event.keys:
            past = fetch(key)
            if past is None:
                continue
            document = document_of(past.data, past.feed, past.at)
            for rule, blocker in self._near.of(document):
                said = clauses.setdefault(rule.id, {}).setdefault(blocker.condition, Counter())
                said[clause(blocker)] += 1
        blocked = [
            _commonest(rule, said) for rule, said in clauses.items() if rule not in event.held
        ]
        blocked += event.held.values()
        blocked.sort(key=lambda one: (-one.articles, one.rule))
        return MissedStory(
            event.title, event.link, event.first, event.last, event.entries,
            tuple(event.origins), tuple(blocked),
        )  # fmt: skip


def _commonest(rule: str, said: Mapping[str, Counter[str]]) -> Blocked:
    """Return the condition that stood in the way most often, as most articles met it."""
    most = max(said.values(), key=Counter.total)
    return Blocked(rule, most.most_common(1)[0][0], most.total())


def _order(story: MissedStory) -> tuple[object, ...]:
    near = story.blocked[0].articles if story.blocked else 0
    return -near, -len(story.origins), -story.entries, story.title
