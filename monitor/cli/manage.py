"""Commands that change one thing: ``feeds`` and ``db``."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.options import (
    config_option,
    json_option,
    opened_store,
    print_json,
    print_table,
    read_config,
)
from monitor.config.managed import add_feed, remove_feed
from monitor.errors import Refused
from storage.records import FeedState


@click.group()
def feeds() -> None:
    """The feeds: list, add, remove."""


@feeds.command("list")
@config_option
@json_option
def feeds_list(config_path: Path, as_json: bool) -> None:
    """List every feed: how it is, when it is next due and why."""
    with opened_store(config_path) as store, store.read() as tx:
        found = tx.feeds.all(active_only=True)
    if as_json:
        for state in found:
            print_json(
                {
                    "url": state.spec.url, "name": state.spec.name, "tags": list(state.spec.tags),
                    "state": _state_of(state), "failures": state.failures, "error": state.error,
                    "last_polled": state.last_polled, "last_success": state.last_success,
                    "last_new": state.last_new, "next_due": state.next_due,
                    "why": state.reason, "interval_seconds": state.interval,
                }
            )  # fmt: skip
        return
    rows = [
        (
            state.spec.name or state.spec.url, _state_of(state), state.last_success,
            state.next_due, state.error or state.reason,
        )
        for state in found
    ]  # fmt: skip
    print_table(
        ("feed", "state", "last success", "next due (UTC)", "why"), rows,
        "No feeds polled yet: start 'wirewatch run', or add one with 'wirewatch feeds add URL'.",
    )  # fmt: skip


def _state_of(state: FeedState) -> str:
    if state.paused:
        return "paused"
    if state.failures:
        return f"failing ({state.failures})"
    return "good" if state.first_success else "new"


@feeds.command("add")
@config_option
@click.argument("url")
@click.option("--name", default="", help="A name to show instead of the address.")
@click.option("--tag", "tags", multiple=True, help="A tag for rules; may be given several times.")
def feeds_add(config_path: Path, url: str, name: str, tags: tuple[str, ...]) -> None:
    """Add a feed to feeds.d/managed.yaml; a running daemon takes it up at once."""
    read_config(config_path, secrets=False)
    path = add_feed(config_path, url, name=name, tags=tags)
    click.echo(f"added to {path}")


@feeds.command("remove")
@config_option
@click.argument("url")
def feeds_remove(config_path: Path, url: str) -> None:
    """Remove a feed that 'feeds add' added; its history stays."""
    path = remove_feed(config_path, url)
    click.echo(f"removed from {path}")


@click.group()
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
