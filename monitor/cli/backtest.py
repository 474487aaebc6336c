"""Rules tried on what was stored: ``rules backtest`` and ``rules near-misses``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click

from monitor.cli.options import (
    COUNT,
    config_option,
    counted,
    json_option,
    opened_store,
    print_json,
    print_table,
    read_policy,
)
from monitor.cli.past import Archive, ItemsFile, Source, cut_off
from monitor.clock import real_clock
from monitor.config.policy import Policy, compile_against, routing_of
from monitor.data.words import load_background
from monitor.deliver.clean import plain
from monitor.pipeline.backtest import Backtest
from monitor.pipeline.backtest import backtest as run_backtest
from monitor.pipeline.content import change_json
from monitor.pipeline.missed import Missed, MissedStory
from monitor.pipeline.replay import Past, Replay, Told
from rules.stories.grouping import Grouper

# Rules named for one event; one that touches everything is near to many.
_RULES_SHOWN = 5

since_option = click.option(
    "--since",
    default=None,
    help="How far back: 12h, 30d, or a date. Default: 30d (near-misses: 7d); a whole file.",
)
items_option = click.option(
    "--items",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="A file of JSON Lines (keys as for 'match') in place of the archive; - is stdin.",
)
limit_option = click.option(
    "--limit",
    type=COUNT,
    default=50,
    show_default=True,
    help="At most so many rows in each table.",
)


@click.command("backtest")
@config_option
@json_option
@since_option
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another configuration or rule file: which alerts are gained and lost against it.",
)
@items_option
@click.option(
    "--alert-backlog", is_flag=True, help="Count alerts on entries of a feed's first poll too."
)
@limit_option
@click.pass_context
def backtest(
    ctx: click.Context,
    config_path: Path,
    as_json: bool,
    since: str | None,
    against: Path | None,
    items: Path | None,
    alert_backlog: bool,
    limit: int,
) -> None:
    """Replay stored entries through the rules: which alerts would have come.

    Every entry is matched, grouped and decided on as the daemon does it, with the entries' own
    times as the clock; nothing is sent or stored. --against names the rules to compare with:
    terms and entities that it lacks are those of the configuration.

    \b
    wirewatch rules backtest --since 30d --against old.yaml

    Exit code 1 if a line of --items was bad.
    """
    policy, _ = read_policy(config_path)
    old = compile_against(against, policy) if against else None
    # Events that began before are known as they were then.
    before = timedelta(seconds=policy.config.stories.window)
    with _source(config_path, items, since, before) as source:
        done = run_backtest(
            _watched(source, "replaying", quiet=as_json),
            _replay(policy, alert_backlog),
            _replay(old, alert_backlog) if old else None,
            limit,
            source.since,
        )
        _warn_of_bad(source)
    if as_json:
        print_json(_backtest_json(done))
    else:
        _show(done, against, limit)
    ctx.exit(1 if source.bad else 0)


@click.command("near-misses")
@config_option
@json_option
@since_option
@items_option
@click.option(
    "--origins",
    default=3,
    show_default=True,
    type=COUNT,
    help="Only events that so many independent origins carry.",
)
@click.option("--all", "every", is_flag=True, help="Also events that came near no rule.")
@limit_option
@click.pass_context
def near(
    ctx: click.Context,
    config_path: Path,
    as_json: bool,
    since: str | None,
    items: Path | None,
    origins: int,
    every: bool,
    limit: int,
) -> None:
    """List big events that no rule told, each with the one clause that was in the way.

    All stored entries are grouped, also those that match nothing. An event is listed for each
    rule of which it met everything but one clause.

    \b
    wirewatch rules near-misses --since 7d

    Exit code 1 if a line of --items was bad.
    """
    policy, _ = read_policy(config_path)
    window = policy.config.stories.window
    with _source(config_path, items, since or (None if items else "7d")) as source:
        missed = Missed(_replay(policy, alert_backlog=True), _grouper(policy), window, origins)
        for past in _watched(source, "grouping", quiet=as_json):
            missed.see(past)
        found, common = missed.stories(source.get)
        _warn_of_bad(source)
    shown = [story for story in found if story.blocked or every]
    if as_json:
        for story in shown:
            print_json(asdict(story))
        if common:
            print_json({"left_out": common, "events": len(found)})
    else:
        _show_missed(shown, len(found), source.total, origins, limit)
        _show_common(common, len(found))
    ctx.exit(1 if source.bad else 0)


# -- making ------------------------------------------------------------------------------


def _grouper(policy: Policy) -> Grouper:
    return Grouper(window=policy.config.stories.window, background=load_background())


def _replay(policy: Policy, alert_backlog: bool) -> Replay:
    return Replay(
        policy.ruleset,
        lambda rule: routing_of(policy.config, rule.notify, rule.severity, rule.labels).channels,
        _grouper(policy),
        policy.config.stories.window,
        alert_backlog=alert_backlog,
    )


@contextmanager
def _source(
    config: Path, items: Path | None, since: str | None, before: timedelta = timedelta()
) -> Iterator[Source]:
    now = real_clock().now()
    if items is not None:
        path = Path("/dev/stdin") if str(items) == "-" else items
        with closing(ItemsFile(path, since, now, before)) as file:
            yield file
        return
    with opened_store(config) as store:
        yield Archive(store, cut_off(since or "30d", now), before)


def _watched(source: Source, doing: str, *, quiet: bool) -> Iterator[Past]:
    """Yield the entries with a progress bar on stderr, where somebody sits before it."""
    if quiet or not sys.stderr.isatty():
        yield from source
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        source, doing, total=source.total, console=Console(stderr=True), transient=True
    )


# -- showing -----------------------------------------------------------------------------


def _warn_of_bad(source: Source) -> None:
    if source.bad:
        click.echo(f"left out, being no items: {counted(source.bad, 'line')}", err=True)


def _backtest_json(done: Backtest) -> dict[str, object]:
    def listed(told: Sequence[Told] | None) -> list[dict[str, object]] | None:
        return None if told is None else [_told_json(one) for one in told]

    return {
        "entries": done.entries, "from": done.first, "to": done.last,
        "matches": done.matched, "backlog_matches": done.silent,
        "alerts": listed(done.told), "gained": listed(done.gained), "lost": listed(done.lost),
        "rules": [
            {"rule": rule, "matches": matches, "alerts": alerts, "updates": updates}
            for rule, matches, alerts, updates in _by_rule(done)
        ],
        "phrases": [asdict(phrase) for phrase in done.phrases],
    }  # fmt: skip


def _told_json(told: Told) -> dict[str, object]:
    return {
        "id": told.entry.id, "rule": told.rule, "kind": told.kind, "severity": told.severity,
        "time": told.at, "title": told.entry.title, "link": told.entry.link,
        "origin": told.entry.origin,
        "story": told.story, "reason": told.reason, "channels": told.channels,
        "changes": [change_json(change) for change in told.changes],
    }  # fmt: skip


def _by_rule(done: Backtest) -> list[tuple[str, int, int, int]]:
    """Rows of (rule, matches, alerts, updates), the loudest first."""
    told = Counter((one.rule, one.kind) for one in done.told)
    rows = [
        (rule, matches, told[rule, "first"], told[rule, "update"])
        for rule, matches in done.matches.items()
    ]
    return sorted(rows, key=lambda row: (-row[2] - row[3], -row[1], row[0]))


def _show(done: Backtest, against: Path | None, limit: int) -> None:
    span = f" from {done.first:%Y-%m-%d %H:%M} to {done.last:%Y-%m-%d %H:%M}" if done.first else ""
    updates = sum(told.kind == "update" for told in done.told)
    click.echo(
        f"{counted(done.entries, 'entry', 'entries')}{span} (UTC): {done.matched:,} match, "
        f"{counted(len(done.told) - updates, 'alert')}, {counted(updates, 'update')}"
    )
    if done.silent:
        click.echo(
            f"{done.silent:,} of the matching entries came with a feed's first poll, which never "
            "alerts; --alert-backlog counts them"
        )
    if not done.entries:
        return
    _table("Alerts that would have come", done.told, limit)
    if done.gained is not None and done.lost is not None:
        _table(f"Gained against {against}", done.gained, limit)
        _table(f"Lost against {against}", done.lost, limit)
    _heading("Rules, the loudest first")
    print_table(("rule", "matches", "alerts", "updates"), _by_rule(done)[:limit], "None matched.")
    _heading("What made them match, the noisiest first")
    rows = [(one.rule, one.phrase, one.matches, one.alerts) for one in done.phrases]
    print_table(("rule", "phrase or condition", "matches", "alerts"), rows, "Nothing.")


def _heading(text: str) -> None:
    click.echo(f"\n{click.style(text, bold=True)}")


def _table(title: str, told: Sequence[Told], limit: int) -> None:
    _heading(f"{title}: {len(told):,}")
    rows = [
        (one.at, one.rule, one.kind, one.entry.title, one.entry.origin, _what(one))
        for one in told[-limit:]
    ]
    print_table(("time (UTC)", "rule", "kind", "title", "origin", "why"), rows, "None.")
    if len(told) > limit:
        click.echo(f"These are the last {limit}; --limit or --json show more.")


def _what(told: Told) -> str:
    return ", ".join(change.words for change in told.changes) or told.reason


def _show_common(common: Mapping[str, int], found: int) -> None:
    if common:
        click.echo(
            "\nLeft out, since all but one clause of these rules holds for much that has nothing "
            "to do with them:"
        )
    for rule, near in common.items():
        click.echo(f"  {rule}: {near:,} of {found:,} events")


def _show_missed(
    shown: Sequence[MissedStory], found: int, entries: int, origins: int, limit: int
) -> None:
    click.echo(
        f"{counted(entries, 'entry', 'entries')}; {counted(found, 'event')} in {origins} or more "
        "origins that no rule told"
    )
    for story in shown[:limit]:
        when = f", {story.first:%Y-%m-%d %H:%M} UTC" if story.first else ""
        title = plain(story.title or story.link) or "(no title)"
        click.echo(f"\n{click.style(title, bold=True)}")
        click.echo(
            f"  {counted(len(story.origins), 'origin')}, {counted(story.entries, 'article')}"
            f"{when}  {plain(story.link)}"
        )
        for one in story.blocked[:_RULES_SHOWN]:
            where = counted(one.articles, "article")
            click.echo(f"  {one.rule}: in {where} only this was in the way:")
            click.echo(f"    {one.clause}")
    if len(shown) > limit:
        click.echo(f"\nThese are {limit} of {len(shown)}; --limit or --json show more.")
    if found > len(shown):
        click.echo(f"\n{found - len(shown):,} of them came near no rule; --all lists them too.")
