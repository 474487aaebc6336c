"""A replay of the archive gives the alerts that the daemon gave, and says what others would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.cli.past import Archive
from monitor.config.policy import Policy, compile_against, routing_of
from monitor.data.words import load_background
from monitor.errors import UsageError
from monitor.pipeline.backtest import Backtest, backtest
from monitor.pipeline.missed import Missed, MissedStory
from monitor.pipeline.replay import Replay
from rules.stories.grouping import Grouper
from storage.records import FeedSpec
from storage.store import Store
from tests.integration.desk import Desk, entry, policy_of

RULES = """
channels: {desk: "console://"}
default_notify: [desk]
terms: {water: [flood*, storm surge]}
rules:
  - id: casualties
    when: {figure: {kind: [killed, injured], at_least: 100}}
    update_on: [{figure: any, rises: 10%}]
    update_gap: 20m
  - id: confirmed
    when: $water
    story: {origins: 2, within: 2h}
"""
FERRY = "Ferry Santa Clara sinks off Mindoro, {} people killed"
FERRY_TEXT = "The ferry Santa Clara sank off Mindoro island on Monday and {} people were killed."
DAM = "Floods drown the valley of Brackwater after the dam at Oldmere gives way"
DAM_TEXT = "Floods cover the valley of Brackwater; the dam at Oldmere gave way before dawn."


def replay(policy: Policy, *, alert_backlog: bool = False) -> Replay:
    window = policy.config.stories.window
    return Replay(
        policy.ruleset,
        lambda rule: routing_of(policy.config, rule.notify, rule.severity, rule.labels).channels,
        Grouper(window=window, background=load_background()),
        window,
        alert_backlog=alert_backlog,
    )


def replayed(
    desk: Desk, now: Policy, old: Policy | None = None, *, alert_backlog: bool = False
) -> Backtest:
    archive = Archive(desk.store, datetime(2026, 1, 1, tzinfo=UTC))
    against = replay(old) if old else None
    return backtest(archive, replay(now, alert_backlog=alert_backlog), against, 10)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, policy_of(tmp_path, RULES))


def news(desk: Desk) -> None:
    """A day of three feeds: an event that grows, one that waits for a second origin, a backlog."""
    desk.watch(*(f"https://{name}.example/rss" for name in "abc"))
    with desk.store.write() as tx:
        urls = [f"https://{name}.example/rss" for name in "abcd"]
        tx.feeds.sync([FeedSpec(url=url) for url in urls], desk.now)
    desk.poll("https://d.example/rss", entry("old", "Storm surge at Grayport kills 240 people"))
    for number, (feed, toll) in enumerate([("a", 120), ("b", 125), ("c", 150), ("a", 190)]):
        desk.poll(
            f"https://{feed}.example/rss",
            entry(f"ferry{number}", FERRY.format(toll), FERRY_TEXT.format(toll)),
        )
    desk.now += timedelta(minutes=40)
    desk.judge.flush_due()
    desk.poll("https://b.example/rss", entry("dam1", DAM, DAM_TEXT))
    desk.poll("https://c.example/rss", entry("dam2", DAM + " again", DAM_TEXT))
    desk.poll("https://c.example/rss", entry("quiet", "Council opens a library"))


def test_a_replay_gives_the_alerts_that_the_daemon_gave(desk: Desk) -> None:
    news(desk)
    given = [
        (alert.data.rule, alert.data.kind, alert.data.entry_id, alert.data.reason)
        for alert in desk.alerts()
    ]
    assert len(given) >= 3
    assert {"first", "update"} == {kind for _, kind, _, _ in given}
    done = replayed(desk, desk.policy)
    assert [(told.rule, told.kind, told.entry.key, told.reason) for told in done.told] == given
    assert done.entries == 8
    assert done.silent == 1
    assert done.matches == {"casualties": 5, "confirmed": 3}


def test_what_came_before_is_known_and_not_told(desk: Desk) -> None:
    news(desk)
    given = desk.alerts()
    since = given[0].created_at + timedelta(minutes=1)
    archive = Archive(desk.store, since, timedelta(days=3))
    done = backtest(archive, replay(desk.policy), None, 10, archive.since)
    told = [(one.rule, one.kind, one.entry.key) for one in done.told]
    assert told == [(one.data.rule, one.data.kind, one.data.entry_id) for one in given[1:]]
    assert (done.entries, done.matches) == (6, {"casualties": 3, "confirmed": 2})
    cold = Archive(desk.store, since)
    first = backtest(cold, replay(desk.policy), None, 10, cold.since).told[0]
    assert (first.rule, first.kind) == ("casualties", "first")


def test_the_backlog_alerts_when_asked(desk: Desk) -> None:
    news(desk)
    more = replayed(desk, desk.policy, alert_backlog=True)
    assert len(more.told) == len(replayed(desk, desk.policy).told) + 1
    assert more.told[0].entry.title == "Storm surge at Grayport kills 240 people"


def test_rules_are_compared_by_event_and_not_by_article(desk: Desk, tmp_path: Path) -> None:
    news(desk)
    later = policy_of(tmp_path, RULES.replace("at_least: 100", "at_least: 124"))
    done = replayed(desk, later, desk.policy)
    first = next(told for told in done.told if told.rule == "casualties")
    assert first.entry.title == FERRY.format(125)
    assert done.gained is not None
    assert done.lost is not None
    assert not [told for told in (*done.gained, *done.lost) if told.kind == "first"]


def test_against_itself_nothing_is_gained_or_lost(desk: Desk) -> None:
    news(desk)
    done = replayed(desk, desk.policy, desk.policy)
    assert done.told
    assert (done.gained, done.lost) == ((), ())


def test_gained_and_lost_against_a_bare_file_of_rules(desk: Desk, tmp_path: Path) -> None:
    news(desk)
    path = tmp_path / "old.yaml"
    path.write_text("rules: [{id: confirmed, when: $water}, {id: books, when: library}]\n")
    old = compile_against(path, desk.policy)
    done = replayed(desk, desk.policy, old)
    assert done.gained is not None
    assert done.lost is not None
    assert {told.rule for told in done.gained} == {"casualties"}
    assert [told.rule for told in done.lost] == ["books"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: [{id: a, when: $wter}]\n", "did you mean"),
        ("rules: [{id: a, wen: x}]\n", "did you mean when?"),
        ("- just a list\n", "mapping"),
    ],
)
def test_a_file_that_cannot_be_compared_with_says_why(
    desk: Desk, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said) as raised:
        compile_against(path, desk.policy)
    assert "old.yaml:1:" in str(raised.value)


def missed(desk: Desk, policy: Policy, least: int = 3) -> list[MissedStory]:
    return near_misses(desk, policy, least)[0]


def near_misses(desk: Desk, policy: Policy, least: int) -> tuple[list[MissedStory], dict[str, int]]:
    archive = Archive(desk.store, datetime(2026, 1, 1, tzinfo=UTC))
    window = policy.config.stories.window
    found = Missed(
        replay(policy, alert_backlog=True),
        Grouper(window=window, background=load_background()),
        window,
        least,
    )
    for past in archive:
        found.see(past)
    return found.stories(archive.get)


def test_a_big_event_that_no_rule_told_names_the_clause_in_the_way(
    desk: Desk, tmp_path: Path
) -> None:
    news(desk)
    strict = policy_of(
        tmp_path, RULES.replace("at_least: 100", "at_least: 400").replace("$water", "volcano")
    )
    (story,) = missed(desk, strict)
    assert set(story.origins) == {"ferry0.example", "ferry1.example", "ferry2.example",
                                  "ferry3.example"}  # fmt: skip
    assert story.entries == 4
    (blocked,) = story.blocked
    assert (blocked.rule, blocked.articles) == ("casualties", 4)
    assert blocked.clause.startswith("figure: killed or injured, at least 400 (stated: killed 1")


def test_an_event_that_was_told_or_is_small_is_not_missed(desk: Desk) -> None:
    news(desk)
    assert missed(desk, desk.policy) == []


def test_an_event_that_waited_for_origins_in_vain_says_so(desk: Desk, tmp_path: Path) -> None:
    news(desk)
    patient = policy_of(tmp_path, RULES.replace("origins: 2", "origins: 3"))
    (story,) = missed(desk, patient, least=2)
    assert [(one.rule, one.clause, one.articles) for one in story.blocked] == [
        ("confirmed", "held: 2 of 3 origins (dam1.example, dam2.example)", 2)
    ]


def test_a_rule_that_is_near_to_everything_is_near_to_nothing(desk: Desk, tmp_path: Path) -> None:
    events = (
        "Orchestra of Halden opens its season", "Bakers of Lindau open a school",
        "Harbour in Tarnovia opens after repairs", "Marvec opens a museum of clocks",
        "Sundmoor opens its first tram line", "Ski slopes above Oldmere open early",
        "Frost ruins the Marvec apple harvest",
    )  # fmt: skip
    desk.watch("https://a.example/rss")
    for number, title in enumerate(events):
        desk.poll("https://a.example/rss", entry(f"e{number}", title), minutes=60)
    rules = (
        "channels: {desk: 'console://'}\ndefault_notify: [desk]\nrules:\n"
        "  - {id: broad, when: {all: [open*, zeppelin]}}\n"
        "  - {id: narrow, when: {all: [frost, wheat]}}\n"
    )
    found, common = near_misses(desk, policy_of(tmp_path, rules), least=1)
    assert common == {"broad": 6}
    assert {one.rule for story in found for one in story.blocked} == {"narrow"}
