"""Counts of nouns of harm: `12 deaths`, `the death of two men`, `the toll rises to 95`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.either import ARMIES
from rules.facts.groups import is_countable, is_personal, starts_clause
from rules.facts.objects import objects
from rules.facts.predicates import PREDICATES

_REACH: Final = 18
_LOST: Final = v.words(
    "claimed claims claim claiming cost costs costing lost took taken taking loss"
)
_REACHED: Final = v.words("""
    rise rises rose risen rising climb climbs climbed climbing jump jumps jumped reach reaches reached reaching hit hits
    stand stands stood now at to pass passes passed top tops topped exceed exceeds exceeded surpass surpasses surpassed
    increase increases increased soar soars soared grow grows grew grown past is was has had have been as of from by
    mount mounts mounted in up put : , could may might feared likely expected set above over cross crosses crossed
    near nears number numbers numbered run runs running continues estimated counts brought raised taken averaged average averages expected likely
    doubles doubled triples tripled halves halved inches inched edges edged ticks creeps spikes spiked surges surged leaps leapt swells swelled balloons
    ballooned remains remained stays stayed holds held steady final
    amounted amount amounts totalled totaled totals total totalling totaling came come comes revised revise revises lowered reduced slashed downgraded upgraded put puts
""")
_TAKES: Final = v.words("take takes taking took taken")
_BROUGHT: Final = v.words(
    "bring brings bringing brought take takes taking took raise raises raising raised"
)
# Verbs whose object is a toll: `Officials revise death toll from 47 to 45`.
_STATED: Final = v.words(
    "revise revises revised put puts raise raises raised lower lowers lowered reduce reduces reduced slash slashed downgraded cut cuts correct corrected"
)
_TOLLS: Final = frozenset({"deaths", "fatalities", "casualties", "injuries", "losses"})
_SINGLE: Final = v.words(
    "death fatality killing murder body corpse injury casualty assassination execution abduction kidnapping"
)
_LOSSES: Final = frozenset({"losses", "loss"})


def noun(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Counts of a noun of harm: `12 deaths`, `the death of two men`, `bodies of 12 people`.

    Losses are people only where soldiers are counted.
    """
    counted = _counts_of(chunks, at)
    if chunks[at].head in _LOSSES and not (
        all(chunks[one].head in v.TROOPS for one in counted) or _of_an_army(chunks, at, counted)
    ):
        return []
    return counted


def _of_an_army(chunks: Sequence[Chunk], at: int, counted: Sequence[int]) -> bool:
    """Say whether losses are said of an army, and in a bare number: `combat losses reached 1,090`."""
    said = {one.head for one in chunks[max(0, at - 3) : at]}
    bare = all(chunks[one].code == "Q" for one in counted)
    nation = bool(v.NATIONALS & said) and all(_is_large(chunks[one]) for one in counted)
    whose = [one for one in chunks[at + 1 : at + 5] if one.code not in "wa"]
    among = len(whose) > 1 and whose[0].head in _AMONG and whose[1].head in v.TROOPS
    return bare and (nation or among or bool(ARMIES & said))


def _is_large(one: Chunk) -> bool:
    """Say whether a nation's losses are soldiers: neither games lost nor sums of money."""
    return one.number is not None and 100 <= one.number.low < 10_000_000


def _counts_of(chunks: Sequence[Chunk], at: int) -> list[int]:
    head = chunks[at].head
    if head == "body" and _is_board(chunks, at):
        return []
    if head == "lives":
        return _lives(chunks, at)
    before = _before(chunks, at)
    if before is not None:
        return [] if head in _SINGLE and _names_another(chunks, at, before) else [before]
    if head.endswith(" of"):
        return objects(chunks, at)
    if at + 1 < len(chunks) and chunks[at + 1].head in ("of", "to"):
        right = at + 2
        if right < len(chunks) and chunks[right].head in _WHOSE:
            right += 1
        if right < len(chunks) and is_countable(chunks[right]):
            return objects(chunks, right - 1)
    return toll(chunks, at) if head in _TOLLS else []


_WHOSE: Final = v.words("the his her their its")


