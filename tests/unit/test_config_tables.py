"""Lists of other people: names from CSV, feeds from OPML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_config_load import good, read


def test_entities_come_from_csv(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        '\ufeffid,kind,alias,country\nkim,person,Kim Roe,GB\nkim,person,"Roe, Kim",\nlee,person,Lee,\n'
    )
    config = good(tmp_path, "entities: {people: {from: people.csv}}\n")
    assert set(config.entities) == {"kim", "lee"}
    assert config.entities["kim"].aliases == ("Kim Roe", "Roe, Kim")
    assert config.entities["kim"].country == "GB"


def test_bad_lines_of_a_csv_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,kind,alias\nkim,person,\n\nlee,person,Lee\n")
    loaded = read(
        tmp_path, "entities: {p: {from: people.csv}, lee: {kind: person, aliases: Lee}}\n"
    )
    file = tmp_path / "people.csv"
    assert [str(problem) for problem in loaded.problems] == [
        f"{file}:2:1: error: the alias is empty. fill it in",
        f"{file}:4:1: error: duplicate entity 'lee'. give one of them another id",
    ]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_tables_as_spreadsheets_write_them_are_read_by_their_first_line(
    mark: str, tmp_path: Path
) -> None:
    lines = ("ID,Kind,Alias,Country", "kim,person,Kim Roe,GB", 'kim,person,"Roe, Kim",')
    (tmp_path / "people.csv").write_text("\r\n".join(lines).replace(",", mark))
    config = good(tmp_path, "entities: {people: {from: people.csv}}\n")
    assert config.entities["kim"].aliases == ("Kim Roe", f"Roe{mark} Kim")
    assert config.entities["kim"].country == "GB"


def test_cells_beyond_the_columns_are_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,alias\nkim,Roe, Kim\nlee,Lee,,\n")
    loaded = read(tmp_path, "entities: {p: {from: people.csv}}\n")
    assert [str(problem) for problem in loaded.problems] == [
        f"{tmp_path / 'people.csv'}:2:1: warning: more cells than the first line has columns. "
        "put a text that holds ',' in quotes"
    ]
    assert loaded.config is not None
    assert set(loaded.config.entities) == {"kim", "lee"}


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("name|alias", "has no column id. its first line must be id,kind,alias"),
        ("", "has no column id and no column alias. its first line must be id,kind,alias"),
        ("x" * 200_000, "is not CSV: field larger than field limit (131072)"),
    ],
)
def test_a_table_without_its_columns_is_refused(head: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(f"{head.replace('|', ';')}\nkim;Kim\n")
    (problem,) = read(tmp_path, "entities: {p: {from: people.csv}}\n").problems
    assert str(problem).endswith(f"people.csv {said}")


def test_opml_folders_become_tags_and_other_keys_go_to_every_feed(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="World">'
        '<outline text="Daily A" xmlUrl="https://a.example/f"/>'
        '<outline title="Asia" text="x"><outline text="https://b.example/f" '
        'xmlUrl="https://b.example/f" category="/Wire"/></outline></outline>'
        '<outline text="C" type="rss" xmlUrl="https://c.example/f"/></body></opml>'
    )
    config = good(tmp_path, "feeds: [{opml: feeds.opml, every: 5m, tags: [mine]}]\n")
    assert [(feed.url, feed.name, feed.tags, feed.every) for feed in config.feeds] == [
        ("https://a.example/f", "Daily A", ("World", "mine"), 300),
        ("https://b.example/f", "", ("World", "Asia", "Wire", "mine"), 300),
        ("https://c.example/f", "C", ("mine",), 300),
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<opml><body>", "no element found"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml>&a;</opml>', "declares entities"),
    ],
)
def test_bad_opml_is_refused(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "feeds.opml").write_text(body)
    loaded = read(tmp_path, "feeds: [{opml: feeds.opml}]\n")
    assert [problem.line for problem in loaded.problems] == [1]
    assert message in loaded.problems[0].message
