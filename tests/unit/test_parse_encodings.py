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
        ("utf-8", "utf-16"),
        ("utf-16-le", "utf-8"),
        ("windows-1251", "utf-8"),
        ("windows-1251", "iso-8859-1"),
        ("koi8-r", ""),
        ("gb18030", "utf-8"),
    ],
)
def test_declared_wrongly(encoding: str, declared: str) -> None:
    title, _ = title_of(feed(encoding, declared))
    assert title == TITLES[encoding]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("declared", ["", "utf-16", "utf-8", "windows-1251"])
@pytest.mark.parametrize("content_type", ["", "text/xml", "text/html; charset=ISO-8859-1"])
def test_wide_characters_are_seen_without_a_mark(
    encoding: str, declared: str, content_type: str
) -> None:
    said = f" encoding='{declared}'" if declared else ""
    text = RSS.format(declared=said, title="Überschwemmung 地震")
    assert title_of(text.encode(encoding), content_type)[0] == "Überschwemmung 地震"


@pytest.mark.parametrize(
    ("encoding", "content_type", "declared"),
    [
        # A server's default is no evidence against what the document says of itself.
        ("windows-1251", "text/html; charset=ISO-8859-1", "windows-1251"),
        ("koi8-r", "text/xml; charset=windows-1252", "koi8-r"),
        ("shift_jis", "text/xml; charset=iso-8859-1", "shift_jis"),
        # Anything else of the server's is, as RFC 7303 and feedparser have it.
        ("windows-1251", "text/xml; charset=windows-1251", "koi8-r"),
        ("windows-1251", "text/xml; charset=windows-1251", "iso-8859-1"),
        # Bytes are stronger than either.
        ("utf-8", "text/xml; charset=windows-1251", "koi8-r"),
        ("utf-8", "application/xml; charset=UTF-16", "utf-8"),
        ("windows-1251", "text/xml; charset=utf-8", ""),
        ("windows-1251", "text/xml; charset=utf-8", "no-such-encoding"),
    ],
)
def test_server_and_document_disagree(encoding: str, content_type: str, declared: str) -> None:
    assert title_of(feed(encoding, declared), content_type)[0] == TITLES[encoding]


def test_a_mark_of_utf8_is_stronger_than_any_declaration() -> None:
    body = codecs.BOM_UTF8 + RSS.format(declared=" encoding='gb2312'", title="Повінь").encode()
    assert title_of(body, "text/xml; charset=shift_jis")[0] == "Повінь"


@pytest.mark.parametrize("content_type", ["", "text/xml; charset=utf-8"])
def test_one_broken_character_spoils_no_other(content_type: str) -> None:
    """A title cut in the middle of a character: the rest of the feed is still UTF-8."""
    body = feed("utf-8").replace("загиблий".encode(), "загиблий".encode()[:-1], 1)
    title, oddities = title_of(body, content_type)
    assert title == TITLES["utf-8"].removesuffix("й") + "\ufffd"
    assert "some characters are broken UTF-8" in oddities


def test_a_few_western_letters_in_what_says_it_is_utf8_are_windows_1252() -> None:
    text = RSS.format(declared=" encoding='utf-8'", title="Café – “naïve” Überfall")
    assert title_of(text.encode("windows-1252"))[0] == "Café – “naïve” Überfall"


def test_what_was_guessed_is_said() -> None:
    _, oddities = title_of(feed("windows-1251", "utf-8"))
    assert oddities == ("read as cp1251, which is what its bytes look like",)


@pytest.mark.parametrize("encoding", ["windows-1251", "shift_jis", "utf-16"])
def test_old_encodings_are_cut_into_entries_like_any_other(encoding: str) -> None:
    found = read(ParseJob(feed(encoding), "", "https://feed.example/rss"))
    assert isinstance(found, ParsedFeed)
    again = read(ParseJob(feed(encoding), "", "https://feed.example/rss", found.hints.slices))
    assert isinstance(again, ParsedFeed)
    assert (len(found.hints.slices), again.entries) == (1, ())


JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "T",
"items": [{"id": "1", "title": "TITLE", "content_text": "TITLE"}]}"""


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "application/json"),
        ("utf-8", "application/json; charset=iso-8859-1"),
        ("utf-16", "application/feed+json"),
        ("utf-16-le", ""),
        ("utf-16-be", "application/json; charset=utf-8"),
        ("utf-32", ""),
        ("windows-1251", "application/json; charset=windows-1251"),
        ("windows-1251", "application/json"),
    ],
)
def test_json_feeds_in_any_encoding(encoding: str, content_type: str) -> None:
    title = "Наводнение в Крымске, 171 погибший"
    body = JSON_FEED.replace("TITLE", title).encode(encoding)
    assert title_of(body, content_type)[0] == title


@pytest.mark.parametrize("name", ["rot13", "zip", "unicode_escape", "idna", "undefined", "x" * 90])
def test_names_of_what_is_no_encoding_of_text_do_no_harm(name: str) -> None:
    for title, encoding in (("Ärger", "windows-1252"), ("Ärger", "utf-8"), ("Rain", "ascii")):
        body = RSS.format(declared=f" encoding='{name}'", title=title).encode(encoding)
        assert title_of(body, f"text/xml; charset={name}")[0] == title
