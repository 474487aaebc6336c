"""Forces of states in places: who, where, how many, and whether they come, are there, or leave."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.facts.chunks import Chunk
from rules.facts.gazetteer import Place
from rules.facts.model import Deployment, DeploymentStatus
from rules.facts.numbers import Number
from rules.facts.sentences import Sentence
from rules.facts.words import words

STEMS: Final = (
    "troop", "soldier", "forces", "peacekeep", "mercenar", "military", "tanks", "brigade", "battalion", "contingent",
    "servicem", "marines", "paratroop", "regiment", "army", "boots on the ground", "armoured", "armored", "police", "fighters",
    "legionnaire", "advisers", "advisors", "instructors",
)  # fmt: skip
_BODIES: Final = words(
    "troops soldiers servicemen peacekeepers mercenaries marines paratroopers tanks brigade brigades battalion battalions "
    "contingent contingents regiment regiments legionnaires troopers conscripts soldier mercenary boots reservists"
)
_MILITARY: Final = words(
    "forces army military advisers advisors trainers instructors personnel convoy convoys vehicles police policemen officers "
    "units unit division divisions fighters mission exercise exercises drills men"
)
_ARMED: Final = words(
    "military army police armoured armored special security infantry combat peacekeeping armed air"
)
_ORGANISATIONS: Final = words(
    "un nato eu au ecowas u.n united-nations foreign multinational international"
)
_GROUPS: Final = {"wagner": "RU", "wagner's": "RU", "janjaweed": "SD", "peshmerga": "IQ"}
_TEACHERS: Final = words("advisers advisors instructors trainers")
_WAR: Final = words("military army base bases war front troops soldiers forces combat")
_NO_FORCES: Final = words(
    "scout scouts tourists fans rescue search storm delivery cub girl guides salvation task market"
)
_VERBS: Final = words(
    "is has had was will says said are have were would could may might does did not of -- , :"
)
_INTO: Final = words(
    "out in into to inside near at across on through around throughout within for along outside over towards toward from onto"
)
_ENTERS: Final = words(
    "enter enters entered entering invade invades invaded invading leave leaves leaving left quit quits exit exits occupy occupied "
    "occupies"
)
_LINKS: Final = words(
    "the eastern western northern southern central north south east west north-east north-west south-east south-west northeastern "
    "northwestern southeastern southwestern northeast northwest southeast southwest region province city town state border capital area "
    "areas district oblast of part parts territory occupied war-torn neighbouring neighboring a and its republic island islands "
    "village eastern-most strip nation country annexed russian-occupied israeli-occupied"
)
_SOIL: Final = words(
    "soil territory territories region regions border borders city town village province capital side bases base waters oblast "
    "land airspace island military north south east west front"
)
_STRIKE: Final = re.compile(
    r"\b(?:air ?strikes?|strikes?|struck|bomb(?:s|ed|ing)?|shell(?:s|ed|ing)?|missiles?|drones?|warplanes?|jets?|warships?|aircraft|"
    r"rockets?|intercept\w*|shot down|shoots? down)\b"
)
_GROUND: Final = re.compile(
    r"\b(?:deploy\w*|station\w*|bas(?:e|ed|es)|enter\w*|invad\w*|withdr[ae]w\w*|pull\w*|s[eo]n[dt]\w*|advanc\w*|occup\w*|"
    r"ground|remain\w*|stay\w*|arriv\w*|patrol\w*|cross\w*|presen(?:t|ce)|fight\w*|fought|leav\w*|left|captur\w*|killed|"
    r"exercis\w*|drill\w*|train\w*|host\w*|join\w*|mass\w*|move\w*|roll\w*|raid\w*|serv(?:e|ed|es|ing)|return\w*|ambush\w*)\b"
)
_HOSTS: Final = words("host hosts hosted hosting")
_SEND: Final = re.compile(
    r"\b(?:sen(?:d|ds|t|ding)|deploy(?:s|ed|ing)?|dispatch\w*|contribut\w*|pledg\w*|commit\w*|station\w*|provid\w*|withdr[ae]w\w*|"
    r"pull(?:s|ed|ing)?|offer\w*|ordered|orders|has|have|will|plans?|ready|prepar\w*|mov(?:e|es|ed|ing)|keeps?|kept|lost|loses)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:no plans? (?:to|for)|rul(?:e|es|ed|ing) out|(?:will|would|does|do|did|has|have|is|are|was|were) (?:not|never) "
    r"(?:be )?(?:sen[dt]|deploy\w*|put\w*|station\w*|dispatch\w*|commit\w*|in|plan\w*|consider\w*)|(?:won't|wouldn't|not) (?:be )?"
    r"(?:sen[dt]|deploy|put|sending|deploying)|den(?:y|ies|ied|ying)|never (?:sen[dt]|deploy\w*)|"
    r"refus\w+ to (?:send|deploy)|reject\w*|no (?:\w+ ){0,2}(?:troops|soldiers|boots|forces|mercenaries))\b"
)
_OPEN: Final = re.compile(
    r"\b(?:(?:not|n't|refus\w+ to|declin\w+ to|without) rul(?:e|es|ed|ing) out)\b"
)
_LEAVING: Final = re.compile(
    r"\b(?:withdr[ae]w\w*|pull(?:s|ed|ing)? (?:\S+ ){0,5}(?:out|back)|pull-?out|leav(?:e|es|ing)|left|exit\w*|"
    r"return(?:s|ed|ing)? home|depart(?:s|ed|ing|ure)?|quit|bring\w* (?:\S+ ){0,4}home)\b"
)
_STAYING: Final = re.compile(
    r"\b(?:(?:not|n't|never|refus\w+ to|no plans? to|rul\w+ out|without) (?:\w+ ){0,3}(?:withdr[ae]w|pull|leav)\w*|"
    r"(?:demand\w*|call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|must|should|insist\w*|want(?:s|ed)?|ask(?:s|ed)?|if) .{0,60}"
    r"(?:withdr[ae]w\w*|pull\w*|leave|exit|go))\b"
)
_COMING: Final = re.compile(
    r"\b(?:(?:will|would|could|may|might|to|shall|should|can) (?:\w+ ){0,3}(?:send|deploy|station|dispatch|host|contribute|provide|put|"
    r"commit|be (?:sent|deployed|stationed|based|dispatched)|arrive|move|enter)|(?:plan|consider|pledg|offer|agree|approv|propos|"
    r"prepar|mull|discuss|authori[sz]|vow|promis|debat|weigh|intend|volunteer)\w* .{0,50}(?:send\w*|deploy\w*|troops|soldiers|forces|"
    r"contingent|peacekeepers|personnel|mission)|set to (?:send|deploy|be)|ready to (?:send|deploy)|planned (?:deployment|mission))\b"
)
_THERE: Final = re.compile(
    r"\b(?:(?<!be )stationed|(?<!be )based|were (?:sent|deployed)|was (?:sent|deployed)|has (?:sent|deployed|been)|have (?:been|sent|deployed|arrived|"
    r"entered|joined|crossed)|already|currently|arrived|entered|are (?:now )?(?:in|fighting|deployed|training)|is (?:now )?in|killed|captured|"
    r"wounded|fighting|crossed|(?<!be )sent)\b"
)


@dataclass(frozen=True, slots=True)
class _Force:
    """Forces named in tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    nation: str | None
    number: Number | None
    known: bool
    ground: bool


