"""Feeds in any encoding: declared rightly, wrongly, by the server only, or not at all."""

from __future__ import annotations

import codecs

import pytest

from monitor.parse.feed import read
from monitor.parse.model import ParsedFeed, ParseJob

TITLES = {
    "utf-8": "Повінь у Закарпатті – 31 загиблий",
    "utf-16": "Überschwemmung in Żywiec, 地震",
    "utf-16-le": "Überschwemmung in Żywiec, 地震",
    "utf-16-be": "Überschwemmung in Żywiec, 地震",
    "utf-32": "Überschwemmung in Żywiec, 地震",
    "windows-1251": "Наводнение в Крымске, 171 погибший",
    "koi8-r": "Наводнение в Крымске, 171 погибший",
    "shift_jis": "地震で31人死亡",
    "euc-jp": "地震で31人死亡",
    "gb18030": "地震造成三十一人死亡",
    "big5": "地震造成三十一人死亡",
    "euc-kr": "지진으로 31명 사망",
    "iso-8859-2": "Powódź w Żywcu, zginęło 31 osób",
    "windows-1252": "Überschwemmung – 31 Tote",
    "windows-1254": "Depremde 31 kişi öldü, ığdır",
}
RSS = (
    "<?xml version='1.0'{declared}?><rss version='2.0'><channel><title>T</title>"
    "<item><guid>1</guid><title>{title}</title><description>{title}</description></item>"
    "</channel></rss>"
)


def title_of(body: bytes, content_type: str = "") -> tuple[str, tuple[str, ...]]:
    found = read(ParseJob(body, content_type, "https://feed.example/rss"))
    assert isinstance(found, ParsedFeed), found
    return found.entries[0].title, found.oddities


def feed(encoding: str, declared: str | None = None) -> bytes:
    said = encoding if declared is None else declared
    text = RSS.format(declared=f" encoding='{said}'" if said else "", title=TITLES[encoding])
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return mark.get(encoding, b"") + text.encode(encoding)


@pytest.mark.parametrize("encoding", TITLES)
def test_declared_in_the_document(encoding: str) -> None:
    assert title_of(feed(encoding))[0] == TITLES[encoding]


@pytest.mark.parametrize("encoding", TITLES)
def test_declared_by_the_server_only(encoding: str) -> None:
    content_type = f"application/rss+xml; charset={encoding}"
    assert title_of(feed(encoding, ""), content_type)[0] == TITLES[encoding]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_not_declared_at_all(encoding: str) -> None:
    assert title_of(feed(encoding, ""))[0] == TITLES[encoding]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8", "us-ascii"),
        ("utf-8", "windows-1252"),
        ("utf-8", "no-such-encoding"),
        ("windows-1252", "utf-8"),
        ("windows-1252", "us-ascii"),
        ("utf-16", "utf-8"),
    ],
)
def test_declared_wrongly(encoding: str, declared: str) -> None:
    title, _ = title_of(feed(encoding, declared))
    assert title == TITLES[encoding]
