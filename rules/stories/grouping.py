"""Streaming grouping: each item joins one live story or starts one; nothing is ever moved.

Everything the grouper knows follows from the items of one window up to the last one, so replaying
those in order after a restart gives the same answers; replaying more does no harm.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from itertools import islice
from math import log
from typing import Final

from rules.stories.chance import has_lead
from rules.stories.decision import (
    COPY,
    COPY_PAIRS,
    FAR,
    LIKENESS,
    STRANGER,
    Join,
    Start,
    Weights,
    raised,
    trust_in_size,
)
from rules.stories.features import Features, read_first
from rules.stories.index import Index
from rules.stories.likeness import (
    ANCHOR,
    NEAREST,
    Anchor,
    Likeness,
    Weighed,
    compare,
    fit,
    overlap,
    weigh,
)
from rules.stories.places import traces
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
LEARNT: Final = Weights()
# Stories whose first members are kept summed up, those asked for last; the others are summed anew.
SUMMED: Final = 512
# Items remembered at most, the latest ones: what bounds memory where a stream has no times.
CAPACITY: Final = 100_000


@dataclass(frozen=True, slots=True)
class Fit:
    """One story as seen for one item: what the decision saw, and how it weighed it.

    ``copy``: a member is the same text. ``far``: only late members are alike, the first are not.
    """

    story: str
    values: tuple[float, ...]
    score: float
    copy: bool
    far: bool


@dataclass(slots=True)
class _Live:
    """An item that lives; ``seen`` is as ``Features.dump`` wrote it until it is looked at."""

    story: str
    words: tuple[str, ...]
    named: tuple[str, ...]
    seen: Features | str
    at: float
    timed: bool

    def features(self) -> Features:
        if isinstance(self.seen, str):
            try:
                self.seen = Features.load(self.seen)
            except ValueError:
                # Its words were read; without the rest it draws nothing to its story.
                self.seen = Features()
        return self.seen


def _never(one: str, other: str) -> bool:  # noqa: ARG001 - stands for a question
    return False


class Grouper:
    """The live stories and the items in them; ``window`` is in seconds since last activity."""

    def __init__(
        self,
        window: float = WINDOW,
        background: Background | None = None,
        weights: Weights = LEARNT,
    ) -> None:
        self._window = window
        self._weights = weights
        self._rarity = Rarity(background or Background())
        self._index = Index()
        self._live: dict[int, _Live] = {}
        self._stories: dict[str, list[int]] = {}
        self._anchors: dict[str, Anchor] = {}
        self._expiry: list[tuple[float, int]] = []
        self._latest: deque[float] = deque(maxlen=AGREEING)
        self._clock: float | None = None
        self._next = 0

    def __len__(self) -> int:
        """Return how many grouped items live."""
        return len(self._live)

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
        fits = [one for one in fits if not one.far]
        if not fits:
            return Start(0.0, "the nearest stories began with something else")
        # A headline alone cannot give more evidence, however many live.
        bar = self._weights.bar + (raised(len(self._live)) if has_lead(features) else 0.0)
        best = self._choose(fits, len(features.words), bar)
        # Fits stand in the order of their nearest members.
        best = next((one for one in fits if one is best or apart(one.story, best.story)), best)
        if best.copy:
            return Join(best.story, best.score, "the same text as another item of the story")
        if best.score >= bar:
            return Join(best.story, best.score, "the same words, names and figures as the story")
        return Start(best.score, f"nearest story {best.story} is too different ({best.score:.2f})")

    def _choose(self, fits: Sequence[Fit], words: int, bar: float) -> Fit:
        """Return the story that an item of so many words belongs to, if it belongs to any.

        Prior odds grow with a story's size. They choose among stories that the evidence would
        join, and never carry a join themselves.
        """
        known = [one for one in fits if one.copy or one.score >= bar]
        prior = trust_in_size(words)
        return max(
            known or fits,
            key=lambda one: (one.copy, one.score + prior * log(len(self._stories[one.story]))),
        )

    def fits(self, features: Features, at: datetime | None = None) -> list[Fit]:
        """Return the live stories nearest to an item, for decisions, reports and measurements."""
        moment = self._moment(at)
        weighed = weigh(features, self._rarity)
        near: dict[str, list[int]] = {}
        for item in self._index.nearest(weighed):
            live = self._live[item]
            if abs(live.at - moment) > self._window:
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
        anchor = self._anchors.get(story)
        if anchor is not None and len(self._stories[story]) < ANCHOR:
            anchor.add(features)
        self._enter(story, features, features.words, features.places, at)

    def recall(self, story: str, dumped: str, at: datetime | None = None) -> None:
        """Take in again an item that was added, as ``Features.dump`` wrote it.

        All but its words is read when it is first looked at. Raises ValueError where they are not
        readable, and changes nothing then.
        """
        self._anchors.pop(story, None)
        self._enter(story, dumped, *read_first(dumped), at)

    def advance(self, now: datetime) -> None:
        """Forget what has left the window by ``now``, which the caller knows to be true.

        Without it the clock is that of the items, which may be wrong.
        """
        moment = now.timestamp()
        self._clock = moment if self._clock is None else max(self._clock, moment)
        self._prune()

    def _enter(
        self,
        story: str,
        seen: Features | str,
        words: tuple[str, ...],
        places: tuple[str, ...],
        at: datetime | None,
    ) -> None:
        item = self._next
        self._next += 1
        moment = self._moment(at)
        clock = self._tick(moment)
        named = traces(places)
        self._live[item] = _Live(story, words, named, seen, moment, at is not None)
        # A backdated item stays for a window from its arrival, one dated ahead not for ever.
        stays = min(max(moment, clock), clock + self._window)
        heappush(self._expiry, (stays + self._window, item))
        self._stories.setdefault(story, []).append(item)
        self._rarity.add((*words, *named))
        self._index.add(item, words)
        self._prune()

    def _fit(self, story: str, items: list[int], weighed: Weighed, at: datetime | None) -> Fit:
        moment = self._moment(at)
        near: list[Likeness] = []
        gap = self._window
        copy = timed = False
        for live in (self._live[item] for item in items):
            near.append(compare(weighed, live.features(), self._rarity))
            known = at is not None and live.timed
            timed = timed or known
            gap = min(gap, abs(live.at - moment) if known else UNKNOWN_GAP)
            copy = copy or self._is_copy(weighed, live.features())
        anchor = self._anchor(story)
        values = fit(weighed, near, anchor, len(self._stories[story]), gap, timed=timed)
        copy = copy and anchor.strangeness(weighed) < STRANGER
        copy = copy and anchor.elsewhere(weighed) < STRANGER
        far = values[LIKENESS] < FAR
        return Fit(story, values, self._weights.log_odds(values), copy, far)

    def _is_copy(self, item: Weighed, other: Features) -> bool:
        one, two = len(item.pairs), other.pair_count()
        # Texts of so different lengths cannot have that much in common.
        if one < COPY_PAIRS or min(one, two) <= COPY * max(one, two):
            return False
        return item.numbers == set(other.numbers) and overlap(item, other) > COPY

    def _anchor(self, story: str) -> Anchor:
        anchor = self._anchors.pop(story, None)
        if anchor is None:
            members = islice(self._stories[story], ANCHOR)
            anchor = Anchor((self._live[item].features() for item in members), self._rarity)
            if len(self._anchors) >= SUMMED:
                del self._anchors[next(iter(self._anchors))]
        self._anchors[story] = anchor
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

    def _ends(self, expiry: float) -> bool:
        over = len(self._live) > CAPACITY
        return over or (self._clock is not None and expiry < self._clock)

    def _prune(self) -> None:
        while self._expiry and self._ends(self._expiry[0][0]):
            _, item = heappop(self._expiry)
            live = self._live.pop(item)
            self._rarity.remove((*live.words, *live.named))
            self._index.remove(item, live.words)
            members = self._stories[live.story]
            members.remove(item)  # mostly the first
            self._anchors.pop(live.story, None)
            if not members:
                del self._stories[live.story]
