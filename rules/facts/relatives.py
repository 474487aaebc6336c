"""Relative clauses: where one begins, and which verb ends it (`A man who killed five was shot dead`)."""

from __future__ import annotations

from collections.abc import Sequence

from rules.facts.coded import Chunk
from rules.facts.predicates import PREDICATES

_REACH = 7


def is_relative(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a clause such as `that killed 16` ends with the object of the verb at ``at``.

    The second verb of `that killed 16 and wounded 30` stands in the same clause.
    """
    back = at - 1
    while back > 0 and chunks[back].code in "ah":
        back -= 1
    if back > 1 and chunks[back].code == "&":
        first = back - 1
        while first > max(0, back - _REACH) and chunks[first].code in "MQUaw":
            first -= 1
        joined = chunks[first].code in "VA" and is_relative(chunks, first)
        return joined or chunks[first].code == "r"
    return back >= 0 and chunks[back].code == "r"


def relative_start(chunks: Sequence[Chunk], verb: int, at: int) -> int | None:
    """Return where the clause of ``verb`` begins that ends before ``at``, else None.

    A comma ends it (`22 who had been displaced, were`), and so does the verb of the main clause
    (`all aboard a plane that went missing off Nome were found`).
    """
    between = chunks[verb + 1 : at]
    ended = any(one.code == "c" for one in between)
    resumed = any(one.code == "b" for one in between) and not any(
        one.code in "Br" or one.code in PREDICATES for one in between
    )
    if not (ended or resumed):
        return None
    for back in range(verb - 1, max(-1, verb - 6), -1):
        if chunks[back].code == "r":
            return back
        if chunks[back].code not in ("abhwp" if ended else "abh"):
            return None
    return None


def clause_over(chunks: Sequence[Chunk], count: int, at: int) -> int | None:
    """Return where `who killed` begins before the count that is its object, where ``at`` is past it.

    `A man who killed five people was shot dead`: not the five were.
    """
    verb = count - 1
    while verb > 0 and chunks[verb].code == "a":
        verb -= 1
    if verb < 1 or chunks[verb].code not in "VA" or not is_relative(chunks, verb):
        return None
    if not any(one.code == "b" for one in chunks[count + 1 : at]):
        return None
    for back in range(verb - 1, max(-1, verb - _REACH), -1):
        if chunks[back].code == "r":
            return back
    return None
