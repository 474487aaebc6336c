"""Single victims whom a sentence refers to without counting them: `he later died`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.binding import hangs_on_preposition, is_hypothetical, is_passive
from rules.facts.coded import Chunk
from rules.facts.elliptic import Bound

_EVENTS: Final = v.words(
    "murder killing assassination assasination killing death kidnapping abduction"
)
_NOT_VICTIMS: Final = v.words(
    "his her their its all these those this that such many several some innocent our so"
)
_WHOSE: Final = v.words("his her the whose victim victims victim's")
_FOUND: Final = v.words("found discovered recovered identified returned")


HARMED: Final = "*"


def introduced(chunks: Sequence[Chunk]) -> str | None:
    """Return the noun of the one person a sentence opens with (`A driver hit a mine`)."""
    for one in chunks[:5]:
        if one.code == "M" and one.number is not None and one.number.low == 1:
            return one.head
        if one.code not in "pwamc" or (one is chunks[0] and one.code == "w"):
            return None
    return None


def referred(chunks: Sequence[Chunk], at: int, known: frozenset[str]) -> Bound | None:
    """Read `he later died`, `the driver was killed`: someone told of before, in another way.

    ``known`` are the nouns of single people told of, and ``HARMED`` where one was counted.
    """
    one = chunks[at]
    kind = one.kind
    if kind not in ("killed", "injured"):
        return None
    if one.code == "N" and one.head == "body":
        return _body(chunks, at)
    if one.code == "A" and at + 1 < len(chunks) and not is_hypothetical(chunks, at):
        after = chunks[at + 1]
        whom = after.head == "him" or _is_known(after, known)
        return Bound(kind, (), at, at, at + 1) if whom else None
    if one.code not in "VS" or (one.code == "V" and not is_passive(chunks, at)):
        return None
    back = at - 1
    while back > 0 and chunks[back].code in "abh":
        back -= 1
    if back > 0 and chunks[back].head in ("but", "and", ","):
        back = 0
    subject = chunks[back] if back >= 0 else None
    if subject is None or any(c.head in ("were", "are", "not") for c in chunks[back:at]):
        return None
    single = _is_known(subject, known)
    if subject.head in ("he", "she") or (single and not hangs_on_preposition(chunks, back)):
        return Bound(kind, (), at, back, at)
    return None


def _is_known(one: Chunk, known: frozenset[str]) -> bool:
    single = one.code == "D" and (one.head in v.SINGULAR or one.head == "staff")
    return single and (HARMED in known or one.head in known or one.head == "victim")


def _body(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `his body was later found`."""
    if not at or chunks[at - 1].head not in _WHOSE:
        return None
    found = any(one.head in _FOUND for one in chunks[at + 1 : at + 7])
    return Bound("killed", (), at, at - 1, at) if found else None


def told_with_age(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a death is told with an age, as an obituary does: `actress dies at 36`."""
    after = [one.head or one.code for one in chunks[at + 1 : at + 4]]
    aged = after[:1] == ["aged"] or after[:3] == ["at", "the", "age"]
    return chunks[at].kind == "killed" and (aged or after[:2] in (["at", "Q"], ["at", "age"]))


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
    named = len(after) > 1 and after[0].code == "w" and after[0].head not in _NOT_VICTIMS | {"the"}
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
    if hidden or kind is None or told_with_age(chunks, at):
        return None
    return Bound(kind, (), at, subject, at)
