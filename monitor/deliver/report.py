"""The parts of one alert in the order people read them, before any channel's form."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from monitor.deliver import wording
from monitor.deliver.wording import NameOf
from storage.records import Alert

_OUTLETS = 12
_SHOWN_OUTLETS = 5
_LOUD = ("high", "critical")


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled list of lines; ``links`` stand beside the lines, empty where there is none."""

    label: str
    lines: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an alert says. All texts are raw: whoever lays them out cleans them."""

    headline: str
    prefix: str
    rule: str
    severity: str
    summary: str
    parts: tuple[Part, ...]
    link: str
    footer: str


def report(alert: Alert, zone: tzinfo, name_of: NameOf) -> Report:
    """Arrange an alert's content."""
    data, content = alert.data, alert.data.content
    update = data.kind == "update"
    prefix = f"[{data.severity.upper()}] " if data.severity in _LOUD else ""
    prefix += "Update: " if update else ""
    footer = f"Alert {alert.id}" if alert.id else "A test message, no alert"
    if update and content.get("first_alert") is not None:
        footer += f", update of alert {content['first_alert']}"
        if first := wording.moment(content.get("first_at"), zone):
            footer += f" of {first}"
    title = str(content.get("title") or content.get("rule_title") or data.rule)
    summary = str(content.get("summary") or "")
    return Report(
        headline=title,
        prefix=prefix,
        rule=str(content.get("rule_title") or data.rule),
        severity=data.severity,
        summary="" if summary.strip() == title.strip() else summary,
        parts=_parts(content, zone, name_of),
        link=str(content.get("link") or ""),
        footer=footer,
    )


def _parts(content: wording.Content, zone: tzinfo, name_of: NameOf) -> tuple[Part, ...]:
    changes = [wording.change_words(item, name_of) for item in content.get("changes", ())]
    evidence = [wording.evidence_words(item) for item in content.get("evidence", ())]
    figures = [wording.figure_words(item, name_of) for item in content.get("figures", ())]
    forces = [wording.deployment_words(item, name_of) for item in content.get("deployments", ())]
    outlet = str(content.get("source") or content.get("origin") or "")
    source = outlet
    if author := content.get("author"):
        source += f", by {author}"
    times = [
        f"{label} {when}"
        for label in ("published", "seen")
        if (when := wording.moment(content.get(label), zone))
    ]
    parts = (
        _part("Trouble", [str(line) for line in content.get("troubles", ())]),
        _part("Changed", changes),
        _part("Why", evidence),
        _part("Figures", figures),
        _part("Forces", forces),
        _part("Source", [source] if source else []),
        _outlets(content.get("outlets", ()), outlet),
        _part("Time", [", ".join(times)] if times else []),
    )
    return tuple(part for part in parts if part.lines)


def _part(label: str, lines: list[str]) -> Part:
    return Part(label, tuple(dict.fromkeys(lines)))


def _outlets(outlets: Any, source: str) -> Part:
    """Name each other outlet once, with the link of its first entry."""
    links: dict[str, str] = {}
    for item in outlets:
        link = str(item.get("link") or "")
        name = str(item.get("name") or link)
        if name and name != source:
            links.setdefault(name, link)
    shown = list(links)[: _SHOWN_OUTLETS if len(links) > _OUTLETS else _OUTLETS]
    lines, targets = list(shown), [links[name] for name in shown]
    if len(links) > len(shown):
        lines.append(f"and {len(links) - len(shown)} more")
        targets.append("")
    return Part("Also in", tuple(lines), tuple(targets))


def message_id(alert_id: int, created_at: datetime) -> str:
    """Return the local part of the Message-ID of an alert's e-mail, the same at every attempt."""
    digest = hashlib.sha256(f"{alert_id} {created_at.timestamp():.3f}".encode()).hexdigest()
    return f"alert-{alert_id}.{digest[:16]}"


def references(alert: Alert) -> str:
    """Return the local part of the first alert's Message-ID for an update, else nothing."""
    first, at = alert.data.content.get("first_alert"), alert.data.content.get("first_at")
    if alert.data.kind != "update" or first is None or not at:
        return ""
    return message_id(int(first), datetime.fromisoformat(at))
