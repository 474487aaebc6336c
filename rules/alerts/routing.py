"""Which channels an alert goes to. Knows names of channels, nothing of what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Routing:
    """Where an alert goes, and why there.

    ``by`` names what decided, ``below`` the channels whose ``from_severity`` leaves it out.
    """

    channels: tuple[str, ...]
    by: str
    below: tuple[str, ...] = ()


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
) -> Routing:
    """Return the channels, each once, in the order they were first named, and what named them.

    A rule's own ``notify`` overrides the routes; of the routes every one that fits applies;
    ``default_notify`` is for what neither names a channel for. ``floors`` gives channels'
    ``from_severity``: what is below a floor is left out, and nothing steps in for it.
    """
    names, by = _named(rule_notify, severity, labels, routes, default_notify)
    floors = floors or {}
    channels = [name for name in names if passes(severity, floors.get(name))]
    below = tuple(name for name in names if name not in channels)
    return Routing(tuple(channels), by, below)


def _named(
    rule_notify: Sequence[str],
    severity: str,
    labels: Mapping[str, str],
    routes: Sequence[Route],
    default_notify: Sequence[str],
) -> tuple[tuple[str, ...], str]:
    if rule_notify:
        return tuple(dict.fromkeys(rule_notify)), "the rule's notify"
    fitting = [at for at, entry in enumerate(routes) if fits(entry, severity, labels)]
    if fitting:
        names = [name for at in fitting for name in routes[at].notify]
        places = ", ".join(f"routes[{at}]" for at in fitting)
        return tuple(dict.fromkeys(names)), places
    return tuple(dict.fromkeys(default_notify)), "default_notify" if default_notify else "nothing"
