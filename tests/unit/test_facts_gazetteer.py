"""The gazetteer: its table and how names are found."""

from __future__ import annotations

from importlib.resources import files

import pytest

from monitor.data import load_gazetteer
from rules.facts.gazetteer import KINDS, Gazetteer, needs_case, split_words


def codes(text: str) -> list[str]:
    return [place.code for place in load_gazetteer().find(split_words(text))]


def test_the_table_has_one_line_per_code_and_kind_without_empty_names() -> None:
    text = files("monitor.data").joinpath("gazetteer.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    keys = [(code, kind) for code, kind, _ in rows]
    assert len(keys) == len(set(keys))
    assert {kind for _, kind in keys} == set(KINDS)
    assert all(len(code) == 2 and code.isupper() for code, _ in keys)
    assert all(alias.strip() == alias != "" for _, _, row in rows for alias in row.split("|"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korean and South Korean envoys", ["KP", "KR"]),
        ("the Democratic Republic of the Congo", ["CD"]),
        ("U.S. and US envoys met us", ["US", "US"]),
        ("Nigeria’s Borno state", ["NG", "NG"]),
        ("in Crimea, Gaza and the Golan Heights", ["UA", "PS", "SY"]),
        ("a turkey dinner with china plates", []),
        ("", []),
    ],
)
def test_names_are_found_longest_first(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_aliases_carry_names_and_peoples_but_no_capitals() -> None:
    aliases = {(code, alias) for code, alias, _ in load_gazetteer().aliases()}
    assert {("RU", "Russia"), ("RU", "Russians"), ("GB", "UK")} <= aliases
    assert ("RU", "Moscow") not in aliases


def test_abbreviations_need_their_capitals() -> None:
    assert needs_case("US")
    assert needs_case("Turkey")
    assert not needs_case("North Korea")


def test_an_unknown_kind_of_name_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind of name: nickname"):
        Gazetteer.build([("FR", "nickname", ["Hexagon"])])
