"""E-mail against a real server: form, answers, TLS, passwords."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest

from monitor.deliver.outcome import NotSent, Sent
from storage.store import Store
from tests.integration.deliver_builders import NOW, Desk, channels, dispatcher, message
from tests.servers.smtp import MailServer, mail_server


async def test_email_arrives_as_multipart_with_our_headers(mail: MailServer) -> None:
    assert await channels(mail.url()).send("desk", message("email")) == Sent()
    (got,) = mail.messages
    assert mail.recipients == [["desk@example.org"]]
    assert got["To"] == "desk@example.org"
    assert "watch@example.org" in got["From"]
    assert got["Subject"] == "Landing on the coast"
    assert got["List-Id"] == "Soldiers abroad <abroad.wirewatch>"
    text, html = got.iter_parts()
    assert "Ünïcode, 4 000 men." in text.get_content()
    assert "https://harbour.example/a?x=1&y=2" in text.get_content()
    assert "<h2" in html.get_content()


@pytest.mark.parametrize(
    ("reply", "permanent"), [("451 greylisted", False), ("550 no such user", True)]
)
async def test_smtp_codes_say_whether_to_try_again(
    mail: MailServer, reply: str, permanent: bool
) -> None:
    mail.replies.append(reply)
    outcome = await channels(mail.url()).send("desk", message("email"))
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is permanent
    assert outcome.reason == f"SMTP {reply.replace(' ', ': ', 1)}"
    assert mail.messages == []


async def test_a_refused_recipient_is_permanent(mail: MailServer) -> None:
    mail.refuse_recipient = "550 who?"
    outcome = await channels(mail.url()).send("desk", message("email"))
    assert outcome == NotSent("SMTP 550: who?", permanent=True)


async def test_a_mail_server_that_is_away_may_come_back() -> None:
    with mail_server() as gone:
        url = gone.url()
    outcome = await channels(url).send("desk", message("email"))
    assert outcome == NotSent("connection refused", permanent=False)


@pytest.mark.parametrize(
    ("last", "permanent"), [("EHLO", False), ("MAIL", False), ("DATA", None), (".", None)]
)
async def test_a_mail_server_that_drops_the_line_may_have_taken_what_it_had_read(
    last: str, permanent: bool | None
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            if line.upper().startswith(last):
                break
            writer.write(b"354 go on\r\n" if line == "data" else b"250 OK\r\n")
            if line == "data":
                await reader.readuntil(b"\r\n.\r\n")
                break
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = MailServer(port=port).url()
        outcome = await channels(url).send("desk", message("email"))
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is permanent, outcome


def _tls() -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate of its own making, and that certificate's file."""
    folder = Path(__file__).parent.parent / "servers" / "tls"
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, folder / "cert.pem"


async def test_email_goes_over_starttls_when_the_certificate_is_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, certificate = _tls()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(context) as mail:
        outcome = await channels(mail.url(scheme="mailtos")).send("desk", message("email"))
        assert outcome == Sent()
        assert len(mail.messages) == 1


async def test_email_is_not_given_to_a_server_whose_certificate_is_bad() -> None:
    context, _ = _tls()
    with mail_server(context) as mail:
        outcome = await channels(mail.url(scheme="mailtos")).send("desk", message("email"))
        assert isinstance(outcome, NotSent)
        assert outcome.permanent is False
        assert "certificate" in outcome.reason
        assert mail.messages == []


async def test_email_is_not_sent_in_the_clear_to_a_server_without_tls(mail: MailServer) -> None:
    outcome = await channels(mail.url(scheme="mailtos")).send("desk", message("email"))
    assert isinstance(outcome, NotSent)
    assert mail.messages == []


async def test_a_password_the_mail_server_refuses_is_permanent() -> None:
    context, _ = _tls()
    with mail_server(context) as mail:
        mail.password = "right"
        url = mail.url(scheme="mailtos", more="&user=u&pass=wrong&verify=no")
        outcome = await channels(url).send("desk", message("email"))
        assert isinstance(outcome, NotSent)
        assert outcome.permanent is True
        assert outcome.reason.startswith("SMTP 535")
        good = mail.url(scheme="mailtos", more="&user=u&pass=right&verify=no")
        assert await channels(good).send("desk", message("email")) == Sent()


async def test_an_update_refers_to_the_message_that_carried_the_first_alert(
    store: Store, mail: MailServer
) -> None:
    desk = Desk(store)
    posting = dispatcher(store, mail={"url": mail.url(), "burst": 1})
    first = desk.tell("mail", story=(story := desk.story()))
    desk.tell("mail")
    assert await posting.drain(NOW) == 2

    desk.tell("mail", story=story, first_alert=first, first_at=NOW.isoformat())
    assert await posting.drain(NOW) == 1
    both, update = mail.messages
    assert both["Subject"].startswith("2 alerts")
    assert update["References"] == update["In-Reply-To"] == both["Message-ID"]
