"""People without a number: `a soldier` and `policewoman killed` count one, `the soldiers` none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.bare import (
    ARTICLES,
    OFFICES,
    ends_there,
    goes_on,
    is_victim_alone,
    opens,
    victim_end,
)
from rules.facts.coded import Chunk
from rules.facts.nouns import (
    GROUPED,
    ONE,
    SKIPPED,
    is_age,
    may_name_people,
    noun_ends,
    read_head,
)
from rules.facts.numbers import Number, read_number
from rules.facts.predicates import WORDS
from rules.facts.sentences import Sentence

_HIMSELF: Final = frozenset({"himself", "herself", "self"})

_ORDINALS: Final = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_OWNERS: Final = frozenset({"his", "her", "their"})
# How many one noun names: `couple killed in crash`.
_SIZES: Final = {
    "couple": 2,
    "pair": 2,
    "duo": 2,
    "twins": 2,
    "newlyweds": 2,
    "trio": 3,
    "triplets": 3,
}
_GROUPS: Final = frozenset({"pair", "duo", "trio"})
PEOPLE: Final = ONE | v.DETERMINER | v.SINGULAR | v.PLURAL | _HIMSELF | _SIZES.keys()
# Whom a text knows by their part in the event alone: `the driver was hurt`.
EVENT_ROLES: Final = v.words("""
    driver passenger pilot co-pilot gunman attacker assailant bomber suicide-bomber shooter cyclist motorcyclist
    pedestrian rider occupant guard bodyguard watchman conductor
""")
_ADJECTIVES_TOO: Final = frozenset({"elderly", "teen"})
_COMPANY: Final = frozenset({"staff", "crew", "personnel"})
_WITHIN: Final = v.words(
    "in at near from outside inside on across around of through toward towards to"
)
_DATES: Final = v.MONTHS | v.words("monday tuesday wednesday thursday friday saturday sunday")


def uncounted(sentence: Sentence, at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read the people without a number at word ``at``; ``before`` are the chunks read so far."""
    low = sentence.low
    word = low[at]
    if low[at + 1 : at + 3] == ["head", "of"]:
        return _head_of_office(low, at)
    if word in ONE:
        return _one(sentence, at, before)
    if word in v.DETERMINER:
        return _definite(sentence, at, before)
    if is_age(low, at) or word.endswith("-old"):
        return _aged(sentence, at, before)
    if word in v.SINGULAR and word not in v.ADJECTIVES:
        start = opens(sentence, at, before)
        if start is not None:
            return _single(start, victim_end(sentence, at), word)
    if word in v.NATIONALS and is_victim_alone(low, at, before):
        return _single(at, at + 1, word)
    if word in _ADJECTIVES_TOO:
        return None
    if word in _HIMSELF:
        return _single(at, at + 1, word, word) if before and before[-1].code in "VA&ca" else None
    if word in _SIZES and (not before or before[-1].code in "B&c"):
        return _single(at, at + 1, word)
    if word in v.PLURAL or (word.endswith("s") and word in GROUPED):
        return Chunk("D", at, at + 1, head=word)
    return None


def _head_of_office(low: list[str], at: int) -> Chunk | None:
    """Read `one head of a charity`, and `the head of a charity` that nobody is told to know."""
    unknown = low[at] in ONE or (low[at] == "the" and low[at + 3 : at + 4] in (["a"], ["an"]))
    if unknown:
        return _single(at, at + 2, "head", "the" if low[at] == "the" else "")
    return Chunk("D", at, at + 2, head="head") if low[at] in v.DETERMINER else None


def _single(start: int, end: int, head: str, determiner: str = "") -> Chunk:
    size = _SIZES.get(head, 1)
    number = Number(size, size, None, start, start + 1, start)
    return Chunk("M", start, end, None, number, head, weak=True, determiner=determiner)


