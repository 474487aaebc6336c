"""Counts whose predicate is not said beside them: `and two in Odesa`, `48 hostages`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rules.facts import words as v
from rules.facts.binding import subjects
from rules.facts.coded import Chunk
from rules.facts.model import Kind
from rules.facts.objects import listed


class Bound(NamedTuple):
    """Counted chunks said of a predicate; ``first`` and ``last`` are the chunk indices of the quote."""

    kind: Kind
    counted: tuple[int, ...]
    predicate: int
    first: int
    last: int
    toll: bool = False
    none: bool = False


_WHERE: Final = v.words("in at near outside inside on across around")
_CAPTIVES: Final = v.words("hostage hostages captive captives abductees pows")
_FREED: Final = v.words("""
    free freed frees freeing release released releases releasing rescued rescue rescues rescuing returned return returns
    swap swapped exchange exchanged escaped escape demand demands demanded deal
""")
_FORCED: Final = v.words("""
    force forces forced forcing drive drives drove driven driving flee flees fled fleeing uprooted displaced expelled
    pushed chased
""")


def with_elsewhere(chunks: Sequence[Chunk], bounds: Sequence[Bound]) -> Iterator[Bound]:
    """Add what a sentence leaves out: `Ten people were killed in Kyiv and two in Odesa`."""
    taken = {at for bound in bounds for at in bound.counted}
    for bound in bounds:
        yield bound
        if bound.toll or bound.none or not bound.counted:
            continue
        at = _place_end(chunks, bound.last + 1)
        while at is not None:
            while at < len(chunks) and chunks[at].code in "c&":
                at += 1
            place = _place_end(chunks, at + 1)
            if place is None or chunks[at].code != "Q" or chunks[at].part or at in taken:
                break
            if chunks[at - 1].code not in "c&":
                break
            yield bound._replace(counted=(at,), first=at, last=place - 1)
            at = place


def summed(chunks: Sequence[Chunk], bounds: Sequence[Bound]) -> Iterator[Bound]:
    """Yield what a sentence adds up: `Three more people died, bringing the total to 18`."""
    if not bounds:
        return
    for at, one in enumerate(chunks):
        if one.head not in _TOTALS or not any(
            left.head in _BROUGHT for left in chunks[max(0, at - 4) : at]
        ):
            continue
        said = [bound for bound in bounds if bound.predicate < at and not bound.none]
        if said and any(c.head in v.NONHUMAN for c in chunks[said[-1].last + 1 : at]):
            continue  # `24 deaths and 334 cases, bringing the total to 12,341`
        for right in range(at + 1, min(len(chunks), at + 6)):
            if said and chunks[right].code in "MQ" and chunks[right - 1].head in ("to", "at"):
                yield Bound(said[-1].kind, (right,), said[-1].predicate, at, right, toll=True)


_BROUGHT: Final = v.words(
    "bring brings bringing brought take takes taking took raise raises raising raised put puts putting revised revises lowered lowers "
    "cut corrected corrects"
)
_TOTALS: Final = v.words("total tally number count figure")


def _place_end(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return where `in Kyiv` ends that starts at ``at``, or None when no place stands there."""
    if at >= len(chunks) or chunks[at].head not in _WHERE:
        return None
    end = at + 1
    while (
        end < len(chunks) and end < at + 8 and (chunks[end].code == "w" or chunks[end].head == "of")
    ):
        end += 1
    return end if end > at + 1 else None


def named_so(
    chunks: Sequence[Chunk], bounds: Sequence[Bound], numbers: Sequence[int]
) -> Iterator[Bound]:
    """Yield people whose own name says what befell them: `12 wounded men`, `48 hostages`.

    Hostages and prisoners of war count unless something else is said of them, or they go free.
    """
    taken = {at for bound in bounds for at in bound.counted}
    free = None
    for at in numbers:
        one = chunks[at]
        if one.code != "M" or one.weak or one.part:
            continue
        if free is None:
            free = any(other.head in _FREED for other in chunks)
        if one.kind is not None and not (free and one.kind == "captured"):
            yield Bound(one.kind, (at,), at, at, at)
        if one.kind is not None:
            continue
        if one.head == "martyrs" and at not in taken:
            yield Bound("killed", (at,), at, at, at)
        war = [c.head for c in chunks[at + 1 : at + 3]] == ["of", "war"]
        captive = one.head in _CAPTIVES or (one.head == "prisoners" and war)
        captive = captive or (
            one.head == "prisoner" and one.number is not None and one.number.low > 1
        )
        if one.head == "idps" and at not in taken and not free:
            yield Bound("displaced", (at,), at, at, at)
        if captive and at not in taken and not free:
            yield Bound("captured", (at,), at, at, at)


