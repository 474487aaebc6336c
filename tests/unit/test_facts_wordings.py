"""Facts in the wording of the world's news, with texts of our own kept in ``wordings/``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.facts.extract import may_state
from rules.facts.model import Facts
from rules.facts.predicates import PHRASES, PREDICATE_WORDS
from rules.text.document import Document
from tests.unit.reading import facts, told, totalled

STATES = {
    "FR": ("French", "France"),
    "GB": ("British", "Britain"),
    "KE": ("Kenyan", "Kenya"),
    "RW": ("Rwandan", "Rwanda"),
    "TR": ("Turkish", "Turkey"),
    "DE": ("German", "Germany"),
}
WORDINGS = Path(__file__).parent / "wordings"


def lines(name: str) -> list[str]:
    """Return the cases of a file: every line but notes."""
    text = (WORDINGS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


def figure_lines() -> list[str]:
    """Return the cases of the files of figures: wordings, genres, then what harms nobody."""
    return lines("figures.txt") + lines("genres.txt") + lines("harmless.txt")


def articles() -> list[str]:
    """Return the short articles, each with what it states in its last line."""
    files = ("articles.txt", "genre_articles.txt", "mission_articles.txt")
    texts = [(WORDINGS / name).read_text(encoding="utf-8").strip() for name in files]
    return [block for block in "\n\n".join(texts).split("\n\n") if block[0] != "#"]


def deployed(found: Facts) -> set[str]:
    """Return foreign deployments as the files write them."""
    foreign = (one for one in found.deployments if one.foreign)
    return {f"{one.forces or '-'} {one.place} {one.low or '-'} {one.status}" for one in foreign}


def expected(said: str, by: str) -> set[str]:
    return set() if said == "nothing" else {*said.split(by)}


@pytest.mark.parametrize("case", figure_lines())
def test_figures_of_one_sentence(case: str) -> None:
    text, _, said = case.rpartition(" | ")
    assert told(text) == expected(said, ", ")


@pytest.mark.parametrize("case", lines("usual.txt"))
def test_one_event_is_read_alike_however_it_is_told(case: str) -> None:
    text, _, said = case.rpartition(" | ")
    assert told(text) == {said}


@pytest.mark.parametrize("case", lines("sides.txt"))
def test_whose_people_are_counted(case: str) -> None:
    text, _, code = case.rpartition(" | ")
    (figure,) = facts(text).totals.values()
    assert (figure.side or "nobody") == code


@pytest.mark.parametrize("case", lines("deployments.txt") + lines("missions.txt"))
def test_foreign_deployments_of_one_sentence(case: str) -> None:
    text, _, said = case.rpartition(" | ")
    found = facts(text)
    assert deployed(found) == expected(said, "; ")
    assert all(text[one.start : one.end] == one.quote for one in found.deployments)


@pytest.mark.parametrize("case", articles())
def test_totals_and_deployments_of_an_article(case: str) -> None:
    title, *body, said = case.splitlines()
    found = facts(title, summary=" ".join(body))
    assert totalled(found) | deployed(found) == expected(said.removeprefix("> "), ", ")


@pytest.mark.parametrize(
    "dressed",
    [
        lambda text: text.rstrip(".") + ", officials say",
        lambda text: text.rstrip(".") + " - World News",
        lambda text: f"\u201c{text}\u201d",
        lambda text: text.replace(" ", "\u00a0", 3),
        lambda text: text.replace("'", "\u2019").replace("-", "\u2011"),
    ],
    ids=["attribution", "name of the site", "quotation marks", "no-break spaces", "typography"],
)
def test_what_papers_add_to_a_sentence_changes_no_fact(dressed: Callable[[str], str]) -> None:
    for case in figure_lines():
        text, _, said = case.rpartition(" | ")
        assert told(dressed(text)) == expected(said, ", "), text
    for case in lines("deployments.txt") + lines("missions.txt"):
        text, _, said = case.rpartition(" | ")
        assert deployed(facts(dressed(text))) == expected(said, "; "), text


@pytest.mark.parametrize(
    ("those", "others"),
    [
        ("people", "pilgrims"),
        ("people", "quarry workers"),
        ("civilians", "market traders"),
        ("children", "schoolgirls"),
        ("villagers", "Maasai herders"),
        ("passengers", "football fans"),
        ("workers", "call-centre agents"),
        ("guards", "park rangers"),
    ],
)
def test_other_people_are_counted_alike(those: str, others: str) -> None:
    told_of = [case for case in figure_lines() if re.search(rf"\b{those}\b", case)]
    assert told_of
    for case in told_of:
        text, _, said = case.rpartition(" | ")
        assert told(re.sub(rf"\b{those}\b", others, text)) == expected(said, ", "), text


@pytest.mark.parametrize(
    ("people", "state", "code"),
    [
        ("South African", "South Africa", "ZA"),
        ("Dutch", "the Netherlands", "NL"),
        ("New Zealand", "New Zealand", "NZ"),
        ("Emirati", "the United Arab Emirates", "AE"),
    ],
)
def test_forces_of_other_states_are_read_alike(people: str, state: str, code: str) -> None:
    read = 0
    for case in lines("deployments.txt") + lines("missions.txt"):
        text, _, said = case.rpartition(" | ")
        names = STATES.get(said[:2])
        if names is None or said.count(said[:2]) > 1 or "; " in said:
            continue
        swapped = re.sub(rf"\b{names[1]}\b", state, re.sub(rf"\b{names[0]}\b", people, text))
        if swapped != text:
            assert deployed(facts(swapped)) == {code + said[2:]}, swapped
            read += 1
    assert read > 30


@pytest.mark.parametrize(
    "lead", ["The war went on.", "Envoys met in Geneva on Monday.", "Fighting raged near Kursk."]
)
def test_losses_are_read_alike_in_a_body(lead: str) -> None:
    for case in lines("sides.txt"):
        text, _, code = case.rpartition(" | ")
        (alone,) = facts(text).totals.values()
        (figure,) = facts("War in its fourth year", content=f"{lead} {text}.").totals.values()
        read = (figure.kind, figure.low, figure.high, figure.per)
        assert read == (alone.kind, alone.low, alone.high, alone.per), text
        assert (figure.side or "nobody") == code, text


def test_quotes_keep_the_spaces_of_the_text() -> None:
    text = "Fire claims\u00a0four miners near Siena"
    (figure,) = facts(text).figures
    assert figure.quote == text[figure.start : figure.end] == "claims\u00a0four miners"


def test_no_word_of_harm_is_passed_over_at_a_glance() -> None:
    """A text is looked into only where it has a stem, so every word and phrase has to hold one."""
    phrases = (" ".join(parts) for rows in PHRASES.values() for parts, _, _ in rows)
    unseen = [
        said
        for said in (*PREDICATE_WORDS, *phrases)
        if not may_state(Document(title=f"Two {said}"))
    ]
    assert sorted(unseen) == ["loss", "loss rate"]  # insurers have these too
