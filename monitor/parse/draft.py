"""One entry as feedparser would fill it: element by element, in order. Pure.

Follows feedparser's own rules, oddities included, for the elements it is given; raises UnsureError
for whatever takes more than these rules. Contains no cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from monitor.parse.dates import quick_date
from monitor.parse.elements import attributes, marked_up, resolved, text_of
from monitor.parse.model import RawEntry
from monitor.parse.names import HARMLESS, UnsureError, name_of, refused

_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_MAIL_AND_NAME = re.compile(
    r"([a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,4})(?: \(([^()<>@&]*)\))?"
)
_ITUNES: Final = "http://www.itunes.com/"
_MEDIA: Final = "http://search.yahoo.com/mrss/category_schema"
_HTML_TYPES: Final = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})
_DEEPEST: Final = 20


class Tags:
    """What the tags of one document mean, looked up once for each of them.

    ``prefix_of`` says how the document's namespaces are called.
    """

    def __init__(self, prefix_of: dict[str, str]) -> None:
        self._prefix_of = prefix_of
        self._names: dict[str, str] = {}
        self.handlers: dict[str, Handler] = {}
        """By tag, for elements that stand directly in an entry; those that were met."""

    def name(self, tag: str) -> str:
        """Return feedparser's name for ``tag``."""
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = name_of(tag, self._prefix_of)
            if name in _HANDLERS:
                self.handlers[tag] = _HANDLERS[name]
        return name


class Draft:
    """What the elements of one entry have said so far."""

    _guid = _author = _language = _title = ""
    _link: str | None = None
    _title_level: int | None = None
    _titled: int | None = None
    _summary: str | None = None
    _summary_level: int | None = None
    _has_content = _named_by_text = False
    _published: datetime | None = None
    _updated: datetime | None = None
    _created: datetime | None = None

    def __init__(self, base: str, known: Tags) -> None:
        self._base = base
        self._known = known
        self._contents: list[str] = []
        self._names: list[str] = []
        self._tags: list[list[str | None]] = []

    def read(self, element: Element, level: int = 1) -> None:
        """Take over what the children of ``element`` say."""
        handlers = self._known.handlers if level == 1 else {}
        for child in element:
            handler = handlers.get(child.tag) or self._handler(child, level)
            if handler is not None:
                handler(self, child, level)
            elif len(child) and level < _DEEPEST:
                self.read(child, level + 1)
            elif len(child):
                self._pass_over(child)

    def _handler(self, element: Element, level: int) -> Handler | None:
        """Return what reads ``element``, None where itself it says nothing."""
        name = self._known.name(element.tag)
        handler = _HANDLERS.get(name)
        if handler is not None and (level == 1 or name in _NESTED):
            return handler
        if handler is not None or refused(name) or (name in HARMLESS and len(element)):
            raise UnsureError
        if element.attrib:
            attributes(element)
        return None

    def _pass_over(self, element: Element) -> None:
        """See to it that nothing within ``element``, however deep, has a meaning."""
        for part in element.iter():
            name = self._known.name(part.tag)
            if name in _HANDLERS or refused(name) or (name in HARMLESS and len(part)):
                raise UnsureError
            if part.attrib:
                attributes(part)

    def entry(self) -> RawEntry:
        """Return the entry."""
        tags = tuple([term or label or "" for term, _, label in self._tags])
        return RawEntry(
            guid=self._guid,
            link=self._link or "",
            title=self._title,
            summary=self._summary or "",
            content=max(self._contents, key=len) if self._contents else "",
            author=", ".join(dict.fromkeys(self._names)) or self._author,
            tags=tags,
            language=self._language,
            published=self._published or self._updated or self._created,
        )

    def _take_title(self, element: Element, level: int) -> None:
        text = marked_up(element)
        self._store_title(text, level)
        if text:
            self._titled = level

    def _take_media_title(self, element: Element, level: int) -> None:
        self._store_title(marked_up(element), level)

    def _store_title(self, text: str, level: int) -> None:
        if self._titled is not None and self._titled <= level:
            return
        if self._title_level is None or level <= self._title_level:
            self._title, self._title_level = text, level

    def _take_text(self, element: Element, level: int) -> None:
        """``description``, ``summary``: the second of them is taken for the content."""
        text = marked_up(element)
        if self._summary is not None and not self._has_content:
            self._has_content = True
            self._contents.append(text)
        elif self._summary_level is None or level <= self._summary_level:
            self._summary, self._summary_level = text, level

    def _take_content(self, element: Element, _level: int) -> None:
        text = marked_up(element)
        self._has_content = True
        self._contents.append(text)
        if self._summary is None:
            self._summary = text

    def _take_link(self, element: Element, _level: int) -> None:
        given = attributes(element) if element.attrib else {}
        href = given.get("url", given.get("uri", given.get("href"))) or given.get("href")
        if href is None:  # as in RSS
            link = resolved(self._base, text_of(element))
            if "&" in link:
                link = _REFERENCE.sub(r"&\1", link.replace("&amp;", "&"))
            self._link = link
            return
        if len(element):
            raise UnsureError
        kind = given.get("type", "text/html").lower()
        if given.get("rel", "alternate").lower() == "alternate" and kind in _HTML_TYPES:
            self._link = resolved(self._base, href)

    def _take_id(self, element: Element, _level: int) -> None:
        given = attributes(element) if element.attrib else {}
        text = text_of(element)
        if given.get("ispermalink", "true") == "true":
            text = resolved(self._base, text)
            self._link = text if self._link is None else self._link
        self._guid = text

    def _take_author(self, element: Element, _level: int) -> None:
        if element.attrib:
            attributes(element)
        if len(element):
            self._take_person(element)
            return
        self._author = text_of(element)
        if "@" not in self._author:
            name = self._author
        else:
            found = _MAIL_AND_NAME.fullmatch(self._author)
            if found is None:
                raise UnsureError
            name = (found.group(2) or "").strip()
        if name:
            self._names.append(name)
            self._named_by_text = True

    def _take_person(self, element: Element) -> None:
        """``<author><name>…``: one name, and what belongs to it."""
        if self._named_by_text:
            raise UnsureError  # feedparser gives this name to the author before
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise UnsureError
        names = []
        for child in element:
            match self._known.name(child.tag):
                case "name":
                    names.append(text_of(child))
                case "email" | "uri" | "url" | "homepage":
                    text_of(child)
                case _:
                    raise UnsureError
            if child.attrib:
                attributes(child)
        if len(names) != 1 or not names[0]:
            raise UnsureError
        self._names.append(names[0])
        self._author = ""

    def _take_category(self, element: Element, _level: int) -> None:
        if element.attrib:
            given = attributes(element)
            self._add_tag(
                given.get("term"), given.get("scheme", given.get("domain")), given.get("label")
            )
        self._fill_tag(text_of(element))

    def _take_media_category(self, element: Element, _level: int) -> None:
        given = attributes(element) if element.attrib else {}
        self._add_tag(given.get("term"), given.get("scheme", _MEDIA), given.get("label"))
        self._fill_tag(text_of(element))

    def _take_itunes_category(self, element: Element, level: int) -> None:
        given = attributes(element) if element.attrib else {}
        self._add_tag(given.get("text"), _ITUNES, None)
        if (element.text or "").strip():
            raise UnsureError
        for child in element:
            if self._known.name(child.tag) != "itunes_category" or (child.tail or "").strip():
                raise UnsureError
            self._take_itunes_category(child, level + 1)

    def _take_keywords(self, element: Element, _level: int) -> None:
        if element.attrib:
            raise UnsureError
        scheme = _ITUNES if self._known.name(element.tag).startswith("itunes") else None
        for term in text_of(element).split(","):
            if term.strip():
                self._add_tag(term.strip(), scheme, None)

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tag = [term, scheme, label]
        if (term or scheme or label) and tag not in self._tags:
            self._tags.append(tag)

    def _fill_tag(self, text: str) -> None:
        if text and self._tags and not self._tags[-1][0]:
            self._tags[-1][0] = text
        elif text:
            self._add_tag(text, None, None)

    def _take_language(self, element: Element, _level: int) -> None:
        if element.attrib:
            attributes(element)
        self._language = text_of(element)

    def _take_aside(self, element: Element, _level: int) -> None:
        """``source``, ``image``: a title after it counts anew."""
        if len(element):
            raise UnsureError
        if element.attrib:
            attributes(element)
        self._titled = None

    def _take_published(self, element: Element, _level: int) -> None:
        self._published = _date(element)

    def _take_updated(self, element: Element, _level: int) -> None:
        self._updated = _date(element)

    def _take_created(self, element: Element, _level: int) -> None:
        self._created = _date(element)


