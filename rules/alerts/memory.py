"""What is known of one rule in one story; kept by storage as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from rules.stories.ledger import Claim


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from what was told. ``old`` is None where nothing had been told."""

    what: str
    old: int | None
    new: int
    source: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that waits for the end of the update gap; ``claim`` is None for origins."""

    change: Change
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class RuleStory:
    """One rule's memory of one story.

    ``origins`` maps each independent origin to when it last carried the story (all of them,
    backlog too). ``told_at`` is when the first alert went out, ``last_told`` the latest alert or
    update. ``told`` holds the figures last told, ``earlier`` those that they replaced.
    ``told_origins`` is the number of origins last told. ``ledger`` has every claim.
    """

    held_since: datetime
    origins: Mapping[str, datetime] = field(default_factory=dict)
    told_at: datetime | None = None
    last_told: datetime | None = None
    told: tuple[Claim, ...] = ()
    earlier: tuple[Claim, ...] = ()
    told_origins: int = 0
    ledger: tuple[Claim, ...] = ()
    pending: tuple[Pending, ...] = ()
    due: datetime | None = None

    def within(self, now: datetime, seconds: float) -> int:
        """Return how many origins carried the story in the last ``seconds``."""
        since = now - timedelta(seconds=seconds)
        return sum(at >= since for at in self.origins.values())

    def tell(self, told: tuple[Claim, ...], now: datetime) -> RuleStory:
        """Return the memory after an alert or update that told these figures."""
        fresh = {(one.key, one.status) for one in told}
        kept = tuple(one for one in self.told if (one.key, one.status) not in fresh)
        gone = tuple(one for one in self.told if (one.key, one.status) in fresh)
        return replace(
            self,
            told_at=self.told_at or now,
            last_told=now,
            told=(*kept, *told),
            earlier=(*self.earlier, *gone)[-50:],
            told_origins=len(self.origins),
            pending=(),
            due=None,
        )

    def dump(self) -> str:
        """Return the memory as JSON text."""
        raw = {
            "held_since": self.held_since.isoformat(),
            "origins": {origin: at.isoformat() for origin, at in self.origins.items()},
            "told_at": _iso(self.told_at),
            "last_told": _iso(self.last_told),
            "told": [one.dump() for one in self.told],
            "earlier": [one.dump() for one in self.earlier],
            "told_origins": self.told_origins,
            "ledger": [one.dump() for one in self.ledger],
            "pending": [_dump_pending(one) for one in self.pending],
            "due": _iso(self.due),
        }
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> RuleStory:
        """Return what ``dump`` wrote; raises ValueError or KeyError when it is something else."""
        raw = json.loads(text)
        return cls(
            held_since=datetime.fromisoformat(raw["held_since"]),
            origins={name: datetime.fromisoformat(at) for name, at in raw["origins"].items()},
            told_at=_time(raw["told_at"]),
            last_told=_time(raw["last_told"]),
            told=tuple(Claim.load(one) for one in raw["told"]),
            earlier=tuple(Claim.load(one) for one in raw["earlier"]),
            told_origins=raw["told_origins"],
            ledger=tuple(Claim.load(one) for one in raw["ledger"]),
            pending=tuple(
                Pending(Change(**one["change"]), one["claim"] and Claim.load(one["claim"]))
                for one in raw["pending"]
            ),
            due=_time(raw["due"]),
        )


def _dump_pending(one: Pending) -> dict[str, object]:
    change = one.change
    return {
        "change": {
            "what": change.what, "old": change.old, "new": change.new,
            "source": change.source, "quote": change.quote,
        },
        "claim": one.claim.dump() if one.claim else None,
    }  # fmt: skip


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
