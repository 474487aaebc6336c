"""Forces named in a sentence: which nouns mean armed people there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rules.facts import force_words as v
from rules.facts.coded import Chunk
from rules.facts.gazetteer import Place
from rules.facts.movement import GROUND, LEAVING
from rules.facts.owners import owned
from rules.facts.sentences import Sentence
from rules.facts.strengths import Force, is_strong, with_strength

_NOUNS: Final = v.BODIES | v.MILITARY | v.BARE
_ARMED_BODIES: Final = v.BODIES | v.ARMED
_FOLLOWING: Final = v.INTO | v.VERBS | v.TAKES | v.SENDS


def find_forces(
    sentence: Sentence, chunks: Sequence[Chunk], places: Sequence[Place]
) -> Iterator[Force]:
    """Yield the forces of ``sentence`` whose owner is said, in text order."""
    floor = 0
    for at, word in enumerate(sentence.low):
        if at < floor or word not in _NOUNS or not v.may_be_force(sentence.low, at):
            continue
        if word == "police" and sentence.low[at + 1 : at + 2] and sentence.low[at + 1] in _NOUNS:
            continue  # `a police contingent`
        force = owned(sentence, at, places, floor)
        if force is None or not _is_force(sentence, at, force):
            continue
        force = with_strength(sentence, chunks, at, force)
        if force.nations or force.named:
            floor = max(force.end, at + 1)
            yield force


def _is_force(sentence: Sentence, at: int, force: Force) -> bool:
    """Say whether the noun at ``at`` means armed people, not scouts, news or an office."""
    low, word = sentence.low, sentence.low[at]
    near = low[max(0, at - 4) : at]
    follows = low[at + 1 : at + 2]
    if force.clause < force.start and _of_a_group(sentence, at):
        return False
    if word == "force" and follows and follows[0] in ("base", "bases", "one", "two"):
        return False  # `an air force base`, `Air Force One`
    if word == "helmets":
        return near[-1:] == ["blue"]
    if word in v.BARE:
        return _is_name(sentence, at)
    if word in ("military", "army") or word in v.LETTERED:
        return _acts(sentence, at)
    if word == "guards":
        return near[-2:-1] != [] and (
            near[-2][0].isdigit() or follows in (["in"], ["to"], ["from"])
        )
    if word == "men" and v.ARMED.isdisjoint(near[-2:]) and v.NAMED_FORCES.isdisjoint(near):
        return _is_armed(sentence, at, force)
    if word == "company":
        return near[-1:] != [] and near[-1] in v.ARMED - {"security"}
    if word == "troop":
        return bool(v.TROOP_THINGS.intersection(follows))
    if word in v.VEHICLES and (
        follows in (["for"], ["from"])
        or force.clause < force.start
        or v.SHOWN_OR_GIVEN.intersection(low)
    ):
        return False
    armed = follows in (["of"], ["from"]) and v.ARMED.intersection(low[at + 2 : at + 4])
    if not armed and word in ("corps", "engineers") and "of" in (*follows, *near[-1:]):
        return False
    return bool(
        armed
        or word in v.BODIES
        or v.ARMED.intersection(near)
        or v.NAMED_FORCES.intersection(near)
        or is_strong(near)
        or _is_armed(sentence, at, force)
    )


def _is_armed(sentence: Sentence, at: int, force: Force) -> bool:
    """Say whether what stands around a noun of everyday makes it a force: `a mission of 300 soldiers`."""
    low, word = sentence.low, sentence.low[at]
    near = low[max(0, at - 2) : at]
    if word in v.COLLECTIVE and low[at + 1 : at + 2] == ["of"]:
        return force.named and bool(_ARMED_BODIES.intersection(low[at + 2 : at + 6]))
    if word in ("forces", "fighters", "corps"):
        return force.named
    if word in ("force", "mission"):
        return force.named and (
            near[-1:] == ["training"] or (word == "force" and _acts(sentence, at))
        )
    if word == "members":
        return near[-1:] == ["service"]
    if word in ("police", "policemen", "men"):
        counted = any(one[0].isdigit() for one in near)
        sent = word != "men" and v.POSTED.intersection(low) and v.INQUIRING.isdisjoint(low)
        return counted or bool(sent)
    war = v.FIGHTS if word == "volunteers" else v.WAR
    return (word == "volunteers" or word in v.TEACHERS) and bool(war.intersection(low))


def _is_name(sentence: Sentence, at: int) -> bool:
    """Say whether a name that is a surname too acts as forces do: `Wagner leaves`, not `Wagner boss`."""
    before = sentence.words[at - 1] if at else ""
    if not sentence.words[at][:1].isupper() or at + 1 >= len(sentence.low):
        return False
    if before[:1].isupper() and before.isalpha() and before.lower() not in _NO_GIVEN_NAMES:
        return False
    follow = sentence.low[at + 1]
    return follow in _FOLLOWING or any(one.fullmatch(follow) for one in (GROUND, LEAVING))


_NO_GIVEN_NAMES: Final = frozenset({"russian", "as", "why", "how", "after", "with", "when", "if"})


def _of_a_group(sentence: Sentence, at: int) -> bool:
    """Say whether a name that is no state's stands before the noun: `Taliban fighters`."""
    words = sentence.words
    long = [word for word in words if len(word) > 3]
    titled = sum(word[:1].isupper() for word in long) * 2 > len(long)
    before = words[at - 1] if at > 1 else ""
    return before[:1].isupper() and not titled and before.lower() not in v.ARMED


def _acts(sentence: Sentence, at: int) -> bool:
    """Say whether an army itself is meant: a verb or a place comes next (not `military news`)."""
    if at + 1 >= len(sentence.low) or sentence.low[at + 1] in (".", "!", "?"):
        return not (at >= 3 and sentence.low[at - 3 : at - 1] == ["according", "to"])
    follow = sentence.low[at + 1]
    if follow in v.ARMY_THINGS:
        return True
    to_place = (
        follow == "to" and sentence.words[at + 2 : at + 3] and sentence.words[at + 2][:1].isupper()
    )
    if follow in ("base", "bases") or (to_place and not sentence.words[at][:1].isupper()):
        return False  # `secrets on US military to China`
    return follow in _FOLLOWING or bool(GROUND.fullmatch(follow))
