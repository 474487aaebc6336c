"""Where sentences begin and end, good enough for news in many languages."""

from __future__ import annotations

import re
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ABBREVIATIONS: Final = _set(
    "mr mrs ms mx dr st gen col lt sgt capt maj gov sen rep rev prof pres adm cmdr cdr brig hon jr "
    "sr vs etc no nos dept est approx inc corp ltd co bros jan feb mar apr jun jul aug sep sept oct "
    "nov dec mt ft gov supt insp pte pvt cpl spc pfc messrs mme mlle bzw usw ca nr str "
    "г ул им тыс млн млрд стр вул р"
)
# After these an abbreviation was the last word of its sentence.
_OPENERS: Final = _set(
    "the a an it he she they we i you in on at but and this that these those there his her its "
    "their according when while after before as if for however meanwhile officials earlier"
)
_BREAK = re.compile(
    r"(?P<stop>[.!?…؟।॥۔։።]+[\"'”’»)\]]*)(?P<gap>\s+)|(?P<full>[。！？｡။។]+[”’」』）]*\s*)|(?P<line>[ \t\r]*\n\s*)"
)
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\]]+\Z")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\s\"'“”‘’«»()\[\],.;:!?]+)")
_SHORT_LINE: Final = 60


def _is_stop(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a full stop with space after it ends the sentence that began at ``begin``."""
    after = _NEXT_WORD.match(text, match.end(), match.end() + 60)
    if after is not None and after[1][0].islower():
        return match["stop"][0] in "!?" and match["stop"][-1] in "!?"
    if match["stop"] != ".":
        return True
    before = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    if before is None:
        return True
    word = before[0].lower()
    initials = (len(word) == 1 and word.isalpha()) or ("." in word and len(word) <= 7)
    if word not in _ABBREVIATIONS and not initials:
        return True
    if word in ("no", "nos"):
        return after is not None and not after[1][0].isdigit()
    return initials and len(word) > 1 and after is not None and after[1].lower() in _OPENERS


def _is_line_end(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a line break ends a sentence: headings and blocks do, wrapped prose does not."""
    if match["line"].count("\n") > 1 or match.end() >= len(text):
        return True
    line_start = max(begin, text.rfind("\n", begin, match.start()) + 1)
    if text[match.end()].islower():
        return False
    return match.start() - line_start < _SHORT_LINE


def sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence of ``text``; white space around it is left out."""
    found: list[tuple[int, int]] = []
    begin = len(text) - len(text.lstrip())
    for match in _BREAK.finditer(text):
        if match.start() < begin:
            continue
        if match["stop"] is not None:
            newline = "\n" in match["gap"]
            if not newline and not _is_stop(text, begin, match):
                continue
            end = match.end("stop")
        elif match["full"] is not None:
            end = match.start() + len(match["full"].rstrip())
        elif _is_line_end(text, begin, match):
            end = match.start()
        else:
            continue
        if end > begin:
            found.append((begin, end))
        begin = match.end()
    last = len(text.rstrip())
    if last > begin:
        found.append((begin, last))
    return found
