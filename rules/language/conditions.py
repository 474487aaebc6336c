"""What a condition says, as values. Reading them is ``grammar``; evaluating them is ``nodes``.

``at`` is the path of a condition inside its rule, for messages; it is no part of the value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from rules.facts.model import DeploymentStatus, FigureStatus, Kind, Per
from rules.text.document import TEXT_FIELDS

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; a word that ends in ``*`` stands for all that begin so."""

    text: str
    case: bool = False
    stem: bool = False
    fields: tuple[str, ...] = TEXT_FIELDS
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Term:
    """Any phrase of the term list ``name`` (without its ``$``)."""

    name: str
    case: bool = False
    stem: bool = False
    fields: tuple[str, ...] = TEXT_FIELDS
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entity:
    """The item names one of ``ids``, or any entity of one of ``kinds``."""

    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = TEXT_FIELDS
    at: Path = field(default=(), compare=False, repr=False)


Span: TypeAlias = Phrase | Term | Entity
"""What has a place in a text, and so may stand in ``near`` and ``sentence``."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the conditions holds."""

    of: tuple[Condition, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions holds."""

    of: tuple[Condition, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """None of the conditions holds."""

    of: tuple[Condition, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``at_least`` of the conditions hold."""

    of: tuple[Condition, ...]
    at_least: int
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Near:
    """All of the spans within ``words`` words of one field, in the order written if ``ordered``."""

    of: tuple[Span, ...]
    words: int
    ordered: bool = False
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """All of the spans in one sentence."""

    of: tuple[Span, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Regex:
    """An RE2 pattern found in one of the fields."""

    pattern: str
    case: bool = False
    fields: tuple[str, ...] = TEXT_FIELDS
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FigureIs:
    """A figure of one of ``kinds`` (any, if empty) with a value in ``at_least`` <= value < ``below``."""

    kinds: tuple[Kind, ...] = ()
    at_least: int | None = None
    below: int | None = None
    side: str | None = None
    per: Per | None = None
    status: tuple[FigureStatus, ...] = ("reported", "feared")
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DeploymentIs:
    """Forces of ``forces`` (codes, ``any`` or ``foreign``) in, bound for or leaving ``places``."""

    forces: tuple[str, ...] = ("foreign",)
    places: tuple[str, ...] = ("any",)
    at_least: int | None = None
    status: tuple[DeploymentStatus, ...] = ("present", "planned", "withdrawn")
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """The item comes from one of these sources: a name, an origin, a domain or one above it."""

    names: tuple[str, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Tag:
    """The item or its feed carries one of these tags."""

    names: tuple[str, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Author:
    """The author's name contains one of these names, as whole words."""

    names: tuple[str, ...]
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Language:
    """The item is in one of these languages (primary tags)."""

    tags: tuple[str, ...]
    at: Path = field(default=(), compare=False, repr=False)


Condition: TypeAlias = (
    Phrase
    | Term
    | Entity
    | AnyOf
    | AllOf
    | NoneOf
    | Count
    | Near
    | Sentence
    | Regex
    | FigureIs
    | DeploymentIs
    | Source
    | Tag
    | Author
    | Language
)


def parts(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions directly inside ``condition``; none for a leaf."""
    if isinstance(condition, (AnyOf, AllOf, NoneOf, Count, Near, Sentence)):
        return condition.of
    return ()


def walk(condition: Condition) -> list[Condition]:
    """Return ``condition`` and everything inside it, outermost first."""
    found: list[Condition] = []
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(reversed(parts(one)))
    return found
