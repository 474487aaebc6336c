"""The text of an article out of its web page, without menus, comments and advertisements.

Runs in the killable process: pages are as hostile as feeds, and larger.
"""

from __future__ import annotations

import re
from typing import Final

from monitor.parse.html import MARKUP_CAP, tidy
from monitor.parse.model import ParseFailed

# Pages are mostly scripts; an article stands well within this.
PAGE_CAP: Final = 3 * 1024 * 1024
# Less is a caption, and up to so much may be what stands before an article.
_SHORTEST: Final = 40
_SHORT: Final = 200
_WALL = re.compile(
    r"\b(?:cookies?|consent|javascript|captcha|subscribe|subscription|sign in|log ?in|"
    r"your browser|verify(?:ing)? you)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div)\b", re.IGNORECASE)


def read_article(page: bytes, content_type: str) -> str | ParseFailed:
    """Return the article's paragraphs, one a line; ParseFailed says why there is none."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind not in ("text/html", "application/xhtml+xml", "text/plain"):
        return ParseFailed(f"the article is {kind[:60]}, not a web page")
    if not _HTML.search(page[:65536]):
        return ParseFailed("the article is no web page")
    # Here: half a second and 50 MB that no other job of a worker needs.
    import trafilatura

    markup = _decoded(page[:PAGE_CAP], content_type)
    text = trafilatura.extract(
        markup, include_comments=False, include_tables=False, deduplicate=False
    )
    found = tidy((text or "")[:MARKUP_CAP])
    if len(found) < _SHORT:
        # It leaves out paragraphs that it has seen: then all that stands in the article is better.
        whole = tidy(trafilatura.baseline(markup)[1][:MARKUP_CAP])
        found = max(found, whole, key=len)
    if len(found) < _SHORTEST or (len(found) < _SHORT and _WALL.search(found)):
        return ParseFailed("no article text was found on its page")
    return found


def _decoded(page: bytes, content_type: str) -> bytes | str:
    """Decode with what the server declares; without it the page's own word is looked for."""
    said = _CHARSET.search(content_type)
    if said is None:
        return page
    try:
        return page.decode(said.group(1), "replace")
    except LookupError:
        return page
