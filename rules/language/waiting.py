"""Phrases on their way into a trie, held as text: the nodes of a hundred thousand at once would
take ten times as much as what is made of them in the end."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from rules.language.marks import Mark

Words = list[tuple[str, bool]]


class Waiting:
    """Phrases by their first two letters, each with its mark."""

    def __init__(self) -> None:
        self._texts: dict[str, bytearray] = {}
        self._numbers: dict[str, array[int]] = {}
        self._marks: list[Mark] = []

    def add(self, words: Sequence[tuple[str, bool]], mark: Mark) -> None:
        """Add a phrase: its words, each with whether it stands for all that begin so."""
        text = " ".join([f"{word}*" if starred else word for word, starred in words])
        start = text[:2]
        if start not in self._texts:
            self._texts[start], self._numbers[start] = bytearray(), array("q")
        self._texts[start] += text.encode("utf-8", "surrogatepass") + b"\n"
        if mark.plain:
            self._numbers[start].append(mark.slot)
        else:
            self._marks.append(mark)
            self._numbers[start].append(-len(self._marks))

    def taken(self) -> Iterator[tuple[Words, Mark]]:
        """Yield the phrases, those that begin alike together; they are let go on the way."""
        for start in sorted(self._texts):
            yield from self._read(self._texts.pop(start), self._numbers.pop(start))

    def _read(self, lines: bytearray, numbers: Sequence[int]) -> Iterator[tuple[Words, Mark]]:
        begin = 0
        for number in numbers:
            end = lines.index(b"\n", begin)
            text = lines[begin:end].decode("utf-8", "surrogatepass")
            mark = Mark(number) if number >= 0 else self._marks[-number - 1]
            yield [(word.removesuffix("*"), word[-1:] == "*") for word in text.split(" ")], mark
            begin = end + 1
