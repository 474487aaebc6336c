"""What a feed says about its own rhythm, read from the raw bytes: all formats write it alike."""

from __future__ import annotations

import re

from monitor.parse.model import Hints

# The hints stand in the head of the channel, or after the items in a few feeds.
_WINDOW = 16 * 1024
# Most feeds say nothing: they are seen through once.
_ANY = re.compile(rb"<(?:ttl|sy:update|skip)", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(
    rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE
)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAYS = re.compile(rb"<skipDays>(.{0,1000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(rb"<day>\s*([A-Za-z]{3})[a-z]*\s*</day>", re.IGNORECASE)
_PERIODS = {
    b"hourly": 3600.0, b"daily": 86400.0, b"weekly": 604800.0,
    b"monthly": 2592000.0, b"yearly": 31536000.0,
}  # fmt: skip
_WEEK = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")


def read_hints(body: bytes) -> Hints:
    """Return ttl, sy:, skipHours and skipDays of an RSS feed; nothing where it says nothing."""
    text = body if len(body) <= 2 * _WINDOW else body[:_WINDOW] + body[-_WINDOW:]
    if _ANY.search(text) is None:
        return Hints()
    ttl = _TTL.search(text)
    hours, days = _HOURS.search(text), _DAYS.search(text)
    return Hints(
        ttl=int(ttl.group(1)) * 60.0 if ttl else None,
        period=_period(text),
        # Hour 24 is an old spelling of 0.
        skip_hours=tuple(
            sorted({int(h) % 24 for h in _HOUR.findall(hours.group(1)) if int(h) <= 24})
        )
        if hours
        else (),
        skip_days=tuple(
            sorted(
                {_WEEK.index(d.lower()) for d in _DAY.findall(days.group(1)) if d.lower() in _WEEK}
            )
        )
        if days
        else (),
    )


def _period(text: bytes) -> float | None:
    period, frequency = _PERIOD.search(text), _FREQUENCY.search(text)
    if not period and not frequency:
        return None
    # The specification's defaults: daily, once.
    length = _PERIODS[period.group(1).lower()] if period else 86400.0
    return length / max(1, int(frequency.group(1)) if frequency else 1)
