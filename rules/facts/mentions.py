"""The places that a text field names, found once for everyone who asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rules.facts.gazetteer import Gazetteer, Place, PlaceKind, plain, split_words
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
    return _found(document, field, gazetteer)[0]


def compounds(document: Document, field: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the places in words that a hyphen joins (`US-South Korea drills`).

    They are parts of a name for whoever matches names, and so no mentions.
    """
    return _found(document, field, gazetteer)[1]


def _found(
    document: Document, field: str, gazetteer: Gazetteer
) -> tuple[list[Mention], list[Mention]]:
    def find(document: Document) -> tuple[list[Mention], list[Mention]]:
        words = split_words(document.text(field)[:MAX_TEXT])
        named = [_mention(one, words, one.start) for one in gazetteer.find(words)]
        joined = [at for at, word in enumerate(words) if "-" in word and not word.islower()]
        return named, [one for at in joined for one in _joined(words, at, gazetteer)]

    found: tuple[list[Mention], list[Mention]] = document.once(f"places of {field}", find)
    return found


def _joined(words: list[str], at: int, gazetteer: Gazetteer) -> Iterator[Mention]:
    if plain(words[at]) in gazetteer.index:
        return
    parts = words[at].split("-")
    near = words[max(0, at - BEFORE) : at] + parts + words[at + 1 : at + 3]
    first = min(at, BEFORE)
    for place in gazetteer.find(near):
        if first <= place.start < first + len(parts):
            yield _mention(place, near, at)


def _mention(place: Place, words: list[str], start: int) -> Mention:
    return Mention(
        place.code,
        place.kind,
        start,
        " ".join(words[place.start : place.end]),
        " ".join(words[max(0, place.start - BEFORE) : place.start]),
    )
