"""Any body to UTF-8, as far as its bytes tell what they are; the rest is feedparser's to guess. Pure.

Bytes are believed before words: a feed's own declaration, and still more the server's, is often
copied from a template. What is UTF-8 here can be cut into entries and read the quick way.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Final

_DECLARED = re.compile(rb"(<\?xml[^>]{0,100}?encoding\s*=\s*[\"'])([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"(charset\s*=\s*[\"']?)([\w.:-]+)", re.IGNORECASE)
_UTF8: Final = frozenset({"utf-8", "utf8", "utf_8"})
# In these nearly every text is valid; UTF-8 of more than ASCII is practically never by chance.
_SINGLE_BYTE = re.compile(
    r"(?:iso[-_]?8859[-_]\d+|latin-?\d|(?:windows|cp)-?125\d|koi8-[ru]|x-mac-\w+|us-ascii|ascii"
    r"|tis-620|windows-874|cp866|ibm866)",
    re.IGNORECASE,
)
# What servers say of everything unless told otherwise.
_BY_DEFAULT: Final = frozenset(
    {"iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii", "ascii"}
)
# Other names, and the supersets that are meant by the names of subsets.
_MEANT: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "cp950", "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "windows-874": "cp874",
}  # fmt: skip
# Where the first characters, which are ASCII in every feed, have their zero bytes.
_ZEROS: Final[dict[tuple[bool, ...], str]] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE: Final = 64 * 1024
# What a guess may be: scripts that have no letters in common with Latin.
_GUESSES: Final = frozenset(
    {
        "cp1251", "koi8_r", "koi8_u", "iso8859_5", "mac_cyrillic", "cp866", "cp1253", "iso8859_7",
        "cp932", "shift_jis", "euc_jp", "euc_jis_2004", "gb2312", "gbk", "gb18030", "big5", "cp950",
        "big5hkscs", "cp949", "euc_kr", "johab",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body, in UTF-8 and saying so where its encoding was clear, else as it came.

    ``oddity`` says in words what was strange; '' for nothing worth a word.
    """

    body: bytes = field(repr=False)
    content_type: str
    oddity: str = ""


def as_utf8(body: bytes, content_type: str) -> Decoded:
    """Return ``body`` in UTF-8 where the bytes, or failing them the declarations, tell what it is."""
    wide = _wide(body)
    if wide:
        return _written(body.decode(wide, "replace").removeprefix("\ufeff"), content_type)
    inside, outside = _DECLARED.search(body[:1024]), _CHARSET.search(content_type)
    declared = inside.group(2).decode("ascii", "replace").lower() if inside else ""
    served = outside.group(2).lower() if outside else ""
    said = [name for name in (served, declared) if name]
    said_falsely = any(not _fits(name) for name in said)
    if not body.isascii():
        if not _is_utf8(body):
            return _legacy(body, content_type, served, declared)
        marked = body.startswith(codecs.BOM_UTF8)
        said_falsely |= any(marked or _SINGLE_BYTE.fullmatch(name) for name in said)
    return Decoded(*_renamed(body, content_type)) if said_falsely else Decoded(body, content_type)


def _is_utf8(body: bytes) -> bool:
    """Say whether ``body`` is UTF-8, without holding all of it once more."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(body), _SAMPLE):
            decoder.decode(body[start : start + _SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _fits(name: str) -> bool:
    """Say whether ``name`` is an encoding that writes ASCII as ASCII: the bytes are known not to be wide.

    Servers do say ``charset=undefined``, and Python has a codec of that name that always raises.
    """
    if name in _UTF8:
        return True
    try:
        return b"a".decode(name) == "a"
    except (LookupError, UnicodeError):
        return False


def _wide(body: bytes) -> str:
    """Return which of UTF-16 and UTF-32 ``body`` begins with, by its mark or its zero bytes."""
    if body.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros: tuple[bool, ...] = tuple(byte == 0 for byte in body[:4])
    return _ZEROS.get(zeros, "")


def _legacy(body: bytes, content_type: str, served: str, declared: str) -> Decoded:
    """Read what is not UTF-8: as declared, as broken UTF-8, or as its bytes look."""
    names = [served, declared]
    if served in _BY_DEFAULT and declared:
        names.reverse()
    foreign = _foreign(body)
    for name in names:
        if name in _UTF8 or not (name in _MEANT or _SINGLE_BYTE.fullmatch(name)):
            continue
        text = _decoded(body, _MEANT.get(name, name))
        if text is not None and not (foreign and name in _BY_DEFAULT):
            return _written(text, content_type)
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(text) - len(_HIGH.sub(b"", body)) > 2 * broken:
        # More whole characters than broken ones: read as anything else, all of them would be wrong.
        return _written(text, content_type, "some characters are broken UTF-8")
    guess = _guess(body) if foreign else ""
    text = _decoded(body, guess) if guess else None
    if text is None:
        sound = all(_fits(name) for name in names if name)
        return Decoded(*((body, content_type) if sound else _renamed(body, content_type)))
    return _written(text, content_type, f"read as {guess}, which is what its bytes look like")


def _decoded(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _foreign(body: bytes) -> bool:
    """Say whether most bytes beyond ASCII stand side by side: no Latin script is written so."""
    runs = [len(run) for run in _HIGH.findall(body[:_SAMPLE])]
    return sum(run for run in runs if run > 2) * 2 > sum(runs) > 8


def _guess(body: bytes) -> str:
    """Return the encoding that ``body`` looks like, when it is one of those worth a guess."""
    from charset_normalizer import from_bytes  # here, for hardly any feed needs it

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best is not None and best.encoding in _GUESSES else ""


def _written(text: str, content_type: str, oddity: str = "") -> Decoded:
    return Decoded(*_renamed(text.encode("utf-8", "replace"), content_type), oddity)


def _renamed(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Let document and server say UTF-8 where they said anything."""
    return _DECLARED.sub(rb"\1utf-8", body, count=1), _CHARSET.sub(r"\1utf-8", content_type)
