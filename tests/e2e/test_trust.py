"""``why``, ``rules explain|test|backtest|near-misses`` as a person meets them: the real process."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wait_for, wirewatch

CONFIG = """
storage: {storage}
polling: {{min: 1s, every: 1s, gap: 0s, per_host: 4, allow_private: [127.0.0.0/8]}}
feeds: [{site}/a, {site}/b, {site}/c, {site}/broken]
channels: {{hook: {hook}/hook}}
default_notify: [hook]
rules:
  - id: casualties
    when: {{figure: {{kind: killed, at_least: 100}}}}
    tests:
      - {{title: At least 130 people killed in ferry disaster, expect: match}}
      - {{title: Two people killed on a farm, expect: no match}}
  - id: floods
    when: {{all: [flood*, valley]}}
"""
FERRY = "Ferry Santa Clara sinks off Mindoro, 120 people killed"
FERRY_TEXT = "The ferry Santa Clara sank off Mindoro island on Monday and 120 people were killed."
SMALL = FERRY.replace("120", "60"), FERRY_TEXT.replace("120", "60")


@pytest.fixture
def site() -> Iterator[Site]:
    with SiteServer() as served:
        served.feeds = {
            f"/{name}": rss([Item(f"old-{name}", "Council opens library")]) for name in "abc"
        }
        yield served


def configure(folder: Path, site: Site, storage: str = "sqlite:///w.db") -> None:
    hook = site.url.replace("http://", "json://")
    text = CONFIG.format(storage=storage, site=site.url, hook=hook)
    (folder / "config.yaml").write_text(text)


def said(folder: Path, *words: str, code: int = 0, stdin: str = "") -> str:
    done = wirewatch(*words, cwd=folder, stdin=stdin)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def answer(folder: Path, *words: str, code: int = 0) -> Any:
    return json.loads(said(folder, *words, "--json", code=code))


def test_one_archive_answers_why_and_what_other_rules_would_have_told(
    site: Site, tmp_path: Path, empty_url: str
) -> None:
    configure(tmp_path, site, empty_url)
    said(tmp_path, "once")
    site.feeds["/a"] = rss([Item("a1", FERRY, FERRY_TEXT)])
    site.feeds["/b"] = rss([Item("b1", FERRY, FERRY_TEXT), Item("b2", "Floods close the port")])
    time.sleep(1.1)
    said(tmp_path, "once", "--all")

    told = answer(tmp_path, "why", "https://news.example/a1")["entries"][0]
    also = answer(tmp_path, "why", "https://news.example/b1")["entries"][0]
    outcomes = sorted([told["outcome"], also["outcome"]])
    assert outcomes[0].startswith("alert 1 (casualties, first): hook sent")
    assert outcomes[1].startswith("casualties: not told: known")
    assert told["story"]["id"] == also["story"]["id"]
    assert "No feed on this site" in said(tmp_path, "why", "https://other.example/", code=1)

    (tmp_path / "old.yaml").write_text("rules: [{id: floods, when: flood*}]\n")
    done = answer(tmp_path, "rules", "backtest", "--against", "old.yaml")
    assert [(one["rule"], one["kind"]) for one in done["alerts"]] == [("casualties", "first")]
    assert [one["rule"] for one in done["gained"]] == ["casualties"]
    assert [one["title"] for one in done["lost"]] == ["Floods close the port"]
    explained = said(tmp_path, "rules", "explain", "--rule", "floods", "https://news.example/b2")
    assert "  no  'valley'" in explained
    assert "title: 'Floods'" in explained


def test_why_works_beside_a_running_daemon_and_follows_a_dead_channel(
    site: Site, tmp_path: Path
) -> None:
    configure(tmp_path, site)
    site.hook_status = lambda _: 404
    with Running(tmp_path) as daemon:
        wait_for(lambda: len(site.asked) >= 4, 20, "the first polls")
        said(tmp_path, "why", f"{site.url}/a")
        site.feeds["/a"] = rss([Item("a1", FERRY, FERRY_TEXT)])

        def outcome() -> str:
            done = wirewatch("why", "https://news.example/a1", "--json", cwd=tmp_path)
            entries = json.loads(done.stdout)["entries"] if done.stdout else []
            return entries[0]["outcome"] if entries else ""

        wait_for(lambda: "given up" in outcome() or "queued" in outcome(), 30, "the failed alert")
        assert "404" in outcome()
        daemon.stop()


def test_items_from_a_file_are_replayed_in_the_order_of_their_times(
    site: Site, tmp_path: Path
) -> None:
    configure(tmp_path, site)
    items = [
        {"id": "late", "time": "2024-05-02T10:00:00Z", "title": FERRY.replace("120", "180"),
         "summary": FERRY_TEXT.replace("120", "180"), "url": "https://late.example/f"},
        {"id": "early", "time": "2024-05-02 08:00", "title": FERRY, "summary": FERRY_TEXT,
         "url": "https://early.example/f"},
        {"id": "ancient", "time": "2024-01-01", "title": FERRY, "url": "https://old.example/f"},
    ]  # fmt: skip
    lines = [*map(json.dumps, items), "{broken"]
    (tmp_path / "items.jsonl").write_text("\n".join(lines) + "\n")
    words = ("rules", "backtest", "--items", "items.jsonl")
    done = answer(tmp_path, *words, "--since", "3d", code=1)
    assert [one["id"] for one in done["alerts"]] == ["early"]
    assert done["entries"] == 2
    table = said(tmp_path, *words, "--since", "2024-05-01", code=1)
    assert "2 entries from 2024-05-02 08:00 to 2024-05-02 10:00 (UTC): 2 match, 1 alert, " in table


def test_a_big_event_that_no_rule_told_is_a_near_miss(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site)
    items = [
        {"id": n, "time": f"2024-05-02T0{n}:00:00Z", "title": SMALL[0], "summary": SMALL[1],
         "url": f"https://outlet{n}.example/ferry"}
        for n in range(4)
    ]  # fmt: skip
    (tmp_path / "items.jsonl").write_text("".join(json.dumps(one) + "\n" for one in items))
    words = ("rules", "near-misses", "--items", "items.jsonl")
    found = answer(tmp_path, *words)
    assert len(found["origins"]) == 4
    assert found["blocked"] == [
        {"rule": "casualties", "clause": "figure: killed, at least 100 (stated: killed 60)",
         "articles": 4, "held": False}
    ]  # fmt: skip
    shown = said(tmp_path, *words)
    assert "1 event in 3 or more origins that no rule told" in shown
    assert "casualties: in 4 articles only this was in the way:" in shown


def test_rules_that_are_left_out_of_near_misses_are_named(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site)
    path = tmp_path / "config.yaml"
    path.write_text(path.read_text().replace("[flood*, valley]", "[opens, zeppelin]"))
    places = ("Halden", "Lindau", "Tarnovia", "Marvec", "Sundmoor", "Oldmere")
    things = ("orchestra", "bakery", "harbour", "museum", "tramway", "observatory")
    (tmp_path / "items.jsonl").write_text(
        "".join(
            json.dumps(
                {"id": place, "title": f"{place} opens {thing}", "url": f"https://{place}.example/"}
            )
            + "\n"
            for place, thing in zip(places, things, strict=True)
        )
    )
    words = ("rules", "near-misses", "--items", "items.jsonl", "--origins", "1")
    assert answer(tmp_path, *words) == {"left_out": {"floods": 6}, "events": 6}
    assert "floods: 6 of 6 events" in said(tmp_path, *words)


def test_a_failing_test_shows_its_place_what_was_expected_and_what_was_seen(
    site: Site, tmp_path: Path
) -> None:
    configure(tmp_path, site)
    assert (
        said(tmp_path, "rules", "test") == "2 rules, 1 without any test: 2 tests passed, 0 failed\n"
    )
    path = tmp_path / "config.yaml"
    path.write_text(path.read_text().replace("Two people", "At least 200 people"))
    shown = said(tmp_path, "rules", "test", code=1)
    assert shown.splitlines() == [
        "config.yaml:12:9: rule casualties, test 2: failed",
        "    text:     At least 200 people killed on a farm",
        "    expected: no match",
        "    found:    match",
        "    yes figure: killed, at least 100  title: 'At least 200 people killed'",
        "2 rules, 1 without any test: 1 test passed, 1 failed",
    ]
    failed = answer(tmp_path, "rules", "test", "--rule", "casualties", code=1)
    assert failed["failed"][0]["line"] == 12


def test_wrong_use_is_told_in_a_line(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site)
    for words, code, told in [
        (("rules", "explain", "--rule", "flods"), 1, "did you mean floods?"),
        (("rules", "explain", "--rule", "floods", "77"), 1, "no tables yet"),
        (("rules", "backtest", "--items", "none.jsonl"), 2, "none.jsonl cannot be read"),
        (("rules", "backtest", "--against", "none.yaml"), 2, "none.yaml"),
        (("rules", "near-misses", "--origins", "0"), 2, "--origins"),
    ]:
        done = wirewatch(*words, cwd=tmp_path, stdin="")
        assert (done.returncode, done.stdout) == (code, "")
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def test_explain_tells_a_bad_line_by_its_number_and_goes_on(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site)
    lines = '{"title": "Floods in the valley"}\n[]\n{"id": 3, "title": "Rain"}\n'
    words = "rules", "explain", "--rule", "floods"
    done = wirewatch(*words, cwd=tmp_path, stdin=lines)
    assert (done.returncode, done.stderr) == (
        1, "not an item: line 2: expected a JSON object, one on each line\n",
    )  # fmt: skip
    assert "floods does not hold for item 3: Rain" in done.stdout
    told = [
        json.loads(line)
        for line in said(tmp_path, *words, "--json", code=1, stdin=lines).splitlines()
    ]
    assert [one.get("held") for one in told] == [True, None, False]
    assert told[1] == {"id": None, "error": "line 2: expected a JSON object, one on each line"}
