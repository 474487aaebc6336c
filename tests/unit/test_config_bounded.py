"""What is no ordinary file is refused in words, wherever a configuration names it: nobody waits."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.rescue import storage_url
from monitor.deliver.channels import check_channel

pytestmark = pytest.mark.timeout(20)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def bound_socket(path: Path) -> None:
    # Its address has little room: named from beside it.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(before)


def large(path: Path) -> None:
    with path.open("wb") as out:
        out.truncate(2**40)


def nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "absent")


KINDS: list[tuple[Callable[[Path], object], str]] = [
    (pipe, "it is a named pipe, not a file"),
    (zeros, "it is a device, not a file"),
    (bound_socket, "o such device or address"),
    (large, "larger than"),
    (nowhere, "No such file or directory"),
]
NAMING = {
    "included.yaml": "include: [included.yaml]",
    "globbed.yaml": "include: ['globbed*.yaml']",
    "feeds.opml": "feeds: [{opml: feeds.opml}]",
    "names.csv": "entities: {names: {from: names.csv}}",
    "secret": "channels: {hook: '${file:secret}'}",
    "text.j2": "channels: {hook: {url: 'console://', template: text.j2}}",
    "feeds.d/managed.yaml": "feeds: ['https://one.example/feed']",
}


@pytest.mark.parametrize("name", NAMING)
@pytest.mark.parametrize(("make", "said"), KINDS)
def test_a_file_that_is_none_is_refused(
    tmp_path: Path, name: str, make: Callable[[Path], object], said: str
) -> None:
    (tmp_path / "feeds.d").mkdir()
    (tmp_path / "config.yaml").write_text(NAMING[name] + "\n")
    make(tmp_path / name)
    loaded = load(tmp_path / "config.yaml", {}, check_channel=check_channel)
    assert loaded.config is None
    told = "\n".join(str(problem) for problem in loaded.problems)
    expected = "does not exist" if (name, make) == ("text.j2", nowhere) else said
    assert name in told
    assert expected in told


@pytest.mark.parametrize(("make", "said"), KINDS)
def test_a_configuration_that_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    config = tmp_path / "config.yaml"
    make(config)
    loaded = load(config, {})
    assert loaded.config is None
    assert said in str(loaded.problems[0])
    assert storage_url(loaded, config, {}) is None or make is large


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    loaded = load(tmp_path, {})
    assert len(os.listdir("/proc/self/fd")) == before
    assert "it is a folder, not a file" in str(loaded.problems[0])


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_database_of_a_refused_file_is_found_whoever_saved_it(
    tmp_path: Path, before: bytes, end: bytes
) -> None:
    config = tmp_path / "config.yaml"
    config.write_bytes(before + end.join((b"storage: sqlite:///other.db", b"rules: 5", b"")))
    loaded = load(config, {})
    assert loaded.config is None
    assert storage_url(loaded, config, {}) == f"sqlite:///{tmp_path / 'other.db'}"
