"""What a trie is made of: automata for the heads of phrases, and what follows the heads.

A node of it is a dict from the next word to what follows: another node, or an :class:`Ending`
where nothing does. Two keys that no word can have are reserved: ``""`` holds the ending of a
phrase that others go on from, ``"*"`` the words that stand for all that begin so. Most heads have
nothing behind them, and most others the last words of one phrase, which are kept as text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from rules.language.found import NO_SLOT
from rules.language.marks import Ending, Mark

Node: TypeAlias = dict[str, Any]
Tail: TypeAlias = tuple[str, Sequence[int]]
"""The only words that a phrase goes on with here, or none, and the slots that it fills."""
END: Final = ""
PREFIX: Final = "*"

MOST_HEADS: Final = 15_000
"""Heads of one automaton: while one is built no other thread runs, so it must not take long."""

_FEW_HEADS: Final = 500
"""Heads of an automaton that may be a table, which reads faster and takes more memory."""

Find: TypeAlias = Callable[[str, bool], list[tuple[int, int, int]]]


class Rest(NamedTuple):
    """What follows the heads of a part: ``at`` has a number for each of them.

    0: nothing. Above, counted from 1, a tail: its words end at one of ``ends`` in ``words``, its
    slots at one of ``stops`` in ``slots``, and both begin where those before it end. Below,
    counted from -1: one of ``others``.
    """

    at: Sequence[int]
    words: str
    ends: Sequence[int]
    slots: Sequence[int]
    stops: Sequence[int]
    others: Sequence[Node | Ending]

    def of(self, head: int) -> Node | Ending | Tail | None:
        """Return what follows a head."""
        number = self.at[head]
        if number < 0:
            return self.others[-number - 1]
        if not number:
            return None
        words = self.words[self.ends[number - 1] : self.ends[number]]
        return words, self.slots[self.stops[number - 1] : self.stops[number]]


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
    """The heads of the next part, with what follows them as tails, or nodes where that is more."""

    def __init__(self) -> None:
        self._heads: dict[str, Node | Ending | tuple[str, list[int]]] = {}

    @property
    def size(self) -> int:
        """How many heads there are."""
        return len(self._heads)

    def add(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        """Add a phrase: its words, each with whether it stands for all that begin so."""
        word, starred = words[0]
        key, begun = f" {word}", 1
        if not starred and len(words) > 1:
            word, starred = words[1]
            key, begun = f"{key} {word}", 2
        if not starred:
            key = f"{key} "
        rest = words[begun:]
        if self._is_tail(key, rest, mark):
            return
        table: dict[str, Any] = self._heads
        for word, starred in rest:
            node = _enter(table, key)
            table, key = _table(node, word, starred), word
        _end(table, key, mark)

    def _is_tail(self, key: str, rest: Sequence[tuple[str, bool]], mark: Mark) -> bool:
        """Add the rest of a phrase as a tail, where it can be one; else make nodes of a tail."""
        there = self._heads.get(key)
        if (there is None or isinstance(there, tuple)) and mark.plain:
            words = " ".join([word for word, _ in rest])
            if not any(starred for _, starred in rest) and (there is None or there[0] == words):
                if there is None:
                    self._heads[key] = words, [mark.slot]
                elif there[1][-1] != mark.slot:
                    there[1].append(mark.slot)
                return True
        if isinstance(there, tuple):
            self._heads[key] = chain(there)
        return False

    def part(self) -> Part:
        """Return the part."""
        slots, at = array("i"), array("i")
        ends, fills, stops = array("i", [0]), array("i"), array("i", [0])
        texts: list[str] = []
        others: list[Node | Ending] = []
        for there in self._heads.values():
            slots.append(_alone(there))
            if isinstance(there, tuple) and (there[0] or len(there[1]) > 1):
                texts.append(there[0])
                fills.extend(there[1])
                ends.append(ends[-1] + len(there[0]))
                stops.append(len(fills))
                at.append(len(texts))
            elif isinstance(there, tuple):
                at.append(0)
            else:
                others.append(there)
                at.append(-len(others))
        rest = Rest(at, "".join(texts), ends, fills, stops, others)
        return Part(None, slots, rest, "\n".join(self._heads))


def _alone(there: Node | Ending | Tail) -> int:
    """Return the slot that a head alone fills, if it is one."""
    if isinstance(there, tuple):
        slots = () if there[0] else there[1]
    else:
        ending = there.get(END) if isinstance(there, dict) else there
        slots = ending.slots if ending is not None else ()
    return slots[0] if len(slots) == 1 else NO_SLOT


def chain(tail: Tail) -> Node | Ending:
    """Return what stands for a tail among nodes."""
    words, slots = tail
    after: Node | Ending = Ending(list(slots))
    for word in reversed(words.split(" ") if words else ()):
        after = {word: after}
    return after


def _end(table: dict[str, Any], key: str, mark: Mark) -> None:
    there = table.get(key)
    if there is None:
        there = table[key] = Ending()
    elif type(there) is dict:
        there = there.setdefault(END, Ending())
    there.add(mark)


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
