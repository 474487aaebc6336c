"""Failures that a person can act on.

WirewatchError
├── UsageError       wrong use, or a configuration that cannot be read: exit code 2
├── Refused          asked for something that is not possible now: exit code 1
└── PolicyLost       the daemon is left without rules and must be started again: exit code 1
"""

from __future__ import annotations


class WirewatchError(Exception):
    """Base of every failure reported to the user; ``str()`` is the message."""

    exit_code = 1


class UsageError(WirewatchError):
    """Wrong use or unreadable configuration."""

    exit_code = 2


class Refused(WirewatchError):
    """Not possible now: another instance holds the lock, a channel does not exist."""


class PolicyLost(WirewatchError):
    """New rules could not be read back after the old ones were let go: there are none in force."""