def among(
    chunks: Sequence[Chunk], bounds: Sequence[Bound], numbers: Sequence[int]
) -> Iterator[Bound]:
    """Yield people named behind the verb: `Among the dead were two children`, `The dead are two men`."""
    taken = {at for bound in bounds for at in bound.counted}
    for at in (number - 3 for number in numbers if number > 2):
        if chunks[at].head not in _THOSE or chunks[at + 3].code not in "MQ":
            continue
        said, verb = chunks[at + 1 : at + 3]
        if said.head == "homeless":
            continue
        if said.kind is None or said.code not in "VJ" or not (verb.code in "bc" or _includes(verb)):
            continue
        whom = _included(chunks, at + 3) if _includes(verb) else listed(chunks, at + 3)
        if not taken.intersection(whom):
            first = at - 1 if at and chunks[at - 1].code == "i" else at
            yield Bound(said.kind, tuple(whom), at + 1, first, whom[-1])


def inverted(
    chunks: Sequence[Chunk], bounds: Sequence[Bound], predicates: Sequence[int]
) -> Iterator[Bound]:
    """Yield people told of behind what befell them: `Killed in the blast were two guards`."""
    taken = {at for bound in bounds for at in bound.counted}
    for at in predicates:
        one = chunks[at]
        if one.kind is None or one.code not in "VJ":
            continue
        if at and chunks[at - 1].code != "B" and chunks[at - 1].head != ".":
            continue
        verb = at + 1
        while verb < min(len(chunks), at + _PLACE) and chunks[verb].code in "pwa":
            verb += 1
        if verb + 1 < len(chunks) and chunks[verb].code == "b" and chunks[verb + 1].code in "MQ":
            whom = listed(chunks, verb + 1)
            if not taken.intersection(whom):
                yield Bound(one.kind, tuple(whom), at, at, whom[-1])


_PLACE: Final = 10


_THOSE: Final = frozenset({"the", "those"})


def _included(chunks: Sequence[Chunk], first: int) -> list[int]:
    """Return the counts that follow `the dead included`: `two nurses and a driver`."""
    whom, at = [first], first + 1
    while at + 1 < len(chunks) and chunks[at].code in "c&":
        at += 1
        if chunks[at].code == "M":
            whom.append(at)
            at += 1
    return whom


def _includes(one: Chunk) -> bool:
    return one.code == "i" and one.head.startswith("include")


def labelled(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read a list of figures and what is said in its manner: `Killed: 14. Wounded: 31`, `the wounded at 140`."""
    kind = chunks[at].kind
    after = chunks[at + 1 : at + 3]
    if kind is None or chunks[at].code not in "VJ" or len(after) < 2 or after[1].code != "Q":
        return None
    told = after[0].head == "at" and at > 0 and chunks[at - 1].head == "the"
    named = after[0].head in (":", "-", "--") or (
        after[0].head in _NUMBERED and at > 0 and chunks[at - 1].head == "the"
    )
    named = named or (after[0].head == "now" and at < _OPENING)  # `Confirmed dead now 96`
    label = named and (not at or chunks[at - 1].code in "cB&wDa.")
    number = after[1].number
    sum_ = kind == "missing" and number is not None and number.low >= _A_SUM
    return Bound(kind, (at + 2,), at, at, at + 2) if (told or label) and not sum_ else None


_OPENING: Final = 3
# `Missing: 12 million from charity`.
_A_SUM: Final = 1_000_000
_NUMBERED: Final = v.words("number numbers numbered total totals totalled")


def is_freed(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether the captives at ``at`` are those set free: `police rescued 12 people held hostage`."""
    return at > 0 and chunks[at - 1].head in _FREED


def is_back(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether those taken or missing at ``at`` are free or found: `nuns seized in May were freed`."""
    for right in range(at + 1, min(len(chunks), at + _BACK_REACH)):
        one = chunks[right]
        if one.number is not None or one.code == "r" or one.code == "&":
            return False
        if one.code == "B" and one.head not in _WHEN:
            return False
        before = chunks[right - 3 : right]
        if one.head in _FREE and not any(c.head in _NOT_YET or c.code == "n" for c in before):
            return True
        if one.head == "free" and chunks[right - 1].code == "b":
            return True
        if one.head == "found" and any(c.head in _BODIES for c in chunks[:at]):
            return True  # `the bodies of four soldiers who went missing have been found`
        if one.head == "found" and right + 1 < len(chunks):
            return chunks[right + 1].head in _WELL
    return False


_BODIES: Final = frozenset({"bodies", "body", "remains of"})
_BACK_REACH: Final = 14
_WHEN: Final = v.words("since after before during")
_FREE: Final = v.words("freed released rescued")
_NOT_YET: Final = v.words("to will would could")
_WELL: Final = v.words("alive safe safely unharmed unhurt well")


def homes(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return who was forced `from their homes`; those who were evacuated are not displaced."""
    before = {one.head for one in chunks[max(0, at - 10) : at]}
    if chunks[at].head.endswith("homes") and not before & _FORCED:
        return []
    return subjects(chunks, at)
