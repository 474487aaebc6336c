"""A story's figures over time: who said what, and when. Values only; judges nothing.

Outlets that disagree stand side by side. A figure of the past (an anniversary, an earlier attack)
or one that is denied never enters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from rules.facts.model import Facts, Figure, FigureStatus, Kind, Per

# What one story remembers; beyond it the oldest claims go first.
CLAIMS: Final = 200
QUOTE: Final = 200

Key: TypeAlias = tuple[Kind, str | None, Per | None]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as one origin gave it. ``value`` is its high, or its low where it is open.

    ``side`` is an ISO 3166 alpha-2 code, ``at`` when we saw it first.
    """

    kind: Kind
    side: str | None
    per: Per | None
    value: int
    status: FigureStatus
    origin: str
    at: datetime
    qualifier: str | None = None
    quote: str = ""

    @property
    def key(self) -> Key:
        """Only figures of one key are compared: kind, side and rate."""
        return self.kind, self.side, self.per

    @property
    def name(self) -> str:
        """The key in words, such as ``casualties per day (RU)``."""
        per = f" per {self.per}" if self.per else ""
        side = f" ({self.side})" if self.side else ""
        return f"{self.kind}{per}{side}"

    def dump(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self) | {"at": self.at.isoformat()}

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Claim:
        """Return what ``dump`` gave; raises TypeError or ValueError when it is something else."""
        return cls(**(raw | {"at": datetime.fromisoformat(raw["at"])}))


def claims(facts: Facts | None, origin: str, now: datetime) -> tuple[Claim, ...]:
    """Return the figures that an item claims now, one per kind, side, rate and status.

    The item's total speaks for its own key; other figures count where a side or a rate tells
    them from the total.
    """
    if facts is None:
        return ()
    found: dict[tuple[Key, str], Claim] = {}
    totals = tuple(facts.totals.values())
    whole = {(one.kind, one.side, one.per) for one in totals}
    for figure in (*totals, *facts.figures):
        if figure.status not in ("reported", "feared"):
            continue
        claim = _claim(figure, origin, now)
        partial = figure not in totals and (claim.key in whole or not (claim.side or claim.per))
        known = found.get((claim.key, claim.status))
        if not partial and (known is None or claim.value > known.value):
            found[claim.key, claim.status] = claim
    return tuple(found.values())


def extend(ledger: tuple[Claim, ...], new: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the ledger with new claims; a claim that its origin repeats keeps its first time."""
    latest = {(one.key, one.status, one.origin): one.value for one in ledger}
    added = [one for one in new if latest.get((one.key, one.status, one.origin)) != one.value]
    return (*ledger, *added)[-CLAIMS:]


def current(ledger: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the last claim of each origin for each key and status; its corrections apply."""
    return tuple({(one.key, one.status, one.origin): one for one in ledger}.values())


def _claim(figure: Figure, origin: str, now: datetime) -> Claim:
    value = figure.low if figure.high is None else figure.high
    return Claim(
        figure.kind, figure.side, figure.per, value, figure.status, origin, now,
        figure.qualifier, figure.quote[:QUOTE],
    )  # fmt: skip
