"""Commands that look: ``check`` and ``status``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from monitor.app import PULSE_NOTE, STATUS_NOTE, real_clock
from monitor.cli.options import (
    config_option,
    counted,
    json_option,
    opened_store,
    print_json,
)
from monitor.cli.routes import print_ways, ways
from monitor.cli.silence import what_is_silenced, when_it_ends
from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.config.source import errors_of
from monitor.data import load_gazetteer
from monitor.deliver.channels import check_channel
from monitor.deliver.clean import plain
from monitor.errors import WirewatchError
from monitor.pipeline.health_sources import CONFIG_NOTE
from monitor.pipeline.held import held_now
from storage.errors import Locked, StorageError
from storage.store import Store

# A healthy minute is written down each minute.
_HEALTHY_FOR = timedelta(minutes=4)
# Less than this is worth a word: a night of news takes tens of megabytes.
_LITTLE_ROOM = 64 * 2**20


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
    problems = list(dict.fromkeys([*problems, *more]))
    errors = errors_of(problems)
    config = loaded.config or loaded.draft
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
                f"{config_path}: good: {counted(len(good.feeds), 'feed')}, "
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


@click.command()
@config_option
@json_option
@click.option(
    "--health",
    is_flag=True,
    help="Only the exit code: 0 when the daemon runs and gets on with its work.",
)
@click.pass_context
def status(ctx: click.Context, config_path: Path, as_json: bool, health: bool) -> None:
    """Say how the daemon, its configuration, its feeds and its deliveries are."""
    with _quiet(ctx, health), opened_store(config_path) as store:
        now = real_clock().now()
        with store.read() as tx:
            # After the look for tables: taking the lock would make the file of a database.
            holder = _holder(store)
            feeds = tx.feeds.all(active_only=True)
            pulse = tx.notes.get(PULSE_NOTE) or ""
            report = {
                "daemon": f"running: {holder}" if holder else "not running",
                "last_healthy": pulse or None,
                "last_note": tx.notes.get(STATUS_NOTE) or "",
                "configuration": tx.notes.get(CONFIG_NOTE) or "good",
                "disk": _disk(store),
                "feeds": len(feeds),
                "due": tx.feeds.due(now),
                "failing": [
                    {
                        "name": feed.spec.name or feed.spec.url,
                        "url": feed.spec.url,
                        "failures": feed.failures,
                        "paused": feed.paused,
                        "error": feed.error,
                    }
                    for feed in feeds
                    if feed.failures or feed.paused
                ],
                "entries": tx.entries.count(),
                "held": [
                    {
                        "rule": one.rule,
                        "story": one.story_id,
                        "title": one.title,
                        "why": one.why,
                        "until": one.until,
                    }
                    for one in held_now(tx, now)
                ],
                "deliveries": tx.outbox.counts(),
                "paused_channels": [
                    {"channel": one.name, "until": one.paused_until, "reason": one.pause_reason}
                    for one in tx.channels.all()
                    if one.paused_until is not None and one.paused_until > now
                ],
                "failing_channels": [
                    {"channel": one.name, "since": one.failing_since, "error": one.failure}
                    for one in tx.channels.all()
                    if one.failing_since is not None
                ],
                "silences": [
                    {"id": one.id, "what": what_is_silenced(one), "ends": when_it_ends(one)}
                    for one in tx.silences.active(now)
                ],
                "dead_letters": [
                    {"id": dead.id, "channel": dead.channel, "error": dead.error}
                    for dead in tx.outbox.list("dead", 20)
                ],
            }
    if health:
        ctx.exit(0 if holder and _healthy(report["last_note"], pulse, now) else 1)
    if not holder:
        # Nobody keeps the word about the files up to date: look at them.
        loaded = load(config_path, os.environ, check_channel=check_channel)
        _, more = compile_policy(loaded, load_gazetteer())
        wrong = errors_of(dict.fromkeys([*loaded.problems, *more]))
        report["configuration"] = "\n".join(str(problem) for problem in wrong) or "good"
    if as_json:
        print_json(report)
        return
    if holder and report["configuration"] != "good":
        report["configuration"] = f"{report['configuration']}\n(the one before stays in force)"
    for name in ("daemon", "configuration", "disk", "feeds", "due", "entries"):
        click.echo(f"{name + ':':15} {report[name]}")
    counts = report["deliveries"]
    assert isinstance(counts, dict)
    said = ", ".join(f"{count} {state}" for state, count in counts.items()) or "none"
    click.echo(f"{'deliveries:':15} {said}")
    channels = ("paused_channels", "failing_channels")
    for title in ("held", "failing", *channels, "silences", "dead_letters"):
        rows = report[title]
        assert isinstance(rows, list)
        for row in rows:
            said = _failing(row) if title == "failing" else "  ".join(map(str, row.values()))
            click.echo(f"{title.replace('_', ' ')}: {said}")


def _failing(feed: dict[str, Any]) -> str:
    """Say which feed fails, for how long and why; its address only where it has no name."""
    state = "paused" if feed["paused"] else f"failed {counted(feed['failures'], 'poll')} in a row"
    return f"{plain(feed['name'])}: {state}: {feed['error']}"


@contextmanager
def _quiet(ctx: click.Context, health: bool) -> Iterator[None]:
    """For ``--health``: a database that cannot be read is an exit code, not a word."""
    try:
        yield
    except (StorageError, WirewatchError):
        if not health:
            raise
        ctx.exit(1)


def _disk(store: Store) -> str:
    """Say whether there is room for what is to come."""
    free = store.room()
    if free is None:
        return "the database server's own"
    if free >= _LITTLE_ROOM:
        return f"{free // 2**20:,} MB free"
    return f"nearly full: only {free / 2**20:.1f} MB free where the database is"


def _healthy(last_note: object, pulse: str, now: datetime) -> bool:
    """Say whether a daemon that runs has had a healthy minute lately, or has only just started."""
    started = str(last_note).removeprefix("running since ").partition(" as ")[0]
    return any(_recent(moment, now) for moment in (pulse, started))


def _recent(moment: str, now: datetime) -> bool:
    try:
        return abs(now - datetime.fromisoformat(moment)) <= _HEALTHY_FOR
    except (ValueError, TypeError):
        return False


def _holder(store: Store) -> str:
    """Who runs on this database, in words; empty when nobody does."""
    try:
        with store.lock("status"):
            return ""
    except Locked as error:
        return str(error)
