"""What an alert carries, as JSON: frozen at the moment of the decision (AlertData.content)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rules.alerts.memory import Change
from rules.facts.model import Deployment, Facts, Figure
from rules.language.ruleset import Match
from storage.records import Alert, EntryData, FeedSpec, Outlet

_SUMMARY_CHARS = 600
_EVIDENCE = 8
_OUTLETS = 200


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure under the public names of RULES.md section 3."""
    return {
        "kind": figure.kind,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "per": figure.per,
        "side": figure.side,
        "status": figure.status,
        "quote": figure.quote,
    }


def _deployment_json(deployment: Deployment) -> dict[str, Any]:
    whole = asdict(deployment)
    return {
        name: whole[name]
        for name in ("forces", "place", "low", "high", "foreign", "status", "quote")
    }


def change_json(change: Change) -> dict[str, Any]:
    """Return a change; ``source`` is who brought it, as people know them. No kind: origins."""
    said = {"what": change.what, "old": change.old, "new": change.new, "source": change.source}
    claim = change.claim
    if claim is None:
        return {**said, "quote": ""}
    return {
        **said,
        "source": claim.outlet or claim.origin,
        "quote": claim.quote,
        "kind": claim.kind,
        "per": claim.per,
        "side": claim.side,
        "status": claim.status,
        "qualifier": claim.qualifier,
        "corrects": claim.corrects,
        "old_word": change.old_word,
        "new_word": claim.vague,
    }


def _outlets(outlets: Sequence[Outlet], link: str) -> list[dict[str, str]]:
    """Return who else carries the story, each once with its first entry, in that order."""
    others: dict[str, dict[str, str]] = {}
    for one in outlets:
        if one.link != link and len(others) < _OUTLETS:
            others.setdefault(one.name, {"name": one.name, "link": one.link, "title": one.title})
    return list(others.values())


def _shorten(text: str) -> str:
    if len(text) <= _SUMMARY_CHARS:
        return text
    return text[:_SUMMARY_CHARS].rsplit(" ", 1)[0] + " …"


def alert_content(
    *,
    match: Match,
    facts: Facts,
    data: EntryData,
    feed: FeedSpec,
    origin: str,
    seen: datetime,
    outlets: Sequence[Outlet],
    changes: Sequence[Change],
    first: Alert | None,
) -> dict[str, Any]:
    """Gather everything a message needs, so that rendering never asks the database."""
    evidence = [
        {"field": item.field, "quote": item.quote, "start": item.start, "end": item.end}
        for item in match.evidence[:_EVIDENCE]
    ]
    quoted = {item.quote for item in match.evidence}
    shown = [figure for figure in facts.figures if figure.quote in quoted]
    shown += [total for total in facts.totals.values() if total not in shown]
    return {
        "rule_title": match.rule.title or match.rule.id,
        "title": data.title,
        "summary": _shorten(data.summary or data.content),
        "link": data.link,
        "source": feed.name or origin,
        "origin": origin,
        "author": data.author,
        "published": data.published.isoformat() if data.published else None,
        "seen": seen.isoformat(),
        "evidence": evidence,
        "figures": [figure_json(figure) for figure in shown],
        "deployments": [
            _deployment_json(item) for item in facts.deployments if item.quote in quoted
        ],
        "outlets": _outlets(outlets, data.link),
        "changes": [change_json(change) for change in changes],
        "first_alert": first.id if first else None,
        "first_at": first.created_at.isoformat() if first else None,
    }
