"""What polling costs: CPU for each feed, wall and memory, beside other feed readers.

    python -m bench.poll [--feeds 2000] [--peer-feeds 500] [--only wirewatch,newsboat,reader]

A server on loopback, in a process of its own that is not counted, has feeds of 30 entries. Four
rounds, each in a fresh process: first poll, all answered 304, one new entry in each, and the same
bodies without validators. Wirewatch runs with 100 rules that match one entry in sixty, figures and
grouping included; the others only store. Its budget is for the polling: what it costs to start,
the median of three rounds with nothing due, is printed beside it and taken off, since a daemon
starts once. Nothing is taken off for the peers, whose start is short.

CPU time says less where other work shares the machine's caches: beside each round a fixed piece of
work is timed, and 'machine 1.30' says that it took 1.3 times the CPU that it takes undisturbed.
Budgets are held against the CPU time as it was.

Peers: newsboat (``apt-get install newsboat``) and lemon24/reader (``make bench-peers``); one that
is not there is left out with a word. They get fewer feeds, since they need minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.usage import Failed, Usage, in_words, run
from bench.yardstick import Yardstick

_BUDGET = {"first poll": 5.0, "all 304": 0.5, "one new entry": 2.0, "same, no validators": 0.8}
_MEMORY_BUDGET = 200


@dataclass(frozen=True, slots=True)
class Server:
    """The feeds, and how to change what they say."""

    port: int

    def urls(self, count: int) -> list[str]:
        return [f"http://127.0.0.1:{self.port}/feed/{number}" for number in range(count)]

    def say(self, revision: int, *, validators: bool) -> None:
        url = f"http://127.0.0.1:{self.port}/state/{revision}/{int(validators)}"
        urllib.request.urlopen(urllib.request.Request(url, method="POST")).close()


@dataclass(frozen=True, slots=True)
class Reader:
    """One program that polls: how to set it up in a folder, and the command for one round.

    ``idle`` starts it without anything to do; None where that costs next to nothing.
    """

    name: str
    prepare: Callable[[Path, list[str]], None]
    command: list[str]
    idle: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """One round: CPU milliseconds for each feed, start-up taken off, and all that was used.

    ``slower`` is how many times more CPU the machine took for a fixed piece of work meanwhile.
    """

    each: float
    used: Usage
    slower: float


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """Run the server until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.feed_server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield Server(int(process.stdout.readline()))
    finally:
        process.communicate(timeout=10)


def wirewatch() -> Reader:
    """Everything on: rules, figures, grouping, an outbox with a console."""
    command = [sys.executable, "-m", "monitor", "once", "--json"]
    return Reader("wirewatch", _wirewatch_config, [*command, "--all"], command)


def _wirewatch_config(folder: Path, urls: list[str]) -> None:
    words = ("tariff", "vaccine", "eruption", "hostage", "embargo", "ceasefire", "mutiny", "drone")
    rules = "".join(
        f"  - {{id: topic-{at}, when: {{all: [{words[at % 8]}*, {{any: [number{at}, "
        f"'code {at}']}}]}}}}\n"
        for at in range(99)
    )
    (folder / "config.yaml").write_text(
        "polling: {every: 1h, min: 1s, gap: 0s, per_host: 100, allow_private: [127.0.0.0/8]}\n"
        "log: {level: error}\n"
        "channels: {console: 'console://'}\ndefault_notify: [console]\n"
        f"feeds:\n{''.join(f'  - {url}' + chr(10) for url in urls)}"
        "rules:\n  - {id: deaths, when: {figure: {kind: killed, at_least: 100}}}\n"
        f"{rules}",
        encoding="utf-8",
    )


def newsboat() -> Reader | None:
    """newsboat of the distribution, reloading on four threads."""
    if shutil.which("newsboat") is None:
        print("newsboat: not measured; it is not installed (apt-get install newsboat)")
        return None
    options = ["-C", "config", "-u", "urls", "-c", "cache.db"]
    return Reader("newsboat", _newsboat_config, ["newsboat", *options, "-x", "reload"])


