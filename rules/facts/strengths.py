"""Forces as values, and how many they are: by a number before their noun, or told behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rules.facts import force_words as v
from rules.facts.coded import Chunk
from rules.facts.gazetteer import Place
from rules.facts.numbers import Number, read_number
from rules.facts.sentences import Sentence
from rules.facts.words import words

_REACH: Final = 20
_STRONG: Final = re.compile(r"(\d[\d,]*)-(?:soldiers?|troops?|members?|strong|man|officers?)\Z")
# A strength told behind: `American forces in Syria now number 2,000`.
_NUMBERING: Final = words(
    "number numbers numbered numbering total totals totalled totaling totalling"
)
_REACHED: Final = frozenset({"to", "at", "is", "reached", "exceeds", "exceeded", "tops", "topped"})
_GROWS: Final = words(
    "double doubles doubled doubling triple triples tripled raise raises raised raising increase increases increased increasing boost "
    "boosts boosted boosting expand expands expanded expanding grow grows grown swell swells swelled bring brings brought"
)
_OWNERS: Final = frozenset({"its", "their", "the", "his", "our", "those", "these"})
# `The brigade in Lithuania has 4,800 soldiers`.
_HOLDS: Final = frozenset({"has", "have", "had", "comprises", "includes", "counts", "with"})
# A share of a strength is no number: `withdraws half of its 2,000 troops`.
_SHARES: Final = words(
    "half third quarter thirds quarters most some part many much percent % rest majority bulk last few fifth tenth"
)


@dataclass(frozen=True, slots=True)
class Force:
    """Forces named in tokens ``start`` to ``end`` (exclusive).

    ``nations`` are ISO codes, several where several states are named together; empty with
    ``named`` for an organisation, empty without it where nobody says whose they are. ``clause`` is
    the first token of the clause they stand in: the sender's where one is named. ``ground`` says
    that the noun alone means people on the ground; ``where`` is a place in their own name.
    """

    start: int
    end: int
    nations: tuple[str, ...]
    named: bool
    number: Number | None
    clause: int
    ground: bool
    where: Place | None = None


def with_strength(sentence: Sentence, chunks: Sequence[Chunk], at: int, force: Force) -> Force:
    """Add how many ``force``, whose noun stands at ``at``, are."""
    return _told_behind(sentence, chunks, _before_noun(sentence, chunks, at, force))


def is_strong(near: Sequence[str]) -> bool:
    """Say whether a word counts people: `a 200-strong force`."""
    return any(_STRONG.match(one) for one in near)


def plain_number(sentence: Sentence, at: int) -> Number | None:
    """Return the number that starts at ``at`` and counts forces: no year."""
    number = read_number(sentence.low, at)
    return number if number is not None and _is_plain(sentence, number) else None


def _before_noun(sentence: Sentence, chunks: Sequence[Chunk], at: int, force: Force) -> Force:
    """Add how many: before the noun (`9,000 …`), or behind it (`a brigade of 5,000 soldiers`)."""
    low = sentence.low
    for back in range(at - 1, max(-1, at - 4), -1):
        strong = _STRONG.match(low[back])
        if strong:
            value = int(strong.group(1).replace(",", ""))
            number = Number(value, value, None, back, back + 1, back)
            return replace(force, number=number, start=min(force.start, back), ground=True)
    if low[at] in v.UNITS and low[at + 1 : at + 2] != ["of"]:
        return force  # `five brigades` are not five soldiers
    counted = [one for one in chunks if one.number and not one.weak and _is_count(sentence, one)]
    if low[at] in v.COLLECTIVE and low[at + 1 : at + 2] == ["of"]:
        for one in counted:
            if at + 2 <= one.start <= at + 4 and one.code == "M":
                return replace(force, number=one.number, end=one.end, ground=True)
    for one in counted:
        covers = one.start <= at < one.end + 2 and one.number and one.number.bare <= at
        leads = low[one.end : one.end + 1] == ["of"] and one.end + 1 <= force.start <= one.end + 2
        if covers or leads:
            assert one.number is not None
            return replace(
                force, number=one.number, start=min(force.start, one.number.start),
                ground=force.ground or low[at] in v.MILITARY,
            )  # fmt: skip
    bare = read_number(low, at - 1) if at else None
    if bare is not None and bare.end == at and _is_plain(sentence, bare):
        return replace(force, number=bare, start=min(force.start, bare.start))
    return force


def _told_behind(sentence: Sentence, chunks: Sequence[Chunk], force: Force) -> Force:
    """Add a strength told behind: `the number of North Korean troops in Kursk has grown to 11,000`."""
    if force.number is not None:
        return force
    low = sentence.low
    counted = low[max(0, force.start - 2) : force.start] == ["number", "of"]
    grows = not _GROWS.isdisjoint(low[max(0, force.start - 3) : force.start])
    for one in chunks:
        if one.start < force.end or one.number is None or one.code not in "QMU" or one.weak:
            continue
        before = low[one.number.bare - 1]
        if one.start >= force.end + _REACH or not _is_plain(sentence, one.number):
            return force
        if (
            (counted and before in _REACHED)
            or (grows and low[one.number.start - 1] == "to")
            or low[one.number.start - 1] in _NUMBERING
            or _is_apposed(low, one.number, force)
            or (
                low[force.end - 1] in v.COLLECTIVE
                and low[one.number.start - 1] in _HOLDS
                and "where" not in low
            )
        ):
            return replace(force, number=one.number)
        return force
    return force


def _is_apposed(low: Sequence[str], number: Number, force: Force) -> bool:
    """Say whether a number beside forces is theirs: `, some 300 of them,`, `in Tigray: 20,000`."""
    of_them = low[number.end : number.end + 2] == ["of", "them"] and number.start <= force.end + 3
    last = number.end == len(low) or not low[number.end][0].isalnum()
    return of_them or (low[number.start - 1] == ":" and last)


def _is_count(sentence: Sentence, one: Chunk) -> bool:
    return one.number is not None and _is_plain(sentence, one.number)


def _is_plain(sentence: Sentence, number: Number) -> bool:
    """Say whether a number counts forces: it is no year (`In 2003 US forces`)."""
    bare = sentence.low[number.bare]
    before = sentence.low[number.bare - 1] if number.bare else ""
    year = 1900 <= number.low <= 2100 and bare.isdigit()
    if year and before in ("in", "since", "by", "of", "from", "until", "during"):
        return False
    return not _is_shared(sentence.low, number)


def _is_shared(low: Sequence[str], number: Number) -> bool:
    """Say whether only a share of a number is told of: `half of its 2,000 troops`."""
    before = low[max(0, number.start - 4) : number.start]
    if any(word.startswith("halv") for word in before) or [
        word for word in before if word[0].isalnum()
    ] == ["of"]:
        return True  # `Of 5,000 soldiers in Congo, 2,000 went home`
    return before[-2:-1] == ["of"] and before[-1] in _OWNERS and not _SHARES.isdisjoint(before)
