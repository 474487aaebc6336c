"""The commands of ``feeds``."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.group import Group
from monitor.cli.options import (
    config_option,
    counted,
    json_option,
    opened_store,
    print_json,
    print_table,
    read_config,
    start_logging,
)
from monitor.cli.refresh import feeds_refresh
from monitor.clock import real_clock
from monitor.config.load import load
from monitor.config.managed import add_feed, add_feeds, remove_feed
from monitor.config.model import Config
from monitor.config.opml import write_opml
from monitor.config.problems import BadValueError, errors_of
from monitor.config.tables import read_opml
from monitor.errors import Refused, UsageError
from monitor.timing.words import words
from storage.addresses import address_of
from storage.records import FeedState

if TYPE_CHECKING:
    from monitor.pipeline.discover import Discovery, FoundFeed

_WAITS = "not polled yet: a running daemon takes it at once, else the next round"


@click.group(cls=Group)
def feeds() -> None:
    """The feeds: list, refresh, add, remove, discover, import, export."""


feeds.add_command(feeds_refresh)


@feeds.command("list")
@config_option
@json_option
def feeds_list(config_path: Path, as_json: bool) -> None:
    """List every feed: how it is, its rhythm, when it is next due and why."""
    now = real_clock().now()
    with opened_store(config_path) as store, store.read() as tx:
        found = _as_written(tx.feeds.all(active_only=True), config_path, now)
    if as_json:
        for state in found:
            print_json(
                {
                    "url": state.spec.url, "name": state.spec.name, "tags": list(state.spec.tags),
                    "state": _state_of(state), "failures": state.failures,
                    "error": state.paused or state.error,
                    "last_polled": state.last_polled, "last_success": state.last_success,
                    "last_new": state.last_new, "next_due": state.next_due,
                    "why": state.reason, "interval_seconds": state.interval,
                    "entry_every_seconds": _gap(state),
                }
            )  # fmt: skip
        return
    rows = [
        (
            state.spec.name or state.spec.url, _state_of(state), _ago(state.last_success, now),
            _rhythm(state), _due(state, now), state.paused or state.error or state.reason,
        )
        for state in found
    ]  # fmt: skip
    print_table(
        ("feed", "state", "last success", "brings an entry", "next poll", "why"), rows,
        "No feeds yet: 'wirewatch feeds add URL' adds one.",
    )  # fmt: skip


def _as_written(stored: list[FeedState], config_path: Path, now: datetime) -> list[FeedState]:
    """Return the feeds that the files name now, those nobody polled yet too.

    Files that cannot be used change nothing: what is stored is what a daemon goes on with.
    """
    loaded = load(config_path, os.environ)
    if loaded.config is None or errors_of(loaded.problems):
        return stored
    wanted = {feed.url: feed for feed in loaded.config.feeds}
    there = [state for state in stored if state.spec.url in wanted]
    known = {state.spec.url for state in there}
    waiting = [feed.spec() for url, feed in wanted.items() if url not in known]
    return there + [FeedState(0, spec, now, reason=_WAITS) for spec in waiting]


def _state_of(state: FeedState) -> str:
    if state.paused:
        return "paused"
    if state.failures:
        return f"failing ({state.failures})"
    return "good" if state.first_success else "new"


def _gap(state: FeedState) -> float | None:
    """Return the usual seconds between two entries, measured, or as the feed's dates say."""
    gap = state.hints.get("seen_gap") or state.hints.get("gap")
    return float(gap) if gap else None


def _rhythm(state: FeedState) -> str:
    gap = _gap(state)
    return f"every {words(gap)}" if gap else "-"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    return f"{words(max(1.0, (now - moment).total_seconds()))} ago"


def _due(state: FeedState, now: datetime) -> str:
    left = (state.next_due - now).total_seconds()
    return f"in {words(left)}" if left >= 1 else "now"


@feeds.command("add")
@config_option
@click.argument("url")
@click.option("--name", default="", help="A name to show instead of the address.")
@click.option("--tag", "tags", multiple=True, help="A tag for rules; may be given several times.")
@click.option("--offline", is_flag=True, help="Do not look at the address first.")
def feeds_add(config_path: Path, url: str, name: str, tags: tuple[str, ...], offline: bool) -> None:
    """Add a feed, or the feed of a site's page, to feeds.d/managed.yaml.

    A running daemon takes it up at once. An address that cannot be reached now is added all the
    same, with a word; a page with several feeds is not, and they are listed.
    """
    config, _ = read_config(config_path, secrets=False)
    unseen = ""
    if not offline:
        found = _discover(config, url)
        unseen = "" if found.reached else found.reason
        url = _chosen(url, found) if found.reached else url
    path = add_feed(config_path, url, name=name, tags=tags)
    if unseen:
        click.echo(f"added without a look: {unseen}", err=True)
    click.echo(f"added to {path}")


