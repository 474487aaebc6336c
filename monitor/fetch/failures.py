"""Failures of the network in words: what an operator can understand and act on."""

from __future__ import annotations

import ssl
from http import HTTPStatus

import aiohttp

from monitor.fetch.descriptors import local_want
from monitor.fetch.guard import RefusedAddressError
from monitor.fetch.meter import HungUpError, WastefulAnswerError
from monitor.fetch.outcome import FetchFailed
from monitor.telemetry import get_logger

_log = get_logger("wirewatch.fetch")
_SOON = 30.0


def failed(kind: str, reason: str) -> FetchFailed:
    """Return a failure without an HTTP answer."""
    return FetchFailed(reason, None, None, kind)


def status_failure(status: int, wait: float | None) -> FetchFailed:
    """Return the failure that an HTTP status means."""
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    return FetchFailed(f"the server answers {status}{phrase}", status, wait, "status")


def explain(error: Exception, host: str, timeout: float) -> FetchFailed:
    """Return why a request failed. Raises ``error`` again when it is not the network's."""
    if isinstance(error, HungUpError) and isinstance(error.cause, OSError):
        error = error.cause
    want = local_want(error)
    if want:
        # Nothing was asked, and nothing learnt of the feed: it need not wait for a backoff.
        _log.warning("cannot ask a server", host=host, why=want)
        return FetchFailed(want, None, _SOON, "held")
    match error:
        case TimeoutError():
            return failed("timeout", f"no complete answer within {timeout:g} s")
        case UnicodeError() | aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError():
            return failed("refused", "the URL is not valid")
        case aiohttp.ClientHttpProxyError() | aiohttp.ClientProxyConnectionError():
            return failed("network", _proxy(error, host))
        case aiohttp.ClientConnectorDNSError():
            # Of the proxy, where there is one: it looks up all others.
            return failed("network", f"the host name {error.host} cannot be resolved")
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return failed("tls", f"no secure connection to {host}: {_tls(error)}")
        case WastefulAnswerError():
            return failed("protocol", str(error))
        case OSError():
            return _connection(error, host)
        case aiohttp.ClientError() | ValueError():
            return failed("protocol", _protocol(error, host))
    raise error


def _proxy(
    error: aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError, host: str
) -> str:
    if isinstance(error, aiohttp.ClientHttpProxyError):
        answer = f"{error.status} {_brief(error.message)}".rstrip()
        return f"the proxy does not lead to {host}: it answers {answer}"
    why = error.os_error.strerror or str(error.os_error)
    return f"no connection to the proxy {error.host}: {_brief(why)}"


def _protocol(error: Exception, host: str) -> str:
    """Return what is wrong with an answer, or that there was none."""
    match error:
        case HungUpError() | aiohttp.ServerDisconnectedError():
            return f"{host} closed the connection without an answer"
        case aiohttp.ClientPayloadError():
            return "the answer broke off or cannot be decompressed"
        case aiohttp.ClientResponseError() if "content-encoding" in error.message:
            return "the answer is compressed in a way that was not asked for"
        case aiohttp.ClientResponseError():
            return f"the answer is not proper HTTP: {_brief(error.message)}"
    return f"the request failed: {_brief(str(error))}"


def _connection(error: OSError, host: str) -> FetchFailed:
    refused = _refusal(error)
    if refused is not None:
        return failed(
            "refused",
            f"{host} is at the address {refused}, which feeds may not use "
            "(polling.allow_private allows it)",
        )
    inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(inner, ConnectionRefusedError):
        return failed("network", f"{host} refuses the connection")
    if isinstance(inner, ConnectionResetError | BrokenPipeError):
        return failed("network", f"{host} broke the connection off")
    return failed("network", f"no connection to {host}: {_brief(inner.strerror or str(inner))}")


def _refusal(error: BaseException | None) -> RefusedAddressError | None:
    """Find the guard's refusal among the causes of ``error``."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, RefusedAddressError):
            return error
        seen.add(id(error))
        inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else None
        error = inner or error.__cause__ or error.__context__
    return None


def _tls(error: Exception) -> str:
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return inner.verify_message
    if isinstance(inner, ssl.SSLError):
        return (inner.reason or "the handshake failed").replace("_", " ").lower()
    return _brief(str(inner))


def _brief(text: str) -> str:
    """Return one short printable line."""
    line = " ".join(text.split())
    return "".join(c for c in line if c.isprintable())[:160]
