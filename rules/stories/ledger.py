"""A story's figures over time: who said what, and when. Values only; judges nothing.

Outlets that disagree stand side by side. A figure of the past (an anniversary, an earlier attack)
or one that is denied never enters; one of a subset (`8 of them civilians`) does not speak for the
whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any, Final, TypeAlias

import re2

from rules.facts.model import Facts, Figure, FigureStatus, Kind, Per
from rules.facts.sentences import encoded

# The newest claims of a story that later ones are compared with.
CLAIMS: Final = 200
QUOTE: Final = 200

Key: TypeAlias = tuple[Kind, str | None, Per | None]

_PEOPLE: Final = r"(?:the )?(?:people|dead|deaths|victims|those|casualties|fatalities|killed|injured|wounded|missing)"
_COUNT: Final = (
    rf"(?:tolls?|figures?|counts?|deaths?|dead|casualt(?:y|ies)|"
    rf"numbers? (?:of {_PEOPLE}|killed|to|from|down)|estimates? (?:of {_PEOPLE}|to|from|down))"
)
# Linear and cheap, for it is asked of every new entry.
_CORRECTS: Final = re2.compile(
    rf"(?i)\b(?:correct(?:s|ed|ing)|revis(?:e|es|ed|ing)|lower(?:s|ed|ing)|amend(?:s|ed)|cuts?|"
    rf"reduc(?:es|ed|ing)) (?:[\w'’\-]+ ){{0,4}}{_COUNT}\b|"
    rf"\b{_COUNT} (?:[\w'’\-]+ ){{0,6}}(?:(?:corrected|revised|amended)\b|"
    r"(?:lowered|cut|reduced) (?:down|to|from|by)\b)|"
    r"\bcorrection\b|\bcorrections:|\brevised down|\bdown from \d|\bmiscount|\bcounted twice\b|"
    r"\bdouble[- ]count|\b(?:counted|given|reported|said) in error\b|"
    r"\berroneously (?:counted|gave|given|reported|said|put)\b|"
    r"\b(?:toll|figure|number)s? (?:was|were|had been) overstated\b|"
    r"\bnot \d[\d,. ]* as (?:first|previously|earlier|initially)\b"
)
# `more than 40` and `dozens` are true of 47 as well.
_LEAST: Final = (
    "more than", "over", "in excess of", "upwards of", "or more", "tops", "topped", "exceeds",
    "exceed", "exceeded", "passes", "passed", "surpasses", "surpassed",
)  # fmt: skip
_VAGUE: Final = re2.compile(
    r"(?i)\b(?:(?:tens|hundreds) of )?(?:dozens|scores|hundreds|thousands|millions)\b"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who said something. ``origin`` speaks independently of others; ``outlet`` is its name for
    people, ``entry`` the id of the entry. ``corrects``: the text says that it corrects a figure.
    ``said`` is when it was published, where that is known.
    """

    origin: str
    outlet: str = ""
    entry: int | None = None
    corrects: bool = False
    said: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as one origin gave it. ``value`` is its high, or its low where it is open.

    ``side`` is an ISO 3166 alpha-2 code, ``at`` when we saw it first. ``main``: the figure stands
    for the item as a whole, not for one side or rate beside it. ``said`` is when it was published,
    where that was before ``at``.
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
    outlet: str = ""
    entry: int | None = None
    main: bool = True
    corrects: bool = False
    said: datetime | None = None

    @property
    def when(self) -> datetime:
        """When it was said, as far as we know."""
        return self.said or self.at

    @property
    def least(self) -> bool:
        """Whether it leaves open how many more: `dozens`, `more than 40`."""
        return self.qualifier in _LEAST or self.vague is not None

    @property
    def vague(self) -> str | None:
        """The word that stands for the number, such as `dozens`."""
        found = _VAGUE.search(self.quote)
        return found[0].lower() if found and not any(map(str.isdigit, self.quote)) else None

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
        said = self.said.isoformat() if self.said else None
        return asdict(self) | {"at": self.at.isoformat(), "said": said}

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Claim:
        """Return what ``dump`` gave; raises TypeError or ValueError when it is something else."""
        said = raw.get("said")
        times = {
            "at": datetime.fromisoformat(raw["at"]),
            "said": datetime.fromisoformat(said) if said else None,
        }
        return cls(**(raw | times))


def corrects(text: str) -> bool:
    """Say whether a text speaks of a number that is corrected or revised."""
    return _CORRECTS.search(encoded(text)) is not None


def claims(facts: Facts | None, source: Source, now: datetime) -> tuple[Claim, ...]:
    """Return the figures that an item claims now, one per kind, side, rate and status.

    The item's total speaks for its own key; other figures count where a side or a rate tells
    them from the total, and a number that is repeated without its side is one.
    """
    if facts is None:
        return ()
    found: dict[tuple[Key, str], Claim] = {}
    totals = tuple(facts.totals.values())
    whole = {(one.kind, one.side, one.per) for one in totals}
    for figure in (*totals, *facts.figures):
        if figure.status not in ("reported", "feared"):
            continue
        claim = _claim(figure, source, now, main=figure in totals)
        partial = not claim.main and (claim.key in whole or not (claim.side or claim.per))
        known = found.get((claim.key, claim.status))
        if not partial and (known is None or claim.value > known.value):
            found[claim.key, claim.status] = claim
    sided = {(one.kind, one.per, one.value) for one in found.values() if one.side}
    return tuple(
        one
        for one in found.values()
        if one.main or one.side or (one.kind, one.per, one.value) not in sided
    )


def fresh(ledger: Iterable[Claim], new: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that their origins had not made last; one repeated keeps its first time."""
    latest = {(one.key, one.status, one.origin): one.value for one in ledger}
    return tuple(one for one in new if latest.get((one.key, one.status, one.origin)) != one.value)


def current(ledger: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the last claim of each origin for each key and status; its corrections apply."""
    return tuple({(one.key, one.status, one.origin): one for one in ledger}.values())


def first_known(ledger: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the first claim of each key and status."""
    found: dict[tuple[Key, str], Claim] = {}
    for one in ledger:
        found.setdefault((one.key, one.status), one)
    return tuple(found.values())


def last_known(ledger: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the last claim of each key and status."""
    return tuple({(one.key, one.status): one for one in ledger}.values())


def like(claim: Claim, others: Iterable[Claim]) -> Claim | None:
    """Return the one of ``others`` that a claim is compared with, or None.

    Same kind, side and rate. One side left out means the only side there is, where the claim
    speaks for its item. A reported number is compared with a reported one, and with a feared one
    only when there is nothing else.
    """
    same = [one for one in others if (one.kind, one.per) == (claim.kind, claim.per)]
    exact = [one for one in same if one.side == claim.side]
    if not exact and claim.main and (claim.side is None or all(one.side is None for one in same)):
        exact = same if len({one.side for one in same}) == 1 else []
    if not exact:
        return None
    if claim.status == "reported":
        return max(exact, key=lambda one: (one.status == "reported", one.value))
    return max(exact, key=lambda one: one.value)


def _claim(figure: Figure, source: Source, now: datetime, *, main: bool) -> Claim:
    value = figure.low if figure.high is None else figure.high
    return Claim(
        figure.kind, figure.side, figure.per, value, figure.status, source.origin, now,
        figure.qualifier, figure.quote[:QUOTE], source.outlet, source.entry, main, source.corrects,
        _said(source.said, now),
    )  # fmt: skip


def _said(published: datetime | None, now: datetime) -> datetime | None:
    """Return when something was published if we are late to see it. Midnight is a mere date."""
    late = published is not None and published < now and published.time() != time()
    return published if late else None
