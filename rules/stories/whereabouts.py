"""Whether an item and a story place their events in different states, regions or towns."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rules.facts.words import words
from rules.stories.features import Features
from rules.stories.places import together, words_of_places
from rules.stories.rarity import Rarity

# In less than this share of all items a name marks an event, or the people and things of one.
RARE_NAME: Final = 0.003
KNOWN_NAME: Final = 0.006
# A name or a state that this part of a story's first members have in their titles is its own.
OWN_PART: Final = 1 / 3
# States that so often stand in one text (0..1) are at odds or in league: of one event some
# reports name this one, others that one. As if so many items more had named each.
RELATED: Final = 0.2
DOUBT: Final = 3.0
# Words that German texts have, and few others.
_GERMAN: Final = words("der dem und bei sind nach einem einer wurde wurden durch auf")


class Where:
    """The places of one item, or of the first members of a story.

    ``titled`` says how many have each state in the title, ``towns`` and ``regions`` how many say
    there that something happens in one; ``located`` are the states of these. ``heard`` are all
    states of title and lead, ``local`` all regions and towns. ``members`` are the items.
    """

    __slots__ = ("heard", "local", "located", "members", "regions", "titled", "towns")

    def __init__(self, members: Iterable[Features] = ()) -> None:
        self.titled: dict[str, int] = {}
        self.towns: dict[str, int] = {}
        self.regions: dict[str, int] = {}
        self.located: set[str] = set()
        self.heard: set[str] = set()
        self.local: set[str] = set()
        self.members: list[Features] = []
        for features in members:
            self.add(features)

    def add(self, features: Features) -> None:
        """Take in one more item."""
        self.members.append(features)
        titled = set()
        for entry in features.places:
            code, mark = entry[:2], entry[2]
            if code[0].isupper():
                titled.add(code)
            else:
                code = code.upper()
            self.heard.add(code)
            if mark == "/":
                continue
            if mark != ".":
                self.located.add(code)
            if mark != "@":
                self._enter(entry[3:], mark)
        for code in titled:
            self.titled[code] = self.titled.get(code, 0) + 1

    def _enter(self, place: str, mark: str) -> None:
        self.local.add(place)
        if mark in ":*":
            self.towns[place] = self.towns.get(place, 0) + 1
        if mark in ";*":
            self.regions[place] = self.regions.get(place, 0) + 1

    def own(self, counts: dict[str, int]) -> list[str]:
        """Return what stands in enough of the titles to be the story's own."""
        enough = OWN_PART * len(self.members)
        return [one for one, count in counts.items() if count >= enough]

    def words(self) -> set[str]:
        """Return the stems that the places are named by."""
        return {word for one in self.members for word in words_of_places(one.places)}

    def called(self, rarity: Rarity) -> set[str]:
        """Return the rare names of the titles that are no places."""
        return {name for one in self.members for name in _called(one, rarity)}


def elsewhere(item: Where, story: Where, rarity: Rarity) -> float:
    """Return how surely an item's event is in another place than a story's, 0..1.

    0 if either names no state in a title. 1 where both titles say in which town, or in which
    region, and neither names the other's. Of states by rarity the share of those of the item's
    title that no first member names at all, or of the story's own that the item does not name,
    whichever is less: who adds a state, or names the other party, is not elsewhere. Nor is who
    shares a rare name (a storm crosses borders), or names a state that often stands beside the
    story's, unless both say `in`.
    """
    if not item.titled or not story.titled:
        return 0.0
    if _apart(item, story, item.towns, story.towns) or _apart(
        item, story, item.regions, story.regions
    ):
        share = 1.0
    else:
        new = [code for code in item.titled if code not in story.heard]
        own = story.own(story.titled) if new else []
        missed = [code for code in own if code not in item.heard]
        if not missed or _related(new, missed, item, story, rarity):
            return 0.0
        share = min(_share(new, item.titled, rarity), _share(missed, own, rarity))
    return 0.0 if item.called(rarity) & story.called(rarity) else share


def _apart(item: Where, story: Where, mine: dict[str, int], theirs: dict[str, int]) -> bool:
    if not mine or not theirs or not story.local.isdisjoint(mine):
        return False
    own = story.own(theirs)
    return bool(own) and item.local.isdisjoint(own)


def _related(
    new: Sequence[str], missed: Sequence[str], item: Where, story: Where, rarity: Rarity
) -> bool:
    count = rarity.count
    for one in new:
        for other in missed:
            if one in item.located and other in story.located:
                continue
            both = math.sqrt(count(f"@{one}") * count(f"@{other}"))
            if count(together(one, other)) > RELATED * (both + DOUBT):
                return True
    return False


def _share(part: Collection[str], whole: Collection[str], rarity: Rarity) -> float:
    weights = dict(zip(whole, rarity.weights([f"@{code}" for code in whole]), strict=True))
    return sum([weights[code] for code in part]) / sum(weights.values())


def _called(features: Features, rarity: Rarity) -> list[str]:
    # Where every noun has a capital, one says nothing.
    if not _GERMAN.isdisjoint(features.words):
        return []
    places = words_of_places(features.places)
    return [
        name
        for name in features.names
        if name in features.title and name not in places and rarity.share(name) < KNOWN_NAME
    ]
