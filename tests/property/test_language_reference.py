"""The engine agrees with a slow evaluator that shares none of its code but the shapes.

The reference folds with its own few lines, looks at every pair of places and knows no trie, no
anchor and no merging.
"""

from __future__ import annotations

import itertools
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.data import load_gazetteer
from rules.language import conditions as c
from rules.language.conditions import Condition
from rules.language.ruleset import compile_rules
from rules.language.schema import EntitySpec, RuleSpec, read_rule
from rules.text.document import Document
from rules.text.fold import spans, words

TERMS = {"greek": ["alpha", "beta gamma", "del*"], "stops": ["omega"]}
ENTITIES = {"corp": EntitySpec(kind="firm", aliases=("Alpha Beta", "Ypsilon"))}
GAZETTEER = load_gazetteer()

WORDS = ["alpha", "Beta", "GAMMA", "delta", "delphi", "omega", "Ypsilon", "éta", "北京"]
GAPS = [" ", " ", " ", "-", ", ", "’s ", ". ", "\n\n"]

Place = tuple[str, int, int]


def slow_words(text: str) -> list[str]:
    plain = "".join(
        one
        for one in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(one)
    )
    spaced = "".join(
        f" {one} " if one > "\u4dff" else (one if one.isalnum() else " ") for one in plain
    )
    return spaced.split()


def slow_places(document: Document, phrase: str, fields: tuple[str, ...]) -> set[Place]:
    wanted = phrase.split()
    parts: list[tuple[str, bool]] = []
    for word in wanted:
        folded = slow_words(word.removesuffix("*"))
        parts += [(one, False) for one in folded[:-1]] + [(folded[-1], word.endswith("*"))]
    found: set[Place] = set()
    for field in fields:
        have = slow_words(document.text(field))
        for at in range(len(have) - len(parts) + 1):
            if all(
                have[at + i].startswith(word) if starred else have[at + i] == word
                for i, (word, starred) in enumerate(parts)
            ):
                found.add((field, at, at + len(parts)))
    return found


def slow_span(document: Document, span: Condition) -> set[Place]:
    if isinstance(span, c.Phrase):
        return slow_places(document, span.text, span.fields)
    if isinstance(span, c.Term):
        phrases = TERMS[span.name]
        return set().union(*(slow_places(document, one, span.fields) for one in phrases))
    assert isinstance(span, c.Entity)
    phrases = list(ENTITIES["corp"].aliases)
    return set().union(*(slow_places(document, one, span.fields) for one in phrases))


def slow_near(document: Document, near: c.Near) -> bool:
    for chosen in itertools.product(*(slow_span(document, one) for one in near.of)):
        if len({place[0] for place in chosen}) != 1:
            continue
        width = max(place[2] for place in chosen) - min(place[1] for place in chosen)
        in_order = all(one[2] <= two[1] for one, two in itertools.pairwise(chosen))
        if width <= near.words and (in_order or not near.ordered):
            return True
    return False


def slow(document: Document, one: Condition) -> bool:
    if isinstance(one, (c.Phrase, c.Term, c.Entity)):
        return bool(slow_span(document, one))
    if isinstance(one, c.AnyOf):
        return any(slow(document, part) for part in one.of)
    if isinstance(one, c.AllOf):
        return all(slow(document, part) for part in one.of)
    if isinstance(one, c.NoneOf):
        return not any(slow(document, part) for part in one.of)
    if isinstance(one, c.Count):
        return sum([slow(document, part) for part in one.of]) >= one.at_least
    assert isinstance(one, c.Near)
    return slow_near(document, one)


@st.composite
def texts(draw: st.DrawFn) -> str:
    chosen = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=14))
    return "".join(word + gap for word, gap in chosen)


DOCUMENTS = st.builds(Document, title=texts(), summary=texts(), author=texts())
PHRASES = st.lists(
    st.sampled_from(
        ["alpha", "beta", "gamma", "del*", "delta", "ETA", "omega", "alph*", "京", "北京"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
FIELDS = st.sampled_from([["title"], ["summary", "author"], ["title", "summary", "content"]])
SPANS = st.one_of(
    PHRASES,
    st.sampled_from(["$greek", "$stops"]),
    st.just({"entity": "corp"}),
    st.builds(lambda text, fields: {"phrase": {"text": text, "fields": fields}}, PHRASES, FIELDS),
)
NEAR = st.builds(
    lambda spans, size, ordered: {"near": {"all": spans, "words": size, "ordered": ordered}},
    st.lists(SPANS, min_size=2, max_size=3),
    st.integers(1, 8),
    st.booleans(),
)


def grow(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    parts = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda of: {"any": of}, parts),
        st.builds(lambda of: {"all": of}, parts),
        st.builds(lambda of, no: {"all": of, "none": no}, parts, parts),
        st.builds(lambda of: {"none": of}, parts),
        st.builds(
            lambda of, least: {"count": {"among": of, "at_least": least}}, parts, st.integers(1, 3)
        ),
    )


WHENS = st.recursive(st.one_of(SPANS, NEAR), grow, max_leaves=8)


@given(st.lists(WHENS, min_size=1, max_size=6), st.lists(DOCUMENTS, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_the_engine_agrees_with_the_reference(
    whens: list[object], documents: list[Document]
) -> None:
    rules = []
    for index, when in enumerate(whens):
        rule = read_rule({"id": f"r{index}", "when": when})
        assert isinstance(rule, RuleSpec), rule
        rules.append(rule)
    ruleset = compile_rules(rules, TERMS, ENTITIES, GAZETTEER)
    for document in documents:
        matched = ruleset.match(document)
        wanted = [rule.id for rule in rules if slow(document, rule.when)]
        assert [one.rule.id for one in matched.matches] == wanted
        for one in matched.matches:
            for piece in one.evidence:
                assert document.text(piece.field)[piece.start : piece.end] == piece.quote


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_every_word_of_any_text_has_a_place(text: str) -> None:
    folded = words(text)
    places = spans(text)
    assert len(places) == len(folded)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text(alphabet="aàß İıé\u0301\u3099かが中กำ'’-$ \u200b\ud800½ﬁ한\u1161ﾞｶ", max_size=30))
@settings(max_examples=100, deadline=None)
def test_folding_what_was_folded_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once
    assert len(spans(text)) == len(once)
