"""What makes a running daemon read its configuration again, and what does not."""

from __future__ import annotations

import sys
from pathlib import Path

from monitor.config.source import PolicySource
from monitor.data import load_gazetteer


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
    policy = source.refresh(False)
    assert policy is not None
    assert {rule.id for rule in policy.config.rules} == {"floods", "storms", "fires"}


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
