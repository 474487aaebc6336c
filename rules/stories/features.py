"""What grouping looks at in one item: words, word pairs, names and numbers, in any language.

Knows nothing of other items: how rare a word is, is asked later (rarity.py).
"""

from __future__ import annotations

import re
import unicodedata
from binascii import a2b_base64, b2a_base64
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from struct import Struct
from sys import intern
from typing import Final
from zlib import crc32

from rules.facts.model import Facts
from rules.stories.synonyms import SYNONYMS
from rules.text.document import Document

# A story is told in its first sentences; what follows is background shared with other stories.
SUMMARY_LENGTH: Final = 800
# Titles of news end long before; only made ones go on.
TITLE_LENGTH: Final = 500
MAX_WORDS: Final = 160
MAX_NAMES: Final = 40
_HASH: Final = Struct("<I")

# Scripts written without spaces: no word borders, so neighbouring characters stand for words.
_UNSPACED: Final = "\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+")
_UNSPACED_RUN: Final = re.compile(rf"[{_UNSPACED}]")
_FIRST_UNSPACED: Final = _UNSPACED[0]
_APOSTROPHES: Final = re.compile(r"[’'ʼ](?:s\b)?")
_THOUSANDS: Final = re.compile(r"[,.](?=\d{3}(?!\d))")
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
# A capital in the middle of a sentence; the first word of a sentence or a quotation says nothing.
_NAME: Final = re.compile(r"(?<=[^\W\d_,;][ ])([^\W\d_a-zß-öø-ÿ][^\W\d_]+)|(?<=, )([A-Z][^\W\d_]+)")
_CAPITAL: Final = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,}")
# What a title says of where its town lies (Osby, Ohio; Osby in Sark province): two towns share it.
_REGION: Final = re.compile(
    r"(?:\b[A-Z][^\W\d_]+,|(?<=[^\W\d_] )[A-Z][^\W\d_]+ in)"
    r" ((?:[A-Z][^\W\d_]{1,30} ?){1,3})(?<! )"
    r"(?:$|(?=[,;:.)\n]| [-–—])"
    r"| (?:county|district|governorate|oblast|prefecture|province|region|state)\b)"
)
_NUMBER_WORDS: Final = {
    word: str(value)
    for value, word in enumerate(
        [
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
        ],
        start=2,
    )
}
# As stems: the days of the week and the months.
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
    """The features of one item, small enough to keep many; no tuple repeats an element.

    ``words`` are stems with a count each in ``counts`` (a word of the title counts once more, 255
    at most). ``title`` holds stems, ``names`` stems seen capitalised inside a sentence,
    ``capitals`` those of the title with a capital, wherever it stands, ``numbers`` digits as text
    (years left out). ``pairs`` holds hashes of neighbouring stems, four bytes each:
    ``pair_hashes`` reads them.
    """

    words: tuple[str, ...] = ()
    counts: bytes = b""
    title: tuple[str, ...] = ()
    pairs: bytes = b""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()

    def pair_set(self) -> frozenset[int]:
        """Return the hashes of word pairs, as numbers of this machine's byte order."""
        return frozenset(self.pair_hashes())

    def pair_hashes(self) -> memoryview[int]:
        """Return the hashes of word pairs one by one, without a copy."""
        return memoryview(self.pairs).cast("I")

    def pair_count(self) -> int:
        """Return how many word pairs there are."""
        return len(self.pairs) // _HASH.size

    def dump(self) -> str:
        """Return the features as one line of text, for storage: fields by tabs, words by spaces."""
        words = (self.words, self.title, self.names, self.numbers, self.capitals)
        pairs = b2a_base64(self.pairs, newline=False).decode("ascii")
        return "\t".join((*map(" ".join, words), self.counts.hex(), pairs))

    @classmethod
    def load(cls, text: str) -> Features:
        """Return what ``dump`` wrote; raises ValueError when it is something else."""
        *parts, counts, pairs = text.split("\t")
        # No word has a space in it. Items share their words: most of them stand in many.
        words, title, names, numbers, capitals = (tuple(map(intern, p.split())) for p in parts)
        loaded = cls(
            words=words,
            counts=bytes.fromhex(counts),
            title=title,
            pairs=a2b_base64(pairs),
            names=names,
            numbers=numbers,
            capitals=capitals,
        )
        if len(loaded.counts) != len(words) or len(loaded.pairs) % _HASH.size:
            raise ValueError("features with counts or pairs cut short")
        return loaded


