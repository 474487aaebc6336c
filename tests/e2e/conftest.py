"""The servers that most end-to-end tests start with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.harness import Site, SiteServer
from tests.servers.smtp import MailServer, mail_server


@pytest.fixture
def site() -> Iterator[Site]:
    with SiteServer() as served:
        yield served


@pytest.fixture
def inbox() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server
