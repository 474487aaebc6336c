"""What makes an entry the same entry at the next poll: its keys. Pure.

Publishers change guids when they edit a title, move to https, add tracking parameters, or give
one link to many entries; so an entry has one identity and further keys it may be known under.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import chain
from urllib.parse import urlsplit

from monitor.parse.model import RawEntry
from monitor.parse.unparsed import Unparsed, plain_title

# Parameters that say where a click came from, never what is shown.
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d*|format|link_\w+|bbc_team|ptr_\w+|campaign_type)"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|ns_\w+"
    r"|cmp|cmpid|icid|ito|ocid|ref|ref_src|referrer|rss|ftag|guccounter|smid|smtyp|partner|"
    r"traffic_source|maca|xtor|wt_mc|sr_share|__twitter_impression|feed(?:type|name)?)",
    re.IGNORECASE,
)
# What most links are: a host in small letters and a path, nothing to take out.
_PLAIN_LINK = re.compile(r"https?://([a-z0-9][a-z0-9.-]*)((?:/[!\"$-;=@-~]*)?)")
# The bare front page is where careless feeds send every entry.
_LEADS = re.compile(r"[/?#].")
# An article's address has a number or a slug.
_ARTICLE = re.compile(r"\d|[^\W_]+[-_][^\W_]+[-_][^\W_]+")
_KEY_CHARS = 400
_MIN_TITLE = 16
_NOTHING = Unparsed()


def canonical_link(link: str) -> str:
    """Return ``link`` without what does not change the page; '' when it is not http(s).

    Scheme, ``www.``, default port, fragment, tracking parameters and the last slash go; a
    fragment that looks like a path (``#!/``) and the order of other parameters stay.
    """
    plain = _PLAIN_LINK.fullmatch(link)
    if plain is not None:
        host, path = plain.groups()
        return f"{host.rstrip('.').removeprefix('www.')}{path.rstrip('/')}"
    try:
        parts = urlsplit(link.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    host = host.removeprefix("www.")
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    ]
    query = f"?{'&'.join(kept)}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"


def digest(*parts: str) -> str:
    """Return a short stable hash of ``parts``; their borders count."""
    mixed = "\x1f".join(parts).encode("utf-8", "replace")
    return blake2b(mixed, digest_size=12).hexdigest()


def keys(
    entries: Sequence[RawEntry], unparsed: Unparsed = _NOTHING
) -> list[tuple[str, tuple[str, ...]]]:
    """Return identity and aliases of every entry, in order.

    The identity is the guid, else the canonical link, else a hash of title and date, else one of
    all its words; a key that several entries of the feed share, also those in ``unparsed``, tells
    nothing and is passed over.
    """
    titles = [plain_title(entry.title) for entry in entries]
    offers = [_offers(*pair, unparsed) for pair in zip(entries, titles, strict=True)]
    # No entry offers a key twice: each is of another kind.
    shared = Counter(chain.from_iterable(offers))
    titled = Counter(titles)
    named: set[str] | None = None
    found = []
    for entry, title, own in zip(entries, titles, offers, strict=True):
        # Twins, alike in every key, are one entry: the caller keeps the first. A guid or link that
        # others share is no name even then: what was not parsed may share it, too.
        unique = [key for key in own if shared[key] == 1]
        unique = unique or [key for key in own[-1:] if key.startswith("title:")]
        if not unique:
            unique = [_by_text(entry)]
        elif unique[0].startswith("title:") and not _nameless(entry):
            # It shares guid and link; where a third entry has its title, it would pass for that.
            if named is None:
                named = _named(titles, offers, shared)
            third = title in named or unparsed.third(title, (entry.guid, entry.link))
            unique = [_by_text(entry)] if third else [unique[0], _by_text(entry)]
        aliases = [key for key in unique[1:] if _lasting(key)]
        by_title = bool(aliases) and aliases[-1].startswith("title:")
        # Where another entry has the title, of whatever date, this one would pass for an edit of
        # that; where both have nothing else, the title with the date is their identity.
        if by_title and (titled[title] > 1 or unparsed.titled(title)):
            aliases.pop()
        found.append((unique[0], tuple(aliases)))
    return found


def _named(
    titles: Sequence[str], offers: Sequence[Sequence[str]], shared: Mapping[str, int]
) -> set[str]:
    """Return the titles of entries that a guid or a link of their own tells from all others."""
    return {
        title
        for title, own in zip(titles, offers, strict=True)
        if any(shared[key] == 1 and not key.startswith("title:") for key in own)
    }


def _lasting(key: str) -> bool:
    """Say whether a further key will still mean this entry next month.

    ``/live`` or ``/latest`` carries another event each time: with a guid of its own, an entry
    there must not pass for an edit of the one before.
    """
    if not key.startswith("link:"):
        return True
    _host, _, rest = key.partition("/")
    return _ARTICLE.search(rest) is not None or "?" in key


def _offers(entry: RawEntry, title: str, unparsed: Unparsed) -> list[str]:
    """Return the keys an entry could go by, the best first; that of its plain ``title`` last."""
    offers = []
    guid = entry.guid.strip()
    if guid and not unparsed.names(guid):
        offers.append(f"guid:{guid}" if len(guid) <= _KEY_CHARS else f"guid:{digest(guid)}")
    link = canonical_link(entry.link)
    leads = _leads(link)
    if leads and not unparsed.names(entry.link):
        offers.append(f"link:{link}" if len(link) <= _KEY_CHARS else f"link:{digest(link)}")
    nameless = not guid and not leads
    if title and (nameless or (entry.published and len(title) >= _MIN_TITLE)):
        offers.append(f"title:{digest(title, _moment(entry.published))}")
    return offers


def _leads(link: str) -> bool:
    return _LEADS.search(link) is not None


def _nameless(entry: RawEntry) -> bool:
    """Say whether an entry has neither guid nor a link to more than the front page."""
    return not entry.guid.strip() and not _leads(canonical_link(entry.link))


def _by_text(entry: RawEntry) -> str:
    """Return the key of an entry that nothing but all its words tells from others."""
    return f"text:{digest(entry.title, entry.summary, entry.content)}"


def _moment(published: datetime | None) -> str:
    return published.isoformat() if published else ""
