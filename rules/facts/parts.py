"""Which counts are parts of a whole: `30 people, including four nurses`, `12 soldiers (two officers)`."""

from __future__ import annotations

from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.nouns import PUNCTUATION
from rules.facts.predicates import PREDICATES

# Words and signs behind which something is part of a whole.
PARTING: Final = v.INCLUDING | {sign for sign, code in PUNCTUATION.items() if code == "("}


def parted(chunks: list[Chunk]) -> list[Chunk]:
    """Mark counts that are parts of a whole: after `including`, in brackets after people."""
    inside = False
    depth = aside = 0
    marked: list[Chunk] = []
    for at, one in enumerate(chunks):
        if one.code == "i":
            inside = not (_whole_next(chunks, at) or _told_of(chunks, at))
        elif at < aside:
            pass
        elif inside and one.whom:
            aside = _clause_end(chunks, at)
        elif inside and (one.code in PREDICATES or one.code in "bhBm" or _subject_next(chunks, at)):
            inside = False
        elif one.code == "(":
            depth += 1
        elif one.code == ")":
            depth = max(0, depth - 1)
        if one.code in "MQUD" and (inside or depth):
            bracketed = depth > 0 and any(other.code in "MQ" for other in marked[-6:])
            one.part = one.part or inside or bracketed
        marked.append(one)
    return marked


def _told_of(chunks: list[Chunk], at: int) -> bool:
    """Say whether it is told who has losses: `casualties among Russian troops exceed 1,100`."""
    if chunks[at].head not in ("among", "amongst") or not at or chunks[at - 1].code not in "NT":
        return False
    whom = next((one for one in chunks[at + 1 : at + 5] if one.code not in "wa"), None)
    return whom is not None and whom.code == "D"


def _clause_end(chunks: list[Chunk], at: int) -> int:
    """Return where `one of whom was a nurse,` ends that starts at ``at``, at its comma; else ``at``."""
    for end in range(at + 1, min(len(chunks), at + 9)):
        if chunks[end].code == "c":
            return end
        if chunks[end].code in PREDICATES or chunks[end].number is not None:
            return at
    return at


def _whole_next(chunks: list[Chunk], at: int) -> bool:
    """Say whether a whole follows its part: `12 children among 30 killed`."""
    after = [one for one in chunks[at + 1 : at + 6] if one.head != "the" and one.code != "a"]
    among = chunks[at].head in ("among", "amongst")
    if not among or len(after) < 2 or after[0].code not in "MQU":
        return False
    who = after[1].code == "r" and any(one.code in "VSJ" for one in after[2:])
    return who or after[1].code in "VJN"  # `among eight people who died`


def _subject_next(chunks: list[Chunk], at: int) -> bool:
    """Say whether the count at ``at`` opens a new clause (`, and 15 others were wounded`)."""
    if chunks[at].number is None or not at or chunks[at - 1].code not in "&c":
        return False
    listed = chunks[at - 1].code == "&" and chunks[at - 2].code in "MQ"
    if listed and not any(one.code in PREDICATES for one in chunks[:at]):
        return False  # `20 people, including six women and four men were killed`
    right = at + 1
    while right < len(chunks) and chunks[right].code == "a":
        right += 1
    return right < len(chunks) and chunks[right].code in "bhVS"
