"""UTF-8 that is declared as an old single-byte encoding: the commonest lie of all. Pure."""

from __future__ import annotations

import re

_DECLARED = re.compile(rb"(<\?xml[^>]{0,100}?encoding\s*=\s*[\"'])([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"(charset\s*=\s*[\"']?)([\w.:-]+)", re.IGNORECASE)
# In these every text is valid; UTF-8 of more than ASCII is practically never by chance.
_SINGLE_BYTE = re.compile(
    r"(?:iso[-_]?8859[-_]\d+|latin-?\d|(?:windows|cp)-?125\d|koi8-[ru]|x-mac-\w+|us-ascii|ascii)",
    re.IGNORECASE,
)


def mended(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Return body and content type, declared as UTF-8 where they are and say something older."""
    inside, outside = _DECLARED.search(body[:1024]), _CHARSET.search(content_type)
    said = [inside.group(2).decode("ascii", "replace")] if inside else []
    said += [outside.group(2)] if outside else []
    if not any(_SINGLE_BYTE.fullmatch(name) for name in said) or body.isascii():
        return body, content_type
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body, content_type
    return _DECLARED.sub(rb"\1utf-8", body, count=1), _CHARSET.sub(r"\1utf-8", content_type)
