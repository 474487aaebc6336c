"""Which ``update_on`` conditions fire: an item's figures against what was last told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, assert_never

from rules.alerts.memory import Change, RuleStory
from rules.facts.model import Kind
from rules.language.schema import Appears, Confirmed, Moves, OriginsReach, UpdateOn
from rules.stories.ledger import Claim, current, first_known, like

# Who prints an old number longer than this after a newer one was told means it.
_LATE: Final = timedelta(hours=6)
# An outlet that changes between two numbers is followed so often, then no more.
_FLAPPING: Final = 2
# Whoever counts one of these counts a part of the people, unless the number told did so too.
_GROUPS: Final = re.compile(
    r"(?i)\b(?:children|child|women|woman|girls?|boys?|babies|infants|minors|teenagers|students|"
    r"pupils|teachers|civilians|police\w*|officers|soldiers|troops|firefighters|rescuers|"
    r"journalists|medics|nurses|doctors|tourists|foreigners|nationals|workers|crew|pilgrims|"
    r"family|families|relatives)\b"
)
_ROUGHLY: Final = (
    "about", "around", "some", "nearly", "almost", "approximately", "roughly", "close to",
    "estimated", "an estimated",
)  # fmt: skip
_OF_THE_WHOLE: Final = re.compile(r"(?i)\b(?:of (?:the|those|them|its|their)|among)\b")


@dataclass(frozen=True, slots=True)
class News:
    """An item's ``claims`` from one ``origin``, and the story's ``ledger`` before it."""

    claims: tuple[Claim, ...]
    origin: str
    ledger: tuple[Claim, ...] = ()

    def now(self) -> tuple[Claim, ...]:
        """Return what each origin says now."""
        return current((*self.ledger, *self.claims))

    def of(self, claim: Claim, told: Claim) -> tuple[Claim, ...]:
        """Return what a claim's outlet said so far of the figure that was told."""
        return tuple(one for one in self.ledger if one.key == told.key and _one_voice(one, claim))

    def baseline(self, claim: Claim, memory: RuleStory) -> Claim | None:
        """Return what a claim is compared with: the figure told, else the first one known."""
        return like(claim, memory.told) or like(claim, first_known(self.ledger))


def changes(conditions: Iterable[UpdateOn], news: News, memory: RuleStory) -> tuple[Change, ...]:
    """Return what changed enough, one per figure; ``memory`` knows the news' origin already."""
    found: dict[str, Change] = {}
    for condition in conditions:
        for one in _fired(condition, news, memory):
            found.setdefault(one.what, one)
    return tuple(found.values())


def collect(pending: Sequence[Change], fired: Sequence[Change], news: News) -> tuple[Change, ...]:
    """Return the changes that wait to be told together, in the order in which they came up.

    The latest change of each figure counts, unless it is a late copy of a lower number; one that
    its outlet takes back is dropped.
    """
    waiting = {one.what: one for one in pending if not _taken_back(one, news)}
    for one in fired:
        old = waiting.get(one.what)
        if old is None or not _falls_short(old, one):
            waiting[one.what] = one
    return tuple(waiting.values())


def _fired(condition: UpdateOn, news: News, memory: RuleStory) -> Iterator[Change]:
    match condition:
        case Moves():
            for claim in _of(condition.kind, news.claims):
                told = news.baseline(claim, memory)
                if told is not None and _moved(condition, told, claim, news, memory):
                    yield _change(claim, told)
        case Appears():
            for claim in _of(condition.kind, news.claims):
                if not any(_same(claim, one) for one in memory.told):
                    yield _change(claim, None)
        case Confirmed():
            for claim in _of(condition.kind, news.claims):
                told = like(claim, memory.told)
                if told is not None and (told.status, claim.status) == ("feared", "reported"):
                    yield _change(claim, told)
        case OriginsReach():
            count = len(memory.origins)
            if memory.told_origins < condition.count <= count:
                yield Change("origins", memory.told_origins, count, news.origin)
        case _:
            assert_never(condition)


def _of(kind: Kind | None, claims: tuple[Claim, ...]) -> Iterator[Claim]:
    return (claim for claim in claims if kind in (None, claim.kind))


def _same(claim: Claim, told: Claim) -> bool:
    """Say whether a figure like the claim was told; a side that one of them leaves out may fit."""
    sides = {claim.side, told.side}
    return (claim.kind, claim.per) == (told.kind, told.per) and (len(sides) == 1 or None in sides)


def _moved(condition: Moves, told: Claim, claim: Claim, news: News, memory: RuleStory) -> bool:
    if not _far_enough(condition, told, claim):
        return False
    earlier = {one.value for one in memory.earlier if one.key == told.key}
    if condition.direction == "rises":
        # What was told as feared is no higher for being counted.
        known = any((one.key, one.value) == (claim.key, claim.value) for one in memory.told)
        return not known and _rise_stands(told, claim, news, earlier)
    return _fall_stands(told, claim, news, earlier)


def _far_enough(condition: Moves, told: Claim, claim: Claim) -> bool:
    old, new = told.value, claim.value
    step = new - old if condition.direction == "rises" else old - new
    needed = old * condition.amount / 100.0 if condition.percent else condition.amount
    return step > 0 and step >= needed and not _rounds(claim, old)


