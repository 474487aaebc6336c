"""Where alerts would go: what ``check --routes`` shows, for every rule at every severity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import click

from monitor.cli.options import print_table
from monitor.config.load import Loaded
from monitor.config.model import Config
from monitor.config.policy import routing_of
from rules.alerts.routing import SEVERITIES, Routing
from rules.errors import Problem
from rules.language.schema import RuleSpec

_PLACE = re.compile(r"routes\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Way:
    """Where one rule's alerts of one severity go. ``own``: it is the severity the rule has."""

    rule: str
    severity: str
    own: bool
    routing: Routing

    def json(self) -> dict[str, object]:
        """Return it for ``--json``."""
        return {
            "rule": self.rule, "severity": self.severity, "own": self.own,
            "channels": list(self.routing.channels), "by": self.routing.by,
            "below_from_severity": list(self.routing.below),
        }  # fmt: skip


def ways(config: Config) -> list[Way]:
    """Return where each rule's alerts go, and where they would at every other severity."""
    return [way for rule in config.rules for way in _ways_of(rule, config)]


def _ways_of(rule: RuleSpec, config: Config) -> Iterator[Way]:
    for severity in SEVERITIES:
        routing = routing_of(config, rule.notify, severity, rule.labels)
        yield Way(rule.id, severity, severity == rule.severity, routing)


def print_ways(found: Sequence[Way], loaded: Loaded, config: Config) -> None:
    """Print a table; severities that go the same way share a row, the rule's own has a star."""
    rows = []
    last = None
    for (rule, routing), group in groupby(found, lambda way: (way.rule, way.routing)):
        severities = " ".join(way.severity + ("*" if way.own else "") for way in group)
        where = ", ".join(routing.channels) or "nobody"
        below = ", ".join(routing.below) or "-"
        rows.append((rule if rule != last else "", severities, where, _by(routing, loaded), below))
        last = rule
    columns = ("rule", "severity (* its own)", "goes to", "decided by", "below from_severity")
    print_table(columns, rows, "No rules yet.")
    reached = {name for way in found if way.own for name in way.routing.channels}
    idle = [name for name in config.channels if name not in reached | {*config.health.notify}]
    if idle:
        click.echo(f"No rule's alerts go to: {', '.join(idle)}")


def _by(routing: Routing, loaded: Loaded) -> str:
    def placed(found: re.Match[str]) -> str:
        at = loaded.locate(Problem(("routes", int(found[1])), ""))
        return f"{found[0]} ({at.file.name}:{at.line})"

    return _PLACE.sub(placed, routing.by)
