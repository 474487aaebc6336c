"""``feeds refresh``: polling feeds before they are due, as far as their servers allow it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import click

from monitor.cli.options import config_option, counted, opened_store, read_config
from monitor.cli.running import holder_of
from monitor.clock import real_clock
from monitor.config.problems import nearest
from monitor.errors import Refused, UsageError
from monitor.timing import may_hasten
from monitor.timing.words import words
from storage.addresses import address_of
from storage.records import FeedState


@click.command("refresh")
@config_option
@click.argument("named", metavar="[FEED]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every feed.")
def feeds_refresh(config_path: Path, named: tuple[str, ...], every: bool) -> None:
    """Poll feeds at once: each FEED by its address or name, or --all.

    What a server asked for holds all the same: no feed is polled twice within polling.min, before
    a Retry-After has passed, or after a 410. A running daemon polls them within a second.
    """
    if every == bool(named):
        raise UsageError("name the feeds by address or name, or write --all")
    config, _ = read_config(config_path, secrets=False)
    floor, now = timedelta(seconds=config.polling.min), real_clock().now()
    with opened_store(config_path) as store:
        with store.write() as tx:
            states = tx.feeds.all(active_only=True)
            chosen = states if every else [one for name in named for one in _known(states, name)]
            ready = [one for one in chosen if may_hasten(one, now, floor)]
            tx.feeds.hasten([one.id for one in ready], now, "asked for by hand")
        holder = holder_of(store)
    for one in chosen:
        if one not in ready:
            name = one.spec.name or one.spec.url
            click.echo(f"{name}: not yet: {_why_not(one, now, floor)}", err=True)
    who = "" if holder or not ready else ": no daemon is running, 'wirewatch once' polls them"
    click.echo(f"{counted(len(ready), 'feed')} of {len(chosen)} due now{who}")
    if named and not ready:
        raise Refused("nothing can be polled yet")


def _known(states: Iterable[FeedState], asked: str) -> list[FeedState]:
    """Return the feeds of an address or name; raises Refused where no daemon or round knows it."""
    address = address_of(asked)
    found = [one for one in states if address == one.spec.url or asked == one.spec.name]
    if not found:
        known = [name for one in states for name in (one.spec.url, one.spec.name) if name]
        hint = nearest(asked, known) or "'wirewatch feeds list' shows them"
        raise Refused(f"no feed {asked!r} was taken up yet: {hint}")
    return found


def _why_not(state: FeedState, now: datetime, floor: timedelta) -> str:
    """Say what :func:`may_hasten` found in the way."""
    if state.paused or state.hints.get("gone"):
        return state.paused or "its server says that it is gone for good"
    if state.held_until is not None and state.held_until > now:
        return f"its server asked to wait until {state.held_until:%Y-%m-%d %H:%M:%S} UTC"
    if state.last_polled is not None and state.last_polled + floor > now:
        ago = words(max(1.0, (now - state.last_polled).total_seconds()))
        return f"polled {ago} ago, and polling.min is {words(floor.total_seconds())}"
    return f"its server refuses us; next poll at {state.next_due:%Y-%m-%d %H:%M:%S} UTC"
