"""Which counted people on its left a predicate is said of: its subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.groups import (
    coordinated,
    hangs_on_preposition,
    is_passive,
    left_out,
)
from rules.facts.predicates import PREDICATES
from rules.facts.relatives import clause_over, relative_start

REACH: Final = 26
_TAKEN_LAND: Final = frozenset({"captured", "seized"})


def is_attribute(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether the word at ``at`` describes a thing: `owner of burned warehouse`, `4 dead trees`."""
    before = chunks[at - 1] if at else None
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if before is not None and before.code == "p" and before.head not in _THERE:
        return True
    aboard = before is not None and before.code == "p" and chunks[at].kind == "missing"
    if aboard and after is not None and after.code == "w" and after.head not in _VERBS:
        return True  # `all five aboard missing submersible dead`
    if chunks[at].head in _TAKEN_LAND and at > 1 and chunks[at - 2].code == "p":
        return chunks[at - 1].code == "w"  # `settlers in land captured in 1967`
    if before is not None and before.code == "w" and before.head in _ARTICLES:
        return at < 2 or chunks[at - 2].code != "i"  # not `among the dead`
    thing = after is not None and after.code == "w" and after.end - after.start == 1
    if not thing or after is None or before is None:
        return False
    if before.code == "Q" and after.head in v.NONHUMAN and not before.part:
        return True  # `ten injured birds`
    if chunks[at].kind == "missing" and after.head in v.NONHUMAN:
        return True  # `finds missing dog`
    if chunks[at].kind == "missing" and before.code == "M" and before.weak:
        return after.head not in _VERBS  # `Driver missing court date`
    if chunks[at].code != "J":
        return False
    return before.code == "Q" and after.head.endswith("s") and after.head not in _VERBS


_ARTICLES: Final = frozenset({"the", "a", "an", "his", "her", "their", "its", "this"})
_THERE: Final = frozenset({"aboard", "inside", "alongside", "onboard"})
_VERBS: Final = v.words(
    "as is was has says its this reports officials police afterwards yes goes continues resumes begins starts enters ends reaches rises "
    "remains comes hits"
)


