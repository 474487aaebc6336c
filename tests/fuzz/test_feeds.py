"""Mutated and made feeds, for as long as is asked: whatever comes in, entries or a reason come out.

``WIREWATCH_FUZZ_SECONDS`` says how long (20 by default; CI gives it a minute), and
``WIREWATCH_FUZZ_SEED`` where it starts. A failure prints the seed and the bytes.

Where the quick reader takes a document, it must give what feedparser gives, field by field and
before any cleaning. Two cases are outside that comparison, and both are told apart here, never
guessed: feedparser says itself that it stumbled (``bozo``: its lenient reader guesses), or it
raises, and there is nothing to compare with.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from monitor.parse.child import answer_to
from monitor.parse.encoding import as_utf8
from monitor.parse.feed import parse_bytes, raw_entry
from monitor.parse.model import ParsedFeed, ParseJob, Question, decode_answer, encode
from monitor.parse.quick import read_quickly
from tests.fuzz.grammar import make
from tests.fuzz.mutants import mutate

URL = "https://feed.example/news/rss.xml"
SECONDS = float(os.environ.get("WIREWATCH_FUZZ_SECONDS", "20"))
SEED = int(os.environ.get("WIREWATCH_FUZZ_SEED", "1"))
# No document may cost more CPU than this: they are small.
PATIENCE = 3.0
CONTENT_TYPES = [
    "", "", "", "application/rss+xml", "text/xml", "text/xml; charset=utf-8", "text/html; charset=windows-1251",
    "application/xml; charset=UTF-16", "text/plain; charset=no-such", 'text/xml; charset="',
]  # fmt: skip


def check(body: bytes, content_type: str) -> str:
    """Parse as the worker does, and hold the answer against what later steps rely on."""
    question = Question(content_type, URL)
    started = time.process_time()
    answer = answer_to(question, body)
    assert time.process_time() - started < PATIENCE
    # What goes over the pipe must come back the same.
    assert decode_answer(encode(answer)) == answer
    found = answer.feed
    if found is None:
        assert answer.failed
        return answer.failed.partition(":")[0]
    assert not answer.last
    check_entries(found)
    decoded = as_utf8(body, content_type)
    way = check_quick(decoded.body, decoded.content_type)
    again = answer_to(replace(question, known_slices=found.hints.slices), body)
    if found.hints.slices:
        assert again.feed is not None
        assert again.feed.entries == ()
    return way


def check_entries(found: ParsedFeed) -> None:
    """Hold the entries to what the store, the rules and the messages take for granted."""
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


def check_quick(body: bytes, content_type: str) -> str:
    """Hold the quick reader, where it takes ``body``, to feedparser; return which way it went."""
    quick = read_quickly(body, content_type)
    if quick is None:
        return "left to feedparser"
    try:
        found = parse_bytes(body, ParseJob(body, content_type, URL))
    except (LookupError, TypeError, AttributeError):
        return "feedparser raised"
    if found.bozo and type(found.bozo_exception).__name__ not in ENCODING_REMARKS:
        return "feedparser stumbled"
    assert quick.entries == tuple(raw_entry(one) for one in found.entries)
    assert quick.title == found.feed.get("title", "")
    assert quick.language == (found.feed.get("language") or "")
    return "both ways the same"


# feedparser marks these, too, but its strict reader has read the document.
ENCODING_REMARKS = ("CharacterEncodingOverride", "NonXMLContentType")


@pytest.mark.parametrize(
    ("write", "share"), [(mutate, 0.6), (make, 0.4)], ids=["mutated bytes", "made of known words"]
)
@pytest.mark.timeout(SECONDS + 120)
def test_any_feed_gives_entries_or_a_reason(
    write: Callable[[random.Random], bytes], share: float
) -> None:
    seed, outcomes = SEED, Counter[str]()
    end = time.monotonic() + SECONDS * share
    while time.monotonic() < end:
        draw = random.Random(seed)
        body, content_type = write(draw), draw.choice(CONTENT_TYPES)
        try:
            outcomes[check(body, content_type)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}, {content_type!r}: {body!r}") from error
        seed += 1
    assert sum(outcomes.values()) > 50
    assert outcomes["both ways the same"] > 5
