"""Whose forces a noun names: by what stands beside it, or by who sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rules.facts import force_words as v
from rules.facts.gazetteer import Place
from rules.facts.movement import LEAVING
from rules.facts.senders import REACH, is_organisation, joins, sender, speaker
from rules.facts.sentences import Sentence
from rules.facts.strengths import Force

_GROUND_NOUNS: Final = v.BODIES | v.GROUND | v.BARE
_NATION_REACH: Final = 6
_OPENING: Final = 6
_AGAINST: Final = frozenset(
    {"rejects", "opposes", "condemns", "blames", "accuses", "denounces", "fears"}
)


def owned(sentence: Sentence, at: int, places: Sequence[Place], floor: int) -> Force | None:
    """Read whose forces the noun at ``at`` names: before it, behind it, or from who sends them."""
    low = sentence.low
    ground = low[at] in _GROUND_NOUNS or low[max(0, at - 1) : at + 1] == ["special", "forces"]
    bare = Force(at, at + 1, (), False, None, at, ground)
    named = _before(sentence, at, places, floor, bare)
    if named is None or not named.nations:  # `UN peacekeepers from Tanzania` are Tanzania's
        named = _behind(sentence, at, places, bare) or named
    if named is not None and (
        named.nations or not v.GIVES.intersection(low[max(0, at - REACH) : at])
    ):
        return named
    sent = sender(sentence, at, places)
    if sent is not None:
        return replace(bare, nations=sent[0], named=True, clause=sent[1])
    if named is not None:
        return named
    if at < _OPENING and "no" in low[:2]:
        code = speaker(sentence, at, places)
        return replace(bare, nations=(code,), named=True) if code else None
    blue = low[max(0, at - 1) : at + 1] == ["blue", "helmets"]
    return replace(bare, named=blue or low[at] in ("peacekeepers", "peacekeeper"))


def _before(
    sentence: Sentence, at: int, places: Sequence[Place], floor: int, bare: Force
) -> Force | None:
    """Read the words before the noun: `9,000 North Korean`, `Philippine and US`, `UN`."""
    low = sentence.low
    group = _grouped(sentence, at, places, floor, bare)
    if group is not None:
        return group
    owners = _owners(sentence, at, places, floor)
    start = owners[0].start if owners else at
    where = len(owners) == 1 and owners[0].kind == "name"
    if (
        where
        and start
        and sentence.words[start - 1].isupper()
        and is_organisation(sentence, start - 1)
    ):
        first = start - 1  # `UN Lebanon force`
        return replace(bare, start=first, named=True, clause=first, where=owners[0])
    if len(owners) == 2 and owners[0].end == owners[1].start:
        bare, owners = replace(bare, where=owners[1]), owners[:1]
    if owners:
        nations = tuple(dict.fromkeys(place.code for place in owners))
        return replace(bare, start=start, nations=nations, named=True, clause=start)
    for back in range(at - 1, max(floor - 1, at - 5), -1):
        if is_organisation(sentence, back):
            beside = [one for one in places if one.end == back - 1 and low[back - 1] == "and"]
            nations = tuple(one.code for one in beside)  # `US and NATO forces`
            start = beside[0].start if beside else back
            return replace(bare, start=start, nations=nations, named=True, clause=start)
        if low[back] in v.INTO or not low[back][0].isalnum():
            break
    return None


def _owners(sentence: Sentence, at: int, places: Sequence[Place], floor: int) -> list[Place]:
    """Return the states named before the noun at ``at``, in text order, two side by side with a place."""
    low = sentence.low
    owners: list[Place] = []
    start = at
    for place in reversed(places):
        if place.end > start or place.start < floor:
            continue
        gap = low[place.end : start]
        owns = place.kind == "demonym" or _possessive(low, place)
        named = owners and not gap and owners[0].kind != "demonym"
        if named and (owns or sentence.words[place.start].isupper()):
            return [place, *owners[:1]]  # `Germany's Lithuania brigade`
        if len(gap) > _NATION_REACH or not joins(gap, bool(owners)):
            break
        where = gap and place.start and low[place.start - 1] in v.INTO
        if gap and gap[0] in _AGAINST and not owns:
            break  # `Jordan rejects Arab troops`
        if not (owns or (place.kind == "name" and not where) or owners):
            break
        owners.insert(0, place)
        start = place.start
    return owners


def _grouped(
    sentence: Sentence, at: int, places: Sequence[Place], floor: int, bare: Force
) -> Force | None:
    """Read the name of a group that is one state's: `Wagner`, `the Foreign Legion`."""
    low = sentence.low
    for back in range(max(floor, at - 4), at + 1):
        for name, code in v.GROUPS_BY_FIRST.get(low[back].removesuffix("'s"), ()):
            if name == v.LEGION and any(one.end == back for one in places):
                continue  # `the Ukrainian Foreign Legion`
            if tuple(plain.removesuffix("'s") for plain in low[back : back + len(name)]) == name:
                return replace(
                    bare, start=back, end=max(at + 1, back + len(name)), nations=(code,),
                    named=True, clause=back,
                )  # fmt: skip
    return None


def _possessive(low: Sequence[str], place: Place) -> bool:
    return low[place.end - 1].endswith(("'s", "s'"))


def _behind(sentence: Sentence, at: int, places: Sequence[Place], bare: Force) -> Force | None:
    """Read `troops from Kenya and Burundi`."""
    low = sentence.low
    # Those that leave come from where they were.
    if low[at + 1 : at + 2] != ["from"] or LEAVING.search(" ".join(low[max(0, at - 8) : at])):
        return None
    if v.MOVED.intersection(low[max(0, at - 6) : at]):
        return None
    nations: list[str] = []
    end = at + 2
    for place in places:
        if place.start < at + 2:
            continue
        if place.start - end > 1 or (nations and not joins(low[end : place.start], True)):
            break
        nations.append(place.code)
        end = place.end
    if not nations:
        return None
    return replace(bare, end=end, nations=tuple(nations), named=True)
