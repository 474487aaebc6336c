"""What grouping looks at in one item: words, word pairs, names and numbers, in any language.

Knows nothing of other items: how rare a word is, is asked later (rarity.py).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rules.facts.model import Facts
from rules.text.document import Document

# A story is told in its first sentences; what follows is background shared with other stories.
SUMMARY_LENGTH: Final = 800
MAX_WORDS: Final = 160
MAX_NAMES: Final = 40

# Scripts written without spaces: no word borders, so neighbouring characters stand for words.
_UNSPACED: Final = "\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+")
_UNSPACED_RUN: Final = re.compile(rf"[{_UNSPACED}]")
_APOSTROPHES: Final = re.compile(r"[’'ʼ](?:s\b)?")
_THOUSANDS: Final = re.compile(r"[,.](?=\d{3}(?!\d))")
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
# A capital in the middle of a sentence; the first word of a sentence or a quotation says nothing.
_NAME: Final = re.compile(r"(?<=[^\W\d_,;][ ])([^\W\d_a-zß-öø-ÿ][^\W\d_]+)|(?<=, )([A-Z][^\W\d_]+)")
_NUMBER_WORDS: Final = {
    word: str(value)
    for value, word in enumerate(
        (
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        start=2,
    )
}


_CALENDAR: Final = frozenset(
    [
        "monday",
        "tuesda",
        "wednes",
        "thursd",
        "friday",
        "saturd",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "fri",
        "sat",
        "sun",
        "januar",
        "februa",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "septem",
        "octob",
        "novemb",
        "decemb",
    ]
)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one item; every tuple is without repetition and in text order.

    ``words`` pairs each stem with its count (a word of the title counts once more).
    ``title`` holds stems, ``pairs`` neighbouring stems joined by a space, ``names`` stems seen
    capitalised inside a sentence, ``numbers`` digits as text (years left out).
    """

    words: tuple[tuple[str, int], ...] = ()
    title: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def dump(self) -> str:
        """Return the features as compact JSON text, for storage."""
        parts = [dict(self.words), self.title, self.pairs, self.names, self.numbers]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Features:
        """Return what ``dump`` wrote; raises ValueError or TypeError when it is something else."""
        words, *rest = json.loads(text)
        title, pairs, names, numbers = (tuple(part) for part in rest)
        return cls(tuple(words.items()), title, pairs, names, numbers)


def features(document: Document, facts: Facts | None = None) -> Features:
    """Return what tells this item's story; ``facts`` add the counts that words spell out."""
    title = list(stems(document.title))
    # Many feeds repeat the title as the summary, or give no summary but the whole text.
    lead = (document.summary or document.content)[:SUMMARY_LENGTH]
    body = list(stems(lead))
    counted = Counter(body)
    counted.update(title)
    pairs = dict.fromkeys((*_pairs(title), *_pairs(body)))
    known = dict(counted.most_common(MAX_WORDS)) if len(counted) > MAX_WORDS else counted
    numbers = dict.fromkeys(word for word in counted if word[0].isdigit() and not _YEAR.match(word))
    if facts is not None:
        numbers.update(dict.fromkeys(str(total.low) for total in facts.totals.values()))
    return Features(
        words=tuple(known.items()),
        title=tuple(dict.fromkeys(title)),
        pairs=tuple(pairs)[:MAX_WORDS],
        names=tuple(name for name in _names(document.title, lead) if name in known)[:MAX_NAMES],
        numbers=tuple(numbers),
    )


def stems(text: str) -> Iterator[str]:
    """Yield the folded, stemmed words of ``text`` in order; unspaced scripts by character pairs."""
    folded = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    for match in _TOKEN.finditer(folded):
        token = match[0]
        if token[0].isdigit():
            yield _THOUSANDS.sub("", token)
        elif _UNSPACED_RUN.match(token):
            yield from (token[i : i + 2] for i in range(max(1, len(token) - 1)))
        else:
            yield stem(token)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a rough stem of a folded word: an ending cut, then six letters.

    Rough on purpose: it treats all languages alike, and rare words decide, which it leaves apart.
    """
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if "\u00c0" <= max(word) <= "\u024f":
        word = "".join(
            c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)
        )
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    if len(word) > 5:
        for ending in ("ing", "ed", "er"):
            if word.endswith(ending):
                return word[: -len(ending)][:6]
    return word[:6]


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{first} {second}" for first, second in pairwise(words))


def _names(title: str, lead: str) -> dict[str, None]:
    """Return stems of capitalised words; a title in Title Case is not asked."""
    words = title.split()
    capitals = sum(word[:1].isupper() for word in words)
    text = lead if capitals > 0.6 * len(words) else f"{title}\n{lead}"
    if text.isupper():
        return {}
    found = (match[1] or match[2] for match in _NAME.finditer(text))
    names = dict.fromkeys(one for name in found for one in stems(name))
    # Reports of every kind share the days of the week; they name nobody and no place.
    return {name: None for name in names if name not in _CALENDAR}
