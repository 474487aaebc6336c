"""What holds of the figures of any text."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.facts.model import Facts
from rules.facts.sentences import MAX_TOKENS, spans, tokenise
from rules.text.document import Document

GAZETTEER = load_gazetteer()
NUMBERS = st.sampled_from(
    [
        "0",
        "1",
        "3",
        "nine",
        "12",
        "1,200",
        "10\xa0000",
        "dozens",
        "two dozen",
        "1.2",
        "1.2 million",
        "at least 31",
        "10-12",
        "95 to 158",
        "half a million",
        "tens of thousands",
        "up to 40",
        "a hundred",
        "several",
    ]
)
WORDS = st.one_of(
    NUMBERS,
    st.sampled_from(
        [
            "\n",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "people",
            "soldiers",
            "children",
            "others",
            "civilians",
            "hostages",
            "bodies",
            "members",
            "staff",
            "them",
            "whom",
            "policewoman",
            "couple",
            "woman\n",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "killed",
            "wounded",
            "dead",
            "missing",
            "kidnapped",
            "displaced",
            "died",
            "kills",
            "injures",
            "deaths",
            "toll",
            "casualties",
            "lives",
            "lost\n",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "was",
            "were",
            "has",
            "been",
            "and",
            "or",
            "of",
            "in",
            "the",
            "a",
            "an",
            "his",
            "including",
            "among",
            "that",
            "who",
            "while",
            "after",
            "since",
            "than",
            "(",
            ")",
            ",",
            ".",
            ";",
            ":",
            "-",
            "no\n",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "one",
            "nobody",
            "not",
            "denied",
            "feared",
            "last",
            "year",
            "daily",
            "2019",
            "Kyiv",
            "Russian",
            "French",
            "UN",
            "from",
            "homes",
            "shot",
            "Ana",
            "Ruiz",
            "“",
            "\u200b\n",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "�",
            "İ",
            "—",
            "%",
            "$",
            "years",
            "old",
            "17-year-old",
            "'s\n",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
    ),
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


def read(title: str = "", content: str = "") -> Facts:
    return extract(Document(title=title, content=content, language="en"), GAZETTEER)


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_quote_stands_at_its_offsets(title: str, content: str) -> None:
    document = Document(title=title, content=content, language="en")
    for one in (found := extract(document, GAZETTEER)).figures + found.deployments:
        assert document.text(one.field)[one.start : one.end] == one.quote


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_bounds_are_in_order_and_totals_rest_on_figures(title: str, content: str) -> None:
    found = read(title, content)
    for one in found.figures:
        assert one.low >= 0
        assert one.high is None or one.high >= one.low
        assert (one.high == 0) <= (one.status == "denied")
    for kind, total in found.totals.items():
        stated = [one for one in found.figures if one.kind == kind]
        assert total.kind == kind
        assert total.status != "denied"
        assert min(one.low for one in stated) <= total.low <= sum(one.low for one in stated)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_facts_are_the_same_each_time_they_are_read(text: str) -> None:
    assert read(text) == read(text)


@given(
    NUMBERS.filter(lambda number: number != "0"),
    st.sampled_from(["people", "soldiers", "children", "workers", "civilians"]),
    st.sampled_from(
        ["killed in {}", "were injured in {}", "missing after {}", "feared dead in {}"]
    ),
    st.sampled_from(["flood", "a mine blast", "ferry fire"]),
)
@settings(max_examples=200, deadline=None)
def test_a_headline_says_the_same_in_any_case(number: str, who: str, what: str, where: str) -> None:
    headline = f"{number} {who} {what.format(where)}"
    plain = totals(headline)
    assert totals(headline.upper()) == plain
    assert totals(re.sub(r"\b[a-z]", lambda hit: hit.group().upper(), headline)) == plain


def totals(text: str) -> dict[str, tuple[int, int | None]]:
    return {kind: (one.low, one.high) for kind, one in read(text).totals.items()}


@given(st.text("aBz019 .,:/'-_$()\n\t\x00\x1c", max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_text_of_ascii_has_the_tokens_it_has_beside_another_letter(text: str) -> None:
    alone = tokenise("content", text, 0, len(text))
    beside = tokenise("content", f"{text} é", 0, len(text) + 2)
    assert [*alone.words, "é"] == beside.words
    tokens = range(len(alone.words))
    assert [alone.quote(at, at) for at in tokens] == [beside.quote(at, at) for at in tokens]


@given(st.text("aBz019 .,:/'’-_$()\n\t\u00ad\u200b\u00a0é\u0301", max_size=60))
@settings(max_examples=300, deadline=None)
@example(" ".join(["a"] * MAX_TOKENS) + " one more")
def test_tokens_stand_where_they_are_said_to(text: str) -> None:
    sentence = tokenise("content", f"a. {text} b", 3, 3 + len(text))
    tokens = range(len(sentence.words))
    spans = [(sentence.start(at), sentence.end(at)) for at in reversed(tokens)][::-1]
    assert [sentence.source[start:end] for start, end in spans] == sentence.words
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert not spans or sentence.bounds == (spans[0][0], spans[-1][1])
    read = sum(map(str.isalnum, "".join(sentence.words)))
    assert len(sentence.words) == MAX_TOKENS or sum(map(str.isalnum, text)) == read


# What the module looks for, without regard to what is found quickly.
PLAIN_END = re.compile(
    r"(?<=[.!?])[\"”’»)\]]*\s+(?=[\"“‘«(\[]*[A-Z0-9@\u0400-\u042f])|\n\s*\n\s*|[•●]\s*"
)


@given(st.text('aBЖ1.!?"”’) \n•●\t', max_size=40))
@settings(max_examples=300, deadline=None)
def test_sentences_part_where_the_plain_expression_is_found(text: str) -> None:
    text = re.sub(r"\b[A-Za-z]\b", "word", text)  # A letter with a full stop is an initial.
    parts, start = [], 0
    for hit in PLAIN_END.finditer(text):
        if hit.start() > start:
            parts.append((start, hit.start()))
        start = hit.end()
    assert list(spans(text)) == parts + ([(start, len(text))] if start < len(text) else [])
