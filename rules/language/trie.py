"""A trie over folded words that finds every phrase of every rule in one pass over a text.

A node is a dict from the next word to the next node. Two keys that no word can have are
reserved: ``""`` holds what ends here, ``"*"`` the words that stand for all that begin so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

Node: TypeAlias = dict[str, Any]
END: Final = ""
PREFIX: Final = "*"

_REMEMBERED: Final = 200_000
_LONGEST_WORD: Final = 64


class Trie:
    """Phrases by their words. Filled first, then only read; reading is safe in many threads."""

    def __init__(self) -> None:
        self.root: Node = {}
        self._first: dict[str, tuple[Node, ...]] = {}

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

    def find(self, words: list[str]) -> list[tuple[list[Any], int, int]]:
        """Return ``(payloads, start, end)`` of every phrase in ``words``, ordered by start.

        Work is bounded by the number of words times the longest phrase.
        """
        found: list[tuple[list[Any], int, int]] = []
        if not self.root:
            return found
        starts = self._starts(words)
        for at, nodes in starts:
            for node in nodes:
                self._follow(node, words, at, found)
        return found

    def _starts(self, words: list[str]) -> list[tuple[int, tuple[Node, ...]]]:
        """Return the places where some phrase may begin."""
        root = self.root
        if PREFIX not in root:
            return [(at, (root[word],)) for at, word in enumerate(words) if word in root]
        first = self._first
        if len(first) > _REMEMBERED:
            first = self._first = {}
        result = []
        for at, word in enumerate(words):
            nodes = first.get(word)
            if nodes is None:
                nodes = tuple(_next(root, word))
                if len(word) <= _LONGEST_WORD:
                    first[word] = nodes
            if nodes:
                result.append((at, nodes))
        return result

    @staticmethod
    def _follow(
        node: Node, words: list[str], start: int, found: list[tuple[list[Any], int, int]]
    ) -> None:
        at = start + 1
        size = len(words)
        waiting = [(node, at)]
        while waiting:
            node, at = waiting.pop()
            ends = node.get(END)
            if ends is not None:
                found.append((ends, start, at))
                if len(node) == 1:
                    continue
            if at < size:
                word = words[at]
                if PREFIX in node:
                    waiting.extend((after, at + 1) for after in _next(node, word))
                elif word in node:
                    waiting.append((node[word], at + 1))


def _next(node: Node, word: str) -> list[Node]:
    """Return the nodes that ``word`` leads to: by itself and as the beginning of others."""
    found = [node[word]] if word in node else []
    for length, table in node.get(PREFIX, {}).items():
        after = table.get(word[:length]) if length <= len(word) else None
        if after is not None:
            found.append(after)
    return found