def words_of(dumped: str) -> tuple[str, ...]:
    """Return the words of what ``dump`` wrote, at a third of the cost of all.

    Raises ValueError when it is something else.
    """
    words, *_, counts, _ = dumped.split("\t")
    found = tuple(map(intern, words.split()))
    if len(counts) != 2 * len(found):
        raise ValueError("features with counts cut short")
    return found


def features(document: Document, facts: Facts | None = None) -> Features:
    """Return what tells this item's story; ``facts`` add the counts that words spell out."""
    heading = document.title[:TITLE_LENGTH]
    title = stems(heading)
    # Many feeds repeat the title as the summary, or give no summary but the whole text.
    lead = (document.summary or document.content)[:SUMMARY_LENGTH]
    body = stems(lead)
    counted = Counter(body)
    counted.update(title)
    known = dict(counted.most_common(MAX_WORDS)) if len(counted) > MAX_WORDS else counted
    numbers = dict.fromkeys(word for word in counted if word[0].isdigit() and not _YEAR.match(word))
    if facts is not None:
        numbers.update(dict.fromkeys(str(total.low) for total in facts.totals.values()))
    return Features(
        words=tuple(known),
        counts=bytes(min(count, 255) for count in known.values()),
        title=tuple(dict.fromkeys(title)),
        pairs=_pairs(title, body),
        names=tuple(name for name in _names(heading, lead) if name in known)[:MAX_NAMES],
        numbers=tuple(numbers),
        capitals=_capitals(heading, known),
    )


def stems(text: str) -> list[str]:
    """Return the folded, stemmed words of ``text`` in order; unspaced scripts by character pairs."""
    folded = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    found: list[str] = []
    for token in _TOKEN.findall(folded):
        if token[0] < _FIRST_UNSPACED or not _UNSPACED_RUN.match(token):
            found.append(stem(token))
        else:
            found += (token[i : i + 2] for i in range(max(1, len(token) - 1)))
    return found


# A name stands in many texts, and several times in one.
@lru_cache(maxsize=8192)
def _stems_of_name(name: str) -> tuple[str, ...]:
    return tuple(stems(name))


# Nineteen of twenty words of news are among as many, and a full cache takes 2 MB.
@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a rough stem of a folded word: an ending cut, then six letters; one for synonyms.

    A number stays whole. Rough on purpose: it treats all languages alike, and rare words decide,
    which it leaves apart.
    """
    return intern(_stem(word))


def _stem(word: str) -> str:
    if word[0].isdigit():
        return _THOUSANDS.sub("", word)
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    cut = _cut(word)
    return _SAME.get(cut, cut)


def _cut(word: str) -> str:
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


_SAME: Final = {
    _cut(word): _cut(first) for first, *others in map(str.split, SYNONYMS) for word in others
}


def _pairs(*texts: list[str]) -> bytes:
    found = dict.fromkeys(
        crc32(f"{first} {second}".encode()) for words in texts for first, second in pairwise(words)
    )
    return b"".join(map(_HASH.pack, islice(found, MAX_WORDS)))


def _names(title: str, lead: str) -> dict[str, None]:
    """Return stems of capitalised words; a title in Title Case is not asked."""
    text = lead if _all_capitals(title) else f"{title}\n{lead}"
    if text.isupper():
        return {}
    found = (match[1] or match[2] for match in _NAME.finditer(text))
    names = dict.fromkeys(one for name in found for one in _stems_of_name(name))
    # Reports of every kind share the days of the week; they name nobody and no place.
    return {name: None for name in names if name not in _CALENDAR}


def _capitals(title: str, known: Container[str]) -> tuple[str, ...]:
    """Return stems of the title's capitalised words, the first one too; none of Title Case.

    Regions that only say where a town lies are left out.
    """
    if _all_capitals(title):
        return ()
    regions = [match.span(1) for match in _REGION.finditer(title)]
    found = (
        match[0]
        for match in _CAPITAL.finditer(title)
        if not any(start <= match.start() < end for start, end in regions)
    )
    capitals = dict.fromkeys(one for word in found for one in _stems_of_name(word))
    return tuple(word for word in capitals if word in known and word not in _CALENDAR)


def _all_capitals(title: str) -> bool:
    words = title.split()
    return sum(word[:1].isupper() for word in words) > 0.6 * len(words)
