"""Facts of an item: the one entry to this package. Cheap for texts that state none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from rules.facts import deployments as forces
from rules.facts.casualties import amounts, bind, is_definite, is_part, quote, told_parts, weak
from rules.facts.chunks import chunk
from rules.facts.coded import Chunk
from rules.facts.context import hints, is_background, status
from rules.facts.cues import Pass
from rules.facts.elliptic import Bound
from rules.facts.force_words import STEMS as FORCE_STEMS
from rules.facts.gazetteer import Gazetteer, Place, stands_for_state
from rules.facts.mentions import mentions
from rules.facts.model import Deployment, Facts, Figure
from rules.facts.movement import bygone
from rules.facts.numbers import COUNTING
from rules.facts.past import is_superseded
from rules.facts.predicates import TRIGGERS
from rules.facts.rates import rate
from rules.facts.referents import HARMED, Told, introduced
from rules.facts.relatives import is_relative
from rules.facts.sentences import (
    JOINED,
    MAX_TEXT,
    Sentence,
    encoded,
    plainly_spaced,
    spans,
    tokenise,
    unjoined,
)
from rules.facts.sides import side
from rules.facts.totals import Stated, totals
from rules.facts.words import HARMED_V, TROOPS
from rules.text.document import TEXT_FIELDS, Document

# One linear pass that most texts end with; everything dearer runs on sentences that hold a stem.
_STEMS: Final = (
    r"(?i)\b(?:kill|dead|death|die[sd]?\b|fatal|casualt|injur|wound|hurt|missing|kidnap|abduct|captur|hostage|captive|"
    r"displac|lives\b|remains of\b|life\b|pass(?:ed|es) away|slain|slay|murder|execut|seiz|snatch|disappear|vanish|maul|gore|knif|(?:need|requir)(?:e?d|ing)? (?:hospital |medical )?treatment|bod(?:y|ies)\b|corpse|martyr|perish|drown|massacr|behead|hang(?:s|ed|ing of)?\b|wip(?:es?|ed|ing) out|claim(?:s|ed|ing)? (?:[a-z]+ ){0,2}(?:\d|two\b|three|four|five|six\b|seven|eight|nine|ten\b|eleven|twelve|dozens|scores|hundreds)|to death|critical (?:after|following|in)\b|dying\b|"
    r"assassin|toll|uproot|homeless|homes\b|gun(?:ned|s|ning)? down|unaccounted|flee|fled|troops|soldiers|shot\b|prisoner|maim|slaughter|"
    r"succumb|stab|beat|lynch|strangl|tortur|rape|hospital|treated (?:for|at|on|by)|scalded|concuss|lacerat|bitten\b|inhalation|broken (?:bone|leg|arm|limb|rib)|accounted for|captivity|massacre|idps\b|being treated|intensive care|shoots?\b|asphyxi|butcher|incinerat|mutilat|deceased|eliminated|liquidated|bleed|bled\b|goring|sacrific|gunned-|hijacked-|breath(?:e|es|ed) (?:his|her|their) last|roasted|lynch|hang\b|homicide|in (?:a )?(?:critical|serious)|fighting for|fractur|assault|burn|pows\b|suffocat|casualt|los(?:t|e|es|ses|ing)\b|electrocut|decapitat|poison|"
    + "|".join(FORCE_STEMS)
    + ")"
)
# Someone told of in the first sentence, who may have been counted by nothing yet.
_REFERS: Final = re.compile(
    r"\b(?:[Hh]e|[Ss]he) (?:\w+ ){0,2}died|\b(?:[Hh]is|[Hh]er) body\b|"
    r"\b[Tt]he \w+(?: \w+)? (?:\w+ ){0,3}(?:died|killed|injured|wounded|shot|sustained|suffered)\b"
)
_TOLD_LATER: Final = ("died", "killed", "injured", "wounded", "shot", " body")
_FORCES: Final = Pass(r"(?i)\b(?:" + "|".join(FORCE_STEMS) + ")")
# The tokens of a sentence name forces only where its text has one of these.
_ANY_FORCES: Final = "(?i)" + "|".join(stem.partition(" ")[0] for stem in FORCE_STEMS)
_TELLING: Final = 0
_MOVING: Final = 1
_JOINED: Final = 2
_CUES: Final = Pass(_STEMS, _ANY_FORCES, JOINED)
_NOTHING: Final = Facts()
_POINTS: Final = frozenset({"de", "es", "it", "pt", "nl", "tr", "id", "da", "el"})


def extract(document: Document, gazetteer: Gazetteer, *, entities: bool = True) -> Facts:
    """Return everything ``document`` states about people and forces (RULES.md section 3).

    ``entities`` asks for the countries it names as well, which reads the whole text.
    """
    telling = list(_sentences(document))
    if not telling and not entities:
        return _NOTHING
    stated: list[Stated] = []
    deployed: list[Deployment] = []
    year = document.time.year if document.time else None
    points = document.language in _POINTS
    told = Told()
    for number, (sentence, may_move) in enumerate(telling):
        moving = may_move and bool(_FORCES.found(encoded(" ".join(sentence.low))))
        places = gazetteer.find(sentence.words) if moving else []
        if not _says_something(sentence, moving, bool(places)):
            if not number:
                told.hear(partial(_opening, sentence, points))
            continue
        chunks = chunk(sentence, points)
        bounds = bind(chunks, _capitals(sentence), told)
        told.hear(partial(_told_of, chunks, bounds))
        if not bounds and not moving:
            continue
        places = places if moving else gazetteer.find(sentence.words)
        stated.extend(_figures(sentence, number, chunks, bounds, places, year))
        if moving:
            harmed = _harmed(chunks, bounds)
            stated.extend(_troops(sentence, number, chunks, places, harmed, year))
            deployed.extend(forces.deployments(sentence, chunks, places, harmed, year))
    return Facts(
        figures=tuple(one.figure for one in stated),
        totals=totals(stated),
        deployments=tuple(_distinct(deployed)),
        entities=tuple(countries(document, gazetteer)) if entities else (),
    )


def stated(document: Document, gazetteer: Gazetteer) -> Facts:
    """Return what :func:`extract` does, without entities; worked out once for each document."""
    by, facts = document.once("stated", lambda one: (gazetteer, _stated(one, gazetteer)))
    return facts if by is gazetteer else _stated(document, gazetteer)


def _stated(document: Document, gazetteer: Gazetteer) -> Facts:
    return extract(document, gazetteer, entities=False)


def may_state(document: Document) -> bool:
    """Say whether any word of ``document`` could make :func:`extract` find figures or deployments."""
    may: bool = document.once("may state", _has_stem)
    return may


def _has_stem(document: Document) -> bool:
    fields = (document.title, document.summary, document.content)
    text = plainly_spaced("\n".join([text[:MAX_TEXT] for text in fields]))
    return _TELLING in _CUES.found(encoded(text))


def countries(document: Document, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the codes of the countries that ``document`` names, each once, in order of mention."""
    seen: set[str] = set()
    for field in TEXT_FIELDS:
        text = document.text(field)
        if not text:
            continue
        at = 0
        for place in mentions(document, field, gazetteer):
            if place.code in seen or place.kind in ("region", "city", "exonym"):
                continue
            if place.kind == "capital":
                first, _, last = place.name.partition(" ")
                at = text.find(first, at)
                last = last.rpartition(" ")[2] or first
                end = text.find(last, at) + len(last)
                if not stands_for_state(text, at, end):
                    continue
            seen.add(place.code)
            yield place.code


