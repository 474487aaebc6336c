"""JSON Lines: one answer for each line, in order, at once, whatever the line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.items import BadLine, Item, read_item, read_time
from monitor.cli.lines import Answer, answers, grouping, matching, stating, stream
from monitor.data import load_gazetteer
from rules.language.ruleset import compile_rules
from rules.language.schema import RuleSpec, read_rule
from rules.stories.grouping import Grouper


def _answered(answer: Answer, *lines: bytes) -> list[dict[str, Any]]:
    return [out for out, _ in answers(lines, answer)]


def _line(**keys: object) -> bytes:
    return json.dumps(keys).encode()


def _rule(raw: dict[str, object]) -> RuleSpec:
    rule = read_rule(raw, ())
    assert isinstance(rule, RuleSpec), rule
    return rule


def _matching(*, with_reasons: bool = False) -> Answer:
    rules = [
        _rule({"id": "harbour", "when": "harbour*"}),
        _rule({"id": "strike", "when": {"all": ["strike", {"tag": "work"}]}}),
    ]
    return matching(compile_rules(rules, {}, {}, load_gazetteer()), with_reasons=with_reasons)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-03-01T08:00:00Z", 8),
        ("2026-03-01 08:00", 8),
        ("2026-03-01T08:00:00+02:00", 6),
        ("2026-03-01T08:00:00.123456+0200", 6),
        ("2026-03-01t08:00:00z", 8),
    ],
)
def test_times_are_utc_unless_they_say_otherwise(text: str, hour: int) -> None:
    time = read_time(text)
    assert time is not None
    assert (time.tzinfo, time.hour) == (UTC, hour)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-06-30T23:59:60Z", "2026-07-01T00:00:00+00:00"),
        ("2026-07-01 01:59:60.5+02:00", "2026-07-01T00:00:00.500000+00:00"),
        ("20260630T235960Z", "2026-07-01T00:00:00+00:00"),
        ("2026-12-31T24:00", "2027-01-01T00:00:00+00:00"),
        ("2026-12-31 24:00:00.000Z", "2027-01-01T00:00:00+00:00"),
    ],
)
def test_hour_24_and_second_60_are_times(text: str, wanted: str) -> None:
    item = read_item(json.dumps({"id": 1, "time": text}).encode())
    assert isinstance(item, Item)
    assert item.document.time == datetime.fromisoformat(wanted)


@pytest.mark.parametrize(
    "text", ["2026-12-31T24:00:01", "2026-12-31T24:30", "2026-06-30T23:58:60Z", "24:00", "T24"]
)
def test_neither_is_any_other_hour_or_second(text: str) -> None:
    assert isinstance(read_item(json.dumps({"id": 1, "time": text}).encode()), BadLine)


@pytest.mark.parametrize(
    "time", ["yesterday", "", 1767225600, "2026-13-01T00:00", "0001-01-01T00:00+05:00", ["2026"]]
)
def test_a_time_that_is_none_is_an_error_of_its_line(time: object) -> None:
    item = read_item(_line(id=7, time=time))
    assert item == BadLine(7, "time: expected ISO 8601, such as 2026-01-31T08:00:00Z")


def test_null_and_missing_keys_are_the_same_and_unknown_ones_are_ignored() -> None:
    everything: dict[str, object] = dict.fromkeys(
        ("title", "summary", "content", "time", "source", "url", "tags", "language")
    )
    assert read_item(_line(id=1, **everything)) == read_item(_line(id=1, colour="red"))


def test_every_key_reaches_the_document() -> None:
    given = {"title": "T", "summary": "S", "content": "C", "source": "Post", "language": "en"}
    item = read_item(_line(id="a", time="2026-03-01T08:00Z", url="u", tags=["x", "y"], **given))
    assert isinstance(item, Item)
    document = item.document
    assert {key: getattr(document, key) for key in given} == given
    assert (document.url, document.tags) == ("u", ("x", "y"))
    assert document.time == datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "id_", "error"),
    [
        (b"nope\n", None, "line 1: not JSON: Expecting value at character 1"),
        (b"\n", None, "line 1: an empty line: expected a JSON object, one on each line"),
        (b'{"id": 1, "title": NaN}', 1, "line 1: not JSON: NaN"),
        (b'{"id": NaN}', None, "line 1: not JSON: NaN"),
        (b'{"id": 1e999}', None, "line 1: the number 1e999 is too large"),
        (b'{"id": 2, "size": -1e999}', 2, "line 1: the number -1e999 is too large"),
        (b'{"id": 3, "title": "caf\xe9"}', 3, "line 1: not UTF-8: byte 24 of the line"),
        ('{"id": 1}'.encode("utf-16"), None, "line 1: UTF-16 text: JSON Lines are UTF-8"),
        (b"[" * 100_000, None, "line 1: not JSON that can be read: nested too deeply"),
        (
            b'{"id": ' + b"9" * 5000 + b"}",
            None,
            "line 1: a number of 5,000 digits is too long to read",
        ),
        (b"[1]", None, "line 1: expected a JSON object, one on each line"),
        (b"null", None, "line 1: expected a JSON object, one on each line"),
        (b'{"title": "x"}', None, "line 1: id: missing, or null"),
        (b'{"id": null}', None, "line 1: id: missing, or null"),
        (b'{"id": 5, "title": 5}', 5, "line 1: title: expected text"),
        (b'{"id": [1], "tags": "world"}', [1], "line 1: tags: expected a list of texts"),
        (b'{"id": {}, "tags": [1]}', {}, "line 1: tags: expected a list of texts"),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_where_and_the_rest_goes_on(
    line: bytes, id_: object, error: str
) -> None:
    found = list(answers([line, _line(id="next")], stating()))
    (bad, was_good), (good, is_good) = found
    assert (bad, was_good, is_good) == ({"id": id_, "error": error}, False, True)
    assert good["id"] == "next"


def test_ids_go_back_as_they_came() -> None:
    ids: list[object] = [1, "1", 1.5, 0, False, "", {"a": [1]}, "\ud800"]
    assert [out["id"] for out in _answered(stating(), *(_line(id=one) for one in ids))] == ids


def test_lone_surrogates_survive_and_the_output_is_plain_ascii() -> None:
    sink = io.BytesIO()
    raw = '{"id": "\ud800", "title": "\ud800 At least 31 people were killed"}'
    source = io.BytesIO(raw.encode("utf-8", "surrogatepass") + b"\n")
    assert stream(source, sink, stating())
    out = json.loads(sink.getvalue().decode("ascii"))
    assert out["id"] == "\ud800"
    assert out["totals"] == {"killed": {"low": 31, "high": 31}}


def test_facts_have_their_public_names_and_quotes_that_can_be_found() -> None:
    title = "At least 31 people were killed and 8,000 North Korean troops are in Russia"
    (out,) = _answered(stating(), _line(id=1, title=title))
    assert list(out) == ["id", "figures", "totals", "deployments", "entities"]
    figure = out["figures"][0]
    assert list(figure) == [
        "kind", "low", "high", "qualifier", "per", "side", "status", "quote", "field", "start", "end",
    ]  # fmt: skip
    assert title[figure["start"] : figure["end"]] == figure["quote"]
    assert out["totals"]["killed"] == {"low": 31, "high": 31}


def test_match_names_rules_and_quotes() -> None:
    tagged = _line(id=2, title="A strike at the harbours", tags=["work"])
    first, second = _answered(_matching(), _line(id=1, title="Quiet"), tagged)
    assert first == {"id": 1, "rules": [], "evidence": []}
    assert second["rules"] == ["harbour", "strike"]
    quoted = {(one["rule"], one["field"], one["quote"]) for one in second["evidence"]}
    assert ("harbour", "title", "harbours") in quoted
    assert ("strike", "title", "strike") in quoted


def test_match_can_say_why_a_rule_did_not_hold() -> None:
    (out,) = _answered(_matching(with_reasons=True), _line(id=1, title="A strike"))
    by_rule = {one["rule"]: one for one in out["explain"]}
    assert out["rules"] == []
    assert [part["held"] for part in by_rule["strike"]["parts"]] == [True, False]
    assert not by_rule["harbour"]["held"]


def test_one_event_in_two_wordings_is_one_story_and_another_event_is_not() -> None:
    lines = [
        _line(
            id=1,
            title="Ferry capsizes off Lantern Island, 40 rescued",
            summary="A passenger ferry capsized in a storm off Lantern Island; 40 were rescued.",
            time="2026-03-01T08:00Z",
        ),
        _line(id=2, title="Parliament passes budget, schools gain", time="2026-03-01T08:05Z"),
        _line(
            id=3,
            title="40 rescued as passenger ferry capsizes near Lantern Island",
            summary="Rescuers saved 40 people after a ferry capsized off Lantern Island in a storm.",
            time="2026-03-01 07:30",
        ),
    ]
    outs = _answered(grouping(Grouper()), *lines)
    assert [out["story"] for out in outs] == ["s1", "s2", "s1"]
    assert all(0 <= out["score"] <= 1 for out in outs)


def test_a_story_never_depends_on_later_lines() -> None:
    titles = [
        "Bridge closed after fire",
        "Fire closes bridge",
        "Mayor resigns",
        "Bridge fire: one held",
    ]
    lines = [_line(id=at, title=title) for at, title in enumerate(titles)]
    whole = _answered(grouping(Grouper()), *lines)
    for end in range(1, len(lines)):
        assert _answered(grouping(Grouper()), *lines[:end]) == whole[:end]


FACTS = [sys.executable, "-m", "monitor", "facts"]


def test_each_line_is_answered_before_the_next_one_comes() -> None:
    with subprocess.Popen(FACTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(_line(id=number) + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(30) == 0


def test_the_exit_code_is_1_when_any_line_was_bad() -> None:
    done = subprocess.run(FACTS, input=b'{"id":1}\nbad\n{"id":2}', capture_output=True)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, None, 2]
    assert done.stderr == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_is_full_is_a_message_and_no_trace(unbuffered: str) -> None:
    env = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            FACTS, input=b'{"id":1}\n', stdout=full, stderr=subprocess.PIPE, env=env
        )
    assert done.returncode == 1
    assert done.stderr == b"wirewatch: No space left on device\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_gone_is_no_error_to_shout_about(unbuffered: str) -> None:
    env = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            FACTS, input=b'{"id":1}\n', stdout=gone, stderr=subprocess.PIPE, env=env
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_facts_and_group_wait_for_neither_configuration_nor_database() -> None:
    code = "import sys, monitor.cli.lines; print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["yaml", "pydantic", "sqlalchemy", "aiohttp", "apprise"]
    done = subprocess.run((sys.executable, "-c", code, *heavy), capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_match_reads_the_configuration_without_needing_its_secrets(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(
        "channels: {desk: '${WIREWATCH_TEST_NO_SUCH_NAME}'}\n"
        "default_notify: [desk]\n"
        "rules: [{id: ferry, when: ferr*}]\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "match", "--config", str(config)],
        input=_line(id=1, title="Ferries stay in port"),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rules"] == ["ferry"]


def test_match_with_a_configuration_that_cannot_be_used_exits_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "monitor", "match", "--config", str(tmp_path / "none.yaml")]
    done = subprocess.run(command, input=b'{"id":1}', capture_output=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"none.yaml" in done.stderr
