"""Which counted people on its right a predicate is said of: its object, and their company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.groups import (
    GROUPS,
    is_countable,
    is_personal,
    links,
    starts_clause,
    without_parts,
)
from rules.facts.relatives import is_relative


def is_hypothetical(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether an active verb tells of no event: `to kill 12`, `would kill`."""
    back = at - 1
    while back >= 0 and chunks[back].code == "a" and chunks[back].head != "to":
        back -= 1
    if back < 0:
        return False
    before = chunks[back - 1].head if back else ""
    if chunks[back].head == "to":
        gerund = chunks[at].head.split()[0].endswith("ing")
        return before not in _REPORTED and (not gerund or before in _NEAR)
    return chunks[back].code in "mn"


# `A strike reported to kill six`; `admitted to killing three`, but not `came close to killing three`.
_REPORTED: Final = v.words("reported said confirmed known understood")
_NEAR: Final = v.words("close near nearer closer")


def objects(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the counts right behind an active predicate, coordinated ones included."""
    right = _object_start(chunks, at)
    if right >= len(chunks):
        return []
    # `buried hikers, killing ten of them`, `injured 14 people and killed nine of them`
    theirs = chunks[right].whom and (chunks[at].code == "A" or _goes_on(chunks, at, right))
    if not (is_countable(chunks[right]) or theirs):
        return []
    if (
        chunks[at].code in "VA"
        and chunks[right].code == "U"
        and not is_personal(chunks[right].head)
    ):
        return []
    if starts_clause(chunks, right) and chunks[at].code in "VA" and not is_relative(chunks, at):
        return []
    return without_parts(chunks, listed(chunks, right))


def _goes_on(chunks: Sequence[Chunk], at: int, right: int) -> bool:
    """Say whether the participle at ``at`` is a verb whose object stands right behind it."""
    active = chunks[at].code == "V" and at > 1 and chunks[at - 1].code == "&"
    return active and right == at + 1 and chunks[at - 2].code not in "bV"


def listed(chunks: Sequence[Chunk], right: int) -> list[int]:
    """Return the count at ``right`` with those that are coordinated with it, to the right."""
    counted = [right]
    while True:
        step = right + 1
        while step < len(chunks) and step < right + 3 and links(chunks[step]):
            step += 1
        if step >= len(chunks) or chunks[step].code not in "MU":
            step = _past_details(chunks, right)
        if step == right + 1:
            return counted
        if chunks[step].part or _opens_clause(chunks, step):
            return counted
        if starts_clause(chunks, step) and not _are_bodies(chunks, right, step):
            return counted
        counted.append(step)
        right = step


def _are_bodies(chunks: Sequence[Chunk], right: int, step: int) -> bool:
    """Say whether the two joined are those of `the bodies of a woman and a man were recovered`."""
    if chunks[step - 1].code != "&" and chunks[step - 2].code != "&":
        return False
    back = right - 1
    while back >= 0 and chunks[back].code in "MU&cwp" and chunks[back].head not in _REMAINS:
        back -= 1
    opens = all(one.code in "wa" for one in chunks[max(0, back - 3) : max(0, back)])
    return back >= 0 and chunks[back].head in _REMAINS and back < 4 and opens


_REMAINS: Final = v.words("bodies corpses remains") | {"remains of"}


def _past_details(chunks: Sequence[Chunk], right: int) -> int:
    """Return the count behind `of the crew and` that follows the one at ``right``; else the next chunk."""
    step = right + 1
    if step < len(chunks) and chunks[step].head in ("of", "from"):
        while step < len(chunks) and step < right + 7 and chunks[step].code in "wpD":
            step += 1
        if step + 1 < len(chunks) and chunks[step].code == "&" and chunks[step + 1].code == "M":
            return step + 1
    return right + 1


def _opens_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a definite person behind a comma goes on the text (`wounding six, the gunman`)."""
    return chunks[at].determiner == "the" and chunks[at - 1].code == "c"


def _object_start(chunks: Sequence[Chunk], at: int) -> int:
    """Step over what stands before a counted object: `killing the entire family of six`."""
    right = at + 1
    limit = min(len(chunks), at + 6)
    while right < limit and (chunks[right].code == "a" or chunks[right].head in _OWNERS):
        right += 1
    for group in range(right, min(right + 4, len(chunks) - 2)):
        if chunks[group].head in GROUPS and chunks[group + 1].head == "of":
            return group + 2  # `kills a mountain rescue crew of four`
        if chunks[group].code != "w":
            break
    return _past_definite(chunks, right)


def _past_definite(chunks: Sequence[Chunk], at: int) -> int:
    """Step over people without a number who share a verb: `kills the police chief and two bodyguards`."""
    step = at
    while (
        step < len(chunks)
        and step < at + 4
        and (chunks[step].code == "D" or (step > at and chunks[step].code == "w"))
    ):
        step += 1
    after = chunks[step : step + 2]
    listed_ = [one.code for one in after]
    ends = step + 2 >= len(chunks) or chunks[step + 2].code in "pcB"
    if step == at or not (listed_ == ["&", "M"] or (listed_ == ["c", "M"] and ends)):
        return at
    return at if after[1].weak or after[1].part or starts_clause(chunks, step + 1) else step + 1


_OWNERS: Final = v.words("his her their its the all a an entire whole")


def company(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the counts told as company of who is before ``at``: `alongside her son and ten others`."""
    for right in range(at + 1, min(len(chunks) - 1, at + _COMPANY_REACH)):
        one = chunks[right]
        if one.head == "alongside" or (
            one.head in ("along", "together") and chunks[right + 1].head == "with"
        ):
            start = right + (1 if one.head == "alongside" else 2)
            while start < len(chunks) and chunks[start].head in _OWNERS:
                start += 1
            fits = start < len(chunks) and is_countable(chunks[start])
            return without_parts(chunks, listed(chunks, start)) if fits else []
        if one.code not in "wpac()" or one.head in (".", ":"):
            return []
    return []


_COMPANY_REACH: Final = 14
