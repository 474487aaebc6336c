"""Finds every phrase of every rule in one pass over a folded text.

The first one or two words of a phrase are its head: one word begins many phrases, a pair of words
few. All heads, each with the spaces around its words, are an Aho-Corasick automaton, which finds
them at the speed of reading. What phrases say after their heads is a trie.

A node of it is a dict from the next word to what follows: another node, or an :class:`Ending`
where nothing does. Two keys that no word can have are reserved: ``""`` holds the ending of a
phrase that others go on from, ``"*"`` the words that stand for all that begin so.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from rules.language.found import NO_SLOT, Found
from rules.language.marks import Ending, Mark

Node: TypeAlias = dict[str, Any]
Tail: TypeAlias = tuple[str, int]
"""One last word and the slot that it fills: what most names of three words need, for a tenth of
what nodes take."""
Waiting: TypeAlias = list[tuple[Node | Ending, int]]
"""Where phrases may go on, each with the place of the next word."""

END: Final = ""
PREFIX: Final = "*"

MOST_STEPS: Final = 500_000
"""Nodes visited after the heads of phrases in one field."""

MOST_HEADS: Final = 15_000
"""Heads of one automaton: while one is built no other thread runs, so it must not take long."""

_FEW_HEADS: Final = 500
"""Heads of an automaton that may be a table, which reads faster and takes more memory."""

_NO_JOINS: Final[Mapping[int, str]] = {}


class Part(NamedTuple):
    """An automaton, the slot that each of its heads fills, and the heads that have more to them.

    ``heads`` are those it was made of, a line each, or empty where nobody makes it again.
    """

    find: Callable[[str, bool], list[tuple[int, int, int]]]
    slots: Sequence[int]
    more: Mapping[int, Node | Ending | Tail]
    heads: str = ""


def remade(slots: Sequence[int], more: Mapping[int, Node | Ending | Tail], heads: str) -> Part:
    """Make a part again, as in another process: an automaton cannot be sent."""
    return Part(_automaton(heads.split("\n")), slots, more)


def _automaton(heads: Sequence[str]) -> Callable[[str, bool], list[tuple[int, int, int]]]:
    kind = Implementation.DFA if len(heads) <= _FEW_HEADS else Implementation.ContiguousNFA
    return AhoCorasick(heads, MatchKind.Standard, False, kind).find_matches_as_indexes


class Trie:
    """Phrases by their words. Filled, closed, then only read; reading is safe in many threads."""

    def __init__(self) -> None:
        self._heads: dict[str, Node | Ending] = {}
        self._parts: list[Part] = []
        self._endings: dict[int, Ending] = {}

    def add(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        """Add a phrase: its words, each with whether it stands for all that begin so."""
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

    def close(self) -> None:
        """Make what was added ready to be found."""
        heads = _alphabetical(self._heads)
        while part := {head: self._heads.pop(head) for head in islice(heads, MOST_HEADS)}:
            self._parts.append(_part(part))
        self._endings, self._heads = {}, {}

    def find(self, text: str, joined: Mapping[int, str] = _NO_JOINS) -> Found:
        """Return every phrase in a folded text.

        ``joined`` holds words that may stand for two: the one that begins at the key and the next.
        Work is bounded: a text that keeps too many phrases open for too long (words like
        ``a a a`` against hundreds of phrases of ``a*``) is followed up to ``MOST_STEPS``.
        """
        found = Found(text)
        parts = [(part, hits) for part in self._parts if (hits := part.find(text, True))]
        if not parts and not joined:
            return found
        follow = _Follower(found, joined)
        for (_, slots, more, _), hits in parts:
            found.heads.append((slots, hits))
            if more:
                for head, start, end in [hit for hit in hits if hit[0] in more]:
                    follow(more[head], start, end)
        for start, end, words in _joined_heads(text, joined) if joined else ():
            for slot, rest in self._headed(words):
                found.beyond.append((slot, start, end))
                if rest is not None:
                    follow(rest, start, end)
        return found

    def _headed(self, words: Sequence[str]) -> Iterator[tuple[int, Node | Ending | Tail | None]]:
        """Yield what has exactly these words, the last one or its beginning, as its head."""
        text = f" {' '.join(words)} "
        least = len(text) - len(words[-1]) - 1
        for find, slots, more, _ in self._parts:
            for head, start, end in find(text, True):
                if start == 0 and end > least:
                    yield slots[head], more.get(head)


def _alphabetical(heads: Iterable[str]) -> Iterator[str]:
    """Yield heads by their first letters: most texts leave an automaton of like heads at once."""
    like: dict[str, list[str]] = {}
    for head in heads:
        like.setdefault(head[:3], []).append(head)
    for start in sorted(like):
        yield from like[start]


def _part(heads: Mapping[str, Node | Ending]) -> Part:
    slots = array("i")
    more: dict[int, Node | Ending | Tail] = {}
    for number, there in enumerate(heads.values()):
        ending = there.get(END, _NOTHING) if isinstance(there, dict) else there
        slots.append(ending.slots[0] if len(ending.slots) == 1 else NO_SLOT)
        if isinstance(there, dict) or ending.marks or len(ending.slots) > 1:
            more[number] = _tail(there) or there if isinstance(there, dict) else there
    return Part(_automaton(list(heads)), slots, more, "\n".join(heads))


def _tail(node: Node) -> Tail | None:
    """Return what is left when only one plain word follows, and no phrase goes on after it."""
    if len(node) > 1:
        return None
    ((word, after),) = node.items()
    if word in (END, PREFIX) or not isinstance(after, Ending):
        return None
    return (word, after.slots[0]) if len(after.slots) == 1 and not after.marks else None


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

    __slots__ = ("_found", "_joined", "_steps")

    def __init__(self, found: Found, joined: Mapping[int, str]) -> None:
        self._found, self._joined = found, joined
        self._steps = MOST_STEPS

    def __call__(self, head: Node | Ending | Tail, start: int, end: int) -> None:
        """Find what a head that was found from ``start`` to ``end`` has beside its one slot."""
        if isinstance(head, Ending):
            self._end(head, start, end, 1)
            return
        text = self._found.text
        following = end if text[end - 1] == " " else text.index(" ", end) + 1
        if isinstance(head, tuple):
            self._last(*head, start, following)
            return
        if END in head:
            self._end(head[END], start, end, 1)
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

    def _last(self, word: str, slot: int, start: int, at: int) -> None:
        """Find one last word at ``at``."""
        end = at + len(word) + 1
        if self._found.text.startswith(f"{word} ", at):
            self._found.beyond.append((slot, start, end))
        if self._joined.get(at) == word:
            self._found.beyond.append((slot, start, end + 1))

    def _end(self, ending: Ending, start: int, end: int, known: int = 0) -> None:
        if len(ending.slots) > known:
            self._found.beyond.extend([(slot, start, end) for slot in ending.slots])
        self._found.marked.extend([(mark, start, end) for mark in ending.marks])

    def _after(self, node: Node, at: int) -> Waiting:
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
