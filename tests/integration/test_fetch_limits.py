"""What this machine lacks is no fault of a feed; connections leave room for everything else."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from monitor.deliver.outcome import NotSent, Sent
from monitor.deliver.threads import on_thread
from monitor.fetch.descriptors import connections, raise_limit
from monitor.fetch.http import Fetcher
from monitor.fetch.outcome import FetchFailed, FetchRequest
from monitor.fetch.settings import FetchSettings
from tests.servers.web import WebServer

LOOPBACK = FetchSettings(gap=0.0, allow_private=("127.0.0.0/8",))


@contextmanager
def files(most: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def no_threads() -> Iterator[None]:
    """No thread can be started whose stack does not fit into any memory."""
    before = threading.stack_size(2**46)
    try:
        yield
    finally:
        threading.stack_size(before)


async def test_a_process_out_of_files_blames_no_feed(server: WebServer) -> None:
    server.put("/feed", b"<rss/>")
    async with Fetcher(LOOPBACK) as fetcher:
        free = os.dup(0)
        os.close(free)
        with files(free):
            outcome = await fetcher.fetch(FetchRequest(server.url("/feed")))
        assert isinstance(outcome, FetchFailed)
        assert (outcome.kind, outcome.retry_after) == ("held", 30.0)
        assert outcome.reason == "this process may open no more files (ulimit -n)"
        assert not isinstance(await fetcher.fetch(FetchRequest(server.url("/feed"))), FetchFailed)


async def test_a_process_out_of_threads_blames_no_feed(server: WebServer) -> None:
    async with Fetcher(LOOPBACK) as fetcher:
        with no_threads():
            outcome = await fetcher.fetch(FetchRequest(server.url("/feed", "localhost")))
    assert isinstance(outcome, FetchFailed)
    assert outcome.kind == "held"
    assert "no more threads" in outcome.reason


async def test_a_message_that_no_thread_can_send_is_sent_later() -> None:
    with no_threads():
        outcome = await on_thread(Sent, 5.0)
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is False
    assert await on_thread(Sent, 5.0) == Sent()


@pytest.mark.parametrize(("files", "room"), [(48, 8), (128, 64), (1024, 768), (65536, 49152)])
def test_connections_leave_files_to_others(files: int, room: int) -> None:
    assert connections(files) == room


def test_the_limit_of_files_is_raised_as_far_as_it_may_be() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with files(256):
        raised = raise_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (raised, hard)
    assert raised > 256 or hard == 256
