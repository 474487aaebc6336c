"""Where an item says that its event is: the states and regions that its title and lead name.

What is kept of a place is one word, for storage: the code of its state, a mark, and the stems it
is named by. ``TR/turkey`` is a state that the title names, ``TR@turkey`` one where the title says
that something happens (`in Turkey`). Where it is a region or town that is named, ``.`` stands for
``/``, and for ``@`` ``:`` (a town), ``;`` (a region) or ``*`` (a capital, which is both). The code is in small letters where only the
lead names it (``tr/turkey``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, islice
from sys import intern
from typing import Final

from rules.facts.gazetteer import Gazetteer
from rules.facts.mentions import Mention, compounds, mentions
from rules.facts.words import words
from rules.stories.stemming import stems_of_name
from rules.text.document import Document

# About as many words as the lead that is compared has.
LEAD_WORDS: Final = 140
MAX_PLACES: Final = 16
# States counted as named together in one item.
MAX_STATES: Final = 6
# `In Turkey`, `off the coast of Chile`, `at a German school`.
_IN: Final = words(
    "in near off at on across around inside outside throughout into hit hits rock rocks shake shakes strike strikes "
    "im nahe vor bei en au aux dans près cerca frente nel nella em в на у под"
)
_BETWEEN: Final = words(
    "the a an of coast north south east west northern southern eastern western central "
    "north-eastern north-western south-eastern south-western northeastern northwestern "
    "southeastern southwestern der dem den de del des du la le les el los las d l da do"
)
# Capitals and towns that are more often people, or stand in several states: only `in Victoria`.
_VAGUE: Final = frozenset(
    {"george town", "the valley"}
    | words("douglas georgetown hamilton jamestown kingston plymouth stanley victoria")
)
_MARKS: Final = "/@.:;*"
# Names that two states share; whoever names one may mean the other.
_SHARED: Final = {"georgi": "us", "jersey": "us", "congo": "cg", "congol": "cg"}


def places(document: Document, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the places of an item's title, then those of its lead, MAX_PLACES of each at most."""
    found = dict.fromkeys(_of_title(document, gazetteer))
    told = {(entry[:2].upper(), entry[3:]) for entry in found}
    field = "summary" if document.summary else "content"
    for place in _of(document, field, gazetteer):
        if place.start >= LEAD_WORDS:
            continue
        entry = _entry(place.code.lower(), place, gazetteer, located=False)
        if (place.code, entry[3:]) not in told:
            found[entry] = None
    return tuple(found)


def read_places(text: str) -> tuple[str, ...]:
    """Return the places of a line of them; raises ValueError where one is something else."""
    found = tuple(map(intern, text.split()))
    if not all(len(one) > len("TR/") and one[2] in _MARKS for one in found):
        raise ValueError(f"no places: {text}")
    return found


def translated(stems: list[str], document: Document, field: str, gazetteer: Gazetteer) -> list[str]:
    """Return the stems of ``field`` with states that it names in another language in English."""
    foreign = [one for one in mentions(document, field, gazetteer) if one.kind == "exonym"]
    if not foreign:
        return stems
    found = stems.copy()
    for place in foreign[:MAX_PLACES]:
        english = _english(place, gazetteer)
        for old in stems_of_name(place.name):
            if old in found and old not in english:
                found.remove(old)
        found += english
    return found


def _english(place: Mention, gazetteer: Gazetteer) -> tuple[str, ...]:
    return stems_of_name(gazetteer.countries[place.code].names[0])


def traces(entries: Iterable[str]) -> tuple[str, ...]:
    """Return what an item with these places counts for: each state, and each two of them."""
    codes = islice(dict.fromkeys(entry[:2].upper() for entry in entries), MAX_STATES)
    return _traces(tuple(sorted(codes)))


# Items that live share what they are counted for.
@lru_cache(maxsize=4096)
def _traces(states: tuple[str, ...]) -> tuple[str, ...]:
    pairs = combinations(states, 2)
    return (*(f"@{one}" for one in states), *(together(*pair) for pair in pairs))


def together(one: str, other: str) -> str:
    """Return what counts the items that name two states."""
    return f"@{min(one, other)}+{max(one, other)}"


def words_of_places(entries: Iterable[str]) -> set[str]:
    """Return the stems that these places are named by."""
    return {word for entry in entries for word in entry[3:].split("+")}


def _of(document: Document, field: str, gazetteer: Gazetteer) -> list[Mention]:
    named = mentions(document, field, gazetteer)[:MAX_PLACES]
    joined = compounds(document, field, gazetteer)
    return named + joined[:MAX_PLACES] if joined else named


def _of_title(document: Document, gazetteer: Gazetteer) -> Iterator[str]:
    for place in _of(document, "title", gazetteer):
        located = _located(place.before)
        # A town's name is often a person's, a team's or a company's as well.
        vague = place.kind == "city" or place.name.lower() in _VAGUE
        code = place.code.lower() if vague and not located else place.code
        entry = _entry(code, place, gazetteer, located=located)
        yield entry
        other = _SHARED.get(entry[3:])
        if other:
            yield f"{other}/{entry[3:]}"


def _entry(code: str, place: Mention, gazetteer: Gazetteer, *, located: bool) -> str:
    if place.kind == "region":
        mark = ";" if located else "."
    elif place.kind == "city":
        mark = ":" if located else "."
    elif place.kind == "capital" and located:
        mark = "*"
    else:
        mark = "@" if located else "/"
    stems = _english(place, gazetteer) if place.kind == "exonym" else stems_of_name(place.name)
    return code + mark + "+".join(stems)


def _located(before: str) -> bool:
    """Say whether these words before a place say that something happens in it."""
    for word in reversed(before.lower().split()):
        if word in _IN:
            return True
        if word not in _BETWEEN:
            return False
    return False
