"""Turns of phrase that are more than a word and no fixed phrase: `beaten to death`, `with severe burns`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rules.facts.coded import Chunk
from rules.facts.model import Kind
from rules.facts.nouns import names_people
from rules.facts.numbers import Number
from rules.facts.numerals import STARTS
from rules.facts.predicates import HURTS, PREDICATE_WORDS, WORDS
from rules.facts.words import DETERMINER, ILL, words

CLAIMS: Final = words("claim claims claimed claiming")
STARTERS: Final = CLAIMS | words(
    "a each every per to with in number being double triple quadruple fatal deadly strangled stab"
)
_TOLLED: Final[dict[str, Kind]] = {
    "deaths": "killed", "fatalities": "killed", "injuries": "injured", "casualties": "casualties", "hostages": "captured",
}  # fmt: skip
_UNITS: Final = words("day week month year")
# Behind these a unit is a point in time: `a day after`.
_THEN: Final = words("ago after before earlier later since old when")
_BEFALLEN: Final = words("killed dead injured wounded hurt displaced missing kidnapped abducted")
# What brings nobody nearer to death than a court or a joke does.
_SENTENCED: Final = words("""
    sentenced sentences sentencing sentence condemned condemns condemning condemn scared scares frightened bored worried loved tired
    used opposed related linked led compared limited confined returned added owed devoted
""")
# Whoever does these `to death` dies of it.
_DIE: Final = words("""
    freeze freezes froze burn burns starve starves choke chokes bleed bleeds bled fall falls fell plunge plunges plunged leap leaps leapt
    jump jumps jumped slip slips slipped tumble tumbles tumbled
""")
CALAMITIES: Final = words("""
    fire fires blaze inferno wildfire wildfires bushfire bushfires flood floods flooding landslide landslides mudslide mudslides avalanche rockfall quake
    earthquake tremor tsunami cyclone hurricane typhoon storm storms tornado tornadoes lightning heatwave heat cold blizzard snowstorm
    crash crashes accident accidents collision pile-up derailment blast explosion explosions bomb bombs bombing attack attacks shooting strike strikes
    airstrike airstrikes shelling stampede crush collapse cave-in sinking outbreak epidemic pandemic cholera ebola malaria measles dengue virus
    covid covid-19 flu fever disease famine hunger drought liquor hooch moonshine eruption volcano landmine ambush raid clash clashes
    violence war fighting
""")


def idiom(low: list[str], at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read the idiom that starts at word ``at``, or ends there with a verb of ``before``."""
    word = low[at]
    if at + 1 >= len(low) or not (before or word in _OPENING):
        return None
    reader = _READERS.get(word)
    if reader is not None:
        return reader(low, at, before)
    if word in CLAIMS:
        return Chunk("A", at, at + 1, "killed", None, word) if _deadly(low, at) else None
    rate = low[at + 1] in _UNITS and before[-1].number is not None
    timed = low[at + 2 : at + 3] and low[at + 2] in _THEN
    return Chunk("a", at, at + 2, head="a day") if rate and not timed else None


def _to(low: list[str], at: int, before: Sequence[Chunk]) -> Chunk | None:
    if low[at + 1] == "flee":
        return _made_to_flee(at, before)
    return _to_death(at, before) if low[at + 1] == "death" else _to_hospital(low, at, before)


