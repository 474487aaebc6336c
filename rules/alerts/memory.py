"""What is known of one rule in one story; kept by storage as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from rules.stories.ledger import Claim, like

# Figures told once and replaced since: enough to know a late copy by.
EARLIER: Final = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from what was told. ``old`` is None where nothing had been told.

    ``source`` is the origin that brought it; ``claim`` is the new figure, None for origins.
    ``old_word`` is what stood for the old number where nobody had counted, such as `dozens`.
    """

    what: str
    old: int | None
    new: int
    source: str
    claim: Claim | None = None
    old_word: str | None = None

    @property
    def words(self) -> str:
        """What changed, in words: ``killed 31 → 47``."""
        old = "none" if self.old is None else f"{self.old:,}"
        new = (self.claim and self.claim.vague) or f"{self.new:,}"
        return f"{self.what} {self.old_word or old} → {new}"


@dataclass(frozen=True, slots=True)
class RuleStory:
    """One rule's memory of one story.

    ``origins`` maps each independent origin to when it last carried the story (all of them,
    backlog too). ``told_at`` is when the first alert went out, ``last_told`` the latest alert or
    update. ``told`` holds the figures last told, ``earlier`` those that they replaced.
    ``told_origins`` is the number of origins last told. ``held_until`` is set while an alert waits
    for more origins: when those there are cease to count. ``pending`` are changes that wait for
    the end of the update gap, and ``due`` is when to look again.
    """

    held_since: datetime
    origins: Mapping[str, datetime] = field(default_factory=dict)
    told_at: datetime | None = None
    last_told: datetime | None = None
    told: tuple[Claim, ...] = ()
    earlier: tuple[Claim, ...] = ()
    told_origins: int = 0
    held_until: datetime | None = None
    pending: tuple[Change, ...] = ()
    due: datetime | None = None

    def within(self, now: datetime, seconds: float) -> tuple[str, ...]:
        """Return the origins that carried the story less than ``seconds`` from ``now``.

        Before or after: a clock that was set back does not make them forgotten.
        """
        span = timedelta(seconds=seconds)
        return tuple(name for name, at in self.origins.items() if abs(now - at) <= span)

    def tell(self, told: tuple[Claim, ...], now: datetime) -> RuleStory:
        """Return the memory after an alert or update that told these figures."""
        gone = {
            old
            for one in told
            for old in [like(one, [known for known in self.told if known.status == one.status])]
            if old is not None
        }
        kept = tuple(one for one in self.told if one not in gone)
        replaced = tuple(one for one in self.told if one in gone)
        return replace(
            self,
            told_at=self.told_at or now,
            last_told=now,
            told=(*kept, *told),
            earlier=(*self.earlier, *replaced)[-EARLIER:],
            told_origins=len(self.origins),
            held_until=None,
            pending=(),
            due=None,
        )

    def counted(self, claims: tuple[Claim, ...]) -> RuleStory:
        """Return the memory after the claims were known: a number told as feared that is reported
        now stands as reported, in the place of what was reported before.
        """
        feared = {(one.key, one.value) for one in self.told if one.status == "feared"}
        now = [one for one in claims if one.status == "reported" and (one.key, one.value) in feared]
        if not now:
            return self
        keys = {one.key for one in now}
        kept = tuple(one for one in self.told if one.key not in keys)
        gone = tuple(one for one in self.told if one.key in keys)
        return replace(self, told=(*kept, *now), earlier=(*self.earlier, *gone)[-EARLIER:])

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
            "held_until": _iso(self.held_until),
            "pending": [_dump_change(one) for one in self.pending],
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
            held_until=_time(raw["held_until"]),
            pending=tuple(_load_change(one) for one in raw["pending"]),
            due=_time(raw["due"]),
        )


def _dump_change(one: Change) -> dict[str, object]:
    return {
        "what": one.what, "old": one.old, "new": one.new, "source": one.source,
        "claim": one.claim.dump() if one.claim else None, "old_word": one.old_word,
    }  # fmt: skip


def _load_change(raw: dict[str, object]) -> Change:
    claim = raw.pop("claim")
    return Change(**raw, claim=Claim.load(claim) if isinstance(claim, dict) else None)  # type: ignore[arg-type]


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