def _rounds(claim: Claim, told: int) -> bool:
    """Say whether the claim is the number told in round: `about 1,200` for 1,247."""
    digits = str(claim.value)
    unit = 10 ** (len(digits) - len(digits.rstrip("0")))
    return claim.qualifier in _ROUGHLY and 2 * abs(claim.value - told) <= unit


def _rise_stands(told: Claim, claim: Claim, news: News, earlier: set[int]) -> bool:
    """A number that was told and then corrected comes back only from two origins, or once from
    the outlet that corrected it: everybody else prints it late.
    """
    if claim.value not in earlier:
        return True
    if _one_voice(claim, told) and _times(claim, told, news) < _FLAPPING:
        return True
    back = {
        one.origin
        for one in news.now()
        if one.key == told.key and one.at >= told.at and one.value >= claim.value
    }
    return len(back) >= 2


def _fall_stands(told: Claim, claim: Claim, news: News, earlier: set[int]) -> bool:
    """A fall needs the outlet that gave the higher number, or two origins that say less now.

    A lower fear takes nothing back of what was counted, nor does a number of one side or one
    group of people, nor one that leaves open how many more, nor one so low that it counts
    something else. Who prints a number told earlier is late, and so is what was published before.
    """
    if claim.side != told.side or (claim.status, told.status) == ("feared", "reported"):
        return False
    if not claim.corrects and (claim.least or _elsewhere(claim, told, earlier)):
        return False
    if _gave(told, claim, news) and (
        claim.corrects or not (_old(claim, told, news) or _part(claim, told))
    ):
        return True
    lower = {
        one.origin
        for one in news.now()
        if (one.key, one.status) == (claim.key, claim.status)
        and one.at >= told.at
        and one.value < told.value
        and (one.corrects or not (one.least or _late(one, told, earlier) or _part(one, told)))
        and (one.corrects or not _elsewhere(one, told, earlier))
    }
    return len(lower) >= 2 and claim.origin in lower


def _gave(told: Claim, claim: Claim, news: News) -> bool:
    """Say whether the claim's outlet is one that gave the number it now lowers."""
    own = news.of(claim, told)
    return _one_voice(claim, told) or (bool(own) and own[-1].value >= told.value)


def _one_voice(one: Claim, other: Claim) -> bool:
    """Say whether two claims are one outlet's. A text that corrects speaks for its whole agency;
    else a paper's copy of it may be an old one.
    """
    same = one.outlet == other.outlet or one.corrects or other.corrects
    return one.origin == other.origin and same


def _times(claim: Claim, told: Claim, news: News) -> int:
    """Return how often the claim's outlet has said so already."""
    return sum(one.value == claim.value for one in news.of(claim, told))


def _old(claim: Claim, told: Claim, news: News) -> bool:
    """Say whether an outlet prints what it said before the number told. A changed text of what
    was told is no old one, unless it flaps.
    """
    times = _times(claim, told, news)
    edited = claim.entry is not None and claim.entry == told.entry
    return times >= (_FLAPPING if edited else 1) or _before(claim, told)


def _elsewhere(claim: Claim, told: Claim, earlier: set[int]) -> bool:
    """Say whether a number is so much lower that it counts another event, or a part of this one."""
    edited = claim.entry is not None and claim.entry == told.entry
    return 3 * claim.value < told.value and claim.value not in earlier and not edited


def _late(claim: Claim, told: Claim, earlier: set[int]) -> bool:
    """Say whether a number that was told before is one that its outlet has not followed up yet, or
    one that was published before the number told.
    """
    return claim.when < told.when or (claim.value in earlier and claim.at - told.at < _LATE)


def _before(claim: Claim, told: Claim) -> bool:
    """Say whether an outlet said this before the number told; a feed lists the newest first."""
    same_poll = claim.origin == told.origin and claim.entry != told.entry and claim.at == told.at
    return claim.when < told.when or (same_poll and claim.when == told.when)


def _part(claim: Claim, told: Claim) -> bool:
    """Say whether the claim counts some `of the dead`, or a group that the number told does not
    name.
    """
    if _OF_THE_WHOLE.search(claim.quote) and not _OF_THE_WHOLE.search(told.quote):
        return True
    named = {word.lower() for word in _GROUPS.findall(claim.quote)}
    return bool(named) and named.isdisjoint(word.lower() for word in _GROUPS.findall(told.quote))


def _taken_back(pending: Change, news: News) -> bool:
    """Say whether a rise that nobody was told of yet is corrected by the news."""
    risen = pending.claim
    if risen is None or (pending.old is not None and risen.value < pending.old):
        return False
    return any(
        claim.value < risen.value and _fall_stands(risen, claim, news, set())
        for claim in news.claims
        if like(claim, (risen,)) is not None
    )


def _falls_short(waiting: Change, fired: Change) -> bool:
    """Say whether a change is a smaller rise than the one that waits."""
    return (
        waiting.claim is not None
        and (waiting.old is None or waiting.new > waiting.old)
        and waiting.new > fired.new
        and (fired.old is None or fired.new > fired.old)
    )


def _change(claim: Claim, told: Claim | None) -> Change:
    if told is None:
        return Change(claim.name, None, claim.value, claim.origin, claim)
    return Change(claim.name, told.value, claim.value, claim.origin, claim, told.vague)
