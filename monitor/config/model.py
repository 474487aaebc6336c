"""The configuration as values: frozen, strict, durations in seconds, secrets masked.

Mirrors RULES.md section 1. Reading, positions and cross-checks are elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, WithJsonSchema, field_validator

from monitor.config.feeds import FeedConfig, Names, Section
from monitor.config.problems import BadValueError
from monitor.config.values import (
    AsList,
    Duration,
    Gap,
    ListenAddress,
    MaybeDuration,
    MaybeQuiet,
    MaybeRate,
    Network,
    Timezone,
    check_web_url,
)
from rules.language.schema import EntitySpec, RuleSpec

Severity = Literal["low", "normal", "high", "critical"]
_TOKEN_LENGTH = 8
_VARIABLE = re.compile(r"\$([A-Z_][A-Z0-9_]*)")
HEALTH_RULE = "health"
"""The rule that words about Wirewatch itself go by; no rule of the user's may be called so."""

__all__ = ["ChannelConfig", "Config", "FeedConfig", "PollingConfig", "RouteConfig", "Section"]


def _has_sound_port(url: str) -> bool:
    try:
        _ = urlsplit(url).port
    except ValueError:
        return False
    return True


class LogConfig(Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged. WIREWATCH_LOG_LEVEL overrides it."
    )
    format: Literal["auto", "text", "json"] = Field(
        default="auto", description="auto: text in a terminal, else JSON."
    )


class RetentionConfig(Section):
    """How long things are kept."""

    entries: Duration = Field(default=90 * 86400.0, description="How long entries are kept.")
    alerts: Duration = Field(default=365 * 86400.0, description="How long alerts are kept.")


class PollingConfig(Section):
    """How feeds are polled."""

    every: MaybeDuration = Field(
        default=None,
        description="A fixed interval for every feed; left out: 15m at first, adapting to the feed.",
    )
    min: Duration = Field(
        default=120.0,
        description="The shortest adaptive interval; also the floor of a manual refresh.",
    )
    max: Duration = Field(default=86400.0, description="The longest adaptive interval.")
    cache_cap: Duration = Field(
        default=2 * 86400.0,
        description="The longest wait that a server's Cache-Control or Expires may ask for.",
    )
    per_host: int = Field(default=1, ge=1, le=100, description="Requests in flight to one host.")
    gap: Gap = Field(default=1.0, description="Pause between two requests to one host.")
    timeout: Duration = Field(default=30.0, description="For one feed, all in all.")
    contact: str = Field(default="", description="A URL or address that goes into the User-Agent.")
    allow_private: Annotated[tuple[Network, ...], AsList] = Field(
        default=(), description="Private networks (CIDR) that feeds may live in."
    )
    proxy: SecretStr | None = Field(default=None, description="A proxy for fetching feeds.")

    @field_validator("contact")
    @classmethod
    def _one_line(cls, text: str) -> str:
        if not text.isprintable() or any(mark in text for mark in "()"):
            raise BadValueError(
                "contact must be one line without brackets", "write a URL or an e-mail address"
            )
        return text

    @field_validator("proxy", mode="before")
    @classmethod
    def _proxy(cls, raw: Any) -> Any:
        text = raw.get_secret_value() if isinstance(raw, SecretStr) else raw
        if not text:
            return None
        if isinstance(text, str) and "${" not in text:
            check_web_url(text, secret=True)
        return raw


class ChannelConfig(Section):
    """Where alerts go, and when."""

    url: SecretStr = Field(
        description="console://, webhook(s)://…, or any Apprise URL with exactly one target."
    )
    rate: MaybeRate = Field(default=None, description="At most so many messages in a unit of time.")
    burst: int | None = Field(
        default=None, ge=1, description="More than this due at once: one message that lists them."
    )
    quiet: MaybeQuiet = Field(
        default=None,
        description="Held until the window ends; critical passes. In the configured time zone.",
    )
    digest: MaybeDuration = Field(
        default=None, description="Collect for so long, then one message."
    )
    from_severity: Severity = Field(
        default="low", description="Alerts below this severity do not come here."
    )
    template: Path | None = Field(
        default=None, description="A Jinja2 file for the text of the message."
    )

    @field_validator("url")
    @classmethod
    def _has_scheme(cls, url: SecretStr) -> SecretStr:
        text = url.get_secret_value()
        if "${" not in text and "://" not in text:
            # The value itself may be a secret: it is not repeated, unless it is a variable's name.
            name = _VARIABLE.fullmatch(text)
            meant = f"write ${{{name[1]}}}" if name else ""
            raise BadValueError(
                "not a channel URL", meant or "write console:// or an Apprise URL such as slack://…"
            )
        return url

    @property
    def kind(self) -> str:
        """The scheme of the URL, such as ``console`` or ``slack``; safe to show."""
        return self.url.get_secret_value().partition("://")[0].lower()


