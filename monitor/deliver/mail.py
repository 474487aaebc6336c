"""One e-mail: multipart text and HTML, threaded with the alert it updates."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from monitor.deliver.clean import one_line
from monitor.deliver.message import Message

_WITH_DOMAIN = ("Message-ID", "References")


def build(message: Message, sender: tuple[str, str], to: tuple[str, str]) -> str:
    """Return the e-mail as ASCII text ready for SMTP. Names may be empty."""
    domain = sender[1].rpartition("@")[2] or "wirewatch"
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((one_line(sender[0]), sender[1]))
    mail["To"] = formataddr((one_line(to[0]), to[1]))
    mail["Subject"] = one_line(message.title)
    if message.date is not None:
        mail["Date"] = format_datetime(message.date)
    headers = dict(message.headers)
    if message.answers:
        # The first alert may have come in a message of several, with an id of its own.
        headers["References"] = message.answers
    for name, value in headers.items():
        mail[name] = f"<{value}@{domain}>" if name in _WITH_DOMAIN else one_line(value)
    if "References" in mail:
        mail["In-Reply-To"] = mail["References"]
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, cte="quoted-printable")
    if message.html is not None:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
        # Not drawn by chance: every attempt is the same to the byte.
        mail.set_boundary(f"=_{message.key or 'wirewatch'}_=")
    return mail.as_string()
