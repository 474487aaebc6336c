"""``stories``: what was grouped, and people's word on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from monitor.cli.group import Group
from monitor.cli.options import (
    COUNT,
    NUMBER,
    config_option,
    json_option,
    opened_store,
    print_json,
    print_table,
)
from monitor.cli.running import holder_of
from monitor.clock import real_clock
from monitor.errors import Refused
from monitor.pipeline.held import held_of
from monitor.pipeline.origins import origin_of
from monitor.pipeline.people import merge_stories, split_story
from rules.alerts.memory import RuleStory
from storage.records import RuleState, StoryFigure
from storage.store import Transaction


@click.group(cls=Group)
def stories() -> None:
    """The stories that entries were grouped into: list, show, merge, split."""


@stories.command("list")
@config_option
@json_option
@click.option(
    "--limit",
    type=COUNT,
    default=50,
    show_default=True,
    help="At most so many, newest first.",
)
def stories_list(config_path: Path, as_json: bool, limit: int) -> None:
    """List the stories, the one that something was added to last first."""
    with opened_store(config_path) as store, store.read() as tx:
        found = tx.stories.list(limit)
    if as_json:
        for one in found:
            print_json(
                {
                    "id": one.id, "title": one.title, "started": one.started_at,
                    "last": one.touched_at, "entries": one.entries,
                }
            )  # fmt: skip
        return
    rows = [(one.id, one.started_at, one.touched_at, one.entries, one.title) for one in found]
    print_table(("id", "started (UTC)", "last (UTC)", "entries", "title"), rows, "No stories yet.")


@stories.command("show")
@config_option
@json_option
@click.argument("story", type=NUMBER)
def stories_show(config_path: Path, as_json: bool, story: int) -> None:
    """Show a story: its entries, its figures over time, and what each rule made of it."""
    with opened_store(config_path) as store, store.read() as tx:
        shown = _story(tx, story, real_clock().now())
    if as_json:
        print_json(shown)
        return
    click.echo(f"Story {shown['id']}: {shown['title']}")
    if shown["id"] != story:
        click.echo(f"Story {story} was merged into it.")
    click.echo()
    for title, names in _TABLES.items():
        rows = [[one[name] for name in names] for one in shown[title]]
        if rows:
            print_table([name.replace("_", " ") for name in names], rows, "")
            click.echo()
    if shown["apart"]:
        click.echo(f"Kept apart from: {', '.join(map(str, shown['apart']))}")


_TABLES = {
    "entries": ("id", "seen", "outlet", "origin", "title"),
    "figures": ("first_seen", "figure", "value", "outlet", "quote"),
    "rules": ("rule", "state", "at", "why"),
    "alerts": ("id", "created", "rule", "kind", "reason"),
}


@stories.command("merge")
@config_option
@click.argument("story", type=NUMBER)
@click.argument("others", type=NUMBER, nargs=-1, required=True)
def stories_merge(config_path: Path, story: int, others: tuple[int, ...]) -> None:
    """Say that OTHERS tell of the same event as STORY.

    They become one story, now and for all that will be grouped with them. What was told of any
    is not told again.
    """
    with opened_store(config_path) as store, store.write() as tx:
        for other in others:
            into = merge_stories(tx, story, other, real_clock().now())
    click.echo(f"story {into} now holds {', '.join(map(str, others))} too")


@stories.command("split")
@config_option
@click.argument("story", type=NUMBER)
@click.argument("entries", type=NUMBER, nargs=-1, required=True)
@click.option("--quiet", is_flag=True, help="Count both as told: send nothing because of it.")
def stories_split(config_path: Path, story: int, entries: tuple[int, ...], quiet: bool) -> None:
    """Say that ENTRIES of STORY tell of another event.

    They become a story of their own that stays apart. Of the two, the one that nobody had an
    alert of is told now, unless --quiet. 'stories show' gives the ids of entries.
    """
    with opened_store(config_path) as store:
        with store.write() as tx:
            new = split_story(tx, story, entries, real_clock().now(), quiet=quiet)
        idle = not quiet and not holder_of(store)
    click.echo(f"story {new} now holds {len(set(entries))} of the entries of story {story}")
    if idle:
        click.echo("No daemon is running: 'wirewatch run' or 'once' tells what is new.", err=True)


def _story(tx: Transaction, asked: int, now: datetime) -> dict[str, Any]:
    story_id = tx.links.home(asked)
    summary = tx.stories.get(story_id)
    if summary is None:
        raise Refused(f"there is no story {asked}; 'wirewatch stories list' shows them")
    links = tx.links.all()
    apart = {
        other for pair in links.apart if story_id in pair for other in pair if other != story_id
    }
    feeds = {feed.id: feed.spec for feed in tx.feeds.all()}
    names = {outlet.entry_id: outlet.name for outlet in tx.stories.outlets(story_id)}
    return {
        "id": summary.id, "title": summary.title, "started": summary.started_at,
        "last": summary.touched_at,
        "merged": sorted(one for one, home in links.part_of.items() if home == story_id),
        "apart": sorted(apart),
        "entries": [
            {
                "id": entry.id, "seen": entry.seen_at, "outlet": names[entry.id],
                "origin": origin_of(entry.data, feeds[entry.feed_id]),
                "title": entry.data.title, "link": entry.data.link, "backlog": entry.backlog,
            }
            for entry in tx.entries.of_story(story_id)
        ],
        "figures": [_figure(one) for one in tx.figures.of_story(story_id)],
        "rules": [_rule(tx, state, now) for state in tx.stories.rule_states_of(story_id)],
        "alerts": [
            {
                "id": alert.id, "created": alert.created_at, "rule": alert.data.rule,
                "kind": alert.data.kind, "reason": alert.data.reason,
            }
            for alert in tx.alerts.of_story(story_id)
        ],
    }  # fmt: skip


def _figure(figure: StoryFigure) -> dict[str, Any]:
    notes: Sequence[str | None] = (
        f"per {figure.per}" if figure.per else None,
        f"({figure.side})" if figure.side else None,
        figure.status if figure.status != "reported" else None,
        "correction" if figure.corrects else None,
    )
    words = " ".join((figure.kind, *(note for note in notes if note)))
    qualifier = f"{figure.qualifier} " if figure.qualifier else ""
    return {
        "figure": words, "value": f"{qualifier}{figure.value:,}", "kind": figure.kind,
        "number": figure.value, "qualifier": figure.qualifier, "per": figure.per,
        "side": figure.side, "status": figure.status, "corrects": figure.corrects,
        "outlet": figure.outlet or figure.origin, "origin": figure.origin, "quote": figure.quote,
        "first_seen": figure.at, "entry": figure.entry,
    }  # fmt: skip


def _rule(tx: Transaction, state: RuleState, now: datetime) -> dict[str, Any]:
    memory = RuleStory.load(state.state)
    held = held_of(tx, state, now)
    told = "told" if memory.told_at else "not told"
    return {
        "rule": state.rule,
        "state": "held" if held else told,
        "at": memory.told_at or memory.held_since,
        "why": held.why if held else tx.stories.last_reason(state.story_id, state.rule),
        "origins": sorted(memory.origins),
        "told": [{"figure": one.name, "value": one.value} for one in memory.told],
    }
