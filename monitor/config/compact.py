"""A policy moved together in memory, or to another process.

What a load makes lies strewn among ten times as much that it needs for a moment, and holds that
memory down. So what is to stay is written out, everything is let go, and then it is read back.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping, Sequence
from types import BuiltinMethodType
from typing import IO, Any, Final

from monitor.config.model import ChannelConfig
from monitor.config.policy import Policy
from rules.facts.gazetteer import Gazetteer
from rules.language.parts import Part, remade
from rules.language.scan import StemTries

# Made of foreign memory, or shared with others: these are handed on as they are.
_AS_THEY_ARE: Final = (BuiltinMethodType, Gazetteer, StemTries)


class Written:
    """A policy written out. Let everything else of its load go before it is read back."""

    def __init__(
        self, channels: Mapping[str, ChannelConfig], stream: io.BytesIO, kept: Sequence[Any]
    ) -> None:
        self._channels = channels
        self._stream = stream
        self._start = stream.tell()
        self._kept = kept

    @classmethod
    def here(cls, policy: Policy) -> Written:
        """Write ``policy`` out for this process."""
        kept: list[Any] = []
        stream = io.BytesIO()
        _Writer(stream, kept).dump(policy.packed())
        stream.seek(0)
        return cls(dict(policy.config.channels), stream, kept)

    @classmethod
    def received(cls, stream: io.BytesIO) -> Written:
        """Return what :func:`send` wrote, which begins where ``stream`` stands.

        :meth:`arrived` has to name a gazetteer before it is read.
        """
        return cls(pickle.load(stream), stream, ())  # noqa: S301 - our own

    def arrived(self, gazetteer: Gazetteer) -> None:
        """Say which gazetteer of this process takes the place of the sender's."""
        self._kept = (gazetteer,)

    def channels(self) -> dict[str, ChannelConfig]:
        """Return the channels of the policy, which may be wanted before it."""
        return dict(self._channels)

    def read(self) -> Policy:
        """Return the policy."""
        self._stream.seek(self._start)
        policy = _Reader(self._stream, self._kept).load()
        assert isinstance(policy, Policy)
        return policy


def send(policy: Policy, stream: IO[bytes]) -> None:
    """Write ``policy`` for another process, which has :meth:`Written.received` read it."""
    pickle.dump(dict(policy.config.channels), stream, pickle.HIGHEST_PROTOCOL)
    _Sender(stream).dump(policy.packed())


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
    def __init__(self, into: IO[bytes]) -> None:
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
