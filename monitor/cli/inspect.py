"""The command ``check``: everything about a configuration, without the network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from monitor.cli.options import (
    config_option,
    counted,
    json_option,
    print_json,
)
from monitor.cli.routes import print_ways, ways
from monitor.config.checks import lacking
from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.config.problems import errors_of
from monitor.data import load_gazetteer
from monitor.deliver.channels import check_channel


@click.command()
@config_option
@json_option
@click.option("--no-secrets", is_flag=True, help="Do not look up ${NAME} and ${file:…}; for CI.")
@click.option("--routes", is_flag=True, help="Show where each rule's alerts go, and why there.")
@click.pass_context
def check(
    ctx: click.Context, config_path: Path, as_json: bool, no_secrets: bool, routes: bool
) -> None:
    """Say everything about a configuration, without touching the network.

    Exit code 0: good, or warnings only. 1: problems. 2: it cannot be read.
    """
    loaded = load(config_path, os.environ, secrets=not no_secrets, check_channel=check_channel)
    problems = list(loaded.problems)
    policy, more = compile_policy(loaded, load_gazetteer())
    config = loaded.config or loaded.draft
    lacks = [loaded.locate(one) for one in lacking(loaded.config)] if loaded.config else []
    problems = list(dict.fromkeys([*lacks, *problems, *more]))
    errors = errors_of(problems)
    found = ways(config) if routes and config is not None else []
    if as_json:
        report: dict[str, object] = {
            "problems": [_problem_json(problem) for problem in problems], "errors": len(errors),
        }  # fmt: skip
        print_json(report | ({"routes": [way.json() for way in found]} if routes else {}))
    else:
        for problem in problems:
            click.echo(str(problem))
        if policy is not None and not errors:
            good = policy.config
            tests = sum(len(rule.tests) for rule in good.rules)
            click.echo(
                f"{config_path}: {'nothing to do yet' if lacks else 'good'}: "
                f"{counted(len(good.feeds), 'feed') if good.feeds else 'no feeds to poll'}, "
                f"{counted(len(good.rules), 'rule')}, {counted(tests, 'test')} passed, "
                f"{counted(len(good.channels), 'channel')}"
            )
        if routes and config is not None:
            print_ways(found, loaded, config)
    if errors:
        ctx.exit(1 if loaded.readable else 2)


def _problem_json(problem: Any) -> dict[str, object]:
    return {
        "file": str(problem.file), "line": problem.line, "column": problem.column,
        "level": problem.level, "message": problem.message, "hint": problem.hint,
    }  # fmt: skip
