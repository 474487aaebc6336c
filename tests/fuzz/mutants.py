"""Feeds with something wrong in their bytes: cut, spliced, said twice, in another encoding."""

from __future__ import annotations

import json
import random
import re

from tests.e2e.harness import Item, atom, rss, rss1
from tests.fuzz.grammar import TEXTS, make

ITEMS = [
    Item("1", "Ferry sinks off Mindoro, 31 dead", "<p>At least <b>31</b> people</p>"),
    Item("2", "Повінь у Закарпатті", "Загинули троє людей &amp; зникли двоє"),
    Item("3", "地震で31人死亡", "<![CDATA[ 10 < 20 ]]>", "https://news.example/a?b=1&c=2"),
]
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [
            {"id": "1", "url": "https://j.example/1", "title": "T", "content_html": "<p>x</p>"},
            {"id": 2, "content_text": "a < b", "date_published": "2026-11-02T08:00:00Z"},
        ],
    }
)


def _dated(text: str) -> str:
    """Return the feed with one date, so that a number of a mutant stands for the same bytes."""
    text = re.sub("<pubDate>[^<]*", "<pubDate>Mon, 02 Nov 2026 08:00:00 GMT", text)
    return re.sub("<updated>[^<]*", "<updated>2026-11-02T08:00:00.25+00:00", text)


SEEDS = [
    *(_dated(write(ITEMS)).encode() for write in (rss, atom, rss, atom, rss1)),
    *(make(random.Random(seed)) for seed in range(12)),
    _dated(rss(ITEMS)).replace("?>", " encoding='utf-16'?>").encode("utf-16"),
    _dated(rss(ITEMS[:2])).replace("?>", " encoding='windows-1251'?>").encode("windows-1251"),
    _dated(rss(ITEMS[2:])).replace("?>", " encoding='shift_jis'?>").encode("shift_jis"),
    JSON.encode(),
]
CHUNKS = [
    b"<item>", b"</item>", b"<entry>", b"</entry>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&", b"&#0;",
    b"&#xD800;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<a href='", b'"', b"<?xml version='1.0'?>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"javascript:alert(1)", b"file:///etc/passwd",
    b"http://[::1", b"{", b"[" * 50, b"<div>" * 200, b"2026-13-45T99:99:99Z", b"<guid>", b"9" * 400,
    b"<a>" * 2000, b"<links>x</links>", b" xml:base='//b.example/'", b" xmlns='urn:x'", b"&#150;",
    b" title='" + b"x" * 20_000 + b"'", b"<title>" + b"&amp;" * 3000 + b"</title>", b"\xc3\x83\xc2\xa9",
]  # fmt: skip
ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1251", "iso-8859-1",
    "koi8-r", "shift_jis", "gb18030", "big5", "cp037", "utf-7",
]  # fmt: skip
_ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?>([^<]*)</\1>")


def mutate(draw: random.Random) -> bytes:
    """Return a seed with one to six changes, of which each may undo the sense of another."""
    body = bytearray(draw.choice(SEEDS))
    for _ in range(draw.choice([1, 1, 2, 4, 6])):
        at = draw.randrange(len(body) + 1)
        match draw.randrange(13):
            case 0:
                body[at : at + draw.randint(1, 40)] = b""
            case 1:
                body[at:at] = draw.choice(CHUNKS)
            case 2:
                body[at : at + 1] = bytes([draw.randrange(256)])
            case 3:
                body[at:at] = body[at : at + draw.randint(1, 300)]
            case 4:
                other = draw.choice(SEEDS)
                start = draw.randrange(len(other))
                body[at:at] = other[start : start + draw.randint(1, 200)]
            case 5:
                body = _repeat_entry(body, draw)
            case 6:
                # The second half of another document, wherever the first one has got to.
                other = draw.choice(SEEDS)
                body[at:] = other[draw.randrange(len(other)) :]
            case 7:
                body = _in_another_encoding(body, draw)
            case 8:
                del body[at + draw.randint(0, 400) :]
            case _:
                body = _still_well_formed(body, draw)
    return bytes(body)


def _still_well_formed(body: bytearray, draw: random.Random) -> bytearray:
    """Take out, repeat or move one element, or put another text into it."""
    elements = list(_ELEMENT.finditer(body))
    if not elements:
        return body
    one = draw.choice(elements)
    whole, before, after = bytes(one.group()), body[: one.start()], body[one.end() :]
    match draw.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + whole * 2 + after
        case 2:
            other = draw.choice(elements).start()
            return body[:other] + whole + body[other:]
        case _:
            text = draw.choice(TEXTS).encode("utf-8")
            return body[: one.start(2)] + text + body[one.end(2) :]


def _repeat_entry(body: bytearray, draw: random.Random) -> bytearray:
    """Say one entry twice, perhaps with another word in it: one guid, two reports."""
    start, end = body.find(b"<item"), body.find(b"</item>")
    if not 0 <= start < end:
        return body
    entry = bytes(body[start : end + 7])
    return body[:start] + entry.replace(b"31", draw.choice([b"31", b"45"])) + body[start:]


def _in_another_encoding(body: bytearray, draw: random.Random) -> bytearray:
    """Write the text in one encoding and let the document say what it likes."""
    text = bytes(body).decode("utf-8", "replace")
    if draw.random() < 0.5:
        said = draw.choice(ENCODINGS)
        text = text.replace("?>", f" encoding='{said}'?>", 1)
    return bytearray(text.encode(draw.choice(ENCODINGS), "replace"))