def _stab(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `stab three` as a verb, `stab wounds` as none."""
    counted = low[at + 1] in STARTS or low[at + 1][0].isdigit()
    return Chunk("A", at, at + 1, "injured", None, "stab") if counted else None


def _strangled(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `strangled until unconscious`: who is lives."""
    survived = not _ALIVE.isdisjoint(low[at + 1 : at + 8])
    return Chunk("V", at, at + 1, "injured", None, "strangled") if survived else None


def _made_to_flee(at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read `forces 12,000 to flee`, as said of the people between."""
    if (
        not before
        or before[-1].code not in "MQ"
        or _FORCING.isdisjoint(one.head for one in before[-4:-1])
    ):
        return None
    return Chunk("J", at, at + 2, "displaced", None, "to flee")


_FORCING: Final = words(
    "force forces forced forcing compel compels compelled compelling drive drives drove driven driving"
)


def _number_of(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `the number of confirmed cholera deaths` as a toll; `a number of deaths` is none."""
    if (at and low[at - 1] == "a") or low[at + 1] != "of":
        return None
    for end in range(at + 2, min(at + 6, len(low))):
        kind = _TOLLED.get(low[end])
        if kind is None and end > at + 2 and low[end] in _BEFALLEN and names_people(low[end - 1]):
            kind = WORDS[low[end]][1]  # `the number of pilgrims killed`
            other = WORDS[low[end + 2]][1] if _or_befallen(low, end + 1) else kind
            if {kind, other} == {"killed", "injured"}:
                return Chunk("T", at, end + 3, "casualties", None, "number of deaths")
        if kind is not None:
            return Chunk("T", at, end + 1, kind, None, "number of deaths")
        if not low[end].isalpha() or low[end] in STARTS or low[end] in PREDICATE_WORDS:
            return None
    return None


def _or_befallen(low: list[str], at: int) -> bool:
    """Say whether `or wounded` stands at ``at``."""
    return low[at : at + 1] in (["or"], ["and"]) and not _BEFALLEN.isdisjoint(low[at + 1 : at + 2])


def _to_death(at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read `clubbed to death`, and `to death` behind those whom someone `tramples`."""
    last = before[-1]
    if last.code in "wV" and last.end - last.start == 1 and last.head.endswith(("ed", "en")):
        known = last.head in _SENTENCED
        return None if known else Chunk("V", last.start, at + 2, "killed", None, last.head)
    if last.head in _DIE and last.end - last.start == 1:
        return Chunk("S", last.start, at + 2, "killed", None, last.head)
    verbs = {one.head for one in before[-5:] if one.code in "wVA"}
    counted = last.code in "MQ" and len(before) > 1 and not verbs & _SENTENCED
    return Chunk("J", at, at + 2, "killed", None, "to death") if counted else None


def _to_hospital(low: list[str], at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read `rushed to Kisumu county hospital`, as said of people hurt."""
    sent = before[-1].code in "MQU" and len(before) > 1 and before[-2].head in _SENT
    if not sent and before[-1].head not in _CARRIED:
        return None
    if before[-1].head == "admitted" and not ILL.isdisjoint(low):
        return None
    for end in range(at + 1, min(at + 6, len(low))):
        if low[end] in ("hospital", "hospitals"):
            first = at if sent else before[-1].start
            code = "J" if sent else "V"
            return Chunk(code, first, end + 1, "injured", None, "taken to hospital")
        if not low[end].isalpha() or low[end] in STARTS - {"a"} or low[end] in PREDICATE_WORDS:
            return None
    return None


_SENT: Final = words("send sends sent sending")
_CARRIED: Final = words("taken rushed airlifted flown carried conveyed hurried admitted")


def _being_treated(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `being treated at the scene`, as said of people hurt."""
    treated = low[at + 1] == "treated" and low[at + 2 : at + 3] in (["in"], ["at"], ["by"], ["on"])
    if not treated or not ILL.isdisjoint(low):
        return None
    return Chunk("S", at, at + 2, "injured", None, "being treated")


_ALIVE: Final = words("until survived survives unconscious consciousness")
_FOLD: Final = {"double": 2, "triple": 3, "quadruple": 4}
_OPENING: Final = _FOLD.keys() | {"fatal", "deadly", "number"}
_FOLDED: Final = words("murder killing homicide execution assassination lynching")
# Behind these a murder is a charge, a case or somebody else's past.
_OF_COURTS: Final = words("""
    suspect suspects accused charge charges case cases trial trials convict convicts conviction convictions verdict inquiry probe appeal
    guilty attempted jailed verdicts appeals mystery weapon scene plot movie film drama series
""")


def _manifold(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `triple murder` as that of three."""
    if low[at + 1] not in _FOLDED or not _OF_COURTS.isdisjoint(low[at + 2 : at + 7]):
        return None
    size = _FOLD[low[at]]
    number = Number(size, size, None, at, at + 1, at)
    return Chunk("M", at, at + 2, "killed", number, "victims")


def _fatal(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `the fatal stabbing of a boy` as the noun of harm that it is."""
    if low[at + 1] not in _FATAL or low[at + 2 : at + 3] != ["of"]:
        return None
    return Chunk("N", at, at + 3, "killed", None, "killing of")


_FATAL: Final = words("stabbing shooting beating stabbings shootings beatings poisoning")


def _with_wounds(low: list[str], at: int, _before: Sequence[Chunk]) -> Chunk | None:
    """Read `with serious burns`, as said of the people before it."""
    for end in range(at + 1, min(at + 6, len(low))):
        word = low[end]
        if word in HURTS:
            return Chunk("J", at, end + 1, "injured", None, "with wounds")
        if word in STARTS or word in DETERMINER or word in PREDICATE_WORDS or word == "no":
            return None
        if not (word[0].isalpha() or word == "-"):
            return None
    return None


def _in_hospital(low: list[str], at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Read `one dead, six in hospital`."""
    if low[at + 1] == "hospital" and before[-1].code == "b" and low[at + 2 : at + 3] == ["with"]:
        return _with_wounds(low, at + 2, before)  # `six were in hospital with burns`
    if low[at + 1] != "hospital" or before[-1].code not in "MQ":
        return None
    if before[-1].code == "Q" and not _AT_ONCE.isdisjoint(low[:at]):
        return None  # `ten died at the scene and three more in hospital`
    sent = len(before) > 1 and before[-2].head in _SENDING
    hurt = low[at + 2 : at + 3] in (["after"], ["following"]) and ILL.isdisjoint(low)
    told = sent or hurt or (before[-1].code == "Q" and any(one.kind is not None for one in before))
    return Chunk("J", at, at + 2, "injured", None, "in hospital") if told else None


_AT_ONCE: Final = words("scene spot instantly outright")
_SENDING: Final = words("put puts putting land lands landed leave leaves left leaving")


def _deadly(low: list[str], at: int) -> bool:
    """Say whether a calamity does what `claims` says, as in `Fire claims four`, and nobody else."""
    for back in range(at - 1, max(-1, at - 12), -1):
        if low[back] in CALAMITIES:
            return True
        if names_people(low[back]) or not low[back][0].isalpha():
            return False
    return False


_Reader = Callable[[list[str], int, Sequence[Chunk]], Chunk | None]
_READERS: Final[dict[str, _Reader]] = {
    "to": _to,
    "with": _with_wounds,
    "in": _in_hospital,
    "number": _number_of,
    "stab": _stab,
    "strangled": _strangled,
    "being": _being_treated,
    "fatal": _fatal,
    "deadly": _fatal,
    **dict.fromkeys(_FOLD, _manifold),
}
