"""Markup to plain text that rules can match and people can read."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

# Deeply nested or huge markup costs quadratic time in every HTML library; news fits in this.
MARKUP_CAP: Final = 64 * 1024

_BLOCKS = (
    "address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|"
    "figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|"
    "td|tfoot|th|thead|title|tr|ul"
)
# Only the bracket is taken, never up to its end: linear on any input, and quick to search for.
_BEFORE_BLOCK = re.compile(rf"<(?=/?(?:{_BLOCKS})[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# The HTML tree costs quadratic time in its depth; real entries have far fewer tags.
_TAG_CAP = 4000
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
# Tags that move no text and hide none, however badly they are nested.
_SIMPLE = r"(?: +[a-zA-Z-]+=\"[^\"<>]*\")* */?>"
_SIMPLE_BLOCK = re.compile(rf"</?(?:p|br|div|ul|ol|li|blockquote|h[1-6]){_SIMPLE}")
_SIMPLE_INLINE = re.compile(rf"</?(?:b|i|em|strong|a|span){_SIMPLE}")
_UNSEEN = re.compile(
    r"<(?:script|style|template|noscript|iframe|object|svg|head|textarea|title)\b", re.IGNORECASE
)
_UNSEEN_TAGS = (
    "script", "style", "template", "noscript", "iframe", "object", "svg", "head", "textarea",
    "title",
)  # fmt: skip
# Controls, zero-width and direction marks, soft hyphens, lone surrogates, non-characters.
# ZWNJ and ZWJ stay: Persian and Indian scripts spell with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# What people write about in plain text is hardly the end of an element, a break or a picture.
_ESCAPED = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|figure|table) ?>"
    r"|<br ?/?>|<img\s[^<>]{1,500}>",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")


def to_text(markup: str, cap: int = MARKUP_CAP) -> str:
    """Return the readable text of ``markup`` (HTML or plain), at most ``cap`` characters.

    Block elements become line breaks, runs of space one space; scripts, styles, comments and
    invisible characters go. Text without markup keeps blank lines as single line breaks.
    """
    if not markup:
        return ""
    markup = markup[:cap]
    if "<" not in markup and "&" not in markup and markup.isprintable():
        # Most titles, names and tags: nothing to clean but runs of spaces.
        return _single_spaced(markup)
    if _MARKUP.search(markup):
        simple = _text_of_simple_html(markup)
        return tidy(_text_of_html(markup)) if simple is None else simple
    flat = _PARAGRAPH.sub("\x1e", markup.replace("\r\n", "\n"))
    text = unescape(flat) if "&" in flat else flat
    return tidy(text.replace("\n", " ").replace("\x1e", "\n"))


def body_text(markup: str) -> str:
    """Return :func:`to_text` of a summary or content, also where its markup was escaped once too often."""
    text = to_text(markup)
    escaped = "&lt;" in markup and "<" not in markup and _ESCAPED.search(text)
    return to_text(text) if escaped else text


def one_line(markup: str, cap: int) -> str:
    """Return :func:`to_text` on one line: for titles, names, tags."""
    if len(markup) <= cap and "<" not in markup and "&" not in markup and markup.isprintable():
        return _single_spaced(markup)
    return " ".join(to_text(markup, cap * 4).split())[:cap]


def tidy(text: str) -> str:
    """Return ``text`` without invisible characters and with single spaces and line breaks."""
    lines = text.replace("\x85", "\n").replace("\u2028", "\n").split("\n")
    return "\n".join(line for line in map(_tidy_line, lines) if line)


def _tidy_line(line: str) -> str:
    if line.isprintable():
        return _single_spaced(line)
    tidied = " ".join(line.split())
    # Nothing invisible is printable, and asking costs a tenth of looking for it.
    return tidied if tidied.isprintable() else " ".join(_INVISIBLE.sub("", line).split())


def _single_spaced(line: str) -> str:
    """Return a printable line, whose only white space are plain spaces, without runs of them."""
    return " ".join(line.split()) if "  " in line else line.strip()


def _has_many_tags(markup: str) -> bool:
    return len(markup) > _TAG_CAP and markup.count("<") > _TAG_CAP


def _text_of_simple_html(markup: str) -> str | None:
    """Return what the tree would give, at a fraction of the cost; None where only it knows."""
    if "&" in markup or _has_many_tags(markup):
        return None
    if not markup.isprintable():
        markup = " ".join(markup.splitlines())
        if not markup.isprintable():
            return None
    text = _SIMPLE_INLINE.sub("", _SIMPLE_BLOCK.sub("\n", markup))
    if "<" in text:
        return None
    return "\n".join(line for line in map(_single_spaced, text.split("\n")) if line)


def _text_of_html(markup: str) -> str:
    if _has_many_tags(markup):
        return unescape(_TAG.sub(" ", markup))
    marked = _BEFORE_BLOCK.sub("\n<", " ".join(markup.splitlines()))
    try:
        tree = LexborHTMLParser(marked)
        if _UNSEEN.search(marked):
            tree.strip_tags(list(_UNSEEN_TAGS), recursive=True)
        body = tree.body
        return body.text(deep=True, separator="") if body is not None else ""
    except (SelectolaxError, ValueError, UnicodeError):
        # Not even lenient HTML; the words between the brackets are better than nothing.
        return unescape(_TAG.sub(" ", marked))
