"""What is remembered of words stays small, and is what would be worked out anew."""

from __future__ import annotations

from rules.facts.recall import Recall


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def size(word: str) -> int:
        asked.append(word)
        return len(word)

    sizes = Recall(size)
    assert [sizes[word] for word in ("a", "bb", "a", "bb", "ccc")] == [1, 2, 1, 2, 3]
    assert asked == ["a", "bb", "ccc"]


def test_a_stream_of_new_words_does_not_grow_it() -> None:
    sizes = Recall(len)
    most = 0
    for number in range(70_000):
        assert sizes[f"word{number}"] == len(f"word{number}")
        most = max(most, len(sizes))
    assert most == 20_000
