"""One line of JSON as an item: what ``match``, ``facts``, ``group`` and replays read.

Knows nothing of rules, stories or output.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from rules.text.document import Document

_TEXTS = ("title", "summary", "content", "source", "url", "language")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What Python reads of an integer without being told otherwise.
_LONGEST_NUMBER = 4300
_MIDNIGHT = re.compile(r"(.{8,10}[T ])24((?::?00){0,2}(?:[.,]0+)?(?:Z|[+-].*)?)\Z")
_LEAP_SECOND = re.compile(r"(.{8,10}[T ]\d\d:?59:?)60((?:[.,]\d+)?(?:Z|[+-].*)?)\Z")


@dataclass(frozen=True, slots=True)
class Item:
    """One good line. ``id`` is any JSON value and goes back as it came."""

    id: object
    document: Document


@dataclass(frozen=True, slots=True)
class BadLine:
    """One line that is no item, and why; ``id`` is there when it could be read."""

    id: object
    error: str


def read_item(line: bytes) -> Item | BadLine:
    """Read one line (RULES: JSON Lines); ``id`` is None where it has none. Never raises."""
    try:
        raw = _read_json(line)
    except ValueError as error:
        return BadLine(_saved_id(line), str(error))
    if not isinstance(raw, dict):
        return BadLine(None, "expected a JSON object, one on each line")
    given = {key: value for key, value in raw.items() if value is not None}
    texts: dict[str, str] = {}
    for key in _TEXTS:
        value = given.get(key, "")
        if not isinstance(value, str):
            return BadLine(raw.get("id"), f"{key}: expected text")
        texts[key] = value
    tags = given.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return BadLine(raw.get("id"), "tags: expected a list of texts")
    try:
        time = read_time(given.get("time"))
    except ValueError as error:
        return BadLine(raw.get("id"), f"time: {error}")
    title, summary, content, source, url, language = texts.values()
    document = Document(
        title=title,
        summary=summary,
        content=content,
        source=source,
        url=url,
        language=language.replace("_", "-").partition("-")[0].lower(),
        tags=tuple(tags),
        time=time,
    )
    return Item(raw.get("id"), document)


def read_time(raw: object) -> datetime | None:
    """Return an aware time in UTC; ISO 8601 with ``T`` or space, no offset means UTC."""
    if raw is None:
        return None
    try:
        if not isinstance(raw, str):
            raise ValueError
        text, more = _in_range(raw.strip().upper())
        time = datetime.fromisoformat(text) + more
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("expected ISO 8601, such as 2026-01-31T08:00:00Z") from None


def _in_range(text: str) -> tuple[str, timedelta]:
    """Return a time that Python can read and what to add: ISO 8601 knows hour 24 and second 60."""
    if midnight := _MIDNIGHT.search(text):
        return f"{midnight[1]}00{midnight[2]}", timedelta(days=1)
    if leap := _LEAP_SECOND.search(text):
        return f"{leap[1]}59{leap[2]}", timedelta(seconds=1)
    return text, timedelta()


def _read_json(line: bytes) -> object:
    """Return what ``line`` says; raises ValueError with words for whoever wrote it."""
    if not line.strip():
        raise ValueError("an empty line: expected a JSON object, one on each line")
    if line.startswith(_UTF16):
        raise ValueError("UTF-16 text: JSON Lines are UTF-8")
    try:
        # As JSON itself, and so any escaped text, can carry lone surrogates, bytes may too.
        text = line.decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start + 1} of the line") from None
    try:
        return json.loads(text, parse_constant=_no_constant, parse_int=_whole, parse_float=_finite)
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(
            f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}"
        ) from None


def _saved_id(line: bytes) -> object:
    """Return the ``id`` of a bad line where it can be read all the same, else None."""
    try:
        raw = json.loads(line.decode("utf-8-sig", "replace"), parse_constant=lambda _: None)
        # An id of 1e999 could not be written down again.
        found = raw.get("id") if isinstance(raw, dict) else None
        json.dumps(found, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"not JSON: {name}")


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"a number of {len(digits):,} digits is too long to read")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"the number {digits[:20]} is too large")
    return number
