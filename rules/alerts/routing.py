"""Which channels an alert goes to. Knows names of channels, nothing of what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

SEVERITIES = ("low", "normal", "high", "critical")


class Route(Protocol):
    """One entry of ``routes``; an empty ``severity`` or ``labels`` fits everything."""

    @property
    def severity(self) -> Sequence[str]: ...

    @property
    def labels(self) -> Mapping[str, str]: ...

    @property
    def notify(self) -> Sequence[str]: ...


def fits(route: Route, severity: str, labels: Mapping[str, str]) -> bool:
    """Return whether all that ``route`` asks for holds."""
    if route.severity and severity not in route.severity:
        return False
    return all(labels.get(name) == value for name, value in route.labels.items())


def passes(severity: str, from_severity: str | None) -> bool:
    """Return whether ``severity`` is at least the channel's floor (None: everything is)."""
    if not from_severity:
        return True
    return SEVERITIES.index(severity) >= SEVERITIES.index(from_severity)


def route(
    rule_notify: Sequence[str],
    severity: str,
    labels: Mapping[str, str],
    routes: Sequence[Route],
    default_notify: Sequence[str],
    floors: Mapping[str, str | None] | None = None,
) -> tuple[str, ...]:
    """Return the channels, each once, in the order they were first named.

    A rule's own ``notify`` overrides the routes; of the routes every one that fits applies;
    ``default_notify`` is for what neither names a channel for. ``floors`` gives channels'
    ``from_severity``: what is below a floor is left out, and nothing steps in for it.
    """
    names = list(rule_notify)
    if not names:
        names = [name for entry in routes if fits(entry, severity, labels) for name in entry.notify]
    if not names:
        names = list(default_notify)
    floors = floors or {}
    return tuple(name for name in dict.fromkeys(names) if passes(severity, floors.get(name)))
