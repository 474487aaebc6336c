"""``alerts``: what was decided to be told, what became of it, and sending it again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from monitor.cli.group import Group
from monitor.cli.names import check_channel, check_filters
from monitor.cli.options import (
    COUNT,
    NUMBER,
    config_option,
    json_option,
    opened_store,
    print_json,
    print_table,
    read_config,
)
from monitor.cli.running import who_sends
from monitor.clock import real_clock
from monitor.config.model import Config
from monitor.config.policy import routing_of
from monitor.deliver.wording import change_words
from monitor.errors import Refused, UsageError
from rules.alerts.routing import SEVERITIES
from storage.records import Alert, Delivery
from storage.store import Transaction

_STATES = ("due", "leased", "sent", "dead", "withheld")


@click.group(cls=Group)
def alerts() -> None:
    """Alerts that were decided: list, show, send again."""


@alerts.command("list")
@config_option
@json_option
@click.option(
    "--limit",
    type=COUNT,
    default=50,
    show_default=True,
    help="At most so many, newest first.",
)
@click.option("--rule", default=None, help="Only alerts of this rule.")
@click.option("--channel", default=None, help="Only alerts that went or are to go to this channel.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default=None, help="Only of this severity."
)
@click.option("--story", type=NUMBER, default=None, help="Only alerts of this story.")
@click.option(
    "--state",
    type=click.Choice(_STATES),
    default=None,
    help="Only alerts with a delivery in this state; withheld: told nobody (silenced).",
)
@click.option("--since", default=None, help="Only alerts since then: 2h, 30d, or a time.")
def alerts_list(
    config_path: Path,
    as_json: bool,
    limit: int,
    rule: str | None,
    channel: str | None,
    severity: str | None,
    story: int | None,
    state: str | None,
    since: str | None,
) -> None:
    """List alerts, newest first, with what became of them."""
    if state == "withheld" and channel is not None:
        raise UsageError("what was withheld has no channel: leave --channel out")
    start = _moment(since) if since is not None else None
    with opened_store(config_path) as store, store.read() as tx:
        home = _home(tx, story) if story is not None else None
        found = tx.alerts.list(
            limit, start, rule=rule, channel=channel, state=state, severity=severity, story=home
        )
        states = {alert.id: tx.outbox.of_alert(alert.id) for alert in found}
        if not found:
            check_filters(tx, config_path, rule, channel)
    if as_json:
        for alert in found:
            deliveries = {one.channel: one.state for one in states[alert.id]}
            print_json(_alert_json(alert) | {"deliveries": deliveries})
        return
    rows = [
        (
            alert.id, alert.created_at, alert.data.rule, alert.data.kind,
            alert.data.content["title"],
            " ".join(f"{one.channel}:{one.state}" for one in states[alert.id]) or alert.withheld,
        )
        for alert in found
    ]  # fmt: skip
    asked = any(one is not None for one in (rule, channel, severity, story, state, since))
    empty = "No such alerts." if asked else "No alerts yet."
    print_table(("id", "time (UTC)", "rule", "kind", "title", "deliveries"), rows, empty)


def _home(tx: Transaction, story: int) -> int:
    """Return the story that holds this one now; raises Refused where there is none and was none."""
    home = tx.links.home(story)
    if tx.stories.get(home) is None and not tx.alerts.list(1, story=home):
        raise Refused(f"there is no story {story}: 'wirewatch stories list' shows those there are")
    return home


def _moment(since: str) -> datetime:
    # Imported here: it brings the rule engine with it, which the other options do without.
    from monitor.cli.past import cut_off

    return cut_off(since, real_clock().now())


@alerts.command("show")
@config_option
@json_option
@click.argument("alert_id", metavar="ID", type=NUMBER)
def alerts_show(config_path: Path, as_json: bool, alert_id: int) -> None:
    """Show alert ID: what it says, why it was decided, and every delivery of it."""
    with opened_store(config_path) as store, store.read() as tx:
        alert = _known(tx, alert_id)
        deliveries = tx.outbox.of_alert(alert_id)
    if as_json:
        print_json(_alert_json(alert) | {"deliveries": [_delivery_json(one) for one in deliveries]})
        return
    data, content = alert.data, alert.data.content
    lines = {
        "alert": f"{alert.id}, {data.kind}, {data.severity}",
        "time": f"{alert.created_at:%Y-%m-%d %H:%M:%S} UTC",
        "rule": data.rule,
        "story": data.story_id,
        "title": content["title"],
        "link": content.get("link"),
        "source": content.get("source"),
        "why": data.reason,
        "withheld": alert.withheld,
    }
    for name, value in lines.items():
        if value:
            click.echo(f"{name + ':':10} {value}")
    for change in content.get("changes", ()):
        click.echo(f"{'changed:':10} {change_words(change)}")
    click.echo()
    rows = [
        (one.channel, one.state, one.attempts, one.sent_at or one.due, one.error)
        for one in deliveries
    ]
    columns = ("channel", "state", "attempts", "sent, or due (UTC)", "last word")
    print_table(columns, rows, "Told nobody.")


@alerts.command("resend")
@config_option
@click.argument("alert_id", metavar="[ID]", type=NUMBER, required=False)
@click.option("--dead", is_flag=True, help="Everything that was given up.")
@click.option("--channel", default=None, help="Only to this channel; also to one it never went to.")
def alerts_resend(config_path: Path, alert_id: int | None, dead: bool, channel: str | None) -> None:
    """Send alert ID again, or with --dead everything that was given up.

    What was given up for some channels goes to these; what arrived goes to all it went to; what
    was withheld goes where its rule sends it. A running daemon sends it at once.
    """
    if dead == (alert_id is not None):
        raise UsageError("name one alert by its id, or write --dead")
    config, _ = read_config(config_path, secrets=False)
    check_channel(config, channel, config_path)
    now = real_clock().now()
    with opened_store(config_path) as store:
        with store.write() as tx:
            if alert_id is None:
                again = _resend_dead(tx, config, channel, now)
            elif channel is not None:
                again = _resend_to(tx, _known(tx, alert_id), channel, now)
            else:
                again = _resend_alert(tx, _known(tx, alert_id), config, now)
        sender = who_sends(store) if again else ""
    for alert, name in again:
        click.echo(f"alert {alert} to {name}: will be sent")
    click.echo(sender or "Nothing to send again.", err=bool(sender))


def _resend_dead(
    tx: Transaction, config: Config, channel: str | None, now: datetime
) -> list[tuple[int, str]]:
    again = []
    for one in reversed(tx.outbox.list("dead", limit=None, channel=channel)):
        if one.channel not in config.channels:
            click.echo(
                f"alert {one.alert.id} to {one.channel}: no such channel any more; name another: "
                f"wirewatch alerts resend {one.alert.id} --channel NAME",
                err=True,
            )
            continue
        tx.outbox.resend(one.id, now)
        again.append((one.alert.id, one.channel))
    return again


def _resend_to(tx: Transaction, alert: Alert, channel: str, now: datetime) -> list[tuple[int, str]]:
    there = [one for one in tx.outbox.of_alert(alert.id) if one.channel == channel]
    if not there:
        return _queue(tx, alert, (channel,), now)
    if not tx.outbox.resend(there[0].id, now):
        raise Refused(f"alert {alert.id} is still on its way to {channel}: {_way(there[0])}")
    return [(alert.id, channel)]


def _resend_alert(
    tx: Transaction, alert: Alert, config: Config, now: datetime
) -> list[tuple[int, str]]:
    deliveries = tx.outbox.of_alert(alert.id)
    if not deliveries:
        notify = next((rule.notify for rule in config.rules if rule.id == alert.data.rule), None)
        routing = routing_of(config, notify, alert.data.severity, alert.data.labels)
        if not routing.channels:
            raise Refused(f"alert {alert.id} reaches no channel: name one with --channel")
        return _queue(tx, alert, routing.channels, now)
    dead = [one for one in deliveries if one.state == "dead"]
    chosen = [one for one in dead or deliveries if tx.outbox.resend(one.id, now)]
    if not chosen:
        ways = "; ".join(f"{one.channel}: {_way(one)}" for one in deliveries)
        raise Refused(f"alert {alert.id} is still on its way: {ways}")
    return [(alert.id, one.channel) for one in chosen]


def _queue(
    tx: Transaction, alert: Alert, channels: tuple[str, ...], now: datetime
) -> list[tuple[int, str]]:
    tx.outbox.queue(alert.id, channels, now)
    tx.alerts.release(alert.id)
    return [(alert.id, name) for name in channels]


def _way(delivery: Delivery) -> str:
    due = f"{delivery.due:%Y-%m-%d %H:%M:%S} UTC"
    return f"due {due}" + (f" ({delivery.error})" if delivery.error else "")


def _known(tx: Transaction, alert_id: int) -> Alert:
    alert = tx.alerts.get(alert_id)
    if alert is None:
        raise Refused(
            f"there is no alert {alert_id}: 'wirewatch alerts list' shows those there are"
        )
    return alert


def _alert_json(alert: Alert) -> dict[str, object]:
    data = alert.data
    return {
        "id": alert.id, "created": alert.created_at, "rule": data.rule, "kind": data.kind,
        "severity": data.severity, "labels": dict(data.labels), "story": data.story_id,
        "reason": data.reason, "withheld": alert.withheld, "content": dict(data.content),
    }  # fmt: skip


def _delivery_json(one: Delivery) -> dict[str, object]:
    return {
        "id": one.id, "channel": one.channel, "state": one.state, "due": one.due,
        "attempts": one.attempts, "sent": one.sent_at, "error": one.error, "key": one.key,
        "bundle": one.bundle,
    }  # fmt: skip
