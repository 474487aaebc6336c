"""Phrases and term lists that can be read but hardly say what their author means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rules.errors import Problem
from rules.language.conditions import Path, Phrase
from rules.language.phrases import TERM, words_of

_OPERATOR: Final = re.compile(r"(?:^|(?<=\s))(?:AND|OR|NOT)(?=\s)|\s*(?:\|\||\||&&)\s*")
_SIGNED: Final = re.compile(r"(?<!\S)\.(?=\w)|(?<=\w)[+#]+(?!\S)")
_PLAIN: Final = re.compile(r"[\w\s*'’]+")
_COMMAS: Final = re.compile(r"[,;](?!\d{3})")
_SEARCHES: Final = (
    (re.compile(r"\$\{"), "is read as words: ${…} is filled in outside rules only",
     "write the words themselves"),
    (re.compile(r"^(?:in)?(title|summary|content|url):(\S.*)"), "is one phrase",
     "write phrase: {{text: {1}, fields: [{0}]}}"),
    (re.compile(r"^(author|tag|source|language):(\S.*)"), "is one phrase", "write {0}: {1}"),
    (re.compile(r"^site:(\S.*)"), "is one phrase", "write source: {0}"),
    (re.compile(r"(?:^|\s)[-!]([^\W\d_][\w-]*)"), "excludes nothing", "write none: [{0}]"),
    (re.compile(r"(?:^|\s)\+(?=[^\W\d_])"), "is one phrase: + says nothing",
     "write all: with each of the words"),
    (re.compile(r"[^\W\d_]\?[^\W\d_]"), "is two words: ? stands for no letter",
     "write each spelling under any:, or a regex"),
    (re.compile(r"\([^()]*\b(?:OR|AND|NOT)\b[^()]*\)"), "is one phrase: brackets group nothing",
     "write any:, all: and none: with lists"),
)  # fmt: skip
"""What to find, what it means here, and what to write; groups fill the braces."""
_LISTS: Final = {"AND": "all", "&&": "all", "OR": "any", "|": "any", "||": "any", "NOT": "none"}


def phrase_doubts(phrase: Phrase, terms: Mapping[str, Sequence[str]], where: Path) -> list[Problem]:
    """Return what is doubtful about a phrase that stands at ``where``."""
    text = phrase.text
    found = _meant_as_list(text, terms, where) or _text_doubts(text, phrase.case, where)
    # Written as a mapping it is meant.
    if text in terms and "phrase" not in phrase.at[-2:]:
        said = f"'{text}' is read as a word, and there is a term list of that name"
        hint = f"write ${text} for the list, or phrase: {{text: {text}}} for the word"
        found.append(Problem(where, said, hint, "warning"))
    return found


def _text_doubts(text: str, case: bool, where: Path) -> list[Problem]:
    """Return the first doubt about the words of a phrase: one slip may raise several."""
    signed = _PLAIN.fullmatch(text) is None
    return (
        (signed and _signs(text, where))
        or ([] if case else _meant_as_condition(text, where))
        or (signed and _meant_as_search(text, where))
        or _short(text, case, where)
        or _particles(text, where)
    )


def _meant_as_search(text: str, where: Path) -> list[Problem]:
    """Warn of what search engines, and the rest of the configuration, read otherwise."""
    for pattern, said, hint in _SEARCHES:
        if found := pattern.search(text):
            meant = hint.format(*found.groups(""), text=text[:60])
            return [Problem(where, f"'{text[:60]}' {said}", meant, "warning")]
    parts = [part for part in map(str.strip, _COMMAS.split(text)) if part]
    # A place and a title have commas too: "Springfield, Ohio, USA".
    if len(parts) < 4 or any(len(part.split()) > 2 for part in parts):
        return []
    said = f"'{text[:60]}' is one phrase: a comma divides nothing without [ ]"
    return [Problem(where, said, f"write any: [{', '.join(parts)[:80]}]", "warning")]


def _signs(text: str, where: Path) -> list[Problem]:
    """Warn of ``.NET`` and ``Disney+``: what is looked for is the word alone."""
    if not _SIGNED.search(text):
        return []
    bare = " ".join(_SIGNED.sub("", text).split())
    said = f"'{text[:60]}' finds '{bare[:60]}' too, since signs are not looked for"
    pattern = re.escape(text).replace("\\ ", " ")[:60]
    hint = f"write regex: '{pattern}' for the exact text, or leave the signs out"
    return [Problem(where, said, hint, "warning")]


def _short(text: str, case: bool, where: Path) -> list[Problem]:
    words = words_of(text)
    letters = sum(len(word) for word, _ in words)
    # A character of Chinese, Japanese or Korean says as much as a short word.
    if case or letters >= 3 or any(ord(char) >= 0x0E00 for word, _ in words for char in word):
        return []
    return [
        Problem(
            where,
            f"the phrase '{text}' is very short and stands for other words too",
            f"write phrase: {{text: {text}, case: true}} if its capitals matter",
            "warning",
        )
    ]


def _particles(text: str, where: Path) -> list[Problem]:
    """Warn of a Korean word that its particles would hide."""
    if not "\uac00" <= text.rstrip()[-1:] <= "\ud7a3":
        return []
    said = f"'{text}' finds the bare word alone, and Korean adds particles to words"
    return [Problem(where, said, f"write '{text.rstrip()}*'", "warning")]


def _meant_as_list(text: str, terms: Mapping[str, Sequence[str]], where: Path) -> list[Problem]:
    if text.startswith("$") and text[1:].lower() in terms and text != text.lower():
        said = f"'{text}' is read as a phrase: names of term lists are in small letters"
        return [Problem(where, said, f"did you mean {text.lower()}?", "warning")]
    inside = [word for word in text.split() if word[:1] == "$" and word[1:] in terms]
    if not inside or inside == [text]:
        return []
    said = f"'{text}' is read as a phrase: {inside[0]} is a list only where it stands alone"
    return [
        Problem(where, said, "use near: or all: with the list beside the other words", "warning")
    ]


def _meant_as_condition(text: str, where: Path) -> list[Problem]:
    """Warn of ``ferry OR boat``: to us that is one phrase of three words."""
    found = _OPERATOR.search(text)
    if found is None:
        return []
    word = found[0].strip()
    key = _LISTS[word]
    parts = [part.strip() for part in _OPERATOR.split(text) if part.strip()]
    said = f"'{text[:60]}' is one phrase: {word} is no operator"
    return [Problem(where, said, f"write {key}: [{', '.join(parts)[:80]}]", "warning")]


def list_doubts(name: str, phrases: Sequence[str], *, used: bool) -> list[Problem]:
    """Return what is doubtful about a term list. That an empty one is ``used`` is told there."""
    found: list[Problem] = []
    seen: set[str] = set()
    for index, text in enumerate(phrases):
        if TERM.match(str(text)):
            continue  # The compiler refuses it: that it is short as well helps nobody.
        where: Path = ("terms", name, index)
        found += _text_doubts(str(text), False, where)
        if text in seen:
            said = f"'{text}' stands twice in this list"
            found.append(Problem(where, said, "remove one of the two", "warning"))
        seen.add(text)
    if not phrases and not used:
        found.append(
            Problem(
                ("terms", name),
                f"the term list '{name}' is empty",
                "fill it, or remove it",
                "warning",
            )
        )
    return found
