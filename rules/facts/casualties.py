"""Figures of one sentence: which count is said of which predicate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules.facts import words as v
from rules.facts.binding import subjects
from rules.facts.capitals import someone
from rules.facts.coded import Chunk
from rules.facts.either import (
    at_rate,
    beside_things,
    costing,
    lost_to,
    merge_either,
    paired,
    rated,
    retold,
)
from rules.facts.elliptic import (
    Bound,
    among,
    homes,
    inverted,
    is_back,
    is_freed,
    labelled,
    named_so,
    summed,
    with_elsewhere,
)
from rules.facts.groups import hangs_on_preposition, is_passive, is_personal, left_out
from rules.facts.harmless import harms_nobody
from rules.facts.idioms import CALAMITIES, CLAIMS
from rules.facts.negation import nobody
from rules.facts.objects import company, is_hypothetical, objects
from rules.facts.predicates import PREDICATES
from rules.facts.referents import (
    Told,
    died_later,
    found_body,
    object_died,
    referred,
    resumed,
    told_with_age,
    without_known,
)
from rules.facts.sentences import Sentence
from rules.facts.tolls import noun, toll


def bind(chunks: Sequence[Chunk], capitals: bool = False, told: Told | None = None) -> list[Bound]:
    """Return what is said of whom in ``chunks``, in the order of the predicates.

    Every predicate looks for its object on the right when it is active, else for its subject on
    the left; coordinated predicates share one subject. Negated ones come back with ``none``.
    In ``capitals`` names cannot be told from nouns: a singular victim counts one there. Where one
    unnumbered person was ``told`` of in an earlier sentence, `he later died` is said of that one.
    """
    found: list[Bound] = []
    omitted: set[int] = set()
    numbers = [at for at, one in enumerate(chunks) if one.number is not None]
    predicates = [at for at, one in enumerate(chunks) if one.kind and one.code in PREDICATES]
    for at in predicates:
        one = chunks[at]
        bound = _none(chunks, at) or paired(chunks, at) or _bind_one(chunks, at, found)
        bound = bound or _same_people(chunks, at, found) or labelled(chunks, at)
        if bound is None and capitals:
            bound = someone(chunks, at) or found_body(chunks, at) or object_died(chunks, at)
        if bound is None and not capitals:
            bound = resumed(chunks, at, found) or died_later(chunks, at)
            bound = bound or found_body(chunks, at) or object_died(chunks, at)
            bound = bound or (referred(chunks, at, told) if told else None)
        if bound and one.head.startswith(_SEVERITY) and any(b.kind == "injured" for b in found):
            continue  # `five wounded, one in critical condition`
        if bound and left_out(chunks, bound.last):
            omitted.update(bound.counted)
        elif bound and not retold(found, bound) and not _again(found, bound):
            found.append(bound)
    found.extend(
        one
        for one in named_so(chunks, found, numbers)
        if not _again(found, one) and not omitted.intersection(one.counted)
    )
    found = merge_either(chunks, with_elsewhere(chunks, found))
    if not numbers:
        return found
    found = [*found, *at_rate(chunks, found), *costing(chunks, found, numbers)]
    late = [*among(chunks, found, numbers), *inverted(chunks, found, predicates)]
    return [*found, *late, *summed(chunks, found)]


_SEVERITY: Final = ("in ", "fighting ")


def _again(found: Sequence[Bound], bound: Bound) -> bool:
    """Say whether the same count has the same kind already (`shot and wounded`)."""
    return any(one.kind == bound.kind and set(one.counted) & set(bound.counted) for one in found)


def _bind_one(chunks: Sequence[Chunk], at: int, found: Sequence[Bound]) -> Bound | None:
    if harms_nobody(chunks, at):
        return None
    counted = _with_company(chunks, at, _counts(chunks, at))
    counted = without_known(chunks, at, counted, found)
    if not counted or (told_with_age(chunks, at) and all(chunks[one].weak for one in counted)):
        return None
    kind = chunks[at].kind
    assert kind is not None
    things = kind in ("missing", "captured") or chunks[at].head in _OF_THINGS
    if things and any(_is_thing(chunks[one]) for one in counted):
        return None
    if chunks[at].head in v.TAKEN and any(chunks[one].code != "M" for one in counted):
        return None
    if kind == "captured" and any(is_freed(chunks, one) for one in counted):
        return None
    if kind in ("captured", "missing") and max(counted) < at and is_back(chunks, at):
        return None
    first, last = min(counted[0], at), max(counted[-1], at)
    return Bound(kind, tuple(counted), at, first, last, toll=chunks[at].code == "T")


_OF_THINGS: Final = v.words("burned burnt hurt")


def _is_thing(one: Chunk) -> bool:
    return one.code == "U" and not is_personal(one.head)


def _counts(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the counts that the predicate at ``at`` is said of."""
    code = chunks[at].code
    if code == "T":
        return toll(chunks, at) or rated(chunks, at)
    if chunks[at].head in _RESTRICTED:
        return _restricted(chunks, at)
    if code == "J" and chunks[at].kind == "captured":
        return subjects(chunks, at) if at and chunks[at - 1].code in "MQU" else []
    if code == "J" and chunks[at].kind == "displaced":
        return homes(chunks, at)
    if code == "N" or (code == "A" and at + 1 < len(chunks) and chunks[at + 1].head == "of"):
        return noun(chunks, at) or (_bearers(chunks, at) if chunks[at].head == "injuries" else [])
    if chunks[at].head == "homeless":
        named = [one.code for one in chunks[at + 1 : at + 3]] in (["w", "D"], ["D"])
        return [] if named else subjects(chunks, at)  # `900 homeless quarry workers`
    if chunks[at].head == "lost" and (is_passive(chunks, at) or _ends_headline(chunks, at)):
        return [one for one in subjects(chunks, at) if chunks[one].head in v.TROOPS]
    if code == "A":
        return _of_active(chunks, at)
    if chunks[at].head.startswith("drown") and at and chunks[at - 1].head in CALAMITIES:
        return objects(chunks, at)  # `floods drown 12`
    if code != "V" or is_passive(chunks, at):
        return subjects(chunks, at)
    if chunks[at].head in v.TAKEN and at + 1 < len(chunks) and chunks[at + 1].code not in "pcB&":
        return objects(chunks, at)  # `rebels seized the town`
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    thing = (
        after is not None
        and after.code == "w"
        and (after.end - after.start > 1 or after.head[:1].isdigit())
        and after.head not in _MEASURES
        and chunks[at].end - chunks[at].start == 1
    )
    work = after is not None and after.code == "U" and not is_personal(after.head)
    uncounted = after is not None and (after.code == "D" or thing or work or after.head in _OBJECTS)
    counted = _shared(chunks, at) or objects(chunks, at)
    return counted or ([] if uncounted else subjects(chunks, at))


