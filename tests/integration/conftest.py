"""Servers that feeds come from and channels deliver to, for the tests that need one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.servers.hooks import HookServer, hook_server
from tests.servers.smtp import MailServer, mail_server
from tests.servers.web import WebServer


@pytest.fixture
def hooks() -> Iterator[HookServer]:
    """A server that webhooks and chats deliver to."""
    with hook_server() as server:
        yield server


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server without TLS or password."""
    with mail_server() as server:
        yield server


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    """A web server that says what each test puts there, and records what it was asked."""
    async with WebServer() as running:
        yield running
