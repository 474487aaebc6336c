"""What an editor underlines by the schema is what the reader refuses, wherever a schema can tell."""

from __future__ import annotations

from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from monitor.config.schema import json_schema
from rules.language.schema import RuleSpec, read_rule

VALIDATOR: Final = Draft202012Validator(json_schema())


def underlined(rule: object) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors({"rules": [rule]})]


@pytest.mark.parametrize(
    "when",
    [
        "[a, b]",
        "{an: [a]}",
        "{any: a}",
        "{any: []}",
        "{any: {a: b}}",
        "{all: [[a, b]]}",
        "{none: [{}]}",
        "{}",
        "''",
        "deplo*y",
        "deploy * troops",
        "{phrase: {case: true}}",
        "{phrase: {text: a, field: title}}",
        "{phrase: {text: a, fields: [titel]}}",
        "{phrase: {text: a, fields: []}}",
        "{phrase: {text: a, case: maybe}}",
        "{phrase: {text: a, case: true, stem: true}}",
        "{phrase: {text: 'a*', stem: true}}",
        "{near: {all: [a, b]}}",
        "{near: {all: [a], words: 3}}",
        "{near: {all: [a, b], words: 0}}",
        "{near: {all: [a, {any: [b]}], words: 3}}",
        "{near: {all: [a, b], words: 3, order: true}}",
        "{sentence: [a]}",
        "{sentence: [a, {figure: killed}]}",
        "{count: {among: [a, b]}}",
        "{count: {among: [a, b], at_least: 0}}",
        "{regex: {}}",
        "{regex: {pattern: ''}}",
        "{regex: 5}",
        "{entity: {}}",
        "{entity: {kinds: country}}",
        "{entity: []}",
        "{figure: {kind: kiled}}",
        "{figure: kiled}",
        "{figure: []}",
        "{figure: {kind: killed, at_least: many}}",
        "{figure: {kind: killed, at_least: -1}}",
        "{figure: {kind: killed, at_least: 1.5}}",
        "{figure: {kind: killed, per: hour}}",
        "{figure: {kind: killed, status: maybe}}",
        "{figure: {kind: killed, atleast: 3}}",
        "{deployment: foreign}",
        "{deployment: {forces: []}}",
        "{deployment: {status: gone}}",
        "{deployment: {country: RU}}",
        "{language: []}",
        "{source: []}",
        "{tag: {a: b}}",
    ],
)
def test_a_wrong_condition_is_underlined_and_refused(when: str) -> None:
    rule: Any = yaml.safe_load(f"{{id: r, when: {when}}}")
    assert not isinstance(read_rule(rule), RuleSpec)
    assert underlined(rule)


@pytest.mark.parametrize(
    "text",
    [
        "id: r",
        "when: a",
        "{id: r, when: a, titel: x}",
        "{id: 'a b', when: a}",
        "{id: r, when: a, severity: urgent}",
        "{id: r, when: a, labels: [x]}",
        "{id: r, when: a, dedup: maybe}",
        "{id: r, when: a, notify: []}",
        "{id: r, when: a, update_gap: soon}",
        "{id: r, when: a, story: {within: soon}}",
        "{id: r, when: a, story: {origins: 0}}",
        "{id: r, when: a, story: {origin: 2}}",
        "{id: r, when: a, update_on: [{figure: killed}]}",
        "{id: r, when: a, update_on: [{figure: killed, rises: 10%, falls: 10%}]}",
        "{id: r, when: a, update_on: [{figure: killed, rises: '-3'}]}",
        "{id: r, when: a, update_on: [{rises: 10%}]}",
        "{id: r, when: a, update_on: [{origins: 1}]}",
        "{id: r, when: a, update_on: [{confirmed: nobody}]}",
        "{id: r, when: a, update_on: [{figure: killed, appears: 'no'}]}",
        "{id: r, when: a, update_on: [{origins: 3, figure: killed}]}",
        "{id: r, when: a, update_on: [{}]}",
        "{id: r, when: a, tests: {title: x}}",
        "{id: r, when: a, tests: [{title: x, expect: maybe}]}",
        "{id: r, when: a, tests: [{title: x, figures: {dead: 3}}]}",
        "{id: r, when: a, tests: [{titel: x}]}",
        "{id: r, when: a, tests: [{title: x, figures: {killed: -3}}]}",
        "{id: r, when: a, title: [x]}",
    ],
)
def test_a_wrong_rule_is_underlined_and_refused(text: str) -> None:
    rule: Any = yaml.safe_load(text)
    assert not isinstance(read_rule(rule), RuleSpec)
    assert underlined(rule)


@pytest.mark.parametrize(
    "when",
    [
        "{phrase: {text: a, case: 'yes'}}",
        "{figure: {kind: killed, at_least: '1,000'}}",
        "{figure: {kind: killed, at_least: '1000'}}",
        "deploy*",
        "'a* b* c'",
        "$troops",
        "2024",
        "true",
        "{near: {all: [$a, {entity: RU}, {phrase: b}, {phrase: {text: c, stem: true}}], words: '3'}}",
        "{sentence: [a, {entity: {kind: country}}]}",
        "{entity: [RU, UA]}",
        "{deployment: any}",
        "{deployment: {}}",
        "{figure: any}",
        "{figure: [killed, injured]}",
        "{any: [a, 5, {tag: x}]}",
        "{regex: {pattern: '[a-z]', case: 'on'}}",
        "{phrase: $troops}",
    ],
)
def test_a_good_condition_is_read_and_not_underlined(when: str) -> None:
    rule: Any = yaml.safe_load(f"{{id: r, when: {when}}}")
    assert isinstance(read_rule(rule), RuleSpec)
    assert underlined(rule) == []


@pytest.mark.parametrize(
    "key",
    [
        "update_on: [{figure: any, rises: 5}]",
        "update_on: {figure: killed, rises: 1}",
        "update_on: [{figure: any, falls: '10 %'}]",
        "update_on: [{figure: killed, appears: 'yes'}]",
        "dedup: off",
        "dedup: 'false'",
        "notify: a",
        "story: {origins: '2', within: 1.5h}",
        "title: 2024",
        "labels: {a: 5}",
        "tests: [{content: x, language: de, time: '2026-01-01'}]",
        "update_gap: 1h30m",
        "severity: high",
        "update_on: [{origins: '3'}]",
    ],
)
def test_a_good_rule_is_read_and_not_underlined(key: str) -> None:
    rule: Any = yaml.safe_load(f"{{id: r, when: a, {key}}}")
    assert isinstance(read_rule(rule), RuleSpec)
    assert underlined(rule) == []
