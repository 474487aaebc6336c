"""Victims in texts set in capitals throughout, where a name cannot be told from a noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.elliptic import Bound
from rules.facts.groups import is_passive
from rules.facts.objects import is_hypothetical
from rules.facts.referents import told_with_age

_EVENTS: Final = v.words(
    "murder killing assassination assasination killing death kidnapping abduction"
)
_NOT_VICTIMS: Final = v.words(
    "his her their its all these those this that such many several some innocent our so"
)
_NOT_NAMES: Final = _NOT_VICTIMS | v.words("the me us you them everyone everybody anyone nobody")
# What befalls libraries as often as people.
_OF_THINGS: Final = v.words("burned burnt captured seized snatched hijacked")


def someone(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read one victim in a text of capitals: `X WAS MURDERED`, `THE ASSASSINATION OF X`."""
    one = chunks[at]
    if one.kind not in ("killed", "injured", "captured"):
        return None
    after = chunks[at + 1 : at + 3]
    if one.head in _EVENTS and [c.code for c in after] == ["p", "w"]:
        named = after[0].head == "of" and after[1].head not in _NOT_VICTIMS
        return Bound(one.kind, (), at, at, at + 2) if named else None
    before = chunks[at - 1] if at else None
    if one.head in _EVENTS and before is not None and before.head.endswith(("'s", "s'")):
        return Bound(one.kind, (), at, at - 1, at) if before.code == "w" else None
    if one.code == "A" or (one.code == "V" and not is_passive(chunks, at)):
        return _whom(chunks, at)
    return _who(chunks, at) if one.code in "VS" else None


def _whom(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `TERRORISTS KILLED X`, where an object without a number is one person's name."""
    after = chunks[at + 1 : at + 3]
    if not at or chunks[at].head.endswith("s"):
        return None
    named = len(after) > 1 and after[0].code == "w" and after[0].head not in _NOT_NAMES
    plural = any(c.head.endswith("s") and c.code in "wD" for c in after)
    kind = chunks[at].kind
    those = at > 0 and chunks[at - 1].head == "those"
    if not named or plural or those or kind is None or is_hypothetical(chunks, at):
        return None
    return Bound(kind, (), at, at, at + 1)


def _who(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `X WAS MURDERED`, `X DIED`."""
    one = chunks[at]
    kind = one.kind
    back = at - 1
    while back > 0 and chunks[back].code in "ah":
        back -= 1
    if one.code == "V" and (back < 1 or chunks[back].head != "was"):
        return None
    subject = back - 1 if one.code == "V" else back
    if subject < 0 or chunks[subject].code not in ("wcr" if one.code == "V" else "w"):
        return None
    hidden = any(
        c.code in "MD" or c.head in ("it", "everybody", "they") or c.end - c.start > 1
        for c in chunks[max(0, subject - 1) : subject + 1]
    )
    if hidden or kind is None or one.head in _OF_THINGS or told_with_age(chunks, at):
        return None
    return Bound(kind, (), at, subject, at)
