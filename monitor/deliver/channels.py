"""Where messages go: the console, our webhooks, and every service Apprise speaks.

Apprise itself is only known to ``services.py``. One channel is one target, so that one send has one outcome.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, assert_never
from urllib.parse import unquote, urlsplit

from monitor.config.model import ChannelConfig
from monitor.deliver.clean import TITLE_CHARS, ChannelKind, redact
from monitor.deliver.message import Message, render, render_many
from monitor.deliver.outcome import NotSent, Outcome, Sent
from monitor.deliver.threads import on_thread
from monitor.deliver.webhook import Webhook, post, read_webhook
from monitor.deliver.wording import country_name
from rules.alerts.windows import Quiet, Rate, Timing
from storage.records import Alert

if TYPE_CHECKING:
    from apprise import NotifyBase
    from apprise.plugins.email.base import NotifyEmail

    from monitor.deliver.template import ChannelTemplate

SEND_TIMEOUT = 30.0
_ANSWER_TIMEOUT = 20.0
_LONGEST_TEXT = 12_000
_KINDS: Mapping[str, ChannelKind] = {
    "NotifySlack": "slack",
    "NotifyDiscord": "discord",
    "NotifyTelegram": "telegram",
    "NotifyMatrix": "matrix",
    "NotifyNtfy": "ntfy",
    "NotifyJSON": "data",
    "NotifyXML": "data",
    "NotifyForm": "data",
}


@dataclass(frozen=True, slots=True)
class Console:
    """The terminal."""


@dataclass(frozen=True, slots=True)
class Service:
    """One target of an Apprise plugin."""

    plugin: NotifyBase


@dataclass(frozen=True, slots=True)
class Mail:
    """One recipient behind a mail server whose address and manners Apprise knows."""

    plugin: NotifyEmail


Target = Console | Webhook | Mail | Service


def open_target(url: str) -> Target:
    """Read a channel's URL. Raises ValueError in words that do not repeat the URL."""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        # Its own message repeats parts of the URL.
        raise ValueError("not a URL") from None
    if scheme == "console":
        return Console()
    if scheme in ("webhook", "webhooks"):
        return read_webhook(url)
    # Here: Apprise and its plugins cost a tenth of a second and 20 MB, and many need none.
    from monitor.deliver.services import is_mail, open_plugin

    plugin = open_plugin(url, scheme)
    return Mail(plugin) if is_mail(plugin) else Service(plugin)


def _hush() -> None:
    """Pin the loggers that write addresses with tokens in them at DEBUG."""
    for name in ("apprise", "urllib3"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))


def check_url(url: str) -> str | None:
    """Return what is wrong with a channel's URL, in words that hold no secret; None: nothing."""
    try:
        open_target(url)
    except ValueError as error:
        return str(error)
    return None


def check_channel(config: ChannelConfig) -> str | None:
    """Return what is wrong with a channel as a whole, its template included; None: nothing."""
    try:
        open_channel("", config)
    except ValueError as error:
        return str(error)
    return None


def kind_of(target: Target) -> ChannelKind:
    """Return how messages for this target are laid out."""
    match target:
        case Console():
            return "console"
        case Webhook():
            return "webhook"
        case Mail():
            return "email"
        case Service():
            return _KINDS.get(type(target.plugin).__name__, "plain")
        case _:
            assert_never(target)


def timing_of(config: ChannelConfig) -> Timing:
    """Return when the channel may be spoken to."""
    rate, quiet = config.rate, config.quiet
    return Timing(
        rate=Rate(rate.count, rate.seconds) if rate else None,
        burst=config.burst,
        quiet=Quiet(quiet.start, quiet.end) if quiet else None,
        digest=config.digest,
    )


@dataclass(frozen=True, slots=True)
class Channel:
    """One configured channel, ready to send."""

    name: str
    target: Target
    kind: ChannelKind
    timing: Timing
    limit: int
    secrets: tuple[str, ...] = field(repr=False)
    template: ChannelTemplate | None = None

    def compose(
        self,
        alerts: Sequence[Alert],
        zone: tzinfo,
        name_of: Callable[[str], str] = country_name,
        key: str = "",
    ) -> Message:
        """Render alerts, one or several, as one message for this channel."""
        if len(alerts) == 1:
            message = render(alerts[0], self.kind, zone, name_of=name_of, limit=self.limit, key=key)
        else:
            message = render_many(
                alerts, self.kind, zone, name_of=name_of, limit=self.limit, key=key
            )
        return message if self.template is None else self.template.apply(message, alerts)


