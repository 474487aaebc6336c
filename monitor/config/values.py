"""The small languages inside the configuration: durations, rates, windows, addresses.

Each reader takes a scalar as written and returns the value, or raises ``BadValueError`` in words.
Values that already have the right type pass, so that models can be built in code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BeforeValidator, WithJsonSchema

from monitor.config.problems import BadValueError, nearest
from rules.alerts.windows import Quiet, Rate

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31_536_000}
_DURATION: Final = re.compile(r"(?:\d+(?:\.\d+)?\s*[smhdwy]\s*)+")
_DURATION_PART: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdwy])")
_LONGEST: Final = 100 * _UNITS["y"]
_RATE: Final = re.compile(r"(\d{1,6})\s*/\s*(s|m|min|h|d)")
_WINDOW: Final = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_OFFSET: Final = re.compile(r"[+-]\d")
_DURATION_HINT: Final = "write a number and a unit: 90s, 15m, 2h, 3d"


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the web server listens."""

    host: str
    port: int


def read_duration(raw: object) -> float:
    """Return seconds."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return float(raw)
    text = str(raw).strip()
    if not _DURATION.fullmatch(text):
        raise BadValueError(f"{text!r} is not a duration", _DURATION_HINT)
    seconds = sum(float(part) * _UNITS[unit] for part, unit in _DURATION_PART.findall(text))
    if not 0 < seconds <= _LONGEST:
        raise BadValueError(f"{text!r} is not between 1 second and 100 years", _DURATION_HINT)
    return seconds


def _optional_duration(raw: object) -> float | None:
    return None if raw is None else read_duration(raw)


def _gap(raw: object) -> float:
    return 0.0 if str(raw).strip() in ("0", "0s") else read_duration(raw)


def read_rate(raw: object) -> Rate | None:
    """Read ``20/h``."""
    if raw is None or isinstance(raw, Rate):
        return raw
    found = _RATE.fullmatch(str(raw).strip())
    if not found or int(found[1]) == 0:
        raise BadValueError(
            f"{raw!r} is not a rate", "write a number and a unit: 20/h, 1/s, 5/m, 100/d"
        )
    return Rate(int(found[1]), float(_UNITS[found[2][0]]))


def read_quiet(raw: object) -> Quiet | None:
    """Read ``22:00-07:00``."""
    if raw is None or isinstance(raw, Quiet):
        return raw
    hint = "write two times of day: 22:00-07:00"
    found = _WINDOW.fullmatch(str(raw).strip())
    if not found:
        raise BadValueError(f"{raw!r} is not a window of the day", hint)
    try:
        start, end = (
            time(int(found[1]) % 24, int(found[2])),
            time(int(found[3]) % 24, int(found[4])),
        )
    except ValueError:
        raise BadValueError(f"{raw!r} is not a window of the day", hint) from None
    if start == end or int(found[1]) > 24 or int(found[3]) > 24:
        raise BadValueError(f"{raw!r} is not a window of the day", hint)
    return Quiet(start, end)


def read_network(raw: object) -> IPv4Network | IPv6Network:
    """Read a CIDR, or one address."""
    if isinstance(raw, (IPv4Network, IPv6Network)):
        return raw
    try:
        return ip_network(str(raw).strip(), strict=False)
    except ValueError:
        raise BadValueError(
            f"{raw!r} is not a network", "write a CIDR, such as 127.0.0.0/8"
        ) from None


def read_timezone(raw: object) -> ZoneInfo:
    """Read an IANA name."""
    if isinstance(raw, ZoneInfo):
        return raw
    name = str(raw).strip()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # An offset has no summer time, and the names of those that exist turn its sign round.
        near = "" if _OFFSET.search(name) else _nearest_zone(name)
        hint = near or "write the name of a place, such as Europe/Kyiv, or UTC"
        raise BadValueError(f"unknown time zone {name!r}", hint) from None


def _nearest_zone(name: str) -> str:
    """Return ``did you mean Europe/Kyiv?`` for a misspelt name or its last part alone."""
    # EST and the like have no summer time: nobody means them.
    places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    last = {zone.rpartition("/")[2].lower(): zone for zone in sorted(places, reverse=True)}
    city = last.get(name.lower().replace(" ", "_"))
    if city is not None:
        return f"did you mean {city}?"
    return nearest(name, places) if "/" in name else ""


def read_listen(raw: object) -> Listen:
    """Read ``host:port``; an IPv6 host stands in brackets."""
    if isinstance(raw, Listen):
        return raw
    wrong = BadValueError(
        f"{raw!r} is not an address to listen on", "write host:port: 127.0.0.1:8080"
    )
    host, colon, port = str(raw).strip().rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise wrong
    return Listen(host.strip("[]"), int(port))


def check_web_url(text: str, *, secret: bool = False) -> str:
    """Return ``text`` if it is an http(s) URL with a host, as feeds and pings need.

    A ``secret`` one is not repeated in the message.
    """
    shown = "this" if secret else repr(text)
    if any(mark.isspace() for mark in text):
        raise BadValueError(f"{shown} holds a space", "write one URL")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadValueError(f"{shown} is not a URL", "write https://example.org/path") from None
    if not parts.scheme:
        hint = "begin it with https://" if secret else f"write https://{text.lstrip('/')}"
        raise BadValueError(f"{shown} is not a URL", hint)
    if parts.scheme.lower() not in ("http", "https"):
        scheme = "its scheme" if secret else repr(parts.scheme)
        raise BadValueError(f"{scheme} cannot be fetched from", "write http:// or https://")
    if not host:
        raise BadValueError(f"{shown} names no host", "write https://example.org/path")
    return text


def _text_schema(pattern: str, description: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema(
        {
            "type": "string",
            "pattern": pattern,
            "description": description,
            "examples": list(examples),
        }
    )


_DURATION_SCHEMA: Final = _text_schema(
    r"^([0-9]+(\.[0-9]+)? *[smhdwy] *)+$|^0s?$|\$\{", "A duration: 90s, 15m, 2h, 3d", "15m", "2h"
)
Duration = Annotated[float, BeforeValidator(read_duration), _DURATION_SCHEMA]
MaybeDuration = Annotated[float | None, BeforeValidator(_optional_duration), _DURATION_SCHEMA]
Gap = Annotated[float, BeforeValidator(_gap), _DURATION_SCHEMA]
MaybeRate = Annotated[
    Rate | None,
    BeforeValidator(read_rate),
    _text_schema(r"^[0-9]+ */ *(s|m|min|h|d)$|\$\{", "At most so many in a unit of time", "20/h"),
]
MaybeQuiet = Annotated[
    Quiet | None,
    BeforeValidator(read_quiet),
    _text_schema(
        r"^[0-9]{1,2}:[0-9]{2} *- *[0-9]{1,2}:[0-9]{2}$|\$\{", "A daily window", "22:00-07:00"
    ),
]
Network = Annotated[
    IPv4Network | IPv6Network,
    BeforeValidator(read_network),
    WithJsonSchema({"type": "string", "examples": ["127.0.0.0/8", "::1/128"]}),
]
Timezone = Annotated[
    ZoneInfo,
    BeforeValidator(read_timezone),
    WithJsonSchema({"type": "string", "examples": ["UTC", "Europe/Kyiv"]}),
]
ListenAddress = Annotated[
    Listen,
    BeforeValidator(read_listen),
    _text_schema(r"^.+:[0-9]+$|\$\{", "host:port", "127.0.0.1:8080"),
]


def _listed(raw: Any) -> Any:
    """Take one value where a list is meant."""
    return [raw] if isinstance(raw, str) else raw


AsList = BeforeValidator(_listed)
