"""Words of harm that harm nobody: shots that miss, games, scores and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.groups import is_passive


def harms_nobody(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a shot is only fired (`shot at`), or harm is said of a game (`beaten 6-2`)."""
    head = chunks[at].head
    if at and chunks[at - 1].head in _NEARLY:
        return True
    if head not in _DOUBTFUL and chunks[at].code != "N" and not head.startswith(_DOUBTFUL_STEMS):
        return False  # most words, at a glance
    if at and _is_said_only(chunks, at):
        return True
    if head.startswith("hospitali"):
        return any(one.head in v.ILL for one in chunks)  # the ill are not injured
    if head == "dead":  # `412 people are dead or missing`
        return [one.head for one in chunks[at + 1 : at + 3]] in _EITHER
    if chunks[at].kind == "missing" and chunks[at].code == "J":
        return _is_not_missed(chunks, at)
    if head in _PICTURED and _is_pictured(chunks, at):
        return True
    if head in _SCORING and at + 1 < len(chunks) and chunks[at + 1].code in "QU":
        return not is_passive(chunks, at) and not _hits(chunks, at)
    if head == "beaten":
        return at + 1 < len(chunks) and chunks[at + 1].head.isdigit()
    return head in _SHOT and (_is_fired(chunks, at) or _scored(chunks, at))


def _is_not_missed(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether who is missing may be dead (`dead or missing`), or misses a game."""
    before = [one.head for one in chunks[max(0, at - 2) : at]]
    either = chunks[at].head == "missing" and before in (["dead", "or"], ["dead", "and"])
    return either or any(one.head in _SPORT for one in chunks[at + 1 : at + 7])


def _is_said_only(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether harm is a turn of phrase: `refuses to die`, `a cheap shot`, `a rise of 40 deaths`."""
    one, before = chunks[at], [one.head for one in chunks[max(0, at - 3) : at]]
    if one.head == "die":
        return before[-1:] == ["to"] and before[-2:-1] in (["refuses"], ["refuse"], ["refused"])
    if one.head in ("shot", "shots"):
        return before[-1] in _FIGURATIVE
    if one.head.startswith("hurt") and before[-1] in _TRADE:
        return True
    if one.head.startswith("execut") and at + 1 < len(chunks):
        return _is_work(chunks, at + 1)
    return one.code == "N" and before[1:2] == ["of"] and before[0] in _CHANGES


def _is_work(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether things are counted at ``at`` that one executes: `tens of thousands of actions`."""
    one = chunks[at]
    if one.number is None or one.code not in "QU":
        return False
    of = [c.head for c in chunks[at + 1 : at + 2]] == ["of"]
    return one.end - one.number.end > 1 or (
        of and all(c.code not in "MD" for c in chunks[at + 2 : at + 4])
    )


def _hits(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a bare number is of people shot, as `of 14` and a round of golf are not."""
    number = chunks[at + 1].number
    after = chunks[at + 2].head if at + 2 < len(chunks) else ""
    few = number is not None and number.low < _ROUND and chunks[at + 1].code == "Q"
    few = few and number is not None and chunks[at + 1].end - number.end < 2  # not `9 of 14`
    return chunks[at].head.startswith("shoot") and few and after not in _OF_A_GAME


# No round of golf is as short.
_ROUND: Final = 50
_OF_A_GAME: Final = v.words("of for from under over below above - straight / par")


def _is_pictured(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a camera shot or captured; `VIDEO: Gunman shot four` only heads a report."""
    near = range(max(0, at - 4), at)
    return any(chunks[one].head in _PICTURES and chunks[one + 1].head != ":" for one in near)


def _scored(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether shots are counted of those taken: `shot 9 of 14 from the field`."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is None or after.code != "Q" or after.number is None or after.part:
        return False
    return after.end - after.number.end > 1 and not is_passive(chunks, at)


def _plays(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a number shot is a round of golf: `shot 68 in the final round`."""
    after = chunks[at + 1 : at + 8]
    return bool(after) and after[0].code == "Q" and any(one.head in _GOLF for one in after)


_GOLF: Final = v.words("round par birdie birdies bogey bogeys fairway tee")


def _is_fired(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a shot is fired, and hits nobody yet: `shot at`, `only one shot`."""
    if at + 1 < len(chunks) and chunks[at + 1].head in _AIMED:
        where = chunks[at + 2 : at + 7]
        return chunks[at + 1].head != "at" or not any(one.head in _VENUES for one in where)
    number = chunks[at - 1].number if at else None
    if _plays(chunks, at):
        return True
    if number is not None and at + 1 < len(chunks) and chunks[at + 1].head == "of":
        return True  # `at least one shot of vaccine`
    return number is not None and number.low == 1 and number.qualifier in ("only", "just")


_EITHER: Final = (["or", "missing"], ["and", "missing"])
_FIGURATIVE: Final = v.words("cheap parting best free long clear clean penalty winning big another")
_TRADE: Final = v.words(
    "tariffs tariff sanctions cuts inflation taxes prices costs fees rates rules law layoffs delays shutdown boycott cancellations"
)
_CHANGES: Final = v.words(
    "decline declines drop drops fall falls decrease decreases reduction reductions rise rises increase increases jump difference"
)
_NEARLY: Final = frozenset({"nearly", "almost"})
_SPORT: Final = v.words(
    "squad lineup line-up derby training practice match game final striker coach qualifier tournament"
)
# Verbs whose object in bare figures is a score or a sum: `shot 9 of 14`, `burned 40 million`.
_SCORING: Final = v.words("shoots shoot burned burnt")
_PICTURED: Final = v.words("captured captures capturing shot")
_PICTURES: Final = v.words(
    "photo photos photograph photographs photographer camera cameras cctv video videos footage lens image images pictures film series"
)
_SHOT: Final = frozenset({"shot", "shoots", "shoot"})
# Words of harm that may be said of other things, or begin so.
_DOUBTFUL: Final = (
    _PICTURED | _SCORING | _SHOT | v.words("shots die dead missing beaten") | {"unaccounted for"}
)
_DOUBTFUL_STEMS: Final = ("hurt", "execut", "hospitali")
_VENUES: Final = v.words("""
    range club nightclub school party mall home house church mosque temple synagogue station store shop market park university college campus
    concert festival restaurant bar hotel motel hospital office building apartment rally parade funeral wedding stadium beach airport gym cafe
    event gathering playground supermarket
""")
_AIMED: Final = frozenset({"down", "at", "up", "off", "toward", "towards", "about"})