def subjects(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Walk left from a predicate to the counts it is said of."""
    if chunks[at].code in "VJ" and not is_passive(chunks, at) and is_attribute(chunks, at):
        return []
    gap, commas, helped, shared, related = 0, 0, False, False, False
    back, limit = at - 1, max(-1, at - REACH)
    while back > limit:
        one = chunks[back]
        if one.part and not gap and (one.whom or _is_share(chunks, back)):
            return [back]
        over = clause_over(chunks, back, at) if helped and one.number else None
        helped = helped or one.code == "b"
        if over is not None:
            back, gap = over, gap + 1
        elif one.code in "MQU" and not one.part and not left_out(chunks, back):
            if (related and one.code == "M") or not _taken(chunks, back, gap, helped or shared):
                return (
                    coordinated(chunks, back)
                    if helped or gap - commas < 8 or chunks[at].code == "S"
                    else []
                )
            gap += 1
        elif one.code in PREDICATES and not (
            _is_aside(one, helped or chunks[at - 1].head == "found") or _described(chunks, back, at)
        ):
            clause = back if _joined(chunks, back, at) else relative_start(chunks, back, at)
            if one.code in "NT" or clause is None:
                return []
            back, shared = clause, True
        elif one.code == ")":
            back = _opening(chunks, back)
        elif _blocks(chunks, back, at) or _is_pronoun(chunks, back) or _of_another(chunks, back):
            return []
        elif one.code not in "abhnm":
            related = related or one.head == "who"
            commas += one.code == "c" and chunks[at].kind == "killed"
            gap += 1
        back -= 1
    return []


def _is_aside(one: Chunk, helped: bool) -> bool:
    """Say whether who is missing may be told more of: `a student missing in Lyon was found dead`."""
    return one.kind == "missing" and (one.code == "S" or (one.code == "J" and helped))


def _described(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether a participle only tells who is meant: `Soldier wounded in clash dies`."""
    one = chunks[back]
    if one.kind == "missing" and is_attribute(chunks, back):
        return True  # `aboard missing submersible`
    if (
        chunks[at].code != "S"
        or one.code != "V"
        or one.kind == "killed"
        or is_passive(chunks, back)
    ):
        return False
    whom = back > 0 and chunks[back - 1].code in "MQ"
    return whom and all(c.code in "pwa" for c in chunks[back + 1 : at])


def _is_share(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a part is the whole of its own kind: `1,000 casualties, including 250 dead`."""
    return chunks[at].code == "Q" and any(one.kind == "casualties" for one in chunks[:at])


def _is_pronoun(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether someone else does what follows: `told a judge that he shot two men`."""
    follows = chunks[at + 1].head if at + 1 < len(chunks) else ""
    return chunks[at].head in _PRONOUNS and follows not in ("said", "says", "added")


def _of_another(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether `who` takes up an unknown noun: `two friends paid tribute to the pitcher, who died`."""
    if chunks[at].head != "who" or at < 3:
        return False
    noun = at - 2 if chunks[at - 1].code == "c" else at - 1
    articled = chunks[noun].code == "w" and chunks[noun - 1].head in ("the", "a", "an")
    return articled and not (noun > 1 and chunks[noun - 2].head in _WITHIN)


_WITHIN: Final = v.words("of from in at on near")
_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "we", "i"})


def _blocks(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether no subject can stand to the left of the chunk at ``back``."""
    one = chunks[back]
    joined = one.code == "D" and back > 1 and chunks[back - 1].code == "&"
    apart = one.head in _SOME and back == at - 1  # `four martyrs and several wounded`
    if joined and chunks[back - 2].code in "MU" and not apart:
        return False  # `five men and several others were hurt`
    if one.code == "D" and _takes(chunks, back, at):
        return True
    if one.code == "D" and not one.part:
        return not (hangs_on_preposition(chunks, back, 4) or _apposed(chunks, back, at))
    named = one.head in ("that", "which") and back and chunks[back - 1].code == "w"
    if named and chunks[back + 1].code in "bh":
        return True  # `a project that was captured`
    if one.head == "since" and chunks[back - 1].kind == "missing":
        return False  # `A student missing since Monday was found dead`
    if one.head == "but" and chunks[back + 1].code in "bha":
        return False  # `survived the fall but was badly hurt`
    if one.head in _MEANWHILE and _goes_on(chunks, back, at):
        return False
    if one.code == "B" and chunks[back + 1].head == "being":
        return False  # `two men are in hospital after being stabbed`
    if one.head == "as":
        return not (back and chunks[back - 1].head in _ROLES)
    if one.code == "B" and back and chunks[back - 1].code == "c":
        return not _apposed(chunks, back, at)
    if one.code == "B" and one.head in _ASIDE and _resumed(chunks, back, at):
        return False
    return one.code == "B" or one.head in (".", "!", "?")


def _goes_on(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether `and` takes up the subject again: `was attacked while driving home and wounded`."""
    left = at - 1
    while left > back and chunks[left].code in "ab":
        left -= 1
    opens = chunks[back + 1].code == "p" or chunks[back + 1].head.endswith("ing")
    aside = all(one.code in "wpaD" for one in chunks[back + 1 : left])
    return opens and aside and left > back and chunks[left].code == "&"


def _takes(chunks: Sequence[Chunk], back: int, at: int) -> bool:
    """Say whether what follows is told of the people at ``back`` and nobody before them.

    `He shares a son with the singer, who died`, `videos of children being beaten`.
    """
    follows = [one.head for one in chunks[back + 1 : back + 3]]
    between = chunks[back + 1 : at]
    behind = back > 0 and chunks[back - 1].head in ("by", "from", "about", "for")
    if behind and follows[:1] == ["who"] and all(one.code in "rhba" for one in between):
        return True  # `one of those promoted by people who had died`
    return follows[:1] == ["being"] or (follows == [",", "who"] and chunks[back].head in v.SINGULAR)


_MEANWHILE: Final = v.words("while when")
_SOME: Final = v.words("several many some numerous")
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


_OWNED: Final = (["belonging", "to"], ["owned", "by"])
_ROLES: Final = v.words(
    "working employed serving known identified described such acting worked served listed registered declared counted posted logged recorded"
)


def _taken(chunks: Sequence[Chunk], at: int, gap: int, helped: bool) -> bool:
    """Say whether the count at ``at`` cannot be the subject of a predicate ``gap`` chunks on."""
    one = chunks[at]
    if gap and one.weak and at and chunks[at - 1].head == "as":
        return True  # a role: `who starred as a child actor has died`
    if one.weak and [c.head for c in chunks[max(0, at - 2) : at]] in _OWNED:
        return True  # `a donkey belonging to a farmer was killed`
    if one.weak and at > 1 and chunks[at - 1].head == "of" and chunks[at - 2].code in "MQ":
        return True  # `two guards of a partner were shot`
    if gap and one.weak and _is_object_of_relative(chunks, at):
        return True  # `who was also a nurse, were killed`, `who has a daughter, died`
    behind = hangs_on_preposition(chunks, at)
    if one.code == "Q":
        follows = [c.code for c in chunks[at + 1 : at + 3]]
        if follows == ["c", "i"]:
            return False  # `12, including three children, killed`
        return (gap > 0 and chunks[min(at + 1, len(chunks) - 1)].code not in "pr(") or (
            behind and gap > 0
        )
    if one.code == "U":
        return behind or gap > 3 or (gap > 0 and not helped)
    if at > 0 and chunks[at - 1].code == "A":
        return gap > 0
    return behind and gap > 0


def _is_object_of_relative(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether the person at ``at`` stands behind `who` and its verb."""
    back = at - 1
    while back > 0 and chunks[back].code == "a":
        back -= 1
    who = back - 1
    if back < 1 or chunks[back].code not in "bhw":
        return False
    return chunks[who].code == "r" or (chunks[back].code == "b" and chunks[who].code in "MD")


def _joined(chunks: Sequence[Chunk], left: int, right: int) -> bool:
    """Say whether two predicates share a subject: nothing but `and`, commas, adverbs between."""
    between = [one.code for one in chunks[left + 1 : right]]
    if not between:
        return False
    if len(between) <= 5 and all(code in "&cabh" for code in between):
        return "&" in between or len(between) == 1
    # `was shot at by police and died`
    return between[-1] == "&" and len(between) < 9 and all(code in "wpDa&" for code in between)
