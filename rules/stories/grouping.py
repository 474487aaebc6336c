"""Streaming grouping: each item joins one live story or starts one; nothing is ever moved.

Everything the grouper knows follows from the items of one window up to the last one, so replaying
those in order after a restart gives the same answers; replaying more does no harm.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from itertools import islice
from typing import Final

from rules.stories.decision import BAR, COPY, COPY_PAIRS, Join, Start, log_odds
from rules.stories.features import Features
from rules.stories.index import Index
from rules.stories.likeness import (
    ANCHOR,
    NEAREST,
    Anchor,
    Weighed,
    compare,
    fit,
    head,
    overlap,
    weigh,
)
from rules.stories.rarity import Background, Rarity

WINDOW: Final = 72 * 3600.0
# Stories looked at closely for one item, best first.
STORIES: Final = 4
# Members of one story compared in full.
COMPARED: Final = NEAREST
# The clock of a stream jumps further than a window only when this many items agree, so that one
# item dated in the far future does not make everything before it look old.
AGREEING: Final = 3
# What an unknown distance in time counts as: neither near nor far.
UNKNOWN_GAP: Final = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Fit:
    """One story as seen for one item: what the decision saw, and how it weighed it."""

    story: str
    values: tuple[float, ...]
    score: float
    copy: bool


@dataclass(slots=True)
class _Live:
    story: str | None  # None: observed, counted only
    features: Features
    at: float
    timed: bool


def _never(one: str, other: str) -> bool:  # noqa: ARG001 - stands for a question
    return False


class Grouper:
    """The live stories and the items in them; ``window`` is in seconds since last activity."""

    def __init__(self, window: float = WINDOW, background: Background | None = None) -> None:
        self._window = window
        self._rarity = Rarity(background or Background())
        self._index = Index()
        self._live: dict[int, _Live] = {}
        self._stories: dict[str, dict[int, None]] = {}
        self._grouped = 0
        self._anchors: dict[str, Anchor] = {}
        self._expiry: list[tuple[float, int]] = []
        self._latest: deque[float] = deque(maxlen=AGREEING)
        self._clock: float | None = None
        self._next = 0

    def __len__(self) -> int:
        """Return how many grouped items live."""
        return self._grouped

    def place(
        self,
        features: Features,
        at: datetime | None = None,
        apart: Callable[[str, str], bool] = _never,
    ) -> Join | Start:
        """Say where an item seen at ``at`` belongs; None: now, as far as the stream knows.

        ``apart`` says which stories people told apart: between those the nearest member decides.
        Changes nothing. Call ``add`` with the story decided on.
        """
        fits = self.fits(features, at)
        if not fits:
            return Start(0.0, "no live story shares rare words with it")
        best = max(fits, key=lambda one: (one.copy, one.score))
        # Fits stand in the order of their nearest members.
        best = next((one for one in fits if one is best or apart(one.story, best.story)), best)
        if best.copy:
            return Join(best.story, best.score, "the same text as another item of the story")
        if best.score >= BAR:
            return Join(best.story, best.score, "the same words, names and figures as the story")
        return Start(best.score, f"nearest story {best.story} is too different ({best.score:.2f})")

    def fits(self, features: Features, at: datetime | None = None) -> list[Fit]:
        """Return the live stories nearest to an item, for decisions, reports and measurements."""
        moment = self._moment(at)
        weighed = weigh(features, self._rarity)
        near: dict[str, list[int]] = {}
        for item in self._index.nearest(weighed):
            live = self._live[item]
            if abs(live.at - moment) > self._window:
                continue
            if live.story is None:
                continue
            members = near.get(live.story)
            if members is None:
                if len(near) == STORIES:
                    continue
                members = near[live.story] = []
            if len(members) < COMPARED:
                members.append(item)
        return [self._fit(story, items, weighed, at) for story, items in near.items()]

    def add(self, story: str, features: Features, at: datetime | None = None) -> None:
        """Take an item into a story (of its own, where ``place`` said Start)."""
        item = self._enter(story, features, at)
        members = self._stories.setdefault(story, {})
        if len(members) < ANCHOR:
            self._anchors.pop(story, None)
        members[item] = None
        self._index.add(item, features)
        self._grouped += 1
        self._prune()

    def observe(self, features: Features, at: datetime | None = None) -> None:
        """Count the words of an item that is not grouped.

        It is forgotten like a grouped one; whoever wants the same answers after a restart
        replays what was observed, too.
        """
        self._enter(None, features, at)
        self._prune()

    def _enter(self, story: str | None, features: Features, at: datetime | None) -> int:
        item = self._next
        self._next += 1
        moment = self._moment(at)
        clock = self._tick(moment)
        self._live[item] = _Live(story, features, moment, at is not None)
        # A backdated item stays for a window from its arrival, one dated ahead not for ever.
        stays = min(max(moment, clock), clock + self._window)
        heappush(self._expiry, (stays + self._window, item))
        self._rarity.add(word for word, _ in features.words)
        return item

    def _fit(self, story: str, items: list[int], weighed: Weighed, at: datetime | None) -> Fit:
        moment = self._moment(at)
        near: list[tuple[float, ...]] = []
        gap = self._window
        copy = False
        for live in (self._live[item] for item in items):
            near.append(compare(weighed.heading, head(live.features, self._rarity)))
            timed = at is not None and live.timed
            gap = min(gap, abs(live.at - moment) if timed else UNKNOWN_GAP)
            copy = copy or self._is_copy(weighed, live.features)
        values = fit(weighed, near, self._anchor(story), len(self._stories[story]), gap)
        return Fit(story, values, log_odds(values), copy)

    def _is_copy(self, item: Weighed, other: Features) -> bool:
        if len(item.pairs) < COPY_PAIRS or set(other.numbers) != item.heading.numbers:
            return False
        return overlap(item, other) > COPY

    def _anchor(self, story: str) -> Anchor:
        anchor = self._anchors.get(story)
        if anchor is None:
            members = islice(self._stories[story], ANCHOR)
            first = (self._live[item].features for item in members)
            anchor = self._anchors[story] = Anchor(first, self._rarity)
        return anchor

    def _moment(self, at: datetime | None) -> float:
        if at is not None:
            return at.timestamp()
        return self._clock if self._clock is not None else 0.0

    def _tick(self, moment: float) -> float:
        """Advance the clock of the stream and return it; it never goes back."""
        self._latest.append(moment)
        if self._clock is None or self._clock < moment <= self._clock + self._window:
            self._clock = moment
        elif len(self._latest) == AGREEING:
            self._clock = max(self._clock, min(self._latest))
        return self._clock

    def _prune(self) -> None:
        while self._clock is not None and self._expiry[0][0] < self._clock:
            _, item = heappop(self._expiry)
            live = self._live.pop(item)
            self._rarity.remove(word for word, _ in live.features.words)
            if live.story is None:
                continue
            self._grouped -= 1
            self._index.remove(item, live.features)
            members = self._stories[live.story]
            del members[item]
            self._anchors.pop(live.story, None)
            if not members:
                del self._stories[live.story]
