"""A person has a feed polled before it is due, beside a running daemon and without one."""

from __future__ import annotations

import time
from pathlib import Path

from tests.e2e.harness import Item, Running, Site, rss, wait_for, wirewatch

CONFIG = """storage: sqlite:///w.db
polling: {{every: 1h, min: {floor}, gap: 0s, allow_private: [127.0.0.0/8]}}
feeds:
  - {{url: {url}/a, name: The Coast}}
  - {{url: {url}/b, name: The Bay}}
channels: {{c: "console://"}}
default_notify: [c]
rules: [{{id: floods, when: flood}}]
"""


def write(folder: Path, site: Site, floor: str) -> None:
    for name in ("a", "b"):
        site.feeds[f"/{name}"] = rss([Item(f"{name}1", f"Harvest in the valley of {name}", "")])
    (folder / "config.yaml").write_text(CONFIG.format(url=site.url, floor=floor))


def polls(site: Site, path: str) -> int:
    return sum(asked == path for asked, _ in site.asked)


def test_a_feed_is_polled_at_once_when_asked_for(site: Site, tmp_path: Path) -> None:
    write(tmp_path, site, "1s")
    with Running(tmp_path) as running:
        wait_for(lambda: polls(site, "/a") == polls(site, "/b") == 1, 30, "the first polls")
        wait_for(
            lambda: '"good"' in wirewatch("feeds", "list", "--json", cwd=tmp_path).stdout,
            20,
            "a row",
        )
        time.sleep(1.2)  # polling.min
        for asked, path in (("The Coast", "/a"), (f"{site.url}/b#top", "/b")):
            done = wirewatch("feeds", "refresh", asked, cwd=tmp_path)
            assert done.stdout == "1 feed of 1 due now\n", done.stderr
            wait_for(lambda path=path: polls(site, path) == 2, 10, "a poll")  # type: ignore[misc]
        running.stop()
    time.sleep(1.2)  # polling.min
    done = wirewatch("feeds", "refresh", "--all", cwd=tmp_path)
    assert "2 feeds of 2 due now: no daemon is running, 'wirewatch once' polls them" in done.stdout
    assert wirewatch("once", cwd=tmp_path).returncode == 0
    assert (polls(site, "/a"), polls(site, "/b")) == (3, 3)


def test_what_may_not_be_polled_yet_says_why(site: Site, tmp_path: Path) -> None:
    write(tmp_path, site, "10m")
    assert wirewatch("once", cwd=tmp_path).returncode == 0
    done = wirewatch("feeds", "refresh", "The Bay", cwd=tmp_path)
    assert done.returncode == 1
    assert "The Bay: not yet: polled" in done.stderr
    assert "and polling.min is 10 min" in done.stderr
    done = wirewatch("feeds", "refresh", "The Bey", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no feed 'The Bey' was taken up yet: did you mean The Bay?" in done.stderr
    for words in ((), ("--all", "The Bay")):
        assert wirewatch("feeds", "refresh", *words, cwd=tmp_path).returncode == 2
