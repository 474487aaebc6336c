"""Templates of channels: the text they make, and how a bad one is met."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from monitor.config.model import ChannelConfig
from monitor.deliver.channels import Channels, check_channel
from storage.records import Alert, AlertData
from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk, dispatcher
from tests.servers.smtp import mail_server


async def test_a_channels_own_template_makes_the_text_of_its_messages(
    sqlite_store: Store, tmp_path: Path
) -> None:
    desk = Desk(sqlite_store)
    desk.tell("mail")
    path = tmp_path / "mail.j2"
    path.write_text(
        "{% for a in alerts %}{{ a.rule_title }}: {{ a.title }} <{{ a.link }}>{% endfor %}"
    )
    with mail_server() as mail:
        section = {"url": mail.url(), "template": path}
        assert await dispatcher(sqlite_store, mail=section).drain(NOW) == 1
        (got,) = mail.messages
    assert got.get_content().strip() == "Rule: Report 1 <https://harbour.example/1>"
    assert got.get_content_type() == "text/plain"


async def test_a_template_that_fails_on_an_alert_does_not_lose_it(
    sqlite_store: Store, tmp_path: Path
) -> None:
    desk = Desk(sqlite_store)
    desk.tell("mail")
    path = tmp_path / "mail.j2"
    path.write_text("{{ nothing_of_this_name }}")
    with mail_server() as mail:
        work = dispatcher(sqlite_store, mail={"url": mail.url(), "template": path})
        assert await work.drain(NOW) == 1
        (got,) = mail.messages
    text = got.get_body(("plain",))
    assert text is not None
    assert "(template: 'nothing_of_this_name' is undefined)" in text.get_content()
    assert "https://harbour.example/1" in text.get_content()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% for %}", "mail.j2:1: "),
        (None, "cannot be read"),
    ],
)
def test_a_bad_template_is_refused_at_load(tmp_path: Path, source: str | None, said: str) -> None:
    path = tmp_path / "mail.j2"
    if source is not None:
        path.write_text(source)
    config = ChannelConfig.model_validate({"url": "console://", "template": path})
    with pytest.raises(ValueError, match=said):
        Channels({"c": config})
    assert said in (check_channel(config) or "")


def test_a_template_cannot_reach_out_of_its_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "evil.j2"
    path.write_text("{{ alerts.__class__.__mro__[1].__subclasses__() }}")
    told = AlertData("rule", 1, 1, "first", "low", {}, "", {"title": "t"})
    made = Channels({"c": ChannelConfig.model_validate({"url": "console://", "template": path})})
    channel = made.get("c")
    assert channel is not None
    assert "unsafe" in channel.compose([Alert(1, NOW, told)], UTC).text
