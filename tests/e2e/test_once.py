"""``wirewatch once`` over real HTTP, SMTP and a webhook: the line from feed to alert."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from tests.e2e.harness import Item, Site, atom, rss, rss1, wirewatch
from tests.servers.smtp import MailServer

QUIET = Item("old", "Council opens a library", "A new library opened in the old town.")
TROOPS = Item(
    "troops",
    "Envoy: 8,000 North Korean soldiers are in Russia",
    "The envoy said that 8,000 North Korean troops are now stationed in Russia's Kursk region.",
)
LOSSES = Item(
    "losses",
    "Minister speaks of heavy losses",
    "Russian losses have reached 1,200 soldiers killed or wounded each day, the minister said.",
)


def config(site: Site, inbox: MailServer) -> str:
    hook = site.url.replace("http://", "json://")
    return f"""
storage: sqlite:///w.db
polling: {{min: 1s, gap: 0s, per_host: 4, allow_private: [127.0.0.0/8]}}
feeds:
  - {site.url}/rss2
  - {site.url}/rss1
  - {site.url}/atom
  - {site.url}/broken
channels:
  hook: {hook}/hook
  mail: {inbox.url()}
default_notify: [hook, mail]
rules:
  - id: foreign-troops
    when: {{deployment: {{forces: foreign, place: [RU, UA]}}}}
  - id: casualty-figures
    when: {{figure: {{kind: [killed, injured, casualties], at_least: 100}}}}
"""


def once(folder: Path, *more: str) -> dict[str, Any]:
    done = wirewatch("once", "--config", "config.yaml", "--json", *more, cwd=folder)
    assert done.returncode == 0, done.stderr
    counts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return counts


def test_backlog_is_silent_then_news_arrives_by_mail_and_webhook_then_304(
    site: Site, inbox: MailServer, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text(config(site, inbox))
    site.feeds = {
        "/rss2": rss([QUIET]), "/rss1": rss1([QUIET]), "/atom": atom([QUIET]),
        "/broken": "<rss><channel><item><title>half",
    }  # fmt: skip

    first = once(tmp_path)
    assert first["feeds"] == 4
    assert first["new_entries"] >= 3
    assert (first["alerts"], first["delivered"]) == (0, 0)

    site.feeds["/rss2"] = rss([TROOPS, QUIET])
    site.feeds["/atom"] = atom([LOSSES, QUIET])
    time.sleep(1.1)
    second = once(tmp_path, "--all")
    assert second["new_entries"] == 2
    assert second["alerts"] == 2
    assert second["delivered"] == 4
    text = json.dumps(site.hooks)
    assert "8,000 North Korean troops are now stationed in Russia" in text
    assert "1,200 soldiers killed or wounded each day" in text
    assert len(inbox.raw) == 2
    assert any("8,000 North Korean" in str(mail.get_body(("plain",))) for mail in inbox.messages)

    time.sleep(1.1)
    site.asked.clear()
    third = once(tmp_path, "--all")
    assert third["not_modified"] >= 3
    assert (third["new_entries"], third["alerts"], third["delivered"]) == (0, 0, 0)
    assert {status for path, status in site.asked if path != "/broken"} == {304}
    checked = wirewatch("db", "check", cwd=tmp_path)
    assert (checked.returncode, checked.stdout.strip()) == (0, "clean")


def test_private_addresses_are_refused_unless_allowed(
    site: Site, inbox: MailServer, tmp_path: Path
) -> None:
    text = config(site, inbox).replace("allow_private: [127.0.0.0/8]", "allow_private: []")
    (tmp_path / "config.yaml").write_text(text)
    site.feeds = {"/rss2": rss([QUIET])}
    counts = once(tmp_path)
    assert counts["failed"] == 4
    assert site.asked == []
