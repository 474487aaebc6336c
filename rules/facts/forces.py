"""Forces named in a sentence: whose they are, and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rules.facts import force_words as v
from rules.facts.coded import Chunk
from rules.facts.gazetteer import Place
from rules.facts.movement import GROUND, LEAVING
from rules.facts.numbers import Number, read_number
from rules.facts.sentences import Sentence

_STRONG: Final = re.compile(r"(\d[\d,]*)-(?:soldiers?|troops?|members?|strong|man|officers?)\Z")
_NOUNS: Final = v.BODIES | v.MILITARY | v.BARE
_ARMED_BODIES: Final = v.BODIES | v.ARMED
_GROUND_NOUNS: Final = v.BODIES | v.GROUND | v.BARE
_FOLLOWING: Final = v.INTO | v.VERBS | v.TAKES | v.SENDS
_STOPS: Final = v.INTO | v.SENDS | v.SAYS | v.TAKES | v.HOSTS | v.EXPELS
_GAMES: Final = frozenset({"exercise", "exercises", "drills"})
_NATION_REACH: Final = 6
_SENDER_REACH: Final = 16


@dataclass(frozen=True, slots=True)
class Force:
    """Forces named in tokens ``start`` to ``end`` (exclusive).

    ``nations`` are ISO codes, several where several states are named together; empty with
    ``named`` for an organisation, empty without it where nobody says whose they are. ``clause`` is
    the first token of the clause they stand in: the sender's where one is named. ``ground`` says
    that the noun alone means people on the ground.
    """

    start: int
    end: int
    nations: tuple[str, ...]
    named: bool
    number: Number | None
    clause: int
    ground: bool


def find_forces(
    sentence: Sentence, chunks: Sequence[Chunk], places: Sequence[Place]
) -> Iterator[Force]:
    """Yield the forces of ``sentence`` whose owner is said, in text order."""
    floor = 0
    for at, word in enumerate(sentence.low):
        if at < floor or word not in _NOUNS or not v.may_be_force(sentence.low, at):
            continue
        force = _owned(sentence, at, places, floor)
        if force is None or not _is_force(sentence, at, force):
            continue
        force = _with_number(sentence, at, chunks, force)
        floor = max(force.end, at + 1)
        if force.nations or force.named:
            yield force


def _owned(sentence: Sentence, at: int, places: Sequence[Place], floor: int) -> Force | None:
    """Read whose forces the noun at ``at`` names: before it, behind it, or from who sends them."""
    low = sentence.low
    ground = low[at] in _GROUND_NOUNS
    bare = Force(at, at + 1, (), False, None, at, ground)
    named = _before(sentence, at, places, floor, bare)
    if named is None or not named.nations:  # `UN peacekeepers from Tanzania` are Tanzania's
        named = _behind(sentence, at, places, bare) or named
    if named is not None:
        return named
    sender = _sender(sentence, at, places)
    if sender is not None:
        return replace(bare, nations=sender[0], named=True, clause=sender[1])
    return replace(bare, named=low[at] in ("peacekeepers", "peacekeeper"))


def _is_force(sentence: Sentence, at: int, force: Force) -> bool:
    """Say whether the noun at ``at`` means armed people, not scouts, news or an office."""
    low, word = sentence.low, sentence.low[at]
    near = low[max(0, at - 4) : at]
    follows = low[at + 1 : at + 2]
    if word in ("corps", "engineers") and "of" in (*follows, *near[-1:]):
        return False
    if force.clause < force.start and _of_a_group(sentence, at):
        return False
    if word in v.BARE or word in ("military", "army"):
        return _is_name(sentence, at) if word in v.BARE else _acts(sentence, at)
    if word == "troop":
        return bool(v.TROOP_THINGS.intersection(follows))
    if word in v.VEHICLES and (
        follows in (["for"], ["from"])
        or force.clause < force.start
        or v.SHOWN_OR_GIVEN.intersection(low)
    ):
        return False
    if word in v.BODIES or v.ARMED.intersection(near):
        return True
    if word in v.COLLECTIVE and follows == ["of"]:
        return force.named and bool(_ARMED_BODIES.intersection(low[at + 2 : at + 6]))
    if word in ("forces", "fighters", "corps", "members"):
        return near[-1:] == ["service"] if word == "members" else force.named
    if any(_STRONG.match(one) for one in near):
        return True
    if word == "police":
        return bool(near) and near[-1][0].isdigit()
    return word in v.TEACHERS and bool(v.WAR.intersection(low))


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
    if at + 1 >= len(sentence.low):
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


def _before(
    sentence: Sentence, at: int, places: Sequence[Place], floor: int, bare: Force
) -> Force | None:
    """Read the words before the noun: `9,000 North Korean`, `Philippine and US`, `UN`."""
    low = sentence.low
    for back in range(max(floor, at - 4), at + 1):
        for name, code in v.GROUPS_BY_FIRST.get(low[back].removesuffix("'s"), ()):
            if tuple(plain.removesuffix("'s") for plain in low[back : back + len(name)]) == name:
                return replace(
                    bare, start=back, end=max(at + 1, back + len(name)), nations=(code,),
                    named=True, clause=back,
                )  # fmt: skip
    nations: list[str] = []
    start = at
    for place in reversed(places):
        if place.end > start or place.start < floor:
            continue
        gap = low[place.end : start]
        if len(gap) > _NATION_REACH or not _joins(gap, bool(nations)):
            break
        owner = place.kind == "demonym" or _possessive(low, place)
        where = gap and place.start and low[place.start - 1] in v.INTO
        if not (owner or (place.kind == "name" and not where) or nations):
            break
        nations.insert(0, place.code)
        start = place.start
    if nations:
        return replace(
            bare, start=start, nations=tuple(dict.fromkeys(nations)), named=True, clause=start
        )
    for back in range(at - 1, max(floor - 1, at - 5), -1):
        if _organisation(sentence, back):
            return replace(bare, start=back, named=True, clause=back)
        if low[back] in v.INTO or not low[back][0].isalnum():
            break
    return None


def _joins(gap: Sequence[str], several: bool) -> bool:
    """Say whether the words between a nation and a noun (or the next nation) hold them together."""
    if several:
        said = tuple(word for word in gap if word != "the")
        return said in (("and",), (",",), (",", "and"), ("-",))
    if gap and v.OFFICES.intersection(gap) and not gap[-1].endswith("'s"):
        return False
    if v.WEAPONS.intersection(gap):
        return False  # `US strikes hit Houthi fighters`
    return not any(
        word in _STOPS or word in ("and", "of", "for", "with", "by") or not word[0].isalnum()
        for word in gap
    )


def _possessive(low: Sequence[str], place: Place) -> bool:
    return low[place.end - 1].endswith(("'s", "s'"))


def _organisation(sentence: Sentence, at: int) -> bool:
    word = sentence.low[at]
    if word == "un" and not sentence.words[at].isupper():
        return False  # Kim Jong Un
    return word.replace(".", "").removesuffix("'s") in v.ORGANISATIONS or word.startswith(
        ("nato-", "un-", "eu-")
    )


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
        if place.start - end > 1 or (nations and not _joins(low[end : place.start], True)):
            break
        nations.append(place.code)
        end = place.end
    if not nations:
        return None
    return replace(bare, end=end, nations=tuple(nations), named=True)


def _sender(
    sentence: Sentence, at: int, places: Sequence[Place]
) -> tuple[tuple[str, ...], int] | None:
    """Read who sends: `Kenya deploys 1,000 police officers`, `NATO rules out sending troops`.

    Returns the codes (none for an organisation) and where the sender stands.
    """
    low = sentence.low
    for number in range(len(places) - 1, -1, -1):
        place = places[number]
        if place.end > at:
            continue
        if at - place.end > _SENDER_REACH:
            break
        if _sends(sentence, place, low[place.end : at]):
            return _together(sentence, places, number), place.start
    for back in range(at - 1, max(-1, at - _SENDER_REACH), -1):
        code = v.LEADERS.get(low[back].removesuffix("'s"))
        if code is None:
            continue
        leads = sentence.words[back][:1].isupper() and not _GAMES.intersection(low[at : at + 2])
        if leads and _sends(sentence, Place(code, "name", back, back + 1), low[back + 1 : at]):
            return (code,), back
    for back in range(max(0, at - 10), at):
        if _organisation(sentence, back) and v.SENDS.intersection(low[back:at]):
            return (), back
    for back in range(max(1, at - 10), at):
        # In news of Korea, `the North` acts for itself.
        north = low[back - 1 : back + 1] == ["the", "north"]
        if north and v.SENDS.intersection(low[back:at]) and any(p.code == "KR" for p in places):
            return ("KP",), back - 1
    return None


def _sends(sentence: Sentence, place: Place, between: Sequence[str]) -> bool:
    """Say whether ``place`` is who sends: a state that acts, not where something is."""
    low = sentence.low
    before = low[place.start - 1] if place.start else ""
    called = before == "on" and place.start > 1 and low[place.start - 2].startswith("call")
    if (before in v.INTO or before in ("of", "with", "against", "for")) and not called:
        return False
    if place.kind == "demonym" and not v.ACTING.intersection(between[:2]):
        return False
    sends = v.SENDS.intersection(between) or between[-1:] in (["no"], ["its"], ["their"])
    if place.kind in ("region", "city") or not sends:
        return False
    for at, word in enumerate(between):
        if word in v.SAYS and between[at + 1 : at + 2]:
            return bool(v.ITSELF.intersection(between[at + 1 : at + 5])) or (
                between[at + 1] in v.SENDS or between[at + 1] in ("no", "to")
            )
    return True


def _together(sentence: Sentence, places: Sequence[Place], last: int) -> tuple[str, ...]:
    """Return the codes of states named together (`France and Britain`), the last at ``last``."""
    codes = [places[last].code]
    start = places[last].start
    for place in reversed(places[:last]):
        gap = sentence.low[place.end : start]
        where = (
            place.start > 0 and sentence.low[place.start - 1] in v.INTO
        )  # `In Paris, Kenya said`
        if where or not gap or not _joins(gap, True) or place.kind in ("region", "city"):
            break
        codes.insert(0, place.code)
        start = place.start
    return tuple(dict.fromkeys(codes))


def _with_number(sentence: Sentence, at: int, chunks: Sequence[Chunk], force: Force) -> Force:
    """Add how many: before the noun (`9,000 …`), or behind it (`a brigade of 5,000 soldiers`)."""
    low = sentence.low
    for back in range(at - 1, max(-1, at - 4), -1):
        strong = _STRONG.match(low[back])
        if strong:
            value = int(strong.group(1).replace(",", ""))
            number = Number(value, value, None, back, back + 1, back)
            return replace(force, number=number, start=min(force.start, back), ground=True)
    counted = [one for one in chunks if one.number and not one.weak and _is_count(sentence, one)]
    if low[at] in v.COLLECTIVE and low[at + 1 : at + 2] == ["of"]:
        for one in counted:
            if at + 2 <= one.start <= at + 4 and one.code == "M":
                return replace(force, number=one.number, end=one.end, ground=True)
    for one in counted:
        covers = one.start <= at < one.end + 2 and one.number and one.number.bare <= at
        leads = low[one.end : one.end + 1] == ["of"] and one.end + 1 <= force.start <= one.end + 2
        if covers or leads:
            assert one.number is not None
            return replace(
                force, number=one.number, start=min(force.start, one.number.start),
                ground=force.ground or low[at] in v.MILITARY,
            )  # fmt: skip
    bare = read_number(low, at - 1) if at else None
    if bare is not None and bare.end == at and _is_plain(sentence, bare):
        return replace(force, number=bare, start=min(force.start, bare.start))
    return force


def _is_count(sentence: Sentence, one: Chunk) -> bool:
    return one.number is not None and _is_plain(sentence, one.number)


def _is_plain(sentence: Sentence, number: Number) -> bool:
    """Say whether a number counts forces: it is no year (`In 2003 US forces`)."""
    bare = sentence.low[number.bare]
    before = sentence.low[number.bare - 1] if number.bare else ""
    year = 1900 <= number.low <= 2100 and bare.isdigit()
    return not (year and before in ("in", "since", "by", "of", "from", "until", "during"))
