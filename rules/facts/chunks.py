"""A sentence as a row of coded chunks: counted people, predicates, and what stands between."""

from __future__ import annotations

import re
from typing import Final

from rules.facts.bare import PARENTS
from rules.facts.coded import Chunk
from rules.facts.counts import WHOLES, is_name, is_year, membered, ratio_end
from rules.facts.idioms import STARTERS, idiom
from rules.facts.model import Kind
from rules.facts.nouns import PUNCTUATION, SKIPPED, attribute_end, names_people, read_head
from rules.facts.numbers import Number, read_number, starts_number
from rules.facts.parts import PARTING, parted
from rules.facts.predicates import HURTS, PHRASES, PREDICATE_WORDS, WORDS, phrase_at
from rules.facts.recall import Recall
from rules.facts.sentences import Sentence
from rules.facts.victims import PEOPLE, uncounted
from rules.facts.words import ANIMALS, NO_ADVERB, PLURAL, SINGULAR, SUFFER, words

_CODES: Final = {sign: (code, None) for sign, code in PUNCTUATION.items()} | WORDS


def chunk(sentence: Sentence, points: bool = False) -> list[Chunk]:
    """Return the chunks of ``sentence``; quotation marks are dropped.

    ``points`` is passed on to :func:`read_number`.
    """
    low = sentence.low
    natures = list(map(_NATURES.__getitem__, low))
    chunks: list[Chunk] = []
    at, size = 0, len(low)
    while at < size:
        starts, code, kind = natures[at]
        found = _read(sentence, at, points, chunks, starts) if starts else None
        if found is None:
            word = low[at]
            if code and not (word == "." and at and low[at - 1] in _TITLES):
                chunks.append(Chunk(code, at, at + 1, kind, None, word))
            at += 1
            continue
        while chunks and chunks[-1].end > found.start:
            chunks.pop()  # words that turned out to belong to a qualifier, or a verb to an idiom
        chunks.append(found)
        at = found.end
    return chunks if PARTING.isdisjoint(low) else parted(chunks)


# What may start with a word, each a bit, in the order in which it is tried.
_A_PHRASE: Final = 1
_AN_IDIOM: Final = 2
_AN_INJURY: Final = 4
_A_NUMBER: Final = 8
_MEMBERS: Final = 16
_PEOPLE: Final = 32
_DYING: Final = 64


def _read(
    sentence: Sentence, at: int, points: bool, before: list[Chunk], starts: int
) -> Chunk | None:
    """Read what starts at ``at`` and is more than a word: of ``starts``, the first that is there."""
    low = sentence.low
    found = _phrase(low, at, before) if starts & _A_PHRASE else None
    if found is None and starts & _AN_IDIOM:
        found = idiom(low, at, before)
    if found is None and starts & _AN_INJURY:
        found = _suffered(low, at)
    if found is None and starts & _A_NUMBER:
        found = _counted(sentence, at, points)
        # `40 cows; 12 of them died`, `killed 17 sheep and wounded nine more`
        more = found is not None and found.code == "Q" and "more" in low[found.start : found.end]
        if found is not None and (found.whom or more) and _are_animals(before):
            found = Chunk("w", found.start, found.end, head="animals")
    if found is None and starts & _MEMBERS:
        found = _membered(low, at)
    if found is None and starts & _PEOPLE:
        found = uncounted(sentence, at, before)
    if found is None and starts & _DYING and before and before[-1].code in "MQ":
        return Chunk("J", at, at + 1, "killed", None, low[at])  # `four were shot, two fatally`
    return found


def _are_animals(before: list[Chunk]) -> bool:
    """Say whether `12 of them` takes up animals: nobody else was told of in the sentence."""
    return not any(one.code in "MUDQ" for one in before) and any(
        one.code == "w" and one.head in ANIMALS for one in before
    )


def _nature(word: str) -> tuple[int, str, Kind | None]:
    """Return what ``word`` may start, its code alone (none where it is skipped) and its kind."""
    starts = _starts(word)
    known = _CODES.get(word)
    if known is not None:
        return starts, known[0], known[1]
    if word in SKIPPED:
        return starts, "", None
    adverb = word.endswith("ly") and word not in NO_ADVERB
    return starts, "n" if word.endswith("n't") else "a" if adverb else "w", None


