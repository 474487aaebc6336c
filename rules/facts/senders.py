"""Who sends forces: the state, leader or organisation that a verb of sending goes with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import force_words as v
from rules.facts.gazetteer import Place
from rules.facts.sentences import Sentence

REACH: Final = 16
_NATION_REACH: Final = 6
_STOPS: Final = v.INTO | v.SENDS | v.SAYS | v.TAKES | v.HOSTS | v.EXPELS
_GAMES: Final = frozenset({"exercise", "exercises", "drills"})


def sender(
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
        if at - place.end > REACH:
            break
        if _sends(sentence, place, low[place.end : at]):
            return _together(sentence, places, number), place.start
    for back in range(at - 1, max(-1, at - REACH), -1):
        code = _leader(sentence, back)
        if code is None:
            continue
        leads = sentence.words[back][:1].isupper() and not _GAMES.intersection(low[at : at + 2])
        if leads and _sends(sentence, Place(code, "name", back, back + 1), low[back + 1 : at]):
            return (code,), back
    for back in range(max(0, at - 10), at):
        if is_organisation(sentence, back) and v.SENDS.intersection(low[back:at]):
            return (), back
    for back in range(max(1, at - 10), at):
        # In news of Korea, `the North` acts for itself.
        north = low[back - 1 : back + 1] == ["the", "north"]
        if north and v.SENDS.intersection(low[back:at]) and any(p.code == "KR" for p in places):
            return ("KP",), back - 1
    return None


def speaker(sentence: Sentence, at: int, places: Sequence[Place]) -> str | None:
    """Return the state that speaks behind a last comma: `No troops for Ukraine, Rome says`."""
    low = sentence.low
    for comma in range(len(low) - 3, at, -1):
        if low[comma] == ",":
            told = next((p for p in places if p.start == comma + 1), None)
            code = told.code if told else _leader(sentence, comma + 1)
            says = low[told.end if told else comma + 2 : len(low)][:1]
            if code and says and says[0] in v.SAYS | _VOWS:
                return code
    return None


_VOWS: Final = frozenset({"vows", "vowed", "insists", "insisted", "promises", "pledges"})


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
    called = before == "on" and place.start > 1
    called = called and low[place.start - 2].startswith(("call", "press"))
    if (before in v.INTO or before in ("of", "with", "against", "for")) and not called:
        return False
    people = between[:1] and (between[0] in v.SENDS or between[0] == "to")  # `Swiss to keep 195`
    if place.kind == "demonym" and not (people or v.ACTING.intersection(between[:2])):
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
        if where or not gap or not joins(gap, True) or place.kind in ("region", "city"):
            break
        codes.insert(0, place.code)
        start = place.start
    return tuple(dict.fromkeys(codes))


def joins(gap: Sequence[str], several: bool) -> bool:
    """Say whether the words between a nation and a noun (or the next nation) hold them together."""
    if several:
        said = tuple(word for word in gap if word != "the" and not word[0].isdigit())
        return said in (("and",), (",",), (",", "and"), ("-",))
    several_kinds = "and" in gap
    if gap and v.OFFICES.intersection(gap) and not gap[-1].endswith("'s"):
        return False
    if v.WEAPONS.intersection(gap) and not several_kinds:
        return False  # `US strikes hit Houthi fighters`
    if len(gap) < _NATION_REACH and gap[-2:-1] == ["and"] and gap[-1][0].isdigit():
        gap = gap[:-2]  # `four Italian jets and 180 airmen`
    elif (
        len(gap) < _NATION_REACH
        and gap[-1:] == ["and"]
        and gap[-2:-1]
        and (gap[-2].endswith("s") or gap[-2] in v.ARMED)
    ):
        gap = gap[:-1]  # `Nigerian jets and soldiers`
    return not any(
        word in _STOPS
        or word in ("and", "of", "for", "with", "by", "as", "when")
        or not word[0].isalnum()
        for word in gap
    )


def is_organisation(sentence: Sentence, at: int) -> bool:
    word = sentence.low[at]
    if word == "un" and not sentence.words[at].isupper():
        return False  # Kim Jong Un
    if at and sentence.low[at - 1] in v.UNIONS.get(word.removesuffix("'s"), ()):
        return True
    return word.replace(".", "").removesuffix("'s") in v.ORGANISATIONS or word.startswith(
        ("nato-", "un-", "eu-")
    )
