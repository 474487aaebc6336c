"""What one look at a sentence says it cannot hold, no expression finds in any part of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts import context
from rules.facts.cues import Cue

# Each expression that is looked for only where a hint was found, with the hint.
HINTED: dict[str, tuple[Cue, re.Pattern[str]]] = {
    "superlative": (context._ANY_SUPERLATIVE, context._SUPERLATIVE),
    "clause before": (context._ANY_CLAUSE, context._CLAUSE_BEFORE),
    "sum": (context._ANY_SUM, context._BACKGROUND),
    "every": (context._ANY_EVERY, context._EVERY),
    "named year": (context._ANY_YEAR, context._NAMED_YEAR),
    "in a year": (context._ANY_YEAR, context._IN_YEAR),
    "supposed": (context._SUPPOSES, context._HYPOTHETICAL),
    **{f"rate {at}": row[:2] for at, row in enumerate(context._RATE)},
    **{f"cue {at}": (cue, cue._any) for at, cue in enumerate(context._HINTS._cues)},
}
SIGNS = [".", ",", ";", "-", "'", "’", "é", "İ", "ı", "K", "ſ", "\n", "\u00a0", "1999", "24", "7"]


def texts(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts of the words that ``pattern`` is made of."""
    said = re.sub(r"\(\?[i<!=:]+|\\.", " ", pattern.pattern)
    words = [*re.findall(r"[a-z]{2,}|\b[a-z]\b", said), *SIGNS]
    word = st.sampled_from(words).flatmap(
        lambda one: st.sampled_from([one, one.upper(), f"{one}s"])
    )
    parts = st.lists(st.tuples(word, st.sampled_from([" ", " ", " ", "", ", "])), max_size=9)
    return parts.map(lambda said: "".join(word + gap for word, gap in said))


@pytest.mark.parametrize("name", HINTED)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_what_is_not_hinted_at_is_found_in_no_part(name: str, data: st.DataObject) -> None:
    cue, pattern = HINTED[name]
    text = data.draw(texts(pattern))
    start = data.draw(st.integers(0, len(text)))
    if cue not in context._HINTS.of(text):
        assert pattern.search(text[start:]) is None
        assert pattern.search(text[:start]) is None
