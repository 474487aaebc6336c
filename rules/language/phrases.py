"""What a phrase is: its words, its stars, and why a text cannot be one."""

from __future__ import annotations

import re
from typing import Final

from rules.text import fold

LONGEST: Final = 50
"""Words of one phrase, at most."""
MOST_LETTERS: Final = 2_000
"""Characters of one phrase, at most."""

TERM = re.compile(r"\$[a-z0-9_]+(?:[-.][a-z0-9_]+)*\Z")
_SIMPLE = re.compile(r"[A-Za-z0-9]{1,40}(?: [A-Za-z0-9]{1,40}){0,9}\Z")
_STARRED = re.compile(r"\*(?=\s|\Z)")


def words_of(text: str) -> list[tuple[str, bool]]:
    """Return the folded words of a phrase, each with whether it stands for all that begin so."""
    if "*" not in text:
        return [(word, False) for word in fold.words(text)]
    result: list[tuple[str, bool]] = []
    for chunk in text.split():
        starred = bool(_STARRED.search(chunk))
        folded = fold.words(chunk)
        result += [
            (word, starred and index == len(folded) - 1) for index, word in enumerate(folded)
        ]
    return result


def phrase_problem(text: str) -> tuple[str, str] | None:
    """Say (message, hint) why ``text`` cannot be a phrase, or None if it can."""
    if _SIMPLE.match(text):
        return None
    if len(text) > MOST_LETTERS:
        said = f"a phrase of {len(text):,} characters"
        return said, f"{MOST_LETTERS:,} at most; use near: or all:"
    words = words_of(text)
    if not words:
        return f"the phrase '{text[:60]}' has no word", "punctuation alone cannot be matched"
    if len(words) > LONGEST:
        return f"a phrase of {len(words)} words", f"{LONGEST} words at most; use near: or all:"
    if any(chunk.endswith("*") and not fold.words(chunk) for chunk in text.split()):
        return f"'{text[:60]}' has a * without a word", "use near: for words with others between"
    if "*" in text and "*" in _STARRED.sub("", text):
        return f"'{text[:60]}' has a * inside a word", "* may only end a word, as in deploy*"
    return None
