"""``run`` and ``once``: the commands that poll and deliver."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from monitor.app import App, Options, real_clock, running_app
from monitor.cli.options import config_option, counted, json_option, print_json
from monitor.config.collector import keep_large_apart
from monitor.errors import Refused
from monitor.pipeline.outcome import Tally
from monitor.timing import words
from storage.errors import Locked

# Fewer feeds than this are done before a bar says anything.
_FEW = 20

backlog_option = click.option(
    "--alert-backlog",
    is_flag=True,
    help="Alert on a new feed's first poll too; otherwise its backlog is stored silently.",
)


@click.command()
@config_option
@backlog_option
def run(config_path: Path, alert_backlog: bool) -> None:
    """Run as a service: poll, match, alert, until stopped.

    SIGHUP, or saving a configuration file, reloads it; SIGTERM stops.
    """

    async def main() -> None:
        options = Options(alert_backlog=alert_backlog)
        async with running_app(config_path, os.environ, real_clock(), options) as app:
            await app.run()

    keep_large_apart()
    with _alone():
        asyncio.run(main())


@click.command()
@config_option
@json_option
@backlog_option
@click.option("--all", "every_feed", is_flag=True, help="Every feed, not only those that are due.")
def once(config_path: Path, as_json: bool, alert_backlog: bool, every_feed: bool) -> None:
    """One round: poll the feeds that are due, deliver what is due, and exit."""
    clock = real_clock()
    started = clock.monotonic()

    async def main() -> Tally:
        console = sys.stderr if as_json else sys.stdout
        options = Options(alert_backlog=alert_backlog, console=console)
        async with running_app(config_path, os.environ, clock, options) as app:
            with _progress(app, as_json):
                tally = await app.once(every_feed)
            if not tally.feeds and not as_json:
                click.echo(_why_none(app), err=True)
            return tally

    with _alone():
        tally = asyncio.run(main())
    counts = {name: value for name, value in asdict(tally).items() if name != "problems"}
    counts["cpu_seconds"] = round(_cpu_seconds(), 3)
    counts["wall_seconds"] = round(clock.monotonic() - started, 3)
    if as_json:
        print_json(counts)
        return
    for problem in tally.problems:
        click.echo(problem, err=True)
    click.echo(
        f"{counted(tally.feeds, 'feed')}: {tally.fetched} fetched, {tally.not_modified} not modified, "
        f"{tally.failed} failed; {counted(tally.new_entries, 'new entry', 'new entries')}, "
        f"{counted(tally.matches, 'match', 'matches')}, {counted(tally.alerts, 'alert')}, "
        f"{tally.delivered} delivered in {counts['wall_seconds']} s"
    )


def _why_none(app: App) -> str:
    """Return why a round polled no feed, for who expected one."""
    with app.store.read() as tx:
        waiting = [state for state in tx.feeds.all(active_only=True) if not state.paused]
    first = min(waiting, key=lambda state: state.next_due, default=None)
    if first is None:
        return "no feed is configured, or all are paused: 'wirewatch feeds list' says more"
    wait = max((first.next_due - app.clock.now()).total_seconds(), 0.0)
    return (
        f"no feed is due. next: {first.spec.url} in {words(wait)}, {first.reason}; --all polls "
        "also what is not due, but nothing that was polled within polling.min"
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Say what to do where another instance works on the database."""
    try:
        yield
    except Locked as error:
        raise Refused(f"{error}: stop it first, or name another 'storage:'") from None


@contextmanager
def _progress(app: App, as_json: bool) -> Iterator[None]:
    """A bar on a terminal's stderr while feeds are polled; nothing for programs and few feeds."""
    total = len(app.source.policy.config.feeds)
    if as_json or total < _FEW or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("polling", total=total)
        app.poller.progress = lambda feeds: bar.advance(task, feeds)
        yield


def _cpu_seconds() -> float:
    """CPU of this process and of its parse workers, which have ended by now."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
