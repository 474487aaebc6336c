"""Messages: what people read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from monitor.deliver.clean import ChannelKind
from monitor.deliver.message import joint_key, render, render_many
from monitor.deliver.wording import amount, change_words, deployment_words, figure_words, moment
from storage.records import Alert, AlertData
from tests.unit.message_builders import KINDS, KYIV, NOW, alert, an_update, mail_of


def test_text_says_all_that_a_reader_needs() -> None:
    text = render(
        alert(), "plain", KYIV, name_of={"NO": "Norland", "SD": "Sudland"}.__getitem__
    ).text
    for wanted in (
        "Soldiers abroad · high",
        "They landed on Monday",
        "Why: “4,000 soldiers from Norland” (title)",
        "about 4,000 troops (Norland)",
        "Norland in Sudland: 4,000, present",
        "Harbour Post, by A. Writer",
        "Coast Daily, Hill Times",
        "published 23 Nov 2026, 13:02 EET, seen 23 Nov 2026, 13:05 EET",
        "https://harbour.example/a?x=1&y=2",
        "Alert 7",
    ):
        assert wanted in text


def test_the_title_names_a_high_severity_and_an_update() -> None:
    assert render(alert(), "email", KYIV).title.startswith("[HIGH] Some 4,000 soldiers")
    assert render(an_update(), "email", KYIV).title.startswith("Update: Some 4,000")


def test_an_update_says_what_changed_and_which_alert_it_updates() -> None:
    text = render(an_update(), "email", KYIV).text
    changed = "Changed: troops: 4,000 → about 5,000 (NO) – Coast Daily: “some 5,000 soldiers”"
    assert changed in text
    assert "update of alert 7 of 23 Nov 2026, 13:02 EET" in text


def test_console_is_one_block_that_begins_with_severity_and_rule() -> None:
    block = render(alert(), "console", KYIV).text
    assert block.startswith("── HIGH · Soldiers abroad ──")
    assert "\n\n" not in block
    assert "\nSome 4,000 soldiers" in block


def test_console_says_that_an_update_is_one_and_does_not_repeat_the_severity() -> None:
    assert "\nUpdate: Some 4,000" in render(an_update(), "console", KYIV).text
    grave = replace(an_update(), data=replace(an_update().data, severity="critical"))
    lines = render(grave, "console", KYIV).text.splitlines()
    assert lines[0].startswith("── CRITICAL")
    assert lines[1].startswith("Update: Some")


def test_other_outlets_are_named_once_each_and_the_source_not_among_them() -> None:
    names = ["Coast Daily", "Harbour Post", "Coast Daily", "Hill Times"]
    outlets = [{"name": name, "link": f"https://x.example/{i}"} for i, name in enumerate(names)]
    text = render(alert(outlets=outlets), "plain", KYIV).text
    assert "Also in: Coast Daily, Hill Times\n" in text
    many = [{"name": f"Paper {i}", "link": ""} for i in range(40)]
    assert "Paper 4, and 35 more" in render(alert(outlets=many), "plain", KYIV).text


def test_an_alert_with_next_to_nothing_in_it_still_renders_everywhere() -> None:
    bare = Alert(1, NOW, AlertData("r", 1, 1, "first", "low", {}, "why", {}))
    for kind in KINDS:
        message = render(bare, kind, UTC)
        assert message.title == "r"
        assert message.text


def test_email_is_multipart_text_and_html_with_a_list_id() -> None:
    mail = mail_of(alert())
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["List-Id"] == "Soldiers abroad <abroad.wirewatch>"
    assert mail["Subject"] == "[HIGH] Some 4,000 soldiers from Norland reach the Sudland coast"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["References"] is None


def test_an_updates_email_refers_to_the_first_alerts_email() -> None:
    first, update = mail_of(alert()), mail_of(an_update())
    assert update["References"] == first["Message-ID"]
    assert update["In-Reply-To"] == first["Message-ID"]
    assert update["Message-ID"] != first["Message-ID"]


def test_every_attempt_at_an_email_is_the_same_to_the_byte() -> None:
    assert mail_of(alert()).as_string() == mail_of(alert()).as_string()


def test_webhook_payload_is_versioned_and_complete() -> None:
    payload = render(alert(), "webhook", KYIV, key="k1").payload
    assert payload["version"] == 1
    assert payload["type"] == "alert"
    assert payload["key"] == "k1"
    assert payload["rule"] == "abroad"
    assert payload["labels"] == {"desk": "world"}
    assert payload["figures"][0]["low"] == 4000
    assert payload["deployments"][0]["forces"] == "NO"
    json.dumps(payload)


def test_many_alerts_become_one_message_that_lists_them_all() -> None:
    alerts = [
        alert(1, "low", title="Quiet day"),
        an_update(2),
        alert(3, "critical", title="Big one"),
    ]
    for kind in KINDS:
        message = render_many(alerts, kind, KYIV)
        assert message.title == "3 alerts: [CRITICAL] Big one"
        for headline in ("Quiet day", "Big one"):
            assert headline in message.text
    assert len(render_many(alerts, "webhook", KYIV).payload["alerts"]) == 3
    assert len(render_many(alerts * 30, "discord", KYIV, limit=2000).text) <= 2000


def test_a_mail_of_hundreds_of_alerts_is_no_longer_than_services_show() -> None:
    quiet = [
        alert(number, "low", title=f"Quiet {number}", summary="x" * 900) for number in range(500)
    ]
    html = render_many([*quiet, alert(999, "critical", title="Big one")], "email", KYIV).html
    assert html is not None
    assert len(html) < 90_000
    assert html.index("Big one") < html.index("Quiet 0")
    shown = html.count(">Quiet ")
    assert shown > 100
    assert f"and {500 - shown} more: see &#x27;wirewatch alerts list&#x27;" in html
    few = render_many(quiet[:3], "email", KYIV).html
    assert few is not None
    assert few.count("x" * 900) == 3


def test_a_joint_key_is_one_key_or_made_of_all_in_any_order() -> None:
    assert joint_key(["a"]) == "a"
    assert joint_key(["a", "b"]) == joint_key(["b", "a"]) != joint_key(["a", "c"])


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"kind": "killed", "low": 31, "high": 31, "qualifier": "at least"}, "at least 31 killed"),
        ({"kind": "killed", "low": 10, "high": 12}, "10 to 12 killed"),
        ({"kind": "injured", "low": 24, "high": None, "qualifier": "dozens"}, "dozens injured"),
        ({"kind": "injured", "low": 24, "high": None}, "24 or more injured"),
        (
            {"kind": "casualties", "low": 1200, "high": 1200, "per": "day", "side": "RU"},
            "1,200 casualties per day (Russia)",
        ),
        ({"kind": "killed", "low": 5, "high": 5, "status": "feared"}, "5 killed (feared)"),
    ],
)
def test_figures_in_words(figure: dict[str, Any], words: str) -> None:
    assert figure_words(figure, lambda code: {"RU": "Russia"}[code]) == words


def test_forces_without_a_nation_and_numberless_are_said_so() -> None:
    one = {"forces": None, "place": "ML", "low": None, "high": None, "status": "withdrawn"}
    assert deployment_words(one, str) == "international forces in ML: withdrawn"


def test_changes_without_an_old_value_and_odd_values_are_said() -> None:
    assert change_words({"what": "origins", "old": None, "new": 5}) == "origins: 5"
    stored_before = {"what": "killed (RU)", "old": 3, "new": 5, "source": "Coast Daily"}
    assert change_words(stored_before) == "killed (RU): 3 → 5 – Coast Daily"


def test_a_change_says_rate_side_correction_source_and_quote() -> None:
    change = {
        "what": "casualties per day (RU)", "kind": "casualties", "per": "day", "side": "RU",
        "old": 1200, "new": 1500, "source": "Coast Daily", "quote": "1,500 casualties",
    }  # fmt: skip
    words = change_words(change, {"RU": "Russia"}.__getitem__)
    assert words == "casualties: 1,200 → 1,500 a day (Russia) – Coast Daily: “1,500 casualties”"
    lower = {"kind": "killed", "old": 47, "new": 45, "status": "feared", "corrects": True}
    assert change_words(lower) == "killed: 47 → 45 (feared, corrected)"
    counted = {"kind": "killed", "old": 24, "old_word": "dozens", "new": 31, "new_word": None}
    assert change_words(counted) == "killed: dozens → 31"
    vague = {
        "kind": "killed",
        "old": 31,
        "new": 200,
        "new_word": "hundreds",
        "quote": "hundreds died",
    }
    assert change_words(vague) == "killed: 31 → hundreds – “hundreds died”"
    assert amount(1.0, 1.0) == "1"
    assert moment("nonsense", UTC) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_alert_is_cut_to_the_channels_limit_and_keeps_its_link(kind: ChannelKind) -> None:
    long = alert(title="word " * 2000, summary="many words " * 3000, evidence=[
        {"field": "content", "quote": "evidence " * 40, "start": 0, "end": 1}] * 30)  # fmt: skip
    message = render(long, kind, KYIV, limit=1500)
    assert len(message.title) <= 200
    if kind != "console":
        assert len(message.text) <= 1500
        assert "https://harbour.example/a" in message.text


def test_the_prefix_counts_towards_the_limit_of_a_title() -> None:
    assert len(render(alert(title="x" * 500), "email", UTC).title) == 200
