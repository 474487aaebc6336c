"""A sentence as a row of coded chunks: counted people, predicates, and what stands between.

Codes: ``M`` counted people, ``Q`` a bare number, ``U`` a number of something unknown, ``D``
people without a number, ``V`` participle (killed), ``A`` active verb (kills), ``S`` intransitive
verb (died), ``J`` adjective (dead), ``N`` noun (deaths), ``T`` death toll, ``b`` a form of be or
get, ``h`` of have, ``a`` adverb, ``m`` modal verb, ``n`` negation, ``c`` comma or dash, ``(`` and ``)``,
``&`` and/or, ``i`` including, ``p`` preposition, ``r`` who or that, ``B`` break, ``w`` another word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from rules.facts import words as v
from rules.facts.model import Kind
from rules.facts.nouns import ONE, PUNCTUATION, SKIPPED, is_age, read_head, singular
from rules.facts.numbers import STARTS, Number, digits, read_number
from rules.facts.predicates import PHRASES, PREDICATE_WORDS, PREDICATES, WORDS
from rules.facts.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens ``start`` to ``end`` (exclusive) with their code.

    ``kind`` is set on predicates, ``number`` on counted chunks. ``weak`` counts rest on an article,
    not on a number. ``part`` marks a part of a whole named before. ``head`` is the noun counted.
    """

    code: str
    start: int
    end: int
    kind: Kind | None = None
    number: Number | None = None
    head: str = ""
    weak: bool = False
    part: bool = False


def chunk(sentence: Sentence, points: bool = False) -> list[Chunk]:
    """Return the chunks of ``sentence``; quotation marks are dropped.

    ``points`` is passed on to :func:`read_number`.
    """
    low = sentence.low
    chunks: list[Chunk] = []
    at = 0
    while at < len(low):
        found = _read(sentence, at, points, chunks)
        if found is not None:
            if found.number is not None:
                while chunks and chunks[-1].end > found.start:
                    chunks.pop()  # words that turned out to belong to a qualifier
            chunks.append(found)
            at = found.end
        else:
            at += 1
    return _parts(chunks)


def _read(sentence: Sentence, at: int, points: bool, before: list[Chunk]) -> Chunk | None:
    """Read the chunk at ``at``; the dear readers are asked only where they can find something."""
    low = sentence.low
    word = low[at]
    found = _phrase(low, at) if word in PHRASES else None
    if found is None and (word in STARTS or word[0].isdigit() or "-" in word):
        found = _counted(sentence, at, points)
    if found is None and (word in _PEOPLE or word.endswith("s")):
        found = _uncounted(sentence, at, before)
    return found or _plain(low, at)


_PEOPLE: Final = ONE | v.DETERMINER | v.SINGULAR | v.PLURAL


def _plain(low: list[str], at: int) -> Chunk | None:
    word = low[at]
    if word in SKIPPED:
        return None
    code, kind = WORDS.get(word, ("", None))
    if not code:
        code = PUNCTUATION.get(word, "")
    if not code:
        code = "n" if word.endswith("n't") else "a" if word.endswith("ly") else "w"
    return Chunk(code, at, at + 1, kind, head=word)


def _phrase(low: list[str], at: int) -> Chunk | None:
    for parts, code, kind in PHRASES.get(low[at], ()):
        if tuple(low[at : at + len(parts)]) == parts:
            return Chunk(code, at, at + len(parts), kind, head=" ".join(parts))
    return None


def _counted(sentence: Sentence, at: int, points: bool) -> Chunk | None:
    low = sentence.low
    number = read_number(low, at, points=points)
    if number is None or _is_name(sentence, number):
        return None
    end, head, code = read_head(sentence, number.end)
    if code == "x":
        return Chunk("w", number.bare, max(end, number.end), head=head)
    if code == "Q" and _is_year(low, number, head):
        return Chunk("w", number.bare, number.end, head="year")
    part = low[number.end : number.end + 2] in (
        ["of", "them"],
        ["of", "whom"],
        ["of", "these"],
        ["of", "which"],
    )
    return Chunk(code, number.start, end, None, number, head, part=part)


def _is_name(sentence: Sentence, number: Number) -> bool:
    """Say whether the number is a date, an age, an amount of money or part of a name."""
    low, at = sentence.low, number.bare
    before = low[at - 1] if at else ""
    after = low[number.end] if number.end < len(low) else ""
    if (
        (before in v.MONTHS and before not in ("may", "march"))
        or before in v.NUMBERED
        or before in ("$", "€", "£", "#")
    ):
        return True
    if (
        before in ("may", "march", "sept")
        and sentence.words[at - 1][:1].isupper()
        and number.low <= 31
    ):
        return after not in v.PLURAL
    if after in v.MONTHS and number.low <= 31 and digits(low[at]) is not None:
        return after not in ("may", "march") or sentence.words[number.end][:1].isupper()
    if is_age(low, number.end - 1):
        return True
    if after in ("%", "°", "/", "percent") or (
        after == "-" and number.end + 1 < len(low) and "year" in low[number.end + 1]
    ):
        return True
    if before == "," and after in (",", ")", "and", ".") and number.low < 110 and at >= 2:
        # An age in apposition: `Name, 61, was` - unless numbers are being listed.
        return sentence.words[at - 2][:1].isupper() and not sentence.words[at - 2].isupper()
    return before == "." and at >= 2 and low[at - 2].isdigit()


