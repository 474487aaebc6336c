"""What timing takes and gives: outcomes of a poll as far as it needs them, bounds, a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from monitor.timing.words import DAY

if TYPE_CHECKING:
    from typing_extensions import TypeIs

Chance = Callable[[], float]


class Polling(Protocol):
    """What timing needs of the configuration (RULES.md section 1), in seconds."""

    @property
    def every(self) -> float | None: ...
    @property
    def min(self) -> float: ...
    @property
    def max(self) -> float: ...
    @property
    def cache_cap(self) -> float: ...


class Answered(Protocol):
    """A fetch that went well: a body (200) or 'not modified' (304)."""

    @property
    def status(self) -> int: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def cache_seconds(self) -> float | None: ...
    @property
    def permanent_url(self) -> str | None: ...


class Failed(Protocol):
    """A fetch that did not."""

    @property
    def reason(self) -> str: ...
    @property
    def status(self) -> int | None: ...
    @property
    def retry_after(self) -> float | None: ...
    @property
    def kind(self) -> str: ...


def failed(outcome: Answered | Failed) -> TypeIs[Failed]:
    """Say which of the two it is: to ask a protocol would take longer than all the rest."""
    return hasattr(outcome, "reason")


class Wishes(Protocol):
    """What the feed itself says about its rhythm; ``dump`` gives a JSON object."""

    def dump(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class PollSettings:
    """Bounds of polling, in seconds. ``every`` is kept as written; None adapts to the feed."""

    every: float | None = None
    min: float = 120.0
    max: float = DAY
    cache_cap: float = 2 * DAY

    @classmethod
    def of(cls, polling: Polling) -> PollSettings:
        """Take the settings from the ``polling`` part of a configuration."""
        return cls(
            every=polling.every, min=polling.min, max=polling.max, cache_cap=polling.cache_cap
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for at the next poll. ``full`` leaves the validators out on purpose."""

    url: str
    etag: str | None
    last_modified: str | None
    full: bool = False
