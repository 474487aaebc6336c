"""Our own webhook: versioned JSON, signed, with an idempotency key; redirects are never followed.

POST, Content-Type: application/json; charset=utf-8
Idempotency-Key: the same for every attempt of one message
X-Wirewatch-Version: 1
X-Wirewatch-Signature: sha256=HEX, the HMAC-SHA256 of the body under ``?secret=``
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from monitor.deliver.message import WEBHOOK_VERSION, Message
from monitor.deliver.outcome import NotSent, Outcome, Sent, of_error, of_http

_SCHEMES = {"webhook": "http", "webhooks": "https"}


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a hook posts to. ``url`` is http(s) without credentials or secret."""

    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    basic: str = field(default="", repr=False)


def read_webhook(url: str) -> Webhook:
    """Read ``webhook(s)://[user:password@]host/path?secret=…``. Raises ValueError in words."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("a webhook needs a host: webhooks://host/path")
    if not _port_is_good(parts):
        raise ValueError("the port is no number; in a password write / as %2F and @ as %40")
    query = parse_qsl(parts.query, keep_blank_values=True)
    secrets = [value for name, value in query if name == "secret"]
    if len(secrets) > 1 or "" in secrets:
        raise ValueError("secret= stands once and is not empty")
    rest = urlencode([pair for pair in query if pair[0] != "secret"])
    place = parts.netloc.rpartition("@")[2]
    basic = ""
    if parts.username is not None:
        basic = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    target = urlunsplit((_SCHEMES[parts.scheme.lower()], place, parts.path or "/", rest, ""))
    return Webhook(target, secrets[0] if secrets else "", basic)


def _port_is_good(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        # Its message repeats what stands there, which may be half a password.
        return False


def sign(secret: str, body: bytes) -> str:
    """Return the value of ``X-Wirewatch-Signature``."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener that honours proxies and, lacking the handler for it, never redirects."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


def post(hook: Webhook, message: Message, timeout: float) -> Outcome:
    """Post one message; blocks for at most ``timeout`` seconds between two signs of life."""
    body = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "wirewatch",
        "X-Wirewatch-Version": str(WEBHOOK_VERSION),
        "Idempotency-Key": message.key,
    }
    if hook.secret:
        headers["X-Wirewatch-Signature"] = sign(hook.secret, body)
    if hook.basic:
        headers["Authorization"] = "Basic " + base64.b64encode(hook.basic.encode()).decode()
    # The scheme is http or https, made by read_webhook.
    request = urllib.request.Request(hook.url, body, headers, method="POST")  # noqa: S310
    try:
        with _opener().open(request, timeout=timeout) as answer:
            answer.read(2000)
    except urllib.error.HTTPError as error:
        with error:
            return of_http(
                error.code, dict(error.headers), error.read(2000).decode("utf-8", "replace")
            )
    except urllib.error.URLError as error:
        reason = error.reason
        return of_error(reason) if isinstance(reason, OSError) else NotSent(str(reason), None)
    except (OSError, http.client.HTTPException) as error:
        return of_error(error)
    return Sent()
