"""Phrases are found in one pass, whatever stars, joined words and shared beginnings they have."""

from __future__ import annotations

import tracemalloc

import pytest

from rules.language.marks import Mark
from rules.language.parts import MOST_HEADS
from rules.language.phrases import words_of
from rules.language.trie import Trie
from rules.text.fold import joined, spaced, words


def found(phrases: list[str], text: str) -> set[tuple[str, int, int]]:
    trie = Trie()
    for slot, phrase in enumerate(phrases):
        trie.add(words_of(phrase), Mark(slot))
    trie.close()
    folded = words(text)
    seen = trie.find(spaced(folded), joined(text, lambda: folded))
    return {
        (phrases[slot], *seen.words(start, end))
        for slot, start, end in seen.places(set(range(len(phrases))))
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
        (["a b c d e"], "a b c d e f", {("a b c d e", 0, 5)}),
        (["a b c d e", "a b c d"], "a b c d", {("a b c d", 0, 4)}),
        (["a b c d e"], "a b c d f", set()),
        (["a b c d e"], "a b c d", set()),
        (["a b c d", "a b c d*", "a b"], "a b c do", {("a b c d*", 0, 4), ("a b", 0, 2)}),
        (["a b c", "a b c", "a b", "a b"], "a b c", {("a b c", 0, 3), ("a b", 0, 2)}),
        (["in the sanaa of sanaa"], "in the Sana'a of Sana'a", {("in the sanaa of sanaa", 0, 7)}),
        (["in the old sana a of"], "in the old Sana'a of", {("in the old sana a of", 0, 6)}),
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


def test_more_heads_than_one_automaton_takes_are_found_all_the_same() -> None:
    trie = Trie()
    for slot in range(MOST_HEADS + 1):
        trie.add([(f"w{slot}", False)], Mark(slot))
    trie.add([("w0", False), ("x", False), ("y", True)], Mark(MOST_HEADS + 1))
    trie.close()
    last = f"w{MOST_HEADS}"
    present: set[int] = set()
    trie.find(f" w0 x yes {last} ").fill(present)
    assert present == {0, MOST_HEADS, MOST_HEADS + 1}


def test_many_places_have_the_words_that_few_have() -> None:
    text = "a bc " * 100
    assert found(["a b*"], text) == {("a b*", at, at + 2) for at in range(0, 200, 2)}


def test_a_long_word_is_found_by_its_beginning() -> None:
    assert found(["x*", "xx*", "y"], "x" * 100_000) == {("x*", 0, 1), ("xx*", 0, 1)}


def test_a_trie_of_nothing_finds_nothing() -> None:
    assert found([], "a b") == set()


def test_many_names_take_little_while_they_are_gathered_and_put_together() -> None:
    names = [f"given{n} family{n} of{n} place" for n in range(2 * MOST_HEADS)]
    tracemalloc.start()
    try:
        trie = Trie()
        for slot, name in enumerate(names):
            trie.add(words_of(name), Mark(slot))
        trie.close()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    present: set[int] = set()
    trie.find(f" {names[7]} {names[-1]} ").fill(present)
    assert present == {7, len(names) - 1}
    # A node for each word takes 600 bytes for each name, all of them at once.
    assert peak < 400 * len(names)
