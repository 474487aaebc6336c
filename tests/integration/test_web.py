"""/healthz and /metrics over real HTTP, from a real store."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.metrics import Metrics
from monitor.web.collector import add_store
from monitor.web.server import application, serving
from storage.records import FeedSpec
from storage.store import Store
from tests.packaging.tree import ROOT

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Page:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.troubles: list[str] = []
        self.metrics = Metrics()

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def page(store: Store) -> AsyncIterator[Page]:
    port = free_port()
    made = Page(port)
    with store.write() as tx:
        tx.feeds.sync(
            [FeedSpec("https://a.example/?key=geheim"), FeedSpec("https://b.example")], NOW
        )
    add_store(made.metrics.registry, store, lambda: NOW + timedelta(minutes=2))
    app = application(made.metrics.registry, lambda: made.troubles)
    async with serving(app, "127.0.0.1", port):
        yield made


async def test_health_is_told_with_reasons(page: Page) -> None:
    assert await page.get("/healthz") == (200, '{"status":"ok","troubles":[]}')
    page.troubles.append("polling: the disk of the database is full")
    status, body = await page.get("/healthz")
    assert status == 503
    assert "disk" in body


async def test_metrics_count_and_look_at_the_store(page: Page) -> None:
    page.metrics.polled({"not_modified": 3, "failed": 1}, {"timeout": 1}, [0.2, 40.0])
    page.metrics.found(30, 2, 1)
    status, body = await page.get("/metrics")
    assert status == 200
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }
    assert samples["wirewatch_polls_total", "not_modified"] == 3
    assert samples["wirewatch_poll_failures_total", "timeout"] == 1
    assert samples["wirewatch_entries_total",] == 30
    assert samples["wirewatch_poll_duration_seconds_count",] == 2
    assert samples["wirewatch_feeds", "new"] == 2
    assert samples["wirewatch_feeds_due",] == 2
    assert samples["wirewatch_poll_lag_seconds",] == 120
    assert samples["wirewatch_storage_up",] == 1
    assert "geheim" not in body
    assert "example" not in body


async def test_every_metric_is_described_and_no_other(page: Page) -> None:
    _, body = await page.get("/metrics")
    served = set()
    for family in text_string_to_metric_families(body):
        suffix = {"counter": "_total", "info": "_info"}.get(family.type, "")
        served.add(family.name if family.name.endswith(suffix) else family.name + suffix)
    document = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(wirewatch_\w+)` \|", document, re.MULTILINE))
    served = {name for name in served if not name.endswith("_created")}
    assert served == described


async def test_other_pages_and_methods_are_refused(page: Page) -> None:
    assert (await page.get("/"))[0] == 404
    async with aiohttp.ClientSession() as session, session.post(page.url + "/healthz") as answer:
        assert answer.status == 405


async def test_a_port_that_is_taken_keeps_nobody_from_the_news(page: Page) -> None:
    port = int(page.url.rpartition(":")[2])
    async with serving(application(Metrics().registry, list), "127.0.0.1", port):
        assert (await page.get("/healthz"))[0] == 200
