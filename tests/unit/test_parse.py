"""Entries out of feeds: text, links, dates, hints, slices."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from msgspec import MsgspecError

from monitor.parse.feed import read, without_bombs
from monitor.parse.html import body_text, to_text
from monitor.parse.model import Answer, ParsedFeed, ParseFailed, ParseJob, decode_answer, encode
from storage.records import EntryData

URL = "https://news.example.org/feeds/world.xml"


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>\n" for item in items)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>{head}{inner}'
    return f"{text}</channel></rss>".encode()


def parsed(body: bytes, known: tuple[str, ...] = (), content_type: str = "text/xml") -> ParsedFeed:
    feed = read(ParseJob(body, content_type, URL, known))
    assert isinstance(feed, ParsedFeed)
    return feed


def only(body: bytes) -> EntryData:
    (entry,) = parsed(body).entries
    return entry


def test_rss_entry_is_read_whole() -> None:
    entry = only(
        rss(
            "<title>Bridge &amp; road</title><link>/a7?utm_source=rss</link><guid>77</guid>"
            "<description>&lt;p&gt;Two lanes.&lt;/p&gt;&lt;p&gt;Open.&lt;/p&gt;</description>"
            "<author>A. Writer</author><category>traffic</category>"
            "<pubDate>Mon, 02 Nov 2026 08:00:00 +0100</pubDate>",
            head="<language>en-GB</language>",
        )
    )
    assert entry.title == "Bridge & road"
    assert entry.link == "https://news.example.org/a7?utm_source=rss"
    assert entry.summary == "Two lanes.\nOpen."
    assert (entry.author, entry.tags, entry.language) == ("A. Writer", ("traffic",), "en")
    assert entry.published == datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    assert entry.identity == "guid:77"
    assert "link:news.example.org/a7" in entry.aliases


def test_atom_entry_is_read_whole() -> None:
    entry = only(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>tag:x,1</id>'
        b'<title type="html">A &lt;b&gt;B&lt;/b&gt;</title><link href="b.html"/>'
        b"<updated>2026-11-02T08:00:00Z</updated><author><name>Nn</name></author>"
        b'<content type="html">&lt;p&gt;Long.&lt;/p&gt;</content></entry></feed>'
    )
    assert (entry.title, entry.summary, entry.author) == ("A B", "Long.", "Nn")
    assert entry.link == "https://news.example.org/feeds/b.html"
    assert entry.published == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def test_json_feed_is_read() -> None:
    entry = only(
        b'{"version":"https://jsonfeed.org/version/1.1","title":"N","items":[{"id":7,"url":'
        b'"https://n.example/7","title":"T","content_html":"<p>Text</p>",'
        b'"date_published":"2026-11-02T08:00:00Z"}]}'
    )
    assert (entry.identity, entry.title) == ("guid:7", "T")
    assert entry.published == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def test_json_items_are_taken_as_they_are_written() -> None:
    entry = only(
        b'{"items":[{"id":"https://n.example/7","title":"T","tags":["war",null,3]}]}',
    )
    assert (entry.link, entry.tags) == ("https://n.example/7", ("war",))


@pytest.mark.parametrize("zone", ["CEST", "+0200", "cest"])
@pytest.mark.parametrize("lead", ["", "<!DOCTYPE rss [<!ENTITY x 'y'>]>"], ids=["quick", "slow"])
def test_zones_that_feeds_name_are_known(zone: str, lead: str) -> None:
    item = f"<item><title>T</title><pubDate>Mon, 02 Nov 2026 10:00:00 {zone}</pubDate></item>"
    entry = only(f"{lead}<rss version='2.0'><channel>{item}</channel></rss>".encode())
    assert entry.published == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&amp;lt;p&amp;gt;Two &amp;amp;amp; three&amp;lt;/p&amp;gt;", "Two & three"),
        ("One&amp;lt;br/&amp;gt;two", "One\ntwo"),
        ("&lt;p&gt;Two &amp;amp; three&lt;/p&gt;", "Two & three"),
        ("If a &amp;lt; b and c &amp;gt; d", "If a < b and c > d"),
        ("Write &amp;lt;p&amp;gt; before a paragraph", "Write <p> before a paragraph"),
    ],
)
def test_markup_that_was_escaped_twice_is_still_markup(markup: str, text: str) -> None:
    item = f"<item><title>T</title><description>{markup}</description></item>"
    entry = only(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    assert entry.summary == text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the answer is empty"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "this is a web page (HTML)"),
        (b'{"a": 1}', "no JSON Feed"),
        (b"{", "cannot be read"),
        (b"plain words", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_in_words(body: bytes, reason: str) -> None:
    feed = read(ParseJob(body, "", URL))
    assert isinstance(feed, ParseFailed)
    assert reason in feed.reason


def test_body_that_is_a_path_is_not_opened(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("feed") / "secret.xml"
    path.write_bytes(rss("<title>Secret headline</title>"))
    assert isinstance(read(ParseJob(str(path).encode(), "", URL)), ParseFailed)


def test_broken_feed_gives_what_it_has_and_says_so() -> None:
    feed = parsed(rss("<title>First</title><guid>1</guid>")[:-20] + b"<item><title>Cut off")
    assert feed.entries[0].title == "First"
    assert "not well-formed" in feed.oddities[0]


def test_charset_of_the_header_is_used() -> None:
    body = "<rss version='2.0'><channel><item><title>Київ</title></item></channel></rss>"
    feed = parsed(body.encode("cp1251"), content_type="application/xml; charset=windows-1251")
    assert feed.entries[0].title == "Київ"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "java\tscript:x"])
def test_link_that_runs_code_is_left_out(link: str) -> None:
    feed = parsed(rss(f"<title>T</title><link>{link}</link>"))
    assert not feed.entries[0].link.startswith(("javascript", "data"))


def test_absurd_date_is_left_out_and_said() -> None:
    feed = parsed(rss("<title>T</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"))
    assert feed.entries[0].published is None
    assert feed.oddities == ("a date in the year 1970 is left out",)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a<br/>b", "a\nb"),
        ("<b>B</b>BC", "BBC"),
        ("x<script>evil()</script>y<style>p{}</style>", "xy"),
        ("one<!-- two -->three", "onethree"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("plain\nwrapped\n\nnext", "plain wrapped\nnext"),
        ("ze\u200bro\u00ad \ud800width\x00", "zero width"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert to_text(markup) == text


def test_what_only_seems_escaped_twice_costs_no_time() -> None:
    began = time.process_time()
    body_text("&lt;p&gt;&lt;img " * 60_000)
    assert time.process_time() - began < 1


def test_a_megabyte_of_nested_tags_is_cut_short() -> None:
    assert len(to_text("<div>" * 200_000 + "deep")) <= 64 * 1024


def test_hints_are_read() -> None:
    hints = parsed(
        rss(
            "<title>T</title>",
            head="<ttl>30</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours>"
            "<skipDays><day>Sunday</day></skipDays>"
            "<sy:updatePeriod xmlns:sy='x'>daily</sy:updatePeriod>",
        )
    ).hints
    assert (hints.ttl, hints.skip_hours, hints.skip_days) == (1800, (0, 3), (6,))


def test_only_unseen_slices_are_parsed() -> None:
    items = [f"<title>N{n}</title><guid>{n}</guid><link>/{n}</link>" for n in range(4)]
    first = parsed(rss(*items[:3]))
    assert len(first.hints.slices) == 3
    second = parsed(rss(items[3], *items[:3]), known=first.hints.slices)
    assert second.entries == parsed(rss(items[3])).entries
    assert parsed(rss(*items[:3]), known=first.hints.slices).entries == ()


@pytest.mark.parametrize(
    "trap",
    [
        "<description><![CDATA[ </item><item> ]]></description><title>x</title>",
        "<title>x</title><!-- <item> -->",
        "<title>x</title></item><!-- <item><title>no</title></item> --><item><title>y</title>",
    ],
)
def test_feed_that_cannot_be_cut_safely_is_parsed_whole(trap: str) -> None:
    assert parsed(rss(trap)).hints.slices == ()


def test_feed_survives_the_pipe() -> None:
    feed = parsed(rss("<title>Київ</title><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>"))
    assert decode_answer(encode(Answer.of(feed))) == Answer(feed=feed)


@pytest.mark.parametrize(
    "frame", [b"", b"\xc1", b"\x81\xa4feed\xa1x", b"\x81\xa4last\x01", b"\x93"]
)
def test_frame_that_is_no_answer_is_refused(frame: bytes) -> None:
    with pytest.raises(MsgspecError):
        decode_answer(frame)


ODD = "<authors lang='x'/><author>A</author>"
SOUND = "<link>https://news.example/1</link><title>Rain</title>"


def test_an_entry_that_feedparser_cannot_read_costs_none_of_the_others() -> None:
    rss = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>"
    body = rss.format(f"<item>{ODD}</item><item>{SOUND}</item>").encode()
    found = read(ParseJob(body, "", URL))
    assert isinstance(found, ParsedFeed)
    assert [entry.title for entry in found.entries] == ["Rain"]
    assert "an entry that cannot be parsed is left out" in found.oddities
    alone = read(ParseJob(rss.format(f"<item>{ODD}</item>").encode(), "", URL))
    assert isinstance(alone, ParseFailed)
    assert alone.reason.startswith("the feed cannot be parsed")


def test_texts_under_the_names_of_lists_and_dates_are_passed_over() -> None:
    entry = "<title>Rain</title><authors>a</authors><published_parsed>today</published_parsed>"
    body = f"<rss version='2.0'><channel><item>{entry}</item></channel></rss>".encode()
    found = read(ParseJob(body, "", URL))
    assert isinstance(found, ParsedFeed)
    assert found.entries[0].title == "Rain"
    assert found.entries[0].published is None


def test_entities_are_kept_when_they_cannot_grow() -> None:
    bomb = '<!ENTITY twice "&hq;&hq;">'
    declared = f'<!DOCTYPE rss [\n<!ENTITY hq "Head office">\n{bomb}\n]>\n'
    shown = "<![CDATA[ <!ENTITY a '&b;'> ]]>"
    item = f"<item><title>&hq;</title><description>{shown}</description></item>"
    body = f"{declared}<rss version='2.0'><channel>{item}</channel></rss>".encode()
    assert without_bombs(body) == body.replace(bomb.encode(), b"")
    assert only(body).title == "Head office"
    long = body.replace(b"Head office", b"x" * 1001)
    assert b"xxx" not in without_bombs(long)


def test_a_tree_of_too_many_tags_is_refused_in_words() -> None:
    found = read(ParseJob(rss("<b>" * 250_000 + "</b>" * 250_000), "", URL))
    assert isinstance(found, ParseFailed)
    assert "tags; a feed may have 500,000" in found.reason
