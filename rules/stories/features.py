"""What grouping looks at in one item: words, word pairs, names and numbers, in any language.

Knows nothing of other items: how rare a word is, is asked later (rarity.py).
"""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from struct import pack
from sys import intern
from typing import Final
from zlib import crc32

from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts
from rules.facts.words import words
from rules.stories.places import places, read_places, translated
from rules.stories.stemming import stems, stems_of_name
from rules.text.document import Document

# A story is told in its first sentences; what follows is background shared with other stories.
SUMMARY_LENGTH: Final = 800
# Titles of news end long before; only made ones go on.
TITLE_LENGTH: Final = 500
MAX_WORDS: Final = 160
MAX_NAMES: Final = 40
# Bytes of one hash.
_HASH: Final = 4

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
# As stems: the days of the week and the months.
_CALENDAR: Final = words(
    "monday tuesda wednes thursd friday saturd sunday mon tue tues wed thu thur fri sat sun "
    "januar februa march april may june july august septem octob novemb decemb"
)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one item, small enough to keep many; no tuple repeats an element.

    ``words`` are stems with a count each in ``counts`` (a word of the title counts once more, 255
    at most). ``title`` holds stems, ``names`` stems seen capitalised inside a sentence,
    ``capitals`` those of the title with a capital, wherever it stands, ``numbers`` digits as text
    (years left out), ``places`` what places.py keeps of a place. ``pairs`` holds hashes of neighbouring stems, four bytes each:
    ``pair_hashes`` reads them.
    """

    words: tuple[str, ...] = ()
    counts: bytes = b""
    title: tuple[str, ...] = ()
    pairs: bytes = b""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def pair_set(self) -> frozenset[int]:
        """Return the hashes of word pairs, as numbers of this machine's byte order."""
        return frozenset(self.pair_hashes())

    def pair_hashes(self) -> memoryview[int]:
        """Return the hashes of word pairs one by one, without a copy."""
        return memoryview(self.pairs).cast("I")

    def pair_count(self) -> int:
        """Return how many word pairs there are."""
        return len(self.pairs) // _HASH

    def dump(self) -> str:
        """Return the features as one line of text, for storage: fields by tabs, words by spaces."""
        words = (self.words, self.title, self.names, self.numbers, self.capitals, self.places)
        pairs = b2a_base64(self.pairs, newline=False).decode("ascii")
        return "\t".join((*map(" ".join, words), self.counts.hex(), pairs))

    @classmethod
    def load(cls, text: str) -> Features:
        """Return what ``dump`` wrote; raises ValueError when it is something else."""
        *parts, named, counts, pairs = text.split("\t")
        # No word has a space in it. Items share their words: most of them stand in many.
        words, title, names, numbers, capitals = (tuple(map(intern, p.split())) for p in parts)
        loaded = cls(
            words=words,
            counts=bytes.fromhex(counts),
            title=title,
            pairs=a2b_base64(pairs),
            names=names,
            numbers=_shared(numbers),
            capitals=capitals,
            places=_shared(read_places(named)),
        )
        if len(loaded.counts) != len(words) or len(loaded.pairs) % _HASH:
            raise ValueError("features with counts or pairs cut short")
        return loaded


def read_first(dumped: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and the places of what ``dump`` wrote, at a third of the cost of all.

    Raises ValueError when it is something else.
    """
    words, _, _, _, _, places, counts, _ = dumped.split("\t")
    found = tuple(map(intern, words.split()))
    if len(counts) != 2 * len(found):
        raise ValueError("features with counts cut short")
    return found, read_places(places)


def features(
    document: Document, facts: Facts | None = None, gazetteer: Gazetteer | None = None
) -> Features:
    """Return what tells this item's story.

    ``facts`` add the counts that words spell out, ``gazetteer`` the places that are named.
    """
    heading = document.title[:TITLE_LENGTH]
    title = stems(heading)
    # Many feeds repeat the title as the summary, or give no summary but the whole text.
    lead = (document.summary or document.content)[:SUMMARY_LENGTH]
    body = stems(lead)
    pairs = _pairs(title, body)
    if gazetteer is not None:
        title = translated(title, document, "title", gazetteer)
        body = translated(body, document, "summary" if document.summary else "content", gazetteer)
    counted = Counter(body)
    counted.update(title)
    known = dict(counted.most_common(MAX_WORDS)) if len(counted) > MAX_WORDS else counted
    numbers = dict.fromkeys(
        [word for word in counted if word[0].isdigit() and not _YEAR.match(word)]
    )
    if facts is not None:
        numbers.update(dict.fromkeys(str(total.low) for total in facts.totals.values()))
    # The capitals of Title Case say nothing.
    shouted = _all_capitals(heading)
    named = lead if shouted else f"{heading}\n{lead}"
    return Features(
        words=tuple(known),
        counts=bytes([count if count < 256 else 255 for count in known.values()]),
        title=tuple(dict.fromkeys(title)),
        pairs=pairs,
        names=tuple([name for name in _names(named) if name in known][:MAX_NAMES]),
        numbers=_shared(tuple(numbers)),
        capitals=() if shouted else _capitals(heading, known),
        places=_shared(places(document, gazetteer)) if gazetteer is not None else (),
    )


# Items of one story name the same places and numbers, and live as long.
@lru_cache(maxsize=4096)
def _shared(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same tuple for equal ones, so that many items take the memory of one."""
    return words


def _pairs(*texts: list[str]) -> bytes:
    found = dict.fromkeys(
        [
            crc32(f"{first} {second}".encode())
            for words in texts
            for first, second in pairwise(words)
        ]
    )
    kept = tuple(islice(found, MAX_WORDS))
    return pack(f"<{len(kept)}I", *kept)


def _names(text: str) -> list[str]:
    """Return stems of words capitalised inside a sentence."""
    if text.isupper():
        return []
    found = [match[1] or match[2] for match in _NAME.finditer(text)]
    # Of Latin letters the pattern knows the small ones.
    names = dict.fromkeys(
        [one for name in found if not name[0].islower() for one in stems_of_name(name)]
    )
    # Reports of every kind share the days of the week; they name nobody and no place.
    return [name for name in names if name not in _CALENDAR]


def _capitals(title: str, known: Container[str]) -> tuple[str, ...]:
    """Return stems of the title's capitalised words, the first one too.

    Regions that only say where a town lies are left out.
    """
    found = [match for match in _CAPITAL.finditer(title) if not match[0][0].islower()]
    regions = [match.span(1) for match in _REGION.finditer(title)] if len(found) > 1 else []
    if regions:
        found = [
            match
            for match in found
            if not any(start <= match.start() < end for start, end in regions)
        ]
    capitals = dict.fromkeys([one for match in found for one in stems_of_name(match[0])])
    return tuple([word for word in capitals if word in known and word not in _CALENDAR])


def _all_capitals(title: str) -> bool:
    words = title.split()
    return sum([word[0].isupper() for word in words]) > 0.6 * len(words)