def _newsboat_config(folder: Path, urls: list[str]) -> None:
    (folder / "config").write_text("reload-threads 4\nmax-items 0\n", encoding="utf-8")
    (folder / "urls").write_text("\n".join(urls), encoding="utf-8")


def reader() -> Reader | None:
    """lemon24/reader, updating with ten workers."""
    if find_spec("reader") is None:
        print("reader: not measured; it is not installed (make bench-peers)")
        return None
    script = (
        "import pathlib, reader\n"
        "r = reader.make_reader('reader.db')\n"
        "for url in pathlib.Path('urls').read_text().split(): r.add_feed(url, exist_ok=True)\n"
        "r.update_feeds(workers=10, scheduled=False)\n"
    )
    return Reader("lemon24/reader", _newsboat_config, [sys.executable, "-c", script])


def measure(server: Server, one: Reader, feeds: int) -> dict[str, Cost]:
    """Return what each round cost."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="poll-") as name:
        folder = Path(name)
        one.prepare(folder, server.urls(feeds))
        start = 0.0
        for title, revision, validators in (
            ("first poll", 0, True),
            ("all 304", 0, True),
            ("one new entry", 1, True),
            ("same, no validators", 1, False),
        ):
            server.say(revision, validators=validators)
            with Yardstick() as yardstick:
                used = run(one.command, folder)
            if one.idle and not start:
                start = statistics.median(run(one.idle, folder).cpu for _ in range(3))
                print(f"{one.name:15} start-up alone: {start:.2f} s of CPU", flush=True)
            found[title] = Cost((used.cpu - start) * 1000 / feeds, used, yardstick.slower)
            _print_row(one.name, title, feeds, found[title])
            time.sleep(1.1)  # nobody may ask again within Wirewatch's floor of a second
    return found


def _print_row(name: str, title: str, feeds: int, cost: Cost) -> None:
    used, counts = cost.used, ""
    if used.output.startswith("{"):
        whole = json.loads(used.output.strip().splitlines()[-1])
        counts = "  " + "  ".join(
            f"{key} {whole[key]}" for key in ("fetched", "not_modified", "new_entries", "alerts")
        )
    print(
        f"{name:15} {title:20} {feeds:5} feeds  CPU {cost.each:7.2f} ms a feed "
        f"({used.cpu * 1000 / feeds:.2f} with start-up)  machine {cost.slower:.2f}  wall {used.wall:6.1f} s  "
        f"memory {in_words(used.memory)}{counts}",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--peer-feeds", type=int, default=500)
    parser.add_argument("--only", default="wirewatch,newsboat,reader")
    asked = parser.parse_args()
    makers = {"wirewatch": wirewatch, "newsboat": newsboat, "reader": reader}
    results: dict[str, dict[str, Cost]] = {}
    with serving() as server:
        for name in asked.only.split(","):
            one = makers[name]()
            if one is None:
                continue
            feeds = asked.feeds if name == "wirewatch" else asked.peer_feeds
            try:
                results[name] = measure(server, one, feeds)
            except Failed as error:
                print(f"{name}: failed: {error}")
    ours = results.pop("wirewatch", None)
    return 0 if ours is not None and _compare(ours, results) else 1


def _compare(ours: dict[str, Cost], peers: dict[str, dict[str, Cost]]) -> bool:
    """Print budgets and ratios; say whether all budgets held."""
    held = True
    print()
    for title, cost in ours.items():
        memory = cost.used.memory.resident / 1048576
        fits = cost.each <= _BUDGET[title] and memory <= _MEMORY_BUDGET
        held = held and fits
        ratios = "".join(
            f"   {name} {other[title].each / cost.each:.1f} times as much"
            for name, other in peers.items()
        )
        print(
            f"{title:20} {cost.each:5.2f} of {_BUDGET[title]} ms, {memory:4.0f} of "
            f"{_MEMORY_BUDGET} MB: {'held' if fits else 'NOT held'}{ratios}"
        )
    return held


if __name__ == "__main__":
    sys.exit(main())