def _chosen(url: str, found: Discovery) -> str:
    """Return the feed to add for ``url``; raises Refused where there is none, or a choice."""
    if found.itself:
        return _with_scheme(url)
    if not found.feeds:
        raise Refused(f"{found.reason}; 'feeds add --offline' adds it all the same")
    if len(found.feeds) > 1:
        listed = "".join(f"\n  {_line(feed)}" for feed in found.feeds)
        raise Refused(f"{url} has several feeds; add the one you want:{listed}")
    click.echo(f"the feed of {url} is {_line(found.feeds[0])}")
    return found.feeds[0].url


def _line(feed: FoundFeed) -> str:
    return f"{feed.url}  {feed.title} ({counted(feed.entries, 'entry', 'entries')})"


@feeds.command("remove")
@config_option
@click.argument("url")
def feeds_remove(config_path: Path, url: str) -> None:
    """Remove a feed that 'feeds add' added; its history stays."""
    path = remove_feed(config_path, url)
    click.echo(f"removed from {path}")


@feeds.command("discover")
@config_option
@json_option
@click.argument("url")
def feeds_discover(config_path: Path, as_json: bool, url: str) -> None:
    """Find the feeds of the site at URL: declared by its page, linked, or where feeds usually are."""
    config, _ = read_config(config_path, secrets=False)
    found = _discover(config, url)
    if not found.feeds:
        raise Refused(found.reason)
    if as_json:
        for feed in found.feeds:
            print_json({"url": feed.url, "title": feed.title, "entries": feed.entries})
        return
    rows = [(feed.url, feed.title, feed.entries) for feed in found.feeds]
    print_table(("feed", "title", "entries"), rows, "")


def _discover(config: Config, url: str) -> Discovery:
    # Imported here: the network's libraries take a third of a second that a list need not wait.
    from monitor.fetch.http import Fetcher
    from monitor.parse.worker import ParsePool
    from monitor.pipeline.discover import discover
    from monitor.pipeline.settings import fetch_settings

    start_logging(config)

    async def look() -> Discovery:
        async with Fetcher(fetch_settings(config)) as fetcher, ParsePool(workers=1) as parser:
            return await discover(_with_scheme(url), fetcher, parser)

    return asyncio.run(look())


def _with_scheme(url: str) -> str:
    url = address_of(url)
    return url if "://" in url else f"https://{url}"


@feeds.command("import")
@config_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--tag", "tags", multiple=True, help="A further tag for every feed of the file.")
def feeds_import(config_path: Path, file: Path, tags: tuple[str, ...]) -> None:
    """Add the feeds of an OPML FILE to feeds.d/managed.yaml; folders become tags."""
    config, _ = read_config(config_path, secrets=False)
    try:
        found = read_opml(file)
    except BadValueError as wrong:
        raise UsageError(f"{wrong}. {wrong.hint}" if wrong.hint else str(wrong)) from None
    if not found:
        raise Refused(f"no feeds in {file}")
    wanted = [(one.url, one.name, _joined(one.tags, tags)) for one in found]
    done = add_feeds(config_path, wanted, {feed.url for feed in config.feeds})
    for problem in done.problems:
        click.echo(f"left out: {problem}", err=True)
    click.echo(
        f"{counted(done.added, 'feed')} added to {done.file}, {done.known} were there already"
    )
    if done.problems and not done.added and not done.known:
        raise Refused("nothing could be added")


def _joined(tags: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*tags, *more)))


@feeds.command("export")
@config_option
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def feeds_export(config_path: Path, file: Path | None) -> None:
    """Write all feeds as OPML to FILE, or to stdout; tags become folders, secrets stay here."""
    config, _ = read_config(config_path, secrets=False)
    text = write_opml(config.feeds, "Feeds of Wirewatch")
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise Refused(f"{file} exists already; name a new file") from None
    except OSError as error:
        raise Refused(f"cannot write {file}: {error.strerror}") from None
    click.echo(f"{counted(len(config.feeds), 'feed')} written to {file}")
