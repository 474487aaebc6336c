"""Kill a daemon while every channel misbehaves, and count what was lost, doubled or out of order.

    python -m bench.chaos [--kills 100] [--database sqlite|postgresql|both] [--seed 1]

Feeds report events whose toll rises again and again. The webhook answers 200, 500, 429 with
Retry-After, or hangs; the mail server answers 250, 451, 550 or hangs; ``wirewatch run`` gets
SIGKILL at random moments. When the storm is over, dead letters are sent anew (``alerts resend``).
Then every alert that was decided, and the last toll of every event, must have arrived at both
channels (a toll that was overtaken while the daemon was dead is old news), the duplicates may not
outnumber the kills, and at each channel the tolls of one event must rise, until dead letters are
sent anew. Exits 1 when that does not hold.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.trials import database, main
from tests.e2e.harness import Item, Running, Site, SiteServer, rss, wirewatch
from tests.servers.smtp import MailServer, mail_server

_FEEDS = 6
_SETTLE = 180.0
_HANG = 25.0
_TOLD = re.compile(r"marker(\d+)x(\d+)step(\d+)z")


@dataclass
class Storm:
    """What a channel answers: chosen by chance while it blows, well afterwards."""

    chance: random.Random
    blows: bool = True
    met: Counter[str] = field(default_factory=Counter)

    def choose(self, weights: dict[str, int]) -> str:
        """Return one of ``weights``, the first of them once the storm is over."""
        kinds = list(weights)
        kind = self.chance.choices(kinds, list(weights.values()))[0] if self.blows else kinds[0]
        self.met[kind] += 1
        return kind


def _hook(storm: Storm) -> Callable[[int], int]:
    def answer(_number: int) -> int:
        kind = storm.choose({"HTTP 200": 60, "HTTP 500": 25, "HTTP 429": 10, "HTTP hang": 1})
        if kind == "HTTP hang":
            time.sleep(_HANG)
            return 500
        return int(kind.split()[1])

    return answer


def _mail(storm: Storm) -> Callable[[], Awaitable[str]]:
    async def answer() -> str:
        kind = storm.choose({"SMTP 250": 70, "SMTP 451": 20, "SMTP 550": 8, "SMTP hang": 1})
        if kind == "SMTP hang":
            await asyncio.sleep(_HANG)
            return "451 too late"
        return "" if kind == "SMTP 250" else f"{kind.split()[1]} no"

    return answer


def _write_config(folder: Path, site: Site, mail: MailServer, url: str, paths: list[str]) -> None:
    feeds = "".join(f"  - {site.url}{path}\n" for path in paths)
    (folder / "config.yaml").write_text(
        f"storage: {url}\n"
        "polling: {every: 1s, min: 1s, gap: 0s, per_host: 8, allow_private: [127.0.0.0/8]}\n"
        f"feeds:\n{feeds}"
        "channels:\n"
        f"  hook: {site.url.replace('http://', 'json://')}/hook\n"
        f"  mail: {mail.url()}\n"
        "default_notify: [hook, mail]\n"
        "rules:\n"
        "  - id: toll\n"
        "    when: {figure: killed}\n"
        "    update_on: [{figure: killed, rises: 10%}]\n"
        "    update_gap: 0s\n"
    )


@dataclass
class Events:
    """Events of our making, each on a feed of its own, whose tolls rise step by step."""

    chance: random.Random
    site: Site
    paths: list[str]
    items: dict[str, list[Item]] = field(default_factory=dict)
    live: dict[str, tuple[int, int, Sequence[str]]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    begun: int = 0

    def publish(self) -> None:
        """Let every feed report: a new event, or a higher toll of the one before."""
        for number, path in enumerate(self.paths):
            event, step, names = self.live.get(path, (0, 4, ()))
            if step == 4:
                self.begun += 1
                event, step, names = self.begun, 0, [self._name() for _ in range(10)]
            step += 1
            self.live[path] = (event, step, names)
            word = f"marker{event}x{number}step{step}z"
            self.words.append(word)
            title = f"{names[0]} {names[1]} {names[2]} kills {7 * 2**step}: {word}"
            text = " ".join(names[3:])
            self.items.setdefault(path, []).insert(0, Item(word, title, text))
            self.site.feeds[path] = rss(self.items[path])

    def _name(self) -> str:
        letters, ends = "bdfgklmnprstvz", "aeiou"
        parts = (self.chance.choice(letters) + self.chance.choice(ends) for _ in range(5))
        return "".join(parts).capitalize()


def _arrived(site: Site, mail: MailServer) -> dict[str, list[str]]:
    """Return the marker words that reached each channel, in order of arrival."""
    hooks = [f"{hook.get('title')} {hook.get('message')}" for hook in list(site.hooks)]
    mails = [str(one.get_body(("plain",))) for one in list(mail.messages)]
    return {
        name: [found[0] for text in texts if (found := _TOLD.search(text))]
        for name, texts in (("hook", hooks), ("mail", mails))
    }


def _storm(folder: Path, site: Site, events: Events, kills: int) -> Running:
    """Publish and kill, again and again; return the daemon that runs in the end."""
    site.feeds = {path: rss([Item(f"old{path}", "Nothing of note")]) for path in events.paths}
    events.items = {path: [Item(f"old{path}", "Nothing of note")] for path in events.paths}
    daemon = Running(folder)
    while len({path for path, _ in site.asked}) < len(events.paths):
        time.sleep(0.1)
    time.sleep(2)
    for _ in range(kills):
        events.publish()
        time.sleep(0.5 + events.chance.random() * 3.5)
        daemon.kill()
        daemon = Running(folder)
    return daemon


def _decided(folder: Path) -> set[str]:
    """Return the marker words of all alerts that were decided."""
    listed = wirewatch("alerts", "list", "--json", "--limit", "100000", cwd=folder).stdout
    return {found[0] for found in _TOLD.finditer(listed)}


def _wanted(folder: Path, events: Events) -> set[str]:
    """Return the marker words of what must arrive: all alerts, and every event's last report."""
    found = [match for match in map(_TOLD.fullmatch, events.words) if match]
    return {*{f"{one[1]}x{one[2]}": one[0] for one in found}.values(), *_decided(folder)}


