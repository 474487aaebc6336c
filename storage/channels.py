"""The channels as delivery has come to know them: pauses, rates, failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from storage.columns import Moment, Words
from storage.records import ChannelState
from storage.tables import CHANNEL
from storage.upsert import Upsert, replacing

_PAUSE: Final = Upsert(CHANNEL, replacing(["name"], ["paused_until", "reason"]))
_MINE: Final = CHANNEL.c.name == bindparam("mine")
_RATE: Final = select(CHANNEL.c.rate_tat).where(_MINE)
_SET_RATE: Final = update(CHANNEL).where(_MINE).values(rate_tat=bindparam("tat", type_=Moment))
_FAILED: Final = (
    update(CHANNEL)
    .where(_MINE)
    .values(
        failing_since=func.coalesce(CHANNEL.c.failing_since, bindparam("at", type_=Moment)),
        failure=bindparam("why", type_=Words),
    )
)
_WORKS: Final = (
    update(CHANNEL).where(_MINE, CHANNEL.c.failing_since.is_not(None)).values(failing_since=None)
)
_STATES: Final = select(
    *(CHANNEL.c[name] for name in ("name", "paused_until", "reason", "failing_since", "failure"))
).order_by(CHANNEL.c.name)


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels that something was queued for, inside one transaction."""

    connection: Connection

    def pause(self, channel: str, until: datetime | None, reason: str) -> None:
        """Claim nothing of this channel until then (None: go on at once)."""
        row = {"name": channel, "paused_until": until, "reason": reason}
        self.connection.execute(_PAUSE.on(self.connection), row)

    def rate_tat(self, channel: str) -> datetime | None:
        """Return the theoretical arrival time that the channel's rate remembers."""
        tat: datetime | None = self.connection.execute(
            _RATE, {"mine": channel}
        ).scalar_one_or_none()
        return tat

    def set_rate_tat(self, channel: str, tat: datetime | None) -> None:
        """Remember the theoretical arrival time of the channel's rate."""
        self.connection.execute(_SET_RATE, {"mine": channel, "tat": tat})

    def failed(self, channel: str, now: datetime, why: str) -> None:
        """Note that a send failed; the first failure since something arrived counts."""
        self.connection.execute(_FAILED, {"mine": channel, "at": now, "why": why})

    def works(self, channel: str) -> None:
        """Note that something arrived."""
        self.connection.execute(_WORKS, {"mine": channel})

    def all(self) -> tuple[ChannelState, ...]:
        """Return every channel that something was ever queued for, by name."""
        return tuple(ChannelState(*row) for row in self.connection.execute(_STATES))
