"""The command ``status``: how the daemon, its configuration, its feeds and its deliveries are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click

from monitor.cli.options import config_option, counted, json_option, opened_store, print_json
from monitor.cli.running import holder_of
from monitor.cli.silence import what_is_silenced, when_it_ends
from monitor.clock import real_clock
from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.config.problems import errors_of
from monitor.data import load_gazetteer
from monitor.deliver.channels import check_channel
from monitor.deliver.clean import plain
from monitor.errors import WirewatchError
from monitor.pipeline.health_sources import CONFIG_NOTE, PULSE_NOTE, STATUS_NOTE
from monitor.pipeline.held import held_now
from storage.errors import StorageError
from storage.store import Store, Transaction

# A healthy minute is written down each minute.
_HEALTHY_FOR = timedelta(minutes=4)
# Less than this is worth a word: a night of news takes tens of megabytes.
_LITTLE_ROOM = 64 * 2**20


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
            holder = holder_of(store)
            report = _report(tx, now, holder, _disk(store))
    if health:
        pulse = report["last_healthy"] or ""
        ctx.exit(0 if holder and _healthy(report["last_note"], pulse, now) else 1)
    if not holder:
        # Nobody keeps the word about the files up to date: look at them.
        loaded = load(config_path, os.environ, check_channel=check_channel)
        _, more = compile_policy(loaded, load_gazetteer())
        wrong = errors_of(dict.fromkeys([*loaded.problems, *more]))
        report["configuration"] = "\n".join(str(problem) for problem in wrong) or "good"
    if as_json:
        print_json(report)
    else:
        _show(report, running=bool(holder))


def _report(tx: Transaction, now: datetime, holder: str, disk: str) -> dict[str, Any]:
    """Return what ``--json`` prints; ``holder`` says who runs, empty when nobody does."""
    feeds = tx.feeds.all(active_only=True)
    channels = tx.channels.all()
    return {
        "daemon": f"running: {holder}" if holder else "not running",
        "last_healthy": tx.notes.get(PULSE_NOTE) or None,
        "last_note": tx.notes.get(STATUS_NOTE) or "",
        "configuration": tx.notes.get(CONFIG_NOTE) or "good",
        "disk": disk,
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
            for one in channels
            if one.paused_until is not None and one.paused_until > now
        ],
        "failing_channels": [
            {"channel": one.name, "since": one.failing_since, "error": one.failure}
            for one in channels
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


def _show(report: Mapping[str, Any], *, running: bool) -> None:
    """Print a report for people."""
    said = dict(report)
    if running and said["configuration"] != "good":
        said["configuration"] += "\n(the one before stays in force)"
    counts = [f"{count} {state}" for state, count in report["deliveries"].items()]
    said["deliveries"] = ", ".join(counts) or "none"
    for name in ("daemon", "configuration", "disk", "feeds", "due", "entries", "deliveries"):
        click.echo(f"{name + ':':15} {said[name]}")
    for title, in_words in _IN_WORDS.items():
        for row in report[title]:
            click.echo(f"{title.replace('_', ' ')}: {in_words(row)}")


def _held(row: Mapping[str, Any]) -> str:
    """Say what waits in which story, for what, and until when."""
    why = row["why"].removeprefix("held: ")
    title = plain(row["title"]) or "without a title"
    return (
        f"{row['rule']} waits in story {row['story']} ({title}): {why}; "
        f"until {row['until']:%Y-%m-%d %H:%M:%S} UTC"
    )


def _failing(feed: Mapping[str, Any]) -> str:
    """Say which feed fails, for how long and why; its address only where it has no name."""
    state = "paused" if feed["paused"] else f"failed {counted(feed['failures'], 'poll')} in a row"
    return f"{plain(feed['name'])}: {state}: {feed['error']}"


def _paused_channel(row: Mapping[str, Any]) -> str:
    return f"{row['channel']} until {row['until']:%Y-%m-%d %H:%M:%S} UTC: {row['reason']}"


def _failing_channel(row: Mapping[str, Any]) -> str:
    return f"{row['channel']} since {row['since']:%Y-%m-%d %H:%M:%S} UTC: {row['error']}"


def _silence(row: Mapping[str, Any]) -> str:
    return f"{row['id']}: {row['what']} {row['ends']}"


def _dead_letter(row: Mapping[str, Any]) -> str:
    return f"delivery {row['id']} to {row['channel']}: {row['error']}"


_IN_WORDS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "held": _held,
    "failing": _failing,
    "paused_channels": _paused_channel,
    "failing_channels": _failing_channel,
    "silences": _silence,
    "dead_letters": _dead_letter,
}


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
