"""A policy moved together in memory.

What a load makes lies strewn among ten times as much that it needs for a moment, and holds that
memory down. So what is to stay is written out, everything is let go, and then it is read back.
"""

from __future__ import annotations

import io
import pickle
from types import BuiltinMethodType
from typing import Any, Final

from monitor.config.model import ChannelConfig
from monitor.config.policy import Policy
from rules.facts.gazetteer import Gazetteer
from rules.language.scan import StemTries

# Made of foreign memory, or shared with others: these are handed on as they are.
_AS_THEY_ARE: Final = (BuiltinMethodType, Gazetteer, StemTries)


class Written:
    """A policy written out. Let everything else of its load go before it is read back."""

    def __init__(self, policy: Policy) -> None:
        self._channels = pickle.dumps(dict(policy.config.channels))
        self._kept: list[Any] = []
        into = io.BytesIO()
        _Writer(into, self._kept).dump(policy.packed())
        self._text = into.getbuffer()

    def channels(self) -> dict[str, ChannelConfig]:
        """Return the channels of the policy, which may be wanted before it."""
        found: dict[str, ChannelConfig] = pickle.loads(self._channels)  # noqa: S301 - written above
        return found

    def read(self) -> Policy:
        """Return the policy."""
        policy = _Reader(io.BytesIO(self._text), self._kept).load()
        assert isinstance(policy, Policy)
        return policy


class _Writer(pickle.Pickler):
    def __init__(self, into: io.BytesIO, kept: list[Any]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self._kept = kept

    def persistent_id(self, value: object) -> int | None:
        if not isinstance(value, _AS_THEY_ARE):
            return None
        self._kept.append(value)
        return len(self._kept) - 1


class _Reader(pickle.Unpickler):
    def __init__(self, text: io.BytesIO, kept: list[Any]) -> None:
        super().__init__(text)
        self._kept = kept

    def persistent_load(self, number: int) -> Any:
        return self._kept[number]
