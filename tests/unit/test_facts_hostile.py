"""Texts made to be slow or odd: facts answer, and in bounded time."""

from __future__ import annotations

from time import process_time

import pytest

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.text.document import Document

BOUND = 8.0  # seconds of CPU; a quadratic reader needs minutes


@pytest.mark.parametrize(
    "text",
    [
        "killed" * 800_000,
        "x" * 5_000_000 + " killed",
        "7 " * 100_000 + "killed",
        "7 people, " * 20_000 + "were killed",
        "killed and wounded " * 50_000,
        "killed in Kyiv and two in " * 20_000,
        "(" * 50_000 + " 3 men killed",
        "9" * 100_000 + " killed",
        "a " * 200_000 + "soldier killed",
        "The man " * 40_000 + "died",
        "if " * 60_000 + "12 people were killed",
        "12 people were killed. " * 20_000,
        "five in six out of " * 20_000 + "died",
        "the elderly " * 20_000 + "woman killed",
        "\ud800 three men killed \udfff" * 10_000,
    ],
    ids=lambda text: text[:20].encode("ascii", "replace").decode(),
)
def test_hostile_text_is_answered_in_bounded_time(text: str) -> None:
    started = process_time()
    found = extract(Document(content=text, language="en"), load_gazetteer())
    assert process_time() - started < BOUND
    for one in found.figures:
        assert text[one.start : one.end] == one.quote
