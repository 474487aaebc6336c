"""Nouns of people that stand bare, as in headlines: `Policewoman killed`, `Blast kills farmer`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.nouns import ONE, names_people, noun_ends
from rules.facts.numbers import read_number
from rules.facts.numerals import STARTS
from rules.facts.predicates import PHRASES, PREDICATE_WORDS, PREDICATES, WORDS, phrase_at
from rules.facts.sentences import Sentence

# Holders of an office are definite: `army chief killed` names one man.
OFFICES: Final = v.words("""
    chief president minister leader boss head commander governor mayor spokesman spokeswoman founder director
    ambassador premier king queen prince princess pope senator captain coach manager star
""")
_FORCE_NOUNS: Final = frozenset({"police", "army", "troops", "missing"})
_SAID: Final = v.words("found fatally reported presumed feared shot dies died dead has had")
_VERBS: Final = PREDICATE_WORDS | v.BE | _SAID | PHRASES.keys()
_SAYING: Final = WORDS.keys() | PHRASES.keys()
ARTICLES: Final = v.DETERMINER | ONE


def opens(sentence: Sentence, at: int, before: Sequence[Chunk]) -> int | None:
    """Return where the unnumbered victim whose bare noun stands at ``at`` begins, else None.

    `policewoman killed` is one, `Australian tourist found dead` too. A name behind the noun makes
    it a title; after a comma it describes a name unless a verb follows.
    """
    follows = sentence.words[at + 1] if at + 1 < len(sentence.words) else ""
    aged = _age_end(sentence.low, at + 1)
    aged = victim_end(sentence, at) if aged is None else aged
    told = sentence.low[aged] if aged != at + 1 and aged < len(sentence.low) else ""
    if told in _VERBS and not ends_there(sentence, aged):
        return None  # `man, 19, killed wife`
    if follows.lower() in v.PLURAL or (follows[-1:] == "s" and names_people(follows.lower())):
        return None  # `kills teen girls`
    if sentence.low[at + 1 : at + 3] == ["to", "death"] or _falls(sentence.low, at + 2):
        return at  # `boar mauls farmer to death`, `climber falls to her death`
    verb = follows.lower() in _VERBS or told in _VERBS or goes_on(sentence.low, aged)
    capital = sentence.words[at][:1].isupper() and follows[:1].islower()
    capital = capital and follows not in v.PREP
    named = capital and verb and before and before[-1].code == "w"
    if named and sentence.low[at] not in v.NATIONALS:
        return None  # `Ana Carpenter died`
    if follows[:1].isupper() and not follows.isupper() and follows.lower() not in _SAYING:
        return None
    if before and verb and before[-1].head in _LEAVING:
        return at  # `Shooting on A7 leaves driver dead`
    if _is_of_harm(sentence, at, before):
        return at
    if before and before[-1].code not in "cB&A(":
        found = _described(sentence, at, before) if verb else None
        return _bare_object(sentence, at, before) if found is None else found
    if before and before[-1].code == "c" and len(before) > 1:
        named = before[-2].code in "wD" and sentence.words[before[-2].start][:1].isupper()
        if before[-2].code == "D" or (named and not verb):
            return None
    return at


_LEAVING: Final = frozenset({"leaves", "leaving", "left"})


def _is_of_harm(sentence: Sentence, at: int, before: Sequence[Chunk]) -> bool:
    """Say whether a bare noun is that of a victim: `Murder of teacher`, `death of boy, 14`.

    Whose death a text tells of may be a celebrity, so few nouns will do there.
    """
    if not before or not before[-1].head.endswith("of") or sentence.low[at] in OFFICES:
        return False
    last = before[-1]
    harmed = WORDS.get(sentence.low[at + 1] if at + 1 < len(sentence.low) else "", ("", None))
    if last.head == "of" and harmed[0] == "V" and sentence.low[at] in _ANYONE:
        return True  # `family of man shot by police`
    harm = last if last.head.endswith(" of") or len(before) < 2 else before[-2]
    if (
        harm.code != "N"
        or harm.kind != "killed"
        or not noun_ends(sentence, victim_end(sentence, at))
    ):
        return False
    charged = harm is not last and len(before) > 2 and before[-3].code == "p"
    if charged and before[-3].head in _CHARGED:
        return False  # `charged with murder of man`
    return sentence.low[at] in _ANYONE or harm.head in _MURDERS


_CHARGED: Final = frozenset({"with", "of", "for"})


_MURDERS: Final = v.words("murder killing execution lynching")
_ANYONE: Final = v.words("""
    man woman boy girl child toddler baby infant newborn teen teenager youth pensioner student pupil schoolboy schoolgirl worker labourer
    soldier policeman policewoman officer inmate prisoner detainee patient tourist migrant refugee driver passenger cyclist motorcyclist
    pedestrian farmer fisherman miner villager civilian protester couple