_NATURES: Final = Recall(_nature)


def _starts(word: str) -> int:
    people = word in PEOPLE or "-" in word or (word[-1] == "s" and names_people(word))
    return sum(
        bit
        for bit, may_be in (
            (_A_PHRASE, word in PHRASES),
            (_AN_IDIOM, word in STARTERS),
            (_AN_INJURY, word in SUFFER),
            (_A_NUMBER, starts_number(word)),
            (_MEMBERS, "-" in word),
            (_PEOPLE, people),
            (_DYING, word == "fatally"),
        )
        if may_be
    )


_TITLES: Final = words("mr mrs ms dr gen lt col sgt maj capt st prof rev gov sen rep")


def _phrase(low: list[str], at: int, before: list[Chunk]) -> Chunk | None:
    found = phrase_at(low, at)
    if found is None:
        return None
    size, code, kind = found
    plain = bool(before) and before[-1].code == "w" and before[-1].end == before[-1].start + 1
    if plain and low[at] == "to" and low[at + size - 1] in ("death", "deaths"):
        return Chunk(
            code, before[-1].start, at + size, kind, head="to death"
        )  # `fell to their deaths`
    return Chunk(code, at, at + size, kind, head=" ".join(low[at : at + size]))


def _suffered(low: list[str], at: int) -> Chunk | None:
    """Read `sustained a minor gunshot wound` as one predicate."""
    for end in range(at + 1, min(at + 7, len(low))):
        if low[end] in HURTS:
            return Chunk("S", at, end + 1, "injured", head="suffered")
        if low[end] in PREDICATE_WORDS or not (low[end][0].isalpha() or low[end] == "-"):
            return None
    return None


def _membered(low: list[str], at: int) -> Chunk | None:
    """Read `30-member crew` as 30 people, and the number of `a 1,200-a-day casualty rate`."""
    rate = _A_RATE.match(low[at])
    if rate is not None:
        value = int(rate.group(1).replace(",", ""))
        return Chunk("Q", at, at + 1, None, Number(value, value, None, at, at + 1, at))
    number = membered(low, at)
    if number is None:
        return None
    end = at + 2 if low[at + 1] in WHOLES else at + 3
    return Chunk("M", at, end, None, number, low[end - 1])


_A_RATE: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})-a-(?:day|week|month|year)\Z")


def _counted(sentence: Sentence, at: int, points: bool) -> Chunk | None:
    low = sentence.low
    number = read_number(low, at, points=points)
    if number is None or is_name(sentence, number):
        return None
    if low[max(0, number.start - 2) : number.start] == ["all", "but"]:
        whole = _whole(low, number, points)
        if whole is None:
            return Chunk("D", number.start, number.end)  # `all but two died`
        end, head, code = _head_of(sentence, whole)
        return _remaining(whole, number, end, head, code)
    if number.low == 1 and low[number.end : number.end + 2] == ["head", "of"]:
        return Chunk("M", number.start, number.end + 1, None, number, "head", weak=True)
    ratio = ratio_end(sentence, number)
    if ratio is not None:
        return Chunk("w", number.bare, ratio, head="ratio")
    end, head, code = _head_of(sentence, _whole(low, number, points) or number)
    if code == "x" and _HARM.intersection(low[end : end + 1]) and not is_year(low, number, ""):
        return Chunk("Q", number.start, end, None, number)  # `23 virus deaths`
    if code == "x":
        return Chunk("w", number.bare, max(end, number.end), head=head)
    back = max(0, number.start - 2)
    if code in "QM" and low[back] in PARENTS and low[back + 1] == "of":
        return Chunk("w", number.start, number.end, head="children")  # `a mother of two`
    if code == "Q" and is_year(low, number, head):
        return Chunk("w", number.bare, number.end, head="year")
    told = code == "M" or _CODES.get(low[end] if end < len(low) else "", ("-",))[0] in "bVSJ"
    if code in "MQ" and told and _of_a_share(low, number.start):
        return Chunk("D", number.start, end, head=head)  # `half of the 40 passengers were hurt`
    spared = _spared(low, number, end, points) if code in "QM" else None
    if spared is not None:
        return _remaining(number, spared, spared.end, head, code)
    of = number.end + 1 < len(low) and low[number.end] == "of"
    part = of and low[number.end + 1] in _OF_WHICH
    kind = _attribute(low, number.end, end) if code == "M" else None
    end = max(end, number.end + 2) if part else end
    return Chunk(code, number.start, end, kind, number, head, part=part, whom=part)


