"""Documents cannot lag behind: they are held against the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import click
import pytest
import yaml
from pydantic import TypeAdapter

from monitor import __version__
from monitor.cli.main import cli
from monitor.config.schema_rules import condition_schema
from monitor.data import load_gazetteer
from monitor.deliver.message import payload
from monitor.pipeline.content import alert_content
from rules.facts.model import Facts
from rules.language import stated
from rules.language.explain import explain
from rules.language.inline import run_tests
from rules.language.ruleset import compile_rules
from rules.language.schema import EntitySpec, RuleSpec, read_rule
from rules.text.document import FIELDS, Document
from storage.records import Alert, AlertData, EntryData, FeedSpec
from tests.packaging.tree import ROOT


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None, f"{path} {name}"
        yield from _commands(inner, f"{path} {name}")


COMMANDS = dict(_commands(cli, "wirewatch"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described(command: str) -> None:
    assert f"`{command}`" in _read("docs/commands.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_explains_itself(command: str) -> None:
    assert COMMANDS[command].help
    options = [one for one in COMMANDS[command].params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_no_command_is_described_that_does_not_exist() -> None:
    described = re.findall(r"^\| `(wirewatch [a-z ]+)` \|", _read("docs/commands.md"), re.MULTILINE)
    assert len(described) > 10
    assert set(described) - COMMANDS.keys() == set()


def _keys(schema: object) -> Iterator[str]:
    """Every property that the schema gives a section, rule or test; conditions are in rules.md."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from _keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _keys(value)


def test_every_configuration_key_is_described() -> None:
    keys = set(_keys(json.loads(_read("config.schema.json"))))
    told = _read("docs/configuration.md") + _read("docs/rules.md")
    fence = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
    words = {word for block in fence.findall(told) for word in re.findall(r"(\w+):", block)}
    for code in re.findall(r"`([^`\n]+)`", fence.sub("", told)):
        words.update(re.findall(r"\w+", code))
    assert {"polling", "notify", "quiet"} <= keys
    assert keys - words == set()


def _blocks() -> list[str]:
    blocks = re.findall(
        r"```yaml\n(.*?)```", _read("docs/rules.md") + _read("README.md"), re.DOTALL
    )
    return [block for block in blocks if "rules:" in block]


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: block.split("id: ")[1].split()[0])
def test_the_rules_in_the_guides_compile_and_pass_their_own_tests(block: str) -> None:
    raw = yaml.safe_load(block)
    rules = [read_rule(rule, ("rules", at)) for at, rule in enumerate(raw["rules"])]
    good = [rule for rule in rules if isinstance(rule, RuleSpec)]
    assert good == rules
    adapter = TypeAdapter(EntitySpec)
    entities = {name: adapter.validate_python(one) for name, one in raw.get("entities", {}).items()}
    ruleset = compile_rules(good, raw.get("terms", {}), entities, load_gazetteer())
    assert run_tests(good, ruleset) == ()


def _told(heading: str, first: str) -> dict[str, set[str]]:
    """The rows of the table under ``heading`` of the guide that begins with column ``first``."""
    section = _read("docs/rules.md").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    table = section.partition(f"| {first} |")[2].partition("\n\n")[0]
    rows = (line.split("|")[1:3] for line in table.splitlines()[2:])
    return {name.strip(): set(re.findall(r"`(\w+)`", told)) for name, told in rows}


def _options(form: object) -> set[str]:
    """The options that the schema gives a form of condition."""
    if not isinstance(form, dict):
        return set()
    found = set(form.get("properties", ()))
    for one in form.get("anyOf", ()):
        found |= _options(one)
    return found


FORMS = condition_schema()["anyOf"][1]["properties"]


def test_every_condition_is_described_with_every_option() -> None:
    rows = _told("Every condition and option", "condition")
    described = {re.findall(r"`(\w+)`", name)[0]: told for name, told in rows.items()}
    assert described == {form: _options(made) for form, made in FORMS.items()}


def test_every_value_of_an_option_is_described() -> None:
    told = _told("Every condition and option", "option")
    assert told["`fields`"] == set(FIELDS)
    assert told["`kind` of `figure`"] == {*stated.KINDS, "any"}
    assert told["`per`"] == set(stated.PERS)
    assert told["`status` of `figure`"] == set(stated.FIGURE_STATUSES)
    assert told["`status` of `deployment`"] == set(stated.DEPLOYMENT_STATUSES)


def test_the_explanation_in_the_guide_is_what_the_command_says() -> None:
    block = next(block for block in _blocks() if "id: port-strike" in block)
    raw = yaml.safe_load(block)
    rules = [rule for one in raw["rules"] if isinstance(rule := read_rule(one), RuleSpec)]
    ruleset = compile_rules(rules, {}, {}, load_gazetteer())
    title = "Dock workers begin a strike"
    said = explain(ruleset, "port-strike", Document(title=title)).lines(1)
    shown = "\n".join([f"port-strike holds for item: {title}", *said])
    assert f"```\n{shown}\n```" in _read("docs/rules.md")


def test_the_guide_has_rules_to_learn_from() -> None:
    assert len(_blocks()) >= 8


def test_the_readme_starts_with_make() -> None:
    readme = _read("README.md")
    assert "make run" in readme
    assert "make test" in readme
    for target in re.findall(r"\bmake ([a-z]+) +#", readme):
        assert re.search(rf"^{target}:", _read("Makefile"), re.MULTILINE), target


def test_links_between_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        for link in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            assert "://" in link or (document.parent / link).exists(), f"{document}: {link}"


def test_the_changelog_knows_this_version_or_has_it_before_it() -> None:
    changelog = _read("CHANGELOG.md")
    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog


def test_every_field_of_the_webhook_is_described() -> None:
    rule = read_rule({"id": "storms", "when": "storm"}, ("rules", 0))
    assert isinstance(rule, RuleSpec)
    compiled = compile_rules([rule], {}, {}, load_gazetteer())
    matched = compiled.match(Document(title="A storm is near"))
    content = alert_content(
        match=matched.matches[0], facts=Facts(), data=EntryData("guid:1", "1"),
        feed=FeedSpec("https://a.example/"), origin="a.example", seen=datetime.now(UTC),
        outlets=(), changes=(), first=None,
    )  # fmt: skip
    told = AlertData("storms", 1, 1, "first", "normal", {}, "first", content)
    sent = payload(Alert(1, datetime.now(UTC), told), "key")
    page = _read("docs/webhook.md")
    assert [name for name in sent if f"`{name}`" not in page] == []


def test_every_decision_has_a_number_of_its_own() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
