"""A cue finds what ``re`` finds, whichever engine is asked."""

from __future__ import annotations

import re

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts.cues import Cue, Pass

EXPRESSIONS = (
    r"(?i)\bif\b",
    r"(?i)\b(?:fear(?:ed|s)?(?: that)?|could (?:top|rise))\b[^.;,]{0,5}\Z",
    r"(?i)\b(?:dismiss\w* (?:reports?|claims?)|in (?:the )?19\d\ds?)\b",
)
IN_RE2 = tuple(one.replace(r"\Z", r"\z") for one in EXPRESSIONS)
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


@given(text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_pass_finds_what_its_expressions_find(text: str) -> None:
    alone = [re2.search(one, text) is not None for one in IN_RE2]
    found = Pass(*IN_RE2).found(text.encode())
    assert [number in found for number in range(len(IN_RE2))] == alone


def test_a_pass_finds_what_stands_behind_a_long_text_of_many_letters() -> None:
    letters = "".join(map(chr, range(0x100, 0xD000)))
    assert Pass(*IN_RE2).found(f"{letters * 4} if".encode()) == [0]
