"""The schema for editors keeps step with the code, and with what we ship."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from monitor.config.load import load
from monitor.config.schema import json_schema, schema_text
from monitor.config.schema_rules import KINDS, condition_schema, rule_schema
from rules.language import grammar, schema, stated

ROOT = Path(__file__).parents[2]


def errors(text: str) -> list[str]:
    """Return what an editor would underline."""
    validator = Draft202012Validator(json_schema())
    return [error.message for error in validator.iter_errors(yaml.safe_load(text))]


def test_committed_schema_is_the_one_the_code_makes() -> None:
    committed = (ROOT / "config.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "run: python -m monitor.config.schema > config.schema.json"
    Draft202012Validator.check_schema(json.loads(committed))


def test_shipped_configuration_is_clean_without_any_environment() -> None:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=./config.schema.json\n")
    assert len(text.splitlines()) <= 120
    assert errors(text) == []
    loaded = load(ROOT / "config.yaml", {})
    assert loaded.problems == ()
    assert loaded.config is not None
    assert {rule.id for rule in loaded.config.rules} == {"foreign-troops", "casualty-figures"}


def bare(schema: object, path: str = "") -> list[str]:
    """The keys anywhere in the schema that say nothing to who completes them."""
    found = []
    if isinstance(schema, dict):
        for key, described in schema.get("properties", {}).items():
            if isinstance(described, dict) and not described.get("description"):
                found.append(f"{path}/{key}")
        for key, value in schema.items():
            # What is forbidden is not completed.
            found += bare(value, f"{path}/{key}") if key != "not" else []
    elif isinstance(schema, list):
        for at, value in enumerate(schema):
            found += bare(value, f"{path}/{at}")
    return found


def test_every_key_is_described() -> None:
    assert bare(json_schema()) == []


def test_conditions_and_rule_keys_are_those_of_the_language() -> None:
    mapping = condition_schema()["anyOf"][1]
    assert set(mapping["properties"]) == set(grammar.FORMS)
    rule: dict[str, Any] = rule_schema({}, schema.SEVERITIES)
    assert set(rule["properties"]) == set(schema.RuleSpec.model_fields) - {"written"}
    assert set(KINDS) == set(stated.KINDS)


@pytest.mark.parametrize(
    "text",
    [
        "feeds: ['https://a.example/f', {opml: f.opml, tags: [x]}, {url: u, every: 5m}]",
        "entities: {a: {kind: person, aliases: [A, 2024]}, people: {from: people.csv}}",
        "channels: {a: 'console://', b: {url: '${X}', rate: 20/h, quiet: '22:00-07:00'}}",
        "stories: {window: 72h, semantic: false}",
        "include: more.yaml\nhealth: {notify: a, after: 6h}\ndefault_notify: a",
        "routes: [{severity: high, notify: a}, {labels: {desk: asia}, notify: [a, b]}]",
        "rules: [{id: r, when: 2024}, {id: s, when: {any: [a, {near: {all: [b, c], words: 3}}]}}]",
        "rules: [{id: r, when: {figure: any, deployment: {forces: RU}, none: [$x]}, dedup: off}]",
    ],
)
def test_what_people_may_write_is_not_underlined(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "poling: {}",
        "polling: {min: fast}",
        "rules: [{id: r}]",
        "rules: [{id: r, when: [a, b]}]",
        "rules: [{id: r, when: {figure: {kind: kiled}}}]",
        "rules: [{id: r, when: {any: []}}]",
        "feeds: [{name: x}]",
        "routes: [{severity: hihg, notify: a}]",
    ],
)
def test_what_is_wrong_is_underlined(text: str) -> None:
    assert errors(text) != []
