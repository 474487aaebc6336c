"""The project as its packaging tests see it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("monitor", "rules", "storage")


def tracked() -> list[Path]:
    """Return every file of the project: known to git, or new and not ignored."""
    command = [
        "git",
        "-C",
        str(ROOT),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def modules() -> list[Path]:
    """Return every Python file of the project."""
    return [path for path in tracked() if path.suffix == ".py"]
