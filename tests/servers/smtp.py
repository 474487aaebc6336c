"""A real SMTP server that records mail and refuses as scripted."""

from __future__ import annotations

import asyncio
import email
import ssl
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class MailServer:
    """``replies`` (such as ``451 later``) are used up one a message, after DATA; then ``decide``.

    With a ``password`` no other is accepted, whoever the user is."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    replies: deque[str] = field(default_factory=deque)
    decide: Callable[[], Awaitable[str]] | None = None
    refuse_recipient: str = ""
    password: str = ""

    def url(self, to: str = "desk@example.org", scheme: str = "mailto", more: str = "") -> str:
        """Return an Apprise URL for this server."""
        return f"{scheme}://127.0.0.1:{self.port}?from=watch@example.org&to={to}{more}"

    def check(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        """Authenticate, as aiosmtpd asks."""
        return AuthResult(success=data.password == self.password.encode(), handled=False)

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        if self.replies:
            return self.replies.popleft()
        said = await self.decide() if self.decide else ""
        if said:
            return said
        parsed = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        self.messages.append(parsed)
        self.raw.append(envelope.content)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """Serve on a free port of the loopback; with ``tls`` it insists on STARTTLS."""
    server = MailServer()
    controller = _AnyPort(
        server,
        hostname="127.0.0.1",
        port=0,
        tls_context=tls,
        require_starttls=tls is not None,
        authenticator=server.check,
    )
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop(no_assert=True)


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        # The parent connects to the port it was given; we let the system choose one.
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