def deployments(
    sentence: Sentence, chunks: Sequence[Chunk], places: Sequence[Place], harmed: Collection[int]
) -> Iterator[Deployment]:
    """Yield the deployments ``sentence`` states; ``harmed`` are token positions of counted victims."""
    low = " ".join(sentence.low)
    seen: set[tuple[str | None, str]] = set()
    floor: int | None = None
    for force in _forces(sentence, chunks, places):
        floor = force.start if floor is None else floor
        place = _place(sentence, force, places, floor)
        if place is None or not force.known or (force.nation, place.code) in seen:
            continue
        if not force.ground and not _GROUND.search(low):
            continue
        if _STRIKE.search(low) and not _GROUND.search(low):
            continue
        seen.add((force.nation, place.code))
        number = force.number
        if number is not None and any(force.start <= at < force.end for at in harmed):
            number = None
        first, last = (
            min(force.start, place.start),
            max(force.end, _place_end(sentence.low, place.end)) - 1,
        )
        text, start, end = sentence.quote(first, last)
        yield Deployment(
            forces=force.nation,
            place=place.code,
            low=number.low if number else None,
            high=number.high if number else None,
            foreign=force.nation != place.code,
            status=_status(low),
            quote=text,
            field=sentence.field,
            start=start,
            end=end,
        )


def _forces(
    sentence: Sentence, chunks: Sequence[Chunk], places: Sequence[Place]
) -> Iterator[_Force]:
    low = sentence.low
    last_end = 0
    for at, word in enumerate(low):
        ground = word in _BODIES
        if at < last_end or not (ground or word in _MILITARY):
            continue
        start, nation, named = _named(sentence, at, places, last_end)
        near = low[max(0, at - 4) : at]
        armed = (
            ground
            or word in ("army", "military")
            or bool(_ARMED.intersection(near))
            or (named and word in ("forces", "fighters"))
        )
        armed = armed or (word in _TEACHERS and bool(_WAR.intersection(low)))
        follows = low[at + 1 : at + 2]
        if (
            not armed
            or _NO_FORCES.intersection(near)
            or (word in ("military", "army") and not _acts(follows))
        ):
            continue
        number = next(
            (c.number for c in chunks if c.number and c.start <= at < c.end + 2 and not c.weak),
            None,
        )
        if number is not None and number.bare > at:
            number = None
        if number is not None:
            start = min(start, number.start)
        end = at + 1
        if nation is None and not named:
            nation, end = _origin(sentence, at, places)
        if nation is None and not named:
            nation, named = _sender(sentence, at, places)
        ground = ground or word in (
            "personnel",
            "advisers",
            "advisors",
            "instructors",
            "trainers",
            "mission",
        )
        yield _Force(start, end, nation, number, nation is not None or named, ground)
        last_end = end