def open_channel(name: str, config: ChannelConfig) -> Channel:
    """Make a channel ready. Raises ValueError in words that hold no secret."""
    url = config.url.get_secret_value()
    target = open_target(url)
    kind, limit = kind_of(target), _limit(target)
    template = _template(config.template, kind, limit) if config.template else None
    return Channel(name, target, kind, timing_of(config), limit, tuple(_secrets(url)), template)


def _template(path: Path, kind: ChannelKind, limit: int) -> ChannelTemplate:
    # Here: few channels have a template, and Jinja2 costs 2 MB.
    from monitor.deliver.template import read_template

    return read_template(path, kind, limit)


def _limit(target: Target) -> int:
    """Return how many characters of text one message may have."""
    if not isinstance(target, Service):
        return _LONGEST_TEXT
    most = int(target.plugin.body_maxlen) or _LONGEST_TEXT
    # Short services count the title in; and escaping may make the text longer.
    spare = TITLE_CHARS + 50 if most < _LONGEST_TEXT else 0
    return min(max(int((most - spare) * 0.95), 100), _LONGEST_TEXT)


class Channels:
    """All configured channels. Sending runs on daemon threads of their own, one for each send."""

    def __init__(self, configs: Mapping[str, ChannelConfig], console: TextIO | None = None) -> None:
        self._console = console
        self._channels: Mapping[str, Channel] = {}
        _hush()
        self.configure(configs)

    def configure(self, configs: Mapping[str, ChannelConfig]) -> None:
        """Swap in a new configuration; sends under way end with the old one."""
        self._channels = {name: open_channel(name, config) for name, config in configs.items()}

    def get(self, name: str) -> Channel | None:
        """Return the channel, or None when the configuration no longer has it."""
        return self._channels.get(name)

    def timings(self) -> Mapping[str, Timing]:
        """Return when each channel may be spoken to."""
        return {name: channel.timing for name, channel in self._channels.items()}

    def names(self) -> tuple[str, ...]:
        """Return the names of all channels."""
        return tuple(self._channels)

    async def send(self, name: str, message: Message, patience: float = SEND_TIMEOUT) -> Outcome:
        """Send one message and say what became of it; raises nothing for a failure."""
        channel = self._channels.get(name)
        if channel is None:
            return NotSent("the configuration has no such channel any more", permanent=True)
        outcome = await on_thread(lambda: self._send(channel, message), patience)
        if isinstance(outcome, NotSent):
            reason = redact(outcome.reason, channel.secrets)
            return NotSent(reason, outcome.permanent, outcome.retry_after)
        return outcome

    def _send(self, channel: Channel, message: Message) -> Outcome:
        target = channel.target
        match target:
            case Console():
                return _print(message, self._console or sys.stdout)
            case Webhook():
                return post(target, message, _ANSWER_TIMEOUT)
            case Mail():
                from monitor.deliver.services import mail

                return mail(target.plugin, message)
            case Service():
                from monitor.deliver.services import notify

                return notify(target.plugin, message)
            case _:
                assert_never(target)


def _secrets(url: str) -> Iterable[str]:
    """Yield what may be a token in a channel's URL: any long word of it but names of hosts."""
    yield url
    if password := urlsplit(url).password:
        yield from (password, unquote(password))
    for word in re.split(r"[/?&=:@#,+]", url):
        if len(word) >= 8 and "." not in word:
            yield from (word, unquote(word))


def _print(message: Message, stream: TextIO) -> Outcome:
    try:
        encoding = getattr(stream, "encoding", None) or "utf-8"
        text = message.text.encode(encoding, "replace").decode(encoding)
        print(text, end="\n\n", file=stream, flush=True)
    except (OSError, ValueError) as error:
        return NotSent(f"cannot write to the console: {error}", permanent=True)
    return Sent()
