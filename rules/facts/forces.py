"""Forces named in a sentence: whose they are, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rules.facts import force_words as v
from rules.facts.coded import Chunk
from rules.facts.gazetteer import Place
from rules.facts.movement import GROUND, LEAVING
from rules.facts.sentences import Sentence
from rules.facts.strengths import Force, is_strong, with_strength

_NOUNS: Final = v.BODIES | v.MILITARY | v.BARE
_ARMED_BODIES: Final = v.BODIES | v.ARMED
_GROUND_NOUNS: Final = v.BODIES | v.GROUND | v.BARE
_FOLLOWING: Final = v.INTO | v.VERBS | v.TAKES | v.SENDS
_STOPS: Final = v.INTO | v.SENDS | v.SAYS | v.TAKES | v.HOSTS | v.EXPELS
_GAMES: Final = frozenset({"exercise", "exercises", "drills"})
_NATION_REACH: Final = 6
_SENDER_REACH: Final = 16


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
        force = _owned(sentence, at, places, floor)
        if force is None or not _is_force(sentence, at, force):
            continue
        force = with_strength(sentence, chunks, at, force)
        if force.nations or force.named:
            floor = max(force.end, at + 1)
            yield force


def _owned(sentence: Sentence, at: int, places: Sequence[Place], floor: int) -> Force | None:
    """Read whose forces the noun at ``at`` names: before it, behind it, or from who sends them."""
    low = sentence.low
    ground = low[at] in _GROUND_NOUNS or low[max(0, at - 1) : at + 1] == ["special", "forces"]
    bare = Force(at, at + 1, (), False, None, at, ground)
    named = _before(sentence, at, places, floor, bare)
    if named is None or not named.nations:  # `UN peacekeepers from Tanzania` are Tanzania's
        named = _behind(sentence, at, places, bare) or named
    if named is not None and (
        named.nations or not v.GIVES.intersection(low[max(0, at - _SENDER_REACH) : at])
    ):
        return named
    sender = _sender(sentence, at, places)
    if sender is not None:
        return replace(bare, nations=sender[0], named=True, clause=sender[1])
    if named is not None:
        return named
    blue = low[max(0, at - 1) : at + 1] == ["blue", "helmets"]
    return replace(bare, named=blue or low[at] in ("peacekeepers", "peacekeeper"))


def _is_force(sentence: Sentence, at: int, force: Force) -> bool:
    """Say whether the noun at ``at`` means armed people, not scouts, news or an office."""
    low, word = sentence.low, sentence.low[at]
    near = low[max(0, at - 4) : at]
    follows = low[at + 1 : at + 2]
    if force.clause < force.start and _of_a_group(sentence, at):
        return False
    if word == "helmets":
        return near[-1:] == ["blue"]
    if word in v.BARE:
        return _is_name(sentence, at)
    if word in ("military", "army"):
        return _acts(sentence, at)
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


def _before(
    sentence: Sentence, at: int, places: Sequence[Place], floor: int, bare: Force
) -> Force | None:
    """Read the words before the noun: `9,000 North Korean`, `Philippine and US`, `UN`."""
    low = sentence.low
    group = _grouped(sentence, at, places, floor, bare)
    if group is not None:
        return group
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


def _joins(gap: Sequence[str], several: bool) -> bool:
    """Say whether the words between a nation and a noun (or the next nation) hold them together."""
    if several:
        said = tuple(word for word in gap if word != "the")
        return said in (("and",), (",",), (",", "and"), ("-",))
    if gap and v.OFFICES.intersection(gap) and not gap[-1].endswith("'s"):
        return False
    if v.WEAPONS.intersection(gap) and "and" not in gap:
        return False  # `US strikes hit Houthi fighters`
    if len(gap) < _NATION_REACH and gap[-2:-1] == ["and"] and gap[-1][0].isdigit():
        gap = gap[:-2]  # `four Italian jets and 180 airmen`
    return not any(
        word in _STOPS
        or word in ("and", "of", "for", "with", "by", "as", "when")
        or not word[0].isalnum()
        for word in gap
    )


def _possessive(low: Sequence[str], place: Place) -> bool:
    return low[place.end - 1].endswith(("'s", "s'"))


def _organisation(sentence: Sentence, at: int) -> bool:
    word = sentence.low[at]
    if word == "un" and not sentence.words[at].isupper():
        return False  # Kim Jong Un
    if at and sentence.low[at - 1] in v.UNIONS.get(word.removesuffix("'s"), ()):
        return True
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
        code = _leader(sentence, back)
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


def _leader(sentence: Sentence, at: int) -> str | None:
    """Return the state that the name at ``at`` speaks for, or whose group it is."""
    word = sentence.low[at].removesuffix("'s")
    if word == "kim":
        full = sentence.low[at + 1 : at + 2] in (["jong"], ["jong-un"])
        alone = not any(one[:1].isupper() for one in sentence.words[max(0, at - 1) : at])
        alone = alone and not any(one[:1].isupper() for one in sentence.words[at + 1 : at + 2])
        return "KP" if full or alone else None
    return v.LEADERS.get(word) or ("RU" if word == "wagner" else None)


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
