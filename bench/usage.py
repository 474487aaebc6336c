"""What a command costs: CPU and memory, summed over all processes it starts.

Memory is told twice. Resident sizes added up count a page that several processes share (libraries,
mostly) once for each of them: that is the stricter sum, and budgets are held against it.
Proportional sizes count such a page once: that is what the machine gives.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 0.05


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes: resident pages added up, shared ones once, and the resident pages of each process.

    All 0 where /proc does not tell.
    """

    resident: int = 0
    proportional: int = 0
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU and wall in seconds; memory at its peak."""

    cpu: float
    wall: float
    memory: Sizes
    output: str


class Failed(Exception):
    """The command ended with an error; ``str()`` is the end of what it said."""


def run(command: Sequence[str], folder: Path, given: Path = Path(os.devnull)) -> Usage:
    """Run ``command`` in ``folder`` to its end, with the file ``given`` as its standard input.

    Its children must end before it does.
    """
    log = folder / "bench.log"
    started = time.monotonic()
    with log.open("w", encoding="utf-8") as errors, given.open("rb") as source:
        process = subprocess.Popen(
            command, cwd=folder, stdin=source, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        with Memory(process.pid) as memory:
            assert process.stdout is not None
            output = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{command[0]}: {log.read_text(errors='replace')[-500:] or output[-500:]}")
    return Usage(used.ru_utime + used.ru_stime, wall, memory.peak, output)


class Memory:
    """Watches a process and all below it, 20 times a second; each size at its own peak."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak = Sizes()

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def taken(self) -> Sizes:
        """Return the peak so far, and begin a new one."""
        peak, self.peak = self.peak, Sizes()
        return peak

    def _watch(self) -> None:
        while not self._over.wait(_SAMPLE):
            now, peak = sizes(self._pid), self.peak
            self.peak = Sizes(
                max(now.resident, peak.resident),
                max(now.proportional, peak.proportional),
                now.shares if now.resident > peak.resident else peak.shares,
            )


def in_words(peak: Sizes) -> str:
    """Say the peaks, and how the stricter one parts into processes."""
    parts = " + ".join(f"{share / 1048576:.0f}" for share in peak.shares)
    shared_once = peak.proportional / 1048576
    return f"{peak.resident / 1048576:4.0f} MB ({parts}; shared pages once: {shared_once:.0f})"


def sizes(pid: int) -> Sizes:
    """Return what a process and all below it have in memory now."""
    found = [_sizes(one) for one in _family(pid)]
    shares = tuple(resident for resident, _ in found)
    return Sizes(sum(shares), sum(proportional for _, proportional in found), shares)


def descriptors(pid: int) -> int:
    """Return how many files, sockets and pipes a process and all below it have open now."""
    return sum(len(_opened(one)) for one in _family(pid))


def _opened(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/fd")
    except OSError:
        return []


def _sizes(pid: int) -> tuple[int, int]:
    """Return the resident and the proportional size of one process."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return 0, 0
    found = {line.split()[0]: int(line.split()[1]) * 1024 for line in lines}
    return found.get("Rss:", 0), found.get("Pss:", 0)


def _family(pid: int) -> list[int]:
    found = [pid]
    for member in found:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found += map(int, task.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found
