"""Commands in the hands of people and scripts: wrong arguments, closed streams, what they load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.harness import wirewatch

CONFIG = (
    'channels: {c: "console://"}\ndefault_notify: [c]\nfeeds: []\n'
    "rules: [{id: a, when: flood, tests: [{title: flood, expect: match}]}]\n"
)
HUGE = str(10**30)
LARGEST = str(2**63 - 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and a database; the commands here change nothing in it."""
    made = tmp_path_factory.mktemp("use")
    (made / "config.yaml").write_text(CONFIG)
    done = wirewatch("once", cwd=made)
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("number", [HUGE, LARGEST])
def test_a_number_that_nothing_has_is_refused_in_words(number: str, folder: Path) -> None:
    named: tuple[tuple[str, ...], ...] = (
        ("stories", "show", number),
        ("stories", "merge", number, "1"),
        ("stories", "merge", "1", number),
        ("stories", "split", "1", number),
        ("alerts", "show", number),
        ("alerts", "resend", number),
        ("silence", "remove", number),
        ("silence", "add", "--story", number, "--for", "1h"),
    )
    for words in named:
        done = wirewatch(*words, cwd=folder)
        assert done.returncode in (1, 2), words
        assert "Traceback" not in done.stderr, words
        assert number in done.stderr or "no story" in done.stderr, words
    for group, command in (("stories", "list"), ("alerts", "list"), ("rules", "backtest")):
        done = wirewatch(group, command, "--limit", number, cwd=folder)
        assert done.returncode == (0 if number == LARGEST else 2), done.stderr
        assert "Traceback" not in done.stderr, command


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("alert", "list"), "alerts"),
        (("statsu",), "status"),
        (("alerts", "lst"), "list"),
        (("rules", "near-miss"), "near-misses"),
    ],
)
def test_a_misspelt_command_is_told_what_was_meant(
    words: tuple[str, ...], meant: str, folder: Path
) -> None:
    done = wirewatch(*words, cwd=folder)
    assert done.returncode == 2
    assert f"did you mean {meant}?" in done.stderr


@pytest.mark.parametrize(
    ("command", "closed", "code"),
    [
        ("once", "2>&-", 0),
        ("once --json", ">&-", 0),
        ("status", "<&- 2>&-", 0),
        ("rules near-misses --items items.jsonl", "2>&-", 0),
        ("rules explain --rule a", "<&-", 2),
        ("facts", "<&-", 2),
        ("facts", ">&- <items.jsonl", 2),
        ("match", "2>&- <items.jsonl", 0),
        ("feeds list", ">/dev/full", 1),
    ],
)
def test_closed_and_full_streams_are_no_crash(
    command: str, closed: str, code: int, folder: Path
) -> None:
    (folder / "items.jsonl").write_text('{"id": 1, "title": "Flood in the valley"}\n')
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m monitor {command} {closed}"],
        cwd=folder, env=dict(os.environ), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert wirewatch("db", "check", cwd=folder).stdout == "clean\n"


def test_a_daemon_starts_without_any_standard_stream(folder: Path) -> None:
    command = f"timeout -s TERM 4 {sys.executable} -m monitor run <&- >&- 2>&-"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, timeout=60)
    assert done.returncode in (0, 124)  # timeout's own word for having ended it
    assert "stopped at" in wirewatch("status", "--json", cwd=folder).stdout


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        (("--help",), {"pydantic", "yaml", "re2", "sqlalchemy", "aiohttp"}),
        (("facts",), {"pydantic", "yaml", "sqlalchemy", "aiohttp", "apprise"}),
        (("group",), {"pydantic", "yaml", "sqlalchemy", "aiohttp", "apprise"}),
        (("check",), {"sqlalchemy", "sqlmodel", "aiohttp", "apprise"}),
        (("match",), {"sqlalchemy", "sqlmodel", "aiohttp", "apprise"}),
        (("rules", "list"), {"sqlalchemy", "sqlmodel", "aiohttp", "apprise"}),
        (("rules", "test"), {"sqlalchemy", "sqlmodel", "aiohttp", "apprise"}),
        (("feeds", "list"), {"aiohttp", "apprise", "feedparser"}),
        (("alerts", "list"), {"aiohttp", "apprise", "feedparser"}),
        (("status",), {"aiohttp", "feedparser"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_loads_no_library_that_it_does_not_use(
    words: tuple[str, ...], spared: set[str], folder: Path
) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        f"sys.argv = ['wirewatch', *{words!r}]\n"
        "from monitor.cli.main import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split())
    assert "monitor.cli.main" in loaded
    assert spared & loaded == set()