def _ends_headline(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether `12 soldiers lost` ends there, and has no object."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return at > 0 and chunks[at - 1].code == "M" and (after is None or _closes(after))


# Verbs of much else: `Fire claims three firemen`, `a family of six wiped out`.
_RESTRICTED: Final = CLAIMS | {"wiped out", "wipes out", "wipe out", "wiping out"}


def _restricted(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the people claimed by a calamity, or the family wiped out."""
    counted = objects(chunks, at) or (subjects(chunks, at) if chunks[at].code == "V" else [])
    if chunks[at].head in CLAIMS:
        ends = counted and (counted[-1] + 1 == len(chunks) or _closes(chunks[counted[-1] + 1]))
        return counted if ends or all(chunks[one].code == "M" for one in counted) else []
    families = (chunks[max(0, one - 2) : one] for one in counted)
    return counted if all([c.head for c in two] == ["family", "of"] for two in families) else []


def _closes(one: Chunk) -> bool:
    """Say whether a chunk ends the object of a verb: `claims eight in Lagos`, not `eight claims`."""
    return one.code in "pcB&" or one.head == "."


def _bearers(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return who has the injuries at ``at``: `a teenager has life-changing injuries`, `ten with injuries`."""
    back = at - 1
    while back > 0 and at - back < _NEAR and chunks[back].code in "wac":
        back -= 1
    has = back > 0 and (chunks[back].code == "h" or chunks[back].head == "with")
    return subjects(chunks, back) if has else []


_NEAR: Final = 6


def _of_active(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the object of a verb that is active by its form: `kills nine`."""
    if is_hypothetical(chunks, at):
        return []
    counted = _shared(chunks, at) or objects(chunks, at)
    if chunks[at].head == "drowning" and any(chunks[one].weak for one in counted):
        return []  # `saved a drowning boy`
    if chunks[at].kind == "casualties":
        counted = counted or beside_things(chunks, at)
        return [] if lost_to(chunks, at, counted) else counted
    return counted


def _with_company(chunks: Sequence[Chunk], at: int, counted: list[int]) -> list[int]:
    """Add who died along with those counted: `killed a poet alongside her son and ten others`."""
    if chunks[at].code not in "VASJ" or (not counted and not is_passive(chunks, at)):
        return counted
    others = company(chunks, max([at, *counted]))
    return counted + [one for one in others if one not in counted and not left_out(chunks, one)]


# Behind a participle these say how often, where or when: `shot three times`, `shot 100 m from home`.
_MEASURES: Final = v.words(
    "time times m km metre metres meter meters mile miles kilometre kilometres kilometer kilometers minutes hours days weeks months years year"
)
_OBJECTS: Final = v.words("him her them himself herself me us the his their")


def _shared(chunks: Sequence[Chunk], at: int) -> list[int]:
    """Return the object that `kills or injures 100` gives to both of its verbs."""
    after = chunks[at + 1 : at + 3]
    if [one.code for one in after] != ["&", chunks[at].code]:
        return []
    if at and chunks[at].code == "V" and chunks[at - 1].code in "MQU":
        return []  # `12 soldiers killed or wounded`
    return objects(chunks, at + 2)


def _same_people(chunks: Sequence[Chunk], at: int, found: Sequence[Bound]) -> Bound | None:
    """Give a predicate without a subject that of the one before: `abducted at home and later killed`."""
    one = chunks[at]
    last = found[-1] if found else None
    if (
        last is None
        or last.none
        or one.code not in "VSJ"
        or chunks[last.predicate].code not in "VSJ"
    ):
        return None
    back = at - 1
    while back > last.last and chunks[back].code in "abhr":
        back -= 1
    before = chunks[back]
    if back > last.last and not (before.code in "&c(" or before.head == ";"):
        return None
    between = range(last.last + 1, at)
    homes = one.code == "J" and one.kind == "displaced"  # `abducted from their homes`
    if (
        one.kind is None
        or homes
        or any(
            chunks[i].code in "MUQDNT"
            and not (chunks[i].part or hangs_on_preposition(chunks, i, 4))
            for i in between
        )
    ):
        return None
    if last.kind == one.kind or not last.counted or last.counted[-1] > last.predicate:
        return None
    return Bound(one.kind, last.counted, at, last.first, at)


def _none(chunks: Sequence[Chunk], at: int) -> Bound | None:
    back = nobody(chunks, at)
    kind = chunks[at].kind
    return None if back is None or kind is None else Bound(kind, (), at, back, at, none=True)


def amounts(chunks: Sequence[Chunk], bound: Bound) -> tuple[int, int | None, str | None]:
    """Return low, high and qualifier of the counts of ``bound`` taken together."""
    if not bound.counted:
        return 1, 1, None
    low, high, qualifier = 0, 0, None
    open_ended = False
    for at in bound.counted:
        number = chunks[at].number
        if number is None:
            continue
        low += number.low
        open_ended = open_ended or number.high is None
        high += number.high or 0
        qualifier = qualifier or number.qualifier
    return low, None if open_ended else high, qualifier


def weak(chunks: Sequence[Chunk], bound: Bound) -> bool:
    """Say whether the count rests on an article alone."""
    return all(chunks[at].weak for at in bound.counted)


def is_definite(chunks: Sequence[Chunk], bound: Bound) -> bool:
    """Say whether the one counted is known by a definite article alone (`the driver`)."""
    return bool(bound.counted) and all(chunks[at].determiner for at in bound.counted)


def is_part(chunks: Sequence[Chunk], bound: Bound) -> bool:
    """Say whether the people counted are a part of a whole: `two were among those killed`."""
    if any(chunks[one].part for one in bound.counted):
        return True
    if bound.counted and bound.counted[0] > bound.predicate:
        after = chunks[bound.predicate + 1].code
        return after == "i" or chunks[bound.first].code == "i"
    between = chunks[bound.counted[-1] + 1 : bound.predicate] if bound.counted else ()
    last = [one for one in between if one.code in "ic"][-1:]
    return bool(last) and last[0].head in ("among", "amongst")


def told_parts(chunks: Sequence[Chunk]) -> frozenset[int]:
    """Return the counts of several people that are told to be parts of a whole."""
    parts = []
    for at, one in enumerate(chunks):
        if one.number is None or one.number.low < 2 or one.code not in "MQU":
            continue
        after = [c for c in chunks[at + 1 : at + 4] if c.code not in "ab"]
        among = after and after[0].head in ("among", "amongst")
        if one.part or among:
            parts.append(one.number.low)
    return frozenset(parts)


def quote(sentence: Sentence, chunks: Sequence[Chunk], bound: Bound) -> tuple[str, int, int]:
    """Return the words that say it, with their bounds in the field."""
    return sentence.quote(chunks[bound.first].start, chunks[bound.last].end - 1)
