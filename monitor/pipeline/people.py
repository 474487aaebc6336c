"""What people decide about stories: put together, put apart. In one transaction beside a daemon.

The daemon reads the links anew at each decision, and tells what is due by its next look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from monitor.errors import Refused
from monitor.pipeline.figures import ledger_of
from monitor.pipeline.origins import origin_of
from rules.alerts.memory import RuleStory
from rules.alerts.relink import merged, parted
from storage.records import Entry, RuleState
from storage.store import Transaction


def merge_stories(tx: Transaction, story_id: int, other_id: int, now: datetime) -> int:
    """Make two stories one, for good; return its id. Nothing is told twice for it.

    Raises Refused when there is no such story, or both are one already.
    """
    into, other = _home(tx, story_id), _home(tx, other_id)
    if into == other:
        raise Refused(f"stories {story_id} and {other_id} are one already")
    known = {state.rule: state for state in tx.stories.rule_states_of(into)}
    for state in tx.stories.rule_states_of(other):
        memory = RuleStory.load(state.state)
        mine = known.get(state.rule)
        if mine is not None:
            memory = merged(RuleStory.load(mine.state), memory, now)
        _save(tx, into, state.rule, memory, now)
    tx.stories.drop_rule_states(other)
    tx.links.merge(into, other, now)
    return into


def split_story(
    tx: Transaction, story_id: int, entry_ids: Collection[int], now: datetime, *, quiet: bool
) -> int:
    """Make some entries of a story one of their own, for good; return its id.

    Of the two, the one that nobody had an alert of is told next, unless ``quiet``. Raises Refused
    when an entry is not in the story, or none would be left in it.
    """
    story_id = _home(tx, story_id)
    entries = tx.entries.of_story(story_id)
    mine = [entry for entry in entries if entry.id in entry_ids]
    strangers = sorted(set(entry_ids) - {entry.id for entry in mine})
    if strangers:
        raise Refused(f"story {story_id} has no entry {', '.join(map(str, strangers))}")
    if len(entries) == 1:
        raise Refused(f"story {story_id} has one entry: there is nothing to part it from")
    if not mine or len(mine) == len(entries):
        raise Refused(f"story {story_id} has {len(entries)} entries: name some of them, not all")
    states = tx.stories.rule_states_of(story_id)
    new_id = tx.links.split(story_id, [entry.id for entry in mine], mine[0].data.title, now)
    rest = [entry for entry in entries if entry.id not in entry_ids]
    tx.stories.drop_rule_states(story_id)
    for part, other, members in ((story_id, new_id, rest), (new_id, story_id, mine)):
        _part(tx, (part, other), members, states, now, quiet=quiet)
    return new_id


def _home(tx: Transaction, story_id: int) -> int:
    home = tx.links.home(story_id)
    if tx.stories.get(home) is None:
        raise Refused(f"there is no story {story_id}; 'wirewatch stories list' shows them")
    return home


def _part(
    tx: Transaction,
    parts: tuple[int, int],
    entries: Iterable[Entry],
    states: Iterable[RuleState],
    now: datetime,
    *,
    quiet: bool,
) -> None:
    """Work out anew what each rule knows of the first part, from the entries that are in it."""
    story_id, other = parts
    by_id = {entry.id: entry for entry in entries}
    feeds = {feed.id: feed.spec for feed in tx.feeds.all()}
    judged = tx.stories.judged(story_id)
    ledger = ledger_of(tx, story_id)
    for state in states:
        matching = [by_id[id] for id, rule in judged if rule == state.rule and id in by_id]
        if not matching:
            continue
        origins: dict[str, datetime] = {}
        for entry in sorted(matching, key=lambda one: one.seen_at):
            origins[origin_of(entry.data, feeds[entry.feed_id])] = entry.seen_at
        memory = RuleStory.load(state.state)
        told = memory.told_at is not None and (quiet or _alerted(tx, story_id, other, state.rule))
        news = memory.told_at is not None and any(not entry.backlog for entry in matching)
        ask = now if news and not told else None
        after = parted(memory, origins, ledger, told=told, ask=ask)
        _save(tx, story_id, state.rule, after, now)


def _alerted(tx: Transaction, story_id: int, other: int, rule: str) -> bool:
    """Say whether people had an alert of this part; one that is forgotten was of the older part."""
    if tx.alerts.first_of(story_id, rule) is not None:
        return True
    return story_id < other and tx.alerts.first_of(other, rule) is None


def _save(tx: Transaction, story_id: int, rule: str, memory: RuleStory, now: datetime) -> None:
    tx.stories.save_rule_state(story_id, rule, memory.dump(), memory.due, now, memory.held_until)