def _one(sentence: Sentence, at: int, before: Sequence[Chunk]) -> Chunk | None:
    low = sentence.low
    if low[at + 1 : at + 2] and low[at + 1] in _ORDINALS and _is_said(low[at + 2 : at + 3]):
        return Chunk("Q", at, at + 2, None, Number(1, 1, None, at, at + 1, at))
    if not (low[at] == "another" or may_name_people(low, at + 1) or _is_age(low, at + 1)):
        return None
    end, head, code = read_head(sentence, at + 1)
    alone = bool(before) and before[-1].code in "VA" and end == at + 1
    bare = code == "Q" or low[at + 1 : at + 2] == ["went"]
    if low[at] == "another" and bare and (alone or _is_said(low[at + 1 : at + 2])):
        return Chunk("Q", at, at + 1, None, Number(1, 1, None, at, at + 1, at))
    if code != "M":
        aged = code in "Ux" and _is_age(low, at + 1) and _is_told(sentence, end)
        return _single(at, end, "person") if aged else None
    if (head.endswith("s") and head not in v.SINGULAR) or (
        head in v.PLURAL and head not in _COMPANY
    ):
        return None
    follow = low[end : end + 1]
    if follow == ["of"] and head in ("member", "number", "group", "leader", "series", "couple"):
        nested = read_number(low, end + 1)
        if nested is not None:
            return None
    if low[at] in ("a", "an") and _follows_name(sentence, before):
        return Chunk("D", at, end, head=head)
    found = _single(at, end, head)
    found.part = bool(before) and before[-1].whom  # `one of them a child`
    return found


def _is_told(sentence: Sentence, end: int) -> bool:
    """Say whether something befell the one known by age before ``end``, or another beside them."""
    low = sentence.low
    beside = low[end : end + 1] == ["and"] and bool(ONE.intersection(low[end + 1 : end + 2]))
    said = _is_said(low[end : end + 1]) and ends_there(sentence, end)
    return said or beside or goes_on(low, end)


def _is_age(low: list[str], at: int) -> bool:
    return at < len(low) and (is_age(low, at) or low[at].endswith("-old"))


def _is_said(follows: Sequence[str]) -> bool:
    return bool(follows) and (
        follows[0] in v.BE
        or follows[0] == "went"
        or WORDS.get(follows[0], ("-", None))[0] in "VSJa"
    )


def _follows_name(sentence: Sentence, before: Sequence[Chunk]) -> bool:
    """Say whether a noun describes the named person before the comma: `Ana Ruiz, a nurse, died`."""
    if len(before) < 3 or before[-1].head != "," or before[-2].code != "w":
        return False
    back = len(before) - 2
    while back >= 0 and before[back].code == "w" and _is_name_part(sentence, before[back]):
        back -= 1
    size = len(before) - 2 - back
    return size >= 2 and not (back >= 0 and before[back].head in _WITHIN)


def _is_name_part(sentence: Sentence, one: Chunk) -> bool:
    word = sentence.words[one.start]
    return word[:1].isupper() and not word.isupper() and one.head not in _DATES


