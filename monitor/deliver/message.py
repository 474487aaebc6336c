"""Alerts rendered as messages: text for every kind of channel, HTML for e-mail, JSON for hooks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from html import escape
from typing import Any

from monitor.deliver.clean import (
    TITLE_CHARS,
    ChannelKind,
    neutral,
    one_line,
    plain,
    safe_link,
    shorten,
)
from monitor.deliver.report import Part, Report, message_id, references, report
from storage.records import Alert

WEBHOOK_VERSION = 1
_LONGEST = 12_000
_SHORTEST_SUMMARY = 80
_TOLD_IN_SHORT = ("Trouble", "Changed", "Figures")
_WIDTH = 72
# Mail services cut a message after some 100 kB, and with it what stands last.
_HTML_IN_FULL = 50_000
_HTML_AT_MOST = 80_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message, ready to send. ``key`` is the same for every attempt.

    ``headers`` are for e-mail, ids in them without a domain; ``payload`` is for webhooks;
    ``date`` is when the (last) alert was made, so that every attempt is the same to the byte.
    ``answers`` is what the service called the message that this one belongs to.
    """

    title: str
    text: str
    html: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    date: datetime | None = None
    answers: str = ""


def _same(code: str) -> str:
    return code


def render(
    alert: Alert,
    kind: ChannelKind,
    zone: tzinfo,
    *,
    name_of: Callable[[str], str] = _same,
    limit: int = _LONGEST,
    key: str = "",
) -> Message:
    """Render one alert for a channel of ``kind`` that takes ``limit`` characters of text.

    ``name_of`` turns a country code into its name.
    """
    told = report(alert, zone, name_of)
    headers = {
        "Message-ID": message_id(alert.id, alert.created_at),
        "References": references(alert),
        "List-Id": f"{one_line(told.rule, 80)} <{_token(alert.data.rule)}.wirewatch>",
        "X-Wirewatch-Severity": alert.data.severity,
    }
    return Message(
        title=_title(told, kind),
        text=_console(told) if kind == "console" else _text(told, kind, limit),
        html=_page(_html(told)) if kind == "email" else None,
        headers={name: value for name, value in headers.items() if value},
        payload=payload(alert, key) if kind == "webhook" else {},
        key=key,
        date=alert.created_at,
    )


