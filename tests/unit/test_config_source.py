"""What makes a running daemon read its configuration again, and what does not."""

from __future__ import annotations

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
    _, loaded = source.read()
    source.start(loaded, "")
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
