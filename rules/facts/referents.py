"""Single victims whom a sentence refers to without counting them: `he later died`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Final

from rules.facts import words as v
from rules.facts.coded import Chunk
from rules.facts.elliptic import Bound
from rules.facts.groups import hangs_on_preposition, is_passive
from rules.facts.objects import is_hypothetical
from rules.facts.victims import EVENT_ROLES

_THEIRS: Final = frozenset({"his", "her", "their"})
_HIMSELF: Final = frozenset({"himself", "herself", "self"})
_WHOSE: Final = v.words("his her the whose victim victims victim's")
_FOUND: Final = v.words("found discovered recovered identified returned")


HARMED: Final = "*"


class Told:
    """The single people told of so far, for sentences that speak of them again.

    Few do: who was told of is worked out when it is first asked.
    """

    __slots__ = ("_nouns", "_unasked")

    def __init__(self) -> None:
        self._nouns: set[str] = set()
        self._unasked: list[Callable[[], Iterable[str]]] = []

    def hear(self, told_of: Callable[[], Iterable[str]]) -> None:
        """Take in a sentence; ``told_of`` gives its nouns, ``HARMED`` where one was counted."""
        self._unasked.append(told_of)

    @property
    def nouns(self) -> Set[str]:
        """The nouns of the people told of."""
        while self._unasked:
            self._nouns.update(self._unasked.pop()())
        return self._nouns


def introduced(chunks: Sequence[Chunk]) -> str | None:
    """Return the noun of the one person a sentence opens with (`A driver hit a mine`)."""
    for one in chunks[:5]:
        if one.code == "M" and one.number is not None and one.number.low == 1:
            return None if _is_obituary(chunks) else one.head
        if one.code not in "pwamc" or (one is chunks[0] and one.code == "w"):
            return None
    return None


def _is_obituary(chunks: Sequence[Chunk]) -> bool:
    return any(one.code == "S" and told_with_age(chunks, at) for at, one in enumerate(chunks))


def referred(chunks: Sequence[Chunk], at: int, told: Told) -> Bound | None:
    """Read `he later died`, `the driver was killed`: someone told of before, in another way."""
    one = chunks[at]
    kind = one.kind
    if kind not in ("killed", "injured"):
        return None
    if one.code == "N" and one.head == "body":
        return _body(chunks, at) if told.nouns else None
    if one.code == "A" and at + 1 < len(chunks) and not is_hypothetical(chunks, at):
        after = chunks[at + 1]
        whom = (after.head == "him" and told.nouns) or _is_known(after, told)
        return Bound(kind, (), at, at, at + 1) if whom else None
    if not at and one.code in "VS":
        return _dropped(chunks, told)
    if one.code not in "VS" or (one.code == "V" and not is_passive(chunks, at)):
        return None
    back = at - 1
    while back > 0 and chunks[back].code in "abh":
        back -= 1
    if back > 0 and chunks[back].head in ("but", "and", ","):
        back = 0
    subject = chunks[back] if back >= 0 else None
    if subject is None or any(c.head in ("were", "are", "not") for c in chunks[back:at]):
        return None
    person = subject.head in ("he", "she") and told.nouns
    if person or (_is_known(subject, told) and not hangs_on_preposition(chunks, back)):
        return Bound(kind, (), at, back, at)
    return None


def _dropped(chunks: Sequence[Chunk], told: Told) -> Bound | None:
    """Read `Killed by beheading in July` of the one told of before, in the style of a telegram."""
    kind = chunks[0].kind
    opens = (
        len(chunks) > 1 and chunks[1].code in "pa" and not any(c.code == "b" for c in chunks[1:9])
    )
    return Bound(kind, (), 0, 0, 0) if opens and kind is not None and told.nouns else None


def _is_known(one: Chunk, told: Told) -> bool:
    if one.code != "D" or not (one.head in v.SINGULAR or one.head == "staff"):
        return False
    known = told.nouns
    return bool(known) and (HARMED in known or one.head in known or one.head in _ANYONE)


_ANYONE: Final = v.words("victim man woman person member employee worker staff")


def object_died(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `Soldiers shot the shepherd, who died`: one known by what was done to them."""
    one = chunks[at]
    if one.kind != "killed" or one.code not in "VS":
        return None
    back = at - 1
    while back > 0 and chunks[back].code in "abh":
        back -= 1
    if back < 2 or chunks[back].head != "who":
        return None
    whom = back - 2 if chunks[back - 1].code == "c" else back - 1
    single = chunks[whom].code == "D" and chunks[whom].head in v.SINGULAR
    if not single or whom < 1 or chunks[whom - 1].kind not in ("injured", "killed"):
        return None
    return Bound("killed", (), at, whom, at) if chunks[whom - 1].code in "VA" else None


