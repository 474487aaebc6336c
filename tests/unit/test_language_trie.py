"""Phrases are found in one pass, whatever stars, joined words and shared beginnings they have."""

from __future__ import annotations

import pytest

from rules.language.marks import Mark
from rules.language.phrases import words_of
from rules.language.trie import Trie
from rules.text.fold import joined, words


def found(phrases: list[str], text: str) -> set[tuple[str, int, int]]:
    trie = Trie()
    for slot, phrase in enumerate(phrases):
        trie.add(words_of(phrase), Mark(slot))
    folded = words(text)
    return {
        (phrases[slot], start, end)
        for ending, start, end in trie.find(folded, joined(text, folded))
        for slot in ending.slots
    }


@pytest.mark.parametrize(
    ("phrases", "text", "wanted"),
    [
        (["a", "a b", "a b c"], "a b c", {("a", 0, 1), ("a b", 0, 2), ("a b c", 0, 3)}),
        (["a b c", "a b", "a"], "x a b", {("a", 1, 2), ("a b", 1, 3)}),
        (["a b", "a b"], "a b", {("a b", 0, 2)}),
        (["de*", "deploy*", "deployed"], "deployed", {(p, 0, 1) for p in ("de*", "deploy*", "deployed")}),
        (["de* b", "a de*", "a de* c"], "a dew b", {("de* b", 1, 3), ("a de*", 0, 2)}),
        (["a b c*", "a b cold d"], "a b cold d", {("a b c*", 0, 3), ("a b cold d", 0, 4)}),
        (["a* b*", "a*"], "ax bx", {("a* b*", 0, 2), ("a*", 0, 1)}),
        (["sanaa", "sana a", "sana*"], "Sana'a", {("sanaa", 0, 2), ("sana a", 0, 2), ("sana*", 0, 1), ("sana*", 0, 2)}),
        (["in sanaa", "sanaa falls", "in sanaa now"], "in Sana’a falls", {("in sanaa", 0, 3), ("sanaa falls", 1, 4)}),
        (["qaam sanaa"], "Qa'am Sana'a", {("qaam sanaa", 0, 4)}),
        (["in* sanaa x"], "into Sana'a x", {("in* sanaa x", 0, 4)}),
        (["北京", "京"], "去北京", {("北京", 1, 3), ("京", 2, 3)}),
        (["a b"], "a", set()),
        (["a"], "", set()),
    ],
)  # fmt: skip
def test_every_phrase_of_a_text_is_found(
    phrases: list[str], text: str, wanted: set[tuple[str, int, int]]
) -> None:
    assert found(phrases, text) == wanted


def test_words_longer_than_any_real_one_are_found_and_not_remembered() -> None:
    trie = Trie()
    trie.add([("x", True)], Mark(7))
    for size in (100, 101, 100):
        ((ending, start, end),) = trie.find(["x" * size])
        assert (ending.slots, start, end) == ((7,), 0, 1)
