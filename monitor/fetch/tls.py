"""TLS as feeds need it: certificates are always checked, and a host met again need not prove itself anew.

Feeds are asked so seldom that connections do not last from poll to poll. A resumed session spares
both sides most of the handshake.
"""

from __future__ import annotations

import ssl
from collections import OrderedDict
from typing import Any

# Some 3 kB each.
_MOST = 2000


class ResumingContext(ssl.SSLContext):
    """Trusts what the system trusts, or what ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name.

    Remembers the newest session of each host name; the name is part of what was checked.
    """

    def __init__(self, _protocol: int = ssl.PROTOCOL_TLS_CLIENT) -> None:
        super().__init__()
        self._sessions: OrderedDict[str, ssl.SSLSession] = OrderedDict()
        self.load_default_certs(ssl.Purpose.SERVER_AUTH)
        self.set_alpn_protocols(["http/1.1"])

    def wrap_bio(self, *bios: Any, **options: Any) -> ssl.SSLObject:
        """Begin a connection, with the session of an earlier one where there is one."""
        options["session"] = self._sessions.get(options.get("server_hostname") or "")
        return super().wrap_bio(*bios, **options)

    def remember(self, connection: ssl.SSLObject) -> None:
        """Keep the session of a ``connection`` that this context has made."""
        session, host = connection.session, connection.server_hostname
        if session is not None and host:
            self._sessions[host] = session
            self._sessions.move_to_end(host)
            if len(self._sessions) > _MOST:
                self._sessions.popitem(last=False)


def trusting() -> ResumingContext:
    """Return a context for a client."""
    return ResumingContext(ssl.PROTOCOL_TLS_CLIENT)
