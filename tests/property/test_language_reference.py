"""The engine agrees with the slow evaluator of ``tests.reference``, in all scripts."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.data import load_gazetteer
from rules.language.ruleset import compile_rules
from rules.language.schema import EntitySpec, RuleSpec, read_rule
from rules.text.document import FIELDS as NAMES
from rules.text.document import Document
from rules.text.fold import cased_words, folded, spaced, spans, words
from tests.reference import Reference
from tests.reference_text import read

TERMS = {
    "greek": ["alpha", "beta gamma", "del*"],
    "scripts": ["війна", "Straße", "ガザ", "प्रधान मंत्री", "الحرب"],
    "money": ["$$ 5"],
}
ENTITIES = {
    "corp": EntitySpec(kind="firm", aliases=("Alpha Beta", "Ypsilon", "IT")),
    "qam": EntitySpec(kind="firm", aliases=("Qa'am",)),
}
GAZETTEER = load_gazetteer()
REFERENCE = Reference(TERMS, ENTITIES, GAZETTEER)

WORDS = [
    "alpha", "Beta", "GAMMA", "delta", "delphi", "Ypsilon", "éta", "e\u0301ta", "北京", "出兵", "ガザ",
    "війна", "ВІЙНА", "ёлка", "елка", "Straße", "STRASSE", "İzmir", "ısparta", "الحَرْب", "الحرب",
    "प्रधान", "मंत्री", "กรุงเทพ", "Qa'am", "Qaam", "qa’am", "it", "IT", "US", "us", "$", "5", "killed",
    "12 people were killed", "Moscow says", "Moscow", "Ukrainian", "attacks", "attacking", "Łódź",
]  # fmt: skip
GAPS = [
    " ",
    " ",
    " ",
    " ",
    "-",
    ", ",
    "’s ",
    ". ",
    "\n\n",
    "",
    "'",
    "\u00ad",
    "\u200b",
    "。",
    " — ",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    chosen = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12))
    return "".join(word + gap for word, gap in chosen)


DOCUMENTS = st.builds(
    Document,
    title=texts(),
    summary=texts(),
    author=st.sampled_from(["", "Ann Lee", "Élodie Ypsilon"]),
    tags=st.sampled_from([(), ("World",), ("alpha", "war"), ("alpha", "beta  D", "ÉTA")]),
    feed_tags=st.sampled_from([(), ("desk",)]),
    feed_names=st.sampled_from([(), ("bugle", "https://feeds.example.net/all")]),
    source=st.sampled_from(["", "example.org", "Daily Bugle", "https://www.example.com/feed"]),
    url=st.sampled_from(["", "https://news.example.org/alpha", "http://example.net:80/1"]),
    language=st.sampled_from(["", "en-GB", "de", "uk"]),
)
PHRASES = st.lists(
    st.sampled_from(
        ["alpha", "beta", "gamma", "del*", "delta", "ETA", "alph*", "京", "北京", "ガザ", "вій*", "елка",
         "strasse", "IZMIR", "الحرب", "प्रधान", "मंत्री", "กรุง", "qaam", "Qa'am", "$$", "5", "lodz", "s"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)  # fmt: skip
FIELDS = st.lists(
    st.sampled_from(["title", "summary", "content", "author", "tags", "url"]),
    min_size=1,
    max_size=3,
)
CASED = st.sampled_from(["US", "IT", "Beta", "Qa'am", "İzmir", "Del*", "Alpha Beta", "STRASSE"])
SPANS = st.one_of(
    PHRASES,
    st.sampled_from(["$greek", "$scripts", "$money"]),
    st.sampled_from(["corp", "qam", "RU", "UA", "US"]).map(lambda name: {"entity": name}),
    st.sampled_from([{"entity": {"kind": "firm"}}, {"entity": {"kind": "country"}}]),
    st.builds(lambda name, fields: {"entity": {"id": name, "fields": fields}},
              st.sampled_from(["corp", "RU"]), FIELDS),
    st.builds(lambda text, fields: {"phrase": {"text": text, "fields": fields}}, PHRASES, FIELDS),
    st.builds(lambda text: {"phrase": {"text": text, "case": True}}, CASED),
    st.sampled_from(["attack", "attacked alpha", "елки"]).map(
        lambda text: {"phrase": {"text": text, "stem": True}}
    ),
)  # fmt: skip
NEAR = st.builds(
    lambda spans, size, ordered: {"near": {"all": spans, "words": size, "ordered": ordered}},
    st.lists(SPANS, min_size=2, max_size=3),
    st.integers(1, 8),
    st.booleans(),
)
CHECKS: st.SearchStrategy[Any] = st.sampled_from(
    [
        {"source": "example.org"}, {"source": ["daily bugle", "example.com"]}, {"tag": "WORLD"},
        {"source": "Bugle"}, {"source": "feeds.example.net"}, {"tag": "eta"}, {"tag": "Beta d"},
        {"tag": ["war", "desk"]}, {"author": "ann lee"}, {"author": "elodie"}, {"language": "en"},
        {"language": ["de", "uk-UA"]}, {"regex": "alpha"}, {"regex": {"pattern": "D.l", "case": True}},
        {"regex": {"pattern": "^$", "fields": ["author"]}}, {"figure": "killed"},
        {"figure": {"kind": ["killed"], "at_least": 12, "below": 13}},
        {"figure": {"kind": "killed", "at_least": 13}}, {"figure": {"kind": "any", "status": "past"}},
    ]
)  # fmt: skip


def grow(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        st.builds(lambda of: {"any": of}, parts),
        st.builds(lambda of: {"all": of}, parts),
        st.builds(lambda of, no: {"all": of, "none": no}, parts, parts),
        st.builds(lambda of: {"none": of}, parts),
        st.builds(
            lambda of, least: {"count": {"among": of, "at_least": least}}, parts, st.integers(1, 4)
        ),
    )


SENTENCE = st.lists(SPANS, min_size=2, max_size=3).map(lambda spans: {"sentence": spans})
WHENS = st.recursive(st.one_of(SPANS, SPANS, NEAR, SENTENCE, CHECKS), grow, max_leaves=8)


@given(st.lists(WHENS, min_size=1, max_size=6), st.lists(DOCUMENTS, min_size=1, max_size=3))
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
        scan = ruleset.scan(document)
        wanted = [rule.id for rule in rules if REFERENCE.holds(document, rule.when)]
        assert [one.rule.id for one in matched.matches] == wanted
        walked = zip(ruleset.rules, ruleset.nodes, strict=True)
        assert [rule.id for rule, node in walked if node.holds(scan)] == wanted
        for one in matched.matches:
            for piece in one.evidence:
                assert document.text(piece.field)[piece.start : piece.end] == piece.quote


@given(st.lists(WHENS, min_size=3, max_size=8), DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_what_is_filled_and_where_does_not_depend_on_who_asks_first(
    whens: list[object], document: Document
) -> None:
    read = [read_rule({"id": f"r{index}", "when": when}) for index, when in enumerate(whens)]
    rules = [rule for rule in read if isinstance(rule, RuleSpec)]
    ruleset = compile_rules(rules, TERMS, ENTITIES, GAZETTEER)
    filled, placed, together = (ruleset.scan(document) for _ in range(3))
    ruleset.holding(placed)  # Asks for some of the places and spellings.
    slots = sorted(filled.possible)
    together.locate(slots)
    places = {slot: hits for slot in slots if (hits := together.hits(slot))}
    later = {slot: hits for slot in reversed(slots) if (hits := placed.hits(slot))}
    assert later == places
    assert filled.present == placed.present == set(places)
    for hits in places.values():
        for field, first, last in hits:
            assert 0 <= first < last <= len(document.words(NAMES[field]))


@given(st.one_of(texts(), st.text(max_size=60)))
@settings(max_examples=300, deadline=None)
def test_a_text_folded_at_once_has_the_words_of_each_reading(text: str) -> None:
    plain, cased = folded(text)
    assert plain == spaced(words(text))
    assert cased is None or cased == spaced(cased_words(text))


@given(texts())
@settings(max_examples=300, deadline=None)
def test_the_fold_agrees_with_the_reference(text: str) -> None:
    found = read(text)
    assert words(text) == [word.plain for word in found]
    assert cased_words(text) == [word.cased for word in found]
    assert spans(text) == [(word.start, word.end) for word in found]


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_every_word_of_any_text_has_a_place(text: str) -> None:
    places = spans(text)
    assert len(places) == len(words(text))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text(alphabet="aàß İıé\u0301\u3099かが中กำ'’-$ \u200b\ud800½ﬁ한\u1161ﾞｶ", max_size=30))
@settings(max_examples=100, deadline=None)
def test_folding_what_was_folded_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once
    assert len(spans(text)) == len(once)