def _sentences(document: Document) -> Iterator[tuple[Sentence, bool]]:
    """Yield the sentences that hold a stem, or whose first person a later one speaks of.

    With each comes whether it may name forces.
    """
    if not may_state(document):
        return
    for field in TEXT_FIELDS:
        written = document.text(field)
        text = plainly_spaced(written)
        parts = [(at, end, _CUES.found(encoded(text[at:end]))) for at, end in spans(text)]
        telling = [part for part in parts if _TELLING in part[2]]
        if telling and telling[0] is not parts[0] and _is_referred_to(text, parts[0][1]):
            telling.insert(0, parts[0])
        for at, end, cues in telling:
            for first, last in unjoined(text, at, end) if _JOINED in cues else ((at, end),):
                yield tokenise(field, text, first, last, written), _MOVING in cues


def _is_referred_to(text: str, end: int) -> bool:
    """Say whether what follows a first sentence may speak of someone in it."""
    return any(word in text for word in _TOLD_LATER) and bool(_REFERS.search(text, end, MAX_TEXT))


def _says_something(sentence: Sentence, moving: bool, located: bool) -> bool:
    """Say whether the words of a sentence can make a figure or, where ``located``, a deployment."""
    low = sentence.low
    if not TRIGGERS.isdisjoint(low):
        return True
    return moving and (
        located or not COUNTING.isdisjoint(low) or any(word[0].isdigit() for word in low)
    )


def _capitals(sentence: Sentence) -> bool:
    """Say whether the sentence is written in capitals throughout."""
    long = 0
    for word in sentence.words:
        if len(word) > 3:
            long += 1
            if word.isalpha() and not word.isupper():
                return False
    return long > 3


def _harmed(chunks: Sequence[Chunk], bounds: Iterable[Bound]) -> set[int]:
    """Return the token positions of the counts that a predicate of harm has taken."""
    counted = (chunks[at] for bound in bounds for at in bound.counted)
    return {at for one in counted for at in range(one.start, one.end)}


