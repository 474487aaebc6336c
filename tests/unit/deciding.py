"""One rule in one story, for tests of decisions: items in, verdicts out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rules.alerts.changes import News
from rules.alerts.decide import Update, Verdict, decide
from rules.alerts.memory import Change, RuleStory
from rules.facts.model import Facts, Figure, FigureStatus, Kind, Per
from rules.language.schema import RuleSpec, read_rule
from rules.stories.ledger import Claim, Source, claims, fresh

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
RISES: list[dict[str, Any]] = [{"figure": "killed", "rises": "10%"}]
BOTH: list[dict[str, Any]] = [*RISES, {"figure": "killed", "falls": "10%"}]


def rule(**values: Any) -> RuleSpec:
    read = read_rule({"id": "quake", "when": "quake", **values})
    assert isinstance(read, RuleSpec)
    return read


def figure(
    value: int,
    kind: Kind = "killed",
    status: FigureStatus = "reported",
    side: str | None = None,
    per: Per | None = None,
    quote: str = "",
) -> Figure:
    said = quote or f"{value} {kind}"
    return Figure(kind, value, value, said, "title", 0, 9, None, per, side, status)


def facts(*figures: Figure) -> Facts:
    totals = {one.kind: one for one in reversed(figures) if one.status != "past"}
    return Facts(figures=figures, totals=totals)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


class Told:
    """One rule in one story: decides on item after item, through the stored form of its memory."""

    def __init__(self, spec: RuleSpec) -> None:
        self.spec = spec
        self.memory: RuleStory | None = None
        self.ledger: tuple[Claim, ...] = ()

    def hear(
        self, minutes: float, source: Source | str, stated: Facts | None, **how: bool
    ) -> Verdict:
        source = Source(source) if isinstance(source, str) else source
        new = claims(stated, source, at(minutes))
        news = News(new, source.origin, self.ledger)
        verdict = decide(self.spec, news, at(minutes), self.memory, **how)
        self.ledger = (*self.ledger, *fresh(self.ledger, new))
        self.memory = RuleStory.load(verdict.memory.dump())
        assert self.memory == verdict.memory
        return verdict


def play(
    spec: RuleSpec, items: Sequence[tuple[float, Source | str, Facts | None]]
) -> list[Verdict]:
    """Decide on items (minute, source, facts) in turn."""
    told = Told(spec)
    return [told.hear(*item) for item in items]


def kinds(verdicts: Sequence[Verdict]) -> list[str]:
    return [type(one.decision).__name__ for one in verdicts]


def changed(verdict: Verdict) -> tuple[Change, ...]:
    assert isinstance(verdict.decision, Update)
    return verdict.decision.changes
