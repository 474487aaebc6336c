"""The quick way through clean RSS 2.0 and Atom 1.0; None for whatever it is not sure of.

feedparser costs 20 to 60 ms for thirty entries, the C parser of the standard library under one.
Only documents whose meaning is plain are read here: every element must be one that ``draft.py``
follows by feedparser's own rules, or one that changes nothing. feedparser stays the reference:
whatever this module reads must come out as feedparser would give it.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, iterparse

from monitor.parse.draft import Draft, Tags
from monitor.parse.elements import attributes, marked_up, text_of
from monitor.parse.model import RawEntry, RawFeed
from monitor.parse.names import UnsureError, prefixes, refused

_ATOM_FEED: Final = "{http://www.w3.org/2005/Atom}feed"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_VERSIONS: Final = frozenset({"2.0", "0.91", "0.92", "0.94"})
# A DOCTYPE may define entities: feedparser's business.
_UNSURE: Final = (b"<!DOCTYPE", b"<!ENTITY")
# It stands before the first element: what looks like one further down is text, or not well-formed.
_BARE_START = re.compile(rb"\s*(?:<\?[^<>]{0,500}\?>\s*){0,5}<\w")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)
_PLAIN: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_BASE = re.compile(r"https?://[!-~]+")
# Of a feed's own elements these have others inside.
_INSIDE: Final = {
    "image": frozenset({"url", "title", "link", "width", "height", "description"}),
    "textinput": frozenset({"title", "link", "description", "name"}),
    "author": frozenset({"name", "email", "uri"}),
    "contributor": frozenset({"name", "email", "uri"}),
    "itunes_owner": frozenset({"itunes_name", "itunes_email"}),
    "itunes_category": frozenset({"itunes_category"}),
    "skiphours": frozenset({"hour"}),
    "skipdays": frozenset({"day"}),
}
# A second text of the feed itself, or a content, is felt by the first entry.
_FELT: Final = frozenset({"content", "content_encoded"})
_SUMMARIES: Final = frozenset({"summary", "itunes_summary"})
_DESCRIPTIONS: Final = frozenset({"description", "dc_description", "media_description"})
_TITLES: Final = frozenset({"title", "dc_title", "media_title"})
_LANGUAGES: Final = frozenset({"language", "dc_language"})
_ENTRIES: Final = frozenset({"item", "entry"})


def read_quickly(body: bytes, content_type: str) -> RawFeed | None:
    """Read a clean feed; None when feedparser must."""
    if not _plain(body, content_type):
        return None
    try:
        # No DOCTYPE, so no entities; and this is a killable process.
        walk = iterparse(BytesIO(body.lstrip()), events=("start-ns",))  # noqa: S314
        prefix_of = prefixes([declared for _, declared in walk])
        root: Element = walk.root  # type: ignore[attr-defined]  # documented, but not in the stubs
        return _Reader(prefix_of).read(root)
    except (ParseError, ValueError, OverflowError, UnsureError):
        return None


def _plain(body: bytes, content_type: str) -> bool:
    """Say whether ``body`` is UTF-8 beyond doubt and free of what calls for feedparser."""
    head = body[:4096]
    if b"\x00" in head or (not _BARE_START.match(head) and any(sign in body for sign in _UNSURE)):
        return False
    declared, charset = _DECLARED.search(head), _CHARSET.search(content_type)
    names = {declared.group(1).decode("ascii", "replace").lower()} if declared else set()
    names |= {charset.group(1).lower()} if charset else set()
    return names <= _PLAIN


class _Reader:
    """Reads one document; ``prefix_of`` says how its namespaces are called."""

    def __init__(self, prefix_of: dict[str, str]) -> None:
        self._known = Tags(prefix_of)

    def read(self, root: Element) -> RawFeed:
        """Return the feed; raises UnsureError when feedparser must read it."""
        if root.tag == "rss" and root.get("version") in _VERSIONS:
            if len(root) != 1 or self._known.name(root[0].tag) != "channel" or root[0].attrib:
                raise UnsureError
            feed = root[0]
        elif root.tag == _ATOM_FEED:
            feed = root
        else:
            raise UnsureError
        base, spoken = _own(root, "base"), _own(root, "lang").replace("_", "-")
        if base and not (_BASE.fullmatch(base) and urljoin(base, base) == base):
            raise UnsureError
        entries: list[RawEntry] = []
        titles: list[str] = []
        summed_up = False
        for child in feed:
            name = self._known.name(child.tag)
            if name in _ENTRIES:
                entries.append(self._entry(child, base))
            elif name in _TITLES:
                titles.append(marked_up(child))
            elif name in _LANGUAGES:
                attributes(child)
                spoken = text_of(child)
            elif name in _FELT or (summed_up and name in _SUMMARIES | _DESCRIPTIONS):
                raise UnsureError
            else:
                summed_up = summed_up or name in _SUMMARIES
                self._pass_over(child, name)
        if len(titles) > 1:
            raise UnsureError
        return RawFeed(tuple(entries), "".join(titles), spoken)

    def _entry(self, element: Element, base: str) -> RawEntry:
        if element.attrib and not attributes(element).keys().isdisjoint(
            {"about", "href", "lastmod", "lang"}
        ):
            raise UnsureError
        draft = Draft(base, self._known)
        draft.read(element)
        return draft.entry()

    def _pass_over(self, element: Element, name: str) -> None:
        """See to it that an element of the feed itself is one that its entries do not feel."""
        inside = _INSIDE.get(name)
        if inside is None and refused(name):
            raise UnsureError
        for part in element.iter():
            if part.attrib:
                attributes(part)
            if part is not element and (inside is None or self._known.name(part.tag) not in inside):
                raise UnsureError


def _own(root: Element, which: str) -> str:
    """Return the document's ``xml:base`` or ``xml:lang``; nothing else may look like it."""
    value = root.get(f"{_XML}{which}", "")
    if any(name.lower().endswith(which) for name in root.attrib if name != f"{_XML}{which}"):
        raise UnsureError
    return value
