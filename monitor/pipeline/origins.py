"""Who speaks: the owner of a site, or the wire service it credits.

Registrable domains come from the Public Suffix List (publicsuffix.org, MPL 2.0), as shipped by
the package publicsuffixlist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from storage.records import EntryData, FeedSpec

# Agencies whose copy others reprint, by the names they are credited with.
_WIRES: Final = {
    "ap": "ap", "associated press": "ap", "a.p.": "ap", "reuters": "reuters",
    "thomson reuters": "reuters", "afp": "afp", "agence france-presse": "afp",
    "agence france presse": "afp", "dpa": "dpa", "dpa-afx": "dpa", "efe": "efe", "ansa": "ansa",
    "xinhua": "xinhua", "xinhua news agency": "xinhua", "tass": "tass", "interfax": "interfax",
    "interfax-ukraine": "interfax-ukraine", "ria novosti": "ria", "ria": "ria", "kyodo": "kyodo",
    "kyodo news": "kyodo", "jiji": "jiji", "jiji press": "jiji", "yonhap": "yonhap",
    "yonhap news agency": "yonhap", "pa": "pa", "pa media": "pa", "press association": "pa",
    "canadian press": "cp", "aap": "aap", "australian associated press": "aap", "upi": "upi",
    "united press international": "upi", "ukrinform": "ukrinform", "anadolu": "anadolu",
    "anadolu agency": "anadolu", "bloomberg": "bloomberg", "bloomberg news": "bloomberg",
    "pti": "pti", "press trust of india": "pti", "ani": "ani", "ians": "ians", "lusa": "lusa",
    "apa": "apa", "belga": "belga", "anp": "anp", "ntb": "ntb", "ritzau": "ritzau",
    "bernama": "bernama", "antara": "antara", "sana": "sana", "irna": "irna", "wafa": "wafa",
    "kcna": "kcna", "pap": "pap", "ctk": "ctk", "agerpres": "agerpres",
}  # fmt: skip
# What an agency prints on its own site is the same voice.
_SITES: Final = {
    "apnews.com": "ap", "ap.org": "ap", "reuters.com": "reuters", "afp.com": "afp",
    "dpa.com": "dpa", "dpa-international.com": "dpa", "efe.com": "efe", "ansa.it": "ansa",
    "xinhuanet.com": "xinhua", "news.cn": "xinhua", "tass.com": "tass", "tass.ru": "tass",
    "interfax.com": "interfax", "interfax.ru": "interfax", "interfax.com.ua": "interfax-ukraine",
    "ria.ru": "ria", "kyodonews.net": "kyodo", "jiji.com": "jiji", "yna.co.kr": "yonhap",
    "pa.media": "pa", "thecanadianpress.com": "cp", "aap.com.au": "aap", "upi.com": "upi",
    "ukrinform.net": "ukrinform", "ukrinform.ua": "ukrinform", "aa.com.tr": "anadolu",
    "bloomberg.com": "bloomberg", "ptinews.com": "pti", "aninews.in": "ani", "ians.in": "ians",
    "lusa.pt": "lusa", "belga.be": "belga", "bernama.com": "bernama", "antaranews.com": "antara",
    "irna.ir": "irna", "kcna.kp": "kcna", "pap.pl": "pap",
}  # fmt: skip
# Names that are words or other people's initials too: a credit only in capitals.
_CAPITALS: Final = frozenset(
    {"ap", "pa", "ria", "ani", "apa", "anp", "sana", "pap", "lusa", "aap", "efe", "antara", "belga"}
)
_NAMES: Final = "|".join(sorted((re.escape(name) for name in _WIRES), key=len, reverse=True))
_THE: Final = rf"(?:the )?(?P<name>{_NAMES})"

# A by-line is short, and every part of it names who wrote: 'By Jane Doe, Associated Press'.
_BYLINE: Final = re.compile(rf"(?i)(?:^|[\s(/,;|&])(?:by )?{_THE}(?:$|[\s)/,;|&])")
_LONGEST_BYLINE: Final = 200
# 'KYIV (Reuters) -', 'PARIS, Oct 31 (AFP) –', '(ANSA) - ROME,', 'KYIV, November 3. /TASS/.'
_DATELINE: Final = re.compile(
    rf"(?is)^.{{0,80}}?(?:\({_THE}(?:/\w+)*\)\s*(?:[-–—:_]|\.\s*[-–—])|/{_THE.replace('name', 'slashed')}/\s*[.,:])"
)
# The by-line at the head of a text: 'By Jane Doe, Associated Press', 'By The Associated Press MANILA'
_HEADED: Final = re.compile(
    rf"(?i)^\s*by (?:[^.\n]{{2,60}}?[,|/] ?)?{_THE}(?=\s*(?:$|[\n.|–—-])|\s+(?-i:[A-Z]))"
)
# 'Title - Reuters', 'Title | AP News'
_TITLED: Final = re.compile(rf"(?i)\s[-–—|]\s{_THE}(?: news)?\s*$")
# '(Reporting by A; Editing by B)' closes the copy of one agency only.
_REUTERS: Final = re.compile(r"(?i)\((?:additional )?reporting by [^()]{3,400}?;? ?editing by ")
# Whose picture it is says nothing about whose text.
_PICTURE: Final = "(?<!image )(?<!photo )(?<!picture )(?<!video )(?<!cover )"
# Where the text ends: '© 2026 AFP', 'Copyright 2026 The Associated Press.', 'Source: Xinhua', '– dpa'
_CLOSING: Final = re.compile(
    rf"(?is)(?:(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:\d{{4}}\s*)?|"
    rf"{_PICTURE}\b(?:source|credit|via)s?:\s*|\n\s*[-–—]?\s*|[.!?”\"]\s+[-–—]?\s*|[.!?”\"]\s*[(/])"
    rf"{_THE}\s*[)/]?(?:\s*all rights reserved)?\s*\.?\s*$"
)
_CLOSING_ROOM: Final = 120
_RIGHTS: Final = re.compile(
    r"(?i)\.?\s*(?:all rights reserved\b|this material may not be published\b).*$", re.DOTALL
)


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
    """Return who independently reports this: wire service, configured origin, or site owner.

    A mention (`Reuters reported`) is no credit.
    """
    credited = _credited(data)
    if credited:
        return credited
    if feed.origin:
        return _WIRES.get(feed.origin.lower().removeprefix("the "), feed.origin)
    owner = registrable_domain(_host(data.link or feed.url))
    return _SITES.get(owner, owner) or feed.url


def outlet_name(data: EntryData, feed: FeedSpec) -> str:
    """Return who published this, as people know them."""
    return feed.name or feed.origin or _host(data.link or feed.url).removeprefix("www.")


def _credited(data: EntryData) -> str | None:
    if data.author and len(data.author) < _LONGEST_BYLINE:
        found = _wire(_BYLINE.finditer(data.author))
        if found:
            return found
    titled = _wire(_TITLED.finditer(data.title[-80:]))
    if titled:
        return titled
    for text in (data.summary, data.content):
        if not text:
            continue
        head = text[:160]
        found = _wire(_HEADED.finditer(head)) or _wire(_DATELINE.finditer(head))
        if found:
            return found
        if _REUTERS.search(text[-600:]):
            return "reuters"
        end = _RIGHTS.sub("", text[-2 * _CLOSING_ROOM :].rstrip())
        found = _wire(_CLOSING.finditer(end[-_CLOSING_ROOM:]))
        if found:
            return found
    return None


def _wire(found: Iterable[re.Match[str]]) -> str | None:
    for match in found:
        name = next(group for group in match.groups() if group)
        if name.lower() in _CAPITALS and not name.isupper():
            continue
        return _WIRES[name.lower()]
    return None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
