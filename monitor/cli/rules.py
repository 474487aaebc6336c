"""The rules: ``rules list``, ``rules test``, ``rules explain``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from monitor.cli.backtest import backtest, near
from monitor.cli.group import Group
from monitor.cli.items import BadLine, Item, read_item
from monitor.cli.options import (
    config_option,
    counted,
    json_option,
    opened_store,
    print_json,
    print_table,
    read_config,
    read_policy,
)
from monitor.config.load import Loaded
from monitor.config.model import Config
from monitor.config.policy import routing_of
from monitor.deliver.clean import plain
from monitor.errors import Refused, UsageError
from monitor.pipeline.reading import document_of
from rules.language.explain import Explained, explain
from rules.language.inline import Failure, failures
from rules.language.reading import nearest
from rules.language.ruleset import RuleSet
from rules.language.schema import RuleSpec
from rules.text.document import Document


@click.group(cls=Group)
def rules() -> None:
    """The rules: list, test, explain, try on what was stored."""


rules.add_command(backtest)
rules.add_command(near)


@rules.command("list")
@config_option
@json_option
def rules_list(config_path: Path, as_json: bool) -> None:
    """List the rules with severity, channels and number of tests."""
    config, _ = read_config(config_path, secrets=False)
    if as_json:
        for rule in config.rules:
            print_json(
                {
                    "id": rule.id, "title": rule.title, "severity": rule.severity,
                    "notify": list(rule.notify or ()), "channels": _channels(config, rule),
                    "tests": len(rule.tests),
                }
            )  # fmt: skip
        return
    rows = [
        (
            rule.id, rule.title, rule.severity, ", ".join(_channels(config, rule)) or "nobody",
            len(rule.tests),
        )
        for rule in config.rules
    ]  # fmt: skip
    print_table(("id", "title", "severity", "goes to", "tests"), rows, "No rules yet.")


def _channels(config: Config, rule: RuleSpec) -> list[str]:
    return list(routing_of(config, rule.notify, rule.severity, rule.labels).channels)


@rules.command("test")
@config_option
@json_option
@click.option("--rule", "wanted", multiple=True, help="Only this rule; may be given several times.")
@click.pass_context
def rules_test(
    ctx: click.Context, config_path: Path, as_json: bool, wanted: tuple[str, ...]
) -> None:
    """Run the inline tests of all rules; say of each that fails what it saw.

    Exit code 1 when one fails, 2 when the configuration cannot be used.
    """
    policy, loaded = read_policy(config_path, tell=False)
    for name in wanted:
        _known(policy.ruleset, name)
    tested = [rule for rule in policy.config.rules if not wanted or rule.id in wanted]
    count = sum(len(rule.tests) for rule in tested)
    failed = [
        failure
        for failure in failures(policy.config.rules, policy.ruleset)
        if not wanted or failure.rule in wanted
    ]
    if as_json:
        print_json({"tests": count, "failed": [_failure_json(one, loaded) for one in failed]})
    else:
        for failure in failed:
            _show_failure(failure, loaded)
        # One test may fail on its match and on its figures.
        wrong = len({(failure.rule, failure.number) for failure in failed})
        bare = sum(not rule.tests for rule in tested)
        tail = f", {bare} without any test" if bare else ""
        passed = counted(count - wrong, "test")
        click.echo(f"{counted(len(tested), 'rule')}{tail}: {passed} passed, {wrong} failed")
    if failed:
        ctx.exit(1)


def _failure_json(failure: Failure, loaded: Loaded) -> dict[str, object]:
    at = loaded.locate(failure.problem())
    return {
        "file": str(at.file), "line": at.line, "column": at.column,
        "rule": failure.rule, "test": failure.number, "text": failure.text,
        "expected": failure.expected, "found": failure.found,
        "message": at.message, "hint": at.hint,
        "explain": failure.explained.dump() if failure.explained else None,
    }  # fmt: skip


def _show_failure(failure: Failure, loaded: Loaded) -> None:
    at = loaded.locate(failure.problem())
    place = f"{at.file}:{at.line}:{at.column}:"
    click.echo(f"{place} rule {failure.rule}, test {failure.number}: failed")
    for name, value in (
        ("text", failure.text),
        ("expected", failure.expected),
        ("found", failure.found),
    ):
        click.echo(f"    {name + ':':10}{value}")
    if failure.explained is not None:
        _show_tree(failure.explained, "    ")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One item to explain a rule for. ``id`` is what the line or the archive calls it."""

    id: object
    document: Document


