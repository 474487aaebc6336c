"""What a command costs: CPU and memory, summed over all processes it starts."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_SAMPLE = 0.05


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU and wall in seconds; peak resident memory in bytes, 0 where /proc does not tell."""

    cpu: float
    wall: float
    memory: int
    output: str


class Failed(Exception):
    """The command ended with an error; ``str()`` is the end of what it said."""


def run(command: Sequence[str], folder: Path) -> Usage:
    """Run ``command`` in ``folder`` to its end. Its children must end before it does."""
    log = folder / "bench.log"
    started = time.monotonic()
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        memory = _Memory(process.pid)
        memory.start()
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    memory.stop()
    if process.returncode:
        raise Failed(f"{command[0]}: {log.read_text(errors='replace')[-500:] or output[-500:]}")
    return Usage(used.ru_utime + used.ru_stime, wall, memory.peak, output)


class _Memory(threading.Thread):
    """Adds up the resident memory of a process and all below it, 20 times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._done = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._done.wait(_SAMPLE):
            self.peak = max(self.peak, sum(_resident(pid) for pid in _family(self._pid)))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _family(pid: int) -> list[int]:
    found = [pid]
    for member in found:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found += map(int, task.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found
