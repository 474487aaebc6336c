"""Whether a body seems to be all of a feed. Pure.

A server with a full disk, or a proxy that cuts a compressed answer, sends a torso that looks right to
HTTP. Its validators would be answered 304 from then on, and the missing entries never come.
"""

from __future__ import annotations

import re

_TAIL = 4096
_USUAL = 64
_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>|\}\s*$", re.IGNORECASE)


def seems_whole(body: bytes) -> bool:
    """Say whether ``body`` ends as a feed does; what it cannot judge (UTF-16) counts as whole."""
    tail = body[-_TAIL:]
    if b"\x00" in tail or _END.search(tail, max(0, len(tail) - _USUAL)):
        return True
    return _END.search(tail) is not None
