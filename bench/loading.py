"""What reading a large configuration costs: CPU, memory, and how long an event loop waits for it."""

from __future__ import annotations

import asyncio
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.synthesis import Synthesis, Vocabulary, made_up_entities

RULES: Final = 10_000
ALIASES: Final = 100_000
_HEAD: Final = (
    "storage: sqlite:///w.db\nfeeds: []\nchannels: {c: 'console://'}\ndefault_notify: [c]\n"
)


def write(folder: Path, texts: Sequence[str]) -> Path:
    """Write a configuration of 10,000 rules, each on lines of its own, and 100,000 aliases."""
    draw = random.Random(1)
    synthesis = Synthesis(Vocabulary.of(texts), draw)
    path = folder / "config.yaml"
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{_HEAD}entities: {{people: {{from: people.csv}}}}\nterms:\n")
        for name, words in synthesis.terms.items():
            out.write(f"  {name}: {json.dumps(words, ensure_ascii=False)}\n")
        out.write("rules:\n")
        for rule in synthesis.rules(RULES):
            when = json.dumps(rule["when"], ensure_ascii=False)
            out.write(f"  - id: {rule['id']}\n    title: {rule['title']}\n    when: {when}\n")
    with (folder / "people.csv").open("w", encoding="utf-8") as out:
        out.write("id,kind,alias\n")
        for name, entity in made_up_entities(ALIASES, draw).items():
            out.writelines(f"{name},{entity.kind},{alias}\n" for alias in entity.aliases)
    return path


def load(path: Path) -> None:
    """Load once in this process and print CPU seconds and megabytes."""
    from monitor.config.load import load as read_config
    from monitor.config.policy import compile_policy
    from monitor.data import load_gazetteer

    gazetteer = load_gazetteer()
    started, base = time.process_time(), _megabytes()
    loaded = read_config(path, {})
    read = time.process_time() - started
    policy, problems = compile_policy(loaded, gazetteer)
    spent = time.process_time() - started
    assert policy is not None, problems[:3]
    print(
        f"load {RULES} rules, {ALIASES} aliases: {spent:.2f} s CPU (files {read:.2f}, compile "
        f"{spent - read:.2f}), peak {_megabytes():.0f} MB, {base:.0f} of them before"
    )


def reload(path: Path) -> None:
    """Load in a thread beside an event loop that ticks, and print how late the ticks were."""
    from monitor.config.load import load as read_config
    from monitor.config.policy import compile_policy
    from monitor.data import load_gazetteer

    gazetteer = load_gazetteer()

    async def ticks() -> list[float]:
        late: list[float] = []
        job = asyncio.create_task(
            asyncio.to_thread(lambda: compile_policy(read_config(path, {}), gazetteer))
        )
        while not job.done():
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            late.append(time.perf_counter() - before - 0.01)
        return sorted(late)

    late = asyncio.run(ticks())
    middle, most = late[len(late) // 2], late[-1]
    print(
        f"reload beside an event loop: {len(late)} ticks, late by {middle * 1000:.1f} ms in the "
        f"middle, {late[int(len(late) * 0.99)] * 1000:.0f} ms at 99 %, {most * 1000:.0f} ms at most"
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(texts: Sequence[str]) -> None:
    """Measure in fresh processes, so that memory counts from nothing."""
    with tempfile.TemporaryDirectory(prefix="rules-") as folder:
        path = write(Path(folder), texts)
        for what in ("load", "reload"):
            code = f"from pathlib import Path; from bench.loading import {what}; {what}(Path({str(path)!r}))"
            subprocess.run([sys.executable, "-c", code], check=True)


__all__ = ["report"]
