"""Conditions about facts and about an item's metadata, made ready to be evaluated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from rules.facts.model import Deployment, Figure
from rules.language.conditions import Condition, DeploymentIs, FigureIs
from rules.language.scan import Evidence, Scan
from rules.text.document import Document
from rules.text.fold import words

_PIECE: Final = re.compile(r"[^\W_]+|[\W_]")


def _quoted(fact: Figure | Deployment) -> Evidence:
    return Evidence(fact.field, fact.quote, fact.start, fact.end)


@dataclass(slots=True)
class FigureNode:
    """A figure of these kinds, sides, rates and sizes."""

    condition: FigureIs
    cost: int = 9

    def figures(self, scan: Scan) -> list[Figure]:
        """Return the figures that fit: totals, or with a side or a rate those that carry it."""
        wanted = self.condition
        facts = scan.facts
        if not facts.figures:
            return []
        if wanted.side is not None or wanted.per is not None:
            pool = list(facts.figures)
        else:
            # Totals never hold what is denied, nor the past beside the present.
            pool = list(facts.totals.values())
            pool += [one for one in facts.figures if one.status in ("past", "denied")]
        return [one for one in pool if self._fits(one)]

    def _fits(self, figure: Figure) -> bool:
        wanted = self.condition
        value = figure.low if figure.high is None else figure.high
        return (
            (not wanted.kinds or figure.kind in wanted.kinds)
            and figure.status in wanted.status
            and (wanted.side is None or figure.side == wanted.side)
            and (wanted.per is None or figure.per == wanted.per)
            and (wanted.at_least is None or value >= wanted.at_least)
            and (wanted.below is None or value < wanted.below)
        )

    def holds(self, scan: Scan) -> bool:
        """Whether some figure fits."""
        return bool(self.figures(scan))

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The quotes of the figures that fit."""
        return [_quoted(one) for one in self.figures(scan)]


@dataclass(slots=True)
class DeploymentNode:
    """Forces of these states in these places."""

    condition: DeploymentIs
    cost: int = 9

    def deployments(self, scan: Scan) -> list[Deployment]:
        """Return the deployments that fit."""
        return [one for one in scan.facts.deployments if self._fits(one)]

    def _fits(self, one: Deployment) -> bool:
        wanted = self.condition
        number = one.low if one.high is None else one.high
        return (
            one.status in wanted.status
            and (
                "any" in wanted.forces
                or (one.foreign and "foreign" in wanted.forces)
                or one.forces in wanted.forces
            )
            and ("any" in wanted.places or one.place in wanted.places)
            and (wanted.at_least is None or (number is not None and number >= wanted.at_least))
        )

    def holds(self, scan: Scan) -> bool:
        """Whether some deployment fits."""
        return any(self._fits(one) for one in scan.facts.deployments)

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The quotes of the deployments that fit."""
        return [_quoted(one) for one in self.deployments(scan)]


def label(name: str) -> str:
    """Return a name as it is compared as a whole: case, accents and width do not matter.

    Signs do, as they tell C++ from C#; white space is one space.
    """
    plain = unicodedata.normalize("NFKC", " ".join(name.split()))
    if plain.isascii():
        return plain.lower()
    return "".join("".join(words(one)) or one for one in _PIECE.findall(plain))


def _host(text: str) -> str:
    """Return the host of a URL or of something that looks like a domain, without ``www.``."""
    rest = text.partition("://")[2] or text
    host = rest.partition("/")[0].rpartition("@")[2].partition(":")[0].strip().casefold()
    return host.removeprefix("www.")


@dataclass(slots=True)
class SourceNode:
    """Where the item comes from: a name, an origin, a domain or a domain above it."""

    condition: Condition
    labels: frozenset[str]
    domains: tuple[str, ...]
    cost: int = 1

    @classmethod
    def of(cls, condition: Condition, names: tuple[str, ...]) -> SourceNode:
        """Make the node of a condition that wants one of ``names``."""
        domains = (_host(name) for name in names)
        return cls(condition, frozenset(map(label, names)), tuple(filter(None, domains)))

    def holds(self, scan: Scan) -> bool:
        """Whether the source is one of the names."""
        document = scan.document
        if not self.labels.isdisjoint(document.once("sources", _sources)):
            return True
        hosts: list[str] = document.once("hosts", _hosts)
        return any(_under(hosts, domain) for domain in self.domains)

    def evidence(self, _scan: Scan) -> list[Evidence]:
        """Nothing: the source is not a text of the item."""
        return []


def _sources(document: Document) -> frozenset[str]:
    return frozenset(map(label, (document.source, *document.feed_names)))


def _hosts(document: Document) -> list[str]:
    given = (document.source, document.url, *document.feed_names)
    return [host for host in map(_host, given) if host]


def _under(hosts: list[str], domain: str) -> bool:
    return any(host == domain or ("." in domain and host.endswith(f".{domain}")) for host in hosts)


@dataclass(slots=True)
class TagNode:
    """A tag of the item or of its feed."""

    condition: Condition
    names: frozenset[str]
    cost: int = 1

    def holds(self, scan: Scan) -> bool:
        """Whether one of the tags is there; see :func:`label`."""
        labels = scan.document.once("labels", lambda one: frozenset(map(label, _tags(one))))
        return not self.names.isdisjoint(labels)

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The item's own tags that fit."""
        found = []
        start = 0
        for tag in scan.document.tags:
            if label(tag) in self.names:
                found.append(Evidence("tags", tag, start, start + len(tag)))
            start += len(tag) + 1
        return found


def _tags(document: Document) -> tuple[str, ...]:
    return (*document.tags, *document.feed_tags)


@dataclass(slots=True)
class AuthorNode:
    """A name in the author field, as whole words."""

    condition: Condition
    names: tuple[tuple[str, ...], ...]
    cost: int = 1

    def _found(self, scan: Scan) -> list[tuple[int, int]]:
        words = scan.document.words("author")
        return [
            (at, at + len(name))
            for name in self.names
            for at in range(len(words) - len(name) + 1)
            if tuple(words[at : at + len(name)]) == name
        ]

    def holds(self, scan: Scan) -> bool:
        """Whether one of the names is there."""
        return bool(self._found(scan))

    def evidence(self, scan: Scan) -> list[Evidence]:
        """The names as written."""
        field = 3
        return [scan.evidence((field, start, end)) for start, end in self._found(scan)]


@dataclass(slots=True)
class LanguageNode:
    """The item's language."""

    condition: Condition
    tags: frozenset[str]
    cost: int = 1

    def holds(self, scan: Scan) -> bool:
        """Whether the primary tag is one of those wanted."""
        return scan.document.language.lower().partition("-")[0] in self.tags

    def evidence(self, _scan: Scan) -> list[Evidence]:
        """Nothing: the language is not a text of the item."""
        return []
