"""Parsing in processes that may be killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from monitor.parse.model import Question, encode
from monitor.parse.worker import ParsedFeed, ParseFailed, ParseJob, ParsePool

GOOD = b"<rss version='2.0'><channel><item><title>Hello</title></item></channel></rss>"


async def test_feeds_are_parsed_in_other_processes_at_once() -> None:
    async with ParsePool(workers=2) as pool:
        feeds = await asyncio.gather(*(pool.parse(ParseJob(GOOD)) for _ in range(6)))
    assert all(isinstance(feed, ParsedFeed) and len(feed.entries) == 1 for feed in feeds)


async def test_feed_that_hangs_is_killed_and_the_next_one_is_parsed() -> None:
    hostile = b"<rss version='2.0'><channel><item" + b"".join(
        b" a%d='x'" % number for number in range(40_000)
    )
    hostile += b"><title>x</title></item>&bad;<"
    async with ParsePool(workers=1, timeout=1.5) as pool:
        slow = await pool.parse(ParseJob(hostile))
        good = await pool.parse(ParseJob(GOOD))
    assert isinstance(slow, ParseFailed)
    assert "more than 1.5 s" in slow.reason
    assert isinstance(good, ParsedFeed)


async def test_feed_that_fills_memory_is_one_feeds_failure() -> None:
    big = b'{"items": [' + b"{}," * 3_000_000 + b"{}]}"
    async with ParsePool(workers=1, memory=200 * 1024 * 1024) as pool:
        full = await pool.parse(ParseJob(big))
        assert isinstance(full, ParseFailed)
        assert "more memory" in full.reason
        assert isinstance(await pool.parse(ParseJob(GOOD)), ParsedFeed)


async def test_entity_bomb_is_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE rss [<!ENTITY e0 "boom">{levels}]><rss version="2.0"><channel><item>'
        "<title>&e11;</title></item></channel></rss>"
    )
    async with ParsePool(workers=1) as pool:
        feed = await pool.parse(ParseJob(bomb.encode()))
        assert isinstance(await pool.parse(ParseJob(GOOD)), ParsedFeed)
    assert isinstance(feed, ParseFailed) or all(len(e.title) < 1000 for e in feed.entries)


def test_process_ends_when_its_pipe_closes() -> None:
    command = [sys.executable, "-m", "monitor.parse.child", "0", "5"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(10) == 0


@pytest.mark.parametrize("sent", [4, 40, None])
def test_process_whose_parent_dies_in_mid_job_ends_without_a_word(sent: int | None) -> None:
    head, body = encode(Question("text/xml")), b"<rss><channel/></rss>"
    job = len(head).to_bytes(4, "big") + len(body).to_bytes(4, "big") + head + body
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "monitor.parse.child", "0", "5"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        child.stdin.write(job[:sent])
        child.stdin.close()
        assert child.wait(10) == 0
        assert child.stderr.read() == b""


async def test_an_article_that_is_too_much_for_a_worker_is_refused_as_such() -> None:
    page = b"<html><body><article>" + b"<p>A paragraph of an endless page.</p>" * 70_000
    async with ParsePool(workers=1, memory=64 * 1024 * 1024) as pool:
        outcome = await pool.extract(page, "text/html")
    assert isinstance(outcome, ParseFailed)
    assert outcome.reason.startswith("the article ")
