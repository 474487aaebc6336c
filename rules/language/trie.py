"""Finds every phrase of every rule in one pass over a folded text.

The first one or two words of a phrase are its head: one word begins many phrases, a pair of words
few. All heads, each with the spaces around its words, are an Aho-Corasick automaton, which finds
them at the speed of reading. What phrases say after their heads is a trie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from rules.language.found import Found
from rules.language.marks import Ending, Mark
from rules.language.parts import (
    END,
    MOST_HEADS,
    PREFIX,
    Find,
    Growing,
    Node,
    Part,
    Rest,
    Tail,
    automaton,
)
from rules.language.waiting import Waiting

Open: TypeAlias = list[tuple[Node | Ending, int]]
"""Where phrases may go on, each with the place of the next word."""

MOST_STEPS: Final = 500_000
"""Nodes visited after the heads of phrases in one field."""

MOST_PLACES: Final = 500_000
"""Places noted, in one field, of phrases that fill many slots each; the first of each always is."""

_FEW_ENDINGS: Final = 16

_NO_JOINS: Final[Mapping[int, str]] = {}


class Trie:
    """Phrases by their words. Filled, closed, then only read; reading is safe in many threads."""

    def __init__(self) -> None:
        self._waiting = Waiting()
        self._parts: list[Part] = []
        self._made: list[tuple[Find, Sequence[int], Rest | None]] | None = None

    def __getstate__(self) -> list[Part]:
        return self._parts

    def __setstate__(self, parts: list[Part]) -> None:
        self._waiting, self._parts, self._made = Waiting(), parts, None

    def add(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        """Add a phrase: its words, each with whether it stands for all that begin so."""
        self._waiting.add(words, mark)

    def close(self) -> None:
        """Make what was added ready to be found, but for the automata: they are made when needed."""
        growing = Growing()
        for words, mark in self._waiting.taken():
            growing.add(words, mark)
            # Most texts leave an automaton of like heads at once.
            if growing.size == MOST_HEADS:
                self._parts.append(growing.part())
                growing = Growing()
        if growing.size:
            self._parts.append(growing.part())

    def _ready(self) -> list[tuple[Find, Sequence[int], Rest | None]]:
        made = [
            part if part.find else part._replace(find=automaton(part.heads.split("\n")))
            for part in self._parts
        ]
        self._parts = made
        self._made = [
            (part.find, part.slots, part.rest if any(part.rest.at) else None)
            for part in made
            if part.find is not None
        ]
        return self._made

    def find(self, text: str, joined: Mapping[int, str] = _NO_JOINS) -> Found:
        """Return every phrase in a folded text.

        ``joined`` holds words that may stand for two: the one that begins at the key and the next.
        Work is bounded: a text that keeps too many phrases open for too long (words like
        ``a a a`` against hundreds of phrases of ``a*``) is followed up to ``MOST_STEPS``.
        """
        found = Found(text)
        made = self._made if self._made is not None else self._ready()
        parts = [(slots, rest, hits) for find, slots, rest in made if (hits := find(text, True))]
        if not parts and not joined:
            return found
        follow = _Follower(found, joined)
        for slots, rest, hits in parts:
            found.heads.append((slots, hits))
            if rest is None:
                continue
            at = rest.at
            for head, start, end in [hit for hit in hits if at[hit[0]]]:
                after = rest.of(head)
                assert after is not None
                follow(after, start, end)
        for start, end, words in _joined_heads(text, joined) if joined else ():
            for slot, after in self._headed(words):
                found.beyond.append((slot, start, end))
                if after is not None:
                    follow(after, start, end)
        return found

    def _headed(self, words: Sequence[str]) -> Iterator[tuple[int, Node | Ending | Tail | None]]:
        """Yield what has exactly these words, the last one or its beginning, as its head."""
        text = f" {' '.join(words)} "
        least = len(text) - len(words[-1]) - 1
        for find, slots, rest in self._made or ():
            for head, start, end in find(text, True):
                if start == 0 and end > least:
                    yield slots[head], rest.of(head) if rest is not None else None


def _joined_heads(
    text: str, joined: Mapping[int, str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the places of one and two words of which one is joined, with these words."""
    for at, word in joined.items():
        begin, end = at - 1, at + len(word) + 2
        yield begin, end, (word,)
        if begin:
            before = text.rfind(" ", 0, begin)
            yield before, end, (text[before + 1 : begin], word)
        if end < len(text):
            after = text.index(" ", end)
            yield begin, after + 1, (word, text[end:after])
        if end in joined:
            yield begin, end + len(joined[end]) + 2, (word, joined[end])


class _Follower:
    """Follows the phrases that are open in one text, within bounds, and keeps what they end in."""

    __slots__ = ("_found", "_joined", "_places", "_steps", "_told")

    def __init__(self, found: Found, joined: Mapping[int, str]) -> None:
        self._found, self._joined = found, joined
        self._steps = MOST_STEPS
        self._places = MOST_PLACES
        self._told: set[str] = set()

    def __call__(self, head: Node | Ending | Tail, start: int, end: int) -> None:
        """Find what a head that was found from ``start`` to ``end`` has beside its one slot."""
        if isinstance(head, Ending):
            self._end(head, start, end, 1)
            return
        if isinstance(head, tuple) and not head[0]:
            self._fill(head[1], (), start, end)
            return
        text = self._found.text
        following = end if text[end - 1] == " " else text.index(" ", end) + 1
        if isinstance(head, tuple):
            self._last(head, start, following)
            return
        if END in head:
            self._end(head[END], start, end, 1)
        self._follow(head, start, following)

    def _follow(self, head: Node, start: int, following: int) -> None:
        waiting = self._after(head, following)
        while waiting and self._steps > 0:
            self._steps -= 1
            node, at = waiting.pop()
            if isinstance(node, Ending):
                self._end(node, start, at)
                continue
            if END in node:
                self._end(node[END], start, at)
            waiting.extend(self._after(node, at))

    def _last(self, tail: Tail, start: int, at: int) -> None:
        """Find the last words of phrases at ``at``."""
        words, slots = tail
        text, joined = self._found.text, self._joined
        places = {at}
        for word in words.split(" "):
            plain = {
                place + len(word) + 1 for place in places if text.startswith(f"{word} ", place)
            }
            two = {place + len(word) + 2 for place in places if joined.get(place) == word}
            places = plain | two
            if not places:
                return
        for end in places:
            self._fill(slots, (), start, end)

    def _end(self, ending: Ending, start: int, end: int, known: int = 0) -> None:
        self._fill(ending.slots if len(ending.slots) > known else (), ending.marks, start, end)

    def _fill(self, slots: Sequence[int], marks: Sequence[Mark], start: int, end: int) -> None:
        many = len(slots) + len(marks)
        if many > _FEW_ENDINGS:
            phrase = self._found.text[start:end]
            if phrase in self._told and self._places < many:
                return
            self._told.add(phrase)
            self._places -= many
        self._found.beyond.extend([(slot, start, end) for slot in slots])
        self._found.marked.extend([(mark, start, end) for mark in marks])

    def _after(self, node: Node, at: int) -> Open:
        """Return what follows ``node`` by the word at ``at``, each with the place behind it."""
        text = self._found.text
        if at == len(text):
            return []
        end = text.index(" ", at)
        found = [(after, end + 1) for after in _next(node, text[at:end])]
        word = self._joined.get(at)
        if word is not None:
            found += [(after, at + len(word) + 2) for after in _next(node, word)]
        return found


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
