"""The two usual spellings of a date in feeds, read without feedparser. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

# Zones that feeds name and feedparser takes for GMT, in hours; none that means several, as IST does.
ZONES: Final = {
    "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "wat": 1, "cat": 2, "sast": 2, "eat": 3, "pkt": 5, "hkt": 8, "sgt": 8, "awst": 8,
    "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
# feedparser knows a weekday by its first letters, whatever follows; the digits are ASCII's.
_RFC822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})"
    r"\s+(\d\d):(\d\d)(?::(\d\d))?\s+(GMT|UTC?|Z|[+-]\d{4}|[a-z]{3,4})",
    re.IGNORECASE | re.ASCII,
)
_UTC: Final = frozenset({"GMT", "UT", "UTC", "Z"})
_ISO = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.IGNORECASE | re.ASCII
)


def quick_date(text: str) -> datetime | None:
    """Read a date in one of the two usual spellings, in UTC; None for any other.

    Raises ValueError or OverflowError for an impossible day or hour.
    """
    text = text.strip()
    if text[4:5] == "-" and _ISO.fullmatch(text):
        # feedparser knows no fractions, and a date is part of a key.
        return datetime.fromisoformat(text.upper()).astimezone(UTC).replace(microsecond=0)
    found = _RFC822.fullmatch(text)
    month = _MONTHS.get(found.group(2).lower()) if found else None
    if found is None or month is None:
        return None
    day, _, year, hour, minute, second, zone = found.groups()
    zone_of = UTC
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        zone_of = timezone(-offset if zone[0] == "-" else offset)
    elif zone.upper() not in _UTC:
        hours = ZONES.get(zone.lower())
        if hours is None:
            return None
        zone_of = timezone(timedelta(hours=hours))
    local = datetime(
        int(year),
        month,
        int(day),
        int(hour),
        int(minute),
        int(second or 0),
        tzinfo=zone_of,
    )
    return local if zone_of is UTC else local.astimezone(UTC)
