"""Mutated feeds, for as long as is asked: whatever comes in, the parser gives entries or a reason.

``WIREWATCH_FUZZ_SECONDS`` says how long (20 by default; CI gives it a minute), and
``WIREWATCH_FUZZ_SEED`` where it starts. A failure prints the seed and the bytes.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter

import pytest

from monitor.parse.child import answer_to
from monitor.parse.entries import clean
from monitor.parse.feed import parse_bytes, raw_entry
from monitor.parse.model import ParsedFeed, ParseFailed, ParseJob, feed_from_json
from monitor.parse.quick import read_quickly
from tests.e2e.harness import Item, atom, rss, rss1

URL = "https://feed.example/news/rss.xml"
SECONDS = float(os.environ.get("WIREWATCH_FUZZ_SECONDS", "20"))
SEED = int(os.environ.get("WIREWATCH_FUZZ_SEED", "1"))
# No mutated seed may cost more CPU than this: the seeds are small.
PATIENCE = 3.0
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
SEEDS = [
    *(write(ITEMS).encode() for write in (rss, atom, rss1)),
    rss(ITEMS).replace("?>", " encoding='utf-16'?>").encode("utf-16"),
    rss(ITEMS[:2]).replace("?>", " encoding='windows-1251'?>").encode("windows-1251"),
    rss(ITEMS[2:]).replace("?>", " encoding='shift_jis'?>").encode("shift_jis"),
    JSON.encode(),
]
CHUNKS = [
    b"<item>", b"</item>", b"<entry>", b"</entry>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&", b"&#0;",
    b"&#xD800;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<a href='", b'"', b"<?xml version='1.0'?>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"javascript:alert(1)", b"file:///etc/passwd",
    b"http://[::1", b"{", b"[" * 50, b"<div>" * 200, b"2026-13-45T99:99:99Z", b"<guid>", b"9" * 400,
]  # fmt: skip


def mutate(chance: random.Random) -> bytes:
    """Return a seed with one to six changes."""
    body = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(body) + 1)
        match chance.randrange(6):
            case 0:
                body[at : at + chance.randint(1, 40)] = b""
            case 1:
                body[at:at] = chance.choice(CHUNKS)
            case 2:
                body[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                body[at:at] = body[at : at + chance.randint(1, 300)]
            case 4:
                other = chance.choice(SEEDS)
                start = chance.randrange(len(other))
                body[at:at] = other[start : start + chance.randint(1, 200)]
            case _:
                del body[at + chance.randint(0, 400) :]
    return bytes(body)


def check(body: bytes) -> str:
    """Parse as the worker does, and hold the answer against what later steps rely on."""
    head = {"content_type": "", "url": URL, "known_slices": []}
    started = time.process_time()
    answer, healthy = answer_to(head, body)
    assert time.process_time() - started < PATIENCE
    # What goes over the pipe must come back the same.
    found = feed_from_json(json.loads(json.dumps(answer, ensure_ascii=False).encode("utf-8")))
    if isinstance(found, ParseFailed):
        assert found.reason
        return found.reason.partition(":")[0]
    assert healthy
    _check_entries(found)
    _check_quick(body)
    again, _ = answer_to(head | {"known_slices": list(found.hints.slices)}, body)
    if found.hints.slices:
        assert again.get("entries") == []
    return "odd" if found.oddities else "parsed"


def _check_entries(found: ParsedFeed) -> None:
    identities = [entry.identity for entry in found.entries]
    assert len(set(identities)) == len(identities)
    for entry in found.entries:
        assert entry.identity
        assert entry.digest
        assert entry.link == "" or entry.link.startswith(("http://", "https://"))
        assert "\n" not in entry.title
        for text in (entry.title, entry.summary, entry.content, entry.author):
            assert "\x00" not in text
            text.encode("utf-8")  # no lone surrogates


def _check_quick(body: bytes) -> None:
    """What the quick reader takes, feedparser reads the same, unless it stumbles itself."""
    quick = read_quickly(body, "")
    found = parse_bytes(body, ParseJob(body, "", URL)) if quick is not None else None
    if quick is not None and found is not None and not found.bozo:
        slow = tuple(raw_entry(one) for one in found.entries)
        assert clean(quick.entries, URL, "") == clean(slow, URL, "")


@pytest.mark.timeout(SECONDS + 120)
def test_mutated_feeds_give_entries_or_a_reason() -> None:
    seed, outcomes = SEED, Counter[str]()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        body = mutate(random.Random(seed))
        try:
            outcomes[check(body)] += 1
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {body!r}") from error
        seed += 1
    assert outcomes["parsed"] > 10
    assert sum(outcomes.values()) > 100
