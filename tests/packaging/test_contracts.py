"""The import contracts hold, and would catch whoever breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.tree import PACKAGES, ROOT

LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    # PYTHONPATH comes before the editable install, so the copy is what is read.
    environ = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, env=environ, capture_output=True, text=True
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packages and the contracts, to plant violations in."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("planted_in", "line", "contract"),
    [
        ("rules/text/document.py", "import os", "rules is pure"),
        ("rules/facts/model.py", "import sqlalchemy", "rules is pure"),
        ("storage/tables.py", "import rules.errors", "which do not know each other"),
        ("rules/errors.py", "import storage.errors", "which do not know each other"),
        ("storage/records.py", "import monitor.errors", "which do not know each other"),
        ("rules/text/document.py", "import rules.facts.model", "Floors of rules"),
        ("storage/tables.py", "import storage.store", "Floors of storage"),
        ("monitor/errors.py", "import monitor.cli", "Floors of monitor"),
        ("monitor/fetch/__init__.py", "import monitor.deliver", "Floors of monitor"),
    ],
)
def test_a_planted_violation_is_caught(
    copy: Path, planted_in: str, line: str, contract: str
) -> None:
    file = copy / planted_in
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = _lint(copy)
    assert done.returncode != 0
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(contract in row for row in broken), done.stdout


def test_a_package_that_no_floor_names_is_caught(copy: Path) -> None:
    (copy / "rules" / "attic").mkdir()
    (copy / "rules" / "attic" / "__init__.py").touch()
    done = _lint(copy)
    assert done.returncode != 0
    assert "rules.attic" in done.stdout
