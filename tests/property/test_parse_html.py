"""Simple markup read without a tree gives the text that the tree gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.parse.html import to_text

PIECES = [
    "<p>", "</p>", "<br>", "<br/>", "<br />", "<b>", "</b>", "<i>", "</i>", "<em>", "</em>", "<strong>",
    "</strong>", '<a href="https://a.example/x">', "</a>", "<span>", "</span>", '<div class="x" id="y">',
    "</div>", "<ul>", "<li>", "</li>", "</ul>", "<h2>", "</h2>", "<blockquote>", "</blockquote>",
    "storm", " ferry ", "31", "Київ", "a > b", "é", "\n", "  ", "<img>", "<pre>", "<P>", "<p", "<!-- x -->",
]  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_short_way_and_the_tree_agree(markup: str) -> None:
    # A written space at the end is no text, but sends the whole through the tree.
    assert to_text(markup) == to_text(markup + "&#32;")
