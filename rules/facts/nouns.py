"""The noun phrase behind a number or an article: where it ends and what it counts."""

from __future__ import annotations

from typing import Final

from rules.facts import words as v
from rules.facts.numerals import STARTS
from rules.facts.predicates import PHRASES, PREDICATE_WORDS, WORDS, phrase_at
from rules.facts.recall import Recall
from rules.facts.sentences import Sentence


def singular(word: str) -> str:
    """Return the likely singular of ``word``."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("'s"):
        return ""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _several(nouns: frozenset[str]) -> frozenset[str]:
    """Return each of ``nouns`` that are its own likely singular, and their likely plurals."""
    likely = nouns | {f"{noun}s" for noun in nouns} | {f"{noun[:-1]}ies" for noun in nouns}
    return frozenset(word for word in likely if singular(word) in nouns)


# Nouns of people in the plural, and those that the plural does not change.
GROUPED: Final = v.PLURAL | _several(v.SINGULAR)
PUNCTUATION: Final = {
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
SKIPPED: Final = frozenset("\"“”'‘’*_«»`")


ONE: Final = frozenset({"a", "an", "another", "one"})
_PREDICATIVE: Final = frozenset({"hostage", "captive", "prisoner"})
_AND: Final = frozenset({"and", "&"})
_THINGS: Final = v.NONHUMAN - WORDS.keys()
_OF: Final = {
    "of": frozenset({"the", "these", "those", "his", "her", "their", "its", "our", "my", "of"}),
    "from": frozenset({"the", "these", "those", "our"}),
}
# Words of a noun phrase that are read, what stands in brackets not counted.
_REACH: Final = 9
_WHEN: Final = frozenset(
    {"per", "nearby", "overnight", "today", "yesterday", "tonight", "meanwhile"}
)


def attribute_end(low: list[str], at: int) -> int | None:
    """Return where a word such as `wounded` stands that describes people: `12 badly wounded men`."""
    if low[at].endswith("ly"):
        at += 1
    code, kind = WORDS.get(low[at], ("", None)) if at < len(low) else ("", None)
    if code not in ("V", "J") or kind is None or at + 1 >= len(low):
        return None
    if low[at + 1] in GROUPED:
        return at
    # `12 wounded factory workers`
    joined = at + 2 < len(low) and low[at + 2] in GROUPED and low[at + 2] not in _DESCRIBING
    return at if joined and low[at + 1] not in ONE and _GOES_ON[low[at + 1]] else None


def may_name_people(low: list[str], at: int) -> bool:
    """Say whether :func:`read_head` at word ``at`` could come upon a noun of people."""
    near = low[at : at + _REACH]
    return "(" in near or any(map(_NAMES.__getitem__, near))


def read_head(sentence: Sentence, at: int) -> tuple[int, str, str]:
    """Read the noun phrase after a number: where it ends, its head, and `M`, `Q`, `U` or `x`."""
    low, end = sentence.low, at
    last = ""
    person = -1
    limit = at + _REACH
    while end < len(low) and end < limit:
        word = low[end]
        if _GOES_ON[word]:
            last = word
        elif _is_person(sentence, end):
            if word in _PREDICATIVE and (person >= 0 or last in v.NONHUMAN):
                break
            person, last = end, word
        elif _is_inside(low, end, at) or _same_people(low, end, last, person):
            person = -1 if word in _AND else person
        elif word == "(":
            close = _closing(low, end)
            if close is None:
                break
            limit += close - end
            end = close
        elif _stops(sentence, end) or (person >= 0 and _is_verb(word)):
            break
        else:
            last = word
        end += 1
    back = low[person + 1 : person + 3] == ["home", "from"]  # `flew 60 soldiers home from Niger`
    if person >= 0 and low[person + 1 : person + 2] and low[person + 1] in _THINGS and not back:
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


def _is_inside(low: list[str], end: int, at: int) -> bool:
    """Say whether the word at ``end`` leads on in the noun phrase from ``at`` on: `of the`, `more`."""
    word = low[end]
    if end == at and (word in ("other", "more") or (word in _OF and low[end + 1 : end + 2])):
        return word not in _OF or low[end + 1] in _OF[word]
    if word in _OF["of"] and end > at and low[end - 1] == "of":
        return True
    return word in SKIPPED or attribute_end(low, end) is not None


def _same_people(low: list[str], at: int, last: str, person: int) -> bool:
    """Say whether `and` at ``at`` joins two adjectives: `12 Israeli and Palestinian civilians`."""
    if low[at] not in _AND or not last or last[-1] == "s" or last[0].isdigit():
        return False
    if person >= 0 and not (person == at - 1 and (last in _DESCRIBING or last == "police")):
        return False
    for end in range(at + 1, min(at + 4, len(low))):
        several = low[end] in v.PLURAL or (low[end][-1] == "s" and names_people(low[end]))
        if several and low[end] not in _DESCRIBING and low[end] != "police":
            return end > at + 1
        if (
            low[end] in ("one", "another")
            or _IS_STOP[low[end]]
            or _is_verb(low[end])
            or low[end] in PHRASES
        ):
            return False
    return False


def is_age(low: list[str], at: int) -> bool:
    """Say whether an age starts at ``at`` (`14 year old`, `23-year old`, `9 month-old`)."""
    follows = low[at + 1] if at + 1 < len(low) else ""
    if follows == "old":
        return low[at].endswith(("-year", "-month"))
    return follows.startswith(("year", "month")) and "old" in "".join(low[at + 1 : at + 3])


def noun_ends(sentence: Sentence, at: int) -> bool:
    """Say whether a noun phrase ends before the word at ``at``."""
    return at >= len(sentence.low) or _stops(sentence, at)


def _stops(sentence: Sentence, at: int) -> bool:
    low = sentence.low
    word = low[at]
    if _IS_STOP[word]:
        return not (word.endswith(("-old", "-olds")) or is_age(low, at))
    if word in PHRASES and phrase_at(low, at) is not None:
        return not is_age(low, at)
    return word.endswith("ly") and word not in v.NO_ADVERB and _ends(low, at)


def _is_stop(word: str) -> bool:
    """Say whether ``word`` ends a noun phrase wherever it stands."""
    if word in STARTS and word not in ("one", "another"):
        return True
    return (
        word in WORDS
        or word in PUNCTUATION
        or word in _WHEN
        or word in v.SUFFER
        or not word[0].isalnum()
        or word in v.DETERMINER
        or word[0].isdigit()
    )


def _goes_on(word: str) -> bool:
    """Say whether ``word`` is part of a noun phrase wherever it stands in one, and names nobody."""
    several = word in PHRASES or word.endswith("ly")
    return not (several or _is_stop(word) or _is_verb(word) or names_people(word))


def _is_verb(word: str) -> bool:
    """Say whether a word behind a person tells what the person did (`nurses sustained`)."""
    return word in v.SUFFER or word in _SAY


_SAY: Final = v.words(
    "say says said told tells took saw reveals sue sues seek seeks face faces join joins hit"
)


def _ends(low: list[str], at: int) -> bool:
    """Say whether an adverb ends a noun phrase, as it does not in `12 critically ill patients`."""
    follows = low[at + 1] if at + 1 < len(low) else ""
    return follows in WORDS or not follows[:1].isalpha()


def _is_person(sentence: Sentence, at: int) -> bool:
    """Say whether the word at ``at`` names people; `major` does not in `26 major league games`."""
    word = sentence.low[at]
    if not _NAMES[word]:
        return False
    describes = word in _DESCRIBING and at + 1 < len(sentence.low)
    if describes and sentence.low[at + 1] in _PREDICATIVE:
        return False  # `an American hostage`
    return not (describes and not _stops(sentence, at + 1))


def names_people(word: str) -> bool:
    """Say whether ``word`` is a noun of people."""
    if word in GROUPED or word in v.SINGULAR:
        return True
    if word.endswith("-year-olds"):
        return True
    men = word.endswith("men") and word not in _NO_MEN and len(word) > 6
    return men or word.endswith(_COMPOUNDS)


# Trades nobody lists, by how they end: `glassworker`, `beekeepers`, `volcanologist`.
_TRADES: Final = v.words(
    "worker keeper fighter rider teacher picker grower breeder herder owner goer dweller ologist ographer"
)
_COMPOUNDS: Final = ("woman", "women", *_TRADES, *(f"{noun}s" for noun in _TRADES))


_IS_STOP: Final = Recall(_is_stop)
_GOES_ON: Final = Recall(_goes_on)
_NAMES: Final = Recall(names_people)
_NO_MEN: Final = v.words("specimen regimen abdomen cyclamen")
_DESCRIBING: Final = v.ADJECTIVES - {"staff", "crew", "official", "patient", "individual"}


def _closing(low: list[str], at: int) -> int | None:
    for end in range(at + 1, min(at + 17, len(low))):
        if low[end] == ")":
            return end
        if low[end] in PREDICATE_WORDS:
            return None
    return None


def _people_end(low: list[str], end: int) -> int:
    """Extend a noun phrase by `men and women` and nouns that run on (`staff members`)."""
    while end < len(low) and low[end] in GROUPED:
        if low[end] in _PREDICATIVE:
            break
        end += 1
    if end + 1 < len(low) and low[end] in ("and", "or") and low[end + 1] in v.PLURAL:
        after = low[end + 2] if end + 2 < len(low) else ""
        if names_people(after):
            return end + 3  # `hundreds of citizens and police officers`
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
