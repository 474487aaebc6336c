"""How feeds are fetched, as values."""

from __future__ import annotations

from dataclasses import dataclass

from monitor import __version__

BODY_CAP = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch; seconds and bytes. ``allow_private`` are CIDRs, ``proxy`` an http(s) URL."""

    timeout: float = 30.0
    per_host: int = 1
    gap: float = 1.0
    contact: str = ""
    allow_private: tuple[str, ...] = ()
    proxy: str | None = None
    body_cap: int = BODY_CAP
    in_flight: int = 100

    @property
    def user_agent(self) -> str:
        """Return who asks, and whom to write to about it."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"wirewatch/{__version__}{contact}"
