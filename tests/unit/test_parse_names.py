"""The quick reader's lists of names are feedparser's: nothing it handles may be overlooked."""

from __future__ import annotations

import pytest
from feedparser.api import StrictFeedParser
from feedparser.mixin import _FeedParserMixin

from monitor.parse.draft import READ
from monitor.parse.names import (
    CONTAINERS,
    HARMLESS,
    IDLE_NAMESPACES,
    NAMESPACES,
    REFUSED,
    UnsureError,
    name_of,
    prefixes,
)

HANDLED = {
    name.split("_", 2)[2].lower()
    for name in dir(StrictFeedParser)
    if name.startswith(("_start_", "_end_"))
}


def test_every_element_that_feedparser_handles_is_in_one_list() -> None:
    lists = (READ, HARMLESS, CONTAINERS, REFUSED)
    assert set().union(*lists) >= HANDLED
    assert sum(map(len, lists)) == len(set().union(*lists))
    assert HARMLESS <= HANDLED
    assert CONTAINERS <= HANDLED


def test_namespaces_are_those_of_feedparser() -> None:
    theirs = {uri.lower(): prefix.lower() for uri, prefix in _FeedParserMixin.namespaces.items()}
    theirs.pop("")
    assert theirs.keys() == NAMESPACES.keys() | IDLE_NAMESPACES
    assert all(theirs[uri] == prefix for uri, prefix in NAMESPACES.items())
    used = {theirs[uri] for uri in IDLE_NAMESPACES}
    assert not any(name.startswith(f"{prefix}_") for prefix in used for name in HANDLED)


@pytest.mark.parametrize(
    ("declared", "tag", "name"),
    [
        ([("d", "http://purl.org/dc/elements/1.1/")], "Creator", "dc_creator"),
        ([("dc", "http://purl.org/dc/terms")], "creator", "dc_creator"),
        ([("a10", "http://www.w3.org/2005/Atom")], "updated", "updated"),
        ([("", "urn:own")], "title", "title"),
        ([("own", "urn:own"), ("twin", "urn:own")], "title", "own_title"),
        ([("s", "http://purl.org/rss/1.0/modules/slash/")], "comments", "idle_comments"),
    ],
)
def test_elements_are_called_as_feedparser_calls_them(
    declared: list[tuple[str, str]], tag: str, name: str
) -> None:
    found = prefixes(declared)
    assert name_of(f"{{{declared[0][1]}}}{tag}", found) == name


@pytest.mark.parametrize(
    "declared",
    [
        [("x", "urn:a"), ("x", "urn:b")],
        [("x", "urn:a"), ("X", "urn:b")],
        [("", "urn:a"), ("x", "urn:a")],
        [("dc", "http://www.w3.org/2005/Atom")],
        [("media", "urn:a"), ("m", "http://search.yahoo.com/mrss/")],
    ],
)
def test_a_prefix_that_stands_for_two_things_is_left_to_feedparser(
    declared: list[tuple[str, str]],
) -> None:
    with pytest.raises(UnsureError):
        prefixes(declared)