def _date(element: Element) -> datetime | None:
    if element.attrib:
        attributes(element)
    text = text_of(element)
    moment = quick_date(text) if text else None
    if text and moment is None:
        raise UnsureError
    return moment


Handler: TypeAlias = Callable[[Draft, Element, int], None]
_HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("title", "dc_title"), Draft._take_title),
    "media_title": Draft._take_media_title,
    **dict.fromkeys(
        ("description", "dc_description", "media_description", "summary", "itunes_summary"),
        Draft._take_text,
    ),
    **dict.fromkeys(("content", "content_encoded"), Draft._take_content),
    "link": Draft._take_link,
    **dict.fromkeys(("guid", "id"), Draft._take_id),
    **dict.fromkeys(
        ("author", "managingeditor", "dc_author", "dc_creator", "itunes_author"),
        Draft._take_author,
    ),
    **dict.fromkeys(("category", "keywords", "dc_subject"), Draft._take_category),
    "media_category": Draft._take_media_category,
    "itunes_category": Draft._take_itunes_category,
    **dict.fromkeys(("media_keywords", "itunes_keywords"), Draft._take_keywords),
    **dict.fromkeys(("language", "dc_language"), Draft._take_language),
    **dict.fromkeys(("source", "image"), Draft._take_aside),
    **dict.fromkeys(("published", "issued", "pubdate", "dcterms_issued"), Draft._take_published),
    **dict.fromkeys(
        ("updated", "modified", "lastbuilddate", "dc_date", "dcterms_modified"), Draft._take_updated
    ),
    **dict.fromkeys(("created", "dcterms_created"), Draft._take_created),
}
_NESTED: Final = frozenset(
    {"media_title", "media_description", "media_category", "media_keywords", "itunes_category"}
)
READ: Final = frozenset(_HANDLERS)
"""The elements of an entry that are read here; the rest is in :mod:`monitor.parse.names`."""
