"""A trie over folded words that finds every phrase of every rule in one pass over a text.

A node is a dict from the next word to what follows: another node, or an :class:`Ending` where
nothing does. Two keys that no word can have are reserved: ``""`` holds the ending of a phrase
that others go on from, ``"*"`` the words that stand for all that begin so.

The first two words of a phrase are one step, looked up as a pair: among thousands of phrases most
words begin one, but few pairs do. Phrases with a ``*`` in their first two words are kept aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, TypeAlias

from rules.language.marks import Ending, Mark

Node: TypeAlias = dict[str, Any]
Found: TypeAlias = tuple[Ending, int, int]
"""What ends there, the first word, the word after the last."""
Waiting: TypeAlias = list[tuple[Node | Ending, int]]
"""Where phrases may go on, each with the place of the next word."""

END: Final = ""
PREFIX: Final = "*"

MOST_STEPS: Final = 500_000
"""Nodes visited for phrases of two words and more in one field."""

_NO_JOINS: Final[Mapping[int, str]] = {}
_REMEMBERED: Final = 50_000
_LONGEST_WORD: Final = 64


class _First(dict[str, Ending | None]):
    """What one word ends, and where it leads among the phrases kept aside; learns as it goes."""

    def __init__(self, words: dict[str, Ending], aside: Node) -> None:
        super().__init__()
        # The trie itself is not held: without a circle an old one is freed at once.
        self._words, self._aside = words, aside

    def __missing__(self, word: str) -> Ending | None:
        ending = self._read(word)
        if len(word) <= _LONGEST_WORD and len(self) < _REMEMBERED:
            self[word] = ending
        return ending

    def _read(self, word: str) -> Ending | None:
        ending = self._words.get(word)
        aside = _next(self._aside, word)
        if not aside:
            return ending
        nodes = tuple(one for one in aside if isinstance(one, dict))
        ends = [one for one in aside if isinstance(one, Ending)]
        ends += [node[END] for node in nodes if END in node]
        return _merged([*([ending] if ending is not None else []), *ends], nodes)


class Trie:
    """Phrases by their words. Filled first, then only read; reading is safe in many threads."""

    def __init__(self) -> None:
        self._words: dict[str, Ending] = {}
        self._pairs: dict[tuple[str, str], Node | Ending] = {}
        self._aside: Node = {}
        self._first = _First(self._words, self._aside)
        self._endings: dict[int, Ending] = {}

    def add(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        """Add a phrase: its words, each with whether it stands for all that begin so."""
        table: dict[Any, Any]
        key: str | tuple[str, str]
        if any(starred for _, starred in words[:2]):
            (key, starred), rest = words[0], words[1:]
            table = _table(self._aside, key, starred)
        elif len(words) == 1:
            table, key, rest = self._words, words[0][0], ()
        else:
            table, key, rest = self._pairs, (words[0][0], words[1][0]), words[2:]
        for word, starred in rest:
            node = _enter(table, key)
            table, key = _table(node, word, starred), word
        self._end(table, key, mark)

    def _end(self, table: dict[Any, Any], key: object, mark: Mark) -> None:
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

    def find(self, words: list[str], joined: Mapping[int, str] = _NO_JOINS) -> list[Found]:
        """Return every phrase in ``words``, in no order.

        ``joined`` holds words that may stand for two: the one at the key and the next.
        Work is bounded: a text that keeps too many phrases open for too long (words like
        ``a a a`` against hundreds of phrases of ``a*``) is followed up to ``MOST_STEPS``.
        """
        pairs = self._pairs
        found = [
            (ending, at, at + 1)
            for at, ending in enumerate(map(self._first.__getitem__, words))
            if ending is not None
        ]
        follow = _Follower(words, joined, found)
        aside = [(start, end, node) for one, start, end in found for node in one.nodes]
        paired = [(at, pair) for at, pair in enumerate(pairwise(words)) if pair in pairs]
        for at, pair in paired:
            follow(at, [(pairs[pair], at + 2)])
        for start, end, node in aside:
            follow(start, follow.after(node, end))
        if joined:
            self._find_joined(follow)
        return found

    def _find_joined(self, follow: _Follower) -> None:
        """Add the phrases whose first or second word is a joined one."""
        words, joined, pairs = follow.words, follow.joined, self._pairs
        for at, word in joined.items():
            ending = self._first[word]
            if ending is not None:
                follow.found.append((ending, at, at + 2))
                for node in ending.nodes:
                    follow(at, follow.after(node, at + 2))
            begins = [(at - 1, (words[at - 1], word), at + 2)] if at else []
            if at + 2 < len(words):
                begins.append((at, (word, words[at + 2]), at + 3))
            if at + 2 in joined:
                begins.append((at, (word, joined[at + 2]), at + 4))
            for start, pair, end in begins:
                if pair in pairs:
                    follow(start, [(pairs[pair], end)])


class _Follower:
    """Follows the phrases that are open in one text, within bounds."""

    __slots__ = ("_steps", "found", "joined", "words")

    def __init__(self, words: list[str], joined: Mapping[int, str], found: list[Found]) -> None:
        self.words, self.joined, self.found = words, joined, found
        self._steps = MOST_STEPS

    def __call__(self, start: int, waiting: Waiting) -> None:
        """Find what ends at ``waiting`` and after it, for phrases that begin at ``start``."""
        while waiting and self._steps > 0:
            self._steps -= 1
            node, at = waiting.pop()
            if isinstance(node, Ending):
                self.found.append((node, start, at))
                continue
            if END in node:
                self.found.append((node[END], start, at))
            waiting.extend(self.after(node, at))

    def after(self, node: Node, at: int) -> Waiting:
        """Return what follows ``node`` by the word at ``at``, each with the place behind it."""
        if at >= len(self.words):
            return []
        found = [(after, at + 1) for after in _next(node, self.words[at])]
        if at in self.joined:
            found += [(after, at + 2) for after in _next(node, self.joined[at])]
        return found


def _merged(endings: Sequence[Ending], nodes: tuple[Node, ...] = ()) -> Ending:
    """Return one ending for all of ``endings``."""
    slots = dict.fromkeys(slot for one in endings for slot in one.slots)
    marks = dict.fromkeys(mark for one in endings for mark in one.marks)
    return Ending(tuple(slots), tuple(marks), nodes)


def _table(node: Node, word: str, starred: bool) -> dict[Any, Any]:
    """Return the table of ``node`` that ``word`` belongs in."""
    if not starred:
        return node
    # Beginnings of words are kept by length, so that a look-up slices each length once.
    by_length: dict[int, dict[str, Any]] = node.setdefault(PREFIX, {})
    return by_length.setdefault(len(word), {})


def _enter(table: dict[Any, Any], key: object) -> Node:
    """Return the node at ``key``, made if there is none."""
    there = table.get(key)
    if type(there) is dict:
        return there
    node: Node = {} if there is None else {END: there}
    table[key] = node
    return node


def _next(node: Node, word: str) -> list[Node | Ending]:
    """Return what ``word`` leads to: by itself and as one that begins like others."""
    found = [node[word]] if word in node else []
    if PREFIX not in node:
        return found
    for length, table in node[PREFIX].items():
        after = table.get(word[:length]) if length <= len(word) else None
        if after is not None:
            found.append(after)
    return found
