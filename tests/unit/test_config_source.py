"""What makes a running daemon read its configuration again, and what does not."""

from __future__ import annotations

import sys
import weakref
from pathlib import Path

from monitor.app import real_clock
from monitor.config.compact import Written
from monitor.config.policy import Policy
from monitor.config.source import PolicySource
from monitor.data import load_gazetteer
from monitor.pipeline.judge import Judge
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
    written = source.refresh(False)
    assert written is not None
    assert {rule.id for rule in source.take(written).config.rules} == {"floods", "storms", "fires"}


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


def test_the_rules_in_force_are_gone_before_the_next_ones_take_their_room(
    tmp_path: Path, sqlite_store: Store
) -> None:
    source = started(tmp_path, {"CHANNEL": "console://"})
    judge = Judge(sqlite_store, source.policy, real_clock())
    (tmp_path / "more" / "b.yaml").write_text("rules: [{id: fires, when: fire*}]\n")
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
