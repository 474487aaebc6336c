"""``alerts``, ``silence``, ``channels`` and ``check --routes`` on a real database, beside others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from monitor.errors import WirewatchError
from storage.store import Store
from tests.integration.store_builders import add_entry, queue_alert

CONFIG = """
storage: sqlite:///wirewatch.db
channels:
  mail: console://
  chat: {url: "console://", from_severity: high}
routes:
  - {severity: [high, critical], notify: [chat, mail]}
  - {labels: {desk: europe}, notify: [mail]}
default_notify: [mail]
rules:
  - {id: floods, when: flood*}
  - {id: fires, when: wildfire, severity: high, labels: {desk: europe}}
"""
Run = Callable[..., str]
told: list[str] = []
"""What each command of the test said on stderr."""


@pytest.fixture
def run(tmp_path: Path, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command beside ``sqlite_store``; return what it printed, or raise what it raised."""
    assert sqlite_store.version()
    told.clear()
    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text(CONFIG)

    def command(*words: object) -> str:
        done = CliRunner().invoke(cli, [str(word) for word in words])
        told.append(done.stderr)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    return command


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def ids(text: str) -> list[int]:
    return [line["id"] for line in lines(text)]


def give_up(store: Store, why: str = "550 no such user") -> None:
    now = datetime.now(UTC)
    with store.write() as tx:
        for one in tx.outbox.claim(now, 99, "me", 60, per_channel=99):
            tx.outbox.dead(one.id, one.token, why, now)


def test_alerts_are_listed_by_rule_channel_state_and_time(run: Run, sqlite_store: Store) -> None:
    floods = queue_alert(sqlite_store, ["mail", "chat"])
    fires = queue_alert(sqlite_store, ["chat"], rule="fires")
    give_up(sqlite_store)
    new = queue_alert(sqlite_store, ["mail"], at=datetime.now(UTC))
    assert ids(run("alerts", "list", "--json")) == [new, fires, floods]
    assert ids(run("alerts", "list", "--json", "--rule", "fires")) == [fires]
    assert ids(run("alerts", "list", "--json", "--channel", "mail")) == [new, floods]
    assert ids(run("alerts", "list", "--json", "--state", "dead")) == [fires, floods]
    assert ids(run("alerts", "list", "--json", "--state", "due", "--channel", "chat")) == []
    assert ids(run("alerts", "list", "--json", "--since", "1h")) == [new]
    assert ids(run("alerts", "list", "--json", "--limit", 1)) == [new]
    assert "mail:dead chat:dead" in run("alerts", "list")
    assert ids(run("alerts", "list", "--json", "--severity", "normal")) == [new, fires, floods]
    assert ids(run("alerts", "list", "--json", "--severity", "high")) == []
    [first] = lines(run("alerts", "show", floods, "--json"))
    of_story = ("alerts", "list", "--json", "--story", first["story"])
    assert ids(run(*of_story)) == [floods]
    assert ids(run(*of_story, "--rule", "fires")) == []
    with pytest.raises(WirewatchError, match="there is no story 4711"):
        run("alerts", "list", "--story", 4711)
    assert run("alerts", "list", "--rule", "fires", "--since", "1s").strip() == "No such alerts."


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_alerts_of_a_name_that_nobody_knows_are_refused_with_the_nearest(
    run: Run, sqlite_store: Store, more: tuple[str, ...]
) -> None:
    gone = queue_alert(sqlite_store, ["pager"], rule="removed")
    for words, said in (
        (("--rule", "flods"), "no rule 'flods' in config.yaml: did you mean floods?"),
        (("--rule", "zzz"), "no rule 'zzz' in config.yaml: there are: fires, floods"),
        (("--channel", "mial"), "no channel 'mial' in config.yaml: did you mean mail?"),
        (("--state", "dead", "--channel", "nope"), "no channel 'nope' in config.yaml"),
    ):
        with pytest.raises(WirewatchError, match=re.escape(said)) as refused:
            run("alerts", "list", *words, *more)
        assert refused.value.exit_code == 1
    # Known to the configuration, to the stored alerts alone, or ours: no error.
    for words in (("--rule", "fires"), ("--rule", "health"), ("--channel", "chat")):
        assert run("alerts", "list", *words, "--json") == ""
    for words in (("--rule", "removed"), ("--channel", "pager")):
        assert ids(run("alerts", "list", *words, "--json")) == [gone]
    assert ids(run("alerts", "list", "--rule", "removed", "--state", "sent", "--json")) == []
    # A configuration that cannot be read knows nothing of names.
    Path("config.yaml").write_text("rules: [")
    assert run("alerts", "list", "--rule", "zzz", "--json") == ""


