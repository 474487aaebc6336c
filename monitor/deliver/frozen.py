"""Messages as text, so that what was rendered once is sent as it was, whatever happens between."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime

from monitor.deliver.message import Message


def freeze(message: Message) -> str:
    """Return the message as JSON text."""
    raw = asdict(message)
    raw["date"] = message.date.isoformat() if message.date else None
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def thaw(text: str) -> Message | None:
    """Return what ``freeze`` wrote, by an older version too; None when it is something else."""
    known = {field.name for field in fields(Message)}
    try:
        raw = json.loads(text)
        raw["date"] = datetime.fromisoformat(raw["date"]) if raw["date"] else None
        return Message(**{name: value for name, value in raw.items() if name in known})
    except (ValueError, KeyError, TypeError):
        return None
