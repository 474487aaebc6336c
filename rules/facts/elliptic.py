"""Counts whose predicate is not said beside them: `and two in Odesa`, `48 hostages`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rules.facts import words as v
from rules.facts.binding import subjects
from rules.facts.coded import Chunk
from rules.facts.model import Kind


@dataclass(frozen=True, slots=True)
class Bound:
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
            yield replace(bound, counted=(at,), first=at, last=place - 1)
            at = place


def _place_end(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return where `in Kyiv` ends that starts at ``at``, or None when no place stands there."""
    if at >= len(chunks) or chunks[at].head not in _WHERE:
        return None
    end = at + 1
    while end < len(chunks) and end < at + 6 and chunks[end].code == "w":
        end += 1
    return end if end > at + 1 else None


def named_so(chunks: Sequence[Chunk], bounds: Sequence[Bound]) -> Iterator[Bound]:
    """Yield people whose own name says what befell them: `12 wounded men`, `48 hostages`.

    Hostages and prisoners of war count unless something else is said of them, or they go free.
    """
    taken = {at for bound in bounds for at in bound.counted}
    free = any(one.head in _FREED for one in chunks)
    for at, one in enumerate(chunks):
        if one.code != "M" or one.weak or one.part:
            continue
        if one.kind is not None and not (free and one.kind == "captured"):
            yield Bound(one.kind, (at,), at, at, at)
        if one.kind is not None:
            continue
        if one.head == "martyrs" and at not in taken:
            yield Bound("killed", (at,), at, at, at)
        war = [c.head for c in chunks[at + 1 : at + 3]] == ["of", "war"]
        captive = one.head in _CAPTIVES or (one.head == "prisoners" and war)
        if captive and at not in taken and not free:
            yield Bound("captured", (at,), at, at, at)


def homes(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return who was forced `from their homes`; those who were evacuated are not displaced."""
    before = {one.head for one in chunks[max(0, at - 10) : at]}
    if chunks[at].head.endswith("homes") and not before & _FORCED:
        return []
    return subjects(chunks, at)
