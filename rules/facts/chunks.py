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


_PUNCTUATION: Final = {
    ",": "c",
    "-": "c",
    "--": "c",
    ";": "B",
    ":": "B",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
}
_SKIPPED: Final = frozenset("\"“”'‘’*_«»`")


def chunk(sentence: Sentence, points: bool = False) -> list[Chunk]:
    """Return the chunks of ``sentence``; quotation marks are dropped.

    ``points`` is passed on to :func:`read_number`.
    """
    low = sentence.low
    chunks: list[Chunk] = []
    at = 0
    while at < len(low):
        found = (
            _phrase(low, at) or _counted(sentence, at, points) or _uncounted(sentence, at, chunks)
        )
        if found is None:
            found = _plain(low, at)
        if found is not None:
            if found.number is not None:
                while chunks and chunks[-1].end > found.start:
                    chunks.pop()  # words that turned out to belong to a qualifier
            chunks.append(found)
            at = found.end
        else:
            at += 1
    return _parts(chunks)


def _plain(low: list[str], at: int) -> Chunk | None:
    word = low[at]
    if word in _SKIPPED:
        return None
    code, kind = WORDS.get(word, ("", None))
    if not code:
        code = _PUNCTUATION.get(word, "")
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
    end, head, code = _head(sentence, number.end)
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
    if _age(low, number.end - 1):
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


_OF: Final = frozenset({"the", "these", "those", "his", "her", "their", "its", "our", "my", "of"})


def _head(sentence: Sentence, at: int) -> tuple[int, str, str]:
    """Read the noun phrase after a number: where it ends, its head, and `M`, `Q`, `U` or `x`."""
    low, end = sentence.low, at
    last = ""
    person = -1
    limit = at + 9
    while end < len(low) and end < limit:
        word = low[end]
        if word in v.PLURAL or word in v.SINGULAR or singular(word) in v.SINGULAR:
            person, last = end, word
        elif (
            (word in ("of", "from") and end == at and end + 1 < len(low) and low[end + 1] in _OF)
            or (word in _OF and end > at and low[end - 1] == "of")
            or word in _SKIPPED
        ):
            pass
        elif word == "(":
            close = _closing(low, end)
            if close is None:
                break
            limit += close - end
            end = close
        elif _stops(sentence, end):
            break
        else:
            last = word
        end += 1
    if person >= 0 and low[person + 1 : person + 2] and low[person + 1] in v.NONHUMAN:
        return person + 2, low[person + 1], "x"
    if person >= 0:
        return _people_end(low, person + 1), low[person], "M"
    if not last or last in (
        "more",
        "other",
        "further",
        "additional",
        "male",
        "them",
        "whom",
        "these",
    ):
        return end, last, "Q"
    return end, last, "x" if _not_people(low[at:end], last) else "U"


def _age(low: list[str], at: int) -> bool:
    """Say whether an age starts at ``at`` (`14 year old`, `9 month-old`)."""
    after = low[at + 1 : at + 3]
    return (
        bool(after)
        and after[0].rstrip("s").startswith(("year", "month"))
        and "old" in "".join(after)
    )


def _stops(sentence: Sentence, at: int) -> bool:
    word = sentence.low[at]
    if _age(sentence.low, at) or word.endswith("-old"):
        return False
    if word in STARTS and word not in _ONE:
        return True
    if word in WORDS:
        return True
    return (
        word in _PUNCTUATION
        or word.endswith("ly")
        or not word[0].isalnum()
        or word in v.DETERMINER
        or word[0].isdigit()
    )


def _closing(low: list[str], at: int) -> int | None:
    for end in range(at + 1, min(at + 17, len(low))):
        if low[end] == ")":
            return end
        if low[end] in PREDICATE_WORDS:
            return None
    return None


def _people_end(low: list[str], end: int) -> int:
    """Extend a noun phrase by `men and women` and nouns that run on (`staff members`)."""
    while end < len(low) and (low[end] in v.PLURAL or singular(low[end]) in v.SINGULAR):
        end += 1
    if end + 1 < len(low) and low[end] in ("and", "or") and low[end + 1] in v.PLURAL:
        after = low[end + 2] if end + 2 < len(low) else ""
        if after not in v.BE or low[end - 1] in ("men", "women", "boys", "girls"):
            return end + 2
    return end


def _not_people(tokens: list[str], head: str) -> bool:
    return (
        head in v.NONHUMAN
        or tokens[0] in v.NONHUMAN
        or "year-old" in head
        or head.startswith("year")
    )


def singular(word: str) -> str:
    """Return the likely singular of ``word``."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("'s"):
        return ""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_ONE: Final = frozenset({"a", "an", "another", "one"})
_OWNERS: Final = frozenset({"his", "her", "their"})


def _uncounted(sentence: Sentence, at: int, before: list[Chunk]) -> Chunk | None:
    """Read people without a number: `a soldier` and `policewoman` count one, the rest none."""
    low = sentence.low
    word = low[at]
    if word in _ONE:
        return _one(sentence, at)
    if word in v.DETERMINER:
        return _definite(sentence, at, before)
    if word in v.SINGULAR and word not in (
        "general",
        "major",
        "private",
        "national",
        "male",
        "female",
        "patient",
        "individual",
        "human",
        "minor",
        "principal",
        "official",
        "staff",
        "crew",
    ):
        opens = not before or before[-1].code in "cB&A("
        if opens and not (
            before and before[-1].code in "c" and len(before) > 1 and before[-2].code == "D"
        ):
            return Chunk("M", at, at + 1, None, Number(1, 1, None, at, at + 1, at), word, weak=True)
    if word in v.PLURAL or (word.endswith("s") and singular(word) in v.SINGULAR):
        return Chunk("D", at, at + 1, head=word)
    return None


def _one(sentence: Sentence, at: int) -> Chunk | None:
    end, head, code = _head(sentence, at + 1)
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
    if follows in _ONE or follows in v.DETERMINER or read_number(low, at + 1) is not None:
        return None
    end, head, code = _head(sentence, at + 1)
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
