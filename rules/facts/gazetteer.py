"""Countries and their names, demonyms, capitals and regions, and where a text names them.

The tables are arguments: this module knows no file. Codes are ISO 3166 alpha-2 (XK for Kosovo).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rules.facts.words import words

PlaceKind = Literal["name", "demonym", "capital", "region", "city", "exonym"]
KINDS: Final[tuple[PlaceKind, ...]] = (
    "name",
    "demonym",
    "capital",
    "region",
    "city",
    "exonym",
)

_WORD = re.compile(r"\w+(?:['’\-]\w+)*|\S")
_DOTTED = re.compile(r"(?:\w\.){2,}")
# Words of ordinary language or given names that are also countries or places: only with capitals.
_CASED: Final = words(
    "us uk car uae drc prc usa dprk turkey chad jordan guinea georgia china polish poles turks niger "
    "mali cuba java central oman togo peru"
)
# Those of them that are words when they are written small (`us`, `Car bomb`).
_ABBREVIATED: Final = words("us uk car uae drc prc usa dprk idf")


@dataclass(frozen=True, slots=True)
class Country:
    """One state or territory. ``regions`` includes large cities; all names as written in English."""

    code: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


class Place(NamedTuple):
    """A mention of a country: words ``start`` to ``end`` (exclusive) of a token sequence."""

    code: str
    kind: PlaceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every country, and an index from first words to names. Build it with :meth:`build`."""

    countries: Mapping[str, Country]
    index: Mapping[str, tuple[tuple[tuple[str, ...], str, PlaceKind], ...]] = field(repr=False)

    @classmethod
    def build(cls, rows: Iterable[tuple[str, str, Sequence[str]]]) -> Gazetteer:
        """Build from rows ``(code, kind, aliases)``; ``kind`` is one of ``KINDS``.

        Raises ValueError for another kind. An alias given twice belongs to the first row that
        has it, with names before demonyms, capitals, regions, cities and names in other languages.
        """
        tables: dict[str, dict[PlaceKind, list[str]]] = {}
        for code, kind, aliases in rows:
            known = next((one for one in KINDS if one == kind), None)
            if known is None:
                raise ValueError(f"unknown kind of name: {kind}")
            tables.setdefault(code, {}).setdefault(known, []).extend(aliases)
        countries = {code: _country(code, table) for code, table in sorted(tables.items())}
        return cls(countries, _index(tables))

    def aliases(self) -> Iterator[tuple[str, str, bool]]:
        """Yield ``(code, alias, case_sensitive)`` for all names and demonyms.

        Capitals are left out: they name the state only where :func:`stands_for_state` says so.
        """
        for country in self.countries.values():
            for alias in (*country.names, *country.demonyms):
                yield country.code, alias, needs_case(alias)

    def find(self, tokens: Sequence[str]) -> list[Place]:
        """Return the places named in ``tokens`` (as written), longest names first, no overlaps.

        A single word counts only when it has a capital letter; possessives are looked through.
        """
        found: list[Place] = []
        end = 0
        for at, word in enumerate(tokens):
            # Most words begin with a small letter of ASCII.
            if "Z" < word[:1] < "\x7f" or at < end or not word[:1].isupper():
                continue
            # Most words are quickly made plain, and most name nothing.
            simple = word.isascii() and word.isalnum()
            if (word.lower() if simple else plain(word)) not in self.index:
                continue
            place = self._at(tokens, at)
            if place is not None:
                found.append(place)
                end = place.end
        return found

    def _at(self, tokens: Sequence[str], at: int) -> Place | None:
        rows = self.index.get(plain(tokens[at]), ())
        # The longest names come first.
        longest = len(rows[0][0]) if rows else 0
        said = tuple(map(plain, tokens[at : at + longest]))
        for parts, code, kind in rows:
            size = len(parts)
            if (
                parts[0] in _ABBREVIATED
                and not tokens[at].replace(".", "")[: len(parts[0])].isupper()
            ):
                continue
            if parts == said[:size]:
                return Place(code, kind, at, at + size)
        return None


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Return ``word`` in lower case without a possessive ending or full stops."""
    low = word.casefold().replace("’", "'").replace("‑", "-").replace(".", "")
    if low.endswith("'s"):
        return low[:-2]
    return low[:-1] if low.endswith("s'") else low


def split_words(text: str) -> list[str]:
    """Split an alias or a text into words the way :meth:`Gazetteer.find` expects them."""
    if _is_dotted(text):
        text = _DOTTED.sub(lambda hit: hit.group().replace(".", ""), text)
    return _WORD.findall(text)


def _is_dotted(text: str) -> bool:
    """Say whether any full stop has another one two characters on, as in `U.S.`; few texts have."""
    at = text.find(".")
    while at >= 0:
        after = text.find(".", at + 1)
        if after == at + 2:
            return True
        at = after
    return False


def needs_case(alias: str) -> bool:
    """Say whether ``alias`` names the place only when written with its capitals."""
    return alias.isupper() or "." in alias or alias.casefold() in _CASED


def stands_for_state(text: str, start: int, end: int) -> bool:
    """Say whether the capital at ``text[start:end]`` stands for its state (`Moscow denies`).

    A place one is in, comes from or goes to is a town; one that acts or is dealt with is a state.
    """
    if _TOWN_BEFORE.search(text[max(0, start - 24) : start]):
        return False
    after = text[end : end + 40]
    return bool(_ACTS.match(after) or _DEALT_WITH.search(text[max(0, start - 24) : start]))


_TOWN_BEFORE = re.compile(r"(?i)\b(?:in|near|at|around|outside|central|downtown|of|across)\s+$")
_DEALT_WITH = re.compile(
    r"(?i)\b(?:with|against|by|between|urges?|warns?|accuses?|blames?|asks?)\s+$"
)
_ACTS = re.compile(
    r"(?i)(?:['’]s? (?:\w+ )?(?:troops|army|forces|military|decision|government|denial|position)|"
    r"\s+(?:\w+ly )?(?:says?|said|den(?:y|ies|ied)|sen(?:d|ds|t)|has|had|is|was|will|would|wants?|"
    r"insists?|claims?|claimed|accus\w+|warn\w*|reject\w*|agree\w*|refus\w*|deploy\w*|plan\w*|"
    r"announc\w+|confirm\w*|demand\w*|threat\w+|vow\w*|call\w*|support\w*|back\w*|urg\w+|sign\w*|"
    r"impos\w+|order\w*|recall\w*|expel\w*|stat\w+|hopes?|believes?|must|should|may|can|and)\b)"
)


def _country(code: str, table: Mapping[PlaceKind, list[str]]) -> Country:
    return Country(
        code,
        tuple(table.get("name", ())),
        tuple(table.get("demonym", ())),
        tuple(table.get("capital", ())),
        (*table.get("region", ()), *table.get("city", ())),
    )


def _index(
    tables: Mapping[str, Mapping[PlaceKind, list[str]]],
) -> dict[str, tuple[tuple[tuple[str, ...], str, PlaceKind], ...]]:
    taken: set[tuple[str, ...]] = set()
    index: dict[str, list[tuple[tuple[str, ...], str, PlaceKind]]] = {}
    for kind in KINDS:
        for code, table in sorted(tables.items()):
            for alias in table.get(kind, ()):
                parts = tuple(plain(word) for word in split_words(alias))
                if parts and parts not in taken:
                    taken.add(parts)
                    index.setdefault(parts[0], []).append((parts, code, kind))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in index.items()
    }