def _is_year(low: list[str], number: Number, head: str) -> bool:
    return (
        1900 <= number.low <= 2100
        and low[number.bare].isdigit()
        and not head
        and number.end - number.bare == 1
    )


_OWNERS: Final = frozenset({"his", "her", "their"})


def _uncounted(sentence: Sentence, at: int, before: list[Chunk]) -> Chunk | None:
    """Read people without a number: `a soldier` and `policewoman` count one, the rest none."""
    low = sentence.low
    word = low[at]
    if word in ONE:
        return _one(sentence, at)
    if word in v.DETERMINER:
        return _definite(sentence, at, before)
    if word in v.SINGULAR and word not in _ADJECTIVES and _opens(sentence, at, before):
        return Chunk("M", at, at + 1, None, Number(1, 1, None, at, at + 1, at), word, weak=True)
    if word in v.PLURAL or (word.endswith("s") and singular(word) in v.SINGULAR):
        return Chunk("D", at, at + 1, head=word)
    return None


_ADJECTIVES: Final = v.words(
    "general major private national male female patient individual human minor principal official staff crew"
)


def _opens(sentence: Sentence, at: int, before: list[Chunk]) -> bool:
    """Say whether a bare noun at ``at`` is an unnumbered victim (`policewoman killed`), not a title.

    A name behind it makes it a title; after a comma it describes a name unless a verb follows.
    """
    if before and before[-1].code not in "cB&A(":
        return False
    follows = sentence.words[at + 1] if at + 1 < len(sentence.words) else ""
    known = follows.lower() in WORDS
    if follows[:1].isupper() and not follows.isupper() and not known:
        return False
    if before and before[-1].code == "c" and len(before) > 1:
        named = before[-2].code in "wD" and sentence.words[before[-2].start][:1].isupper()
        return before[-2].code != "D" and not (
            named and follows.lower() not in PREDICATE_WORDS | v.BE
        )
    return True


def _one(sentence: Sentence, at: int) -> Chunk | None:
    end, head, code = read_head(sentence, at + 1)
    low = sentence.low
    if code != "M":
        return None
    if (head.endswith("s") and head not in v.SINGULAR) or (
        head in v.PLURAL and head not in ("staff", "crew", "personnel")
    ):
        return None
    follow = low[end : end + 1]
    if follow == ["of"] and head in ("member", "number", "group", "leader", "series"):
        nested = read_number(low, end + 1)
        if nested is not None:
            return None
    return Chunk("M", at, end, None, Number(1, 1, None, at, at + 1, at), head, weak=True)


def _definite(sentence: Sentence, at: int, before: list[Chunk]) -> Chunk | None:
    low = sentence.low
    follows = low[at + 1] if at + 1 < len(low) else ""
    if follows in ONE or follows in v.DETERMINER or read_number(low, at + 1) is not None:
        return None
    end, head, code = read_head(sentence, at + 1)
    if code != "M":
        return None
    joined = before and before[-1].code == "&" and len(before) > 1 and before[-2].code == "M"
    if low[at] in _OWNERS and joined and head in v.SINGULAR:
        return Chunk("M", at, end, None, Number(1, 1, None, at, at + 1, at), head, weak=True)
    return Chunk("D", at, end, head=head)


def _parts(chunks: list[Chunk]) -> list[Chunk]:
    """Mark counts that are parts of a whole: after `including`, in brackets after people."""
    inside = False
    depth = 0
    marked: list[Chunk] = []
    for at, one in enumerate(chunks):
        if one.code == "i":
            inside = True
        elif one.code in PREDICATES or one.code in "bhBm" or _subject_next(chunks, at):
            inside = False
        depth = max(0, depth + (one.code == "(") - (one.code == ")"))
        bracketed = depth > 0 and any(other.code in "MQ" for other in marked[-6:])
        marked.append(replace(one, part=True) if one.number and (inside or bracketed) else one)
    return marked


def _subject_next(chunks: list[Chunk], at: int) -> bool:
    """Say whether the count at ``at`` opens a new clause (`, and 15 others were wounded`)."""
    if chunks[at].number is None or not at or chunks[at - 1].code not in "&c":
        return False
    right = at + 1
    while right < len(chunks) and chunks[right].code == "a":
        right += 1
    return right < len(chunks) and chunks[right].code in "bhVS"
