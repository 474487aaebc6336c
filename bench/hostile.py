"""Hostile feeds beside good ones: do the good ones keep their schedule, does memory stay flat?

    python -m bench.hostile [--good 200] [--seconds 60] [--every 5] [--timeout 10]

One daemon, one server with good feeds (real conditional answers, each with news now and then) and
one that makes every attack of ``tests/servers/hostile.py`` at once, each from a host of its own.
The first half of the time the good feeds are alone: their schedule then is the peer of their
schedule beside the attacks.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.usage import Memory, Sizes, in_words
from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wait_for, wirewatch
from tests.servers.hostile import ATTACKS, HostileServer, body_of


@dataclass(frozen=True)
class Result:
    """What a run showed. Gaps are seconds from one poll of a good feed to its next."""

    alone: list[float]
    beside: list[float]
    alerts_wanted: int
    alerts: int
    peak: Sizes
    failing: dict[str, str]


def config(site: Site, hostile: HostileServer | None, good: int, every: float, wait: float) -> str:
    """The configuration; without a hostile server, of good feeds only."""
    urls = [f"{site.url}/good{number}" for number in range(good)]
    urls += [hostile.url(attack) for attack in ATTACKS] if hostile else []
    feeds = "".join(f"  - {url}\n" for url in urls)
    return f"""storage: sqlite:///w.db
polling: {{every: {every:g}s, min: 1s, gap: 0s, per_host: 20, timeout: {wait:g}s,
  allow_private: [127.0.0.0/8]}}
feeds:
{feeds}channels: {{hook: "{site.url.replace("http://", "json://")}/hook"}}
default_notify: [hook]
rules: [{{id: marker, dedup: off, when: marker*}}]
"""


def run(folder: Path, good: int, seconds: float, every: float, wait: float) -> Result:
    """Run good feeds alone for half of ``seconds``, then beside every attack."""
    for attack in ("attribute-bomb", "many-items", "huge-feed", "nested-xml"):
        body_of(attack)  # made before anybody waits for it
    with SiteServer() as site, HostileServer() as hostile:
        polls: dict[str, list[float]] = {f"/good{n}": [] for n in range(good)}
        site.watch = lambda path: polls[path].append(time.monotonic()) if path in polls else None
        site.feeds = {path: rss([Item(f"{path}-0", "Nothing of note")]) for path in polls}
        (folder / "config.yaml").write_text(config(site, None, good, every, wait))
        with Running(folder) as running:
            wait_for(lambda: all(len(at) > 1 for at in polls.values()), 60, "two polls of each")
            with Memory(running.process.pid) as memory:
                began = time.monotonic()
                time.sleep(seconds / 2)
                (folder / "config.yaml").write_text(config(site, hostile, good, every, wait))
                wait_for(lambda: len(set(hostile.asked)) == len(ATTACKS), 60, "every attack")
                attacked = time.monotonic()
                wanted = _publish(site, polls, seconds / 2)
                ended = time.monotonic()
                failing = _named(folder, 45)
            with contextlib.suppress(AssertionError):
                wait_for(lambda: _arrived(site) >= wanted, 20, "every alert")
            running.stop()
    return Result(
        _gaps(polls, began, attacked), _gaps(polls, attacked, ended), wanted, _arrived(site),
        memory.peak, failing,
    )  # fmt: skip


def _named(folder: Path, seconds: float) -> dict[str, str]:
    """Return what ``status`` says of each attack, once it names all of them or time is up.

    Thirty attacks begin at once: one that has to be read to its limit may run into the timeout the
    first time, and is named for what it is when it is asked again by itself.
    """
    end = time.monotonic() + seconds
    while True:
        status = json.loads(wirewatch("status", "--json", cwd=folder).stdout)
        failing = {one["url"].rpartition("/")[2]: one["error"] for one in status["failing"]}
        if not unnamed(failing) or time.monotonic() > end:
            return failing
        time.sleep(1)


def _publish(site: Site, polls: dict[str, list[float]], seconds: float) -> int:
    """Give every fourth good feed one more entry, spread over ``seconds``; return how many."""
    paths = list(polls)[::4]
    for number, path in enumerate(paths):
        item = Item(f"{path}-1", f"marker{number} seen in the harbour of place {number}")
        site.feeds[path] = rss([item, Item(f"{path}-0", "Nothing of note")])
        time.sleep(seconds / len(paths))
    return len(paths)


def _arrived(site: Site) -> int:
    return len({str(hook.get("title")) for hook in site.hooks})


def _gaps(polls: dict[str, list[float]], began: float, ended: float) -> list[float]:
    """Return the gaps that ended in this time; a feed that was not polled counts as one long gap."""
    gaps = []
    for at in polls.values():
        ends = [(earlier, later) for earlier, later in pairwise(at) if began <= later <= ended]
        gaps += [later - earlier for earlier, later in ends]
        last = max((t for t in at if t <= ended), default=began)
        gaps += [ended - last] if ended - last > max(gaps, default=0.0) else []
    return sorted(gaps)


def unnamed(failing: dict[str, str]) -> dict[str, str]:
    """Return the attacks that ``status`` does not name as it should, and what it says instead."""
    return {
        attack: failing.get(attack, "nothing")
        for attack, words in ATTACKS.items()
        if words and words not in failing.get(attack, "")
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--good", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--timeout", type=float, default=10.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(Path(folder), asked.good, asked.seconds, asked.every, asked.timeout)
    print(f"{asked.good} good feeds every {asked.every:g} s, {len(ATTACKS)} attacks")
    for name, gaps in (("alone", result.alone), ("beside attacks", result.beside)):
        middle, late = gaps[len(gaps) // 2], gaps[len(gaps) * 99 // 100]
        print(
            f"{name:15} {len(gaps):6} polls  gap median {middle:6.2f} s  "
            f"p99 {late:6.2f} s  longest {gaps[-1]:6.2f} s"
        )
    print(f"p99 beside/alone {_p99(result.beside) / _p99(result.alone):.2f}")
    print(f"alerts          {result.alerts} of {result.alerts_wanted}")
    print(f"memory          {in_words(result.peak)}")
    for attack in ATTACKS:
        print(
            f"  {attack:22} {result.failing.get(attack, '- (read as far as it goes, harmlessly)')}"
        )
    sys.exit(1 if unnamed(result.failing) else 0)


def _p99(gaps: list[float]) -> float:
    return gaps[len(gaps) * 99 // 100]


if __name__ == "__main__":
    main()
