"""The rule language evaluated the slow and obvious way: the yardstick for the engine.

Shares with the engine only the shapes of conditions, the sentence splitter, the gazetteer and the
facts. It tries every combination of places: no trie, no table, no index, no merging.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import Stemmer

from rules.facts.extract import extract
from rules.facts.gazetteer import Gazetteer, stands_for_state
from rules.facts.model import Facts, Figure
from rules.language import conditions as c
from rules.language.conditions import Condition
from rules.language.schema import EntitySpec
from rules.text.document import Document
from tests.reference_text import Text, Word, phrase_parts, read, spellings

Place = tuple[str, int, int]
"""Field, first word, word after the last."""


@dataclass
class Reference:
    """Evaluates conditions for one document at a time."""

    terms: Mapping[str, Sequence[str]]
    entities: Mapping[str, EntitySpec]
    gazetteer: Gazetteer
    _of: Document | None = None
    _texts: dict[str, Text] = field(default_factory=dict)
    _facts: Facts | None = None
    _countries: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, alias, case in self.gazetteer.aliases():
            self._countries.setdefault(code, []).append((alias, case))

    def holds(self, document: Document, one: Condition) -> bool:
        """Whether a condition holds for a document."""
        if document is not self._of:
            self._of, self._texts, self._facts = document, {}, None
        return self._holds(document, one)

    def _holds(self, document: Document, one: Condition) -> bool:
        match one:
            case c.AnyOf(of=parts):
                return any(self._holds(document, part) for part in parts)
            case c.AllOf(of=parts):
                return all(self._holds(document, part) for part in parts)
            case c.NoneOf(of=parts):
                return not any(self._holds(document, part) for part in parts)
            case c.Count(of=parts, at_least=least):
                return len([part for part in parts if self._holds(document, part)]) >= least
            case c.Phrase() | c.Term() | c.Entity():
                return bool(self._span(document, one))
            case c.Near(of=spans):
                return any(self._near(one, chosen) for chosen in self._choices(document, spans))
            case c.Sentence(of=spans):
                return any(map(self._together, self._choices(document, spans)))
            case c.Regex():
                flags = 0 if one.case else re.IGNORECASE
                texts = (document.text(name) for name in one.fields)
                return any(re.search(one.pattern, text, flags) for text in texts)
            case _:
                return self._check(document, one)

    def _text(self, document: Document, name: str) -> Text:
        if name not in self._texts:
            parts = document.tags if name == "tags" else (document.text(name),)
            self._texts[name] = Text(document.text(name), parts)
        return self._texts[name]

    def _span(self, document: Document, span: Condition) -> set[Place]:
        match span:
            case c.Phrase(text=text, stem=True, fields=fields):
                return self._stemmed(document, text, fields)
            case c.Term(name=name, stem=True, fields=fields):
                found = (self._stemmed(document, one, fields) for one in self.terms[name])
                return set().union(*found)
            case c.Phrase(text=text, case=case, fields=fields):
                return self._places(document, text, fields, "exact" if case else "any")
            case c.Term(name=name, case=case, fields=fields):
                how = "exact" if case else "any"
                listed = (text.replace("$$", "$") for text in self.terms[name])
                return set().union(*(self._places(document, text, fields, how) for text in listed))
            case c.Entity(ids=ids, kinds=kinds, fields=fields):
                of_kind = [n for n, spec in self.entities.items() if spec.kind in kinds]
                of_kind += self.gazetteer.countries if "country" in kinds else ()
                named = [self._named(document, one, fields) for one in {*ids, *of_kind}]
                return set().union(*named)
            case _:
                raise AssertionError(span)

    def _named(self, document: Document, name: str, fields: Iterable[str]) -> set[Place]:
        found: set[Place] = set()
        for alias in self.entities[name].aliases if name in self.entities else ():
            short = alias.isupper() and len(alias) <= 4
            found |= self._places(document, alias, fields, "proper" if short else "any")
        if name not in self.gazetteer.countries:
            return found
        for alias, case in self._countries[name]:
            found |= self._places(document, alias, fields, "proper" if case else "any")
        for capital in self.gazetteer.countries[name].capitals:
            for place in self._places(document, capital, fields, "any"):
                text = self._text(document, place[0])
                start, end = text.words[place[1]].start, text.words[place[2] - 1].end
                if text.source[start].isupper() and stands_for_state(text.source, start, end):
                    found.add(place)
        return found

    def _places(
        self, document: Document, phrase: str, fields: Iterable[str], how: str
    ) -> set[Place]:
        found: set[Place] = set()
        for spelling in spellings(phrase):
            parts = phrase_parts(spelling)
            for name in fields:
                text = self._text(document, name)
                for at in range(len(text.words)):
                    for end in text.spans(parts, at):
                        if self._spelled(text.words[at:end], spelling, how):
                            found.add((name, at, end))
        return found

    def _spelled(self, words: Sequence[Word], phrase: str, how: str) -> bool:
        if how == "any":
            return True
        wanted = [word.cased for chunk in phrase.split() for word in read(chunk)]
        starred = [star for _, star in phrase_parts(phrase)]
        seen = [word.cased for word in words]
        if len(seen) != len(wanted):
            return "".join(seen) == "".join(wanted)
        return all(
            (have[: len(want)] if star else have)
            in ((want, want.upper()) if how == "proper" else (want,))
            for have, want, star in zip(seen, wanted, starred, strict=True)
        )

    def _stemmed(self, document: Document, phrase: str, fields: Iterable[str]) -> set[Place]:
        names = {"de": "german", "ru": "russian", "fr": "french"}
        language = names.get(document.language.lower().split("-")[0], "english")

        def stem(word: str) -> str:
            script = unicodedata.name(word[0], "").split()[0]
            own = {"CYRILLIC": "russian", "GREEK": "greek", "ARABIC": "arabic",
                   "DEVANAGARI": "hindi"}.get(script, language)  # fmt: skip
            return str(Stemmer.Stemmer(own).stemWord(word))

        parts = [stem(word) for word, _ in phrase_parts(phrase)]
        found: set[Place] = set()
        for name in fields:
            words = [stem(word.plain) for word in self._text(document, name).words]
            for at in range(len(words) - len(parts) + 1):
                if words[at : at + len(parts)] == parts:
                    found.add((name, at, at + len(parts)))
        return found

    def _choices(self, document: Document, spans: Sequence[c.Span]) -> Iterator[tuple[Place, ...]]:
        for chosen in itertools.product(*(self._span(document, one) for one in spans)):
            if len({place[0] for place in chosen}) == 1:
                yield chosen

    def _near(self, near: c.Near, chosen: Sequence[Place]) -> bool:
        width = max(place[2] for place in chosen) - min(place[1] for place in chosen)
        in_order = all(one[2] <= two[1] for one, two in itertools.pairwise(chosen))
        return width <= near.words and (in_order or not near.ordered)

    def _together(self, chosen: Sequence[Place]) -> bool:
        text = self._texts[chosen[0][0]]
        places = [(text.words[one].start, text.words[two - 1].end) for _, one, two in chosen]
        return any(
            all(low <= start and end <= high for start, end in places)
            for low, high in text.sentences
        )

    def _check(self, document: Document, one: Condition) -> bool:
        match one:
            case c.FigureIs():
                return any(_fits(figure, one) for figure in _pool(self._stated(document), one))
            case c.DeploymentIs():
                return any(_deployed(one, found) for found in self._stated(document).deployments)
            case c.Source(names=names):
                return any(_from(document, name) for name in names)
            case c.Tag(names=names):
                tags = {_label(tag) for tag in (*document.tags, *document.feed_tags)}
                return any(_label(name) in tags for name in names)
            case c.Author(names=names):
                by = f" {' '.join(word.plain for word in read(document.author))} "
                return any(f" {' '.join(w.plain for w in read(name))} " in by for name in names)
            case c.Language(tags=tags):
                return document.language.lower().split("-")[0] in tags
            case _:
                raise AssertionError(one)

    def _stated(self, document: Document) -> Facts:
        if self._facts is None:
            self._facts = extract(document, self.gazetteer)
        return self._facts


def _pool(facts: Facts, wanted: c.FigureIs) -> list[Figure]:
    if wanted.side or wanted.per:
        return list(facts.figures)
    apart = [one for one in facts.figures if one.status in ("past", "denied")]
    return [*facts.totals.values(), *apart]


def _fits(figure: Figure, wanted: c.FigureIs) -> bool:
    value = figure.high if figure.high is not None else figure.low
    asked = (
        not wanted.kinds or figure.kind in wanted.kinds,
        figure.status in wanted.status,
        wanted.side in (None, figure.side),
        wanted.per in (None, figure.per),
        wanted.at_least is None or wanted.at_least <= value,
        wanted.below is None or value < wanted.below,
    )
    return all(asked)


def _deployed(wanted: c.DeploymentIs, found: object) -> bool:
    number = getattr(found, "high", None) or getattr(found, "low", None)
    forces, place = getattr(found, "forces", None), getattr(found, "place", None)
    foreign = getattr(found, "foreign", False)
    asked = (
        getattr(found, "status", "") in wanted.status,
        "any" in wanted.forces
        or forces in wanted.forces
        or (foreign and "foreign" in wanted.forces),
        "any" in wanted.places or place in wanted.places,
        wanted.at_least is None or (number is not None and number >= wanted.at_least),
    )
    return all(asked)


def _label(name: str) -> str:
    """Return a name letter by letter as words are read, with its signs."""
    plain = unicodedata.normalize("NFKC", " ".join(name.split()))
    return "".join("".join(word.plain for word in read(one)) or one for one in plain)


def _from(document: Document, name: str) -> bool:
    if _label(name) in (_label(one) for one in (document.source, *document.feed_names)):
        return True
    name = name.strip().casefold()
    domain = (urlsplit(name).hostname or name) if "://" in name else name.split("/")[0]
    domain = domain.removeprefix("www.")
    for given in (document.source, document.url, *document.feed_names):
        host = urlsplit(given).hostname if "://" in given else given.split("/")[0].casefold()
        host = (host or "").removeprefix("www.")
        if host == domain or ("." in domain and host.endswith(f".{domain}")):
            return True
    return False