def died_later(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `A nurse was hit by crossfire between rebels and the army, and later died`."""
    if chunks[at].code != "S" or chunks[at].kind != "killed":
        return None
    back = at - 1
    while back > 0 and chunks[back].code in "ah":
        back -= 1
    later = any(c.head in _LATER for c in chunks[back + 1 : at])
    if not later or chunks[back].code not in "&c":
        return None
    for subject, whom in enumerate(chunks[: min(back, 6)]):
        if whom.code == "M" and whom.number is not None and not whom.part:
            told = chunks[subject + 1 : subject + 12]
            passive = next((c.code for c in told if c.code in "bhVASJ"), "") == "b"
            return Bound("killed", (subject,), at, subject, at) if passive else None
        if whom.code not in "wpac":
            return None
    return None


_LATER: Final = v.words("later subsequently eventually then")


def resumed(chunks: Sequence[Chunk], at: int, found: Sequence[Bound]) -> Bound | None:
    """Read `A man was on his way home when he was shot`: the person of `he` stands before it."""
    one = chunks[at]
    after = chunks[at + 1].head if at + 1 < len(chunks) else ""
    if one.kind not in ("killed", "injured", "captured") or one.code not in "VSA":
        return None
    passive = one.code == "V" and is_passive(chunks, at)
    if passive or one.code == "S":
        back = at - 1
        while back > 0 and chunks[back].code in "abh" and chunks[back].head != "not":
            back -= 1
        if back < 0 or chunks[back].head not in ("he", "she"):
            return None
        # Lives are told so too (`the senator's brother, after he died`): only of who opens a sentence.
        whom = _person(chunks, range(back if passive else min(back, 3)), chunks[back].head)
    elif one.head in _ASSAULTED:
        return None
    elif after == "him" or (after == "her" and _ends(chunks, at + 2)):
        if one.code == "A" and is_hypothetical(chunks, at):
            return None
        whom = _person(chunks, range(_before_subject(chunks, at), -1, -1), after)
    else:
        return None
    dead = {i for bound in found if bound.kind in ("killed", one.kind) for i in bound.counted}
    if whom is None or whom in dead:
        return None
    return Bound(one.kind, (whom,), at, whom, at)


_ASSAULTED: Final = frozenset({"assaulted", "raped", "hurt"})


def _before_subject(chunks: Sequence[Chunk], at: int) -> int:
    """Return the last chunk before the verb at ``at`` that is not its own subject."""
    back = at - 1
    while back > 0 and chunks[back].code in "ahr":
        back -= 1
    return back - 1 if back >= 0 and chunks[back].code in "MQUD" else back


def _person(chunks: Sequence[Chunk], order: range, pronoun: str) -> int | None:
    """Return the first single person of ``order`` whom ``pronoun`` can name."""
    wrong = _FEMALE if pronoun in ("he", "him") else _MALE
    for at in order:
        one = chunks[at]
        single = (
            one.code == "M" and not one.part and one.number is not None and one.number.high == 1
        )
        if single and one.head not in wrong:
            return at
    return None


def _ends(chunks: Sequence[Chunk], at: int) -> bool:
    return at >= len(chunks) or chunks[at].code in "pcB&" or chunks[at].head == "."


_MALE: Final = v.words("""
    man boy father son husband brother uncle nephew grandfather grandson policeman serviceman fisherman businessman dad
    cameraman guy boyfriend fireman militiaman gunman
""")
_FEMALE: Final = v.words("""
    woman girl mother wife daughter sister aunt niece grandmother granddaughter policewoman businesswoman mum mom actress
    girlfriend lady nun housewife waitress widow schoolgirl
""")


def found_body(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `a body was found`, `body of missing hiker found` as one dead."""
    if chunks[at].head not in ("body", "remains of", "corpse") or chunks[at].code != "N":
        return None
    before = chunks[at - 1] if at else None
    opens = (
        before is None
        or before.head in _BODY
        or before.code in "B"
        or before.head in ("as", "after")
    )
    follows = chunks[at + 1 : at + 9]
    if (
        not opens
        or not follows
        or follows[0].code == "N"
        or any(one.number and one.number.low > 1 for one in follows[:3])
    ):
        return None
    found = any(one.head in _FOUND for one in follows)
    return Bound("killed", (), at, at, at + 1) if found else None


_BODY: Final = v.words("a another second third fourth fifth sixth")


def _body(chunks: Sequence[Chunk], at: int) -> Bound | None:
    """Read `his body was later found`."""
    if not at or chunks[at - 1].head not in _WHOSE:
        return None
    found = any(one.head in _FOUND for one in chunks[at + 1 : at + 7])
    return Bound("killed", (), at, at - 1, at) if found else None


def without_known(
    chunks: Sequence[Chunk], at: int, counted: Sequence[int], found: Sequence[Bound]
) -> list[int]:
    """Drop from the counts of a predicate the definite people it may not be toll of.

    `His wife was shot` and `killing the driver` count one. `His wife died` is a life told, `the
    driver killed …` has an object of its own, and who kills himself alone is no toll.
    """
    return [
        one
        for one in counted
        if not chunks[one].determiner or _is_toll(chunks, at, one, counted, found)
    ]


def _is_toll(
    chunks: Sequence[Chunk], at: int, one: int, counted: Sequence[int], found: Sequence[Bound]
) -> bool:
    who, verb = chunks[one], chunks[at]
    if who.head in _HIMSELF:
        return len(counted) > 1 or any(bound.kind == verb.kind for bound in found)
    if one > at:
        return verb.code in "AV" or who.determiner == "the"
    if verb.code == "V":
        return is_passive(chunks, at) or (one > 0 and chunks[one - 1].code in "&c")
    if who.determiner in _THEIRS:
        return verb.kind in ("killed", "missing") and verb.code == "J"
    return verb.code == "J" or who.head in EVENT_ROLES


def told_with_age(chunks: Sequence[Chunk], at: int) -> bool:
    """Say whether a death is told with an age, as an obituary does: `actress dies at 36`."""
    first = at + 2 if at + 1 < len(chunks) and chunks[at + 1].head == "," else at + 1
    after = [one.head or one.code for one in chunks[first : first + 3]]
    aged = after[:1] == ["aged"] or after[:3] == ["at", "the", "age"]
    number = chunks[first + 1].number if after[:2] == ["at", "Q"] else None
    aged = aged or (number is not None and number.low <= _OLDEST)  # not `at 1620`
    return chunks[at].kind == "killed" and (aged or after[:2] == ["at", "age"])


_OLDEST: Final = 120