def test_an_alert_is_shown_with_every_delivery_and_its_last_word(
    run: Run, sqlite_store: Store
) -> None:
    alert = queue_alert(sqlite_store, ["mail", "chat"])
    give_up(sqlite_store)
    shown = run("alerts", "show", alert)
    for words in ("The river rises", "floods", "mail", "dead", "550 no such user"):
        assert words in shown
    [told] = lines(run("alerts", "show", alert, "--json"))
    assert {one["channel"]: one["state"] for one in told["deliveries"]} == {
        "mail": "dead", "chat": "dead",
    }  # fmt: skip
    with pytest.raises(WirewatchError, match="there is no alert 99"):
        run("alerts", "show", 99)


def test_what_was_given_up_is_sent_again_all_of_it_or_one_channels(
    run: Run, sqlite_store: Store
) -> None:
    queue_alert(sqlite_store, ["mail", "chat", "gone"])
    give_up(sqlite_store)
    assert "alert 1 to mail: will be sent" in run("alerts", "resend", "--dead", "--channel", "mail")
    assert "alert 1 to chat: will be sent" in run("alerts", "resend", "--dead")
    assert "alert 1 to gone: no such channel any more" in told[-1]
    with sqlite_store.read() as tx:
        assert tx.outbox.counts() == {"due": 2, "leased": 0, "sent": 0, "dead": 1}
    with pytest.raises(WirewatchError, match="no channel 'gone'"):
        run("alerts", "resend", "--dead", "--channel", "gone")


def test_one_alert_is_sent_again_also_to_a_channel_that_never_had_it(
    run: Run, sqlite_store: Store
) -> None:
    alert = queue_alert(sqlite_store, ["mail"])
    with pytest.raises(WirewatchError, match="still on its way: mail: due"):
        run("alerts", "resend", alert)
    give_up(sqlite_store)
    assert run("alerts", "resend", alert) == f"alert {alert} to mail: will be sent\n"
    assert told[-1] == "No daemon is running: 'wirewatch run' or 'wirewatch once' sends it.\n"
    with sqlite_store.lock("another process"):
        assert run("alerts", "resend", alert, "--channel", "chat").startswith("alert ")
    assert told[-1] == "The running daemon sends it as soon as its channel may.\n"
    give_up(sqlite_store)
    assert "to chat: will be sent" in run("alerts", "resend", alert, "--channel", "chat")
    for words in (("alerts", "resend"), ("alerts", "resend", alert, "--dead")):
        with pytest.raises(WirewatchError, match="name one alert by its id, or write --dead"):
            run(*words)


def test_what_was_withheld_goes_where_its_rule_sends_it(run: Run, sqlite_store: Store) -> None:
    alert = queue_alert(sqlite_store, [], withheld="silenced by silence 1")
    assert "silenced by silence 1" in run("alerts", "list", "--state", "withheld")
    assert run("alerts", "resend", alert) == f"alert {alert} to mail: will be sent\n"
    assert ids(run("alerts", "list", "--json", "--state", "withheld")) == []


