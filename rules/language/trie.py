"""A trie over folded words that finds every phrase of every rule in one pass over a text.

A node is a dict from the next word to the next node. Two keys that no word can have are
reserved: ``""`` holds what ends here, ``"*"`` the words that stand for all that begin so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

Node: TypeAlias = dict[str, Any]
END: Final = ""
PREFIX: Final = "*"

MOST_STEPS: Final = 500_000
"""Nodes visited for phrases of two words and more in one field."""

_NOTHING: Final[Mapping[int, str]] = {}
_REMEMBERED: Final = 200_000
_LONGEST_WORD: Final = 64


class _First(dict[str, tuple[Node, ...]]):
    """Where a word leads from the root; learns each word the first time it is seen."""

    def __init__(self, root: Node) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, word: str) -> tuple[Node, ...]:
        nodes = tuple(_next(self._root, word))
        if len(word) <= _LONGEST_WORD and len(self) < _REMEMBERED:
            self[word] = nodes
        return nodes


class Trie:
    """Phrases by their words. Filled first, then only read; reading is safe in many threads."""

    def __init__(self) -> None:
        self.root: Node = {}
        self._first = _First(self.root)

    def add(self, words: Sequence[tuple[str, bool]], payload: object) -> None:
        """Add a phrase: its words, each with whether it stands for all that begin so."""
        node = self.root
        for word, starred in words:
            if starred:
                # The prefix table is kept by length, so that a look-up slices each length once.
                by_length = node.setdefault(PREFIX, {})
                node = by_length.setdefault(len(word), {}).setdefault(word, {})
            else:
                node = node.setdefault(word, {})
        node.setdefault(END, []).append(payload)

    def find(
        self, words: list[str], joined: Mapping[int, str] = _NOTHING
    ) -> list[tuple[list[Any], int, int]]:
        """Return ``(payloads, start, end)`` of every phrase in ``words``, ordered by start.

        ``joined`` holds words that may stand for two: the one at the key and the next.
        Work is bounded: a text that keeps too many phrases open for too long (words like
        ``a a a`` against hundreds of phrases of ``a*``) is followed up to ``MOST_STEPS``.
        """
        found: list[tuple[list[Any], int, int]] = []
        first = self._first
        size = len(words)
        steps = MOST_STEPS
        starts = [(at, nodes) for at, word in enumerate(words) if (nodes := first[word])]
        for start, nodes in starts:
            for node in nodes:
                at = start + 1
                ends = node.get(END)
                if ends is not None:
                    found.append((ends, start, at))
                    if len(node) == 1:
                        continue
                if at < size and (PREFIX in node or words[at] in node or at in joined):
                    waiting = _after(node, words, joined, at)
                    steps = _follow(waiting, words, joined, start, found, steps)
        if joined:
            for start, word in joined.items():
                waiting = [(node, start + 2) for node in first[word]]
                steps = _follow(waiting, words, joined, start, found, steps)
            found.sort(key=lambda one: (one[1], one[2]))
        return found


def _after(
    node: Node, words: list[str], joined: Mapping[int, str], at: int
) -> list[tuple[Node, int]]:
    """Return the nodes that follow by the word at ``at``, each with the place behind it."""
    found = [(after, at + 1) for after in _next(node, words[at])]
    if at in joined:
        found += [(after, at + 2) for after in _next(node, joined[at])]
    return found


def _follow(
    waiting: list[tuple[Node, int]],
    words: list[str],
    joined: Mapping[int, str],
    start: int,
    found: list[tuple[list[Any], int, int]],
    steps: int,
) -> int:
    """Find what ends at ``waiting`` and after it, for phrases that begin at ``start``.

    At most ``steps`` nodes are visited; returns how many are left.
    """
    size = len(words)
    while waiting and steps > 0:
        steps -= 1
        node, at = waiting.pop()
        ends = node.get(END)
        if ends is not None:
            found.append((ends, start, at))
            if len(node) == 1:
                continue
        if at < size:
            waiting.extend(_after(node, words, joined, at))
    return steps


def _next(node: Node, word: str) -> list[Node]:
    """Return the nodes that ``word`` leads to: by itself and as the beginning of others."""
    found = [node[word]] if word in node else []
    if PREFIX not in node:
        return found
    for length, table in node[PREFIX].items():
        after = table.get(word[:length]) if length <= len(word) else None
        if after is not None:
            found.append(after)
    return found
