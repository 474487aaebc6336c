"""Two rule sets over the same entries: what each would have told, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from monitor.pipeline.reading import document_of
from monitor.pipeline.replay import Judged, Past, Replay, Told
from rules.language.noise import Noise, Noisy
from rules.text.document import Document


@dataclass(slots=True)
class _Run:
    """What comes of one rule set. ``story_of`` gives the story of each matching entry's key."""

    replay: Replay
    told: list[Told] = field(default_factory=list)
    story_of: dict[int, int] = field(default_factory=dict)
    matches: dict[str, int] = field(default_factory=dict)

    def step(self, past: Past, document: Document, *, counts: bool) -> Judged | None:
        """Judge the next entry, after what was waiting for its time."""
        if past.at is not None:
            self.told += self.replay.flush(past.at)
        judged = self.replay.judge(past, document)
        if judged is not None:
            self.told += judged.told
            self.story_of[past.key] = judged.story
            for match in judged.reading.matched.matches if counts else ():
                self.matches[match.rule.id] = self.matches.get(match.rule.id, 0) + 1
        return judged


@dataclass(frozen=True, slots=True)
class Backtest:
    """The outcome. ``gained`` and ``lost`` are None without a rule set to compare with.

    ``matches`` counts the entries each rule matched, ``silent`` the matching ones of first polls.
    """

    entries: int
    matched: int
    silent: int
    first: datetime | None
    last: datetime | None
    told: tuple[Told, ...]
    matches: dict[str, int]
    gained: tuple[Told, ...] | None
    lost: tuple[Told, ...] | None
    phrases: tuple[Noisy, ...]


def backtest(
    entries: Iterable[Past],
    now: Replay,
    against: Replay | None,
    most: int,
    since: datetime | None = None,
) -> Backtest:
    """Judge ``entries`` (oldest first) by both rule sets; list ``most`` noisy phrases.

    What comes before ``since`` only tells what was known then: it is neither counted nor told.
    """
    run = _Run(now)
    old = _Run(against) if against is not None else None
    noise = Noise(now.ruleset)
    count = silent = matched_entries = 0
    first = last = None
    for past in entries:
        counts = since is None or past.at is None or past.at >= since
        if counts:
            count += 1
            first, last = first or past.at, past.at or last
        document = document_of(past.data, past.feed, past.at)
        judged = run.step(past, document, counts=counts)
        if judged is not None and counts:
            matched_entries += 1
            silent += past.backlog
            matched = [match.rule.id for match in judged.reading.matched.matches]
            noise.count(document, matched, {told.rule for told in judged.told})
        if old is not None:
            old.step(past, document, counts=counts)
    for one in (run, old):
        if one is not None:
            one.told += one.replay.flush(None)
            one.told = [told for told in one.told if _within(told, since)]
    return Backtest(
        entries=count,
        matched=matched_entries,
        silent=silent,
        first=first,
        last=last,
        told=tuple(run.told),
        matches=run.matches,
        gained=tuple(_missing(run, old)) if old is not None else None,
        lost=tuple(_missing(old, run)) if old is not None else None,
        phrases=noise.noisiest(most),
    )


def _within(told: Told, since: datetime | None) -> bool:
    return since is None or told.at is None or told.at >= since


def _missing(one: _Run, other: _Run) -> Iterator[Told]:
    """Yield the alerts of ``one`` that tell an event which ``other`` does not tell so.

    Rules that differ may tell an event by different articles: what counts is the same rule in
    stories that share an article.
    """
    same = {(_sign(told), told.entry.key) for told in other.told}
    theirs = {(_sign(told), told.story) for told in other.told}
    ours = {(_sign(told), one.story_of.get(told.entry.key)) for told in other.told}
    for told in one.told:
        sign = _sign(told)
        if (
            (sign, told.entry.key) not in same
            and (sign, told.story) not in ours
            and (sign, other.story_of.get(told.entry.key)) not in theirs
        ):
            yield told


def _sign(told: Told) -> tuple[object, ...]:
    """Return what makes two alerts of one event say the same."""
    return told.rule, told.kind, tuple((change.what, change.new) for change in told.changes)
