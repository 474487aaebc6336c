"""What a trie is made of: automata for the heads of phrases, and what follows the heads.

A node of it is a dict from the next word to what follows: another node, or an :class:`Ending`
where nothing does. Two keys that no word can have are reserved: ``""`` holds the ending of a
phrase that others go on from, ``"*"`` the words that stand for all that begin so. Most heads have
nothing behind them, and most others one last word, which is kept as text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from rules.language.found import NO_SLOT
from rules.language.marks import Ending, Mark

Node: TypeAlias = dict[str, Any]
Tail: TypeAlias = tuple[str, int]
"""One last word and the slot that it fills."""
END: Final = ""
PREFIX: Final = "*"

MOST_HEADS: Final = 15_000
"""Heads of one automaton: while one is built no other thread runs, so it must not take long."""

_FEW_HEADS: Final = 500
"""Heads of an automaton that may be a table, which reads faster and takes more memory."""

Find: TypeAlias = Callable[[str, bool], list[tuple[int, int, int]]]


class Rest(NamedTuple):
    """What follows the heads of a part: ``at`` has a number for each of them.

    0: nothing. Above, counted from 1, one last word: it ends at ``ends`` in ``words``, where the
    one before it ends it begins, and it fills one of ``slots``. Below, counted from -1: one of
    ``others``.
    """

    at: Sequence[int]
    words: str
    ends: Sequence[int]
    slots: Sequence[int]
    others: Sequence[Node | Ending]

    def of(self, head: int) -> Node | Ending | Tail | None:
        """Return what follows a head."""
        number = self.at[head]
        if number < 0:
            return self.others[-number - 1]
        if not number:
            return None
        return self.words[self.ends[number - 1] : self.ends[number]], self.slots[number - 1]


class Part(NamedTuple):
    """An automaton, the slot that each of its heads fills, and what follows the heads.

    ``heads`` are those it is made of, a line each, or empty where nobody makes it again; ``find``
    is None before it is made.
    """

    find: Find | None
    slots: Sequence[int]
    rest: Rest
    heads: str = ""


def remade(slots: Sequence[int], rest: Rest, heads: str) -> Part:
    """Make a part again, as in another process: an automaton cannot be sent."""
    return Part(automaton(heads.split("\n")), slots, rest)


def automaton(heads: Sequence[str]) -> Find:
    """Make the automaton of some heads."""
    kind = Implementation.DFA if len(heads) <= _FEW_HEADS else Implementation.ContiguousNFA
    return AhoCorasick(heads, MatchKind.Standard, False, kind).find_matches_as_indexes


class Growing:
    """The heads of the next part, with what follows them as nodes."""

    def __init__(self) -> None:
        self._heads: dict[str, Node | Ending] = {}
        self._endings: dict[int, Ending] = {}

    def add(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        """Add a phrase."""
        word, starred = words[0]
        key, begun = f" {word}", 1
        if not starred and len(words) > 1:
            word, starred = words[1]
            key, begun = f"{key} {word}", 2
        if not starred:
            key = f"{key} "
        table: dict[str, Any] = self._heads
        for word, starred in words[begun:]:
            node = _enter(table, key)
            table, key = _table(node, word, starred), word
        self._end(table, key, mark)

    def parts(self, least: int) -> Iterator[Part]:
        """Yield the heads as parts while there are ``least``."""
        while len(self._heads) >= least:
            # Most texts leave an automaton of like heads at once.
            heads = list(self._heads)[:MOST_HEADS]
            yield _part({head: self._heads.pop(head) for head in heads})
            self._endings = {}

    def _end(self, table: dict[str, Any], key: str, mark: Mark) -> None:
        there = table.get(key)
        own = self._alone(mark)
        if type(there) is dict:
            there[END] = _merged([there[END], own]) if END in there else own
        else:
            table[key] = _merged([there, own]) if there is not None else own

    def _alone(self, mark: Mark) -> Ending:
        """Return the ending of one mark; equal ones are one object."""
        if not mark.plain:
            return Ending((), (mark,))
        ending = self._endings.get(mark.slot)
        if ending is None:
            ending = self._endings[mark.slot] = Ending((mark.slot,))
        return ending


def _part(heads: Mapping[str, Node | Ending]) -> Part:
    slots, at, ends, fills = array("i"), array("i"), array("i", [0]), array("i")
    words: list[str] = []
    others: list[Node | Ending] = []
    for there in heads.values():
        ending = there.get(END, _NOTHING) if isinstance(there, dict) else there
        slots.append(ending.slots[0] if len(ending.slots) == 1 else NO_SLOT)
        tail = _tail(there) if isinstance(there, dict) else None
        if tail is not None:
            words.append(tail[0])
            ends.append(ends[-1] + len(tail[0]))
            fills.append(tail[1])
            at.append(len(words))
        elif isinstance(there, dict) or ending.marks or len(ending.slots) > 1:
            others.append(there)
            at.append(-len(others))
        else:
            at.append(0)
    return Part(None, slots, Rest(at, "".join(words), ends, fills, others), "\n".join(heads))


def _tail(node: Node) -> Tail | None:
    """Return what is left when only one plain word follows, and no phrase goes on after it."""
    if len(node) > 1:
        return None
    ((word, after),) = node.items()
    if word in (END, PREFIX) or not isinstance(after, Ending):
        return None
    return (word, after.slots[0]) if len(after.slots) == 1 and not after.marks else None


_NOTHING: Final = Ending()


def _merged(endings: Sequence[Ending]) -> Ending:
    """Return one ending for all of ``endings``."""
    slots = dict.fromkeys(slot for one in endings for slot in one.slots)
    marks = dict.fromkeys(mark for one in endings for mark in one.marks)
    return Ending(tuple(slots), tuple(marks))


def _table(node: Node, word: str, starred: bool) -> dict[str, Any]:
    """Return the table of ``node`` that ``word`` belongs in."""
    if not starred:
        return node
    # Beginnings of words are kept by length, so that a look-up slices each length once.
    by_length: dict[int, dict[str, Any]] = node.setdefault(PREFIX, {})
    return by_length.setdefault(len(word), {})


def _enter(table: dict[str, Any], key: str) -> Node:
    """Return the node at ``key``, made if there is none."""
    there = table.get(key)
    if type(there) is dict:
        return there
    node: Node = {} if there is None else {END: there}
    table[key] = node
    return node
