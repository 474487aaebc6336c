"""What trials by SIGKILL share: a database of each kind, and the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.postgres import running

_KINDS = ("sqlite", "postgresql")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the URL of an empty database of that kind, for a daemon that runs in ``folder``."""
    if kind == "sqlite":
        yield "sqlite:///trial.db"
        return
    place = folder / "postgres"
    place.mkdir(mode=0o755)
    folder.chmod(0o755)
    with running(place) as server:
        yield server.url(server.create())


def main(about: str, kills: int, measure: Callable[[str, int, int], bool]) -> int:
    """Run ``measure(kind, kills, seed)`` on each database asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=about.split("\n")[0])
    parser.add_argument("--kills", type=int, default=kills)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=(*_KINDS, "both"), default="both")
    asked = parser.parse_args()
    kinds = _KINDS if asked.database == "both" else (asked.database,)
    held = [measure(kind, asked.kills, asked.seed) for kind in kinds]
    return 0 if all(held) else 1
