"""``silence``: what people want to hear nothing of for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import click

from monitor.cli.group import Group
from monitor.cli.names import check_rule, strange_labels
from monitor.cli.options import (
    NUMBER,
    config_option,
    json_option,
    opened_store,
    print_json,
    print_table,
)
from monitor.clock import real_clock
from monitor.config.problems import BadValueError
from monitor.config.values import read_duration
from monitor.errors import Refused, UsageError
from storage.records import Silence


@click.group(cls=Group)
def silence() -> None:
    """Silences: add, list, remove. A running daemon heeds them at its next decision."""


@silence.command("add")
@config_option
@json_option
@click.option("--rule", default=None, help="Alerts of this rule.")
@click.option("--story", "story_id", type=NUMBER, default=None, help="Alerts of this story.")
@click.option("--label", "labels", multiple=True, help="Alerts with this label: name=value.")
@click.option("--for", "lasts", default=None, help="How long: 30m, 2h, 3d.")
@click.option(
    "--until-new-fact",
    is_flag=True,
    help="With --story: until the story says something new, such as another figure.",
)
@click.option("--why", default="", help="A word for others, stored with what is withheld.")
def silence_add(
    config_path: Path,
    as_json: bool,
    rule: str | None,
    story_id: int | None,
    labels: tuple[str, ...],
    lasts: str | None,
    until_new_fact: bool,
    why: str,
) -> None:
    """Tell nobody of alerts that fit; they are stored with the reason.

    Everything given has to fit. Critical alerts are silenced too: it is what was asked for.

    \b
    wirewatch silence add --rule floods --for 2h --why "we are on it"
    wirewatch silence add --story 17 --until-new-fact
    """
    wanted = _labels(labels)
    if rule is None and story_id is None and not wanted:
        raise UsageError("say what to silence: --rule, --story or --label")
    if until_new_fact and story_id is None:
        raise UsageError("--until-new-fact is about one story: name it with --story")
    if lasts is None and not until_new_fact:
        raise UsageError("say how long: --for 2h, or with --story --until-new-fact")
    check_rule(config_path, rule)
    for strange in strange_labels(config_path, wanted):
        click.echo(f"this silences nothing now: {strange}", err=True)
    now = real_clock().now()
    until = now + timedelta(seconds=_seconds(lasts)) if lasts is not None else None
    with opened_store(config_path) as store, store.write() as tx:
        if story_id is not None and tx.stories.get(story_id) is None:
            raise Refused(
                f"there is no story {story_id}: 'wirewatch stories list' shows those there are"
            )
        made = tx.silences.add(
            now, rule=rule, story_id=story_id, labels=wanted, until=until,
            until_new_fact=until_new_fact, why=why,
        )  # fmt: skip
    found = Silence(made, now, rule, story_id, wanted, until, until_new_fact, why)
    if as_json:
        print_json(_json(found))
    else:
        click.echo(f"silence {made}: {what_is_silenced(found)}, {when_it_ends(found)}")


@silence.command("list")
@config_option
@json_option
def silence_list(config_path: Path, as_json: bool) -> None:
    """List the silences that hold now."""
    with opened_store(config_path) as store, store.read() as tx:
        found = tx.silences.active(real_clock().now())
    if as_json:
        for one in found:
            print_json(_json(one))
        return
    rows = [
        (one.id, what_is_silenced(one), when_it_ends(one), one.created_at, one.why) for one in found
    ]
    print_table(("id", "silences", "ends", "since (UTC)", "why"), rows, "Nothing is silenced.")


@silence.command("remove")
@config_option
@click.argument("silence_id", metavar="ID", type=NUMBER)
def silence_remove(config_path: Path, silence_id: int) -> None:
    """End silence ID now."""
    with opened_store(config_path) as store, store.write() as tx:
        ended = tx.silences.end(silence_id, real_clock().now())
    if not ended:
        raise Refused(f"no silence {silence_id} holds now: 'wirewatch silence list' shows those")
    click.echo(f"silence {silence_id} has ended")


def _labels(given: tuple[str, ...]) -> Mapping[str, str]:
    wanted: dict[str, str] = {}
    for text in given:
        name, mark, value = text.partition("=")
        if not mark or not name:
            raise UsageError(f"--label {text!r} is not name=value, such as desk=europe")
        wanted[name] = value
    return wanted


def _seconds(lasts: str) -> float:
    try:
        return read_duration(lasts)
    except BadValueError as error:
        raise UsageError(f"--for: {error}. {error.hint}") from None


def what_is_silenced(one: Silence) -> str:
    """Return whom a silence concerns: ``rule floods, desk=europe``."""
    parts = [f"rule {one.rule}"] if one.rule else []
    parts += [f"story {one.story_id}"] if one.story_id is not None else []
    parts += [f"{name}={value}" for name, value in one.labels.items()]
    return ", ".join(parts)


def when_it_ends(one: Silence) -> str:
    """Return ``until 2026-11-24 17:33:56 UTC or a new fact``."""
    ends = [_at(one.until)] if one.until else []
    ends += ["a new fact"] if one.until_new_fact else []
    return "until " + " or ".join(ends)


def _at(until: datetime) -> str:
    return f"{until:%Y-%m-%d %H:%M:%S} UTC"


def _json(one: Silence) -> dict[str, object]:
    return {
        "id": one.id, "rule": one.rule, "story": one.story_id, "labels": dict(one.labels),
        "created": one.created_at, "until": one.until, "until_new_fact": one.until_new_fact,
        "why": one.why,
    }  # fmt: skip
