"""Compiling a configuration: one list of problems, each at its place."""

from __future__ import annotations

from pathlib import Path

from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer
from rules.text.document import Document
from tests.unit.test_config_load import CHANNEL, read


def test_policy_matches_what_its_rules_say(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        CHANNEL + "terms: {rain: [flood*, downpour]}\nrules:\n"
        "  - id: weather\n    when: {any: [$rain, storm surge]}\n"
        "    tests: [{title: Downpour hits the coast, expect: match}]\n",
    )
    policy, problems = compile_policy(loaded, load_gazetteer())
    assert problems == ()
    assert policy is not None
    matched = policy.ruleset.match(Document(title="Flooding in the valley"))
    assert [match.rule.id for match in matched.matches] == ["weather"]


def test_failing_test_is_an_error_at_its_line_and_the_policy_still_stands(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        CHANNEL + "rules:\n  - id: weather\n    when: storm surge\n    tests:\n"
        "      - title: Storm surge expected\n        expect: match\n"
        "      - title: Sunny all week\n        expect: match\n",
    )
    policy, problems = compile_policy(loaded, load_gazetteer())
    assert policy is not None
    assert [(problem.line, problem.level) for problem in problems] == [(9, "error")]


def test_unknown_names_in_rules_are_errors_at_their_places(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(
        "rules:\n  - id: b\n    when:\n      any:\n        - entity: wagnr\n        - $ran\n"
    )
    loaded = read(
        tmp_path,
        CHANNEL + "include: [more.yaml]\nterms: {rain: [rain]}\n"
        "entities: {wagner: {kind: organisation, aliases: [Wagner Group]}}\n"
        "rules: [{id: a, when: storm}]\n",
    )
    policy, problems = compile_policy(loaded, load_gazetteer())
    assert policy is None
    found = {(problem.file.name, problem.line, problem.column) for problem in problems}
    assert found == {("more.yaml", 5, 19), ("more.yaml", 6, 11)}
    assert all("did you mean" in problem.hint for problem in problems)


def test_doubtful_rules_are_reported_in_their_file(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, CHANNEL + "rules:\n  - {id: a, when: storm}\n  - {id: a, when: gale warning}\n"
    )
    _, problems = compile_policy(loaded, load_gazetteer())
    assert [(problem.line, problem.column) for problem in problems] == [(5, 10)]
    assert "twice" in problems[0].message


def test_no_configuration_gives_no_policy(tmp_path: Path) -> None:
    loaded = read(tmp_path, "feeds: 3\n")
    assert compile_policy(loaded, load_gazetteer()) == (None, ())


def test_rules_are_judged_beside_other_errors_but_never_run(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        CHANNEL + "polling: {min: soon}\nhealth: {notify: [nobody]}\n"
        "rules:\n  - {id: a, when: $ran}\n  - {id: b, when: storm, notify: [consol]}\n",
    )
    policy, problems = compile_policy(loaded, load_gazetteer())
    assert policy is None
    assert [problem.line for problem in loaded.problems] == [3, 4, 7]
    assert [(problem.line, problem.column) for problem in problems] == [(6, 19)]


def test_rules_that_wait_for_more_origins_than_sites_are_doubtful(tmp_path: Path) -> None:
    rules = (
        "rules:\n  - {id: a, when: storm, story: {origins: 3, within: 2h}}\n"
        "  - {id: b, when: storm surge, update_on: [{figure: killed, rises: 10%}, {origins: 2}]}\n"
    )
    sites = [
        "https://a.example/rss",
        "https://a.example/world",
        "https://b.example/",
        "https://c.example/",
    ]
    told = []
    for number in range(5):
        feeds = f"feeds: [{', '.join(sites[:number])}]\n"
        _, problems = compile_policy(read(tmp_path, CHANNEL + feeds + rules), load_gazetteer())
        assert {problem.level for problem in problems} <= {"warning"}
        told.append([(problem.line, problem.column) for problem in problems])
    assert told == [[], [(5, 43), (6, 74)], [(5, 43), (6, 74)], [(5, 43)], []]
    voices = (
        "feeds: [{url: https://a.example/1, origin: x}, {url: https://a.example/2, origin: y}]\n"
    )
    _, (problem,) = compile_policy(read(tmp_path, CHANNEL + voices + rules), load_gazetteer())
    assert problem.message == "rule 'a' hardly ever alerts: it waits for 3 origins"
    assert "2 sites are watched" in problem.hint
