"""Facts as values (RULES.md section 3 fixes the names)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["killed", "injured", "casualties", "missing", "captured", "displaced", "troops"]
Per = Literal["day", "week", "month", "year"]
FigureStatus = Literal["reported", "feared", "past", "denied"]
DeploymentStatus = Literal["present", "planned", "withdrawn", "denied"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of human beings stated in a text.

    ``low`` and ``high`` bound the count; ``high`` is None where it is open (``dozens``).
    ``start`` and ``end`` are string indices of ``quote`` in the named field.
    ``side`` is an ISO 3166 alpha-2 code.
    """

    kind: Kind
    low: int
    high: int | None
    quote: str
    field: str
    start: int
    end: int
    qualifier: str | None = None
    per: Per | None = None
    side: str | None = None
    status: FigureStatus = "reported"


@dataclass(frozen=True, slots=True)
class Deployment:
    """Forces of one state in, bound for, or leaving a place; codes are ISO 3166 alpha-2."""

    forces: str | None
    place: str | None
    low: int | None
    high: int | None
    foreign: bool
    status: DeploymentStatus
    quote: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an item states. ``totals`` holds one figure per kind for the item as a whole.

    ``figures`` is in text order. ``totals`` values are Figures too (quote of the figure that
    decided, low/high of the whole). ``entities`` are ids: ISO codes, then configured entities.
    """

    figures: tuple[Figure, ...] = ()
    totals: Mapping[Kind, Figure] = field(default_factory=dict)
    deployments: tuple[Deployment, ...] = ()
    entities: tuple[str, ...] = ()
