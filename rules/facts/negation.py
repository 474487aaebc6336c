"""What a sentence says happened to nobody: `no casualties`, `nobody was hurt`, `without injuries`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts.coded import Chunk

_REACH: Final = 9
_NOBODY: Final = frozenset({"nobody", "none", "no-one", "neither"})
_NO: Final = frozenset({"no", "zero", "without"})
_NO_OTHER: Final = frozenset({"one", "people", "person", "reports", "report", "no"})


def nobody(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the chunk that denies the predicate at ``at``, or None when nothing does."""
    if chunks[at].code == "N":
        return _no_harm(chunks, at)
    return _no_victim(chunks, at) if chunks[at].code in "VSJ" else None


def _no_harm(chunks: Sequence[Chunk], at: int) -> int | None:
    """Read `no casualties`, `no reports of deaths or injuries`, `without loss of life`."""
    for back in range(at - 1, max(-1, at - _REACH), -1):
        one = chunks[back]
        if one.head in _NO or one.head in _NOBODY or one.head.startswith("no "):
            return back
        if one.head == "cause":
            return None
        if one.code not in "wabhDNJ&c" and one.head != "of":
            return None
    return None


def _is_one(one: Chunk) -> bool:
    return one.number is not None and one.number.low == 1


def _none_of(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether `none of the` stands before the people at ``at``."""
    return [one.head for one in chunks[max(0, at - 3) : at]] in (
        ["none", "of", "the"],
        ["none", "of"],
    )


def _no_victim(chunks: Sequence[Chunk], at: int) -> int | None:
    """Read `nobody was hurt`, `no one on board died`, `no passengers were killed or injured`."""
    back = at - 1
    helped = False
    while back >= 0 and (chunks[back].code in "abhV&" or chunks[back].code in "J"):
        helped = helped or chunks[back].code == "b"
        back -= 1
    for left in range(back, max(-1, at - _REACH), -1):
        one = chunks[left]
        if one.code in "MU" and left > 1 and _none_of(chunks, left):
            return max(0, left - 3)
        if one.code in "MU" and left and chunks[left - 1].head == "not" and _is_one(one):
            return left - 1  # `not one of the 140 passengers was hurt`
        if one.head in _NOBODY or one.head.startswith("no ") or one.head == "no":
            near = left == back or (left + 1 == back and chunks[back].head in _NO_OTHER)
            return left if helped or near or chunks[at].code == "S" else None
        if one.code not in "wDp" and one.head not in ("of", "else"):
            return None
        if one.head in ("with", "by", "after"):
            return None
    return None
