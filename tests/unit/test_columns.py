"""Values bound one by one and column by column come out alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from storage.columns import Json, Moment, Words

DIALECT = sqlite.dialect()
TEXTS = st.one_of(st.none(), st.text(st.characters(codec=None, categories=None)))


@given(st.lists(TEXTS))
def test_texts_of_a_column_are_bound_as_each_by_itself(texts: list[str | None]) -> None:
    each = [Words().process_bind_param(text, DIALECT) for text in texts]
    assert list(Words.bind_all(texts)) == each


def test_one_bad_text_changes_no_other_of_its_column() -> None:
    column = ("plain", None, "", "no\0thing", "half \ud83d", "\ude00 half", "цілий")
    bound = ("plain", None, "", "nothing", "half \ufffd", "\ufffd half", "цілий")
    assert tuple(Words.bind_all(column)) == bound


@given(st.lists(st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))))
def test_times_of_a_column_are_bound_as_each_by_itself(times: list[datetime | None]) -> None:
    each = [Moment().process_bind_param(time, DIALECT) for time in times]
    assert list(Moment.bind_all(times)) == each


def test_times_may_be_of_any_zone_and_must_have_one() -> None:
    noon = datetime(2026, 11, 2, 12, tzinfo=UTC)
    same = noon.astimezone(timezone(timedelta(hours=5)))
    assert len(set(Moment.bind_all([noon, noon, same]))) == 1
    with pytest.raises(TypeError):
        Moment.bind_all([noon, noon.replace(tzinfo=None)])


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_read_as_it_was_but_for_nul(value: object) -> None:
    (bound,) = Json.bind_all([value])
    assert "\\u0000" not in bound.replace("\\\\", "")
    expected = json.dumps(value, ensure_ascii=False).replace("\\\\", "\0").replace("\\u0000", "")
    assert json.loads(bound) == json.loads(expected.replace("\0", "\\\\"))


def test_json_takes_mappings_and_lone_surrogates() -> None:
    labels = MappingProxyType({"side": "north", "tags": ("a", "b\0c")})
    assert Json.bind_all([labels, ("\ud83d",), ()]) == [
        '{"side":"north","tags":["a","bc"]}', '["\ufffd"]', "[]"
    ]  # fmt: skip
