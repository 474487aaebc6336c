"""The places that a text field names, found once for everyone who asks."""

from __future__ import annotations

from typing import NamedTuple

from rules.facts.gazetteer import Gazetteer, PlaceKind, split_words
from rules.facts.sentences import MAX_TEXT
from rules.text.document import Document

# As many words as tell whether something happens in a place: `off the coast of Chile`.
BEFORE = 4


class Mention(NamedTuple):
    """A place named in a text, from its ``start``-th word on.

    ``name`` is as written and ``before`` up to BEFORE words in front of it, words by blanks.
    """

    code: str
    kind: PlaceKind
    start: int
    name: str
    before: str


def mentions(document: Document, field: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the places that ``field`` of ``document`` names, in order.

    ``gazetteer`` is always the same one.
    """

    def find(document: Document) -> list[Mention]:
        words = split_words(document.text(field)[:MAX_TEXT])
        return [
            Mention(
                one.code,
                one.kind,
                one.start,
                " ".join(words[one.start : one.end]),
                " ".join(words[max(0, one.start - BEFORE) : one.start]),
            )
            for one in gazetteer.find(words)
        ]

    found: list[Mention] = document.once(f"places of {field}", find)
    return found
