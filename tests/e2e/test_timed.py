"""When alerts arrive: the real process against a stopwatch, the whole App against a shifted clock."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.app import Options, running_app
from monitor.clock import Clock
from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wait_for, wirewatch
from tests.servers.smtp import MailServer

KYIV = ZoneInfo("Europe/Kyiv")
OLD = Item("old", "Nothing of note")
PROMISED = 2.0  # seconds from the answer to a poll to the alert at the channel


@pytest.fixture
def site() -> Iterator[Site]:
    with SiteServer() as served:
        served.feeds = {"/feed": rss([OLD])}
        yield served


def publish(site: Site, *words: str) -> None:
    """Make the feed carry one entry for each word, and what it carried before."""
    items = [Item(word, f"{word} seen near {word.title()}ville") for word in words]
    site.feeds["/feed"] = rss([*items, OLD])


def write(folder: Path, site: Site, channels: str, more: str = "") -> Path:
    path = folder / "config.yaml"
    path.write_text(
        f"""storage: sqlite:///w.db
timezone: Europe/Kyiv
polling: {{every: 1s, min: 1s, gap: 0s, allow_private: [127.0.0.0/8]}}
feeds: [{site.url}/feed]
channels:
{channels}
rules:
  - {{id: plain, dedup: off, when: marker*}}
  - {{id: grave, dedup: off, severity: critical, when: siren*}}
{more}"""
    )
    return path


def hook(site: Site) -> str:
    return site.url.replace("http://", "webhook://") + "/hook"


def titles(site: Site) -> list[str]:
    """Return the first words of what arrived, those of one message joined by ``+``."""
    told = [hook["alerts"] if hook["type"] == "digest" else [hook] for hook in site.hooks]
    return ["+".join(one["title"].split()[0] for one in alerts) for alerts in told]


# -- the real process ---------------------------------------------------------------------


def stopwatch(site: Site, number: int, arrived: Callable[[], int]) -> float:
    """Publish entry ``number``; return the seconds from its poll until ``arrived`` counts it."""
    polls = len(site.fetched_at)
    publish(site, *(f"marker{one}" for one in range(number, -1, -1)))
    wait_for(lambda: len(site.fetched_at) > polls, 10, "the poll")
    wait_for(lambda: arrived() > number, 10, "the alert")
    return time.monotonic() - site.fetched_at[polls]


def test_an_entry_is_told_by_hook_and_mail_within_two_seconds_of_its_poll(
    site: Site, inbox: MailServer, tmp_path: Path
) -> None:
    channels = f"  hook: {hook(site)}\n  mail: {inbox.url()}"
    write(tmp_path, site, channels, "default_notify: [hook, mail]")
    with Running(tmp_path) as running:
        wait_for(lambda: len(site.asked) >= 2, 30, "two polls")
        took = [
            stopwatch(site, number, lambda: min(len(site.hooks), len(inbox.messages)))
            for number in range(3)
        ]
        running.stop()
    assert max(took) < PROMISED, took
    assert titles(site) == ["marker0", "marker1", "marker2"]


def test_a_hanging_channel_does_not_delay_another_for_a_moment(
    site: Site, inbox: MailServer, tmp_path: Path
) -> None:
    site.hang = True
    channels = f"  stuck: {hook(site)}\n  mail: {inbox.url()}"
    write(tmp_path, site, channels, "default_notify: [stuck, mail]")
    with Running(tmp_path) as running:
        wait_for(lambda: len(site.asked) >= 2, 30, "two polls")
        took = [stopwatch(site, number, lambda: len(inbox.messages)) for number in range(3)]
        assert site.hooks == []
        running.kill()
    site.hang = False
    assert max(took) < PROMISED, took


def test_a_silence_holds_back_at_once_what_a_running_daemon_finds(
    site: Site, tmp_path: Path
) -> None:
    write(tmp_path, site, f"  hook: {hook(site)}", "default_notify: [hook]")
    with Running(tmp_path) as running:
        wait_for(lambda: len(site.asked) >= 2, 30, "two polls")
        added = wirewatch("silence", "add", "--rule", "plain", "--for", "1h", "--why", "drill",
                          cwd=tmp_path)  # fmt: skip
        assert added.returncode == 0, added.stderr
        publish(site, "marker0", "siren0")
        wait_for(lambda: len(site.hooks) == 1, 10, "the alert of the other rule")
        assert titles(site) == ["siren0"]
        [kept] = wirewatch("alerts", "list", "--state", "withheld", "--json",
                           cwd=tmp_path).stdout.splitlines()  # fmt: skip
        assert json.loads(kept)["withheld"] == "silenced by silence 1: drill"
        assert wirewatch("silence", "remove", "1", cwd=tmp_path).returncode == 0
        publish(site, "marker1", "marker0", "siren0")
        wait_for(lambda: len(site.hooks) == 2, 10, "the alert after the silence")
        assert titles(site) == ["siren0", "marker1"]
        resent = wirewatch("alerts", "resend", str(json.loads(kept)["id"]), cwd=tmp_path)
        assert "will be sent" in resent.stdout
        wait_for(lambda: titles(site)[2:] == ["marker0"], 10, "what was withheld")
        running.stop()


def test_a_digest_survives_kill_dash_nine_and_every_attempt_of_it_is_the_same(
    site: Site, tmp_path: Path
) -> None:
    write(tmp_path, site, f"  hook: {{url: '{hook(site)}', digest: 3s}}", "default_notify: [hook]")
    site.hook_status = lambda number: 500 if number % 2 else 200
    running = Running(tmp_path)
    wait_for(lambda: len(site.asked) >= 2, 30, "two polls")
    words: list[str] = []
    kills = 3
    for kill in range(kills):
        words = [*(f"marker{kill}x{number}" for number in range(4)), *words]
        publish(site, *words)
        tried = len(site.tried)
        wait_for(lambda seen=tried: len(site.tried) > seen, 20, "an attempt")  # type: ignore[misc]
        running.kill()
        running = Running(tmp_path)

    def arrived() -> list[str]:
        return [word for title in titles(site) for word in title.split("+")]

    wait_for(lambda: set(arrived()) == set(words), 60, "every alert")
    running.stop()
    assert len(arrived()) - len(words) <= 4 * kills
    attempts: dict[str, set[str]] = {}
    for told in site.tried:
        attempts.setdefault(told["key"], set()).add(json.dumps(told, sort_keys=True))
    assert {len(bodies) for bodies in attempts.values()} == {1}
    assert len(site.tried) > len(attempts)


# -- the whole App, with a clock that the test sets ------------------------------------------


class Shifted:
    """The App over real HTTP and SMTP, once for each time of day that a test names."""

    def __init__(self, config: Path, zone: ZoneInfo) -> None:
        self._config = config
        self._zone = zone
        self.now = datetime(2000, 1, 1, tzinfo=UTC)
        chance = random.Random(5)
        self._clock = Clock(lambda: self.now, time.monotonic, time.process_time, chance.random)

    def at(self, *wall: int) -> None:
        """Start anew at this time of the wall clock, as after a restart: poll, deliver, end."""
        self.now = datetime(*wall, tzinfo=self._zone).astimezone(UTC)  # type: ignore[misc,arg-type]
        asyncio.run(self._once())

    async def _once(self) -> None:
        async with running_app(self._config, {}, self._clock, Options()) as app:
            await app.once(every_feed=True)


def test_quiet_hours_hold_until_morning_also_in_the_night_the_clocks_go_back(
    site: Site, inbox: MailServer, tmp_path: Path
) -> None:
    channels = (
        f"  hook: {{url: '{hook(site)}', quiet: '22:00-07:00'}}\n"
        f"  mail: {{url: '{inbox.url()}', quiet: '22:00-07:00'}}"
    )
    app = Shifted(write(tmp_path, site, channels, "default_notify: [hook, mail]"), KYIV)
    app.at(2026, 10, 24, 21, 0)
    publish(site, "marker0", "siren0")
    app.at(2026, 10, 24, 23, 0)
    assert titles(site) == ["siren0"]
    app.at(2026, 10, 25, 6, 59)
    assert (titles(site), len(inbox.messages)) == (["siren0"], 1)
    app.at(2026, 10, 25, 7, 0)
    assert (titles(site), len(inbox.messages)) == (["siren0", "marker0"], 2)


def test_quiet_hours_end_by_the_wall_clock_when_the_clocks_go_forward(
    site: Site, tmp_path: Path
) -> None:
    channels = f"  hook: {{url: '{hook(site)}', quiet: '22:00-07:00'}}"
    app = Shifted(write(tmp_path, site, channels, "default_notify: [hook]"), KYIV)
    app.at(2027, 3, 27, 21, 0)
    publish(site, "marker0")
    app.at(2027, 3, 28, 2, 59)
    app.at(2027, 3, 28, 4, 0)
    app.at(2027, 3, 28, 6, 59)
    assert titles(site) == []
    app.at(2027, 3, 28, 7, 0)
    assert titles(site) == ["marker0"]


def test_what_is_held_follows_the_configuration_of_today(site: Site, tmp_path: Path) -> None:
    held = f"  hook: {{url: '{hook(site)}', quiet: '00:00-23:00'}}"
    app = Shifted(write(tmp_path, site, held, "default_notify: [hook]"), KYIV)
    app.at(2026, 6, 10, 12, 0)
    publish(site, "marker0")
    app.at(2026, 6, 10, 12, 1)
    app.at(2026, 6, 10, 12, 2)
    assert titles(site) == []
    write(tmp_path, site, held.replace("00:00-23:00", "22:00-07:00"), "default_notify: [hook]")
    app.at(2026, 6, 10, 12, 3)
    assert titles(site) == ["marker0"]


def test_a_digest_collects_across_restarts_and_goes_out_once(site: Site, tmp_path: Path) -> None:
    channels = f"  hook: {{url: '{hook(site)}', digest: 30m}}"
    app = Shifted(write(tmp_path, site, channels, "default_notify: [hook]"), KYIV)
    app.at(2026, 6, 10, 12, 0)
    for minute, words in ((1, ["m1"]), (10, ["m2", "m1"]), (29, ["m3", "m2", "m1"])):
        publish(site, *(word.replace("m", "marker") for word in words))
        app.at(2026, 6, 10, 12, minute)
    assert titles(site) == []
    app.at(2026, 6, 10, 12, 30)
    app.at(2026, 6, 10, 12, 31)
    assert titles(site) == ["marker1+marker2+marker3"]


def test_a_rate_spreads_a_burst_and_nothing_is_lost(site: Site, tmp_path: Path) -> None:
    channels = f"  hook: {{url: '{hook(site)}', rate: 4/h}}"
    app = Shifted(write(tmp_path, site, channels, "default_notify: [hook]"), KYIV)
    app.at(2026, 6, 10, 12, 0)
    publish(site, *(f"marker{number}" for number in range(6)), "siren0")
    app.at(2026, 6, 10, 12, 1)
    assert (len(titles(site)), "siren0" in titles(site)) == (3, True)
    begun, came = app.now, [0, 2]  # the critical one is not counted
    for step in range(1, 13):
        wall = (begun + timedelta(minutes=10 * step)).astimezone(KYIV)
        app.at(wall.year, wall.month, wall.day, wall.hour, wall.minute)
        came.append(len(titles(site)) - 1)
    assert all(later - earlier <= 4 for earlier, later in zip(came, came[6:], strict=False))
    assert came[-1] == 6
    assert len(set(titles(site))) == 7


def test_a_silence_ends_by_the_clock(site: Site, tmp_path: Path) -> None:
    path = write(tmp_path, site, f"  hook: {hook(site)}", "default_notify: [hook]")
    app = Shifted(path, KYIV)
    app.at(2026, 6, 10, 12, 0)
    asyncio.run(_silence(path, app))
    publish(site, "marker0")
    app.at(2026, 6, 10, 13, 59)
    publish(site, "marker1", "marker0")
    app.at(2026, 6, 10, 14, 0)
    assert titles(site) == ["marker1"]


async def _silence(path: Path, app: Shifted) -> None:
    async with running_app(path, {}, app._clock, Options()) as running:
        with running.store.write() as tx:
            tx.silences.add(app.now, rule="plain", until=app.now + timedelta(hours=2))
