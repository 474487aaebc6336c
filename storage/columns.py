"""How values look in a database.

Times are integer microseconds since 1970 UTC, sets and mappings are JSON text, and no text holds
what one of the databases cannot keep (NUL, lone surrogates).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from msgspec.json import Encoder
from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_quickly: Final = Encoder().encode
_KEY_LIMIT: Final = 400  # PostgreSQL's B-tree takes about 2,700 bytes, four to a character


def clean(text: str) -> str:
    """Return ``text`` without NUL and with lone surrogates replaced by U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii() or _encodes(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _encodes(text: str) -> bool:
    """Say whether there is no lone surrogate in ``text``."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def key_of(identity: str) -> str:
    """Return ``identity`` short enough for an index; what was cut stays told apart by a hash."""
    if not identity.isascii() or "\0" in identity:
        identity = clean(identity)
    if len(identity) <= _KEY_LIMIT:
        return identity
    digest = hashlib.sha256(identity.encode()).hexdigest()
    return f"{identity[: _KEY_LIMIT - len(digest) - 1]}#{digest}"


def _clean_tree(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {_clean_tree(key): _clean_tree(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_tree(inner) for inner in value]
    return value


def _json(value: Any) -> str:
    try:
        text = _encode_quickly(value).decode()
    except (TypeError, ValueError, OverflowError):
        pass  # a mapping of a kind of its own, a lone surrogate, a very large number
    else:
        if "\\u0000" not in text:
            return text
    return _encode(_clean_tree(dict(value) if hasattr(value, "keys") else value))


class Words(TypeDecorator[str]):
    """Text that every database can keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return clean(value)

    @staticmethod
    def bind_all(values: Sequence[str | None]) -> Sequence[str | None]:
        """Return what ``process_bind_param`` gives for each, with one look at all of them."""
        whole = "".join([value for value in values if value])
        if "\0" not in whole and (whole.isascii() or _encodes(whole)):
            return values
        return [value and clean(value) for value in values]


class Moment(TypeDecorator[datetime]):
    """An aware datetime as microseconds since 1970; a naive one raises TypeError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _TICK

    @staticmethod
    def bind_all(values: Sequence[datetime | None]) -> Sequence[int | None]:
        """Return what ``process_bind_param`` gives for each."""
        found: list[int | None] = []
        last, ticks = None, None
        for value in values:
            # What comes in one round is mostly of one time.
            if value is not last:
                last = value
                ticks = None if value is None else (value - _EPOCH) // _TICK
            found.append(ticks)
        return found

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Json(TypeDecorator[Any]):
    """A JSON value as text; tuples come back as lists."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        return _json(value)

    @staticmethod
    def bind_all(values: Sequence[Any]) -> Sequence[str]:
        """Return what ``process_bind_param`` gives for each."""
        return list(map(_json, values))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


Number = BigInteger().with_variant(Integer(), "sqlite")
