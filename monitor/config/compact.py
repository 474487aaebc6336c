"""A policy moved together in memory, or to another process.

What a load makes lies strewn among ten times as much that it needs for a moment, and holds that
memory down. So what is to stay is written out, everything is let go, and then it is read back.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Sequence
from types import BuiltinMethodType
from typing import Any, Final

from monitor.config.model import ChannelConfig
from monitor.config.policy import Policy
from rules.facts.gazetteer import Gazetteer
from rules.language.parts import Part, remade
from rules.language.scan import StemTries

# Made of foreign memory, or shared with others: these are handed on as they are.
_AS_THEY_ARE: Final = (BuiltinMethodType, Gazetteer, StemTries)


class Written:
    """A policy written out. Let everything else of its load go before it is read back."""

    def __init__(self, text: bytes, channels: bytes, kept: Sequence[Any]) -> None:
        self._text = text
        self._channels = channels
        self._kept = kept

    @classmethod
    def here(cls, policy: Policy) -> Written:
        """Write ``policy`` out for this process."""
        kept: list[Any] = []
        return cls(*_written(policy, lambda into: _Writer(into, kept)), kept)

    @classmethod
    def to_send(cls, policy: Policy) -> Written:
        """Write ``policy`` out for another process, whose gazetteer :meth:`arrived` has to name."""
        return cls(*_written(policy, _Sender), ())

    def arrived(self, gazetteer: Gazetteer) -> None:
        """Say which gazetteer of this process takes the place of the sender's."""
        self._kept = (gazetteer,)

    def channels(self) -> dict[str, ChannelConfig]:
        """Return the channels of the policy, which may be wanted before it."""
        found: dict[str, ChannelConfig] = pickle.loads(self._channels)  # noqa: S301 - our own
        return found

    def read(self) -> Policy:
        """Return the policy."""
        policy = _Reader(io.BytesIO(self._text), self._kept).load()
        assert isinstance(policy, Policy)
        return policy


def _written(policy: Policy, writer: Callable[[io.BytesIO], pickle.Pickler]) -> tuple[bytes, bytes]:
    into = io.BytesIO()
    writer(into).dump(policy.packed())
    return into.getvalue(), pickle.dumps(dict(policy.config.channels))


class _Writer(pickle.Pickler):
    def __init__(self, into: io.BytesIO, kept: list[Any]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self._kept = kept

    def persistent_id(self, value: object) -> int | None:
        if not isinstance(value, _AS_THEY_ARE):
            return None
        self._kept.append(value)
        return len(self._kept) - 1

    def reducer_override(self, value: object) -> Any:
        if not isinstance(value, Part):
            return NotImplemented
        # What an automaton could be made of again is of no use to whoever has it.
        return (Part, (*value[:-1], "")) if value.find else (remade, value[1:])


class _Sender(pickle.Pickler):
    def __init__(self, into: io.BytesIO) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)

    def persistent_id(self, value: object) -> int | None:
        return 0 if isinstance(value, Gazetteer) else None

    def reducer_override(self, value: object) -> Any:
        return (remade, value[1:]) if isinstance(value, Part) else NotImplemented


class _Reader(pickle.Unpickler):
    def __init__(self, text: io.BytesIO, kept: Sequence[Any]) -> None:
        super().__init__(text)
        self._kept = kept

    def persistent_load(self, number: int) -> Any:
        return self._kept[number]
