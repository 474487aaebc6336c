"""What a large configuration costs: CPU and memory of a load, the waits of an event loop beside it,
and the memory of a daemon that runs with it."""

from __future__ import annotations

import asyncio
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.synthesis import Synthesis, Vocabulary, made_up_entities
from bench.usage import Memory, in_words, sizes
from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wait_for

RULES: Final = 10_000
ALIASES: Final = 100_000
FEEDS: Final = 20
ENTRIES: Final = 30
RELOADS: Final = 10
_HEAD: Final = (
    "storage: sqlite:///w.db\nchannels: {c: 'console://'}\ndefault_notify: [c]\n"
    "log: {level: info}\n"
)
_POLLING: Final = (
    "polling: {every: 1s, min: 1s, gap: 0s, per_host: 9, allow_private: [127.0.0.0/8]}\n"
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
    """Reload as a daemon does beside an event loop that ticks, and print how late the ticks were."""
    from monitor.config.source import PolicySource
    from monitor.data import load_gazetteer
    from monitor.deliver.channels import check_channel

    source = PolicySource(path, {}, load_gazetteer(), check_channel)
    source.read()
    source.start("")

    def again() -> None:
        written = source.refresh(True)
        assert written is not None
        source.take(written)

    async def ticks() -> list[float]:
        late: list[float] = []
        job = asyncio.create_task(asyncio.to_thread(again))
        while not job.done():
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            late.append(time.perf_counter() - before - 0.01)
        return sorted(late)

    started = time.perf_counter()
    late = asyncio.run(ticks())
    took = time.perf_counter() - started
    middle, most = late[len(late) // 2], late[-1]
    print(
        f"reload beside an event loop: {took:.1f} s, {len(late)} ticks, late by {middle * 1000:.1f} ms in the "
        f"middle, {late[int(len(late) * 0.99)] * 1000:.0f} ms at 99 %, {most * 1000:.0f} ms at most"
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def daemon(path: Path, texts: Sequence[str]) -> None:
    """Print the memory of ``wirewatch run`` after two polls of each feed, without rules and with them.

    With rules it is printed after each of ten reloads too.
    """
    plain = path.with_name("plain")
    plain.mkdir()
    with SiteServer() as site:
        feeds = _feeds(site, texts)
        path.write_text(f"{path.read_text(encoding='utf-8')}{feeds}", encoding="utf-8")
        (plain / "config.yaml").write_text(f"{_HEAD}{feeds}", encoding="utf-8")
        for words, folder in (("no rules", plain), (f"{RULES} rules", path.parent)):
            asked = len(site.asked)
            with Running(folder) as running, Memory(running.process.pid) as memory:
                wait_for(lambda n=asked: len(site.asked) >= n + 2 * FEEDS, 120, "two polls")  # type: ignore[misc]
                now = sizes(running.process.pid)
                peak = in_words(memory.taken())
                print(f"daemon, {words}: {in_words(now)} after two polls, peak {peak}")
                if folder == path.parent:
                    _reload_often(running)
                    print(f"daemon, {words}: peak of the reloads {in_words(memory.taken())}")
                running.stop()


def _reload_often(running: Running) -> None:
    for number in range(1, RELOADS + 1):
        running.process.send_signal(signal.SIGHUP)
        wait_for(
            lambda n=number: running.said().count("configuration reloaded") >= n,  # type: ignore[misc]
            60,
            "a reload",
        )
        time.sleep(0.5)
        print(f"  after reload {number}: {in_words(sizes(running.process.pid))}")


def _feeds(site: Site, texts: Sequence[str]) -> str:
    """Serve the texts as feeds, and return the lines of a configuration that polls them."""
    for number in range(FEEDS):
        part = texts[number * ENTRIES : (number + 1) * ENTRIES]
        site.feeds[f"/{number}"] = rss(
            [Item(f"{number}-{at}", *text.split("\n", 1)) for at, text in enumerate(part)]
        )
    return f"{_POLLING}feeds:\n" + "".join(f"  - {site.url}{path}\n" for path in site.feeds)


def report(texts: Sequence[str]) -> None:
    """Measure in fresh processes, so that memory counts from nothing."""
    with tempfile.TemporaryDirectory(prefix="rules-") as folder:
        path = write(Path(folder), texts)
        for what in ("load", "reload"):
            code = f"from pathlib import Path; from bench.loading import {what}; {what}(Path({str(path)!r}))"
            subprocess.run([sys.executable, "-c", code], check=True)
        daemon(path, texts)


__all__ = ["report"]
