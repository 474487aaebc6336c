"""Word of what is broken, from the state of feeds and files to the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import Clock
from monitor.config.load import load
from monitor.config.model import Config
from monitor.deliver.message import payload, render
from monitor.pipeline.health import HealthWatch
from monitor.pipeline.health_sources import CONFIG_NOTE, FeedTroubles, RefusedFiles
from storage.errors import StorageError
from storage.records import Alert, FeedSpec
from storage.store import Store, Transaction

FEEDS = [FeedSpec(f"https://{name}.example/rss", name=name.upper()) for name in "abc"]
HOUR = timedelta(hours=1)


class Desk:
    """A health watch with a clock that tests move."""

    def __init__(self, store: Store, config: Config) -> None:
        self.store = store
        self.config = config
        self.now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
        clock = Clock(lambda: self.now, lambda: 0.0, lambda: 0.0, lambda: 0.5)
        self.watch = HealthWatch(store, clock, (FeedTroubles(), RefusedFiles()))
        with store.write() as tx:
            tx.feeds.sync(FEEDS, self.now)

    def set(self, number: int, **values: object) -> None:
        with self.store.write() as tx:
            state = tx.feeds.get(FEEDS[number].url)
            assert state is not None
            tx.feeds.save(replace(state, **values))  # type: ignore[arg-type]

    def look(self, later: timedelta = timedelta()) -> int:
        self.now += later
        return self.watch.look(self.config)

    def alerts(self) -> list[Alert]:
        with self.store.read() as tx:
            return list(reversed(tx.alerts.list(100)))


def told(alert: Alert) -> str:
    return "\n".join(alert.data.content["troubles"])


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    path = tmp_path / "config.yaml"
    path.write_text(
        "channels: {desk: 'console://', mail: 'console://'}\n"
        "health: {notify: [desk, mail], after: 6h}\n"
    )
    config = load(path, {}).config
    assert config is not None
    return Desk(store, config)


def test_a_dead_feed_is_told_once_and_once_when_it_is_back(desk: Desk) -> None:
    desk.set(0, failures=1, error="the server answers 404 Not Found")
    assert [desk.look(), desk.look(5 * HOUR), desk.look(HOUR), desk.look(9 * HOUR)] == [0, 0, 1, 0]
    desk.set(0, failures=0, error="")
    assert [desk.look(HOUR), desk.look(HOUR)] == [1, 0]
    down, up = desk.alerts()
    assert down.data.content["title"] == "Trouble with feed A"
    assert "404 Not Found" in told(down)
    assert "since 02 Nov 2026, 08:00 UTC" in told(down)
    assert up.data.content["title"] == "Well again: feed A"
    assert up.data.content["first_alert"] == down.id


def test_it_goes_to_every_channel_of_health_through_the_outbox(desk: Desk) -> None:
    desk.set(0, failures=1, error="dead")
    desk.look()
    desk.look(6 * HOUR)
    with desk.store.write() as tx:
        claimed = tx.outbox.claim(desk.now, 10, "me", 60)
    assert sorted(delivery.channel for delivery in claimed) == ["desk", "mail"]
    for kind in ("console", "email", "webhook", "slack", "plain"):
        message = render(claimed[0].alert, kind, UTC)
        assert "Trouble with feed A" in message.title
        assert kind == "webhook" or "dead" in message.text
    body = payload(claimed[0].alert, "key")
    assert (body["rule"], body["story"], body["health"][0]["state"]) == ("health", None, "down")
    page = (Path(__file__).parents[2] / "docs/webhook.md").read_text(encoding="utf-8")
    named = [*body, *body["health"][0]]
    assert [name for name in named if f"`{name}`" not in page] == []


def test_a_short_failure_is_nobodys_business(desk: Desk) -> None:
    desk.set(0, failures=1, error="a blip")
    desk.look()
    desk.set(0, failures=0, error="")
    desk.look(HOUR)
    desk.set(0, failures=1, error="another blip")
    assert desk.look(5.5 * HOUR) == 0
    assert desk.alerts() == []


def test_feeds_that_die_together_make_one_message(desk: Desk) -> None:
    for number in range(3):
        desk.set(number, failures=1, error="no route to host")
    desk.look()
    assert desk.look(6 * HOUR) == 1
    [alert] = desk.alerts()
    assert alert.data.content["title"] == "Trouble with 3 feeds"
    assert told(alert).count("no route to host") == 3


def test_a_gone_feed_is_told_at_once(desk: Desk) -> None:
    desk.set(0, failures=2, error="410", paused="paused: the server said twice that it is gone")
    assert desk.look() == 1
    assert "said twice" in told(desk.alerts()[0])


def test_a_feed_that_breaks_its_own_rhythm_is_told(desk: Desk) -> None:
    last = desk.now - 4 * 24 * HOUR
    desk.set(1, last_new=last, expected_by=desk.now - 7 * HOUR, hints={"gap": 3600.0})
    assert desk.look() == 1
    assert "no new entry since 29 Oct 2026; its usual gap is 1 h" in (told(desk.alerts()[0]))


def test_a_feed_that_is_taken_out_is_not_told_to_be_well(desk: Desk) -> None:
    desk.set(0, failures=1, error="dead")
    desk.look()
    desk.look(6 * HOUR)
    with desk.store.write() as tx:
        tx.feeds.sync(FEEDS[1:], desk.now)
    assert desk.look(HOUR) == 0
    assert len(desk.alerts()) == 1


def test_refused_files_are_told_after_a_moment_and_when_they_are_good_again(desk: Desk) -> None:
    with desk.store.write() as tx:
        tx.notes.set(CONFIG_NOTE, "rules.yaml:3:1: unknown key 'al'")
    assert desk.look() == 0
    assert desk.look(timedelta(seconds=31)) == 1
    with desk.store.write() as tx:
        tx.notes.set(CONFIG_NOTE, "")
    assert desk.look(HOUR) == 1
    down, up = desk.alerts()
    assert "rules.yaml:3:1: unknown key 'al'" in told(down)
    assert up.data.content["title"] == "Well again: the configuration files"


def test_nobody_to_tell_means_nothing_is_told_and_later_only_what_is_broken_then(
    desk: Desk,
) -> None:
    asked = desk.config
    desk.config = asked.model_copy(
        update={"health": asked.health.model_copy(update={"notify": ()})}
    )
    desk.set(0, failures=1, error="dead")
    assert [desk.look(), desk.look(9 * HOUR)] == [0, 0]
    desk.config = asked
    assert [desk.look(), desk.look(6 * HOUR)] == [0, 1]


def test_a_crash_before_the_commit_tells_neither_twice_nor_never(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.set(0, failures=1, error="dead")
    desk.look()
    with monkeypatch.context() as patch:

        def crash(*_: object) -> None:
            raise StorageError("the disk is full")

        patch.setattr("storage.troubles.Troubles.told", crash)
        with pytest.raises(StorageError):
            desk.look(6 * HOUR)
    assert desk.alerts() == []
    assert [desk.look(), desk.look(HOUR)] == [1, 0]
    assert len(desk.alerts()) == 1


def test_old_word_of_health_is_forgotten_with_the_alerts(desk: Desk) -> None:
    desk.set(0, failures=1, error="dead")
    desk.look()
    desk.look(6 * HOUR)
    with desk.store.write() as tx:
        for delivery in tx.outbox.claim(desk.now, 10, "me", 60):
            tx.outbox.sent(delivery.id, delivery.token, desk.now)
    gone = desk.store.prune(desk.now + HOUR, desk.now + HOUR)
    assert gone["alerts"] == 1
    assert desk.look(HOUR) == 0
    with desk.store.read() as tx:
        assert _only(tx).alert_id is None
    assert desk.store.check() == []


def _only(tx: Transaction):  # type: ignore[no-untyped-def]
    [trouble] = tx.troubles.all().values()
    return trouble
