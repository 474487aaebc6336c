"""What became of one send, and what an HTTP or SMTP answer means for it.

Apprise says only yes or no. The transport underneath is watched instead: inside ``watch()`` every
answer of ``requests`` and every refusal of ``smtplib`` is noted for the calling thread.
"""

from __future__ import annotations

import importlib
import json
import math
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import wraps
from typing import Any

_SAID = 200
_LONGEST_WAIT = 86_400.0
_TEMPORARY_STATUS = (408, 409, 423, 425, 429)


@dataclass(frozen=True, slots=True)
class Sent:
    """It was accepted. ``receipt`` is what the service calls the message, where it says so."""

    receipt: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NotSent:
    """It was not, or nobody knows. ``permanent``: True never will be, False may, None unknown.

    ``retry_after`` is the wait in seconds that the receiver asked for.
    """

    reason: str
    permanent: bool | None
    retry_after: float | None = None


Outcome = Sent | NotSent

_seen: ContextVar[list[NotSent] | None] = ContextVar("wirewatch_transport", default=None)


@contextmanager
def watch() -> Iterator[list[NotSent]]:
    """Collect what the transport refuses while a send runs in this context."""
    install()
    seen: list[NotSent] = []
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def _note(outcome: NotSent) -> None:
    if (seen := _seen.get()) is not None:
        seen.append(outcome)


def of_http(status: int, headers: Mapping[str, str], body: str) -> NotSent:
    """Say what an HTTP answer that is no success means."""
    said = " ".join(body.split())[:_SAID]
    reason = f"HTTP {status}" + (f": {said}" if said else "")
    wait = retry_after(headers, body)
    if status in _TEMPORARY_STATUS or status >= 500:
        return NotSent(reason, permanent=False, retry_after=wait)
    if 300 <= status < 400:
        return NotSent(f"HTTP {status}: redirects are not followed", permanent=True)
    if status < 300:
        # Accepted by HTTP, refused by what the body says: it may be either.
        return NotSent(reason, permanent=None, retry_after=wait)
    return NotSent(reason, permanent=True)


def retry_after(headers: Mapping[str, str], body: str = "") -> float | None:
    """Return the wait asked for by header (seconds or a date) or by a JSON body, in seconds.

    Discord's body has ``retry_after``, Telegram's ``parameters.retry_after``.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    wait = _header_wait(lower.get("retry-after", ""), lower.get("date", ""))
    if wait is None and "retry_after" in body:
        wait = _body_wait(body)
    return None if wait is None else min(max(wait, 0.0), _LONGEST_WAIT)


def _body_wait(body: str) -> float | None:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    places = [told, told.get("parameters")] if isinstance(told, dict) else []
    values = [place.get("retry_after") for place in places if isinstance(place, dict)]
    numbers = (
        float(one) for one in values if isinstance(one, int | float) and not isinstance(one, bool)
    )
    return next((one for one in numbers if math.isfinite(one)), None)


def _header_wait(value: str, date: str) -> float | None:
    value = value.strip()
    if value.replace(".", "", 1).isdigit() and value.isascii():
        return float(value)
    if not value or not date:
        return None
    try:
        # Against the server's own clock, so that ours need not agree.
        return (parsedate_to_datetime(value) - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return None


def of_smtp(code: int, said: bytes | str) -> NotSent:
    """Say what an SMTP reply means: 4yz may be tried again, 5yz not (RFC 5321, 4.2.1)."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    reason = f"SMTP {code}: {' '.join(text.split())[:_SAID]}"
    return NotSent(reason, permanent=500 <= code < 600)


def of_error(error: BaseException) -> NotSent:
    """Say what an exception of the transport means."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, said = max(error.recipients.values(), default=(550, b"refused"))
            return of_smtp(code, said)
        case smtplib.SMTPResponseException():
            return of_smtp(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError():
            return NotSent(f"the mail server lacks what is asked for: {error}", permanent=True)
        case ssl.SSLCertVerificationError():
            cause = getattr(error, "verify_message", None) or _words(error)
            return NotSent(f"bad certificate: {cause}", permanent=False)
        case TimeoutError():
            return NotSent("no answer in time", permanent=None)
        case socket.gaierror():
            return NotSent("the host name cannot be resolved", permanent=False)
        case ConnectionRefusedError():
            return NotSent("connection refused", permanent=False)
        case _:
            return NotSent(_words(error), permanent=False if isinstance(error, OSError) else None)


def _words(error: BaseException) -> str:
    text = " ".join(str(error).split())[:_SAID]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _of_requests(error: BaseException, requests: Any) -> NotSent:
    name = type(error).__name__
    kinds = requests.exceptions
    if isinstance(error, kinds.ReadTimeout):
        return NotSent("no answer in time", permanent=None)
    if isinstance(error, kinds.SSLError):
        return NotSent("bad certificate or TLS failure", permanent=False)
    if isinstance(error, (kinds.ConnectionError, kinds.Timeout)):
        # The message of these repeats the whole URL, token and all.
        return NotSent(f"cannot connect ({name})", permanent=False)
    return NotSent(name, permanent=isinstance(error, ValueError))


def install() -> None:
    """Put the watchers in place, once for the process; outside ``watch()`` they do nothing."""
    requests = importlib.import_module("requests")
    if not getattr(requests.Session.send, "_wirewatch", False):
        requests.Session.send = _watched_http(requests.Session.send, requests)
    if not getattr(smtplib.SMTP.data, "_wirewatch", False):
        setattr(smtplib.SMTP, "data", _watched_data(smtplib.SMTP.data))  # noqa: B010
    if not getattr(smtplib.SMTP.sendmail, "_wirewatch", False):
        setattr(smtplib.SMTP, "sendmail", _watched_smtp(smtplib.SMTP.sendmail))  # noqa: B010


def _watched_http(send: Callable[..., Any], requests: Any) -> Callable[..., Any]:
    @wraps(send)
    def watched(*args: Any, **kwargs: Any) -> Any:
        if _seen.get() is None:
            return send(*args, **kwargs)
        try:
            answer = send(*args, **kwargs)
        except (OSError, ValueError) as error:
            _note(_of_requests(error, requests))
            raise
        _note(of_http(answer.status_code, answer.headers, answer.text[:2000]))
        return answer

    setattr(watched, "_wirewatch", True)  # noqa: B010
    return watched


class BrokenOffError(smtplib.SMTPServerDisconnected):
    """The mail server had the text, or some of it, and went without an answer."""


def _watched_data(data: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(data)
    def watched(*args: Any, **kwargs: Any) -> Any:
        try:
            return data(*args, **kwargs)
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            words = "the mail server broke off before it took the message, or after"
            raise BrokenOffError(words) from error

    setattr(watched, "_wirewatch", True)  # noqa: B010
    return watched


def _watched_smtp(sendmail: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(sendmail)
    def watched(*args: Any, **kwargs: Any) -> Any:
        try:
            refused = sendmail(*args, **kwargs)
        except BrokenOffError as error:
            _note(NotSent(str(error), permanent=None))
            raise
        except (OSError, smtplib.SMTPException) as error:
            _note(of_error(error))
            raise
        for code, said in refused.values():
            _note(of_smtp(code, said))
        return refused

    setattr(watched, "_wirewatch", True)  # noqa: B010
    return watched
