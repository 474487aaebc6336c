"""A story told by a daemon that is killed between its first alert and its updates."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.e2e.harness import Item, Running, Site, rss, wait_for
from tests.e2e.test_stories import lines
from tests.servers.smtp import MailServer

RULES = """rules:
  - id: deaths
    when: {figure: {kind: killed, at_least: 10}}
    update_on: [{figure: killed, rises: 10%}, {figure: killed, falls: 10%}]
    notify: [hook, mail]
  - id: gathered
    when: {figure: {kind: killed, at_least: 10}}
    update_on: [{figure: killed, rises: 10%}]
    update_gap: 20s
  - id: sure
    when: {figure: {kind: killed, at_least: 10}}
    story: {origins: 3, within: 2h}
"""
OUTLETS = ("harbour", "coast", "bay", "agency")


def write_config(folder: Path, site: Site, inbox: MailServer) -> None:
    feeds = "".join(
        f"  - {{url: {site.url}/{name}, name: The {name.title()}}}\n" for name in OUTLETS
    )
    (folder / "config.yaml").write_text(
        f"""storage: sqlite:///w.db
polling: {{every: 1s, min: 1s, gap: 0s, per_host: 8, allow_private: [127.0.0.0/8]}}
feeds:
{feeds}channels:
  hook: {site.url.replace("http://", "webhook://")}/hook
  mail: {inbox.url()}
default_notify: [hook]
{RULES}"""
    )


def report(outlet: str, killed: int, *, guid: str = "1", author: str = "") -> Item:
    return Item(
        f"{outlet}-{guid}",
        f"Ferry Santa Clara sinks off Mindoro, {killed} killed",
        f"The ferry Santa Clara capsized in the Tablas Strait and {killed} people were killed.",
        link=f"https://www.{outlet}.example/{guid}",
        author=author,
    )


def told(site: Site, rule: str) -> list[dict[str, Any]]:
    return [hook for hook in site.hooks if hook["rule"] == rule]


def gathered(site: Site) -> list[int]:
    """The tolls of the updates that waited for a gap to end."""
    return [one["new"] for hook in told(site, "gathered") for one in hook["changes"]]


def unnoted(folder: Path) -> int:
    """How many messages are due or under way, as far as the database knows."""
    [status] = lines(folder, "status")
    return int(status["deliveries"]["due"]) + int(status["deliveries"]["leased"])


def plain_text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_kills_between_a_first_alert_its_updates_and_what_is_held(
    site: Site, inbox: MailServer, tmp_path: Path
) -> None:
    site.feeds = {f"/{name}": rss([Item(f"{name}-0", "Quiet day")]) for name in OUTLETS}
    write_config(tmp_path, site, inbox)
    with Running(tmp_path) as daemon:
        wait_for(lambda: len(site.asked) >= 8, 30, "first polls")
        site.feeds["/harbour"] = rss([report("harbour", 31)])
        wait_for(lambda: bool(inbox.messages), 20, "the first alert")
        # Killed before that is noted, it would rightly be sent again.
        wait_for(lambda: not unnoted(tmp_path), 20, "the note of it")
        daemon.kill()

    [status] = lines(tmp_path, "status")
    held = {one["rule"]: one["why"] for one in status["held"]}
    assert held == {"sure": "held: 1 of 3 origins (harbour.example)"}
    # While nobody looks: a higher toll, and the same agency twice.
    site.feeds["/coast"] = rss([report("coast", 47, author="Associated Press")])
    site.feeds["/agency"] = rss([report("agency", 47, author="By AP")])
    with Running(tmp_path) as daemon:
        wait_for(lambda: len(inbox.messages) == 2, 30, "the update after the kill")
        wait_for(lambda: len(told(site, "deaths")) == 2, 30, "the same by webhook")
        daemon.kill()

    first, update = told(site, "deaths")
    assert (update["kind"], update["first_alert"], update["story"]) == (
        "update", first["id"], first["story"],
    )  # fmt: skip
    [change] = update["changes"]
    assert (change["old"], change["new"]) == (31, 47)
    assert {one["name"] for one in update["outlets"]} >= {"The Harbour"}
    mail, answer = inbox.messages
    assert answer["References"] == mail["Message-ID"]
    assert "killed: 31 → 47 – The" in plain_text(answer)
    assert told(site, "sure") == []
    [status] = lines(tmp_path, "status")
    held = {one["rule"]: one["why"] for one in status["held"]}
    assert held["sure"] == "held: 2 of 3 origins (harbour.example, ap)"

    # The first outlet changes its own text, and a third origin carries it.
    site.feeds["/harbour"] = rss([report("harbour", 60)])
    site.feeds["/bay"] = rss([report("bay", 60)])
    with Running(tmp_path) as daemon:
        wait_for(lambda: len(inbox.messages) == 3, 30, "the next update")
        wait_for(lambda: len(told(site, "sure")) == 1, 20, "the third origin")
        wait_for(lambda: gathered(site)[-1:] == [60], 60, "the gap's end")
        daemon.stop()

    assert inbox.messages[2]["References"] == mail["Message-ID"]
    assert [hook["kind"] for hook in told(site, "deaths")] == ["first", "update", "update"]
    assert len(gathered(site)) <= 2
