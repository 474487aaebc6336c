"""What response headers mean, in seconds and words. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_UNCACHED = re.compile(r"(?:^|[,\s])no-(?:cache|store)(?:$|[,\s=;])", re.IGNORECASE)
# Who says so many seconds means never, as far as one can.
_NEVER = 1e9
# Longer than this is not a validator but an attack on our storage.
_VALIDATOR_CHARS = 1024


def http_date(text: str | None) -> datetime | None:
    """Read an HTTP date of any of its three forms; None when it is none."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def retry_after(
    headers: Mapping[str, str], now: Callable[[], datetime] | None = None
) -> float | None:
    """Return the seconds of Retry-After (a number or a date), never negative; None without one."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d+(?:\.\d*)?", text, re.ASCII):
        return min(float(text), _NEVER)
    moment = http_date(text)
    if moment is None:
        return None
    # Measured on the server's own clock, so that a wrong clock of ours stays out of the sum.
    date = http_date(headers.get("Date")) or (now() if now is not None else None)
    return max(0.0, (moment - date).total_seconds()) if date else None


def cache_seconds(
    headers: Mapping[str, str], now: Callable[[], datetime] | None = None
) -> float | None:
    """Return for how many seconds the answer stays fresh (Cache-Control over Expires, less Age).

    0.0 where it says that it does not, None where it says nothing.
    """
    control = _whole(headers, "Cache-Control")
    if _UNCACHED.search(control):
        return 0.0
    stated = _MAX_AGE.search(control)
    if stated:
        age = headers.get("Age", "").strip()
        spent = float(age) if re.fullmatch(r"\d{1,10}", age) else 0.0
        return max(0.0, float(stated.group(1)) - spent)
    if "Expires" not in headers:
        return None
    # Anything that is no date, such as 0, is in the past.
    expires = http_date(headers.get("Expires"))
    date = http_date(headers.get("Date")) or (now() if now is not None else None)
    return max(0.0, (expires - date).total_seconds()) if expires and date else 0.0


def _whole(headers: Mapping[str, str], name: str) -> str:
    """Return a header that is a list, which may come in several lines."""
    every = getattr(headers, "getall", None)
    return ", ".join(every(name, ())) if every is not None else headers.get(name, "")


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """Return an opaque validator exactly as it came, or None when it cannot be echoed."""
    value = headers.get(name)
    # As an ETag a star is none, and given back it would ask whether there is anything at all.
    if not value or len(value) > _VALIDATOR_CHARS or value == "*":
        return None
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return value


def same_site(old: str, new: str) -> bool:
    """Say whether credentials for ``old`` may go to ``new``: same host, and not less protected."""
    before, after = urlsplit(old), urlsplit(new)
    if (before.hostname or "").rstrip(".") != (after.hostname or "").rstrip("."):
        return False
    if before.scheme == after.scheme:
        return before.port == after.port
    # Only the usual upgrade from http to https keeps them.
    return (before.scheme, after.scheme) == ("http", "https") and (
        before.port in (None, 80) and after.port in (None, 443)
    )


def without_userinfo(url: str) -> str:
    """Return ``url`` fit for a log: no user, no password."""
    if "@" not in url:
        return url
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