""")


def _falls(low: list[str], at: int) -> bool:
    """Say whether `to death`, `to her death` stands at ``at``."""
    whose = low[at : at + 1] == ["to"] and low[at + 1 : at + 2] in (["his"], ["her"])
    return low[at : at + 2] == ["to", "death"] or (whose and low[at + 2 : at + 3] == ["death"])


def _age_end(low: list[str], at: int) -> int | None:
    """Return where `, 6,` ends behind a bare noun (`girl, 6, dies`), else None."""
    listed = low[at : at + 1] == [","] and low[at + 2 : at + 3] == [","]
    return at + 3 if listed and low[at + 1].isdigit() else None


def goes_on(low: list[str], at: int) -> bool:
    """Say whether others are told of beside a bare noun: `Bus driver, four passengers killed`."""
    if low[at : at + 1] not in ([","], ["and"], ["&"]):
        return False
    number = read_number(low, at + 1)
    noun = at + 1 if number is None else number.end
    if number is None and not v.SINGULAR.intersection(low[noun : noun + 1]):
        return False
    return any(
        WORDS.get(verb, ("", None))[0] in ("V", "J", "S") for verb in low[noun + 1 : noun + 3]
    )


def ends_there(sentence: Sentence, at: int | None) -> bool:
    """Say whether no object follows the verb at ``at``: `girl, 8, killed in`."""
    takes = at is not None and WORDS.get(sentence.low[at], ("", None))[0] in ("V", "")
    return at is not None and (not takes or noun_ends(sentence, at + 1))


def _bare_object(sentence: Sentence, at: int, before: Sequence[Chunk]) -> int | None:
    """Return where a bare object begins: `Blast kills off-duty police officer`, else None.

    In capitals a name behind it cannot be told from a noun.
    """
    named = sentence.words[at].isupper() or sentence.low[at] in OFFICES
    if named or not noun_ends(sentence, at + 1):
        return None
    back = len(before) - 1
    while back > 0 and len(before) - back < 4 and _is_adjective(before[back]):
        back -= 1
    verb = before[back]
    if verb.code not in "VA" or verb.head.startswith(("hurt", "lo")):
        return None
    passive = any(one.code == "b" for one in before[max(0, back - 6) : back])
    left = before[back - 1].code if back else ""
    return None if verb.code == "V" and (passive or left not in "wD&r") else verb.end


def _is_adjective(one: Chunk) -> bool:
    whole = (one.code == "w" and one.head not in ARTICLES) or one.head in _FORCE_NOUNS
    plain = whole and one.end - one.start == 1 and not one.head.endswith(("'s", "s'", "ed"))
    return plain or one.head in _BEARING


_BEARING: Final = v.words(
    "armed unarmed masked hooded handcuffed jailed wanted naked retired estranged pregnant"
)


def _described(sentence: Sentence, at: int, before: Sequence[Chunk]) -> int | None:
    """Return where the adjectives in front of a bare noun begin: `Off-duty police officer shot`."""
    if sentence.low[at] in OFFICES:
        return None
    back = len(before) - 1
    while back >= 0 and len(before) - back < 4:
        one = before[back]
        if not _is_adjective(one):
            break
        if (
            one.head in _NONE
            or one.head in ("former", "ex", "late", "then")
            or one.head.startswith("ex-")
        ):
            return None
        back -= 1
    said = back > 0 and before[back].code == "c" and before[back - 1].code in PREDICATES
    if back >= 0 and before[back].code not in "B(" and not said:
        return None
    return before[back + 1].start if back + 1 < len(before) else at


_NONE: Final = frozenset({"no", "not", "any", "each", "every"})


def victim_end(sentence: Sentence, at: int) -> int:
    """Return where `girl, 6` or `mother of two` ends that starts at ``at``: nothing is said of the two."""
    low = sentence.low
    aged = _age_end(low, at + 1)
    if aged is not None:
        return aged - 1
    children = low[at] in PARENTS and low[at + 1 : at + 2] == ["of"]
    number = read_number(low, at + 2) if children else None
    if number is None:
        return at + 1
    if low[number.end : number.end + 1] and names_people(low[number.end]):
        return number.end + 1
    return number.end if noun_ends(sentence, number.end) else at + 1


PARENTS: Final = v.words("mother father mum mom dad parent grandmother grandfather")


def is_victim_alone(low: list[str], at: int, before: Sequence[Chunk]) -> bool:
    """Say whether a people's name opens a clause and is its victim: `Briton shot dead in Nice`."""
    if at + 1 >= len(low):
        return False
    said = WORDS.get(low[at + 1], ("", None))
    phrase = phrase_at(low, at + 1) if low[at + 1] in PHRASES else None
    harmed = (
        said[0] in ("V", "S")
        or low[at + 1] in ("dead", "missing")
        or (phrase is not None and phrase[1] in "VS")
    )
    object_ = low[at + 2 : at + 3]
    opens = not before or before[-1].code in "B&"
    return opens and harmed and not (object_ and (object_[0] in STARTS or object_[0][0].isdigit()))
