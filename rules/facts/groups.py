"""Counts that stand together: `two women and a child`, and wholes told with their parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk


def is_passive(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a form of be or get governs the participle at ``at``."""
    for back in range(at - 1, max(-1, at - 5), -1):
        code = chunks[back].code
        if code == "b":
            return True
        if code not in "an":
            return False
    return False


def starts_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether the count at ``at`` is the subject of a following predicate."""
    for right in range(at + 1, min(len(chunks), at + 5)):
        code = chunks[right].code
        if code in "VSJ":
            return not (code == "J" and chunks[right].kind == "missing")
        if code == "b":
            return True
        if code not in "ah":
            return False
    return False


def is_countable(one: Chunk) -> bool:
    """Say whether a chunk counts people of its own, not part of a whole."""
    return one.code in "MQU" and not one.part


_PERSONAL: Final = (
    "ers", "ors", "ists", "ians", "ants", "ees", "men", "ese", "ans", "ites", "mates", "kids", "lings", "weds", "is", "urds", "erbs",
    "inns",
)  # fmt: skip


def is_personal(head: str) -> bool:
    """Say whether an unknown noun is likely to name people (`joggers`, `Syrians`)."""
    return head.endswith(_PERSONAL)


def left_out(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a note behind ``at`` takes it out of the count (`2 others (not included)`)."""
    for left in range(at + 1, min(at + 6, len(chunks))):
        if chunks[left].code == "(":
            note = [one.head for one in chunks[left + 1 : left + 6]]
            return "not" in note and bool(_COUNTED.intersection(note))
        if chunks[left].code not in "pwD":
            return False
    return False


_COUNTED: Final = v.words("counted included")


def links(one: Chunk) -> bool:
    """Say whether a chunk may stand between coordinated counts (`a man, and his two sons`)."""
    return one.code in "c&a" or one.head in ("his", "her", "their", "the")


def coordinated(chunks: Sequence[Chunk], last: int) -> list[int]:
    """Extend a subject leftwards over coordinated counts (`two women and a child`)."""
    counted = [last]
    at = last
    while at > 1 and chunks[at].code != "Q":
        step = at - 1
        while step >= 0 and links(chunks[step]) and step > at - 4:
            step -= 1
        if step == at - 1:
            break
        step = _over_details(chunks, step)
        if step < 0 or chunks[step].code not in "MU" or chunks[step].part:
            break
        if chunks[step].code == "U" and not is_personal(chunks[step].head):
            break  # `strikes hit 2 media offices, 6 journalists hurt`
        if left_out(chunks, step):
            break
        if step and (chunks[step - 1].code in "A" or _is_object(chunks, step)):
            break
        counted.insert(0, step)
        at = step
    return without_parts(chunks, counted)


def without_parts(chunks: Sequence[Chunk], counted: list[int]) -> list[int]:
    """Keep only the whole of `two civilians, a mother and her child`, whose parts follow it."""
    if len(counted) < 2:
        return counted
    first, rest = chunks[counted[0]].number, [chunks[at] for at in counted[1:]]
    between = {one.code for one in chunks[counted[0] + 1 : counted[1]]}
    if first is None or "&" in between or "c" not in between:
        return counted
    whole = chunks[counted[0]]
    general = whole.code == "Q" or all(
        _may_be(one.head, whole.head) or one.head in v.NATIONALS for one in rest
    )
    sums = accumulate(one.number.low for one in rest if one.number)
    total = sum(one.number.low for one in rest if one.number)
    # Two large numbers that come to the first are its parts, whoever they are.
    parts = (general and first.low in sums) or total == first.low >= _LARGE
    described = len(rest) == 1 and _describes(chunks, counted)
    return counted[:1] if described or (parts and len(rest) > 1) else counted


_LARGE: Final = 20


def _describes(chunks: Sequence[Chunk], counted: list[int]) -> bool:
    """Say whether a second count tells who the first is: `a teacher, a father of two`."""
    first, second = chunks[counted[0]], chunks[counted[1]]
    many = first.number.low if first.number is not None else 1
    alone = second.weak and second.end - second.start == 1 and not second.determiner
    if many > 1 and alone:
        return False  # `two soldiers, interpreter killed`
    if second.determiner == "the":
        return True  # `a volunteer - the passenger - was wounded`
    if not second.weak or second.determiner:
        return False
    both_bare = first.weak and first.end - first.start == 1 and second.end - second.start == 1
    follows = chunks[counted[1] + 1].head if counted[1] + 1 < len(chunks) else ""
    return not both_bare or follows == "of"


def _may_be(part: str, whole: str) -> bool:
    """Say whether people called ``part`` may be among those called ``whole``: boys among children."""
    if whole == "children":
        return part in _YOUNG
    return whole in _GENERAL


_YOUNG: Final = v.words(
    "boy boys girl girls infant infants toddler toddlers baby babies brother brothers sister sisters teenager teenagers"
)
_GENERAL: Final = v.words(
    "people persons civilians members relatives victims others staff workers residents villagers passengers nationals "
    "personnel employees individuals siblings citizens reporters tourists foreigners"
)


def _over_details(chunks: Sequence[Chunk], at: int) -> int:
    """Step left over a short `from X`, `of the Y` behind a counted noun."""
    start = at
    while at >= 0 and start - at < 5 and chunks[at].code in "wp":
        at -= 1
    return at if at >= 0 and chunks[at].code in "MU" and chunks[at + 1].code == "p" else start


def _is_object(chunks: Sequence[Chunk], at: int) -> bool:
    back = at - 1
    while back >= 0 and chunks[back].code == "a":
        back -= 1
    return back >= 0 and chunks[back].code == "V" and not is_passive(chunks, back)


GROUPS: Final = frozenset(
    {"group", "family", "team", "total", "crew", "couple", "party", "most", "all", "some"}
)


def hangs_on_preposition(chunks: Sequence[Chunk], at: int, reach: int = 0) -> bool:
    """Say whether the people at ``at`` hang on a preposition, looking over ``reach`` other words."""
    back = at - 1
    while back >= 0 and (
        chunks[back].code == "a" or (chunks[back].code == "w" and at - back <= reach)
    ):
        back -= 1
    if back < 0 or chunks[back].code != "p":
        return False
    before = chunks[back - 1] if back else None
    return not (before and not reach and chunks[back].head == "of" and before.head in GROUPS)
