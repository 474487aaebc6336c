"""A channel's own template for the text of its messages: Jinja2, in a sandbox.

    {{ title }} {{ text }}        the message as it would be
    {% for a in alerts %}         one or, in digests, several; each the JSON of a webhook's alert
    {{ a.rule_title }} {{ a.severity }} {{ a.title }} {{ a.link }} {{ a.summary }} …

Every text of an alert is made harmless for the channel before the template sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.config.bounded import read_file
from monitor.deliver.clean import ChannelKind, neutral, safe_link, shorten
from monitor.deliver.message import Message, payload
from storage.records import Alert

_LINKS = ("link",)
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChannelTemplate:
    """A compiled template for channels of ``kind``; texts are cut to ``limit`` characters."""

    template: Template
    kind: ChannelKind
    limit: int

    def apply(self, message: Message, alerts: Sequence[Alert]) -> Message:
        """Return ``message`` with the template's text; as it was when the template fails."""
        told = [_harmless(payload(alert, ""), self.kind) for alert in alerts]
        try:
            text = self.template.render(title=message.title, text=message.text, alerts=told)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            # An alert is told even so; the mistake is shown where it can be seen.
            note = f"(template: {' '.join(str(error).split())})"
            return replace(message, text=f"{shorten(message.text, self.limit - 300)}\n{note[:250]}")
        return replace(message, text=shorten(text.strip(), self.limit), html=None)


def read_template(path: Path, kind: ChannelKind, limit: int) -> ChannelTemplate:
    """Compile the file. Raises ValueError in words."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    try:
        content = read_file(path, _LARGEST)
        if len(content) > _LARGEST:
            raise ValueError(f"{path}: it is larger than 1 MB")
        source = content.decode("utf-8").replace("\r\n", "\n")
        return ChannelTemplate(environment.from_string(source), kind, limit)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise ValueError(f"{where}: {error.message}") from None
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: cannot be read: it is not UTF-8") from None


def _harmless(value: Any, kind: ChannelKind, name: str = "") -> Any:
    if isinstance(value, str):
        return safe_link(value) if name in _LINKS else neutral(value, kind)
    if isinstance(value, Mapping):
        return {key: _harmless(item, kind, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_harmless(item, kind, name) for item in value]
    return value