def _is_board(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a body is one of several people: `a body of 12 experts`."""
    number = chunks[at + 2].number if at + 2 < len(chunks) else None
    return chunks[at + 1].head == "of" if number is not None and number.low > 1 else False


def _before(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the count in front of a noun of harm: `12 deaths`, `two civilian deaths`."""
    for back in (at - 1, at - 2, at - 3):
        if back < 0:
            return None
        one = chunks[back]
        if one.code in "QU":
            if back and chunks[back - 1].head in _NO_EVENT:
                return None  # `solves five murders`, `died a thousand deaths`
            return None if one.part and not _opens_part(chunks, back) else back
        if one.code == "M" and back == at - 1 and not one.weak:
            whose = chunks[at].head in ("bodies", "corpses")  # `five skiers' bodies`
            return back if whose or one.head in v.SINGULAR else None
        if one.code not in "wa":
            return None
    return None


def _told_otherwise(chunks: Sequence[Chunk], at: int, right: int) -> bool:
    """Say whether something else is told of the people at ``right`` than the toll at ``at`` tells."""
    told = [one.kind for one in chunks[right + 1 : right + 5] if one.kind is not None]
    return chunks[right].code == "M" and bool(told) and told[0] != chunks[at].kind


_ILL: Final = v.words("infected ill sick positive recovered")
_NO_EVENT: Final = v.words("solve solves solved solving died dies die")


def _opens_part(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether `including 12 deaths` is a part of something that was no count of people."""
    return not any(one.code in "MQ" and not one.part for one in chunks[:at])


def _names_another(chunks: Sequence[Chunk], at: int, count: int) -> bool:
    """Say whether a noun in the singular describes what is counted: `3 murder convictions`."""
    number = chunks[count].number
    follows = chunks[at + 1].head if at + 1 < len(chunks) else ""
    superlative = number is not None and chunks[count].end - number.end > 2
    return number is None or number.low != 1 or superlative or follows.rstrip("s") in _PAPERS


_PAPERS: Final = v.words(
    "conviction charge threat sentence certificate case trial record count row"
)


def _lives(chunks: Sequence[Chunk], at: int) -> list[int]:
    if at and chunks[at - 1].head == "their":
        at -= 1  # `cost 12 people their lives`
        if not at or chunks[at - 1].code != "M":
            return []
    elif not at or chunks[at - 1].code not in "QU":
        return []
    around = {one.head for one in chunks[max(0, at - 5) : at + 5]}
    return [at - 1] if around & _LOST else []


def _is_strain(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a toll is what wears people out: `has taken a mental toll on 5,000 sailors`."""
    on = at + 1 < len(chunks) and chunks[at + 1].head == "on"
    return on and not _TAKES.isdisjoint(one.head for one in chunks[max(0, at - 5) : at])


def _brought(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the number before a toll: `bringing to 13 the number of dead`."""
    if at < 4 or chunks[at - 1].head != "the" or chunks[at - 3].head != "to":
        return None
    return at - 2 if chunks[at - 2].code in "QM" and chunks[at - 4].head in _BROUGHT else None


def _is_bracketed(chunks: Sequence[Chunk], at: int, right: int) -> bool:
    """Say whether the number at ``right`` stands between commas: `the toll, earlier given as 12, has risen`."""
    return chunks[at + 1].code == "c" and [one.code for one in chunks[right + 1 : right + 2]] == [
        "c"
    ]


def _corrected(chunks: Sequence[Chunk], at: int) -> int:
    """Return the number that the toll at ``at`` was changed to in one breath: `put at 47 but lowered to 45`."""
    changed = chunks[at - 1].head == "by"
    for right in range(at + 1, min(len(chunks), at + 12)):
        changed = changed or chunks[right].head in _STATED or chunks[right].head == "now"
        if changed and chunks[right].code == "Q" and chunks[right - 1].head in ("to", "at"):
            return right
    return at


_AMONG: Final = frozenset({"among", "amongst"})


def toll(chunks: Sequence[Chunk], at: int) -> list[int]:
    """The number a toll has come to: `death toll in X rises from 95 to 158`."""
    if _is_strain(chunks, at):
        return []
    brought = _brought(chunks, at)
    if brought is not None:
        return [brought]
    rising = any(one.head in _STATED for one in chunks[max(0, at - 3) : at])
    for right in range(at + 1, min(len(chunks), at + _REACH)):
        one = chunks[right]
        rising = rising or one.head in _REACHED
        if one.number is not None and not one.weak and not one.part:
            reached = one.number.qualifier in _REACHED or one.code == "M" or right == at + 1
            if starts_clause(chunks, right) and (
                chunks[at].code == "N" or _told_otherwise(chunks, at, right)
            ):
                return []
            before = chunks[right - 1].head
            follows = chunks[right + 1].head if right + 1 < len(chunks) else ""
            if follows in _ILL or (one.number.low == 1 and before == ","):
                return []  # `toll in homes: 3,500 infected`, `deaths, one of the experts`
            alone = one.number.end - one.number.bare < 3  # not `from 95 to 158`
            strange = one.code == "U" and (
                before not in _REACHED or (chunks[at].code == "N" and not is_personal(one.head))
            )
            if (before == "from" and alone) or strange:
                return []  # `fell from 48,913`
            if not (rising or reached) and _is_bracketed(chunks, at, right):
                continue
            return [_corrected(chunks, right)] if rising or reached else []
        since = one.head in (":", "since") or (right == at + 1 and one.head in ("after", "during"))
        if (
            one.code in PREDICATES
            or (one.code == "B" and not since)
            or (one.code == "D" and _AMONG.isdisjoint(c.head for c in chunks[at + 1 : right]))
        ):
            return []
    return []
