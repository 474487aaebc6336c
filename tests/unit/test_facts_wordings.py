"""Facts in the wording of the world's news, with texts of our own kept in ``wordings/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.reading import told

WORDINGS = Path(__file__).parent / "wordings"


def lines(name: str) -> list[str]:
    """Return the cases of a file: every line but notes."""
    text = (WORDINGS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("case", lines("figures.txt"))
def test_figures_of_one_sentence(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
