"""Figures, forces and changes of an alert's content in words for people.

Takes the JSON of ``AlertData.content``; gives raw text, which is cleaned where it is laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from monitor.data import load_gazetteer

Content = Mapping[str, Any]
NameOf = Callable[[str], str]

_OPEN_WORDS = ("dozens", "scores", "hundreds", "thousands", "millions")


def number(value: object) -> str:
    """Return 1200 as ``1,200``; what is no number as it stands."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def amount(low: object, high: object, qualifier: object = None) -> str:
    """Return how many: ``31``, ``at least 31``, ``10 to 12``, ``24 or more``."""
    if low is None:
        return ""
    if high is None:
        word = str(qualifier or "")
        return word if word.endswith(_OPEN_WORDS) else f"{number(low)} or more"
    if low != high:
        return f"{number(low)} to {number(high)}"
    return f"{qualifier} {number(low)}" if qualifier else number(low)


def figure_words(figure: Content, name_of: NameOf) -> str:
    """Return ``at least 1,200 casualties per day (Russia)``."""
    words = f"{amount(figure.get('low'), figure.get('high'), figure.get('qualifier'))} "
    words += str(figure.get("kind", ""))
    if per := figure.get("per"):
        words += f" per {per}"
    notes = [name_of(side)] if (side := figure.get("side")) else []
    if (status := figure.get("status", "reported")) != "reported":
        notes.append(str(status))
    return words + (f" ({', '.join(notes)})" if notes else "")


def deployment_words(deployment: Content, name_of: NameOf) -> str:
    """Return ``North Korea in Russia: 8,000, present``."""
    forces, place = deployment.get("forces"), deployment.get("place")
    words = f"{name_of(forces) if forces else 'international forces'}"
    if place:
        words += f" in {name_of(place)}"
    count = amount(deployment.get("low"), deployment.get("high"))
    status = str(deployment.get("status", ""))
    return f"{words}: {', '.join(part for part in (count, status) if part)}"


def change_words(change: Content, name_of: NameOf = str) -> str:
    """Return ``casualties: 1,200 → 1,500 a day (Russia) – BBC: “1,500 casualties”``."""
    old = change.get("old")
    new = change.get("new_word") or number(change.get("new"))
    kind, qualifier = change.get("kind"), change.get("qualifier")
    # What was decided by an older version has no kind: all is in the name.
    words = f"{kind or change.get('what', 'change')}: "
    words += f"{change.get('old_word') or number(old)} → " if old is not None else ""
    words += f"{qualifier} {new}" if qualifier else new
    if per := change.get("per"):
        words += f" a {per}"
    notes = [name_of(side)] if (side := change.get("side")) else []
    if (status := change.get("status", "reported")) != "reported":
        notes.append(str(status))
    if change.get("corrects"):
        notes.append("corrected")
    words += f" ({', '.join(notes)})" if notes else ""
    said = [f"{source}" for source in (change.get("source"),) if source]
    said += [f"“{quote}”" for quote in (change.get("quote"),) if quote]
    return f"{words} – {': '.join(said)}" if said else words


def evidence_words(evidence: Content) -> str:
    """Return ``“8,000 troops” (title)``."""
    return f"“{evidence.get('quote', '')}” ({evidence.get('field', 'text')})"


def moment(iso: object, zone: tzinfo) -> str:
    """Return a stored ISO time as ``23 Nov 2026, 13:02 EET``; unknown as the empty string."""
    if not isinstance(iso, str) or not iso:
        return ""
    try:
        local = datetime.fromisoformat(iso).astimezone(zone)
    except ValueError:
        return ""
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def country_name(code: str) -> str:
    """Return a country's name for its code, or the code where nobody knows it."""
    country = load_gazetteer().countries.get(code)
    return country.names[0] if country is not None and country.names else code
