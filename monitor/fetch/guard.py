"""Which addresses feeds may live at. Pure; the connection asks it about the real socket address.

Without this a feed URL, a redirect or a rebinding name server could make the daemon read the
metadata service of a cloud or the admin page of a router (SSRF).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# RFC 6052 and RFC 8215: IPv4 addresses wrapped for NAT64 in the last 32 bits.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
# RFC 2765: '::ffff:0:a.b.c.d', for translators between the two.
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")
# RFC 4291 section 2.5.5.1: the deprecated '::a.b.c.d'.
_COMPATIBLE = IPv6Network("::/96")


class RefusedAddressError(OSError):
    """A connection to an address that feeds may not use; ``str()`` is the address."""


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Read CIDRs or single addresses; raises ValueError on anything else."""
    return tuple(ip_network(text, strict=False) for text in texts)


def allowed(address: str, private: Sequence[Network] = ()) -> bool:
    """Say whether a feed may be fetched from ``address`` (an IP literal, scope id allowed).

    Global unicast addresses are; everything else only inside a network of ``private``.
    An IPv4 address wrapped in IPv6 counts as what it wraps.
    """
    try:
        literal = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    whole = unwrapped(literal)
    if any(candidate in network for network in private for candidate in (literal, whole)):
        return True
    return whole.is_global and not whole.is_multicast


def unwrapped(address: Address) -> Address:
    """Return the IPv4 address inside a mapped, NAT64, 6to4, Teredo or compatible IPv6 address."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in (*_NAT64, _TRANSLATED)) or (
        address in _COMPATIBLE and int(address) > 1
    ):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
