"""The worked examples: each file can be included as it is, and its tests pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_example_loads_and_its_tests_pass(example: Path, tmp_path: Path) -> None:
    main = tmp_path / "config.yaml"
    main.write_text(
        f"include: ['{example}']\nchannels: {{console: 'console://'}}\ndefault_notify: [console]\n"
    )
    loaded = load(main, {})
    _, problems = compile_policy(loaded, load_gazetteer())
    assert [str(problem) for problem in (*loaded.problems, *problems)] == []
    assert loaded.config is not None
    for rule in loaded.config.rules:
        assert {test.expect for test in rule.tests} == {True, False}


def test_examples_can_all_be_included_together(tmp_path: Path) -> None:
    main = tmp_path / "config.yaml"
    main.write_text(
        f"include: ['{EXAMPLES[0].parent}/*.yaml']\nchannels: {{c: 'console://'}}\n"
        "default_notify: [c]\n"
    )
    loaded = load(main, {})
    assert loaded.problems == ()
    assert loaded.config is not None
    assert len(loaded.config.rules) >= 10