def _aged(sentence: Sentence, at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read a victim known by age alone: `17-year-old girl killed`."""
    if before and (before[-1].code not in "cB&AVNpr(w" or before[-1].head in ARTICLES):
        return None
    end, head, code = read_head(sentence, at)
    if code == "M":
        return _single(at, end, head) if head in v.SINGULAR else None
    others = bool(before) and before[-1].head == "of" and sentence.low[end : end + 1] == ["and"]
    others = (
        others and read_number(sentence.low, end + 1) is not None
    )  # `deaths of …-old and six relatives`
    read = [word for word in sentence.low[at:end] if word not in SKIPPED]
    bare = read[-1].endswith("old") and noun_ends(sentence, end)
    object_ = bare and bool(before) and before[-1].code == "A"
    told = others or object_ or _is_told(sentence, end)
    return _single(at, end, "person") if told else None  # `Croc kills 12-year-old`


def _definite(sentence: Sentence, at: int, before: Sequence[Chunk]) -> Chunk | None:
    low = sentence.low
    follows = low[at + 1] if at + 1 < len(low) else ""
    if low[at] == "the" and follows == "other" and _is_said(low[at + 2 : at + 3]):
        return Chunk("Q", at, at + 2, None, Number(1, 1, None, at, at + 1, at), weak=True)
    if low[at] == "that" and WORDS.get(follows, ("", None))[0] in ("V", "A"):
        return None  # `a strike that killed aid worker`
    if low[at] in _SOME and WORDS.get(follows, ("", None))[0] in ("V", "J"):
        return Chunk("D", at, at + 1, head=low[at])  # `four martyrs and several wounded`
    if follows in _GROUPS and low[at] == "the":
        return _single(at, at + 2, follows, low[at])  # `the trio were found dead`
    both = low[at] == "both"
    if not (both or may_name_people(low, at + 1)):
        return None
    if follows in ONE or follows in v.DETERMINER or read_number(low, at + 1) is not None:
        return None
    if both:
        return _both(sentence, at)
    end, head, code = read_head(sentence, at + 1)
    if code != "M":
        return None
    joined = len(before) > 1 and (
        (before[-1].code in "&c" and before[-2].code == "M")
        or before[-1].head == "alongside"
        or (before[-1].head == "with" and before[-2].head in ("along", "together"))
    )
    if low[at] in _OWNERS and joined and head in v.SINGULAR:
        return _single(at, end, head)
    apposed = low[at] == "the" and _follows_name(sentence, before)
    victim = head in v.SINGULAR and not apposed and _is_victim(sentence, at, end, head)
    if head in _SIZES or victim:
        return _single(at, end, head, low[at])
    return Chunk("D", at, end, head=head)


def _is_victim(sentence: Sentence, at: int, end: int, head: str) -> bool:
    """Say whether a definite single person is one whom nothing but the event makes known.

    `The driver`, `the owner of a shop` and `his bodyguard` are; `the mayor` names a man.
    """
    low = sentence.low
    if low[at] in _OWNERS:
        return head not in OFFICES and not _is_named(sentence, end)
    if low[at] != "the":
        return False
    owned = any(word.endswith(("'s", "s'")) for word in low[at + 1 : end - 1])
    if owned and head not in OFFICES and not _is_named(sentence, end):
        return True  # `the driver's apprentice`
    whose = low[end : end + 1] == ["of"] and low[end + 1 : end + 2] in (["a"], ["an"], ["one"])
    return (head in EVENT_ROLES or whose) and not _is_named(sentence, end)


def _is_named(sentence: Sentence, end: int) -> bool:
    """Say whether a name follows at ``end``, after a comma or none (`the driver, Ana Ruiz,`)."""
    at = end + 1 if sentence.low[end : end + 1] == [","] else end
    word = sentence.words[at] if at < len(sentence.words) else ""
    return word[:1].isupper() and not word.isupper() and word.lower() not in WORDS


_SOME: Final = frozenset({"several", "many", "some", "numerous", "countless"})


def _both(sentence: Sentence, at: int) -> Chunk | None:
    """Read `both pilots` and `both were killed` as two people, `both men and women` as none."""
    low = sentence.low
    two = Number(2, 2, None, at, at + 1, at)
    aboard = 2 if low[at + 1 : at + 3] == ["on", "board"] else low[at + 1 : at + 2] == ["aboard"]
    if _is_said(low[at + 1 + aboard : at + 2 + aboard]):
        return Chunk("Q", at, at + 1 + aboard, None, two, weak=True)
    if low[at + 1 : at + 3] == ["of", "them"]:
        return Chunk("Q", at, at + 3, None, two, weak=True)
    end, head, code = read_head(sentence, at + 1)
    several = "and" in low[at:end] or low[end : end + 1] == ["and"]
    plural = head in GROUPED
    if code != "M" or several or not plural:
        return None
    return Chunk("M", at, end, None, two, head, weak=True)
