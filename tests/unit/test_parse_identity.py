"""What makes an entry the same at the next poll, whole or by slices."""

from __future__ import annotations

import pytest

from monitor.parse.feed import read
from monitor.parse.identity import canonical_link
from monitor.parse.model import ParsedFeed, ParseJob
from monitor.parse.unparsed import Unparsed
from storage.records import EntryData

URL = "https://news.example.org/feeds/world.xml"
DATED = "<pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>"


def rss(*items: str) -> bytes:
    inner = "".join(f"<item>{item}</item>\n" for item in items)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>{inner}'
    return f"{text}</channel></rss>".encode()


def parsed(body: bytes, known: tuple[str, ...] = ()) -> ParsedFeed:
    feed = read(ParseJob(body, "text/xml", URL, known))
    assert isinstance(feed, ParsedFeed)
    return feed


def only(body: bytes) -> EntryData:
    (entry,) = parsed(body).entries
    return entry


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.org/a/",
        "http://example.org:80/a?utm_source=x&fbclid=y",
        "HTTPS://EXAMPLE.org/a#top",
    ],
)
def test_links_to_one_page_are_one(link: str) -> None:
    assert canonical_link(link) == "example.org/a"


def test_links_to_different_pages_are_not_one() -> None:
    links = ["http://e.org/a?id=1", "http://e.org/a?id=2", "http://e.org/A", "http://e.org:81/a"]
    assert len({canonical_link(link) for link in links}) == len(links)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.org/2026/11/a-story",
        "http://example.org./a/",
        "https://example.org",
        "https://www.www.example.org//",
        "https://a/b;c=1,2/@d/%7Ee",
        'http://example..org/a:b/"c',
    ],
)
def test_a_plain_link_has_the_key_that_it_has_when_it_is_taken_apart(link: str) -> None:
    # An empty fragment changes nothing, but takes the link the long way.
    assert canonical_link(link) == canonical_link(f"{link}#") != ""


def test_link_shared_by_several_entries_is_no_key() -> None:
    feed = parsed(
        rss(*(f"<title>{t}</title><guid>{t}</guid><link>/live</link>" for t in ("One", "Two")))
    )
    assert [entry.identity for entry in feed.entries] == ["guid:One", "guid:Two"]
    assert all("link:" not in key for entry in feed.entries for key in entry.aliases)


def test_guid_shared_by_several_entries_is_no_key() -> None:
    feed = parsed(
        rss(*(f"<title>{t}</title><guid>same</guid><link>/{t}</link>" for t in ("one", "two")))
    )
    assert [e.identity for e in feed.entries] == [
        "link:news.example.org/one",
        "link:news.example.org/two",
    ]


@pytest.mark.parametrize("link", ["/live", "/news/latest/"])
def test_address_that_carries_one_event_after_the_other_is_no_further_key(link: str) -> None:
    entry = only(rss(f"<title>T</title><guid>1</guid><link>{link}</link>"))
    assert (entry.identity, entry.aliases) == ("guid:1", ())


def test_entry_that_stands_twice_is_one() -> None:
    feed = parsed(rss(*["<title>Same</title><guid>1</guid><link>/1</link>"] * 2))
    assert len(feed.entries) == 1


def test_edited_text_changes_the_digest_and_not_the_identity() -> None:
    before = only(rss("<title>Three hurt</title><guid>1</guid>"))
    after = only(rss("<title>Four hurt</title><guid>1</guid>"))
    assert before.identity == after.identity
    assert before.digest != after.digest


def test_link_that_stands_in_a_slice_left_out_is_no_key() -> None:
    old, new = (f"<title>{t}</title><guid>{t}</guid><link>/live?a=1&amp;b=2</link>" for t in "ab")
    known = parsed(rss(old)).hints.slices
    (entry,) = parsed(rss(new, old), known=known).entries
    assert [key for key in (entry.identity, *entry.aliases) if key.startswith("link:")] == []


def test_title_and_date_tell_an_entry_whose_guid_and_link_have_changed() -> None:
    title = f"<title>Ferry sinks off Odesa</title>{DATED}"
    before, after = (only(rss(f"{title}<guid>{n}</guid><link>/a{n}</link>")) for n in (1, 2))
    assert before.aliases[-1] == after.aliases[-1]
    assert before.aliases[-1].startswith("title:")


@pytest.mark.parametrize("date", [DATED, DATED.replace("08:", "09:"), ""])
@pytest.mark.parametrize(
    "title",
    [
        "Fire &amp; flood in Lviv region",
        "Fire &#38; flood\n  in Lviv region",
        "<![CDATA[FIRE &amp; flood in Lviv region]]>",
        "<![CDATA[Fire & flood in <b>Lviv</b> region]]>",
        "Fire &amp;amp; flood in Lv\u00adiv region",
    ],
)
def test_title_that_another_entry_has_is_no_further_key(title: str, date: str) -> None:
    old = f"<title>{title}</title><guid>old</guid>{date}"
    new = f"<title>Fire &amp; flood in Lviv region</title><guid>new</guid>{DATED}"
    known = parsed(rss(old)).hints.slices
    (by_slices,) = parsed(rss(new, old), known=known).entries
    assert by_slices == parsed(rss(new, old)).entries[0]
    assert by_slices.aliases == ()


def test_entry_that_shares_guid_and_link_is_no_edit_of_a_third_with_its_title_and_date() -> None:
    title = f"<title>Ferry sinks off Odesa</title>{DATED}"
    third = f"{title}<guid>third</guid><link>/third</link><description>Nine dead</description>"
    pair = [
        f"{part}<guid>g</guid><link>/both</link><description>{n}</description>"
        for n, part in enumerate((title, f"<title>Something else entirely</title>{DATED}"))
    ]
    first = parsed(rss(third))
    known = {key for entry in first.entries for key in (entry.identity, *entry.aliases)}
    whole = parsed(rss(*pair, third)).entries
    by_slices = parsed(rss(*pair, third), known=first.hints.slices).entries
    assert whole[:2] == by_slices
    assert [known.isdisjoint((one.identity, *one.aliases)) for one in whole] == [True, True, False]
    # The third falls off the feed's end: the others are still who they were.
    stored = {key for entry in whole for key in (entry.identity, *entry.aliases)}
    for entry in parsed(rss(*pair)).entries:
        assert not stored.isdisjoint((entry.identity, *entry.aliases))


def test_twins_whose_text_is_edited_are_still_one() -> None:
    item = f"<title>Ferry sinks off Odesa</title>{DATED}<guid>g</guid><link>/a</link>"
    items = [f"{item}<description>{n}</description>" for n in range(3)]
    first = parsed(rss(*items[:2]))
    (entry,) = first.entries
    (edited,) = parsed(rss(items[2], items[1]), known=first.hints.slices).entries
    assert (edited.identity, parsed(rss(*items[1:])).entries[0].identity) == (entry.identity,) * 2


def test_of_two_copies_of_an_entry_one_may_come_and_go() -> None:
    item = "<title>Storm</title><guid>1</guid><link>/1</link>"
    assert parsed(rss(item, item)).entries == parsed(rss(item)).entries


def test_entries_that_only_their_titles_tell_apart_are_not_one() -> None:
    feed = parsed(rss(*(f"<title>{t}</title><link>/news/all-of-it</link>" for t in ("A", "B"))))
    assert len({entry.identity for entry in feed.entries}) == 2


def test_titles_without_an_end_are_searched_in_linear_time() -> None:
    unparsed = Unparsed(b"<title>x <title " * 200_000 + b"<title>Ferry sinks</title>")
    assert unparsed.titled("ferry sinks")
