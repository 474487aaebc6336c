"""Who speaks: the owner of a site, or the wire service it credits.

Registrable domains come from the Public Suffix List (publicsuffix.org, MPL 2.0), as shipped by
the package publicsuffixlist.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from storage.records import EntryData, FeedSpec

# Agencies whose copy others reprint; the credit stands in the by-line or opens the text.
_WIRES = {
    "ap": "ap", "associated press": "ap", "reuters": "reuters", "afp": "afp",
    "agence france-presse": "afp", "agence france presse": "afp", "dpa": "dpa", "efe": "efe",
    "ansa": "ansa", "xinhua": "xinhua", "tass": "tass", "interfax": "interfax",
    "ria novosti": "ria", "kyodo": "kyodo", "kyodo news": "kyodo", "yonhap": "yonhap",
    "pa media": "pa", "press association": "pa", "upi": "upi", "ukrinform": "ukrinform",
    "anadolu": "anadolu", "bloomberg": "bloomberg", "pti": "pti", "ani": "ani", "ians": "ians",
}  # fmt: skip
_NAMES = "|".join(sorted((re.escape(name) for name in _WIRES), key=len, reverse=True))
_BYLINE = re.compile(rf"(?:^|[\s(/,;|])(?:the\s+)?({_NAMES})(?:$|[\s)/,;|])", re.IGNORECASE)
# 'KYIV (Reuters) -', 'PARIS, Oct 31 (AFP) –': the credit in a dateline, near the start.
_DATELINE = re.compile(rf"^.{{0,80}}?\((?:the\s+)?({_NAMES})\)\s*[-–—:]", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=8192)
def registrable_domain(host: str) -> str:
    """Return the domain a site owner registers: ``news.bbc.co.uk`` gives ``bbc.co.uk``."""
    name = host.rstrip(".").lower()
    if ":" in name or name.rpartition(".")[2].isdigit():
        return name  # an address has no owner to look up
    found = _suffixes().privatesuffix(name) if name else None
    return str(found) if found else name


def origin_of(data: EntryData, feed: FeedSpec) -> str:
    """Return who independently reports this: wire service, configured origin, or site owner."""
    credit = _BYLINE.search(data.author) if len(data.author) < 200 else None
    credit = credit or _DATELINE.match(data.summary or data.content)
    if credit:
        return _WIRES[credit.group(1).lower()]
    if feed.origin:
        return feed.origin
    host = urlsplit(data.link or feed.url).hostname or ""
    return registrable_domain(host) or feed.url
