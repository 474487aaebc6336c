"""What grouping knew of an item before the upgrade it knows after it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import sqlalchemy as sa

from rules.stories.features import Features, features
from rules.text.document import Document
from storage.store import Store
from tests.migration.test_populated import FIRST, TICKS, at_version

DOCUMENT = Document(title="Ferry sinks off Lagos, 31 dead", summary="Divers search the wreck.")


def kept(empty_url: str, written: str) -> str:
    """Return what all upgrades make of a row of features."""
    engine = at_version(empty_url, "0001")
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name in ("feed", "story", "entry"):
            connection.execute(tables.tables[name].insert(), FIRST[name])
        values = {"story_id": 4, "entry_id": 7, "at": TICKS, "features": written}
        connection.execute(tables.tables["story_features"].insert(), values)
    engine.dispose()
    store = Store.open(empty_url)
    assert store.upgrade()
    with store.read() as tx:
        [row] = tx.stories.features_after(0, datetime(2026, 1, 1, tzinfo=UTC))
    store.close()
    return str(row.features)


def test_features_written_as_lists_are_read_as_before(empty_url: str) -> None:
    known = features(DOCUMENT)
    *parts, counts, pairs = known.dump().split("\t")
    words, title, names, numbers, capitals, _ = map(str.split, parts)
    listed = json.dumps([words, counts, title, pairs, names, numbers, capitals])
    assert Features.load(kept(empty_url, listed)) == known


def test_features_written_as_lines_without_places_are_read_as_before(empty_url: str) -> None:
    known = features(DOCUMENT)
    *parts, places, counts, pairs = known.dump().split("\t")
    assert places == ""
    assert Features.load(kept(empty_url, "\t".join((*parts, counts, pairs)))) == known


def test_what_cannot_be_read_stays_as_it_is(empty_url: str) -> None:
    assert kept(empty_url, "of another program") == "of another program"
