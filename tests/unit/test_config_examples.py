"""The worked examples: each file stands alone, can be included, and is what the guide shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from monitor.cli.inspect import check
from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.config.schema import json_schema
from monitor.data import load_gazetteer

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
GUIDE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"\[`(examples/[\w-]+\.yaml)`\]\([^)]*\)\n\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)


@EACH
def test_check_accepts_an_example_as_it_stands_without_a_warning(example: Path) -> None:
    done = CliRunner().invoke(check, ["--config", str(example)])
    assert done.exit_code == 0, done.output
    assert re.fullmatch(rf"{re.escape(str(example))}: good: .* tests passed, .*\n", done.output)


@EACH
def test_every_rule_of_an_example_is_tested_both_ways(example: Path) -> None:
    loaded = load(example, {})
    assert loaded.config is not None
    for rule in loaded.config.rules:
        assert {test.expect for test in rule.tests} == {True, False}, rule.id


@EACH
def test_editors_complete_an_example_and_underline_nothing(example: Path) -> None:
    text = example.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../config.schema.json\n")
    raw: Any = yaml.safe_load(text)
    assert [error.message for error in Draft202012Validator(json_schema()).iter_errors(raw)] == []


def test_there_is_an_example_for_each_of_ten_desks_and_the_guide_shows_them_all() -> None:
    assert len(EXAMPLES) >= 10
    assert sorted(name for name, _ in SHOWN) == [f"examples/{file.name}" for file in EXAMPLES]


@pytest.mark.parametrize(("name", "shown"), SHOWN, ids=[name for name, _ in SHOWN])
def test_the_guide_shows_what_the_file_says(name: str, shown: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").endswith(f"\n\n{shown}")


def test_examples_can_all_be_included_together(tmp_path: Path) -> None:
    main = tmp_path / "config.yaml"
    main.write_text(f"include: ['{ROOT}/examples/*.yaml']\n")
    loaded = load(main, {})
    _, problems = compile_policy(loaded, load_gazetteer())
    assert [str(problem) for problem in (*loaded.problems, *problems)] == []
    assert loaded.config is not None
    assert len(loaded.config.rules) >= 15
