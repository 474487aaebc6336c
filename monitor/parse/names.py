"""The names of elements that the quick reader knows, as feedparser would call them. Pure.

feedparser looks up a method by the element's name, in small letters, after a short prefix for its
namespace: ``dc_date``. What has no method is kept under its name and read by nobody. So every
element is one of: read here, known to change nothing that is kept, unknown to feedparser, or
``REFUSED``. ``tests/unit/test_parse_names.py`` holds the lists against feedparser itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# Namespaces whose elements have a meaning for feedparser, in small letters.
NAMESPACES: Final = {
    "http://backend.userland.com/rss": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://example.com/newformat#": "",
    "http://example.com/necho": "",
    "http://purl.org/echo/": "",
    "uri/of/echo/namespace#": "",
    "http://purl.org/pie/": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://webns.net/mvcb/": "admin",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://podlove.org/simple-chapters": "psc",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
# Known to feedparser, which does nothing with them: one prefix stands for all.
_IDLE: Final = "idle"
IDLE_NAMESPACES: Final = frozenset(
    {
        "http://purl.org/rss/1.0/modules/aggregation/", "http://purl.org/rss/1.0/modules/annotate/",
        "http://media.tangent.org/rss/1.0/", "http://backend.userland.com/blogchannelmodule",
        "http://purl.org/rss/1.0/modules/company", "http://my.theinfo.org/changed/1.0/rss/",
        "http://purl.org/rss/1.0/modules/email/", "http://purl.org/rss/1.0/modules/event/",
        "http://freshmeat.net/rss/fm/", "http://xmlns.com/foaf/0.1/",
        "http://www.w3.org/2003/01/geo/wgs84_pos#", "http://postneo.com/icbm/",
        "http://purl.org/rss/1.0/modules/image/", "http://purl.org/rss/1.0/modules/link/",
        "http://madskills.com/public/xml/rss/module/pingback/",
        "http://prismstandard.org/namespaces/1.2/basic/",
        "http://www.w3.org/2000/01/rdf-schema#", "http://purl.org/rss/1.0/modules/reference/",
        "http://purl.org/rss/1.0/modules/richequiv/", "http://purl.org/rss/1.0/modules/search/",
        "http://purl.org/rss/1.0/modules/slash/", "http://schemas.xmlsoap.org/soap/envelope/",
        "http://purl.org/rss/1.0/modules/servicestatus/",
        "http://hacks.benhammersley.com/rss/streaming/",
        "http://purl.org/rss/1.0/modules/subscription/",
        "http://purl.org/rss/1.0/modules/syndication/",
        "http://schemas.pocketsoap.com/rss/mydescmodule/",
        "http://purl.org/rss/1.0/modules/taxonomy/", "http://purl.org/rss/1.0/modules/threading/",
        "http://purl.org/rss/1.0/modules/textinput/",
        "http://madskills.com/public/xml/rss/module/trackback/",
        "http://wellformedweb.org/commentapi/", "http://purl.org/rss/1.0/modules/wiki/",
        "http://www.w3.org/1999/xlink",
    }
)  # fmt: skip
_PREFIXES: Final = frozenset(NAMESPACES.values()) - {""}

HARMLESS: Final = frozenset(
    {
        "enclosure", "rights", "copyright", "subtitle", "tagline", "webmaster", "generator",
        "cloud", "expirationdate", "dc_publisher", "dc_rights", "dc_contributor", "dcterms_valid",
        "cc_license", "creativecommons_license", "feedburner_browserfriendly",
        "georss_point", "georss_line", "georss_polygon", "georss_box",
        "itunes_subtitle", "itunes_image", "itunes_link", "itunes_block", "itunes_explicit",
        "media_credit", "media_license", "media_player", "media_rating", "media_restriction",
        "media_thumbnail",
    }
)  # fmt: skip
"""Elements that feedparser handles without a trace in what is kept, as long as they are childless."""

CONTAINERS: Final = frozenset({"media_group", "media_content"})
"""Elements that change nothing, whose children count as if they stood a level higher."""

REFUSED: Final = frozenset(
    {
        "abstract", "body", "channel", "contributor", "email", "entry", "feed", "fullitem",
        "geom", "height", "homepage", "info", "item", "itunes_email", "itunes_name", "itunes_owner",
        "name", "newlocation", "rss", "tags", "textinput", "uri", "url", "where", "width",
        "xhtml_body", "georss_where", "georssgeom", "gml_exterior", "gml_linearring",
        "gml_linestring", "gml_point", "gml_polygon", "gml_pos", "gml_poslist",
        "psc_chapter", "psc_chapters",
        # Kept under these names, they would take the place of what feedparser itself keeps there.
        "authors", "contributors", "links", "guidislink", "entries", "items",
    }
)  # fmt: skip
"""Elements whose effect is left to feedparser to know."""
_REFUSED_ENDS: Final = ("_parsed", "_detail")


class UnsureError(Exception):
    """The document says something whose meaning only feedparser knows."""


def refused(name: str) -> bool:
    """Say whether ``name`` is one that only feedparser may read."""
    return name in REFUSED or name.endswith(_REFUSED_ENDS)


def prefixes(declared: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the prefix that stands for each namespace of ``declared`` (prefix, address).

    A namespace that feedparser does not know goes by the prefix the document gives it. Raises
    UnsureError where one prefix stands for two things.
    """
    addresses: dict[str, str] = {}
    found: dict[str, str] = {}
    own: set[str] = set()
    taken: set[str] = set()
    for given, address in declared:
        prefix = given.lower()
        if addresses.setdefault(prefix, address) != address:
            raise UnsureError
        small = address.lower()
        known = "" if "backend.userland.com/rss" in small else NAMESPACES.get(small)
        if known is None and small in IDLE_NAMESPACES:
            known = _IDLE
        if known is not None and prefix in _PREFIXES and prefix != known:
            raise UnsureError
        stands = prefix if known is None else known
        (own if known is None else taken).add(stands)
        first = found.setdefault(address, stands)
        if first != stands and not (first and stands):
            raise UnsureError
    if own & taken - {""}:
        raise UnsureError
    return found


def name_of(tag: str, prefix_of: dict[str, str]) -> str:
    """Return feedparser's name for ``tag``, which is ``{namespace}local`` or ``local``."""
    if tag[0] != "{":
        return tag.lower()
    address, _, local = tag[1:].partition("}")
    prefix = prefix_of.get(address, "")
    return f"{prefix}_{local.lower()}" if prefix else local.lower()