_OF_WHICH: Final = frozenset({"them", "whom", "these", "which"})


def _remaining(whole: Number, spared: Number, end: int, head: str, code: str) -> Chunk:
    """Return the people of ``whole`` but those who were ``spared``: `all but two of the 181 on board`."""
    left = whole.low - spared.low
    if code not in "QM" or left <= 0 or spared.high != spared.low:
        return Chunk("D", min(whole.start, spared.start), end)
    start = min(whole.start, spared.start)
    return Chunk(code, start, end, None, Number(left, left, None, start, end, start), head)


def _spared(low: list[str], number: Number, end: int, points: bool) -> Number | None:
    """Return the number behind `but` that `all 181 people aboard but two` takes off the one before."""
    if not number.start or low[number.start - 1] != "all":
        return None
    at = end
    while at < len(low) and at < end + 5 and low[at] in _ABOARD:
        at += 1
    if low[at : at + 1] == [","]:
        at += 1
    if low[at : at + 1] not in (["but"], ["except"]) and low[at : at + 2] != ["except", "for"]:
        return None
    other = read_number(low, at + (2 if low[at + 1] == "for" else 1), points=points)
    return other if other and other.start <= at + 2 else None


_ABOARD: Final = words(
    "aboard on board inside in the plane aircraft jet flight airliner ferry boat bus ship helicopter train"
)


def _of_a_share(low: list[str], at: int) -> bool:
    """Say whether `most of the` stands before the number at ``at``, so that nobody says how many."""
    back = at - 1 if at and low[at - 1] == "the" else at
    return back > 1 and low[back - 1] == "of" and low[back - 2] in _SHARES


_SHARES: Final = frozenset({"half", "most", "some", "many", "few", "majority", "several", "part"})


def _whole(low: list[str], number: Number, points: bool) -> Number | None:
    """Return the whole that `12 of the 30 people` names, whose noun is that of the part too."""
    out = low[number.end : number.end + 1] == ["out"]
    at = number.end + 1 + out
    if low[at - 1 : at] != ["of"]:
        return None
    while at < len(low) and low[at] in _ITS:
        at += 1
    whole = read_number(low, at, points=points) if at < len(low) else None
    exact = whole is not None and whole.high is not None and number.high is not None
    return whole if exact else None


_HARM: Final = words("deaths death fatalities fatality casualties injuries killings murders")
_ITS: Final = frozenset({"the", "its", "their", "his", "her", "these", "those", "all"})


def _attribute(low: list[str], start: int, end: int) -> Kind | None:
    for at in range(start, end):
        inside = attribute_end(low, at)
        if inside is not None and inside < end:
            return None if low[inside] == "homeless" else WORDS[low[inside]][1]
    return None


def _head_of(sentence: Sentence, number: Number) -> tuple[int, str, str]:
    """Read the noun that ``number`` counts, over the `of` of `dozens of sheep`."""
    low = sentence.low
    if number.high is None and low[number.end : number.end + 1] == ["of"]:
        end, head, code = read_head(sentence, number.end + 1)
        if code in "Mx":
            return end, head, code
    end, head, code = read_head(sentence, number.end)
    unknown = code == "U" and not _plural(head, sentence.words[end - 1])
    if number.low > 1 and (unknown or (code == "M" and _one_person(head, end - number.end))):
        return number.end, "", "Q"  # `911 dispatch`, `The Five Heartbeats star`
    return end, head, code


def _one_person(head: str, size: int) -> bool:
    """Say whether a long noun phrase ends in one person: `911 dispatch says singer`."""
    return size > 2 and head in SINGULAR and head not in PLURAL and not head.endswith("s")


def _plural(head: str, word: str) -> bool:
    return head.endswith(("s", "ese", "ish", "ch", "dren")) or word.isupper() or not head.isalpha()
