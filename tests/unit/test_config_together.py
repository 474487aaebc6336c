"""What only shows when files, rules and routes are seen together, in words that say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer
from tests.unit.test_config_load import CHANNEL, good, read

ROUTED = """channels: {console: 'console://'}
default_notify: [console]
rules:
  - {id: storm, when: storm, labels: {desk: europe}%s}
routes:
  - {labels: {%s}, notify: [console]}
"""


@pytest.mark.parametrize(
    ("own", "labels", "said"),
    [
        ("", "desk: eurpe", "no rule's alerts fit this route. did you mean europe?"),
        ("", "desk: asia", "no rule's alerts fit this route. no rule has the label desk: asia"),
        ("", "dsk: europe", "no rule's alerts fit this route. did you mean desk?"),
        ("", "area: europe", "no rule's alerts fit this route. no rule has a label 'area'"),
        (
            ", notify: [console]",
            "desk: europe",
            "no rule goes by this route: 'storm' fits it and has its own notify:. "
            "remove notify: there, or remove the route",
        ),
    ],
)
def test_a_route_that_nothing_goes_by_says_why(
    own: str, labels: str, said: str, tmp_path: Path
) -> None:
    loaded = read(tmp_path, ROUTED % (own, labels))
    _, problems = compile_policy(loaded, load_gazetteer())
    assert [str(one).partition("warning: ")[2] for one in problems] == [said]


RULE = "rules:\n  - {id: storm, when: storm}\n"


def test_files_that_include_one_another_are_each_read_once(tmp_path: Path) -> None:
    (tmp_path / "rules.d").mkdir()
    inner = tmp_path / "rules.d" / "x.yaml"
    inner.write_text("include: [../config.yaml, ../rules.d/*.yaml]\n" + RULE, encoding="utf-8")
    (tmp_path / "rules.d" / "y.yaml").symlink_to(inner)
    config = good(tmp_path, CHANNEL + "include: [rules.d/*.yaml]\n")
    assert [rule.id for rule in config.rules] == ["storm"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- id: storm\n  when: storm\n",
            "an included file is a mapping. write rules: or feeds: above the list",
        ),
        (
            "id: storm\nwhen: storm\n",
            "a rule stands here by itself. write rules: above it, indent it, and begin it with '- '",
        ),
    ],
)
def test_a_file_of_bare_rules_says_what_is_missing_above_them(
    text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "more.yaml").write_text(text, encoding="utf-8")
    (problem,) = read(tmp_path, CHANNEL + "include: [more.yaml]\n").problems
    assert str(problem).endswith(f"more.yaml:1:1: error: {said}")


def test_a_byte_that_is_no_utf8_is_told_with_its_column(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes("# ü\nname: Zürich".encode() + b" caf\xe9\n")
    (problem,) = load(tmp_path / "config.yaml", {}).problems
    assert (problem.line, problem.column) == (2, 17)


def test_an_id_that_is_used_twice_names_the_file_that_has_it(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(RULE, encoding="utf-8")
    loaded = read(tmp_path, CHANNEL + "include: [more.yaml]\n" + RULE)
    _, (problem,) = compile_policy(loaded, load_gazetteer())
    assert problem.file.name == "more.yaml"
    assert "config.yaml:5 has it already" in problem.hint


def test_a_condition_that_lost_its_indentation_hides_no_other_problem(tmp_path: Path) -> None:
    text = CHANNEL + "polling: {concurency: 4}\nrules:\n- id: storm\nwhen: storm\n"
    line = text.splitlines().index("when: storm") + 1
    said = [str(problem) for problem in read(tmp_path, text).problems]
    assert any(f"config.yaml:{line}:1: error: unknown key 'when'" in one for one in said)
    assert any("unknown key 'concurency'" in one for one in said)
    assert not any("stands here by itself" in one for one in said)
