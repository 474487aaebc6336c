"""``wirewatch why``: what became of an entry or a feed, and why."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from monitor.cli.options import config_option, counted, json_option, opened_store, print_json
from monitor.clock import real_clock
from monitor.config.load import Loaded, load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer
from monitor.deliver.clean import plain
from monitor.pipeline.account import (
    Account,
    EntryAccount,
    account,
    delivery_words,
    how_a_feed_is,
    outcome,
    trouble_words,
)
from storage.addresses import address_of
from storage.records import ChannelState, FeedState

_FAR = "no rule comes near; 'wirewatch rules explain --rule ID {}' says more"
_ENTRIES = 5


@click.command()
@config_option
@json_option
@click.argument("item")
@click.pass_context
def why(ctx: click.Context, config_path: Path, as_json: bool, item: str) -> None:
    """Say what became of ITEM, the URL or id of an entry or the URL of a feed, and why.

    Was it fetched and parsed? Which clause of a rule failed? Which story is it part of, what was
    decided, and how far are the deliveries? Works beside a running daemon.

    \b
    wirewatch why https://news.example/kursk

    Exit code 1 if nothing is known of it.
    """
    loaded = load(config_path, os.environ, secrets=False)
    policy, _ = compile_policy(loaded, load_gazetteer())
    now = real_clock().now()
    with opened_store(config_path) as store, store.read() as tx:
        found = account(tx, item, policy.ruleset if policy else None, now)
    configured = _configured(loaded, item)
    if as_json:
        print_json(_account_json(found, now, configured))
    elif found.entries:
        for one in found.entries[:_ENTRIES]:
            _show_entry(one, found.troubled, now)
        if len(found.entries) > _ENTRIES:
            click.echo(f"… and {len(found.entries) - _ENTRIES} more entries with this address")
    elif found.feed is not None:
        _show_feed(found.feed, now)
    else:
        _show_unknown(found, now, configured)
    ctx.exit(0 if found.entries or found.feed or configured else 1)


def _configured(loaded: Loaded, url: str) -> bool:
    config = loaded.config or loaded.draft
    return config is not None and any(feed.url == address_of(url) for feed in config.feeds)


# -- for people --------------------------------------------------------------------------


def _row(name: str, text: str) -> None:
    click.echo(f"  {name:<10}{plain(text)}")


def _show_entry(found: EntryAccount, troubled: Sequence[ChannelState], now: datetime) -> None:
    entry, data = found.entry, found.entry.data
    click.echo(click.style(f"Entry {entry.id}: {plain(data.title) or '(no title)'}", bold=True))
    _row("outcome", outcome(found))
    backlog = ", with the feed's first poll, which never alerts" if entry.backlog else ""
    _row("fetched", f"{entry.seen_at:%Y-%m-%d %H:%M:%S} UTC{backlog}")
    _row("feed", f"{found.feed.spec.name or found.feed.spec.url}: {how_a_feed_is(found.feed, now)}")
    dated = f", dated {data.published:%Y-%m-%d %H:%M} UTC" if data.published else ", without a date"
    _row(
        "parsed",
        f"title {len(data.title)}, summary {len(data.summary)}, content {len(data.content)} "
        f"characters{dated}",
    )
    _show_rules(found)
    if found.story is None:
        _row("story", "none: only entries that match are grouped")
    else:
        entries = counted(found.story.entries, "entry", "entries")
        _row("story", f"{found.story.id}, {entries}: {found.story.title}")
    for verdict in found.verdicts:
        _row("decided", f"{verdict.at:%Y-%m-%d %H:%M:%S} UTC {verdict.rule}: "
                        f"{verdict.decision} ({verdict.reason})")  # fmt: skip
    for alert in found.earlier:
        _row("told by", f"alert {alert.id} of {alert.created_at:%Y-%m-%d %H:%M} UTC, "
                        f"{alert.data.rule}: {alert.data.content['title']}")  # fmt: skip
    for alert, deliveries in found.alerts:
        withheld = f", told nobody: {alert.withheld}" if alert.withheld else ""
        _row("alert", f"{alert.id}, {alert.data.rule}, {alert.data.kind}, {alert.data.severity}"
                      f"{withheld}")  # fmt: skip
        for one in deliveries:
            _row("", f"{one.channel}: {delivery_words(one)}")
    waiting = {one.channel for _, deliveries in found.alerts for one in deliveries
               if one.state == "due"}  # fmt: skip
    for channel in troubled:
        if channel.name in waiting:
            _row("channel", f"{channel.name}: {trouble_words(channel, now)}")


def _show_rules(found: EntryAccount) -> None:
    if found.said is None:
        _row("rules", "cannot be used as they stand: 'wirewatch check' says why")
        return
    for one in found.said:
        if one.matches:
            _row("matches", f"{one.rule}  {one.detail}")
        else:
            _row("but for", f"{one.detail}  (rule {one.rule})")
    if not found.said:
        _row("rules", _FAR.format(found.entry.id))


def _show_feed(feed: FeedState, now: datetime) -> None:
    click.echo(click.style(f"Feed {feed.spec.name or feed.spec.url}", bold=True))
    _row("outcome", how_a_feed_is(feed, now))
    if feed.reason:
        _row("next poll", feed.reason)
    if feed.last_new:
        _row("last new", f"{feed.last_new:%Y-%m-%d %H:%M:%S} UTC")


def _show_unknown(found: Account, now: datetime, configured: bool) -> None:
    if configured:
        click.echo(f"{found.asked}: a configured feed that no 'wirewatch run' has taken up yet")
        return
    click.echo(f"{found.asked}: no stored entry has this address or id, and no feed")
    for feed in found.site:
        _row("same site", f"{feed.spec.url}: {how_a_feed_is(feed, now)}")
    if found.site:
        click.echo(
            "If it stood in one of them, then not while it was polled, or under another address."
        )
    elif "://" in found.asked:
        click.echo("No feed on this site is watched: 'wirewatch feeds add URL' adds one.")


# -- for programs ------------------------------------------------------------------------


def _account_json(found: Account, now: datetime, configured: bool) -> dict[str, object]:
    return {
        "asked": found.asked,
        "known": bool(found.entries or found.feed or configured),
        "configured": configured,
        "feed": _feed_json(found.feed, now) if found.feed else None,
        "same_site": [_feed_json(feed, now) for feed in found.site],
        "entries": [_entry_json(one, now) for one in found.entries],
        "troubled_channels": [
            {"channel": one.name, "trouble": trouble_words(one, now)} for one in found.troubled
        ],
    }


def _feed_json(feed: FeedState, now: datetime) -> dict[str, object]:
    return {
        "url": feed.spec.url, "name": feed.spec.name, "state": how_a_feed_is(feed, now),
        "failures": feed.failures, "error": feed.error, "paused": feed.paused,
        "last_polled": feed.last_polled, "last_success": feed.last_success,
        "next_due": feed.next_due, "why": feed.reason,
    }  # fmt: skip


def _entry_json(found: EntryAccount, now: datetime) -> dict[str, object]:
    entry, data, said, story = found.entry, found.entry.data, found.said, found.story
    return {
        "id": entry.id, "title": data.title, "link": data.link, "outcome": outcome(found),
        "seen": entry.seen_at, "published": data.published, "backlog": entry.backlog,
        "feed": _feed_json(found.feed, now),
        "parsed": {name: len(getattr(data, name)) for name in ("title", "summary", "content")},
        "matches": None if said is None else [
            {"rule": one.rule, "saw": one.detail} for one in said if one.matches
        ],
        "near_misses": None if said is None else [
            {"rule": one.rule, "clause": one.detail} for one in said if not one.matches
        ],
        "story": None if story is None else {
            "id": story.id, "title": story.title, "entries": story.entries,
        },
        "decisions": [
            {"rule": one.rule, "decision": one.decision, "reason": one.reason, "at": one.at}
            for one in found.verdicts
        ],
        "told_by": [
            {"alert": alert.id, "rule": alert.data.rule, "created": alert.created_at}
            for alert in found.earlier
        ],
        "alerts": [
            {
                "id": alert.id, "rule": alert.data.rule, "kind": alert.data.kind,
                "severity": alert.data.severity, "created": alert.created_at,
                "withheld": alert.withheld,
                "deliveries": [
                    {
                        "channel": one.channel, "state": one.state, "attempts": one.attempts,
                        "due": one.due, "sent": one.sent_at, "error": one.error,
                    }
                    for one in deliveries
                ],
            }
            for alert, deliveries in found.alerts
        ],
    }  # fmt: skip