def _acts(follows: Sequence[str]) -> bool:
    """Say whether an army itself is meant: a verb or a place comes next (not `military news`)."""
    return not follows or bool(_GROUND.match(follows[0])) or follows[0] in _INTO | _VERBS


def _named(
    sentence: Sentence, at: int, places: Sequence[Place], floor: int
) -> tuple[int, str | None, bool]:
    """Read the words before a noun of forces: where they start, whose, and whether that is said."""
    low = sentence.low
    for back in range(max(floor, at - 4), at):
        if low[back] in _GROUPS:
            return back, _GROUPS[low[back]], True
    for place in reversed(places):
        if place.end <= at and at - place.end <= 4 and place.start >= floor:
            between = low[place.end : at]
            if any(word in _INTO or word == "and" or not word[0].isalnum() for word in between):
                break
            if place.kind in ("demonym", "name") or low[place.end - 1].endswith("'s"):
                return place.start, place.code, True
    for back in range(at - 1, max(floor - 1, at - 5), -1):
        if low[back].replace(".", "") in _ORGANISATIONS or low[back].startswith(("nato-", "un-")):
            return back, None, True
        if low[back] in _INTO or not low[back][0].isalnum():
            break
    return at, None, low[at] in ("peacekeepers",)


def _origin(sentence: Sentence, at: int, places: Sequence[Place]) -> tuple[str | None, int]:
    """Read `troops from Kenya`."""
    if sentence.low[at + 1 : at + 2] == ["from"]:
        for place in places:
            if at + 2 <= place.start <= at + 3:
                return place.code, place.end
    return None, at + 1


def _sender(sentence: Sentence, at: int, places: Sequence[Place]) -> tuple[str | None, bool]:
    """Read who sends: `Kenya deploys 1,000 police officers`, `NATO rules out sending troops`.

    The second value says that someone is named, if not a state.
    """
    low = sentence.low
    for place in reversed(places):
        if place.end <= at and at - place.end <= 14 and place.kind in ("name", "capital"):
            before = low[place.start - 1] if place.start else ""
            between = " ".join(low[place.end : at])
            if before not in _INTO and _SEND.search(between):
                return place.code, True
    for back in range(max(0, at - 10), at):
        if low[back].replace(".", "") in _ORGANISATIONS and _SEND.search(" ".join(low[back:at])):
            return None, True
    return None, False


def _place(sentence: Sentence, force: _Force, places: Sequence[Place], floor: int) -> Place | None:
    """Return where ``force`` is: the next place behind it, else one before all forces (``floor``)."""
    near = [p for p in places if force.end <= p.start < force.end + 16]
    after = [p for p in near if _is_where(sentence, p)]
    if after:
        return _finest(sentence, after)
    before = [p for p in places if p.end <= floor and _is_where(sentence, p)]
    hosts = [
        p for p in places if p.end <= floor and _HOSTS.intersection(sentence.low[p.end : floor])
    ]
    if hosts:
        return hosts[-1]
    if before and (before[-1].start < 6 or force.start - before[-1].end < 6):
        return before[-1]
    return None


def _finest(sentence: Sentence, after: list[Place]) -> Place:
    """Prefer where forces go over where they are sent from (`from Syria to Libya`)."""
    first = after[0]
    if (
        len(after) > 1
        and sentence.low[first.start - 1] == "from"
        and not _LEAVING.search(" ".join(sentence.low))
    ):
        return after[1]
    return first


def _is_where(sentence: Sentence, place: Place) -> bool:
    low = sentence.low
    if place.kind == "demonym" and not _SOIL.intersection(low[place.end : place.end + 3]):
        return False
    for back in range(place.start - 1, max(-1, place.start - 7), -1):
        word = low[back]
        if word in _ENTERS:
            return True
        if word in _INTO:
            return not (word in ("to", "for") and low[back + 1 : back + 2] == ["help"])
        if word not in _LINKS and not sentence.words[back][:1].isupper():
            return False
    return False


def _place_end(low: Sequence[str], end: int) -> int:
    """Extend a place over `region of Kursk`."""
    if (
        low[end : end + 1]
        and low[end] in _SOIL | _LINKS
        and low[end] not in ("a", "and", "the", "its")
    ):
        if low[end + 1 : end + 2] == ["of"] and end + 2 < len(low):
            return end + 3
        return end + 1
    return end


def _status(low: str) -> DeploymentStatus:
    if _OPEN.search(low):
        return "planned"
    if _STAYING.search(low):
        return "present"
    if _DENIED.search(low) and not _LEAVING.search(low):
        return "denied"
    if _LEAVING.search(low):
        return "withdrawn"
    if _COMING.search(low) and not _THERE.search(low):
        return "planned"
    return "present"
