"""The commands of ``db``."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.group import Group
from monitor.cli.options import config_option, opened_store
from monitor.errors import Refused


@click.group(cls=Group)
def db() -> None:
    """The database: upgrade, check, backup."""


@db.command("upgrade")
@config_option
def db_upgrade(config_path: Path) -> None:
    """Create the tables, or bring them up to this version."""
    with opened_store(config_path) as store:
        store.upgrade()
    click.echo("up to date")


@db.command("check")
@config_option
@click.pass_context
def db_check(ctx: click.Context, config_path: Path) -> None:
    """Check the stored data for damage and contradictions; exit code 1 when there are any."""
    with opened_store(config_path) as store:
        problems = store.check()
    for problem in problems:
        click.echo(problem)
    if problems:
        ctx.exit(1)
    click.echo("clean")


@db.command("backup")
@config_option
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def db_backup(config_path: Path, target: Path) -> None:
    """Write a consistent copy of the database to TARGET, also while the daemon runs."""
    if target.exists():
        raise Refused(f"{target} exists already; name a new file")
    with opened_store(config_path) as store:
        store.backup(target)
    click.echo(f"written to {target}")
