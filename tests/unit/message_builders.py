"""Alerts with everything in them, for tests of messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import Any, get_args
from zoneinfo import ZoneInfo

from monitor.deliver.clean import ChannelKind
from monitor.deliver.mail import build
from monitor.deliver.message import render
from storage.records import Alert, AlertData

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 23, 11, 2, tzinfo=UTC)
KINDS: tuple[ChannelKind, ...] = get_args(ChannelKind)
CONTENT: dict[str, Any] = {
    "rule_title": "Soldiers abroad",
    "title": "Some 4,000 soldiers from Norland reach the Sudland coast",
    "summary": "They landed on Monday, two officials said.",
    "link": "https://harbour.example/a?x=1&y=2",
    "source": "Harbour Post",
    "origin": "harbour.example",
    "author": "A. Writer",
    "published": NOW.isoformat(),
    "seen": (NOW + timedelta(minutes=3)).isoformat(),
    "evidence": [
        {"field": "title", "quote": "4,000 soldiers from Norland", "start": 5, "end": 32}
    ],
    "figures": [
        {
            "kind": "troops", "low": 4000, "high": 4000, "qualifier": "about", "per": None,
            "side": "NO", "status": "reported", "quote": "Some 4,000 soldiers",
        }
    ],
    "deployments": [
        {
            "forces": "NO", "place": "SD", "low": 4000, "high": 4000, "foreign": True,
            "status": "present", "quote": "4,000 soldiers from Norland",
        }
    ],
    "outlets": [
        {"name": "Coast Daily", "link": "https://coast.example/1", "title": "Landing"},
        {"name": "Hill Times", "link": "", "title": "Landing"},
    ],
    "changes": [],
    "first_alert": None,
    "first_at": None,
}  # fmt: skip


def alert(number: int = 7, severity: str = "high", **content: Any) -> Alert:
    """A first alert; ``content`` replaces parts of CONTENT, ``kind`` its kind."""
    kind = content.pop("kind", "first")
    data = AlertData(
        "abroad", 3, 9, kind, severity, {"desk": "world"}, "first report", {**CONTENT, **content}
    )
    return Alert(number, NOW, data)


def an_update(number: int = 8) -> Alert:
    """An update of alert 7: the troops rose from 4,000 to 5,000."""
    change = {
        "what": "troops (NO)", "old": 4000, "new": 5000, "source": "Coast Daily",
        "quote": "some 5,000 soldiers", "kind": "troops", "per": None, "side": "NO",
        "status": "reported", "qualifier": "about", "corrects": False,
    }  # fmt: skip
    return alert(
        number, "normal", kind="update", changes=[change],
        first_alert=7, first_at=NOW.isoformat(),
    )  # fmt: skip


def mail_of(one: Alert, key: str = "abc") -> EmailMessage:
    """The alert as the e-mail that is sent, parsed again."""
    text = build(
        render(one, "email", KYIV, key=key),
        ("Wirewatch", "watch@example.org"),
        ("", "desk@example.org"),
    )
    parsed = message_from_string(text, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed
