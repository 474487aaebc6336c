"""What grouping knew of an item before the upgrade it knows after it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import sqlalchemy as sa

from rules.stories.features import Features, features
from rules.text.document import Document
from storage.store import Store
from tests.migration.test_populated import FIRST, TICKS, at_version


def test_features_written_as_lists_are_read_as_before(empty_url: str) -> None:
    document = Document(title="Ferry sinks off Lagos, 31 dead", summary="Divers search the wreck.")
    known = features(document)
    *parts, counts, pairs = known.dump().split("\t")
    words, title, names, numbers, capitals = map(str.split, parts)
    listed = json.dumps([words, counts, title, pairs, names, numbers, capitals])
    engine = at_version(empty_url, "0001")
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name in ("feed", "story", "entry"):
            connection.execute(tables.tables[name].insert(), FIRST[name])
        row = {"story_id": 4, "entry_id": 7, "at": TICKS, "features": listed}
        connection.execute(tables.tables["story_features"].insert(), row)
    engine.dispose()
    store = Store.open(empty_url)
    assert store.upgrade()
    with store.read() as tx:
        [kept] = tx.stories.features_after(0, datetime(2026, 1, 1, tzinfo=UTC))
    store.close()
    assert Features.load(kept.features) == known
