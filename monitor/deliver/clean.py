"""Feed text made harmless for where it is shown: it neither mentions, links nor formats anything.

Only text that comes from outside passes through here; our own layout is added afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

ChannelKind = Literal[
    "console", "webhook", "data", "email", "slack", "discord", "telegram", "matrix", "ntfy", "plain"
]

TITLE_CHARS = 200
_BREAK = "\u200b"
# C0 and C1 controls, lone surrogates, noncharacters, and what turns the direction of writing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]"
)
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_SCHEME = re.compile(r"(?<=[A-Za-z])://")
# Discord formats even what is sent as plain text.
_DISCORD_MARKS = re.compile(r"[\\*_~`|>#\[\]<]|(?m:^-)")
# What Slack, Mattermost and the like take for bold, italic, struck or code: marks at a word's edge.
_CHAT_MARKS = re.compile(r"(?<!\w)[*_~`]|[*_~`](?!\w)")
_CHAT_LOOKALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
_NOT_IN_LINKS = re.compile(r"[\s<>\"'`|\\^{}\[\]*]")
_LOOKALIKE = str.maketrans({"<": "‹", ">": "›"})


def plain(text: str) -> str:
    """Return ``text`` without controls, lone surrogates and direction marks; lines kept."""
    text = _UNSEEN.sub("", _NEWLINES.sub("\n", text))
    return _BLANK_LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def one_line(text: str, most: int = TITLE_CHARS) -> str:
    """Return ``text`` on one line of at most ``most`` characters."""
    return shorten(" ".join(plain(text).split()), most)


def shorten(text: str, most: int) -> str:
    """Cut ``text`` to ``most`` characters, at a word where one ends near enough, and say so: …"""
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > most * 0.7 else cut).rstrip() + "…"


def neutral(text: str, kind: ChannelKind) -> str:
    """Return outside ``text`` so that a channel of ``kind`` shows it and does nothing else."""
    text = plain(text)
    match kind:
        case "console" | "webhook" | "data":
            # Read in a terminal or by a program: nothing here is live.
            return text
        case "email" | "ntfy":
            return _no_links(text)
        case "discord":
            return _no_mentions(_DISCORD_MARKS.sub(r"\\\g<0>", _no_links(text)))
        case "telegram":
            return _no_mentions(_no_masks(_no_links(text).translate(_LOOKALIKE)))
        case "slack" | "matrix" | "plain":
            # What reads it at the other end may take it for HTML or Markdown.
            text = _no_links(text).translate(_LOOKALIKE)
            text = _CHAT_MARKS.sub(lambda found: _CHAT_LOOKALIKE[found[0]], text)
            return _no_mentions(_no_masks(text))
        case _:
            raise AssertionError(kind)


def _no_links(text: str) -> str:
    # Addresses stay readable, but no client makes a link of them.
    return _SCHEME.sub(f":{_BREAK}//", text)


def _no_masks(text: str) -> str:
    # [text](address) hides where it leads.
    return text.replace("](", f"]{_BREAK}(")


def _no_mentions(text: str) -> str:
    return text.replace("@", f"@{_BREAK}")


def safe_link(link: str) -> str:
    """Return an http(s) link as one unbroken ASCII-safe word, else the empty string."""
    link = _UNSEEN.sub("", link).strip()
    if not link.lower().startswith(("http://", "https://")) or len(link) > 2000:
        return ""
    return _NOT_IN_LINKS.sub(lambda found: quote(found[0], safe=""), link)


def redact(text: str, secrets: Iterable[str]) -> str:
    """Return ``text`` with every secret blotted out, longest first; very short ones are left."""
    for secret in sorted(set(secrets), key=len, reverse=True):
        if len(secret) >= 4:
            text = text.replace(secret, "••••")
    return text