def _settle(is_over: Callable[[], bool]) -> float:
    """Wait until ``is_over``, or for as long as one may wait; return the seconds it took."""
    begun = time.monotonic()
    while time.monotonic() < begun + _SETTLE and not is_over():
        time.sleep(2)
    return time.monotonic() - begun


def _idle(folder: Path) -> bool:
    """Say whether no message is due or under way."""
    counts = json.loads(wirewatch("status", "--json", cwd=folder).stdout)["deliveries"]
    return not counts["due"] and not counts["leased"]


def _disorder(words: Sequence[str]) -> int:
    """Count first arrivals of a step after a later step of the same event had arrived."""
    highest: dict[str, int] = {}
    seen: set[str] = set()
    wrong = 0
    for word in words:
        event, feed, step = _TOLD.fullmatch(word).groups()  # type: ignore[union-attr]
        key = f"{event}x{feed}"
        if word not in seen and int(step) < highest.get(key, 0):
            wrong += 1
        seen.add(word)
        highest[key] = max(int(step), highest.get(key, 0))
    return wrong


def measure(kind: str, kills: int, seed: int) -> bool:
    """Run one trial on one database; print its rows; return whether it held."""
    chance = random.Random(seed)
    storm = Storm(random.Random(seed + 1))
    with (
        tempfile.TemporaryDirectory(prefix="chaos-") as name,
        SiteServer() as site,
        mail_server() as mail,
        database(kind, Path(name)) as url,
    ):
        folder = Path(name)
        site.hook_status, mail.decide = _hook(storm), _mail(storm)
        events = Events(chance, site, [f"/feed{number}" for number in range(_FEEDS)])
        _write_config(folder, site, mail, url, events.paths)
        daemon = _storm(folder, site, events, kills)
        storm.blows = False
        last = set(events.words[-len(events.paths) :])
        took = _settle(lambda: last <= _decided(folder) and _idle(folder))
        disorder = {name: _disorder(words) for name, words in _arrived(site, mail).items()}
        wirewatch("alerts", "resend", "--dead", cwd=folder)
        took += _settle(lambda: _idle(folder))
        daemon.stop()
        wanted, arrived = _wanted(folder, events), _arrived(site, mail)
        check = wirewatch("db", "check", cwd=folder).stdout.strip()
    print(f"{kind}: {kills} kills; met {dict(sorted(storm.met.items()))}; settled in {took:.0f} s")
    held = check == "clean"
    for channel, words in arrived.items():
        lost = sorted(wanted - set(words))
        doubled, wrong = len(words) - len(set(words)), disorder[channel]
        held = held and not lost and doubled <= kills and not wrong
        print(
            f"  {channel}: reports {len(events.words):5}  to be told {len(wanted):5}  "
            f"lost {len(lost):3}  doubled {doubled:3}  out of order {wrong:3}"
        )
        if lost:
            print("    not arrived:", *lost[:20])
    print(f"  db check: {check}  {'held' if held else 'FAILED'}", flush=True)
    return held


if __name__ == "__main__":
    sys.exit(main(__doc__, 100, measure))
