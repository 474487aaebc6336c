"""What makes a running daemon read its configuration again, and what does not."""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path

from monitor.app import real_clock
from monitor.config.compact import Written
from monitor.config.policy import Policy
from monitor.config.source import PolicySource
from monitor.data import load_gazetteer
from monitor.pipeline.judge import Judge
from rules.text.document import Document
from storage.store import Store


def started(folder: Path, environ: dict[str, str]) -> PolicySource:
    path = folder / "config.yaml"
    path.write_text(
        "include: [more/*.yaml]\nchannels: {c: '${CHANNEL}'}\ndefault_notify: [c]\n"
        "rules: [{id: floods, when: flood*}]\n"
    )
    (folder / "more").mkdir()
    (folder / "more" / "a.yaml").write_text("rules: [{id: storms, when: storm*}]\n")
    source = PolicySource(path, environ, load_gazetteer(), lambda _: None)
    source.read()
    source.start("")
    return source


def changed(source: PolicySource) -> Policy:
    """Look twice, as the daemon does: an edit is read once it holds still."""
    assert source.refresh(False) is None
    written = source.refresh(False)
    assert written is not None
    return source.take(written)


def test_a_database_beside_the_files_is_no_edit(tmp_path: Path) -> None:
    environ = {"CHANNEL": "console://"}
    source = started(tmp_path, environ)
    # A reading would find that this is missing, and say so.
    environ.clear()
    for name in ("w.db", "w.db.lock", "w.db-wal", "w.db-shm"):
        (tmp_path / name).touch()
        assert source.refresh(False) is None
    assert source.news == ""
    assert source.refresh(True) is None
    assert "CHANNEL" in (source.news or "")


def test_a_new_file_beside_the_included_ones_is_read(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    assert source.refresh(False) is None
    (tmp_path / "more" / "b.yaml").write_text("rules: [{id: fires, when: fire*}]\n")
    policy = changed(source)
    assert {rule.id for rule in policy.config.rules} == {"floods", "storms", "fires"}


def test_rules_whose_tests_were_run_are_taken_into_force(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    tests = "tests: [{title: Fire in the old mill, expect: match}, {title: Rain, expect: no match}]"
    text = f"rules: [{{id: fires, when: {{all: [fire*, mill]}}, {tests}}}]\n"
    (tmp_path / "more" / "b.yaml").write_text(text)
    policy = changed(source)
    (match,) = policy.ruleset.match(Document(title="Mill on fire")).matches
    assert match.rule.id == "fires"


def test_a_series_of_reloads_leaves_nothing_behind(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    rules = "".join(f"  - {{id: r{n}, when: {{all: [word{n}, other{n}]}}}}\n" for n in range(300))
    (tmp_path / "more" / "b.yaml").write_text(f"rules:\n{rules}")
    for _ in range(2):  # what is learnt once
        assert source.refresh(True) is not None
    before = sys.getallocatedblocks()
    for _ in range(5):
        assert source.refresh(True) is not None
    # A rule left behind by each would be 1,500 times its twenty objects.
    assert sys.getallocatedblocks() - before < 1500


def test_a_file_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    whole = (tmp_path / "config.yaml").read_text()
    for part in ("", whole[:40], whole):
        (tmp_path / "config.yaml").write_text(part)
        assert source.refresh(False) is None
    assert source.refresh(False) is None
    assert source.news == ""


def test_a_folder_that_never_holds_still_is_read_in_the_end(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    (tmp_path / "more" / "a.yaml").write_text("rules: [{id: fires, when: fire*}]\n")
    found = []
    for number in range(5):
        (tmp_path / f"log.{number}").touch()
        found.append(source.refresh(False))
    assert [policy is not None for policy in found] == [False] * 4 + [True]


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    file = tmp_path / "more" / "a.yaml"
    before = file.stat()
    file.write_text(file.read_text().replace("storms", "floats"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert "floats" in {rule.id for rule in changed(source).config.rules}


def test_an_emptied_file_takes_no_feed_away(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    for text in ("", "# nothing\n"):
        (tmp_path / "config.yaml").write_text(text)
        assert source.refresh(True) is None
        assert "config.yaml:1:1: error: no feeds and no rules are left" in (source.news or "")
    assert source.policy.config.rules


def test_an_emptied_list_of_feeds_is_refused_but_the_only_feed_may_go(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    feeds = tmp_path / "more" / "feeds.yaml"
    for names in (["one"], [], ["one", "two", "three"]):
        feeds.write_text("feeds:\n" + "".join(f"  - https://{name}.example/\n" for name in names))
        written = source.refresh(True)
        assert written is not None
        source.take(written)
        assert len(source.config.feeds) == len(names)
    for text in ("feeds: []\n", "feeds:\n", "", "# feeds\n"):
        feeds.write_text(text)
        assert source.refresh(True) is None
        assert "error: no feeds are left of 3. put them back" in (source.news or "")
    feeds.unlink()
    assert source.refresh(True) is None
    assert "no feeds are left of 3" in (source.news or "")
    feeds.write_text("feeds: ['https://two.example/']\n")
    assert source.refresh(True) is not None
    assert source.news == ""


def test_the_rules_in_force_are_gone_before_the_next_ones_take_their_room(
    tmp_path: Path, sqlite_store: Store
) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    judge = Judge(sqlite_store, source.policy, real_clock())
    (tmp_path / "more" / "b.yaml").write_text("rules: [{id: fires, when: fire*}]\n")
    assert source.refresh(False) is None
    found = source.refresh(False)
    assert found is not None
    written: Written = found
    old = weakref.ref(source.policy.ruleset)
    there: list[object] = []
    read = written.read

    def watched() -> Policy:
        # Nobody holds them, and no collector had to find that out.
        there.append(old())
        assert set(source.config.channels) == set(written.channels()) == {"c"}
        return read()

    written.read = watched  # type: ignore[method-assign]
    judge.take(lambda: source.take(written))
    assert there == [None]
    assert len(judge.policy.ruleset.rules) == 3


def test_what_could_not_be_put_in_force_is_found_again(tmp_path: Path) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    (tmp_path / "more" / "b.yaml").write_text("rules: [{id: fires, when: fire*}]\n")
    assert source.refresh(False) is None
    assert source.refresh(False) is not None
    source.look_again()
    policy = changed(source)
    assert {rule.id for rule in policy.config.rules} == {"floods", "storms", "fires"}
    assert source.refresh(False) is None


def test_a_refused_load_is_tried_again_and_told_once(tmp_path: Path) -> None:
    environ = {"CHANNEL": "console://"}
    source = started(tmp_path, environ)
    environ.clear()
    (tmp_path / "more" / "b.yaml").write_text("rules: [{id: fires, when: fire*}]\n")
    assert source.refresh(False) is None
    assert source.refresh(False) is None
    assert "CHANNEL" in (source.news or "")
    source.news = None
    # Nothing was edited: some minutes later it is tried all the same.
    for _ in range(700):
        assert source.refresh(False) is None
        assert source.news is None
    # An edit that mends nothing is told again.
    (tmp_path / "more" / "b.yaml").write_text("rules: [{id: fire, when: fire*}]\n")
    assert source.refresh(False) is None
    assert source.refresh(False) is None
    assert "CHANNEL" in str(source.news)
    environ["CHANNEL"] = "console://"
    found = [source.refresh(False) for _ in range(300)]
    assert sum(written is not None for written in found) == 1
    assert source.news == ""
