"""What answers of receivers mean: the wait they ask for, whatever they write."""

from __future__ import annotations

import smtplib
import socket
import ssl

import pytest

from monitor.deliver.outcome import NotSent, of_error, of_http, of_smtp, retry_after


@pytest.mark.parametrize(
    ("headers", "body", "wait"),
    [
        ({"Retry-After": "120"}, "", 120.0),
        ({"retry-after": " 1.5 "}, "", 1.5),
        ({"Retry-After": "-5"}, "", None),
        ({"Retry-After": "soon"}, "", None),
        ({"Retry-After": "9" * 400}, "", 86_400.0),
        ({"Retry-After": "٣"}, "", None),
        ({"Retry-After": "Mon, 23 Nov 2026 12:01:00 GMT"}, "", None),
        (
            {
                "Retry-After": "Mon, 23 Nov 2026 12:01:00 GMT",
                "Date": "Mon, 23 Nov 2026 12:00:00 GMT",
            },
            "",
            60.0,
        ),
        (
            {
                "Retry-After": "Mon, 23 Nov 2026 11:00:00 GMT",
                "Date": "Mon, 23 Nov 2026 12:00:00 GMT",
            },
            "",
            0.0,
        ),
        ({}, '{"retry_after": 2.5}', 2.5),
        ({}, '{"parameters": {"retry_after": 7}}', 7.0),
        ({}, '{"retry_after": null, "parameters": {"retry_after": 7}}', 7.0),
        ({}, '{"retry_after": "x", "parameters": "retry_after"}', None),
        ({}, '{"retry_after": NaN}', None),
        ({}, '{"retry_after": Infinity}', None),
        ({}, '{"retry_after": true}', None),
        ({}, '["retry_after"]', None),
        ({}, "[" * 3000 + "retry_after", None),
        ({}, "retry_after: 5", None),
        ({"Retry-After": "3"}, '{"retry_after": 9}', 3.0),
    ],
)
def test_the_wait_is_read_from_header_or_body_and_nonsense_is_none(
    headers: dict[str, str], body: str, wait: float | None
) -> None:
    assert retry_after(headers, body) == wait


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(200, None), (301, True), (400, True), (401, True), (404, True), (408, False), (410, True),
     (413, True), (425, False), (429, False), (500, False), (503, False), (599, False)],
)  # fmt: skip
def test_a_status_says_whether_it_may_pass(status: int, permanent: bool | None) -> None:
    assert of_http(status, {}, "").permanent is permanent


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"greylisted")}), False),
        (smtplib.SMTPRecipientsRefused({}), True),
        (smtplib.SMTPDataError(451, b"try later"), False),
        (smtplib.SMTPSenderRefused(553, b"not yours", "a@b.example"), True),
        (smtplib.SMTPAuthenticationError(535, b"bad password"), True),
        (smtplib.SMTPAuthenticationError(454, b"temporary"), False),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), False),
        (smtplib.SMTPNotSupportedError("STARTTLS"), True),
        (ssl.SSLCertVerificationError("self-signed"), False),
        (TimeoutError(), None),
        (socket.gaierror(-2, "Name or service not known"), False),
        (ConnectionRefusedError(), False),
        (ConnectionResetError(), False),
        (RuntimeError("a plugin's own"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_exception_of_the_transport_says_whether_it_may_pass(
    error: BaseException, permanent: bool | None
) -> None:
    assert of_error(error).permanent is permanent


def test_a_reply_is_told_with_its_code_on_one_line() -> None:
    assert of_smtp(550, b"no such\r\nuser here") == NotSent("SMTP 550: no such user here", True)
    assert of_http(404, {}, "no\n hook ").reason == "HTTP 404: no hook"
    assert len(of_http(500, {}, "x" * 5000).reason) < 220
