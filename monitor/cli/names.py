"""Names that people give to commands: what nobody knows is refused, with the nearest that is known.

What the configuration no longer names may still stand in stored alerts: that is known too.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from monitor.config.load import load
from monitor.config.model import HEALTH_RULE, Config
from monitor.config.problems import nearest
from monitor.errors import Refused
from storage.store import Transaction

_LISTED = 20


def check_rule(config_path: Path, rule: str | None) -> None:
    """Refuse a rule that nobody knows; a configuration that cannot be read knows all."""
    config = _config(config_path)
    known = [one.id for one in config.rules] if config else []
    if rule is not None and known and rule not in (*known, HEALTH_RULE):
        raise Refused(_unknown("rule", rule, known, config_path))


def strange_labels(config_path: Path, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield a word of each label that no rule has; alerts about Wirewatch itself have ``health``."""
    config = _config(config_path)
    if config is None:
        return
    known = {f"{name}={value}" for rule in config.rules for name, value in rule.labels.items()}
    for name, value in labels.items():
        if name != "health" and f"{name}={value}" not in known:
            yield _unknown("label", f"{name}={value}", known, config_path)


def check_channel(config: Config, channel: str | None, config_path: Path) -> None:
    """Refuse a channel that the configuration does not name."""
    if channel is not None and channel not in config.channels:
        raise Refused(_unknown("channel", channel, config.channels, config_path))


def check_filters(
    tx: Transaction, config_path: Path, rule: str | None, channel: str | None
) -> None:
    """Refuse names by which no alert was found, where neither configuration nor alerts know them."""
    if rule is not None and not tx.alerts.list(1, rule=rule):
        check_rule(config_path, rule)
    if channel is not None and not tx.alerts.list(1, channel=channel):
        config = _config(config_path)
        if config is not None:
            check_channel(config, channel, config_path)


def _config(path: Path) -> Config | None:
    """Return what can be read of the configuration; its errors are for others to tell."""
    loaded = load(path, os.environ, secrets=False)
    return loaded.config or loaded.draft


def _unknown(what: str, name: str, known: Collection[str], path: Path) -> str:
    names = sorted(known)
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    hint = nearest(name, names) or f"there are: {listed or 'none'}"
    return f"no {what} {name!r} in {path}: {hint}"
