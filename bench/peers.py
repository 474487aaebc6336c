"""The same rules in other people's engines: a loop of ``re``, spaCy's PhraseMatcher, SQLite FTS5.

Each peer gets rules as Wirewatch reads them and answers for a batch of texts which rules hold. They
do less: words of ``near`` and ``sentence`` need only be there (FTS5 knows NEAR), a name counts
whatever its capitals, and nobody keeps places. So only their cost is compared, not their answers.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from rules.language import conditions as c
from rules.language.conditions import Condition
from rules.language.schema import RuleSpec

Names = Mapping[str, Sequence[str]]
"""The phrases of each term list (``$name``) and of each entity (its id)."""


class Peer(Protocol):
    """Answers for each of ``texts`` which rules hold, by number."""

    def __call__(self, texts: Sequence[str], /) -> list[set[int]]:
        """Match a batch."""
        ...


def phrases(one: Condition, names: Names) -> tuple[str, ...]:
    """Return what a phrase, a term list or an entity looks for."""
    match one:
        case c.Phrase(text=text):
            return (text,)
        case c.Term(name=name):
            return tuple(names[f"${name}"])
        case c.Entity(ids=ids):
            return tuple(itertools.chain.from_iterable(names[name] for name in ids))
        case _:
            raise ValueError(f"no phrase: {one}")


def truth(one: Condition, has: Callable[[Condition], bool]) -> bool:
    """Evaluate a rule's boolean part; ``has`` answers for what has words."""
    match one:
        case c.AllOf(of=parts) | c.Near(of=parts) | c.Sentence(of=parts):
            return all(truth(part, has) for part in parts)
        case c.AnyOf(of=parts):
            return any(truth(part, has) for part in parts)
        case c.NoneOf(of=parts):
            return not any(truth(part, has) for part in parts)
        case c.Count(of=parts, at_least=least):
            return sum(truth(part, has) for part in parts) >= least
        case _:
            return has(one)


def regular_expressions(rules: Sequence[RuleSpec], names: Names) -> Peer:
    """One compiled ``re`` for each clause, searched rule by rule until the rule is decided."""
    compiled: dict[Condition, re.Pattern[str]] = {}

    def clause(one: Condition) -> re.Pattern[str]:
        wanted = [re.escape(text).replace(r"\*", r"\w*") for text in phrases(one, names)]
        flags = 0 if isinstance(one, c.Phrase) and one.case else re.IGNORECASE
        return re.compile(rf"\b(?:{'|'.join(wanted)})\b", flags)

    for one in _leaves(rules):
        compiled.setdefault(one, clause(one))

    def match(texts: Sequence[str]) -> list[set[int]]:
        return [
            {
                number
                for number, rule in enumerate(rules)
                if truth(rule.when, lambda one, text=text: bool(compiled[one].search(text)))  # type: ignore[misc]
            }
            for text in texts
        ]

    return match


def spacy_phrase_matcher(rules: Sequence[RuleSpec], names: Names) -> Peer:
    """All phrases in one PhraseMatcher; rules found by the clauses that have a hit, then decided."""
    import spacy
    from spacy.matcher import PhraseMatcher

    reader = spacy.blank("en")
    matcher = PhraseMatcher(reader.vocab, attr="LOWER")
    leaves = list(dict.fromkeys(_leaves(rules)))
    keys = {one: f"clause{number}" for number, one in enumerate(leaves)}
    for one, key in keys.items():
        matcher.add(key, [reader.make_doc(text.rstrip("*")) for text in phrases(one, names)])
    hashes = {reader.vocab.strings[key]: one for one, key in keys.items()}
    asking: dict[Condition, list[int]] = {}
    for number, rule in enumerate(rules):
        for one in _leaves([rule]):
            asking.setdefault(one, []).append(number)

    def match(texts: Sequence[str]) -> list[set[int]]:
        found = []
        for text in texts:
            seen = {hashes[key] for key, _, _ in matcher(reader.make_doc(text))}
            asked = {number for one in seen for number in asking[one]}
            found.append({n for n in asked if truth(rules[n].when, seen.__contains__)})
        return found

    return match


def sqlite_fts5(rules: Sequence[RuleSpec], names: Names) -> Peer:
    """A batch of texts in an FTS5 table, asked one query for each rule."""
    queries = [_fts(rule.when, names) for rule in rules]

    def match(texts: Sequence[str]) -> list[set[int]]:
        with sqlite3.connect(":memory:") as database:
            database.execute("create virtual table items using fts5(text)")
            database.executemany(
                "insert into items(rowid, text) values (?, ?)", list(enumerate(texts))
            )
            found: list[set[int]] = [set() for _ in texts]
            for number, query in enumerate(queries):
                asked = "select rowid from items where items match ?"
                for (row,) in database.execute(asked, (query,)):
                    found[row].add(number)
        return found

    return match


def _leaves(rules: Iterable[RuleSpec]) -> Iterable[Condition]:
    for rule in rules:
        for one in c.walk(rule.when):
            if isinstance(one, (c.Phrase, c.Term, c.Entity)):
                yield one


def _fts(one: Condition, names: Names) -> str:
    match one:
        case c.AllOf(of=parts):
            absent = [part for part in parts if isinstance(part, c.NoneOf)]
            asked = [_fts(part, names) for part in parts if not isinstance(part, c.NoneOf)]
            query = f"({' AND '.join(asked)})"
            for part in absent:
                query = f"({query} NOT ({' OR '.join(_fts(each, names) for each in part.of)}))"
            return query
        case c.AnyOf(of=parts):
            return f"({' OR '.join(_fts(part, names) for part in parts)})"
        case c.Sentence(of=parts) | c.Near(of=parts):
            return f"({' AND '.join(_fts(part, names) for part in parts)})"
        case c.Count(of=parts, at_least=least):
            several = itertools.combinations([_fts(part, names) for part in parts], least)
            return f"({' OR '.join(_both(some) for some in several)})"
        case _:
            return f"({' OR '.join(_quoted(text) for text in phrases(one, names))})"


def _both(queries: Iterable[str]) -> str:
    return f"({' AND '.join(queries)})"


def _quoted(text: str) -> str:
    words = text.replace('"', " ").rstrip("*")
    return f'"{words}"{" *" if text.endswith("*") else ""}'
