"""Feeds as OPML 2.0, to take to another reader: tags become nested folders. No secrets go along."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from monitor.config.feeds import FeedConfig


def write_opml(feeds: Iterable[FeedConfig], title: str) -> str:
    """Return an OPML document; what :func:`monitor.config.tables.read_opml` reads back the same."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    folders: dict[tuple[str, ...], Element] = {(): body}
    for feed in feeds:
        folder = _folder(folders, feed.tags)
        name = _printable(feed.name or feed.url)
        SubElement(folder, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _folder(folders: dict[tuple[str, ...], Element], tags: tuple[str, ...]) -> Element:
    if tags not in folders:
        above = _folder(folders, tags[:-1])
        folders[tags] = SubElement(above, "outline", text=_printable(tags[-1]))
    return folders[tags]


def _printable(text: str) -> str:
    return "".join(mark for mark in text if mark.isprintable())
