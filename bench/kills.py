"""Kill a running daemon again and again, and count what was lost or doubled.

    python -m bench.kills [--kills 50] [--database sqlite|postgresql|both] [--seed 1]

While feeds change, the webhook answers 500 to a third of all calls, and ``wirewatch run`` gets
SIGKILL at random moments. Every entry is its own event, so each must arrive at least once; the
duplicates may not outnumber the kills. Exits 1 when that does not hold.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from bench.trials import database, main
from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wirewatch

_FEEDS = 8
_SETTLE = 60.0


def _write_config(folder: Path, site: Site, url: str, paths: list[str]) -> None:
    feeds = "".join(f"  - {site.url}{path}\n" for path in paths)
    (folder / "config.yaml").write_text(
        f"storage: {url}\n"
        "polling: {every: 1s, min: 1s, gap: 0s, per_host: 8, allow_private: [127.0.0.0/8]}\n"
        f"feeds:\n{feeds}"
        f"channels: {{hook: '{site.url.replace('http://', 'json://')}/hook'}}\n"
        "default_notify: [hook]\n"
        "rules:\n  - {id: all, dedup: off, when: marker*}\n"
    )


def _kill_often(folder: Path, site: Site, paths: list[str], kills: int, seed: int) -> list[str]:
    """Publish, kill, start again; return the marker words that must have arrived at the end."""
    chance = random.Random(seed)
    items = {path: [Item(f"old{path}", "Nothing of note")] for path in paths}
    site.feeds = {path: rss(entries) for path, entries in items.items()}
    wanted: list[str] = []
    daemon = Running(folder)
    while len({path for path, _ in site.asked}) < len(paths):
        time.sleep(0.1)
    time.sleep(2)
    for kill in range(kills):
        for number, path in enumerate(paths):
            word = f"marker{kill}x{number}z"
            items[path].insert(0, Item(word, f"{word} was seen", _made_up(chance)))
            site.feeds[path] = rss(items[path])
            wanted.append(word)
        time.sleep(0.3 + chance.random() * 3)
        daemon.kill()
        daemon = Running(folder)
    end = time.monotonic() + _SETTLE
    while time.monotonic() < end and min(_copies(site, wanted)) == 0:
        time.sleep(1)
    time.sleep(3)
    daemon.stop()
    return wanted


def _made_up(chance: random.Random) -> str:
    """Words that no other entry has, so that every entry is an event of its own."""
    letters = "bdfgklmnprstvz"
    return " ".join(
        "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(4)).capitalize()
        for _ in range(12)
    )


def _copies(site: Site, wanted: list[str]) -> list[int]:
    titles = [str(hook.get("title")) + str(hook.get("message")) for hook in list(site.hooks)]
    return [sum(f"{word} was" in title for title in titles) for word in wanted]


def measure(kind: str, kills: int, seed: int) -> bool:
    """Run one trial on one database; print its row; return whether it held."""
    with tempfile.TemporaryDirectory(prefix="kills-") as name, SiteServer() as site:
        folder = Path(name)
        site.hook_status = lambda number: 500 if number % 3 == 0 else 200
        paths = [f"/feed{number}" for number in range(_FEEDS)]
        with database(kind, folder) as url:
            _write_config(folder, site, url, paths)
            wanted = _kill_often(folder, site, paths, kills, seed)
            copies = _copies(site, wanted)
            check = wirewatch("db", "check", cwd=folder).stdout.strip()
            status = wirewatch("status", cwd=folder).stdout
    lost = copies.count(0)
    if lost:
        missing = [word for word, count in zip(wanted, copies, strict=True) if not count]
        print("  not arrived:", *missing[:40])
    doubled = sum(count - 1 for count in copies if count > 1)
    waiting = next(line for line in status.splitlines() if line.startswith("deliveries"))
    held = lost == 0 and doubled <= kills and check == "clean"
    print(
        f"{kind:12} kills {kills:4}  alerts {len(wanted):5}  lost {lost:3}  doubled {doubled:3}  "
        f"db check: {check}  {waiting}  {'held' if held else 'FAILED'}",
        flush=True,
    )
    return held


if __name__ == "__main__":
    sys.exit(main(__doc__, 50, measure))
