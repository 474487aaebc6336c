"""What Apprise does for us: its plugins, opened and spoken to. The only module that imports it.

Imported by ``channels.py`` when a channel needs it, since Apprise loads slowly and is large.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from typing import Final, TypeGuard

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, NotifyType, OverflowMode
from apprise.manager_plugins import NotificationManager

from monitor.config.problems import nearest
from monitor.deliver.mail import build
from monitor.deliver.message import Message
from monitor.deliver.outcome import NotSent, Outcome, Sent, of_error, watch
from monitor.deliver.slack import follow_threads, posting

with warnings.catch_warnings():
    # Apprise looks for a module that Python 3.13 drops, and Python 3.11 warns of it.
    warnings.simplefilter("ignore", DeprecationWarning)
    from apprise.plugins.email.base import NotifyEmail
    from apprise.plugins.email.smtp import AppriseSMTPController

_ANSWER_TIMEOUT = 20.0  # seconds
# Opsgenie takes information for a note on an alert that is there: it would send nothing.
_TYPES: Mapping[str, NotifyType] = {"NotifyOpsgenie": NotifyType.WARNING}

_ENCODE = "percent-encode / @ # ? and % in user names, passwords and tokens"
_MAIL = ("smtp", "smtps", "mail", "email")
_MAILTO = (
    "write mailtos://user:password@smtp.example.org?to=desk@example.org; for a server without "
    "passwords mailto://host:25?from=wirewatch@example.org&to=desk@example.org"
)
_LISTED = "Apprise's list of services has the form of each"


def _asset() -> AppriseAsset:
    # Tokens must not follow a redirect to another host, and no logo is fetched from anywhere.
    return AppriseAsset(
        app_id="Wirewatch",
        app_desc="Wirewatch",
        http_redirects=False,
        image_url_mask="",
        image_url_logo="",
    )


def open_plugin(url: str, scheme: str) -> NotifyBase:
    """Read a URL of Apprise. Raises ValueError in words that do not repeat the URL."""
    plugin = _instantiate(url)
    if not isinstance(plugin, NotifyBase):
        raise ValueError(_unreadable(scheme))
    if plugin.retry:
        raise ValueError("leave retry= out: Wirewatch itself tries again")
    recipients = _recipients(plugin)
    if recipients != 1:
        raise ValueError(f"names {recipients} targets: give each a channel of its own")
    plugin.request_rate_per_sec = 0
    # One alert is one message, also where an escape made it longer than we counted.
    plugin.overflow_mode = OverflowMode.TRUNCATE
    if is_mail(plugin):
        return plugin
    plugin.socket_read_timeout = max(float(plugin.socket_read_timeout or 0), _ANSWER_TIMEOUT)
    for switch in ("include_image", "include_footer"):
        if hasattr(plugin, switch):
            setattr(plugin, switch, False)
    follow_threads(plugin)
    return plugin


_OURS: Final = ("console", "webhook", "webhooks")


def _unreadable(scheme: str) -> str:
    """Return what is wrong with a URL that no plugin took, and what to do about it."""
    if not scheme:
        return "not a URL. begin it with the service, such as slack:// or console://"
    services: list[str] = NotificationManager().schemas()  # type: ignore[no-untyped-call]
    if scheme in ("http", "https"):
        ours = "webhooks" if scheme == "https" else "webhook"
        return (
            f"this {scheme} URL is of no service that Apprise knows by its address. write the "
            f"service's own form, such as slack://, or {ours}://host/path for a program"
        )
    if scheme in _MAIL:
        return f"no service has URLs that begin with {scheme}://. {_MAILTO}"
    if scheme not in services:
        hint = nearest(scheme, [*_OURS, *services]).replace("?", "://?")
        return f"no service has URLs that begin with {scheme}://. {hint or _LISTED}"
    if scheme in ("mailto", "mailtos"):
        return f"Apprise cannot read this {scheme} URL. {_MAILTO}; {_ENCODE}"
    return f"Apprise cannot read this {scheme} URL. {_ENCODE}"


def is_mail(plugin: NotifyBase) -> TypeGuard[NotifyEmail]:
    """Say whether the plugin speaks to a mail server, and is none of the mail services'."""
    return type(plugin) is NotifyEmail


def _instantiate(url: str) -> object:
    # Apprise's own messages hold tokens: nothing of them gets out, at no level.
    logger = logging.getLogger("apprise")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        return Apprise.instantiate(url, asset=_asset(), suppress_exceptions=True)
    except Exception:  # noqa: BLE001 - a plugin's constructor may raise anything
        return None
    finally:
        logger.setLevel(max(level, logging.INFO))


def _recipients(plugin: NotifyBase) -> int:
    if isinstance(plugin, NotifyEmail):
        return len(plugin.targets) + len(plugin.cc) + len(plugin.bcc)
    return max(len(plugin), 1)


def mail(plugin: NotifyEmail, message: Message) -> Outcome:
    name, address = plugin.targets[0]
    sender = (str(plugin.from_addr[0] or ""), str(plugin.from_addr[1]))
    text = build(message, sender, (str(name or ""), str(address)))
    with watch() as seen:
        try:
            with AppriseSMTPController(
                host=plugin.smtp_host,
                port=int(plugin.port or 0),
                secure_mode=plugin.secure_mode or "insecure",
                user=plugin.user,
                password=plugin.password,
                verify_certificate=plugin.verify_certificate,
                socket_connect_timeout=plugin.socket_connect_timeout,
            ) as server:
                if server.sendmail(sender[1], [str(address)], text):
                    return Sent(message.headers.get("Message-ID", ""))
        except Exception as error:  # noqa: BLE001 - whatever a mail server makes smtplib raise
            return of_error(error)
    return _told(seen)


def notify(plugin: NotifyBase, message: Message) -> Outcome:
    with watch() as seen, posting(message.answers) as posted:
        try:
            done = plugin.notify(
                title=message.title,
                body=message.text,
                body_format=NotifyFormat.TEXT,
                notify_type=_TYPES.get(type(plugin).__name__, NotifyType.INFO),
            )
        except Exception as error:  # noqa: BLE001 - plugins may raise anything
            return of_error(error)
    return Sent(posted.id) if done else _told(seen)


def _told(seen: list[NotSent]) -> NotSent:
    return seen[-1] if seen else NotSent("not accepted; no reason was given", permanent=None)
