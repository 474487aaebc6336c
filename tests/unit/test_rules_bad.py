"""One file for each kind of bad rule, with the exact messages beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer

BAD = Path(__file__).parent / "bad_rules"
FILES = sorted(BAD.glob("*.yaml"))
GAZETTEER = load_gazetteer()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bad_rule_is_told_with_exactly_the_expected_messages(file: Path) -> None:
    loaded = load(file, {})
    _, more = compile_policy(loaded, GAZETTEER)
    problems = sorted(
        {*loaded.problems, *more}, key=lambda one: (one.line, one.column, one.message)
    )
    said = "".join(f"{problem}\n" for problem in problems).replace(f"{BAD}/", "")
    assert said == file.with_suffix(".expected").read_text(encoding="utf-8")


def test_there_is_a_file_for_each_kind_of_mistake() -> None:
    assert len(FILES) >= 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_has_a_place_and_says_what_to_do(file: Path) -> None:
    for line in file.with_suffix(".expected").read_text(encoding="utf-8").splitlines():
        assert re.match(rf"{file.name}:\d+:\d+: (?:error|warning): .+\. .+", line), line
