"""Facts of an item: the one entry to this package. Cheap for texts that state none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rules.facts.casualties import amounts, bind, quote, weak
from rules.facts.chunks import chunk
from rules.facts.context import rate, side, status
from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts, Figure
from rules.facts.sentences import MAX_TEXT, Sentence, spans, tokenise
from rules.facts.totals import Stated, totals
from rules.text.document import TEXT_FIELDS, Document

# Plain substring search is far cheaper than any pattern for texts that hold none of these.
_STEMS: Final = (
    "kill", "dead", "death", "die", "fatal", "casualt", "injur", "wound", "hurt", "missing", "kidnap", "abduct",
    "captur", "hostage", "captive", "displac", "lives", "life", "slain", "slay", "murder", "execut", "bodies",
    "body", "corpse", "martyr", "perish", "drown", "massacr", "behead", "assassinat", "toll", "uproot", "homeless", "gunned down",
    "unaccounted", "flee", "fled", "troops", "soldiers", "lost", "shot", "prisoner", "maim", "slaughter",
)  # fmt: skip
_POINTS: Final = frozenset({"de", "es", "it", "pt", "nl", "tr", "id", "da", "el"})


def extract(document: Document, gazetteer: Gazetteer) -> Facts:
    """Return everything ``document`` states about people and forces (RULES.md section 3)."""
    stated: list[Stated] = []
    for number, sentence in enumerate(_sentences(document)):
        stated.extend(_figures(sentence, number, document, gazetteer))
    return Facts(
        figures=tuple(one.figure for one in stated),
        totals=totals(stated),
    )


def _sentences(document: Document) -> Iterator[Sentence]:
    for field in TEXT_FIELDS:
        text = document.text(field)
        low = text[:MAX_TEXT].lower()
        if not any(stem in low for stem in _STEMS):
            continue
        for start, end in spans(text):
            part = text[start:end].lower()
            if any(stem in part for stem in _STEMS):
                yield tokenise(field, text, start, end)


def _figures(
    sentence: Sentence, number: int, document: Document, gazetteer: Gazetteer
) -> Iterator[Stated]:
    chunks = chunk(sentence, document.language in _POINTS)
    bounds = bind(chunks)
    if not bounds:
        return
    places = gazetteer.find(sentence.words)
    year = document.time.year if document.time else None
    for bound in bounds:
        text, start, end = quote(sentence, chunks, bound)
        if bound.none:
            figure = Figure(bound.kind, 0, 0, text, sentence.field, start, end, status="denied")
            yield Stated(figure, number, none=True)
            continue
        state = status(sentence, start, end, year)
        if state is None:
            continue
        low, high, qualifier = amounts(chunks, bound)
        counted = [chunks[at] for at in bound.counted]
        figure = Figure(
            bound.kind, low, high, text, sentence.field, start, end, qualifier,
            rate(sentence, start, end),
            side(sentence, places, (counted[0].start, counted[-1].end)),
            state,
        )  # fmt: skip
        yield Stated(figure, number, weak(chunks, bound), bound.toll)