@rules.command("explain")
@config_option
@json_option
@click.option("--rule", "wanted", multiple=True, required=True, help="The rule; may be repeated.")
@click.argument("items", nargs=-1)
@click.pass_context
def rules_explain(
    ctx: click.Context,
    config_path: Path,
    as_json: bool,
    wanted: tuple[str, ...],
    items: tuple[str, ...],
) -> None:
    """Say of each condition of a rule whether it holds for an item, with the text it saw.

    ITEMS are ids or URLs of stored entries. Without any, items come as JSON Lines on stdin, with
    the keys of 'match'.

    \b
    echo '{"title":"Troops deployed"}' | wirewatch rules explain --rule foreign-troops
    wirewatch rules explain --rule foreign-troops https://news.example/kursk

    Exit code 1 if a line was bad or an entry is not there.
    """
    policy, _ = read_policy(config_path)
    for name in wanted:
        _known(policy.ruleset, name)
    good = True
    for asked in _stored(config_path, items) if items else _from_stdin():
        if isinstance(asked, BadLine):
            good = False
            _tell_bad(asked, as_json)
            continue
        for name in wanted:
            explained = explain(policy.ruleset, name, asked.document)
            if as_json:
                print_json({"id": asked.id, "rule": name, **explained.dump()})
            else:
                _show(asked, name, explained)
    ctx.exit(0 if good else 1)


def _known(ruleset: RuleSet, name: str) -> None:
    ids = [rule.id for rule in ruleset.rules]
    if name not in ids:
        listed = ", ".join(sorted(ids)[:20]) or "none"
        raise Refused(f"no rule {name!r}: {nearest(name, ids) or f'there are: {listed}'}")


def _from_stdin() -> Iterator[_Asked | BadLine]:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "no item: name a stored entry by id or URL, or give JSON Lines on stdin, "
            """such as: echo '{"title": "…"}' | wirewatch rules explain --rule ID"""
        )
    given = sys.stdin.buffer.read()
    # One item may be spread over several lines, as editors lay it out.
    whole = read_item(given)
    if isinstance(whole, Item):
        yield _Asked(whole.id, whole.document)
        return
    for number, line in enumerate(given.splitlines(), 1):
        item = read_item(line)
        if isinstance(item, BadLine):
            yield BadLine(item.id, f"line {number}: {item.error}")
        else:
            yield _Asked(item.id, item.document)


def _stored(config_path: Path, items: Sequence[str]) -> Iterator[_Asked]:
    with opened_store(config_path) as store, store.read() as tx:
        specs = {feed.id: feed.spec for feed in tx.feeds.all()}
        for item in items:
            found = tx.entries.find(item)
            if not found:
                raise Refused(f"no stored entry is {item!r}; 'wirewatch why {item}' says more")
            for entry in found:
                yield _Asked(entry.id, document_of(entry.data, specs[entry.feed_id], entry.seen_at))


def _tell_bad(line: BadLine, as_json: bool) -> None:
    if as_json:
        print_json({"id": line.id, "error": line.error})
    else:
        click.echo(f"not an item: {line.error}", err=True)


def _show(asked: _Asked, rule: str, explained: Explained) -> None:
    document = asked.document
    text = document.title or document.summary or document.content
    shown = plain(text if len(text) <= 90 else f"{text[:90]}…")
    said = "holds" if explained.held else "does not hold"
    name = "" if asked.id is None else f" {plain(str(asked.id))}"
    click.echo(f"{rule} {said} for item{name}: {shown}")
    _show_tree(explained, "  ")


def _show_tree(explained: Explained, indent: str) -> None:
    """Print the conditions; 'yes' and 'no' coloured where the terminal has colours."""
    for line in explained.lines():
        body = line.lstrip()
        pad = line[: len(line) - len(body)]
        mark, rest = body[:3], body[3:]
        colour = "green" if mark == "yes" else "red"
        click.echo(f"{indent}{pad}{click.style(mark, fg=colour)}{rest}")
