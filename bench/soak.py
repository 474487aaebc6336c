"""Do memory and open files stay flat while a daemon runs on and every feed has news at every poll?

    python -m bench.soak [--feeds 200] [--rounds 600]

One daemon polls feeds of 30 entries every second, as fast as it can when that is too fast; each
poll finds one entry more, and one entry in twenty matches and alerts. 600 rounds are what a feed
polled every quarter of an hour brings in a week. Memory is resident; it and open files are summed
over processes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.usage import descriptors, sizes
from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wait_for

_ENTRIES = 30
_MATCHING = 20
# The first polls fill caches and start the parsing processes.
WARM = 3
_TEXT = "The council of place {0} agreed on a plan for the harbour after {1} hours of talks. " * 4


@dataclass(frozen=True, slots=True)
class Sample:
    """How many polls the least polled feed has had; bytes resident and files open in all processes."""

    rounds: int
    resident: int
    descriptors: int


class _News:
    """Feeds that have one more entry each time they are asked."""

    def __init__(self, site: Site, feeds: int) -> None:
        self._site = site
        self.polls = Counter({f"/feed{number}": 0 for number in range(feeds)})
        self._items: dict[str, list[Item]] = {}
        for path in self.polls:
            self._items[path] = [_item(path, at) for at in range(_ENTRIES)]
            site.feeds[path] = rss(self._items[path])
        site.watch = self.asked

    def asked(self, path: str) -> None:
        if path in self.polls:
            self.polls[path] += 1
            newest = _item(path, _ENTRIES + self.polls[path])
            self._items[path] = [newest, *self._items[path][:-1]]
            self._site.feeds[path] = rss(self._items[path])

    def rounds(self) -> int:
        return min(self.polls.values())


def _item(path: str, number: int) -> Item:
    name = f"{path.strip('/')}x{number}"
    marked = "marker " if number % _MATCHING == 0 else ""
    return Item(f"{path}-{number}", f"{marked}Report {name} of the day", _TEXT.format(name, number))


def run(folder: Path, feeds: int, rounds: int, patience: float) -> list[Sample]:
    """Poll until each feed was asked ``rounds`` times more; a sample when warm, and as it goes.

    Raises AssertionError when one round takes longer than ``patience`` seconds.
    """
    with SiteServer() as site:
        news = _News(site, feeds)
        urls = "".join(f"  - {site.url}{path}\n" for path in news.polls)
        (folder / "config.yaml").write_text(
            "polling: {every: 1s, min: 1s, gap: 0s, per_host: 100, allow_private: [127.0.0.0/8]}\n"
            f"log: {{level: error}}\nchannels: {{hook: '{site.url.replace('http', 'json')}/hook'}}\n"
            f"default_notify: [hook]\nfeeds:\n{urls}"
            "rules: [{id: marker, when: marker}]\n"
        )
        found = []
        with Running(folder) as running:
            for wanted in range(WARM, WARM + rounds + 1):
                wait_for(lambda n=wanted: news.rounds() >= n, patience, f"round {wanted}")  # type: ignore[misc]
                pid = running.process.pid
                found.append(Sample(wanted, sizes(pid).resident, descriptors(pid)))
            assert site.hooks, "nobody was told anything"
            running.stop()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=600)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        found = run(Path(name), asked.feeds, asked.rounds, 120)
    for sample in found[:: max(1, asked.rounds // 20)]:
        megabytes = sample.resident / 1048576
        print(f"round {sample.rounds:5}: {megabytes:6.1f} MB, {sample.descriptors} files open")
    grown = (found[-1].resident - found[0].resident) / 1048576
    polls = asked.feeds * asked.rounds
    print(
        f"grown by {grown:.1f} MB in {polls} polls that brought an entry each "
        f"({grown * 1048576 / polls:.0f} bytes a poll), open files by "
        f"{found[-1].descriptors - found[0].descriptors}, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
