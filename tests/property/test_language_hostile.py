"""Whatever stands where a rule should, and whatever text comes: an answer, never an exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.data import load_gazetteer
from rules.errors import Problem, RulesError
from rules.language.explain import explain
from rules.language.grammar import FORMS
from rules.language.inline import run_tests
from rules.language.lint import lint
from rules.language.ruleset import compile_rules
from rules.language.schema import RuleSpec, read_rule
from rules.text.document import FIELDS, Document
from rules.text.sentences import sentences

GAZETTEER = load_gazetteer()
TERMS = {"troops": ["troops"], "empty": []}

KEYS = [
    *FORMS, "text", "case", "fields", "stem", "among", "at_least", "below", "words", "ordered",
    "pattern", "kind", "id", "side", "per", "status", "forces", "place", "when", "tests", "title",
    "labels", "story", "origins", "within", "update_on", "figure", "rises", "expect", "figures",
]  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["killed", "any", "$troops", "$empty", "RU", "foreign", "war*", "(a+)+$", "2h"]
    ),
    st.sampled_from([*FIELDS, "match", "day", "reported", "present", "country", "10%"]),
)
RAW = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=12,
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="aA.!?\n 'ʼ-$3çé\u0301中\ud800", max_size=60),
)
DOCUMENTS = st.builds(Document, title=TEXTS, summary=TEXTS, author=TEXTS, url=TEXTS, source=TEXTS)


@given(RAW)
@settings(max_examples=300, deadline=None)
def test_any_data_is_read_or_refused_in_words(raw: object) -> None:
    read = read_rule(raw, ("rules", 0))
    if isinstance(read, RuleSpec):
        return
    assert read
    for problem in read:
        assert isinstance(problem, Problem)
        assert problem.where[:2] == ("rules", 0)
        assert problem.message


@given(RAW, DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_any_condition_is_compiled_and_asked_or_refused(when: object, document: Document) -> None:
    rule = read_rule({"id": "r", "when": when, "tests": [{"title": "x"}]})
    if not isinstance(rule, RuleSpec):
        return
    lint([rule], TERMS, feed_languages=["de"])
    try:
        ruleset = compile_rules([rule], TERMS, {}, GAZETTEER)
    except RulesError:
        return
    matched = ruleset.match(document)
    assert explain(ruleset, "r", document).held is bool(matched.matches)
    assert len(run_tests([rule], ruleset)) <= 1
    for match in matched.matches:
        for one in match.evidence:
            assert document.text(one.field)[one.start : one.end] == one.quote


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_sentences_lie_in_order_and_lose_only_white_space(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
