"""``channels``: how each fares, and a test message through one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from monitor.cli.group import Group
from monitor.cli.names import check_channel as known_channel
from monitor.cli.options import (
    config_option,
    json_option,
    opened_store,
    print_json,
    print_table,
    read_config,
    start_logging,
)
from monitor.clock import real_clock
from monitor.deliver.channels import Channels, check_channel
from monitor.deliver.outcome import Sent
from monitor.errors import Refused, UsageError
from storage.errors import StorageError
from storage.records import Alert, AlertData, ChannelState


@click.group(cls=Group)
def channels() -> None:
    """The channels: list, and try one with a message."""


@channels.command("list")
@config_option
@json_option
def channels_list(config_path: Path, as_json: bool) -> None:
    """List the channels without their secrets: how each fares, what waits, what was given up."""
    config, _ = read_config(config_path, secrets=False)
    states, counts = _remembered(config_path)
    now = real_clock().now()
    found = []
    for name, channel in config.channels.items():
        state, waiting = states.get(name, ChannelState(name)), counts.get(name, {})
        found.append(
            {
                "name": name, "kind": channel.kind, "from_severity": channel.from_severity,
                "state": _state(state, waiting, now),
                "waiting": waiting.get("due", 0) + waiting.get("leased", 0),
                "sent": waiting.get("sent", 0), "dead": waiting.get("dead", 0),
                "paused_until": state.paused_until, "failing_since": state.failing_since,
                "error": state.failure if state.failing_since else "",
            }
        )  # fmt: skip
    if as_json:
        for one in found:
            print_json(one)
        return
    columns = ("name", "kind", "from_severity", "state", "waiting", "sent", "dead", "error")
    rows = [tuple(one[column] for column in columns) for one in found]
    shown = [column.replace("_", " ") for column in columns]
    print_table(shown, rows, "No channels in the configuration.")


def _remembered(
    config_path: Path,
) -> tuple[Mapping[str, ChannelState], Mapping[str, Mapping[str, int]]]:
    """Return what the database knows of channels; nothing where there is none yet."""
    try:
        with opened_store(config_path) as store, store.read() as tx:
            return {one.name: one for one in tx.channels.all()}, tx.outbox.counts_by_channel()
    except (StorageError, UsageError):
        return {}, {}


def _state(state: ChannelState, counts: Mapping[str, int], now: datetime) -> str:
    if state.paused_until is not None and state.paused_until > now:
        return f"paused until {state.paused_until:%H:%M:%S} UTC"
    if state.failing_since is not None:
        return f"failing since {state.failing_since:%Y-%m-%d %H:%M} UTC"
    return "good" if counts.get("sent") else "unused"


@channels.command("test")
@config_option
@click.argument("name")
def channels_test(config_path: Path, name: str) -> None:
    """Send one clearly marked test message to channel NAME and say what came of it."""
    config, _ = read_config(config_path)
    start_logging(config)
    known_channel(config, name, config_path)
    wrong = check_channel(config.channels[name])
    if wrong is not None:
        raise UsageError(f"{name}: {wrong}")
    sender = Channels({name: config.channels[name]})
    channel = sender.get(name)
    assert channel is not None
    now = real_clock().now()
    # A key of its own: who removes duplicates by it must not drop a second test.
    message = channel.compose([_sample(now)], config.timezone, key=f"test-{now.timestamp():.6f}")
    result = asyncio.run(sender.send(name, message))
    if isinstance(result, Sent):
        click.echo(f"{name}: sent")
        return
    raise Refused(f"{name}: not sent: {result.reason}")


def _sample(now: datetime) -> Alert:
    """A made-up alert that says so."""
    content: dict[str, object] = {
        "rule_title": "Test of this channel",
        "title": "This is a test message from Wirewatch",
        "summary": "If you can read this, alerts can reach you here. Nothing has happened.",
        "link": "", "source": "wirewatch", "origin": "wirewatch", "author": "",
        "published": None, "seen": now.isoformat(), "evidence": [], "figures": [],
        "deployments": [], "outlets": [], "changes": [], "first_alert": None, "first_at": None,
    }  # fmt: skip
    data = AlertData("channel-test", 0, 0, "first", "normal", {}, "asked for by hand", content)
    return Alert(0, now, data)