def render_many(
    alerts: Sequence[Alert],
    kind: ChannelKind,
    zone: tzinfo,
    *,
    name_of: Callable[[str], str] = _same,
    limit: int = _LONGEST,
    key: str = "",
) -> Message:
    """Render several alerts as one message that lists them, the gravest named in the title."""
    told = [report(alert, zone, name_of) for alert in alerts]
    grave = [one for one in told if one.prefix.startswith("[")]
    lead = (grave or told)[0]
    first = alerts[0]
    title = f"{len(told)} alerts: {_title(lead, kind)}"
    room = max(limit // len(told) - 4, 60)
    blocks = [_short(one, kind, room) for one in told]
    return Message(
        title=shorten(title, TITLE_CHARS),
        text=_listing(blocks, limit),
        html=_page(_html_listing(told)) if kind == "email" else None,
        headers={
            "Message-ID": message_id(first.id, first.created_at) + f".{len(told)}",
            "List-Id": "Wirewatch digests <digest.wirewatch>",
        },
        payload={
            "version": WEBHOOK_VERSION,
            "type": "digest",
            "key": key,
            "alerts": [payload(alert, "") for alert in alerts],
        }
        if kind == "webhook"
        else {},
        key=key,
        date=alerts[-1].created_at,
    )


def _listing(blocks: Sequence[str], limit: int) -> str:
    """Join as many blocks as ``limit`` has room for, and say how many more there are."""
    text = "\n\n".join(blocks)
    shown = len(blocks)
    while len(text) > limit and shown > 1:
        shown -= 1
        more = f"and {len(blocks) - shown} more: see 'wirewatch alerts list'"
        text = "\n\n".join((*blocks[:shown], more))
    return shorten(text, limit)


def joint_key(keys: Sequence[str]) -> str:
    """Return the idempotency key of a message made of several deliveries."""
    if len(keys) == 1:
        return keys[0]
    return hashlib.sha256(" ".join(sorted(keys)).encode()).hexdigest()[:32]


def _title(told: Report, kind: ChannelKind) -> str:
    # The prefix is ours and stays as it is; what the feed wrote is cleaned.
    room = TITLE_CHARS - len(told.prefix)
    return told.prefix + shorten(neutral(one_line(told.headline, room), kind), room)


def _text(told: Report, kind: ChannelKind, limit: int) -> str:
    """Lay out for any place that shows plain text; the link survives every cut."""
    head = neutral(f"{one_line(told.rule, 120)} · {told.severity}", kind)
    facts = "\n".join(_line(part, kind) for part in told.parts)
    tail = "\n".join(part for part in (safe_link(told.link), told.footer) if part)
    room = limit - len(head) - len(facts) - len(tail) - 6
    summary = neutral(told.summary, kind)
    if room < _SHORTEST_SUMMARY:
        facts = shorten(facts, max(limit - len(head) - len(tail) - 6, 0))
        summary = ""
    blocks = (head, shorten(summary, max(room, 0)), facts, tail)
    return "\n\n".join(block for block in blocks if block)


def _line(part: Part, kind: ChannelKind) -> str:
    lines = [neutral(one_line(line, 300), kind) for line in part.lines]
    if kind == "email" and any(part.links):
        links = [safe_link(link) for link in part.links]
        rows = [f"  {line} {link}".rstrip() for line, link in zip(lines, links, strict=True)]
        return "\n".join((f"{part.label}:", *rows))
    if part.label == "Also in":
        return f"{part.label}: {', '.join(lines)}"
    return f"{part.label}: " + ("; ".join(lines) if len(lines) < 3 else "\n  • ".join(("", *lines)))


def _short(told: Report, kind: ChannelKind, room: int) -> str:
    title, link = _title(told, kind), safe_link(told.link)
    changed = [_line(part, kind) for part in told.parts if part.label in _TOLD_IN_SHORT]
    lines = [f"• {title}", *changed, neutral(one_line(told.rule, 120), kind)]
    return f"{shorten(chr(10).join(lines), max(room - len(link), 40))}\n{link}".rstrip()


def _console(told: Report) -> str:
    """Lay out one block for a terminal."""
    bar = f"── {told.severity.upper()} · {one_line(told.rule, 100)} "
    rows = [bar.ljust(_WIDTH, "─"), told.prefix.rpartition("] ")[2] + one_line(told.headline)]
    for part in told.parts:
        lines = [one_line(line, 300) for line in part.lines]
        if part.label == "Also in":
            lines = [", ".join(lines)]
        rows += [
            f"  {part.label.lower() if index == 0 else '':<8} {line}"
            for index, line in enumerate(lines)
        ]
    rows += [f"  {'link':<8} {link}" for link in (safe_link(told.link),) if link]
    return "\n".join((*rows, f"  {told.footer}"))


_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>:root{{color-scheme:light dark}}</style></head>
<body style="font-family:system-ui,sans-serif;line-height:1.45;max-width:44em;margin:0 auto;padding:1em">
{body}
</body></html>
"""
_QUIET = "opacity:.75;font-size:.9em"


def _page(body: str) -> str:
    return _PAGE.format(body=body)


def _html(told: Report) -> str:
    link = safe_link(told.link)
    headline = escape(told.prefix + one_line(told.headline))
    if link:
        headline = f'<a href="{escape(link)}">{headline}</a>'
    rows = "".join(_html_row(part) for part in told.parts)
    summary = escape(neutral(told.summary, "email")).replace("\n", "<br>")
    return (
        f'<p style="{_QUIET}">{escape(one_line(told.rule))} · {escape(told.severity)}</p>'
        f'<h2 style="font-size:1.25em;margin:.3em 0">{headline}</h2>'
        + (f"<p>{summary}</p>" if summary else "")
        + f'<table style="border-collapse:collapse">{rows}</table>'
        + (f'<p><a href="{escape(link)}">{escape(link)}</a></p>' if link else "")
        + f'<p style="{_QUIET}">{escape(told.footer)}</p>'
    )


def _html_listing(told: Sequence[Report]) -> str:
    """Lay out alerts in full, then in a line each, then only their number, as there is room.

    Where there is not, the graver ones come first.
    """
    blocks = [_html(one) for one in told]
    if sum(map(len, blocks)) <= _HTML_IN_FULL:
        return "<hr>".join(blocks)
    ordered = sorted(told, key=lambda one: not one.prefix.startswith("["))
    shown: list[str] = []
    used = 0
    for one in ordered:
        block = _html(one)
        if used + len(block) > _HTML_IN_FULL:
            block = _html_line(one)
        if used + len(block) > _HTML_AT_MOST:
            break
        used += len(block)
        shown.append(block)
    if len(shown) < len(told):
        more = f"and {len(told) - len(shown)} more: see 'wirewatch alerts list'"
        shown.append(f"<p>{escape(more)}</p>")
    return "<hr>".join(shown)


def _html_line(told: Report) -> str:
    link, headline = safe_link(told.link), escape(told.prefix + one_line(told.headline))
    if link:
        headline = f'<a href="{escape(link)}">{headline}</a>'
    return f"<p>{headline}<br>{escape(one_line(told.rule))} · {escape(told.footer)}</p>"


def _html_row(part: Part) -> str:
    links = part.links or ("",) * len(part.lines)
    cells = []
    for line, link in zip(part.lines, links, strict=True):
        cell, href = escape(neutral(one_line(line, 300), "email")), safe_link(link)
        cells.append(f'<a href="{escape(href)}">{cell}</a>' if href else cell)
    label = f'<th style="text-align:left;vertical-align:top;padding:.15em 1em .15em 0">{part.label}</th>'
    return f'<tr>{label}<td style="padding:.15em 0">{"<br>".join(cells)}</td></tr>'


def payload(alert: Alert, key: str) -> dict[str, Any]:
    """Return the webhook's JSON, version 1; fields are only ever added."""
    data = alert.data
    body = {
        "version": WEBHOOK_VERSION,
        "type": "alert",
        "key": key,
        "id": alert.id,
        "created_at": alert.created_at.isoformat(),
        "kind": data.kind,
        "rule": data.rule,
        "severity": data.severity,
        "labels": dict(data.labels),
        "story": data.story_id,
        "reason": data.reason,
        **data.content,
    }
    return {name: _without_surrogates(value) for name, value in body.items()}


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode()
    if isinstance(value, Mapping):
        return {key: _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value


def _token(text: str) -> str:
    """Return a rule's id as one label of a List-Id."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain(text))
    return kept.strip("-")[:60] or "rule"