def test_silences_are_added_listed_and_removed(run: Run, sqlite_store: Store) -> None:
    _, story = add_entry(sqlite_store)
    assert "silence 1: rule floods, until " in run(
        "silence", "add", "--rule", "floods", "--for", "2h"
    )
    run("silence", "add", "--story", story, "--until-new-fact", "--why", "seen")
    run("silence", "add", "--label", "desk=europe", "--label", "team=a", "--for", "3d")
    assert told[-1].splitlines() == [
        "this silences nothing now: no label 'team=a' in config.yaml: there are: desk=europe"
    ]
    found = lines(run("silence", "list", "--json"))
    assert [one["rule"] for one in found] == ["floods", None, None]
    assert [one["story"] for one in found] == [None, story, None]
    assert found[1]["until_new_fact"]
    assert found[1]["why"] == "seen"
    assert found[2]["labels"] == {"desk": "europe", "team": "a"}
    assert "a new fact" in run("silence", "list")
    assert run("silence", "remove", 1) == "silence 1 has ended\n"
    assert len(lines(run("silence", "list", "--json"))) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "say what to silence"),
        (("--rule", "floods"), "say how long"),
        (("--rule", "flods", "--for", "2h"), "did you mean floods"),
        (("--rule", "floods", "--for", "soon"), "not a duration"),
        (("--rule", "floods", "--until-new-fact"), "name it with --story"),
        (("--story", 99, "--for", "2h"), "there is no story 99"),
        (("--label", "desk", "--for", "2h"), "is not name=value"),
    ],
)
def test_a_silence_that_cannot_be_is_refused_in_words(
    run: Run, words: tuple[object, ...], message: str
) -> None:
    with pytest.raises(WirewatchError, match=message):
        run("silence", "add", *words)


def test_channels_are_listed_with_how_they_fare(run: Run, sqlite_store: Store) -> None:
    queue_alert(sqlite_store, ["mail"])
    give_up(sqlite_store)
    with sqlite_store.write() as tx:
        tx.channels.failed("mail", datetime.now(UTC), "550 no such user")
    mail, chat = lines(run("channels", "list", "--json"))
    assert (mail["dead"], mail["error"]) == (1, "550 no such user")
    assert mail["state"].startswith("failing since")
    assert (chat["state"], chat["from_severity"]) == ("unused", "high")


def test_status_tells_of_failing_channels_and_of_silences(run: Run, sqlite_store: Store) -> None:
    queue_alert(sqlite_store, ["mail"])
    with sqlite_store.write() as tx:
        tx.channels.failed("mail", datetime.now(UTC), "451 greylisted")
    run("silence", "add", "--rule", "floods", "--for", "2h")
    told = run("status")
    assert "failing channels: mail" in told
    assert "451 greylisted" in told
    assert "silences: 1: rule floods until " in told


def test_why_says_that_a_silence_kept_an_alert_from_people(run: Run, sqlite_store: Store) -> None:
    of = add_entry(sqlite_store)
    queue_alert(sqlite_store, [], of=of, withheld="silenced by silence 1: drill")
    told = run("why", of[0])
    assert told.count("told nobody: silenced by silence 1: drill") == 2


def test_check_shows_where_every_rule_goes_at_every_severity_and_why(run: Run) -> None:
    shown = run("check", "--routes")
    assert "low normal*" in shown
    assert "routes[0] (config.yaml:7), routes[1] (config.yaml:8)" in shown
    [told] = lines(run("check", "--routes", "--json"))
    way = {(one["rule"], one["severity"]): one for one in told["routes"]}
    assert len(way) == 8
    assert way["floods", "normal"] == {
        "rule": "floods", "severity": "normal", "own": True, "channels": ["mail"],
        "by": "default_notify", "below_from_severity": [],
    }  # fmt: skip
    assert way["fires", "high"]["channels"] == ["chat", "mail"]
    assert way["fires", "low"]["by"] == "routes[1]"


def test_check_names_routes_that_nothing_takes(run: Run) -> None:
    text = CONFIG.replace("{labels: {desk: europe}", "{labels: {desk: eurpe}")
    Path("config.yaml").write_text(text)
    shown = run("check")
    assert "config.yaml:8:5: warning: no rule's alerts fit this route" in shown


def test_a_test_message_does_not_call_itself_an_alert(run: Run) -> None:
    shown = run("channels", "test", "mail")
    assert "This is a test message from Wirewatch" in shown
    assert "A test message, no alert" in shown
    assert "Alert 0" not in shown
    with pytest.raises(WirewatchError, match=re.escape("no channel 'mial' in config.yaml: did")):
        run("channels", "test", "mial")
