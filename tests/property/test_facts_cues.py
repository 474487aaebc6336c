"""A cue finds what ``re`` finds, whichever engine is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts.cues import Cue

EXPRESSIONS = (
    r"(?i)\bif\b",
    r"(?i)\b(?:fear(?:ed|s)?(?: that)?|could (?:top|rise))\b[^.;,]{0,5}\Z",
    r"(?i)\b(?:dismiss\w* (?:reports?|claims?)|in (?:the )?19\d\ds?)\b",
)
WORDS = st.sampled_from([
    "if", "If", "iff", "fear", "FEARED", "that", "could", "rise", "dismissé", "dismissed", "claim",
    "claims", "in", "the", "1990s", "٣", ".", ",", ";", "é",
])  # fmt: skip
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "\n"]))).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_cue_is_found_where_re_finds_it(expression: str, text: str) -> None:
    assert Cue(expression).search(text) is (re.search(expression, text) is not None)


def test_letters_beyond_ascii_are_letters() -> None:
    assert not Cue(r"\bif\b").search("éif")
    assert Cue(r"\bif\b").search("é if")