class RouteConfig(Section):
    """Channels for alerts that fit: every written condition must hold."""

    severity: Annotated[tuple[Severity, ...], AsList] = Field(
        default=(), description="Any of these."
    )
    labels: Mapping[str, str] = Field(default_factory=dict, description="All of these.")
    notify: Names = Field(description="Names of channels.")


class HealthConfig(Section):
    """Who is told of dead feeds, dead channels and refused rule files."""

    notify: Names = Field(default=(), description="Names of channels.")
    after: Duration = Field(
        default=6 * 3600.0, description="How long something is down before it is told."
    )


class StoriesConfig(Section):
    """How entries are grouped into stories."""

    window: Duration = Field(
        default=72 * 3600.0, description="How long a story lives after its last entry."
    )
    # A key that configurations may still have; checks warn of it, decision 0011 says why.
    semantic: bool | None = Field(default=None, exclude=True, repr=False)


class WebConfig(Section):
    """The web server: /healthz and /metrics."""

    listen: ListenAddress = Field(description="host:port.")


class Config(Section):
    """One whole configuration."""

    storage: SecretStr = Field(
        default=SecretStr("sqlite:///wirewatch.db"),
        description="sqlite:///file or postgresql+psycopg://user:password@host/database.",
    )
    timezone: Timezone = Field(
        default=ZoneInfo("UTC"), description="For quiet hours, digests and times in messages."
    )
    log: LogConfig = Field(default=LogConfig(), description="What is logged, and how.")
    retention: RetentionConfig = Field(
        default=RetentionConfig(), description="How long things are kept."
    )
    polling: PollingConfig = Field(default=PollingConfig(), description="How feeds are polled.")
    feeds: tuple[FeedConfig, ...] = Field(default=(), description="The feeds to watch.")
    terms: Mapping[str, Names] = Field(
        default_factory=dict, description="Named word lists, used in rules as $name."
    )
    entities: Mapping[str, EntitySpec] = Field(
        default_factory=dict, description="Names to find, on top of the built-in countries."
    )
    channels: Mapping[str, ChannelConfig] = Field(
        default_factory=dict, description="Where alerts go."
    )
    routes: tuple[RouteConfig, ...] = Field(
        default=(), description="Every entry that fits applies; order does not matter."
    )
    default_notify: Names = Field(
        default=(), description="Channels when no rule and no route names one."
    )
    health: HealthConfig = Field(
        default=HealthConfig(),
        description="Who is told of dead feeds, dead channels, refused rule files.",
    )
    heartbeat: SecretStr | None = Field(
        default=None, description="Fetched after each healthy minute (a dead man's switch)."
    )
    stories: StoriesConfig = Field(
        default=StoriesConfig(), description="How entries become stories."
    )
    web: WebConfig | None = Field(default=None, description="Left out: no web server.")
    rules: tuple[Annotated[RuleSpec, WithJsonSchema({})], ...] = Field(
        default=(), description="What to look for."
    )
    interpolated: tuple[SecretStr, ...] = Field(default=(), exclude=True, repr=False)

    @field_validator("storage")
    @classmethod
    def _known_database(cls, url: SecretStr) -> SecretStr:
        text = url.get_secret_value()
        if "${" not in text and not _has_sound_port(text):
            # The value holds a password: it is not repeated.
            raise BadValueError(
                "the port of storage is not a number", "percent-encode / @ # ? : in a password"
            )
        if not text.startswith(("sqlite:///", "postgresql+psycopg://", "${")):
            raise BadValueError(
                "storage is not a database URL Wirewatch can use",
                "write sqlite:///wirewatch.db or postgresql+psycopg://user:password@host/database",
            )
        return url

    @field_validator("heartbeat")
    @classmethod
    def _pingable(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        if "${" not in url.get_secret_value():
            check_web_url(url.get_secret_value(), secret=True)
        return url

    def secrets(self) -> frozenset[str]:
        """Return every text that must never be shown: for redaction only."""
        found = {secret.get_secret_value() for secret in self.interpolated}
        found.update(self._secret_values())
        return frozenset(text for text in found if text)

    def _secret_values(self) -> Iterator[str]:
        for feed in self.feeds:
            yield from feed.plain_headers().values()
            if feed.auth is not None:
                yield feed.auth.get_secret_value().partition(":")[2]
        for channel in self.channels.values():
            yield from _url_secrets(channel.url.get_secret_value(), path_too=True)
        for url in (self.storage, self.heartbeat, self.polling.proxy):
            if url is not None:
                yield from _url_secrets(url.get_secret_value(), path_too=url is self.heartbeat)


def _url_secrets(url: str, *, path_too: bool) -> Iterator[str]:
    """Yield the parts of a URL that are or may be tokens."""
    try:
        parts = urlsplit(url)
    except ValueError:
        yield url
        return
    if parts.password:
        yield parts.password
        yield unquote(parts.password)
    if not path_too or parts.scheme == "console":
        return
    yield url
    user = parts.username or ""
    pieces = [*parts.path.split("/"), user, *(value for _, value in parse_qsl(parts.query))]
    yield from (piece for piece in pieces if len(piece) >= _TOKEN_LENGTH and "@" not in piece)
