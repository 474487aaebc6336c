"""One feed as the configuration asks for it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from monitor.config.problems import BadValueError
from monitor.config.values import AsList, MaybeDuration, check_web_url
from storage.addresses import address_of
from storage.records import FeedSpec

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
Names = Annotated[tuple[str, ...], AsList]


class Section(BaseModel):
    """Base of every section: nothing unknown, nothing changed later."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True
    )


class FeedConfig(Section):
    """One feed. Credentials in the URL move to ``auth``; a fragment is dropped."""

    url: str = Field(description="The feed's address.")
    name: str = Field(
        default="",
        description="What people read in alerts; default: origin, or the site of an entry's link.",
    )
    every: MaybeDuration = Field(default=None, description="A fixed interval for this feed.")
    tags: Names = Field(default=(), description="Tags that rules can ask for with tag:.")
    origin: str = Field(
        default="", description="Who speaks; default: the registrable domain of an entry's link."
    )
    language: str = Field(default="", description="The feed's language, such as en or uk.")
    headers: Mapping[str, SecretStr] = Field(
        default_factory=dict, description="Headers sent with each request, never to another host."
    )
    full_text: Literal["never", "on_match", "always"] = Field(
        default="never", description="Whether to fetch the article's page."
    )
    auth: SecretStr | None = Field(
        default=None, description="user:password for basic authentication."
    )

    @model_validator(mode="before")
    @classmethod
    def _take_credentials_out(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or not isinstance(raw.get("url"), str):
            return raw
        url = address_of(raw["url"])
        try:
            parts = urlsplit(url)
            held = parts.username is not None and bool(parts.hostname)
        except ValueError:
            return raw
        if held:
            user, _, host = parts.netloc.rpartition("@")
            raw = {"auth": unquote(user), **raw}
            url = urlunsplit(parts._replace(netloc=host))
        return raw | {"url": url}

    @field_validator("url")
    @classmethod
    def _fetchable(cls, url: str) -> str:
        return url if "${" in url else check_web_url(url)

    @field_validator("language")
    @classmethod
    def _code(cls, language: str) -> str:
        """Check the tag and keep its primary part, which is what rules and facts compare."""
        if language and "${" not in language and not _LANGUAGE.fullmatch(language):
            raise BadValueError(
                f"{language!r} is not the code of a language", "write en, uk, ar, pt-BR or the like"
            )
        return language.replace("_", "-").partition("-")[0].lower()

    @field_validator("headers")
    @classmethod
    def _sendable(cls, headers: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        for name, value in headers.items():
            if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
                raise BadValueError(
                    f"{name!r} is not the name of a header", "letters, digits and - only: X-Key"
                )
            if not all(mark == "\t" or mark.isprintable() for mark in value.get_secret_value()):
                raise BadValueError(
                    f"the value of header {name!r} holds a line break or control character",
                    "write it on one line",
                )
        return headers

    @field_validator("auth")
    @classmethod
    def _pair(cls, auth: SecretStr | None) -> SecretStr | None:
        if auth is not None and ":" not in auth.get_secret_value():
            raise BadValueError("auth has no colon", "write user:password")
        return auth

    def plain_headers(self) -> dict[str, str]:
        """Return the headers to send, secrets included; for the fetcher only."""
        headers = {name: value.get_secret_value() for name, value in self.headers.items()}
        if self.auth is not None:
            pair = b64encode(self.auth.get_secret_value().encode()).decode("ascii")
            headers.setdefault("Authorization", f"Basic {pair}")
        return headers

    def spec(self, every: float | None = None) -> FeedSpec:
        """Return the feed as storage knows it; ``every`` is the configuration's fixed interval."""
        return FeedSpec(
            url=self.url,
            name=self.name,
            tags=self.tags,
            origin=self.origin,
            language=self.language,
            every=self.every if self.every is not None else every,
        )
