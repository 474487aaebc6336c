"""Claims of ``rules.stories`` as storage keeps them, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from rules.stories.ledger import CLAIMS, Claim, fresh
from storage.records import StoryFigure
from storage.store import Transaction

_FIELDS: Final = tuple(field.name for field in fields(StoryFigure))


def ledger_of(tx: Transaction, story_id: int) -> tuple[Claim, ...]:
    """Return what was claimed in a story, in the order it was said."""
    found = tx.figures.of_story(story_id, CLAIMS)
    return tuple(_claim(figure) for figure in found)


def note(tx: Transaction, story_id: int, ledger: Iterable[Claim], new: Iterable[Claim]) -> None:
    """Add to a story's ledger what its origins had not said last."""
    added = fresh(ledger, new)
    if added:
        tx.figures.add(story_id, [StoryFigure(**_values(claim)) for claim in added])


def _claim(figure: StoryFigure) -> Claim:
    return Claim(**_values(figure))


def _values(one: Claim | StoryFigure) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _FIELDS}
