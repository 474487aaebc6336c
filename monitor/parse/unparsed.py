"""The entries of a feed that were not parsed: what they share with those that were.

An entry is told from the others by what only it has, so a guid, a link or a title that also stands
in bytes already seen must count as shared. The bytes are searched, not parsed: that would cost
what cutting the feed saves. Must not know what a key is made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from html import unescape
from itertools import pairwise

from monitor.parse.html import one_line

TITLE_CAP = 1000
# A value stands between tags, quotes, white space or the brackets of CDATA.
_BEFORE = frozenset({b">", b'"', b"'", b" ", b"\n", b"\t", b"\r", b"["})
_AFTER = frozenset({b"<", b'"', b"'", b" ", b"\n", b"\t", b"\r", b"]"})
_ORIGIN = re.compile(r"^https?://[^/]*")
# Also ``dc:title`` and ``media:title``: of a title too many only a further key is lost.
_TITLE_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?title(?:\s[^<>]*)?>")
_ENTRY_TAG = re.compile(rb"</(?:\w+:)?(?:item|entry)\b")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def plain_title(title: str) -> str:
    """Return a cleaned ``title`` as it is compared: capitals and white space do not matter."""
    return " ".join(title.casefold().split())


class Unparsed:
    """Raw entries, one after the other, as UTF-8."""

    def __init__(self, markup: bytes = b"") -> None:
        self._markup = markup

    def names(self, key: str) -> bool:
        """Say whether ``key``, a guid or an absolute link, is the whole of a value here."""
        return bool(self._markup) and _names(self._markup, key)

    def titled(self, title: str) -> bool:
        """Say whether an entry here has this title, given as :func:`plain_title` gives it."""
        return title in self._titles

    def third(self, title: str, keys: Sequence[str]) -> bool:
        """Say whether an entry here has this plain title and none of ``keys``, guids and links."""
        return self.titled(title) and any(
            title in _titles(piece) and not any(_names(piece, key) for key in keys if key)
            for piece in _ENTRY_TAG.split(self._markup)
        )

    @cached_property
    def _titles(self) -> frozenset[str]:
        return _titles(self._markup)


def _titles(markup: bytes) -> frozenset[str]:
    """Return the plain titles in ``markup``."""
    # A title is what lies between two neighbouring tags: what has no end costs one look.
    tags = pairwise(_TITLE_TAG.finditer(markup))
    raws = {markup[a.end() : b.start()] for a, b in tags if not a[1] and b[1]}
    return frozenset(_plain(raw.decode("utf-8", "replace")) for raw in raws)


def _names(markup: bytes, key: str) -> bool:
    """Say whether ``key``, a guid or an absolute link, is the whole of a value in ``markup``."""
    # Links are absolute by now; in the bytes they may begin at the root of the site.
    root = _ORIGIN.sub("", key)
    plain = (key, root) if len(root) > 1 else (key,)
    forms = {form.replace("&", amp) for form in plain for amp in ("&", "&amp;", "&#38;")}
    return any(_stands(form.encode("utf-8", "replace"), markup) for form in forms)


def _plain(raw: str) -> str:
    """Return the plain title that stands in an XML element as ``raw``."""
    if "<" not in raw and "&" not in raw and raw.isprintable():
        return plain_title(raw[:TITLE_CAP])
    value = _CDATA.sub("", raw) if "<![CDATA[" in raw else unescape(raw)
    return plain_title(one_line(value, TITLE_CAP))


def _stands(key: bytes, text: bytes) -> bool:
    """Say whether ``key`` is the whole value of an element or attribute in ``text``."""
    at = text.find(key)
    while at >= 0:
        end = at + len(key)
        if text[at - 1 : at] in _BEFORE and text[end : end + 1] in _AFTER:
            return True
        at = text.find(key, end)
    return False