def _figures(
    sentence: Sentence,
    number: int,
    chunks: Sequence[Chunk],
    bounds: Iterable[Bound],
    places: Sequence[Place],
    year: int | None,
) -> Iterator[Stated]:
    found = parts = None
    for bound in bounds:
        text, start, end = quote(sentence, chunks, bound)
        if bound.none:
            figure = Figure(bound.kind, 0, 0, text, sentence.field, start, end, status="denied")
            yield Stated(figure, number, none=True)
            continue
        found = hints(sentence) if found is None else found
        parts = told_parts(chunks) if parts is None else parts
        state = status(sentence, start, end, year, found) if found else "reported"
        if state is None:
            continue
        low, high, qualifier = amounts(chunks, bound)
        if high == 0:
            state = "denied"  # `zero deaths`
        span = bound.counted or (bound.first, bound.last)
        counted = (chunks[span[0]].start, chunks[span[-1]].end)
        figure = Figure(
            bound.kind, low, high, text, sentence.field, start, end, qualifier,
            rate(sentence, start, end, found), side(sentence, places, counted), state,
        )  # fmt: skip
        yield Stated(
            figure,
            number,
            weak=weak(chunks, bound),
            none=high == 0,
            toll=bound.toll,
            harmed=chunks[bound.predicate].head in HARMED_V,
            implied=not bound.counted,
            part=is_part(chunks, bound) or _of_one_place(sentence, counted),
            relative=is_relative(chunks, bound.predicate) and chunks[bound.predicate].code in "VA",
            newest=bool(_NEWEST.intersection(sentence.low[counted[0] : counted[1]])),
            background=is_background(sentence, start, end, found),
            superseded=is_superseded(sentence, start, found),
            definite=is_definite(chunks, bound),
            parts=parts,
        )


def _of_one_place(sentence: Sentence, counted: tuple[int, int]) -> bool:
    """Say whether a figure is that of one place or time of several: `in Kerr county alone 84 died`."""
    low, (first, last) = sentence.low, counted
    if "alone" not in low:
        return False
    before = low[max(0, first - 3) : first]
    return "alone" in before or low[last : last + 6].count("alone") > 0


def _opening(sentence: Sentence, points: bool) -> list[str]:
    """Return the noun of the one person whom a first sentence without harm tells of."""
    one = introduced(chunk(sentence, points))
    return [one] if one else []


def _told_of(chunks: Sequence[Chunk], bounds: Iterable[Bound]) -> list[str]:
    """Return the nouns of single people whom later sentences may refer to."""
    one = introduced(chunks)
    harmed = any(amounts(chunks, bound)[0] == 1 for bound in bounds)
    return ([one] if one else []) + ([HARMED] if harmed else [])


_NEWEST: Final = frozenset({"more", "another", "additional", "further"})


def _troops(
    sentence: Sentence,
    number: int,
    chunks: Sequence[Chunk],
    places: Sequence[Place],
    harmed: set[int],
    year: int | None,
) -> Iterator[Stated]:
    """Yield counts of troops that nothing happened to: strengths."""
    told = min(harmed, default=len(sentence.low))
    listed = next(
        (at for at, one in enumerate(chunks) if one.head == ":" and one.start > told), len(chunks)
    )
    for at, one in enumerate(
        chunks[:listed]
    ):  # what follows `30 people were killed:` tells who they were
        if one.code != "M" or one.weak or one.part or one.start in harmed:
            continue
        if one.number is None or not one.number.low or (at and chunks[at - 1].code == "A"):
            continue
        military = one.head in TROOPS and (
            one.head not in _CIVIL or _ARMED & {*sentence.low[one.start : one.end]}
        )
        if not military:
            continue
        text, start, end = sentence.quote(one.start, one.end - 1)
        gone = bygone(" ".join(sentence.low), year)
        figure = Figure(
            "troops", one.number.low, one.number.high, text, sentence.field, start, end, one.number.qualifier,
            None, side(sentence, places, (one.start, one.end)), "past" if gone else "reported",
        )  # fmt: skip
        yield Stated(figure, number)


_CIVIL: Final = frozenset({"personnel", "men", "fighters", "forces"})
_ARMED: Final = frozenset({"military", "army", "armed", "security", "combat", "service"})


def _distinct(found: Sequence[Deployment]) -> Iterator[Deployment]:
    """Drop what is said twice, and a deployment without a number beside the same one with it."""
    numbered = {(one.forces, one.place, one.status) for one in found if one.low is not None}
    seen: set[tuple[object, ...]] = set()
    for one in found:
        what = (one.forces, one.place, one.status)
        if (one.low is None and what in numbered) or (*what, one.low) in seen:
            continue
        seen.add((*what, one.low))
        yield one
