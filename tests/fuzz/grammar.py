"""Feeds made of the words that feed readers know, in any order and number: well-formed and absurd.

Byte mutations seldom hit a name or an attribute that has a meaning; these documents hold nothing
else. So they find where the two readers of feeds understand one thing differently.
"""

from __future__ import annotations

import random
from xml.sax.saxutils import quoteattr

NAMESPACES = [
    ("", "http://www.w3.org/2005/Atom"), ("a10", "http://www.w3.org/2005/Atom"),
    ("atom", "http://www.w3.org/2005/Atom"), ("dc", "http://purl.org/dc/elements/1.1/"),
    ("DC", "http://purl.org/dc/elements/1.1/"), ("dc", "http://purl.org/dc/terms"),
    ("dcterms", "http://purl.org/dc/terms/"), ("media", "http://search.yahoo.com/mrss/"),
    ("media", "http://www.rssboard.org/media-rss"), ("m", "http://search.yahoo.com/mrss"),
    ("content", "http://purl.org/rss/1.0/modules/content/"), ("x", "http://unknown.example/ns"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"), ("", "http://unknown.example/ns"),
    ("slash", "http://purl.org/rss/1.0/modules/slash/"), ("georss", "http://www.georss.org/georss"),
    ("dc", "http://purl.org/rss/1.0/modules/slash/"), ("content", "http://other.example/"),
    ("author", "http://unknown.example/detail"), ("xhtml", "http://www.w3.org/1999/xhtml"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"), ("media", "http://www.w3.org/2005/Atom"),
    ("itunes", "http://example.com/DTDs/PodCast-1.0.dtd"), ("g", "http://HTTP://purl.org/dc/terms/"),
]  # fmt: skip
USUAL = [
    ("dc", "http://purl.org/dc/elements/1.1/"), ("media", "http://search.yahoo.com/mrss/"),
    ("content", "http://purl.org/rss/1.0/modules/content/"), ("atom", "http://www.w3.org/2005/Atom"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"), ("dcterms", "http://purl.org/dc/terms/"),
]  # fmt: skip
LOCALS = [
    "title", "title", "link", "link", "guid", "guid", "id", "description", "summary", "content",
    "encoded", "author", "creator", "category", "category", "pubDate", "date", "updated", "published",
    "issued", "modified", "created", "language", "subject", "keywords", "source", "image", "enclosure",
    "thumbnail", "group", "credit", "rights", "subtitle", "tags", "comments", "name", "email", "uri",
    "url", "abstract", "body", "info", "contributor", "publisher", "valid", "owner", "explicit",
    "block", "point", "where", "authors", "links", "published_parsed", "author_detail", "detail",
    "parsed", "foo", "Title", "PUBDATE", "dc_title", "entries", "expirationDate", "generator", "item",
    "entry", "div", "svg", "media_credit", "lastBuildDate", "managingEditor", "webMaster", "fullitem",
]  # fmt: skip
ATTRIBUTES = [
    "type", "type", "href", "href", "rel", "rel", "isPermaLink", "ispermalink", "term", "label", "domain",
    "scheme", "url", "uri", "text", "mode", "src", "xml:base", "base", "xml:lang", "lang", "foo",
    "version", "lastmod", "medium", "HREF", "dc:href", "media:lang",
]  # fmt: skip
VALUES = [
    "text", "html", "xhtml", "text/html", "text/plain", "application/json", "image/jpeg", "alternate",
    "self", "enclosure", "Alternate", "true", "false", "TRUE", "False", "base64", "escaped", "", " ",
    "en", "de-AT", "http://b.example/", "https://b.example/a/../b", "/rel", "x", "plain", "video",
]  # fmt: skip
TEXTS = [
    "", " ", "Ferry sinks", "Повінь", "地震", "a &amp; b", "a &amp;amp; b", "&#195;&#169;", "&#150;",
    "Ã©t", "\x85", "<![CDATA[<p>At least <b>31</b> & more</p>]]>", "a<!-- c -->b", "a<?p i?>b",
    "&lt;p&gt;x&lt;/p&gt;", "https://news.example/1", "http:////news.example/1", "HTTPS://News.Example/a",
    "/rel/1", "//h.example/1", "?q=1&amp;r=2", "https://news.example/?a=1&amp;amp;b=2&amp;c;=3",
    "javascript:alert(1)", "https:///1", "http://a.example/http:///x", "x http:///y", "http:/one", "http://[::1", "tag:a.example,2026:1", "mailto:a@b.de",
    "me@example.org (Me Too)", "me@example.org", "Me &lt;me@example.org&gt;", "a@b.museum", "a@b.de ()",
    "(x)", "A, B", "a,b, c", "Mon, 02 Nov 2026 08:00:00 GMT", "2026-11-02T08:00:00Z", "2026-11-02",
    "Mon, 2 Nov 2026 08:00 +0130", "2026-11-02T08:00:00.25+02:00", "Mon, 32 Nov 2026 08:00:00 GMT",
    "2 Nov 26 08:00:00 EST", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00+01:00", "en-GB", "de", "1",
    "2026-11-02t08:00:00z", "Tuesd, 3 November 2026 24:00:00 UT", "٢ Nov 2026 08:00:00 GMT", "&#xA0;x&#xA0;",
    "http://a.example/\ttab", "a&#10;b", "yes", "<p>raw</p>", "x" * 300,
]  # fmt: skip


GOOD = [
    "<title>{text}</title>", "<link>https://news.example/{n}</link>", "<guid>https://news.example/{n}</guid>",
    '<guid isPermaLink="false">id {n}</guid>', "<id>urn:{n}</id>", "<description>{text}</description>",
    '<summary type="html">{text}</summary>', "<content>{text}</content>",
    "<content:encoded>{text}</content:encoded>", "<author>{text}</author>", "<dc:creator>{text}</dc:creator>",
    "<author><name>N{n}</name><uri>https://a.example/</uri></author>", '<category term="t{n}"/>',
    '<category domain="d">c{n}</category>', "<category>c{n}</category>", "<pubDate>{date}</pubDate>",
    "<dc:date>{date}</dc:date>", "<updated>{date}</updated>", "<published>{date}</published>",
    '<media:group><media:content url="u"><media:title>{text}</media:title><media:description>{text}'
    "</media:description></media:content></media:group>", '<media:thumbnail url="u"/>',
    "<media:title>{text}</media:title>", "<media:keywords>a, b{n}</media:keywords>",
    '<itunes:category text="News"><itunes:category text="c{n}"/></itunes:category>',
    '<source url="https://s.example/">{text}</source>', "<atom:updated>{date}</atom:updated>",
    '<link href="https://news.example/{n}"/>', '<link rel="enclosure" href="https://news.example/{n}.mp3"/>',
    '<atom:link rel="alternate" type="text/html" href="/{n}"/>', "<itunes:summary>{text}</itunes:summary>",
    '<enclosure url="https://news.example/{n}.mp3" type="audio/mpeg"/>', "<dc:language>{n}</dc:language>",
    "<dcterms:created>{date}</dcterms:created>", "<x:foo xmlns:x='http://x.example/'>{text}</x:foo>",
]  # fmt: skip
DATES = ["Mon, 02 Nov 2026 08:00:00 GMT", "2026-11-02T08:00:00Z", "2 Nov 2026 08:00 +0130", ""]


def make(draw: random.Random) -> bytes:
    """Return a feed of a few entries that are put together by chance."""
    bound = dict(USUAL)
    if draw.random() < 0.5:
        bound |= dict(draw.sample(NAMESPACES, draw.randint(1, 4)))
    atom = draw.random() < 0.4
    if atom:
        bound[""] = "http://www.w3.org/2005/Atom"
    elif draw.random() < 0.9:
        bound.pop("", None)
    declared = "".join(
        f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}" for prefix, uri in bound.items()
    )
    extra = _attributes(draw) if draw.random() < 0.1 else ""
    prefixes = ["", "", "", *bound]
    head = "".join(_element(draw, prefixes, 0) for _ in range(draw.choice([0, 0, 1, 3])))
    entries = "".join(_entry(draw, prefixes, atom) for _ in range(draw.randint(1, 3)))
    inside = f"<title>T</title>{head}{entries}"
    if atom:
        return f"<feed{declared}{extra}>{inside}</feed>".encode("utf-8", "surrogatepass")
    return (f'<rss version="2.0"{declared}{extra}><channel>{inside}</channel></rss>').encode(
        "utf-8", "surrogatepass"
    )


def _entry(draw: random.Random, prefixes: list[str], atom: bool) -> str:
    name = "entry" if atom else "item"
    given = _attributes(draw) if draw.random() < 0.05 else ""
    wild = draw.choice([0.0, 0.1, 0.3, 1.0])
    parts = [
        _element(draw, prefixes, 0) if draw.random() < wild else _good(draw)
        for _ in range(draw.randint(1, 7))
    ]
    return f"<{name}{given}>{''.join(parts)}</{name}>"


def _good(draw: random.Random) -> str:
    """Return an element as a decent feed has it."""
    text = draw.choice(TEXTS[:12])
    return draw.choice(GOOD).format(text=text, n=draw.randint(1, 3), date=draw.choice(DATES))


def _element(draw: random.Random, prefixes: list[str], depth: int) -> str:
    prefix = draw.choice(prefixes)
    name = f"{prefix}:{draw.choice(LOCALS)}" if prefix else draw.choice(LOCALS)
    given = _attributes(draw) if draw.random() < 0.3 else ""
    if draw.random() < 0.02:
        given += (
            f" xmlns:{draw.choice(['y', 'dc', 'media'])}={quoteattr(draw.choice(NAMESPACES)[1])}"
        )
    if depth < 3 and draw.random() < 0.12:
        inside = "".join(_element(draw, prefixes, depth + 1) for _ in range(draw.randint(1, 3)))
        inside += draw.choice(["", "", "tail"])
    else:
        inside = draw.choice(TEXTS)
    return f"<{name}{given}>{inside}</{name}>"


def _attributes(draw: random.Random) -> str:
    names = dict.fromkeys(draw.choice(ATTRIBUTES) for _ in range(draw.randint(1, 2)))
    texts = [text for text in TEXTS if "<" not in text and "&" not in text]
    return "".join(
        f" {name}={quoteattr(draw.choice(VALUES if draw.random() < 0.8 else texts))}"
        for name in names
    )
