"""Which counted people a predicate is said of: its subject on the left, its object on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.predicates import PREDICATES

REACH: Final = 26


def is_passive(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a form of be or get governs the participle at ``at``."""
    for back in range(at - 1, max(-1, at - 5), -1):
        code = chunks[back].code
        if code == "b":
            return True
        if code not in "an":
            return False
    return False


def is_hypothetical(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether an active verb tells of no event: `to kill 12`, `would kill`."""
    back = at - 1
    while back >= 0 and chunks[back].code == "a" and chunks[back].head != "to":
        back -= 1
    return back >= 0 and (chunks[back].head == "to" or chunks[back].code in "mn")


def objects(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the counts right behind an active predicate, coordinated ones included."""
    right = at + 1
    while right < min(len(chunks), at + 4) and (
        chunks[right].code == "a" or chunks[right].head in _OWNERS
    ):
        right += 1
    if right >= len(chunks) or not is_countable(chunks[right]):
        return []
    if (
        chunks[at].code in "VA"
        and chunks[right].code == "U"
        and not is_personal(chunks[right].head)
    ):
        return []
    if starts_clause(chunks, right) and chunks[at].code in "VA" and not is_relative(chunks, at):
        return []
    counted = [right]
    while True:
        step = right + 1
        while step < len(chunks) and step < right + 3 and _links(chunks[step]):
            step += 1
        if step == right + 1 or step >= len(chunks) or chunks[step].code not in "MU":
            return _whole(chunks, counted)
        if starts_clause(chunks, step) or chunks[step].part:
            return _whole(chunks, counted)
        counted.append(step)
        right = step


_OWNERS: Final = frozenset({"his", "her", "their", "its", "the", "all"})


_PERSONAL: Final = (
    "ers", "ors", "ists", "ians", "ants", "ees", "men", "ese", "ans", "ites", "mates", "kids", "lings", "weds", "is", "urds", "erbs",
    "inns",
)  # fmt: skip


def is_personal(head: str) -> bool:
    """Say whether an unknown noun is likely to name people (`joggers`, `Syrians`)."""
    return head.endswith(_PERSONAL)


def is_relative(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a clause such as `that killed 16` ends with the object of the verb at ``at``."""
    back = at - 1
    while back > 0 and chunks[back].code in "ah":
        back -= 1
    return back >= 0 and chunks[back].code == "r"


def _links(one: Chunk) -> bool:
    """Say whether a chunk may stand between coordinated counts (`a man, and his two sons`)."""
    return one.code in "c&a" or one.head in ("his", "her", "their", "the")


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


def is_attribute(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether the word at ``at`` describes a thing: `owner of burned warehouse`, `4 dead trees`."""
    before = chunks[at - 1] if at else None
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if before is not None and before.code == "p" and before.head not in _THERE:
        return True
    if before is not None and before.code == "w" and before.head in _ARTICLES:
        return at < 2 or chunks[at - 2].code != "i"  # not `among the dead`
    thing = after is not None and after.code == "w" and after.end - after.start == 1
    if chunks[at].code != "J" or not thing or after is None or before is None:
        return False
    return before.code == "Q" and after.head.endswith("s") and after.head not in _VERBS


_ARTICLES: Final = frozenset({"the", "a", "an", "his", "her", "their", "its", "this"})
_THERE: Final = frozenset({"aboard", "inside", "alongside", "onboard"})
_VERBS: Final = v.words("as is was has says its this reports officials police afterwards yes")


def subjects(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Walk left from a predicate to the counts it is said of."""
    if chunks[at].code in "VJ" and not is_passive(chunks, at) and is_attribute(chunks, at):
        return []
    gap, helped, shared, related = 0, False, False, False
    back, limit = at - 1, max(-1, at - REACH)
    while back > limit:
        one = chunks[back]
        if one.part and one.whom and not gap:
            return [back]
        if one.code in "MQU" and not one.part and not left_out(chunks, back):
            if (related and one.code == "M") or not _taken(chunks, back, gap, helped or shared):
                return _group(chunks, back) if helped or gap < 8 or chunks[at].code == "S" else []
            gap += 1
        elif one.code in PREDICATES:
            if one.code in "NT" or not _joined(chunks, back, at):
                return []
            shared = True
        elif one.code == ")":
            back = _opening(chunks, back)
        elif _blocks(chunks, back, at) or _is_pronoun(chunks, back):
            return []
        elif one.code == "b":
            helped = True
        elif one.code not in "ahnm":
            related = related or one.head == "who"
            gap += 1
        back -= 1
    return []


def _is_pronoun(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether someone else does what follows: `told a judge that he shot two men`."""
    follows = chunks[at + 1].head if at + 1 < len(chunks) else ""
    return chunks[at].head in _PRONOUNS and follows not in ("said", "says", "added")


_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "we", "i"})


def _blocks(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether no subject can stand to the left of the chunk at ``back``."""
    one = chunks[back]
    joined = one.code == "D" and back > 1 and chunks[back - 1].code == "&"
    if joined and chunks[back - 2].code in "MU":
        return False  # `five men and several others were hurt`
    if one.code == "D" and not one.part:
        return not (hangs_on_preposition(chunks, back, 4) or _apposed(chunks, back, at))
    named = one.head in ("that", "which") and back and chunks[back - 1].code == "w"
    if named and chunks[back + 1].code in "bh":
        return True  # `a project that was captured`
    if one.head == "as":
        return not (back and chunks[back - 1].head in _ROLES)
    if one.code == "B" and back and chunks[back - 1].code == "c":
        return not _apposed(chunks, back, at)
    if one.code == "B" and one.head in _ASIDE and _resumed(chunks, back, at):
        return False
    return one.code == "B" or one.head in (".", "!", "?")


_ASIDE: Final = v.words("while when after as before")


def _resumed(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether a comma ends what began at ``back``: `A man while travelling home, was killed`."""
    left = at - 1
    while left > back and chunks[left].code in "abh&":
        left -= 1
    return left < at - 1 and left > back and chunks[left].code == "c"


def _apposed(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether the people at ``back`` stand between commas (`12 men, most of them guards, were`)."""
    right = [one.code for one in chunks[back + 1 : at]]
    left = [one.code for one in chunks[max(0, back - 6) : back]]
    return "c" in right and "c" in left


def _opening(chunks: Sequence[Chunk], at: int) -> int:
    for back in range(at - 1, max(-1, at - REACH), -1):
        if chunks[back].code == "(":
            return back
    return at


_ROLES: Final = v.words(
    "working employed serving known identified described such acting worked served listed"
)


def _taken(chunks: Sequence[Chunk], at: int, gap: int, helped: bool) -> bool:
    """Say whether the count at ``at`` cannot be the subject of a predicate ``gap`` chunks on."""
    one = chunks[at]
    if gap and one.weak and at and chunks[at - 1].head == "as":
        return True  # a role: `who starred as a child actor has died`
    behind = hangs_on_preposition(chunks, at)
    if one.code == "Q":
        return (gap > 0 and chunks[min(at + 1, len(chunks) - 1)].code not in "p(") or (
            behind and gap > 0
        )
    if one.code == "U":
        return behind or gap > 3 or (gap > 0 and not helped)
    if at > 0 and chunks[at - 1].code == "A":
        return gap > 0
    return behind and gap > 0


_GROUPS: Final = frozenset(
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
    return not (before and not reach and chunks[back].head == "of" and before.head in _GROUPS)


def _joined(chunks: Sequence[Chunk], left: int, right: int) -> bool:
    """Say whether two predicates share a subject: nothing but `and`, commas, adverbs between."""
    between = [one.code for one in chunks[left + 1 : right]]
    return (
        bool(between)
        and len(between) <= 5
        and all(code in "&cabh" for code in between)
        and ("&" in between or len(between) == 1)
    )


def _group(chunks: Sequence[Chunk], last: int) -> list[int]:
    """Extend a subject leftwards over coordinated counts (`two women and a child`)."""
    counted = [last]
    at = last
    while at > 1 and chunks[at].code != "Q":
        step = at - 1
        while step >= 0 and _links(chunks[step]) and step > at - 4:
            step -= 1
        if step == at - 1:
            break
        step = _over_details(chunks, step)
        if step < 0 or chunks[step].code not in "MU" or chunks[step].part:
            break
        if left_out(chunks, step):
            break
        if step and (chunks[step - 1].code in "A" or _is_object(chunks, step)):
            break
        counted.insert(0, step)
        at = step
    return _whole(chunks, counted)


def _whole(chunks: Sequence[Chunk], counted: list[int]) -> list[int]:
    """Keep only the whole of `two civilians, a mother and her child`, whose parts follow it."""
    if len(counted) < 2:
        return counted
    first, rest = chunks[counted[0]].number, [chunks[at] for at in counted[1:]]
    between = {one.code for one in chunks[counted[0] + 1 : counted[1]]}
    if first is None or "&" in between or "c" not in between:
        return counted
    general = chunks[counted[0]].head in _GENERAL or chunks[counted[0]].code == "Q"
    parts = general and sum(one.number.low for one in rest if one.number) == first.low
    described = len(rest) == 1 and rest[0].weak
    return counted[:1] if described or (parts and len(rest) > 1) else counted


_GENERAL: Final = v.words(
    "people persons civilians members relatives victims others staff workers residents villagers passengers nationals "
    "personnel employees individuals siblings children citizens reporters tourists foreigners"
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
