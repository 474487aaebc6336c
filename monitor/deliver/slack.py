"""Slack threads: an update answers the message of its first alert, where a bot posts it.

Incoming webhooks say no id of what they posted; there an update stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Posted:
    """One message on its way: the id of the one it answers, and its own once it is there."""

    answers: str
    id: str = ""


_posting: ContextVar[Posted | None] = ContextVar("wirewatch_slack", default=None)


@contextmanager
def posting(answers: str) -> Iterator[Posted]:
    """Let what is sent in this context answer a message (empty: none), and learn its id."""
    posted = Posted(answers)
    token = _posting.set(posted)
    try:
        yield posted
    finally:
        _posting.reset(token)


def follow_threads(plugin: Any) -> None:
    """Make an Apprise plugin put updates into threads, if it is Slack's and posts as a bot."""
    if type(plugin).__name__ == "NotifySlack" and plugin.mode == "bot":
        plugin._send = _threaded(plugin._send)


def _threaded(send: Callable[..., Any]) -> Callable[..., Any]:
    def threaded(url: str, payload: Any, *args: Any, **kwargs: Any) -> Any:
        posted = _posting.get()
        if posted is None or not url.endswith("/chat.postMessage"):
            return send(url, payload, *args, **kwargs)
        if posted.answers:
            # Shown in the channel, too: who does not follow the thread has to see an update.
            payload = {**payload, "thread_ts": posted.answers, "reply_broadcast": True}
        answer = send(url, payload, *args, **kwargs)
        if isinstance(answer, dict):
            posted.id = str(answer.get("ts") or "")
        return answer

    return threaded
