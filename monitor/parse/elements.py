"""What one element says: its text, its attributes, its address, as feedparser would have them. Pure.

Raises UnsureError for whatever feedparser would treat in a way of its own.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from monitor.parse.names import UnsureError

# feedparser takes such characters for UTF-8 or Windows-1252 read wrongly, and mends the whole text.
_MENDED = re.compile("[\x80-\x9f]|[\xc2-\xf4][\x80-\xbf]")
_SLASHES = re.compile(r"\A([A-Za-z][A-Za-z0-9+-.]*://)/+")
_TEXT_TYPES: Final = frozenset({"text", "html", "plain", "text/plain", "text/html"})
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Attributes with a meaning; in a namespace of their own they have it for feedparser, or not.
_MEANT: Final = frozenset(
    {
        "base", "lang", "href", "url", "uri", "rel", "type", "mode", "src", "ispermalink",
        "term", "scheme", "domain", "label", "text", "about", "lastmod",
    }
)  # fmt: skip


def text_of(element: Element) -> str:
    """Return the text of an element without children, as feedparser keeps it."""
    if len(element):
        raise UnsureError  # markup that was not escaped
    text = (element.text or "").strip()
    if not text.isascii() and _MENDED.search(text):
        raise UnsureError
    return text


def attributes(element: Element) -> dict[str, str]:
    """Return the attributes by their names in small letters, ``xml:lang`` as ``lang``.

    None may move links: feedparser does not take ``xml:base`` or ``base`` back at the end.
    """
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name[0] != "{":
            bare = name.lower()
        elif name == _XML_LANG:
            bare = "lang"
        elif name.rpartition("}")[2].lower() in _MEANT:
            raise UnsureError
        else:
            continue
        if bare == "base" or bare in found:
            raise UnsureError
        found[bare] = value
    return found


def marked_up(element: Element) -> str:
    """Return the text of an element that may hold markup, when it is escaped in the usual way."""
    if element.attrib:
        given = attributes(element)
        kind = given.pop("type", "text").lower()
        if kind not in _TEXT_TYPES or not given.keys().isdisjoint({"mode", "src", "lang"}):
            raise UnsureError
    return text_of(element)


def resolved(base: str, address: str) -> str:
    """Return ``address`` as feedparser completes it with the document's xml:base."""
    fixed = _SLASHES.sub(r"\1", address, count=1) if ":///" in address else address
    return urljoin(base, fixed) if base and fixed else fixed
